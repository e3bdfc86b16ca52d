"""What was typed, and what is found, the best first.

Every word typed has to be there: as it is, as the beginning of a word, or with one typing error. Names come before
passages. Among names: the whole name in any order of its words, then all words whole, then beginnings, then typing errors;
among equals the shorter name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from habeas.storage.search.tables import SearchTables, words
from habeas.storage.search.typos import SHORTEST, keys, within_one

MOST_WORDS: Final = 12
MOST_NEAR: Final = 8
CANDIDATES: Final = 400
WHOLE, ALL_WORDS, BEGINNINGS, NEARLY, PASSAGE, PASSAGE_NEARLY = range(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result: what it is (`person:x`, `claim:N057`), the words that matched, and how well (0 is best)."""

    ref: str
    text: str
    rank: int


def find(tables: SearchTables, typed: str, *, kind: str = "", limit: int = 20, offset: int = 0) -> list[Found]:
    """What matches the words typed, of one kind or of all. No words match nothing."""
    asked = words(typed)[:MOST_WORDS]
    if not asked:
        return []
    near = [_near(tables.db, word) for word in asked]
    found: dict[str, Found] = {}
    if kind != "claim":
        for one in sorted(_names(tables.db, asked, near, kind), key=lambda f: (f.rank, len(f.text), f.text, f.ref)):
            found.setdefault(one.ref, one)
    if kind in {"", "claim"}:
        for one in _passages(tables.db, asked, near):
            found.setdefault(one.ref, one)
    return list(found.values())[offset : offset + limit]


def _near(db: sqlite3.Connection, word: str) -> list[str]:
    """Words of the tables that differ from this one by one typing error."""
    if len(word) < SHORTEST:
        return []
    marks = list(keys(word))
    places = ", ".join("?" * len(marks))
    rows = db.execute(f"SELECT DISTINCT word FROM typing WHERE key IN ({places})", marks)
    return [near for (near,) in rows if near != word and within_one(word, near)][:MOST_NEAR]


def _none(asked: list[str]) -> list[list[str]]:
    """No words but those typed."""
    return [[] for _ in asked]


def _query(asked: list[str], near: list[list[str]]) -> str:
    """The words as a full-text query; each is quoted, so none is read as an operator."""
    groups = ([f'"{word}"*', *(f'"{other}"' for other in others)] for word, others in zip(asked, near, strict=True))
    return " AND ".join(f"({' OR '.join(group)})" for group in groups)


def _names(db: sqlite3.Connection, asked: list[str], near: list[list[str]], kind: str) -> Iterator[Found]:
    sql = (
        "SELECT name.ref, name.name, name.folded FROM names JOIN name ON name.id = names.rowid"
        " WHERE names MATCH ? AND (? = '' OR name.kind = ?) ORDER BY names.rank LIMIT ?"
    )
    for level in (_none(asked), near):
        for ref, name, folded in db.execute(sql, (_query(asked, level), kind, kind, CANDIDATES)):
            yield Found(ref=ref, text=name, rank=_rank(asked, folded.split()))


def _rank(asked: list[str], name: list[str]) -> int:
    if sorted(asked) == sorted(name):
        return WHOLE
    if set(asked) <= set(name):
        return ALL_WORDS
    return BEGINNINGS if all(any(w.startswith(word) for w in name) for word in asked) else NEARLY


def _passages(db: sqlite3.Connection, asked: list[str], near: list[list[str]]) -> Iterator[Found]:
    sql = (
        "SELECT passage.claim, passage.words FROM passages JOIN passage ON passage.id = passages.rowid"
        " WHERE passages MATCH ? ORDER BY passages.rank LIMIT ?"
    )
    for rank, level in ((PASSAGE, _none(asked)), (PASSAGE_NEARLY, near)):
        for claim, text in db.execute(sql, (_query(asked, level), CANDIDATES)):
            yield Found(ref=f"claim:{claim}", text=text, rank=rank)
