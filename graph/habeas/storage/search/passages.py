"""Passages that have every word typed: as it is, as the beginning of a word, inside a word, or with one typing error.

A passage is what a claim quotes and says in words, a part of a kept document, or a name where the words typed stand
inside it. Words as typed come before parts of words, and these before typing errors.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from habeas.identity.matching.typos import SHORTEST, keys, within_one
from habeas.storage.contract import SearchHit
from habeas.storage.search.folding import asked, inside
from habeas.storage.search.tables import SearchTables

MOST_WORDS: Final = 12
MOST_NEAR: Final = 8
CANDIDATES: Final = 400
NAME_INSIDE, PASSAGE, PASSAGE_NEARLY = 3, 4, 5
"""Ranks of names by what stands inside a word, and of passages, after those of names (storage/names.py)."""
SHOWN: Final = 240
"""So many letters of a document are shown around the words found."""

Group = tuple[tuple[str, ...], str]
"""The phrases that a word may stand as, and how it is looked for inside words."""


def find_passages(
    tables: SearchTables,
    typed: str,
    *,
    kinds: Sequence[str] = (),
    but: Iterable[str] = (),
    limit: int = 20,
    offset: int = 0,
) -> list[SearchHit]:
    """What has the words typed, the best first; of some kinds or of all, without what was found already.

    Nothing is found for no words.
    """
    groups = list(zip(asked(typed), inside(typed), strict=True))[:MOST_WORDS]
    if not groups:
        return []
    found: dict[str, SearchHit] = {}
    seen = set(but)
    for rank, rows in _levels(tables.db, groups, _of_kinds(kinds)):
        for ref, text in rows:
            kind = ref.partition(":")[0]
            named = kind not in {"claim", "doc"}
            if ref not in seen and not (named and rank is PASSAGE_NEARLY):
                shown = _around(text, typed) if kind == "doc" else text
                found.setdefault(ref, SearchHit(ref=ref, text=shown, rank=NAME_INSIDE if named else rank))
    return sorted(found.values(), key=lambda hit: hit.rank)[offset : offset + limit]


def _levels(
    db: sqlite3.Connection, groups: Sequence[Group], kinds: str
) -> Iterator[tuple[int, Iterator[tuple[str, str]]]]:
    sql = f"""SELECT passage.ref, passage.words FROM passages JOIN passage ON passage.id = passages.rowid
        WHERE passages MATCH ?{kinds} ORDER BY passages.rank LIMIT {CANDIDATES}"""
    yield PASSAGE, db.execute(sql, (_query(phrases for phrases, _ in groups),))
    if any(part for _, part in groups):
        tests = " AND ".join(_INSIDE if part else _WHOLE for _, part in groups)
        values = [
            value for phrases, part in groups for value in ((_either(phrases), part) if part else (_either(phrases),))
        ]
        yield PASSAGE, db.execute(f"SELECT ref, words FROM passage WHERE {tests}{kinds} LIMIT {CANDIDATES}", values)
    near = [(*phrases, *(f'"{word}"' for word in _near(db, part.strip('"')))) for phrases, part in groups]
    yield PASSAGE_NEARLY, db.execute(sql, (_query(near),))


_WHOLE: Final = "id IN (SELECT rowid FROM passages WHERE passages MATCH ?)"
_INSIDE: Final = """id IN (SELECT rowid FROM passages WHERE passages MATCH ?
    UNION SELECT rowid FROM parts WHERE parts MATCH ?)"""


def _either(phrases: Iterable[str]) -> str:
    return " OR ".join(phrases)


def _query(groups: Iterable[Sequence[str]]) -> str:
    return " AND ".join(f"({_either(phrases)})" for phrases in groups)


def _of_kinds(kinds: Sequence[str]) -> str:
    """Only what is of these kinds, which are words of the vocabulary."""
    tests = " OR ".join(f"(passage.ref >= '{kind}:' AND passage.ref < '{kind};')" for kind in kinds if kind.isalpha())
    return f" AND ({tests})" if tests else ""


def _near(db: sqlite3.Connection, word: str) -> list[str]:
    """Words of the tables that differ from this one by one typing error; a number is not corrected."""
    if len(word) < SHORTEST or word.isdigit():
        return []
    marks = json.dumps(list(keys(word)))
    rows = db.execute("SELECT DISTINCT word FROM typing WHERE key IN (SELECT value FROM json_each(?))", (marks,))
    return [near for (near,) in rows if near != word and within_one(word, near)][:MOST_NEAR]


def _around(text: str, typed: str) -> str:
    """The part of a passage around the first of the words typed."""
    if len(text) <= SHOWN:
        return text
    low: Callable[[str], int] = text.casefold().find
    at = min((place for word in typed.casefold().split() if (place := low(word)) >= 0), default=0)
    start = max(0, min(at - SHOWN // 3, len(text) - SHOWN))
    start = text.rfind(" ", 0, start + 1) + 1 if start else 0
    stop = len(text) if start + SHOWN >= len(text) else max(text.rfind(" ", start, start + SHOWN), start + SHOWN // 2)
    return ("… " if start else "") + text[start:stop].strip() + (" …" if stop < len(text) else "")
