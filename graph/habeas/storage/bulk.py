"""Making the views of a whole case: quads in large pieces that the engine takes in while the next are made, rows of the
index without the indices that nothing asks yet, kept answers once at the end.

Until the index is whole it has no position in the journal: what a kill left of it is made again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import Queue
from typing import Final

from habeas.sparql.contract import Store
from habeas.storage.index_tables import usable

PIECE: Final = 250_000
"""Quads that are held before the engine gets them, and rows with them the index: some 40 MB of text."""
NEEDED: Final = ("evidence_by_claim",)
"""Indices that are asked while the rows are written."""
QUICK: Final = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; PRAGMA temp_store=MEMORY;"
SAFE: Final = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA temp_store=DEFAULT;"


class BackgroundLoader:
    """Gives quads to the engine in one long stream of N-Quads: it takes them in, in a thread, while more are made.

    One stream, because the engine sorts what it gets in large parts by itself, and has fewer to merge afterwards. A
    pipe of the system, because the engine reads it without waiting for Python.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._text: list[str] = []
        self._pieces: Queue[bytes] = Queue(maxsize=1)
        self._running: list[Future[None]] = []

    def add(self, text: str) -> None:
        """Hold these quads until the next `send`."""
        self._text.append(text)

    def rest(self) -> str:
        """What is held and was not sent; it is held no longer."""
        text, self._text = "".join(self._text), []
        return text

    def send(self) -> None:
        """Let the engine have what is held, behind what it got before. Raises what went wrong with that."""
        text = self.rest()
        if not text:
            return
        if not self._running:
            self._begin()
        if any(each.done() for each in self._running):
            self.wait()  # it went wrong
        self._pieces.put(text.encode())

    def wait(self) -> None:
        """Come back when everything that was sent is loaded. Raises what went wrong."""
        running, self._running = self._running, []
        if running:
            self._pieces.put(b"")
            for each in reversed(running):
                each.result()

    def give_up(self) -> None:
        """Come back when nothing runs any more, whatever came of it."""
        self._text = []
        with suppress(Exception):
            self.wait()

    def _begin(self) -> None:
        out, into = os.pipe()
        pool = ThreadPoolExecutor(max_workers=2)
        self._running = [pool.submit(self._feed, into), pool.submit(self._load, out)]
        pool.shutdown(wait=False)

    def _feed(self, into: int) -> None:
        """Write the pieces into the pipe; where nobody reads any more, they are only taken away."""
        try:
            while piece := self._pieces.get():
                with suppress(BrokenPipeError):
                    left = memoryview(piece)
                    while left:
                        left = left[os.write(into, left) :]
        finally:
            os.close(into)

    def _load(self, out: int) -> None:
        try:
            self._store.load_file(f"/dev/fd/{out}")
        finally:
            os.close(out)


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
