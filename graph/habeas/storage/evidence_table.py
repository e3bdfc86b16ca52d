"""The evidence rows in the side index: one row a telling, the whole history of each, so that questions about people
read no journal.

Rows lie in the order of people, those that name nobody first. A row whose claim was withdrawn stays, with the moment;
so what the file knew at a moment is read from here too. Written by `projection` with the rest of the index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from habeas.analysis.values import Evidence
from habeas.dates.calendar import Bounds

TEXTS: Final = ("what", "code", "facility", "place", "agent", "other")
BOUNDS: Final = ("began", "ended", "at", "seen", "reach", "said")
ENDS: Final = ("speaker", "source", "sensitivity", "recorded_at", "ended_at")
DAYS: Final = tuple(f"{name}_{side}" for name in BOUNDS for side in ("e", "l"))
COLUMNS: Final = ("person", "node", "claim", "n", "part", *TEXTS, *DAYS, *ENDS)

TABLE: Final = f"""
CREATE TABLE IF NOT EXISTS evidence (
    person TEXT NOT NULL, node TEXT NOT NULL, claim TEXT NOT NULL, n INTEGER NOT NULL, part INTEGER NOT NULL,
    {", ".join(f"{name} TEXT NOT NULL" for name in TEXTS)},
    {", ".join(f"{name}_e TEXT, {name}_l TEXT" for name in BOUNDS)},
    {", ".join(f"{name} TEXT NOT NULL" for name in ENDS)}, until INTEGER NOT NULL,
    PRIMARY KEY (person, node, claim, n, part)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS evidence_by_claim ON evidence (claim);
CREATE INDEX IF NOT EXISTS evidence_by_node ON evidence (node);
CREATE INDEX IF NOT EXISTS evidence_of_posts ON evidence (person, node, claim, n, part)
    WHERE what IN ('tenure', 'oversees', 'death');
CREATE INDEX IF NOT EXISTS evidence_by_facility ON evidence (facility) WHERE facility <> '';
CREATE INDEX IF NOT EXISTS evidence_in_place ON evidence (place) WHERE place <> '';
CREATE INDEX IF NOT EXISTS evidence_by_other ON evidence (other) WHERE other <> '';
CREATE INDEX IF NOT EXISTS evidence_by_said ON evidence (said_l);
"""
CONTENT: Final = "person, node, claim, n, part"
"""The order of the rows."""

_ALL: Final = ", ".join(COLUMNS)


def put(
    db: sqlite3.Connection, rows: Iterable[Evidence], ended: Iterable[tuple[str, str, int]], *, forever: int
) -> None:
    """Write new rows, and since when some claims are withdrawn or superseded (moment, claim, journal line).

    `forever` stands for the line until which a row holds that still holds.
    """
    values = ", ".join("?" * len(COLUMNS))
    db.executemany(f"INSERT OR REPLACE INTO evidence VALUES ({values}, {int(forever)})", map(flat, rows))
    sql = f"UPDATE evidence SET ended_at = ?1, until = ?3 WHERE claim = ?2 AND n < ?3 AND until = {int(forever)}"
    db.executemany(sql, ended)


def flat(row: Evidence) -> tuple[Any, ...]:
    """A row of the table, without the line until which it holds."""
    days = [day.isoformat() if day else None for bounds in row[11:17] for day in bounds]
    return (*row[:11], *days, *row[17:])


def _row(flat: Sequence[Any]) -> Evidence:
    days = [date.fromisoformat(day) if day else None for day in flat[11:23]]
    bounds: list[Bounds] = list(zip(days[::2], days[1::2], strict=True))
    return Evidence(*flat[:11], *bounds, *flat[23:])


def read_all(
    db: sqlite3.Connection, stands: str, kinds: Sequence[str] = (), *, past: bool = False
) -> Iterator[Evidence]:
    """Every row that fulfils `stands`, of all kinds or of some; in the order of people, the nameless first."""
    test = f" AND what IN ({', '.join('?' * len(kinds))})" if kinds else ""
    rows = map(_row, db.execute(f"SELECT {_ALL} FROM evidence WHERE {stands}{test} ORDER BY {CONTENT}", kinds))
    return (row._replace(ended_at="") for row in rows) if past else rows


def last_said(db: sqlite3.Connection, stands: str, until: str, voices: Collection[str]) -> str:
    """The last day, up to `until`, by which a row that stands was said, by or in one of these where some are given."""
    some = ", ".join("?" * len(voices))
    test = f" AND (speaker IN ({some}) OR source IN ({some}))" if voices else ""
    sql = f"SELECT said_l FROM evidence WHERE said_l <= ? AND {stands}{test} ORDER BY said_l DESC LIMIT 1"
    return next((str(day) for (day,) in db.execute(sql, (until, *voices, *voices))), "")


def read_of_posts(db: sqlite3.Connection, stands: str) -> Iterator[Evidence]:
    """Every row that stands on who held which post, over which body, and on deaths."""
    posts = "what IN ('tenure', 'oversees', 'death')"
    sql = f"SELECT {_ALL} FROM evidence WHERE {stands} AND {posts} ORDER BY {CONTENT}"
    return (row._replace(ended_at="") for row in map(_row, db.execute(sql)))


def read_about(
    db: sqlite3.Connection, people: Sequence[str], stands: str, names_of: Callable[[str], Iterable[str]]
) -> list[Evidence]:
    """The rows of some people, and those that name nobody on their nodes and on the nodes these are tied to.

    `names_of` gives all names of a node that were judged to mean the same.
    """
    found = {row[:5]: row for row in _where(db, f"{stands} AND person = ?", people)}
    waiting = {node for row in found.values() for node in (row.node, row.other) if node}
    seen: set[str] = set()
    while waiting:
        fresh = sorted({name for node in waiting for name in names_of(node)} - seen)
        seen.update(fresh, waiting)
        more = {row[:5]: row for row in _where(db, f"{stands} AND person = '' AND node = ?", fresh)}
        found |= more
        waiting = {row.other for row in more.values() if row.other} - seen
    return list(found.values())


def _where(db: sqlite3.Connection, test: str, names: Iterable[str]) -> Iterator[Evidence]:
    sql = f"SELECT {_ALL} FROM evidence WHERE {test}"
    for name in names:
        yield from (row._replace(ended_at="") for row in map(_row, db.execute(sql, (name,))))
