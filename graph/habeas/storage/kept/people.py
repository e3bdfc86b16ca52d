"""Reading kept custody: how many stand where on a day, and pages of people, without looking at everybody.

A page of a group that many are in on the day is read from the list by name until it is full; of a group that few are
in, those few are looked up by day and put in order. Either way a page costs about the same in a small and in a large
case.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from habeas.analysis.custody.answer import CustodyStatus
from habeas.analysis.intervals import Certainty
from habeas.storage.kept import day_totals
from habeas.storage.kept.codec import plain_on, unpacked
from habeas.storage.kept.list_places import GROUPS, RANK, WORDS, facility_key, held_word_of, place_of

FEW: Final = 2_000
"""So many people of a group on a day are looked up and sorted; of more, the list by name is read until the page is
full.
"""
AT_ONCE: Final = 200
SILENT: Final = place_of("silent", Certainty.NOT_STATED)
_ROW: Final = "p.person, p.name, p.first, p.last, p.place, p.body"


PeriodRow = tuple[str, str, int, int, int, bytes]
"""Person, name, first and last day, place in lists, answers."""


PlainPerson = tuple[str, str, str, list[dict[str, Any]]]
"""Person, name, whether held, and the answers on custody, law, restrictions and place as JSON has them."""


class ListedPerson(NamedTuple):
    """One person on the day: the name in lists, where they stand in them, and the status; none where no custody is
    told.
    """

    person: str
    name: str
    place: int
    status: CustodyStatus | None

    @property
    def group(self) -> str:
        """held, furlough, free, dead, unstated or silent."""
        return GROUPS[self.place // len(WORDS)]

    @property
    def word(self) -> Certainty:
        """How sure that is."""
        return WORDS[self.place % len(WORDS)]


class KeptPeople:
    """Everybody in the file on one day, from what is kept."""

    def __init__(self, db: sqlite3.Connection, on: date) -> None:
        self._db = db
        self._day, self._on = on, on.toordinal()
        keys = map(str, range(len(GROUPS) * len(WORDS)))
        self.totals = {int(key): n for key, n in day_totals.totals(db, "kept_totals", keys, on)}
        """How many stand at each place of the lists (group and certainty)."""
        self._here: dict[tuple[str, ...], list[str]] = {}

    # -- pages

    def page(self, places: Sequence[int], *, limit: int, offset: int = 0) -> Iterator[ListedPerson]:
        """The people at these places of the lists, place after place, each by name."""
        for place in places:
            total = self.totals.get(place, 0)
            if offset >= total:
                offset -= total
                continue
            for found in self._listed("place = ?", (place,), total, limit, offset):
                limit -= 1
                yield self._found(found)
            offset = 0
            if limit <= 0:
                return

    def by_certainty(self, words: Sequence[Certainty], *, limit: int, offset: int = 0) -> Iterator[ListedPerson]:
        """Everybody of whom custody is told, by whether they are held: the surest first, each certainty by name."""
        for word in words:
            places = [place for place in self.totals if place != SILENT and held_word_of(place) is word]
            total = sum(self.totals[place] for place in places)
            if offset >= total:
                offset -= total
                continue
            for found in self._listed("held = ? AND p.place <> ?", (RANK[word], SILENT), total, limit, offset):
                limit -= 1
                yield self._found(found)
            offset = 0
            if limit <= 0:
                return

    def plain_by_certainty(self) -> Iterator[PlainPerson]:
        """The same people, all of them, with their answers as JSON has them."""
        sql = """SELECT p.person, p.name, p.held, p.body FROM kept_days d CROSS JOIN kept_periods p ON p.id = d.id
            WHERE d.first <= ?1 AND d.last >= ?1 AND p.place <> ?2 ORDER BY p.held, p.name, p.person"""
        held, day = [word.value for word in WORDS], self._day
        for person, name, rank, body in self._db.execute(sql, (self._on, SILENT)):
            yield person, name, held[rank], plain_on(body, day)

    def _listed(self, test: str, values: tuple[int, ...], total: int, limit: int, offset: int) -> Iterator[PeriodRow]:
        if total > FEW:
            sql = f"SELECT {_ROW} FROM kept_periods p WHERE p.{test} AND p.first <= ? AND p.last >= ?"
            days: tuple[int, ...] = (self._on, self._on)
        else:
            sql = f"""SELECT {_ROW} FROM kept_days d CROSS JOIN kept_periods p ON p.id = d.id
                WHERE d.first <= ? AND d.last >= ? AND p.{test}"""
            sql += self._narrowed(test, values)
            values, days = (self._on, self._on, *values), ()
        return self._db.execute(f"{sql} ORDER BY p.name, p.person LIMIT ? OFFSET ?", (*values, *days, limit, offset))

    @staticmethod
    def _narrowed(test: str, values: tuple[int, ...]) -> str:
        """The place as a test on the index by day, which finds few rows then."""
        if test.startswith("place"):
            return f" AND d.place = {values[0]}"
        places = [place for place in range(len(GROUPS) * len(WORDS)) if RANK[held_word_of(place)] == values[0]]
        return f" AND d.place >= {min(places)} AND d.place <= {max(places)}"

    # -- some people

    def in_order(self, people: Iterable[str], places: Collection[int]) -> list[str]:
        """Those of these people who stand at some places of the lists, in the order of lists; their answers are left
        unread.
        """
        found: list[tuple[int, str, str]] = []
        wanted = list(dict.fromkeys(people))
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            sql = f"""SELECT place, name, person FROM kept_periods
                WHERE person IN ({", ".join("?" * len(part))}) AND first <= ? AND last >= ?"""
            found += self._db.execute(sql, (*part, self._on, self._on))
        return [person for place, _, person in sorted(found) if place in places]

    def of(self, people: Iterable[str]) -> Iterator[ListedPerson]:
        """The people with these names, those of them that are in the lists."""
        wanted = list(dict.fromkeys(people))
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            marks = ", ".join("?" * len(part))
            sql = f"SELECT {_ROW} FROM kept_periods p WHERE p.person IN ({marks}) AND p.first <= ? AND p.last >= ?"
            yield from map(self._found, self._db.execute(sql, (*part, self._on, self._on)))

    def named(self, folded: str) -> list[str]:
        """Who has these letters in the name, accents and case apart."""
        return [
            person
            for (person,) in self._db.execute("SELECT person FROM kept_people WHERE instr(folded, ?) > 0", (folded,))
        ]

    # -- places

    def held_at(self, facilities: Iterable[str]) -> list[str]:
        """Who is held at any of these on the day."""
        sql = "SELECT person FROM kept_at WHERE facility = ? AND first <= ? AND last >= ?"
        return [p for facility in facilities for (p,) in self._db.execute(sql, (facility, self._on, self._on))]

    def ever_at(self, facilities: Iterable[str]) -> list[str]:
        """Who was told to have been held at any of these at any time."""
        sql = "SELECT person FROM kept_ever WHERE facility = ?"
        return [person for facility in facilities for (person,) in self._db.execute(sql, (facility,))]

    def first_at(self, facilities: Iterable[str], limit: int, *, now: bool) -> tuple[list[str], int]:
        """The first of those held at any of these on the day, in the order of lists, and how many there are; without
        `now`, by name, of those told to have been held there at any time who are not there on the day.

        The names come from an index in their order, and are counted there; only those on the day are sorted.
        """
        names = tuple(facilities)
        at = f"facility IN ({', '.join('?' * len(names))})"
        if names not in self._here:
            sql = f"SELECT DISTINCT place, name, person FROM kept_at WHERE {at} AND first <= ? AND last >= ?"
            found = sorted(self._db.execute(sql, (*names, self._on, self._on)))
            self._here[names] = [person for *_, person in found]
        here = self._here[names]
        if now:
            return here[:limit], len(here)
        sql = f"""SELECT DISTINCT name, person FROM kept_ever WHERE {at}
            AND person NOT IN (SELECT value FROM json_each(?)) ORDER BY name, person LIMIT ?"""
        people = [person for _, person in self._db.execute(sql, (*names, json.dumps(here), limit))]
        if len(people) < limit:
            return people, len(people)
        sql = f"""SELECT (SELECT COUNT(*) FROM (SELECT DISTINCT name, person FROM kept_ever WHERE {at})) -
            (SELECT COUNT(*) FROM json_each(?) WHERE EXISTS (SELECT 1 FROM kept_ever WHERE person = value AND {at}))"""
        (total,) = self._db.execute(sql, (*names, json.dumps(here), *names)).fetchone()
        return people, int(total)

    def places_ever(self, people: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Where each of these was told to have been held at any time."""
        sql = """SELECT person, facility FROM kept_ever WHERE person IN (SELECT value FROM json_each(?))
            ORDER BY person, facility"""
        found: dict[str, tuple[str, ...]] = {}
        for person, facility in self._db.execute(sql, (json.dumps(list(people)),)):
            found[person] = (*found.get(person, ()), facility)
        return found

    def totals_at(self, facilities: Iterable[str]) -> dict[str, dict[Certainty, int]]:
        """How many are held at each of these on the day, by certainty."""
        keys = {facility_key(at, RANK[word]): (at, word) for at in facilities for word in WORDS[:4]}
        found: dict[str, dict[Certainty, int]] = {}
        for key, n in day_totals.totals(self._db, "kept_totals", keys, self._day):
            facility, word = keys[key]
            found.setdefault(facility, {})[word] = n
        return found

    def _found(self, row: PeriodRow) -> ListedPerson:
        person, name, first, last, place, body = row
        status = unpacked(first, last, body).on(person, self._day) if body else None
        return ListedPerson(person, name, place, status)
