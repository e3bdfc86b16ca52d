"""The full-text tables: the words of claims, the texts of kept documents, and names for what stands inside a word.

    passage    what is found: a claim, a part of a document, a name; its words, and the tokens of these (folding.py)
    passages   full text of the tokens;   parts: every three letters of them, for what stands inside a word
    typing     every word of claims and names, under the keys of typos.py

Filled from the journal, one operation after the other, with a note of how far. Nothing but the journal and the kept
texts is needed to rebuild them, and nothing else is asked when they are read.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from threading import Event
from typing import Any, Final

from habeas.errors import JournalBroken, StoreBroken
from habeas.identity.matching.typos import keys
from habeas.model.claim_fields import FREE
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.values import Entity, Source
from habeas.storage.journal.line import JournalEntry, Operation
from habeas.storage.journal.reader import read
from habeas.storage.search.folding import tokens
from habeas.vocab import PROPERTIES, Range

LAYOUT: Final = "3"
"""Raised when the tables change; a file of another layout is made anew."""
BATCH: Final = 2_000
TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage (
    id INTEGER PRIMARY KEY, ref TEXT NOT NULL, words TEXT NOT NULL, folded TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS passage_of ON passage (ref);
CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5(folded, content='passage', content_rowid='id', prefix='3');
CREATE VIRTUAL TABLE IF NOT EXISTS parts USING fts5(folded, content='passage', content_rowid='id', tokenize='trigram');
CREATE TABLE IF NOT EXISTS typing (key TEXT, word TEXT, PRIMARY KEY (key, word)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_texts (ref TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
"""
LONGEST: Final = 600
"""So many letters of a document are one passage, or a little more: it ends where a sentence or a line does."""
ENDS: Final = re.compile(r"(?<=[.!?。！？؟])\s+|\n+")
NAMED: Final = frozenset(["person", "facility", "org", "collective", "place", "post", "population", "charge", "doc"])
"""Kinds of things whose names are looked into."""


