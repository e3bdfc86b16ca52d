"""Claims whose words have every word typed: as it is, as the beginning of a word, or with one typing error.

The words of a claim are those it quotes, what it says in words, and its note. Among claims, words as typed come before
typing errors.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from habeas.identity.matching.typos import SHORTEST, keys, within_one
from habeas.storage.name_table import SearchHit
from habeas.storage.search.tables import SearchTables, words

MOST_WORDS: Final = 12
MOST_NEAR: Final = 8
CANDIDATES: Final = 400
PASSAGE, PASSAGE_NEARLY = 4, 5
"""Ranks of passages, after those of names (storage/names.py)."""


def find_passages(tables: SearchTables, typed: str, *, limit: int = 20, offset: int = 0) -> list[SearchHit]:
    """Claims whose words fit those typed, the best first. Nothing is found for no words."""
    asked = words(typed)[:MOST_WORDS]
    if not asked:
        return []
    sql = (
        "SELECT passage.claim, passage.words FROM passages JOIN passage ON passage.id = passages.rowid"
        " WHERE passages MATCH ? ORDER BY passages.rank LIMIT ?"
    )
    found: dict[str, SearchHit] = {}
    near = [_near(tables.db, word) for word in asked]
    for rank, others in ((PASSAGE, [[] for _ in asked]), (PASSAGE_NEARLY, near)):
        for claim, text in tables.db.execute(sql, (_query(asked, others), CANDIDATES)):
            found.setdefault(claim, SearchHit(ref=f"claim:{claim}", text=text, rank=rank))
    return list(found.values())[offset : offset + limit]


def _near(db: sqlite3.Connection, word: str) -> list[str]:
    """Words of the tables that differ from this one by one typing error."""
    if len(word) < SHORTEST:
        return []
    marks = list(keys(word))
    places = ", ".join("?" * len(marks))
    rows = db.execute(f"SELECT DISTINCT word FROM typing WHERE key IN ({places})", marks)
    return [near for (near,) in rows if near != word and within_one(word, near)][:MOST_NEAR]


def _query(asked: Sequence[str], near: Sequence[Sequence[str]]) -> str:
    """The words as a full-text query; each is quoted, so none is read as an operator."""
    groups = ([f'"{word}"*', *(f'"{other}"' for other in others)] for word, others in zip(asked, near, strict=True))
    return " AND ".join(f"({' OR '.join(group)})" for group in groups)
