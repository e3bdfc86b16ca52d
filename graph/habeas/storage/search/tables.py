"""The full-text tables: the words of claims.

    passages   the words quoted in a claim, what it says in words, and its note
    typing     every word of them, under the keys of typos.py

Filled from the journal, one operation after the other, with a note of how far. Nothing but the journal is needed to
rebuild them, and nothing else is asked when they are read.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from threading import Event
from typing import Any, Final

from habeas.errors import JournalBroken, StoreBroken
from habeas.identity.matching.typos import keys
from habeas.model.claim_fields import FREE
from habeas.model.values import fold
from habeas.storage.journal.line import JournalEntry, Operation
from habeas.storage.journal.reader import read
from habeas.vocab import PROPERTIES, Range

LAYOUT: Final = "2"
"""Raised when the tables change; a file of another layout is made anew."""
BATCH: Final = 2_000
WORD: Final = re.compile(r"\w+")
TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage (id INTEGER PRIMARY KEY, claim TEXT UNIQUE, words TEXT, folded TEXT);
CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5(folded, content='passage', content_rowid='id', prefix='3');
CREATE TABLE IF NOT EXISTS typing (key TEXT, word TEXT, PRIMARY KEY (key, word)) WITHOUT ROWID;
"""


class SearchTables:
    """The tables of one case.

    `journal` is its folder. For one thread only; another may set `ending` to stop it from filling them.
    """

    def __init__(self, path: Path, journal: Path, ending: Event | None = None) -> None:
        self._ending = ending or Event()
        self._journal = journal
        self._path = path
        self._seen: set[str] = set()
        self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return _connect(self._path)
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
        try:
            return _connect(self._path)
        except sqlite3.DatabaseError as error:
            raise StoreBroken(where=self._path.name, why=f"the search tables cannot be made: {error}") from None

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def catch_up(self) -> None:
        """Take in what the journal has and the tables lack; everything when they do not fit the journal."""
        entries = self._since(*self._position())
        if entries is None:
            self._clear()
            entries = read(self._journal)
        for batch in iter(lambda: list(islice(entries, BATCH)), []):
            self._write(batch)
            if self._ending.is_set():
                return

    def _since(self, end: int, head: str) -> Iterator[JournalEntry] | None:
        try:
            entries = read(self._journal, start=end)
            first = next(entries, None)
        except JournalBroken:
            if not end:
                raise
            return None
        if first is not None and end and first.operation.prev != head:
            return None
        return chain((first,), entries) if first else entries

    def _position(self) -> tuple[int, str]:
        """Where in the journal the tables end, and the hash of the line before."""
        meta = dict(self.db.execute("SELECT name, value FROM meta"))
        if meta.get("layout") != LAYOUT:
            self._clear()
            return 0, ""
        return int(meta["end"]), meta["head"]

    def _clear(self) -> None:
        self.db.close()
        self._path.unlink(missing_ok=True)
        self._seen.clear()
        self.db = _connect(self._path)

    def _write(self, batch: list[JournalEntry]) -> None:
        last = batch[-1]
        self.db.execute("BEGIN IMMEDIATE")
        try:
            for entry in batch:
                self._one(entry.operation)
            meta = {"layout": LAYOUT, "end": last.end, "head": last.operation.hash}
            self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [(k, str(v)) for k, v in meta.items()])
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def _one(self, operation: Operation) -> None:
        body = operation.body
        match operation.op:
            case "record":
                self._claim(body["claim"])
            case "supersede":
                self._remove(body["old"])
                self._claim(body["claim"])
            case "withdraw":
                self._remove(body["claim"])

    def _claim(self, plain: dict[str, Any]) -> None:
        self._remove(plain["id"])
        said = " · ".join(_words_of(plain))
        folded = " ".join(words(said))
        if not folded:
            return
        row = (plain["id"], said, folded)
        rowid = self.db.execute("INSERT INTO passage (claim, words, folded) VALUES (?, ?, ?)", row).lastrowid
        self.db.execute("INSERT INTO passages (rowid, folded) VALUES (?, ?)", (rowid, folded))
        self._learn(folded)

    def _remove(self, claim: str) -> None:
        found = self.db.execute("SELECT id, folded FROM passage WHERE claim = ?", (claim,)).fetchone()
        if found:
            self.db.execute("INSERT INTO passages (passages, rowid, folded) VALUES ('delete', ?, ?)", found)
            self.db.execute("DELETE FROM passage WHERE id = ?", found[:1])

    def _learn(self, folded: str) -> None:
        for word in folded.split():
            if word not in self._seen:
                self._seen.add(word)
                self.db.executemany("INSERT OR IGNORE INTO typing VALUES (?, ?)", [(key, word) for key in keys(word)])


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;" + TABLES)
    return db


def _words_of(plain: Mapping[str, Any]) -> Iterator[str]:
    """The texts in a claim of the journal, each once."""
    details = ((name, value) for name, values in plain.get("details", {}).items() for value in values)
    said = ((plain["relation"], plain["object"]), *details)
    texts = [value for name, value in said if name in PROPERTIES and PROPERTIES[name].range is Range.TEXT]
    found = (*(plain.get(field.key) for field in FREE), *texts, plain.get("note"))
    yield from dict.fromkeys(str(text["text"] if isinstance(text, Mapping) else text) for text in found if text)


def words(text: str) -> list[str]:
    """The words of a text, folded: lower case, without accents or punctuation."""
    return WORD.findall(fold(text).replace("_", " "))
