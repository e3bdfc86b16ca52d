"""Kept custody: each person's timeline as periods, by group and certainty, by place, and how many there are on any day.

kept_people   everybody: what they are called, and whether custody is told of them at all
kept_periods  their periods with the answers of all four axes, in the order in which lists show them
kept_at       who is held where, from which day to which;   kept_ever: where anybody was told to have been held
kept_totals   how many stand in each group with each certainty, and are held at each place, on any day
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from habeas.analysis.custody.answer import StatusPeriod, Timeline
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.place import Within
from habeas.analysis.custody.timeline import timeline_of
from habeas.analysis.intervals import Certainty
from habeas.analysis.values import Evidence
from habeas.model.codec import entity_from_plain
from habeas.model.text import fold
from habeas.storage.contract import ScopeReader
from habeas.storage.custody_evidence import parts_of_places, people_in
from habeas.storage.index_tables import Affected
from habeas.storage.kept import day_totals
from habeas.storage.kept.codec import packed
from habeas.storage.kept.list_places import RANK, facility_key, group_of, held_word, held_word_of, place_of
from habeas.storage.kept.reach import reached_people

TABLES: Final = """
CREATE TABLE IF NOT EXISTS kept_people (
    person TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL, told INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_periods (
    id INTEGER PRIMARY KEY, person TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    place INTEGER NOT NULL, held INTEGER NOT NULL, name TEXT NOT NULL, body BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS kept_periods_of ON kept_periods (person, first);
CREATE INDEX IF NOT EXISTS kept_periods_by_place ON kept_periods (place, name, person, first, last);
CREATE INDEX IF NOT EXISTS kept_periods_held_of ON kept_periods (person, first, last, held);
CREATE INDEX IF NOT EXISTS kept_periods_by_held ON kept_periods (held, name, person, first, last);
CREATE VIRTUAL TABLE IF NOT EXISTS kept_days USING rtree_i32 (id, first, last, place, place_to);
CREATE TABLE IF NOT EXISTS kept_at (
    facility TEXT NOT NULL, name TEXT NOT NULL, person TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    place INTEGER NOT NULL, PRIMARY KEY (facility, name, person, first)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_at_of ON kept_at (person);
CREATE TABLE IF NOT EXISTS kept_ever (
    facility TEXT NOT NULL, name TEXT NOT NULL, person TEXT NOT NULL,
    PRIMARY KEY (facility, name, person)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_ever_of ON kept_ever (person);
""" + day_totals.table("kept_totals")
CONTENT: Final = {
    "kept_people": ("person, name, folded, told", "person"),
    "kept_periods": ("person, first, last, place, held, name, body", "person, first"),
    "kept_at": ("facility, name, person, first, last, place", "facility, name, person, first"),
    "kept_ever": ("facility, name, person", "facility, name, person"),
    "kept_totals": day_totals.COLUMNS,
}


_PLACES_OF: Final = "SELECT facility, first, last, place FROM kept_at WHERE person = ?"


def refresh(db: sqlite3.Connection, scope: ScopeReader, touched: Affected | None) -> None:
    """Bring the timelines up to date of everybody whom a change reaches; with None, of everybody."""
    if touched is None:
        for table in ("kept_people", "kept_periods", "kept_days", "kept_at", "kept_ever", "kept_totals"):
            db.execute(f"DELETE FROM {table}")
        keep(db, scope, None)
        return
    people = reached_people(db, scope, touched)
    if people:
        _forget(db, people)
        keep(db, scope, people)


def _forget(db: sqlite3.Connection, people: Iterable[str]) -> None:
    """Take out what is kept of some people."""
    changes = day_totals.Changes("kept_totals")
    for person in people:
        for first, last, place in db.execute("SELECT first, last, place FROM kept_periods WHERE person = ?", (person,)):
            changes.add(str(place), date.fromordinal(first), date.fromordinal(last), -1)
        for facility, first, last, place in db.execute(_PLACES_OF, (person,)):
            key = facility_key(facility, RANK[held_word_of(place)])
            changes.add(key, date.fromordinal(first), date.fromordinal(last), -1)
        db.execute("DELETE FROM kept_days WHERE id IN (SELECT id FROM kept_periods WHERE person = ?)", (person,))
        for table in ("kept_periods", "kept_people", "kept_at", "kept_ever"):
            db.execute(f"DELETE FROM {table} WHERE person = ?", (person,))
    changes.write(db)


def keep(db: sqlite3.Connection, scope: ScopeReader, people: Sequence[str] | None) -> None:
    """Work out and keep the timelines of some people, or of everybody."""
    within, rows = parts_of_places(scope), _Rows(db)
    wanted = None if people is None else {scope.cluster(person) for person in people}
    told: set[str] = set()
    for person, evidence in people_in(scope, () if people is None else _all_names(scope, people)):
        if wanted is None or person in wanted:
            told.add(person)
            rows.put(_Kept(scope, person, evidence, within))
    _keep_silent(scope, wanted, told, rows)
    rows.write()
    rows.changes.write(db)


def _all_names(scope: ScopeReader, people: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for person in people for name in scope.names_of(person)))


class _Kept:
    """What is kept of one person."""

    def __init__(self, scope: ScopeReader, person: str, rows: Sequence[Evidence], within: Within) -> None:
        self.person = person
        self.name = name_of(scope, person)
        scope.lives[person] = life = life_of(person, rows)
        self.line: Timeline = timeline_of(life, rows, within)
        self.ever = places_told(rows)


def places_told(rows: Iterable[Evidence]) -> tuple[str, ...]:
    """Every facility and place that a stay or a sighting is told to have been at."""
    told = (row for row in rows if row.what in {"detention", "observation"})
    return tuple(sorted({name for row in told for name in (row.facility, row.place) if name}))


def name_of(scope: ScopeReader, person: str) -> str:
    """What a person is called in lists: the English label, which is any label where there is no English one."""
    body = scope.index.entity(person)
    return entity_from_plain(body).label("en") if body else person.partition(":")[2]


class _Rows:
    """Rows of the tables, written many at a time."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        (self._last,) = db.execute("SELECT COALESCE(MAX(id), 0) FROM kept_periods").fetchone()
        self._of: dict[str, list[tuple[Any, ...]]] = {sql: [] for sql in _INSERTS}
        self.changes = day_totals.Changes("kept_totals")

    def put(self, kept: _Kept) -> None:
        """What is kept of one person."""
        person, name = kept.person, kept.name
        self._of[_PERSON].append((person, name, fold(name), 1))
        for period in kept.line.periods:
            self._period(person, name, period)
        self._of[_EVER] += [(place, name, person) for place in kept.ever]
        if len(self._of[_PERIOD]) >= ROWS_HELD:
            self.write()

    def silent(self, person: str, name: str) -> None:
        """Somebody of whom no custody is told."""
        place, first, last = place_of("silent", Certainty.NOT_STATED), date.min, date.max
        self._of[_PERSON].append((person, name, fold(name), 0))
        self._days(person, first.toordinal(), last.toordinal(), place, RANK[Certainty.NOT_STATED], name, b"")
        self.changes.add(str(place), first, last)

    def write(self) -> None:
        """Write what is held."""
        for sql, rows in self._of.items():
            self._db.executemany(sql, rows)
            rows.clear()

    def _period(self, person: str, name: str, period: StatusPeriod) -> None:
        answer = period.custody
        group = group_of(answer.state, answer.word)
        held = RANK[held_word(answer.state, answer.word)]
        place, first, last = place_of(group, answer.word), period.first.toordinal(), period.last.toordinal()
        self._days(person, first, last, place, held, name, packed(period))
        self.changes.add(str(place), period.first, period.last)
        if group == "held" and period.place.state:
            for at in dict.fromkeys(period.place.state.split(" or ")):
                self._of[_AT].append((at, name, person, first, last, place))
                self.changes.add(facility_key(at, held), period.first, period.last)

    def _days(self, person: str, first: int, last: int, place: int, held: int, name: str, body: bytes) -> None:
        self._last += 1
        self._of[_PERIOD].append((self._last, person, first, last, place, held, name, body))
        self._of[_DAYS].append((self._last, first, last, place, place))


ROWS_HELD: Final = 5_000
_PERSON, _EVER, _AT, _PERIOD, _DAYS = (
    f"INSERT INTO kept_{table} VALUES ({', '.join('?' * columns)})"
    for table, columns in (("people", 4), ("ever", 3), ("at", 6), ("periods", 8), ("days", 5))
)
_INSERTS: Final = (_PERSON, _EVER, _AT, _PERIOD, _DAYS)


def _keep_silent(scope: ScopeReader, wanted: set[str] | None, told: set[str], rows: _Rows) -> None:
    """Everybody who is described and of whom no custody is told; of several names judged the same, the one that
    stands for them.
    """
    for person, name in described(scope, wanted):
        if person not in told:
            told.add(person)
            rows.silent(person, name)


def described(scope: ScopeReader, wanted: set[str] | None) -> Iterator[tuple[str, str]]:
    """People who are described, each under the name that stands for them, with what that name, or else this one, is
    called.
    """
    if wanted is None:
        bodies = {body["ref"]: entity_from_plain(body).label("en") for body in scope.index.entities("person")}
        for ref, label in bodies.items():
            one = scope.cluster(ref)
            yield one, bodies.get(one, label)
        return
    for one in sorted(wanted):
        for ref in (one, *scope.names_of(one)):
            body = scope.index.entity(ref)
            if body is not None:
                yield one, entity_from_plain(body).label("en")
                break
