"""Kept answers: what questions about the whole case need, kept in tables of the side index and brought up to date with each operation.

An area is one subject: its tables, and `refresh`, which brings them up to date for exactly what an operation touched,
in the transaction that writes the index. What is kept is of the present, everything, by anybody; a view that is
narrowed works its answers out. Kept rows equal a computation from nothing (tests/properties/test_kept.py); `rebuild`
makes them and `verify` compares them.

    custody   each person's timeline, and how many are held where on any day
    listing   facilities, organizations and documents in the order of lists
    findings  what the checks find, and what they compare
    withheld  what the public may not see
    edges     who is said to have been held at which facility, with all that a graph tells of it
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from habeas.storage.index_tables import Affected
from habeas.storage.kept import custody, edges, findings, listing, withheld
from habeas.storage.scope import Scope

__all__ = ["AREAS", "TABLES", "Area", "digest", "refresh", "refresh_all"]


class Refresh(Protocol):
    """Brings an area up to date inside the caller's transaction: for what was touched, or with None from nothing."""

    def __call__(self, db: sqlite3.Connection, scope: Scope, touched: Affected | None) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One subject of kept answers. `content` gives for each table the columns that count and the order of its
    rows, for comparing."""

    name: str
    tables: str
    content: Mapping[str, tuple[str, str]]
    refresh: Refresh


AREAS: Final = (
    Area(name="custody", tables=custody.TABLES, content=custody.CONTENT, refresh=custody.refresh),
    Area(name="listing", tables=listing.TABLES, content=listing.CONTENT, refresh=listing.refresh),
    Area(name="findings", tables=findings.TABLES, content=findings.CONTENT, refresh=findings.refresh),
    Area(name="withheld", tables=withheld.TABLES, content=withheld.CONTENT, refresh=withheld.refresh),
    Area(name="edges", tables=edges.TABLES, content=edges.CONTENT, refresh=edges.refresh),
)


ANSWERS: Final = 2
"""Raised whenever an answer means something else than before though its tables are the same: an index whose answers were
kept under another number is made again from the journal."""
TABLES: Final = "".join(area.tables for area in AREAS) + f"-- answers {ANSWERS}\n"


def refresh(db: sqlite3.Connection, scope: Scope, touched: Affected) -> None:
    """Bring every area up to date for what a change touched. `scope` reads the index as the change left it."""
    for area in AREAS:
        area.refresh(db, scope, touched)


def refresh_all(db: sqlite3.Connection, scope: Scope) -> None:
    """Work every area out from nothing."""
    for area in AREAS:
        area.refresh(db, scope, None)


def digest(db: sqlite3.Connection) -> dict[str, str]:
    """A SHA-256 of what each table of each area holds, equal for equal content."""
    found = {}
    for area in AREAS:
        for table, (columns, order) in area.content.items():
            hashed = hashlib.sha256()
            for row in db.execute(f"SELECT {columns} FROM {table} ORDER BY {order}"):
                hashed.update(repr(row).encode("utf-8", "surrogatepass"))
            found[table] = hashed.hexdigest()
    return found
