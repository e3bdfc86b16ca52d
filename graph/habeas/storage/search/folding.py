"""How texts are taken apart to be found: the tokens that stand in the tables, and what a typed word may stand there as.

Letters are folded: case, accents, ligatures, dotless and dotted i; the forms of one Arabic letter, tatweel, Persian ye
and kaf, final letters of Hebrew; digits of every script. Then

    letters and digits part       nº123 → no 123       celda4B → celda 4 b
    numbers stand run together    12.345.678 → 12 345 678, and 12345678
    scripts without spaces        北京第一看守所 → each two signs that stand side by side; Thai and Korean too
    Arabic words                  والسجن stands as سجن too

Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

KANA_MARKS: Final = frozenset("\u3099\u309a")
LETTERS: Final = {
    **dict.fromkeys("ıİ", "i"),
    **{"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n", "ħ": "h"},
    **dict.fromkeys("أإآٱ", "ا"),
    **{"ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ی": "ي", "ہ": "ه", "ھ": "ه", "ء": "", "ـ": ""},
    **{"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ"},
    **{"º": "o", "ª": "a", "’": "'", "‘": "'", "–": "-", "‑": "-", "_": " "},
}
_FOLDED: Final = str.maketrans(LETTERS)
UNSPACED: Final = (
    "\u0e00-\u0edf\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Kana, Han; and Hangul, whose words carry endings."""
SEGMENT: Final = re.compile(rf"[{UNSPACED}]+|\d+|[^\W\d_{UNSPACED}]+")
NUMBER: Final = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,/'\-]\d+)+")
TYPED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,/'\-]\d+)+|\w+")
ARTICLE: Final = re.compile(r"(?:[وف]?(?:[بك]?ال|لل)|و)(?=\w{2})")
ARABIC: Final = re.compile(r"[\u0600-\u06ff]+")
SHORTEST: Final = 3
"""So many letters of a word are looked for inside words; of scripts without spaces, two."""


def folded(text: str) -> str:
    """The text in the one form in which it is compared."""
    parts = unicodedata.normalize("NFKD", text.translate(_FOLDED).casefold())
    bare = "".join(c for c in parts if c in KANA_MARKS or not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", bare).translate(_FOLDED)
    return "".join(str(unicodedata.decimal(c)) if not c.isascii() and c.isdecimal() else c for c in plain)


def tokens(text: str) -> list[str]:
    """What stands in the tables for a text."""
    plain = folded(text)
    found = [token for segment in SEGMENT.findall(plain) for token in _tokens_of(segment)]
    runs = (re.sub(r"\D", "", number) for number in NUMBER.findall(plain))
    bare = (form for word in ARABIC.findall(plain) for form in _without_article(word))
    return [*found, *dict.fromkeys(runs), *dict.fromkeys(bare)]


def _tokens_of(segment: str) -> Iterator[str]:
    if not _is_unspaced(segment):
        yield segment
        return
    yield from (segment[at : at + 2] for at in range(len(segment) - 1))
    yield segment[-1]  # so that a sign is found where it is the last


def _is_unspaced(segment: str) -> bool:
    return re.match(rf"[{UNSPACED}]", segment) is not None


def _without_article(word: str) -> tuple[str, ...]:
    """An Arabic word without its article, and without the “and” before it."""
    found = ARTICLE.match(word)
    return (word[found.end() :],) if found and len(word) - found.end() > 1 else ()


@lru_cache(maxsize=1000)
def asked(text: str) -> tuple[tuple[str, ...], ...]:
    """For each word typed, the phrases it may stand as: full-text queries, in which nothing typed is an operator."""
    plain = folded(text)
    return tuple(tuple(_phrases(word)) for word in TYPED.findall(plain) if SEGMENT.search(word))


def _phrases(word: str) -> Iterator[str]:
    yield _phrase(word)
    parts = SEGMENT.findall(word)
    if NUMBER.fullmatch(word):
        yield f'"{"".join(parts)}"*'
    elif ARABIC.fullmatch(word):
        yield from (f'"{form}"*' for form in _without_article(word))
    elif len(parts) > 1 and any(part.isdigit() and len(part) >= SHORTEST for part in parts):
        yield f"({' AND '.join(map(_phrase, parts))})"  # V12345678, where V-12.345.678 is written


def _phrase(word: str) -> str:
    """Its parts side by side; the last may go on, where the word has no other end."""
    parts = SEGMENT.findall(word)
    whole = [token for part in parts[:-1] for token in _tokens_of(part)]
    last = parts[-1]
    if not _is_unspaced(last):
        return f'"{" ".join([*whole, last])}"' + ("*" if not whole or len(last) >= SHORTEST else "")
    signs = [last[at : at + 2] for at in range(len(last) - 1)]
    return f'"{" ".join([*whole, *(signs or [last])])}"' + ("" if signs else "*")


def inside(text: str) -> tuple[str, ...]:
    """For each word typed, how it is looked for inside other words; empty for one that is too short for that."""
    plain = folded(text)
    return tuple(_inside(word) for word in TYPED.findall(plain) if SEGMENT.search(word))


def _inside(word: str) -> str:
    run = re.sub(r"\D", "", word) if NUMBER.fullmatch(word) else word
    whole = "".join(SEGMENT.findall(run)) == run and len(SEGMENT.findall(run)) == 1
    return f'"{run}"' if whole and len(run) >= SHORTEST and not _is_unspaced(run) else ""
