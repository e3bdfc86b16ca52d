"""Tables of the side index for names: labels, other names, hidden spellings, titles, and the words they are made of.

    names        one row a name, with its history; `folded` is how it is looked up whole, empty for what only helps to
                 find it (the note of a document, a slug unlike every label)
    name_words   full text of the words of each name, in small Latin letters: any order, beginnings, any script; of
                 people, also words that belong together as one, and how names in signs are written in Latin letters
    word_marks   each word under what another spelling shares with it: all letters but one, the same sound; in another
                 script than Latin the word as it is written

`name_words` and `word_marks` only grow; whether a name found there still holds is in its row of `names`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from habeas.identity.matching.nicknames import FULL
from habeas.identity.matching.parts import as_parts
from habeas.identity.matching.phonetics import NameWord, bare_keys, compare, is_latin, is_sign, keys, name_word, words
from habeas.identity.matching.typos import SHORTEST, within_one
from habeas.identity.matching.typos import keys as typo_keys
from habeas.storage.name_fit import runs_of

TABLES: Final = """
CREATE TABLE IF NOT EXISTS names (
    id INTEGER PRIMARY KEY, ref TEXT NOT NULL, folded TEXT NOT NULL, name TEXT NOT NULL,
    since INTEGER NOT NULL, until INTEGER NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS names_by_ref ON names (ref, since, folded, name);
CREATE INDEX IF NOT EXISTS names_by_folded ON names (folded, ref) WHERE folded <> '';
CREATE VIRTUAL TABLE IF NOT EXISTS name_words USING fts5(words, content='', prefix='2 3');
CREATE TABLE IF NOT EXISTS word_marks (mark TEXT, word TEXT, PRIMARY KEY (mark, word)) WITHOUT ROWID;
-- words 2: raised whenever other words or marks are kept for a name; an index with others is made again
"""
CONTENT: Final = {"names": "id", "word_marks": "mark, word"}
MOST_NEAR: Final = 24
"""So many words are taken as what a word typed may mean."""

_LATIN, _OTHER = "l", "o"
"""Marks of every word: it stands in a name in Latin letters, or in others. Some have both."""
_TYPO, _SOUND, _BARE = "-", "~", "="
"""Marks: a word without a letter; as it sounds; its consonants, for other scripts."""
_SHORT_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    full: tuple(short for short, meant in FULL.items() if full in meant) for full in set().union(*FULL.values())
}

NameRow = tuple[str, str, str, int, int]
"""(name's ref, folded, as written, since, until)"""


Ask = Callable[[str, Sequence[str]], list[Any]]
"""Rows of the side index for a query and its values."""


class FoundName(NamedTuple):
    """A name that has some words: of what, how it is looked up whole (empty where it is not), and as written."""

    ref: str
    folded: str
    name: str


# -- writing


def put(db: sqlite3.Connection, rows: Iterable[NameRow]) -> None:
    """Write names, inside the caller's transaction; a row that is there already changes nothing."""
    (last,) = db.execute("SELECT IFNULL(MAX(id), 0) FROM names").fetchone()
    db.executemany("INSERT OR IGNORE INTO names (ref, folded, name, since, until) VALUES (?, ?, ?, ?, ?)", rows)
    indexed: list[tuple[int, str]] = []
    learned: dict[NameWord, None] = {}
    for number, ref, name in db.execute("SELECT id, ref, name FROM names WHERE id > ? ORDER BY id", (last,)):
        every, joined = words(name), _joined(ref, name)
        found = _indexed(every) if joined == every else [*_indexed(every), *_indexed(joined)]
        indexed.append((number, " ".join(dict.fromkeys(found))))
        learned |= dict.fromkeys((*every, *joined))
    db.executemany("INSERT INTO name_words (rowid, words) VALUES (?, ?)", indexed)
    _learn(db, learned)


def _joined(ref: str, name: str) -> tuple[NameWord, ...]:
    """The words of a person's name, with those that belong together as one: Abd al-Rahman, Abdurrahman."""
    return as_parts(name).words if ref.startswith("person:") else ()


def _indexed(every: Sequence[NameWord]) -> list[str]:
    """The words of a name and the whole of it run together, names in signs from each of their signs on."""
    return [*(word.latin for word in every), *(runs_of(every) if len(every) > 1 else ())]


def _learn(db: sqlite3.Connection, every: Iterable[NameWord]) -> None:
    """Keep words under their marks, those that are not there."""
    first: dict[tuple[str, str], NameWord] = {}
    for word in every:
        first.setdefault((_LATIN if is_latin(word.written) else _OTHER, word.latin), word)
    there = "SELECT 1 FROM word_marks WHERE mark = ? AND word = ?"
    fresh = [(here, word) for here, word in first.items() if not db.execute(there, here).fetchone()]
    marks = {mark for (script, _), word in fresh for mark in _marks(word, script)}
    db.executemany("INSERT OR IGNORE INTO word_marks VALUES (?, ?)", sorted(marks))


def _marks(word: NameWord, script: str) -> Iterator[tuple[str, str]]:
    """What a word is found by, with what is found: itself, in another script as it is written."""
    yield script, word.latin
    if not is_sign(word):
        yield from ((_TYPO + one, word.latin) for one in typo_keys(word.latin))
        kept = word.latin if script == _LATIN else word.written
        yield from ((_SOUND + script + one, kept) for one in keys(word))
        yield from ((_BARE + script + one, kept) for one in bare_keys(word))


# -- reading


def named(ask: Ask, stands: str, folded: str) -> list[str]:
    """What carries exactly this name, accents and case folded. `stands` is the condition for rows that hold."""
    sql = f"SELECT DISTINCT ref FROM names WHERE {stands} AND folded = ? AND folded <> '' ORDER BY ref"
    return [ref for (ref,) in ask(sql, (folded,))]


def with_words(
    ask: Ask, stands: str, groups: Sequence[Sequence[str]], kinds: Sequence[str], limit: int
) -> list[FoundName]:
    """Names that have a word of each group, those that tell most first.

    A word that ends in * stands for its beginnings.
    """
    match = " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in groups)
    of_kinds = " OR ".join("ref >= ? AND ref < ?" for _ in kinds) or "1"
    sql = f"""SELECT ref, folded, name FROM name_words JOIN names ON names.id = name_words.rowid
        WHERE name_words MATCH ? AND {stands} AND ({of_kinds}) ORDER BY name_words.rank LIMIT ?"""
    bounds = [bound for kind in kinds for bound in (f"{kind}:", f"{kind};")]
    return [FoundName(*row) for row in ask(sql, (match, *bounds, str(limit)))]


def _quoted(word: str) -> str:
    """Quoted, so that nothing in it is read as an operator."""
    return f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"'


def near_words(ask: Ask, word: NameWord) -> list[str]:
    """Words of names that this one may be written for.

    A typing error, the same sound, another script, a short name, an initial.
    """
    if is_sign(word):
        return []
    latin, script = word.latin, _LATIN if is_latin(word.written) else _OTHER
    typos = [near for near in _under(ask, [_TYPO + one for one in typo_keys(latin)]) if within_one(latin, near)]
    other = _OTHER if script == _LATIN else _LATIN
    marks = [*(_SOUND + script + one for one in keys(word)), *(_BARE + other + one for one in bare_keys(word))]
    alike = [near.latin for near in map(name_word, _under(ask, marks)) if compare(word, near)]
    called = [*FULL.get(latin, ()), *_SHORT_NAMES.get(latin, ())]
    every = [*(typos if len(latin) >= SHORTEST else []), *alike, *called]
    found = [near for near in dict.fromkeys(every) if near != latin]
    return [*found[:MOST_NEAR], *([latin[0]] if len(latin) > 1 else [])]


def _under(ask: Ask, marks: Sequence[str]) -> list[str]:
    places = ", ".join("?" * len(marks))
    sql = f"SELECT DISTINCT word FROM word_marks WHERE mark IN ({places}) ORDER BY word LIMIT 2000"
    return [word for (word,) in ask(sql, marks)]
