"""The evidence rows in the side index: one row a telling, the whole history of each, so that questions about people read no journal.

Rows lie in the order of people, those that name nobody first. A row whose claim was withdrawn stays, with the moment; so what
the file knew at a moment is read from here too. Written by `projection` with the rest of the index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from habeas.analysis.evidence import Evidence
from habeas.dates import Bounds

TEXTS: Final = ("what", "code", "facility", "place", "agent", "other")
BOUNDS: Final = ("began", "ended", "at", "seen", "said")
ENDS: Final = ("speaker", "source", "sensitivity", "recorded_at", "ended_at")
COLUMNS: Final = (
    "person", "node", "claim", "n", "part", *TEXTS, *(f"{name}_{side}" for name in BOUNDS for side in ("e", "l")), *ENDS,
)  # fmt: skip

TABLE: Final = f"""
CREATE TABLE IF NOT EXISTS evidence (
    person TEXT NOT NULL, node TEXT NOT NULL, claim TEXT NOT NULL, n INTEGER NOT NULL, part INTEGER NOT NULL,
    {", ".join(f"{name} TEXT NOT NULL" for name in TEXTS)},
    {", ".join(f"{name}_e TEXT, {name}_l TEXT" for name in BOUNDS)},
    {", ".join(f"{name} TEXT NOT NULL" for name in ENDS)},
    PRIMARY KEY (person, node, claim, n, part)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS evidence_by_claim ON evidence (claim);
CREATE INDEX IF NOT EXISTS evidence_by_node ON evidence (node);
"""
CONTENT: Final = "person, node, claim, n, part"
"""The order of the rows."""

_ALL: Final = ", ".join(COLUMNS)
_PUT: Final = f"INSERT OR REPLACE INTO evidence VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 fixed texts
_LIVE: Final = "ended_at = ''"
_KNOWN: Final = "recorded_at <= :known AND (ended_at = '' OR ended_at > :known)"


def put(db: sqlite3.Connection, rows: Iterable[Evidence], ended: Iterable[tuple[str, str, int]]) -> None:
    """Write new rows, and since when some claims are withdrawn or superseded (moment, claim, journal line)."""
    db.executemany(_PUT, map(_flat, rows))
    db.executemany(f"UPDATE evidence SET ended_at = ? WHERE claim = ? AND n < ? AND {_LIVE}", ended)  # noqa: S608 fixed text


def _flat(row: Evidence) -> tuple[Any, ...]:
    days = [day.isoformat() if day else None for name in BOUNDS for day in getattr(row, name)]
    return (*row[:5], *(getattr(row, name) for name in TEXTS), *days, *(getattr(row, name) for name in ENDS))


def _row(flat: Sequence[Any]) -> Evidence:
    days = [date.fromisoformat(day) if day else None for day in flat[11:21]]
    bounds: list[Bounds] = list(zip(days[::2], days[1::2], strict=True))
    return Evidence(*flat[:11], *bounds, *flat[21:])


def read_all(db: sqlite3.Connection, known: str = "", kinds: Sequence[str] = ()) -> Iterator[Evidence]:
    """Every row that stands, or stood at a moment, of all kinds or of some; in the order of people, those that name nobody first."""
    test = f" AND what IN ({', '.join('?' * len(kinds))})" if kinds else ""
    stands = "recorded_at <= ? AND (ended_at = '' OR ended_at > ?)" if known else _LIVE
    sql = f"SELECT {_ALL} FROM evidence WHERE {stands}{test} ORDER BY {CONTENT}"  # noqa: S608 fixed texts
    return map(_row, db.execute(sql, [*([known, known] if known else []), *kinds]))


def by_person(rows: Iterable[Evidence]) -> Iterator[tuple[str, list[Evidence]]]:
    """The rows of one person after another, the rows that name nobody (person ``) first."""
    return ((person, list(found)) for person, found in groupby(rows, key=attrgetter("person")))


def read_about(db: sqlite3.Connection, people: Sequence[str], known: str = "") -> list[Evidence]:
    """The rows of some people, and those that name nobody on their nodes and on the nodes these are tied to."""
    stands = _KNOWN if known else _LIVE
    found = {row[:5]: row for row in _where(db, f"{stands} AND person = :name", people, known)}
    nodes = {node for row in found.values() for node in (row.node, row.other) if node}
    seen: set[str] = set()
    while nodes - seen:
        fresh = sorted(nodes - seen)
        seen |= nodes
        more = list(_where(db, f"{stands} AND person = '' AND node = :name", fresh, known))
        found |= {row[:5]: row for row in more}
        nodes |= {row.other for row in more if row.other}
    return list(found.values())


def _where(db: sqlite3.Connection, test: str, names: Iterable[str], known: str) -> Iterator[Evidence]:
    sql = f"SELECT {_ALL} FROM evidence WHERE {test}"  # noqa: S608 fixed texts, values are bound
    for name in names:
        yield from map(_row, db.execute(sql, {"name": name, "known": known}))
