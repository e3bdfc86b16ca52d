"""Whether the search tables hold what the journal gives: of some names, or all of it.

They are compared as far in the journal as they have come; tables that do not belong to the journal are made again
before anybody searches in them, and are no damage.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from itertools import takewhile
from pathlib import Path
from typing import Final

from habeas.errors import JournalBroken
from habeas.storage.atomic import write_atomic
from habeas.storage.journal.line import JournalEntry, Operation
from habeas.storage.journal.reader import read
from habeas.storage.search.tables import SearchTables

FILE: Final = "store/search.sqlite"
NOTE: Final = "store/verified-search.json"
"""The digest that the tables had when all of them were compared last."""
CONTENT: Final = (
    "SELECT ref, words, folded FROM passage ORDER BY ref, words, folded",
    "SELECT key, word FROM typing ORDER BY key, word",
    "SELECT ref, sha256 FROM kept_texts ORDER BY ref",
)
WHOLE: Final = (*CONTENT, "SELECT * FROM passages_data ORDER BY id", "SELECT * FROM parts_data ORDER BY id")
OF_ONE: Final = "SELECT words, folded FROM passage WHERE ref = ? ORDER BY words, folded"
History = Callable[[str], list[Operation]]
"""From a name or claim to every operation on it."""


def search_differs(
    folder: Path, sample: Callable[[], Iterable[JournalEntry]], history: History, *, large: bool, deep: bool
) -> str:
    """What is wrong with the search tables of a case; empty when nothing is, or there are none.

    All is compared, unless it is as it was when that came out well; of a `large` case that went on since, some names:
    those of `sample`, with all that `history` tells of each.
    """
    if not (folder / FILE).is_file():
        return ""
    address = f"{(folder / FILE).resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as db:
            found = [str(row[0]) for row in db.execute("PRAGMA integrity_check(3)")]
            if found != ["ok"]:
                return f"they are damaged: {found[0]}"
            now, noted = _digest(db, WHOLE), _noted(folder)
            if noted == now and not deep:
                return ""
            wrong = _sample_differs(db, folder, sample(), history) if noted and large and not deep else None
            if wrong is None:
                wrong = _whole_differs(db, folder)
                if not wrong:
                    _note(folder, now)
            return wrong
    except sqlite3.DatabaseError as error:
        return "" if "locked" in str(error) else f"they cannot be read: {error}"


def _digest(db: sqlite3.Connection, tables: Iterable[str]) -> str:
    found = hashlib.sha256()
    for sql in tables:
        for row in db.execute(sql):
            found.update(repr(row).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _noted(folder: Path) -> str:
    try:
        return str(json.loads((folder / NOTE).read_bytes())["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _note(folder: Path, digest: str) -> None:
    with suppress(OSError):
        write_atomic(folder / NOTE, json.dumps({"digest": digest}).encode())


def _position(db: sqlite3.Connection) -> tuple[int, str]:
    """Where in the journal the tables end, and the hash of the line before."""
    meta = dict(db.execute("SELECT name, value FROM meta"))
    return int(meta.get("end", 0)), str(meta.get("head", ""))


def _whole_differs(db: sqlite3.Connection, folder: Path) -> str:
    end, head = _position(db)
    with closing(SearchTables(None, folder / "journal")) as again:
        again.fill(takewhile(lambda entry: entry.end <= end, read(folder / "journal")))
        if _position(again.db) != (end, head):
            return ""
        if any(_digest(db, [sql]) != _digest(again.db, [sql]) for sql in CONTENT):
            return "they are not what the journal and the documents give"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        db.backup(copy)
        for table in ("passages", "parts"):
            try:
                copy.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError:
                return f"the full text in {table} does not lead to what it is the text of"
    return ""


def _sample_differs(db: sqlite3.Connection, folder: Path, entries: Iterable[JournalEntry], history: History) -> str:
    end, head = _position(db)
    try:
        after = next(read(folder / "journal", start=end), None)
    except JournalBroken:
        return ""
    if after is not None and after.operation.prev != head:
        return ""
    names = {name for entry in entries if entry.end <= end for name in _names_of(entry.operation)}
    with closing(SearchTables(None, folder / "journal")) as again:
        for name in sorted(names):
            again.take(operation for operation in history(name) if after is None or operation.n < after.operation.n)
            if db.execute(OF_ONE, (name,)).fetchall() != again.db.execute(OF_ONE, (name,)).fetchall():
                return f"what they hold of {name} is not what the journal gives"
    return ""


def _names_of(operation: Operation) -> list[str]:
    match operation.op:
        case "record" | "supersede":
            return [f"claim:{operation.body['claim']['id']}"]
        case "withdraw":
            return [f"claim:{operation.body['claim']}"]
        case "describe" | "source":
            return [str(operation.body["ref"])]
    return []
