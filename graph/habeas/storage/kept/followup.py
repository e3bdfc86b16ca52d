"""Kept deadlines: what is due by the rules in case.toml, and how each stands on any day.

kept_deadlines         every deadline: since when it runs, its claims, and what may end it
kept_deadline_days     from which day to which each stands how, in the order of lists;   kept_deadline_tree: by day
kept_deadline_totals   how many stand how on any day
kept_deadline_rules    the rules that these are by; where others hold now, all of it is worked out again
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from habeas.analysis.followup import DeadlineCourse, Due, Ending, courses
from habeas.model.followup import EVENTS, FollowupRule, rules_text
from habeas.storage.contract import ScopeReader
from habeas.storage.followup_events import kinds_in, named_with, occurrences
from habeas.storage.index_tables import Affected
from habeas.storage.kept import day_totals
from habeas.storage.kept.reach import judged_with

TABLES: Final = """
CREATE TABLE IF NOT EXISTS kept_deadlines (
    person TEXT NOT NULL, rule TEXT NOT NULL, node TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (person, rule, node)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_deadline_days (
    id INTEGER PRIMARY KEY, stands INTEGER NOT NULL, due INTEGER NOT NULL, person TEXT NOT NULL, rule TEXT NOT NULL,
    node TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS kept_deadline_days_of ON kept_deadline_days (person, rule, node, first);
CREATE INDEX IF NOT EXISTS kept_deadline_days_in_order ON kept_deadline_days (
    stands, due, person, rule, node, first, last);
CREATE VIRTUAL TABLE IF NOT EXISTS kept_deadline_tree USING rtree_i32 (id, first, last, stands, stands_to);
CREATE TABLE IF NOT EXISTS kept_deadline_rules (rules TEXT PRIMARY KEY) WITHOUT ROWID;
""" + day_totals.table("kept_deadline_totals")
CONTENT: Final = {
    "kept_deadlines": ("person, rule, node, body", "person, rule, node"),
    "kept_deadline_days": ("stands, due, person, rule, node, first, last", "person, rule, node, first"),
    "kept_deadline_totals": day_totals.COLUMNS,
    "kept_deadline_rules": ("rules", "rules"),
}
RULES: Final = "kept_deadline_rules"
ORDER: Final = tuple(Due)
"""How a deadline stands, by its number in the tables."""
PEOPLE_AT_ONCE: Final = 400
"""So many people's deadlines are worked out together, from nothing."""
_OWN: Final = frozenset({"person", *EVENTS})
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def refresh(db: sqlite3.Connection, scope: ScopeReader, touched: Affected | None) -> None:
    """Bring up to date the deadlines of everybody whom a change reaches; with None, or by other rules, of everybody."""
    rules = scope.index.followup
    if touched is None or rules_in(db) != rules_text(rules):
        for table in (*CONTENT, "kept_deadline_tree"):
            db.execute(f"DELETE FROM {table}")
        if rules:
            for some in _everybody(db, scope, rules):
                keep(db, scope, some)
            db.execute("INSERT INTO kept_deadline_rules VALUES (?)", (rules_text(rules),))
    elif rules and (people := reached(db, scope, touched)):
        _forget(db, people)
        keep(db, scope, people)


def rules_in(db: sqlite3.Connection) -> str:
    """The rules that what is kept is by."""
    return next((str(text) for (text,) in db.execute("SELECT rules FROM kept_deadline_rules")), "")


def reached(db: sqlite3.Connection, scope: ScopeReader, touched: Affected) -> list[str]:
    """Every name of a person whose deadlines may be others after a change than before, in order."""
    sql = "SELECT DISTINCT ref FROM about WHERE claim = ?"
    named = {ref for claim in touched.claims for (ref,) in db.execute(sql, (claim,))} | touched.judged
    names = judged_with(scope, (ref for ref in named if ref.partition(":")[0] in _OWN))
    events = (name for name in names if not name.startswith("person:"))
    people = {name for name in names if name.startswith("person:")} | named_with(db, events, {"person"})
    return sorted(judged_with(scope, people))


def keep(db: sqlite3.Connection, scope: ScopeReader, people: Sequence[str]) -> None:
    """Work out and keep the deadlines of some people."""
    rules, changes = scope.index.followup, day_totals.Changes("kept_deadline_totals")
    (last,) = db.execute("SELECT COALESCE(MAX(id), 0) FROM kept_deadline_days").fetchone()
    deadlines, days = [], []
    for course in courses(rules, occurrences(scope, kinds_in(rules), people)):
        own = course.person, course.rule.name, course.node
        deadlines.append((*own, packed(course)))
        for begin, end, stands in course.stretches():
            due = course.due[1] or date.max
            days.append((ORDER.index(stands), due.toordinal(), *own, begin.toordinal(), end.toordinal()))
            changes.add(str(ORDER.index(stands)), begin, end)
    db.executemany("INSERT INTO kept_deadlines VALUES (?, ?, ?, ?)", deadlines)
    numbered = [(number, *row) for number, row in enumerate(days, last + 1)]
    db.executemany("INSERT INTO kept_deadline_days VALUES (?, ?, ?, ?, ?, ?, ?, ?)", numbered)
    db.executemany(
        "INSERT INTO kept_deadline_tree VALUES (?, ?, ?, ?, ?)",
        ((number, begin, end, stands, stands) for number, stands, *_, begin, end in numbered),
    )
    changes.write(db)


def _forget(db: sqlite3.Connection, people: Iterable[str]) -> None:
    """Take out what is kept of some people."""
    changes = day_totals.Changes("kept_deadline_totals")
    sql = "SELECT id, stands, first, last FROM kept_deadline_days WHERE person = ?"
    for person in people:
        for number, stands, first, last in db.execute(sql, (person,)).fetchall():
            changes.add(str(stands), date.fromordinal(first), date.fromordinal(last), -1)
            db.execute("DELETE FROM kept_deadline_tree WHERE id = ?", (number,))
        for table in ("kept_deadlines", "kept_deadline_days"):
            db.execute(f"DELETE FROM {table} WHERE person = ?", (person,))
    changes.write(db)


def _everybody(db: sqlite3.Connection, scope: ScopeReader, rules: Iterable[FollowupRule]) -> Iterator[list[str]]:
    """Whom any claim names with an event that begins a deadline, under the names that stand for them, some at once."""
    sql = """SELECT DISTINCT p.ref FROM about n JOIN about p ON p.claim = n.claim
        WHERE n.ref >= ?1 || ':' AND n.ref < ?1 || ';' AND p.ref >= 'person:' AND p.ref < 'person;'"""
    found = {ref for kind in sorted({rule.after for rule in rules}) for (ref,) in db.execute(sql, (kind,))}
    people = sorted(set(map(scope.cluster, found)))
    return (people[start : start + PEOPLE_AT_ONCE] for start in range(0, len(people), PEOPLE_AT_ONCE))


# -- a deadline as short JSON


def packed(course: DeadlineCourse) -> bytes:
    """All of a deadline but whose it is, as bytes."""
    endings = [(*map(_number, one.days), one.certain, one.claims) for one in course.endings]
    return _encode([*map(_number, course.since), course.claims, endings])


def unpacked(person: str, rule: FollowupRule, node: str, body: bytes) -> DeadlineCourse:
    """The deadline of these bytes."""
    first, last, claims, endings = _decode(body)
    return DeadlineCourse(
        rule=rule,
        person=person,
        node=node,
        since=(_day(first), _day(last)),
        claims=tuple(claims),
        endings=tuple(_ending(one) for one in endings),
    )


def _ending(plain: Sequence[Any]) -> Ending:
    first, last, certain, claims = plain
    return Ending(days=(_day(first), _day(last)), certain=certain, claims=tuple(claims))


def _number(day: date | None) -> int:
    return day.toordinal() if day else 0


def _day(number: int) -> date | None:
    return date.fromordinal(number) if number else None
