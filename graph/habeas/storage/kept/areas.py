"""The areas of kept answers, and all of them together: what a change reaches is brought up to date, area after area."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from habeas.storage.contract import ScopeReader
from habeas.storage.index_tables import Affected, transaction
from habeas.storage.kept import custody, edges, findings, followup, listing, withheld
from habeas.storage.kept.beside import LARGE, NAMES, Beside
from habeas.storage.kept.edge_texts import GraphText


class Refresh(Protocol):
    """Brings an area up to date inside the caller's transaction: for what was touched, or with None from nothing."""

    def __call__(self, db: sqlite3.Connection, scope: ScopeReader, affected: Affected | None, /) -> None:
        """For an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One subject of kept answers. `content` gives for each table the columns that count and the order of its
    rows, for comparing."""

    name: str
    tables: str
    content: Mapping[str, tuple[str, str]]
    refresh: Refresh


ANSWERS: Final = 13
"""Raised whenever an answer means something else than before though its tables are the same: an index whose answers
were kept under another number is made again from the journal."""


@dataclass(frozen=True, slots=True)
class KeptAreas:
    """Areas together, as the case folder keeps them (`storage.contract.KeptAnswers`)."""

    areas: tuple[Area, ...]
    answers: int = ANSWERS

    @property
    def tables(self) -> str:
        """The SQL of all tables, marked with the meaning of what they hold."""
        return "".join(area.tables for area in self.areas) + f"-- answers {self.answers}\n"

    def refresh(self, db: sqlite3.Connection, scope: ScopeReader, affected: Affected | None) -> None:
        """Bring every area up to date for what a change reaches; with None, from nothing."""
        with scope.views.holding():
            for area in self.areas:
                area.refresh(db, scope, affected)

    def refresh_all(self, db: sqlite3.Connection, scope: ScopeReader, case: Path | None) -> None:
        """Work every area out from nothing and commit it; of a large case in a folder in two processes."""
        (claims,) = db.execute("SELECT COALESCE(SUM(n), 0) FROM claim_numbers").fetchone()
        beside = Beside(case) if case is not None and claims >= LARGE else None
        try:
            self._commit(db, scope, () if beside is None else NAMES)
            if beside is not None and not beside.copy_to(db):
                self._commit(db, scope, [area.name for area in self.areas if area.name not in NAMES])
        finally:
            if beside is not None:
                beside.end()

    def _commit(self, db: sqlite3.Connection, scope: ScopeReader, but: Collection[str]) -> None:
        with transaction(db), scope.views.holding():
            for area in self.areas:
                if area.name not in but:
                    area.refresh(db, scope, None)

    def digest(self, db: sqlite3.Connection) -> dict[str, str]:
        """A SHA-256 of what each table of each area holds, equal for equal content."""
        found = {}
        for area in self.areas:
            for table, (columns, order) in area.content.items():
                hashed = hashlib.sha256()
                for row in db.execute(f"SELECT {columns} FROM {table} ORDER BY {order}"):
                    hashed.update(repr(row).encode("utf-8", "surrogatepass"))
                found[table] = hashed.hexdigest()
        return found

    def differing(self, kept: Mapping[str, str], fresh: Mapping[str, str]) -> list[str]:
        """The tables that differ by their digests. Deadlines by rules that have changed since are nobody's answer:
        they are worked out again before anybody reads them."""
        other = frozenset(followup.CONTENT) if kept[followup.RULES] != fresh[followup.RULES] else frozenset()
        return [table for table in sorted(fresh) if kept[table] != fresh[table] and table not in other]


def kept_areas(text: GraphText) -> KeptAreas:
    """Every area. `text` is how lines and people are written in a file of a graph."""
    return KeptAreas(
        (
            Area(name="custody", tables=custody.TABLES, content=custody.CONTENT, refresh=custody.refresh),
            Area(name="listing", tables=listing.TABLES, content=listing.CONTENT, refresh=listing.refresh),
            Area(name="findings", tables=findings.TABLES, content=findings.CONTENT, refresh=findings.refresh),
            Area(name="withheld", tables=withheld.TABLES, content=withheld.CONTENT, refresh=withheld.refresh),
            Area(name="edges", tables=edges.TABLES, content=edges.CONTENT, refresh=partial(edges.refresh, text)),
            Area(name="followup", tables=followup.TABLES, content=followup.CONTENT, refresh=followup.refresh),
        )
    )
