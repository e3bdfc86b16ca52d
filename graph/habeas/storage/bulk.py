"""Making the views of a whole case: quads in large pieces that the engine takes in while the next are made, rows of the
index without the indices that nothing asks yet, kept answers once at the end.

Until the index is whole it has no position in the journal: what a kill left of it is made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Final

from habeas.sparql.contract import Store
from habeas.sparql.terms import Quad
from habeas.storage.index_tables import usable

PIECE: Final = 250_000
"""Quads that the engine gets at once: some 400 MB of memory while it takes them in."""
NEEDED: Final = ("evidence_by_claim",)
"""Indices that are asked while the rows are written."""
QUICK: Final = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; PRAGMA temp_store=MEMORY;"
SAFE: Final = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA temp_store=DEFAULT;"


class BackgroundLoader:
    """Gives quads to the engine in a thread, one piece at a time, while more are made."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._running: Future[None] | None = None

    def load(self, quads: Iterable[Quad]) -> None:
        """Begin to load these, when those before are loaded. Raises what went wrong with those."""
        self.wait()
        pool = ThreadPoolExecutor(max_workers=1)
        self._running = pool.submit(self._store.load_many, quads)
        pool.shutdown(wait=False)

    def wait(self) -> None:
        """Come back when everything is loaded. Raises what went wrong."""
        running, self._running = self._running, None
        if running is not None:
            running.result()

    def give_up(self) -> None:
        """Come back when nothing runs any more, whatever came of it."""
        with suppress(Exception):
            self.wait()


@contextmanager
def making(db: sqlite3.Connection) -> Iterator[None]:
    """Write the rows of an empty index without a way back, and make its indices at the end. Raises StoreBroken."""
    marks = ", ".join("?" * len(NEEDED))
    sql = f"""SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'
        AND name NOT LIKE 'kept%' AND name NOT IN ({marks})"""
    with usable():
        db.executescript(QUICK)
        later = db.execute(sql, NEEDED).fetchall()
        for name, _ in later:
            db.execute(f"DROP INDEX {name}")
    yield
    with usable():
        for _, made in later:
            db.execute(made)
        db.execute("PRAGMA journal_mode=WAL")  # others may read from now on


def settle(db: sqlite3.Connection) -> None:
    """Force an index to the disk, and write to it with a way back from now on."""
    with usable():
        db.executescript(SAFE + "PRAGMA wal_checkpoint(TRUNCATE);")
