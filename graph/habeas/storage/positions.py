"""The views of a case beside its journal: whether they belong together, and what keeps them in step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from habeas.errors import JournalBroken
from habeas.model.as_of import AsOf
from habeas.sparql.contract import Store
from habeas.storage.contract import KeptAnswers
from habeas.storage.index_tables import Affected
from habeas.storage.journal.line import PUT_BACK
from habeas.storage.journal.reader import read
from habeas.storage.projection import Projector
from habeas.storage.scope import ReadModel, Scope


def require_same_journal(journal: Path, positions: set[tuple[int, str]], last: int) -> None:
    """Raise JournalBroken when views know operations (number, hash) that the journal of `last` lines does not have."""
    heads = {0: ""} | dict(_heads(journal, {n for n, _ in positions}))
    for n, head in positions:
        if n > last:
            why = f"the store knows {n} operations, and the journal has {last}: lines at its end are missing"
            raise JournalBroken(where="journal", why=why, next=PUT_BACK)
        if heads[n] != head:
            why = "this is not the journal that the store was made from: it was rewritten, or belongs to another case"
            raise JournalBroken(where=f"journal, line {n}", why=why, next=PUT_BACK)


def _heads(journal: Path, wanted: set[int]) -> Iterator[tuple[int, str]]:
    last = max(wanted)
    for entry in read(journal):
        if entry.operation.n in wanted:
            yield entry.operation.n, entry.operation.hash
        if entry.operation.n >= last:
            return


def projector_of(views: ReadModel, store: Store, kept: KeptAnswers, case: Path | None = None) -> Projector:
    """What keeps these views in step with a journal; `case` is their folder, where they are on the disk."""

    def keep(db: sqlite3.Connection, affected: Affected | None) -> None:
        kept.refresh(db, Scope(views, AsOf(), today=""), affected)

    def keep_all() -> None:
        kept.refresh_all(views.index.connection, Scope(views, AsOf(), today=""), case)

    return Projector(store, views.index, views, views.triples, keep, keep_all)
