"""The side index and the kept answers beside it, written together: the answers with each change, or once after many."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Protocol

from habeas.storage.index_tables import Affected, IndexChange, reached_by

Keep = Callable[[sqlite3.Connection, Affected | None], None]
"""Brings the kept answers up to date for what a change reaches, or with None from nothing."""


class WritableIndex(Protocol):
    """What is written to; `storage.index.Index` is it."""

    def write(
        self,
        rows: IndexChange,
        *,
        n: int = 0,
        head: str = "",
        after: Callable[[sqlite3.Connection], None] | None = None,
        behind: bool = False,
    ) -> None:
        """Put a change into the index, all or nothing."""

    def count(self) -> dict[str, int]:
        """How many claims stand in each status."""


class IndexWriter:
    """Writes changes to the index. While it is `behind`, kept answers wait for the next change without, or for
    `keep_left`."""

    def __init__(self, index: WritableIndex, keep: Keep) -> None:
        self._index, self._keep = index, keep
        self.behind = False
        self._left: list[Affected] = []
        """What changes reached for which the kept answers were left behind."""

    def write(self, rows: IndexChange, *, n: int, head: str) -> None:
        """Write a change, and the journal position that it reaches."""
        self._left += [] if rows.is_empty() else [reached_by(rows)]
        now = None if self.behind else Affected.together(self._left)
        keep = (lambda db: self._keep(db, now)) if now else None
        self._index.write(rows, n=n, head=head, after=keep, behind=self.behind)
        self._left = self._left if self.behind else []

    def keep_up(self) -> None:
        """Work the kept answers out from nothing."""
        self._bring_up(None)

    def keep_left(self) -> None:
        """Bring up the kept answers that changes left behind; from nothing where that is most of the file."""
        if self._left:
            claims = sum(len(each.claims) for each in self._left)
            most = 2 * claims > sum(self._index.count().values())
            self._bring_up(None if most else Affected.together(self._left))

    def _bring_up(self, affected: Affected | None) -> None:
        self._index.write(IndexChange(), after=lambda db: self._keep(db, affected))
        self.behind, self._left = False, []
