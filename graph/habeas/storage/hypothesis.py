"""The views of a case as they would be after operations that nobody recorded: what if this claim fell?

The operations are applied to the side index as any others are, kept answers and all, in a transaction that is never
committed (decision 390). So what is read meanwhile is what would be read after recording them, and it costs no more.
Nothing reaches the journal, and SPARQL answers from the store as it is.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from habeas.sparql.embedded import EmbeddedStore
from habeas.storage.contract import KeptAnswers
from habeas.storage.index import Index
from habeas.storage.index_tables import usable
from habeas.storage.journal.line import JournalEntry, Operation
from habeas.storage.positions import projector_of
from habeas.storage.scope import ReadModel

OperationBody = tuple[str, Mapping[str, Any]]
"""What an operation does, and with what."""
WAIT_SECONDS: Final = 20.0
"""How long another program's transaction is waited for."""
WATCH: Final = (
    "CREATE TEMP TABLE changed_findings (key TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TEMP TRIGGER finding_gone AFTER DELETE ON main.kept_findings
    BEGIN INSERT OR IGNORE INTO changed_findings VALUES (old.key); END""",
    """CREATE TEMP TRIGGER finding_new AFTER INSERT ON main.kept_findings
    BEGIN INSERT OR IGNORE INTO changed_findings VALUES (new.key); END""",
)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """The views after the operations, and the keys of the findings that were looked at again because of them."""

    views: ReadModel
    findings: frozenset[str]


@contextmanager
def after_operations(
    views: ReadModel, kept: KeptAnswers, operations: Iterable[OperationBody], *, at: str
) -> Iterator[Hypothesis]:
    """What `views`, those of the present, would be after operations at a moment; nobody writes to them meanwhile."""
    db = _connection(views.index.connection)
    try:
        with usable():
            db.execute("BEGIN IMMEDIATE")
            for statement in WATCH:
                db.execute(statement)
        yield _applied(views, db, kept, _entries(views, operations, at))
    finally:
        db.rollback()
        db.close()


def _entries(views: ReadModel, operations: Iterable[OperationBody], at: str) -> list[JournalEntry]:
    """The operations as lines of a journal that has them next."""
    first, head = views.index.position()
    return [
        JournalEntry(Operation(n, at, "", op, dict(body), head, head), 0, 0)
        for n, (op, body) in enumerate(operations, first + 1)
    ]


def _applied(views: ReadModel, db: sqlite3.Connection, kept: KeptAnswers, entries: list[JournalEntry]) -> Hypothesis:
    before = views.index
    index = Index(db, layout=before.layout)
    index.settings, index.fields, index.followup = before.settings, before.fields, before.followup
    then = views.over(index)
    projector = projector_of(then, EmbeddedStore.in_memory(), kept)
    projector.apply(entries, keep=False)
    projector.keep_left()
    keys = frozenset(key for (key,) in db.execute("SELECT key FROM changed_findings"))
    return Hypothesis(then, keys)


def _connection(db: sqlite3.Connection) -> sqlite3.Connection:
    """A connection of its own to the same index, that may write; where that cannot be, to a copy in memory."""
    path = next(file for _, name, file in db.execute("PRAGMA database_list") if name == "main")
    with usable():
        if path and os.access(path, os.W_OK) and os.access(Path(path).parent, os.W_OK):
            return sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        copy = sqlite3.connect(":memory:", isolation_level=None)
        db.backup(copy)
        return copy
