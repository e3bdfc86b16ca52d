"""The evidence rows in the side index: one row a telling, the whole history of each, so that questions about people read no journal.

Rows lie in the order of people, those that name nobody first. A row whose claim was withdrawn stays, with the moment; so what
the file knew at a moment is read from here too. Written by `projection` with the rest of the index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from habeas.analysis.evidence import Evidence
from habeas.dates.edtf import Bounds

TEXTS: Final = ("what", "code", "facility", "place", "agent", "other")
BOUNDS: Final = ("began", "ended", "at", "seen", "said")
ENDS: Final = ("speaker", "source", "sensitivity", "recorded_at", "ended_at")
FOREVER: Final = 2**53 - 1
"""The journal line before which a row holds that still holds."""
COLUMNS: Final = (
    "person", "node", "claim", "n", "part", *TEXTS, *(f"{name}_{side}" for name in BOUNDS for side in ("e", "l")), *ENDS,
)  # fmt: skip

TABLE: Final = f"""
CREATE TABLE IF NOT EXISTS evidence (
    person TEXT NOT NULL, node TEXT NOT NULL, claim TEXT NOT NULL, n INTEGER NOT NULL, part INTEGER NOT NULL,
    {", ".join(f"{name} TEXT NOT NULL" for name in TEXTS)},
    {", ".join(f"{name}_e TEXT, {name}_l TEXT" for name in BOUNDS)},
    {", ".join(f"{name} TEXT NOT NULL" for name in ENDS)}, until INTEGER NOT NULL,
    PRIMARY KEY (person, node, claim, n, part)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS evidence_by_claim ON evidence (claim);
CREATE INDEX IF NOT EXISTS evidence_by_node ON evidence (node);
CREATE INDEX IF NOT EXISTS evidence_of_posts ON evidence (person, node, claim, n, part) WHERE what IN ('tenure', 'oversees', 'death');
CREATE INDEX IF NOT EXISTS evidence_by_facility ON evidence (facility) WHERE facility <> '';
CREATE INDEX IF NOT EXISTS evidence_in_place ON evidence (place) WHERE place <> '';
CREATE INDEX IF NOT EXISTS evidence_by_other ON evidence (other) WHERE other <> '';
"""
CONTENT: Final = "person, node, claim, n, part"
"""The order of the rows."""

_ALL: Final = ", ".join(COLUMNS)
_PUT: Final = f"INSERT OR REPLACE INTO evidence VALUES ({', '.join('?' * len(COLUMNS))}, {FOREVER})"


def standing(n: int | None, since: str = "since") -> str:
    """The SQL condition for rows that hold: now, or after line `n` of the journal."""
    return f"until = {FOREVER}" if n is None else f"{since} <= {int(n)} AND until > {int(n)}"


def put(db: sqlite3.Connection, rows: Iterable[Evidence], ended: Iterable[tuple[str, str, int]]) -> None:
    """Write new rows, and since when some claims are withdrawn or superseded (moment, claim, journal line)."""
    db.executemany(_PUT, map(_flat, rows))
    db.executemany(
        f"UPDATE evidence SET ended_at = ?1, until = ?3 WHERE claim = ?2 AND n < ?3 AND until = {FOREVER}",
        ended,
    )


def _flat(row: Evidence) -> tuple[Any, ...]:
    days = [day.isoformat() if day else None for name in BOUNDS for day in getattr(row, name)]
    return (*row[:5], *(getattr(row, name) for name in TEXTS), *days, *(getattr(row, name) for name in ENDS))


def _row(flat: Sequence[Any]) -> Evidence:
    days = [date.fromisoformat(day) if day else None for day in flat[11:21]]
    bounds: list[Bounds] = list(zip(days[::2], days[1::2], strict=True))
    return Evidence(*flat[:11], *bounds, *flat[21:])


def read_all(db: sqlite3.Connection, n: int | None = None, kinds: Sequence[str] = ()) -> Iterator[Evidence]:
    """Every row that stands, or stood at a line of the journal, of all kinds or of some; in the order of people, the nameless first."""
    test = f" AND what IN ({', '.join('?' * len(kinds))})" if kinds else ""
    sql = f"SELECT {_ALL} FROM evidence WHERE {standing(n, 'n')}{test} ORDER BY {CONTENT}"
    return (
        (row._replace(ended_at="") for row in map(_row, db.execute(sql, kinds)))
        if n
        else map(_row, db.execute(sql, kinds))
    )


def read_of_posts(db: sqlite3.Connection, n: int | None = None) -> Iterator[Evidence]:
    """Every row that stands on who held which post, over which body, and on deaths."""
    sql = f"SELECT {_ALL} FROM evidence WHERE {standing(n, 'n')} AND what IN ('tenure', 'oversees', 'death') ORDER BY {CONTENT}"
    return (row._replace(ended_at="") for row in map(_row, db.execute(sql)))


def by_person(rows: Iterable[Evidence]) -> Iterator[tuple[str, list[Evidence]]]:
    """The rows of one person after another, the rows that name nobody (person ``) first."""
    return ((person, list(found)) for person, found in groupby(rows, key=attrgetter("person")))


def read_about(
    db: sqlite3.Connection, people: Sequence[str], n: int | None, names_of: Callable[[str], Iterable[str]]
) -> list[Evidence]:
    """The rows of some people, and those that name nobody on their nodes and on the nodes these are tied to.

    `names_of` gives all names of a node that were judged to mean the same.
    """
    stands = standing(n, "n")
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


def people_on(db: sqlite3.Connection, nodes: Iterable[str]) -> set[str]:
    """The people whose evidence lies on these events or is tied to them, now or ever."""
    sql = """SELECT DISTINCT person, node FROM evidence WHERE node = ?1
        UNION SELECT DISTINCT person, node FROM evidence WHERE other = ?1 AND other <> ''"""  # as the partial index has it
    seen: set[str] = set()
    waiting, people = set(nodes), set[str]()
    while waiting:
        node = waiting.pop()
        seen.add(node)
        for person, on in db.execute(sql, (node,)):
            if person:
                people.add(person)
            elif on not in seen:
                waiting.add(on)
    return people


def _where(db: sqlite3.Connection, test: str, names: Iterable[str]) -> Iterator[Evidence]:
    sql = f"SELECT {_ALL} FROM evidence WHERE {test}"
    for name in names:
        yield from (row._replace(ended_at="") for row in map(_row, db.execute(sql, (name,))))
