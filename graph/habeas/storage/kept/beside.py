"""Kept answers of a whole case in two processes: one part of the areas in a process of its own, into a file of its own,
whose rows are then copied; the rest here.

    python -m habeas.storage.kept.beside CASE FILE

The process reads the side index as it was committed, and the journal. Where it fails, its part is worked out here.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Final

from habeas import sandbox
from habeas.model.as_of import AsOf
from habeas.model.config import read_settings
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.gc import relax_gc
from habeas.sparql.mapper import Mapper
from habeas.storage.index import Index
from habeas.storage.journal.line import Operation
from habeas.storage.journal.reader import read_at
from habeas.storage.kept import custody, findings
from habeas.storage.scope import ReadModel, Scope

PART: Final = (custody.refresh, findings.refresh)
NAMES: Final = ("custody", "findings")
"""The areas that are worked out in the other process, in this order."""
TABLES: Final = custody.TABLES + findings.TABLES
FILE: Final = "beside.sqlite"
MODULE: Final = "habeas.storage.kept.beside"
LARGE: Final = 20_000
"""Live claims from which a second process is worth its start."""
QUICK: Final = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
UNREAD: Final = """SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%' AND (tbl_name IN
    ('kept_periods', 'kept_at', 'kept_ever') OR name IN ('kept_findings_in_order', 'kept_members_of'))"""
"""Indices that nothing asks while these areas are worked out."""
COPIED: Final = """SELECT name FROM beside.sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE %'
    AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'kept_days_%'"""


class Beside:
    """The other process, at work on a case."""

    def __init__(self, case: Path) -> None:
        self._file = case / "store" / FILE
        self._file.unlink(missing_ok=True)
        command = [sys.executable, "-P", "-m", MODULE, str(case), str(self._file)]
        self._process = subprocess.Popen(  # noqa: S603 this Python, this module
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **sandbox.QUIET},
        )

    def copy_to(self, db: sqlite3.Connection) -> bool:
        """Wait, and copy its rows into the tables of the index; False when it failed."""
        done = self._process.wait() == 0
        if done:
            db.execute("ATTACH ? AS beside", (str(self._file),))
            try:
                db.execute("BEGIN IMMEDIATE")
                for (table,) in db.execute(COPIED).fetchall():
                    db.execute(f"DELETE FROM main.{table}")
                    db.execute(f"INSERT INTO main.{table} SELECT * FROM beside.{table}")
                db.execute("COMMIT")
            finally:
                db.execute("DETACH beside")
        self.end()
        return done

    def end(self) -> None:
        """End it, whatever it has come to."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._file.unlink(missing_ok=True)


def work(case: Path, file: Path) -> None:
    """Work this part of a case out into a new file."""
    settings = read_settings(case)
    db = sqlite3.connect(file, isolation_level=None, uri=True)
    db.executescript(QUICK + TABLES)
    for (name,) in db.execute(UNREAD).fetchall():
        db.execute(f"DROP INDEX {name}")
    index = (case / "store" / "index.sqlite").absolute().as_uri()
    db.execute("ATTACH ? AS whole", (f"{index}?mode=ro",))
    mapper = Mapper(settings.base, settings.conventions)
    views = ReadModel(EmbeddedStore.in_memory, Index(db), mapper, partial(_fetch, case / "journal"))
    scope = Scope(views, AsOf(), today="")
    db.execute("BEGIN")
    for refresh in PART:
        refresh(db, scope, None)
    db.execute("COMMIT")
    db.close()


def _fetch(journal: Path, start: int, stop: int) -> Operation:
    return read_at(journal, start, stop).operation


def main() -> int:
    """Work, from within the sandbox, and end with who asked."""
    case, file = map(Path, sys.argv[1:])
    sandbox.enter(os.getppid())
    relax_gc()
    os.umask(0o077)
    work(case, file)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
