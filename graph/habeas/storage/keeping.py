"""The side index and the kept answers beside it, kept in step with the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final, Protocol

from habeas.storage.due import DueAnswers
from habeas.storage.index_tables import Affected, IndexChange, reached_by

Keep = Callable[[sqlite3.Connection, Affected | None], None]
"""Brings the kept answers up to date for what a change reaches, or with None from nothing."""

MOST_DUE: Final = 300
"""When answers are due for more claims and descriptions than that, they are brought up with the change."""


class WritableIndex(Protocol):
    """What is written to; `storage.index.Index` is it."""

    answers: DueAnswers

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file."""

    def write(
        self, rows: IndexChange, *, n: int = 0, head: str = "", reached: Affected | None = None, behind: bool = False
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
        self._due = 0
        index.answers.when_read(self._keep_due)

    def write(self, rows: IndexChange, *, n: int, head: str) -> None:
        """Write a change, and the journal position that it reaches. What is due does not grow without end."""
        self._left += [] if rows.is_empty() else [reached_by(rows)]
        reached = None if self.behind else Affected.together(self._left)
        self._index.write(rows, n=n, head=head, reached=reached, behind=self.behind)
        self._left = self._left if self.behind else []
        self._due += len(reached.claims | reached.described) if reached else 0
        if self._due > MOST_DUE:
            self.bring_up()

    def bring_up(self) -> None:
        """Bring up what is due, unless kept answers wait for the end."""
        if not self.behind:
            self._index.answers.bring_up()

    def put(self, rows: IndexChange) -> None:
        """Write a change to an index that is made from nothing: it stays without a position."""
        self._index.write(rows, behind=True)

    def reach(self, n: int, head: str) -> None:
        """Note the journal position of an index that was made from nothing, kept answers and all."""
        self._index.write(IndexChange(), n=n, head=head)
        self._index.answers.brought_up(lambda _: None)
        self.behind, self._left, self._due = False, [], 0

    def keep_up(self) -> None:
        """Work the kept answers out from nothing."""
        self._bring_up(None)

    def keep_left(self) -> None:
        """Bring up the kept answers that changes left behind."""
        if self.behind or self._left:
            self._keep_due()

    def _keep_due(self) -> None:
        """Bring up what is due and what was left behind; from nothing where that is most of the claims, or reaches most
        of many people, such as another edition of a list: who is reached is worked out from all their claims."""
        affected = Affected.together([*self._left, self._index.answers.reached()])
        claims = len(affected.claims) if affected else 0
        people = sum(name.startswith("person:") for name in affected.names) if affected else 0
        most = people > MOST_DUE and 2 * people > self._index.answers.everybody()
        self._bring_up(None if most or 2 * claims > sum(self._index.count().values()) else affected)

    def _bring_up(self, affected: Affected | None) -> None:
        self._index.answers.brought_up(lambda db: self._keep(db, affected))
        self.behind, self._left, self._due = False, [], 0
