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
STREAM: Final = 2 * PIECE
"""Quads that the engine takes in together. It holds all of them until they are sorted, some 0.8 KB each."""
NEEDED: Final = ("evidence_by_claim",)
"""Indices that are asked while the rows are written."""
QUICK: Final = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; PRAGMA temp_store=MEMORY;"
SAFE: Final = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA temp_store=DEFAULT;"


class BackgroundLoader:
    """Gives quads to the engine in long streams of N-Quads: it takes one in, in a thread, while more are made.

    Long, because the engine sorts each by itself and merges them afterwards. A pipe of the system, because the engine
    reads it without waiting for Python.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._text: list[str] = []
        self._pieces: Queue[bytes] = Queue(maxsize=1)
        self._running: list[Future[None]] = []
        self._held = self._sent = 0

    def add(self, text: str, quads: int) -> None:
        """Hold so many quads until the next `send`."""
        self._text.append(text)
        self._held += quads

    def rest(self) -> str:
        """What is held and was not sent; it is held no longer."""
        text, self._text, self._held = "".join(self._text), [], 0
        return text

    def send(self) -> None:
        """Let the engine have what is held, behind what it got before. Raises what went wrong with that."""
        if self._sent >= STREAM or any(each.done() for each in self._running):  # before its end: it went wrong
            self.wait()
        self._sent += self._held
        text = self.rest()
        if not text:
            return
        if not self._running:
            self._begin()
        self._pieces.put(text.encode())

    def wait(self) -> None:
        """Come back when everything that was sent is loaded. Raises what went wrong."""
        running, self._running, self._sent = self._running, [], 0
        if running:
            self._pieces.put(b"")
            for each in reversed(running):
                each.result()

    def give_up(self) -> None:
        """Come back when nothing runs any more, whatever came of it."""
        self.rest()
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