class SearchTables:
    """The tables of one case.

    `journal` is its folder. For one thread only; another may set `ending` to stop it from filling them.
    """

    def __init__(self, path: Path | None, journal: Path, ending: Event | None = None) -> None:
        self._ending = ending or Event()
        self._journal = journal
        self._path = path
        self._seen: set[str] = set()
        self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return _connect(self._path)
        except sqlite3.DatabaseError:
            pass
        try:
            return _connect(self._path, empty=True)
        except sqlite3.DatabaseError as error:
            raise StoreBroken(where="search.sqlite", why=f"the search tables cannot be made: {error}") from None

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def catch_up(self) -> None:
        """Take in what the journal has and the tables lack; everything when they do not fit the journal."""
        entries = self._since(*self._position())
        if entries is None:
            self._clear()
            entries = read(self._journal)
        self.fill(entries)

    def fill(self, entries: Iterator[JournalEntry]) -> None:
        """Take in what these lines of the journal say."""
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
        self._seen.clear()
        self.db = _connect(self._path, empty=True)

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

    def take(self, operations: Iterable[Operation]) -> None:
        """Take in some operations, wherever they stand in the journal."""
        for operation in operations:
            self._one(operation)

    def _one(self, operation: Operation) -> None:
        body = operation.body
        match operation.op:
            case "record":
                self._claim(body["claim"])
            case "supersede":
                self._remove(f"claim:{body['old']}")
                self._claim(body["claim"])
            case "withdraw":
                self._remove(f"claim:{body['claim']}")
            case "describe":
                self._named(body["ref"], entity_from_plain(body))
            case "source":
                self._document(source_from_plain(body))

    def _claim(self, plain: dict[str, Any]) -> None:
        ref = f"claim:{plain['id']}"
        self._remove(ref)
        said = " · ".join(_words_of(plain))
        self._learn(self._put(ref, said, said))

    def _named(self, ref: str, entity: Entity) -> None:
        """A name is shown as it is called, and found by what is hidden too."""
        self._remove(ref)
        if entity.ref.kind in NAMED:
            names = (text.text for text in (*entity.labels, *entity.also, *entity.hidden))
            self._put(ref, entity.label(), " · ".join(names))

    def _document(self, source: Source) -> None:
        ref, sha256 = str(source.ref), source.snapshot.sha256 if source.snapshot else ""
        known = self.db.execute("SELECT sha256 FROM kept_texts WHERE ref = ?", (ref,)).fetchone()
        path = self._journal.parent / "sources" / f"{sha256}.txt"
        if not sha256 or known == (sha256,) or not path.is_file():
            return
        self._remove(ref)
        self.db.execute("INSERT OR REPLACE INTO kept_texts VALUES (?, ?)", (ref, sha256))
        for part in passages_of(path.read_text(encoding="utf-8", errors="replace")):
            self._put(ref, part, part)

    def _put(self, ref: str, shown: str, text: str) -> list[str]:
        found = tokens(text)
        if found:
            row = (ref, shown, " ".join(found))
            rowid = self.db.execute("INSERT INTO passage (ref, words, folded) VALUES (?, ?, ?)", row).lastrowid
            for table in ("passages", "parts"):
                self.db.execute(f"INSERT INTO {table} (rowid, folded) VALUES (?, ?)", (rowid, row[2]))
        return found

    def _remove(self, ref: str) -> None:
        for found in self.db.execute("SELECT id, folded FROM passage WHERE ref = ?", (ref,)).fetchall():
            for table in ("passages", "parts"):
                self.db.execute(f"INSERT INTO {table} ({table}, rowid, folded) VALUES ('delete', ?, ?)", found)
            self.db.execute("DELETE FROM passage WHERE id = ?", found[:1])

    def _learn(self, words: Iterable[str]) -> None:
        for word in words:
            if word not in self._seen:
                self._seen.add(word)
                self.db.executemany("INSERT OR IGNORE INTO typing VALUES (?, ?)", [(key, word) for key in keys(word)])


def _connect(path: Path | None, *, empty: bool = False) -> sqlite3.Connection:
    """The file, made where it is missing or shall be `empty`; where nothing can be written, what it holds, in memory;
    without a path nothing, in memory. A case folder that is gone is not made again.
    """
    if path is None:
        db = sqlite3.connect(":memory:", isolation_level=None)
        db.executescript(TABLES)
        return db
    fixed = path.parent.exists() and not os.access(path.parent, os.W_OK)
    if not fixed:
        if empty:
            path.unlink(missing_ok=True)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    db = sqlite3.connect(":memory:" if fixed else path, isolation_level=None)
    if fixed and path.exists() and not empty:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as kept:
            kept.backup(db)
    db.executescript(f"PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; BEGIN; {TABLES} COMMIT;")
    return db


def _words_of(plain: Mapping[str, Any]) -> Iterator[str]:
    """The texts in a claim of the journal, each once."""
    details = ((name, value) for name, values in plain.get("details", {}).items() for value in values)
    said = ((plain["relation"], plain["object"]), *details)
    texts = [value for name, value in said if name in PROPERTIES and PROPERTIES[name].range is Range.TEXT]
    found = (*(plain.get(field.key) for field in FREE), *texts, plain.get("note"))
    yield from dict.fromkeys(str(text["text"] if isinstance(text, Mapping) else text) for text in found if text)


def passages_of(text: str) -> Iterator[str]:
    """A text in parts of about one length, each ending where a sentence or a line does, or else anywhere."""
    part = ""
    for sentence in ENDS.split(text):
        for start in range(0, len(sentence), 2 * LONGEST):
            part = f"{part} {sentence[start : start + 2 * LONGEST]}".strip()
            if len(part) >= LONGEST:
                yield part
                part = ""
    if part:
        yield part
