"""Words for dates in English and Spanish, turned into one small language, so that each rule is written once.

"la semana pasada" and "last week" both become `last week`, "hace cinco días" becomes `5 days ago`, "del 8 al 11 de
enero" becomes `from 8 to 11 january`. Whatever is not known stays as it is, so that no rule reads it: a word that
might change the meaning is never dropped.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from habeas.dates.lexicon import SMALL, WORDS
from habeas.dates.number_words import DECADES, NUMBERS, ORDINALS, TENS
from habeas.dates.phrases import BEFORE, LINKED, SIGNS, TIMES, Phrases, compiled

_MAY_STAND: Final = re.compile(r"[/\w\s.,':()\-º°ª“”\"«»]*")
_TIME_OF_HOURS: Final = re.compile(
    r"(?:ultimas|last|past|previous|within|dentro de|hace|following|proximas|next|in|las)\b[^\d]*\d+ ?(?:horas|"
    r"hours|hrs|h)\b"
)
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_MINUS: Final = re.compile(r"(?:^|[^\w\s.)])\s*-\s*\d|^\s*-|\s-\d(?!\d?\s)")


@lru_cache(maxsize=20_000)
def normal(words: str) -> str:
    """The words in the small language of the rules; unknown ones stay as they are, folded. Empty for other signs.

    Kept, because the words of a case come again, and each rule that reads them asks.
    """
    plain = _plain(words)
    if not _MAY_STAND.fullmatch(plain) or _MINUS.search(plain):
        return ""
    folded = _spaced(_replaced(plain, SIGNS))
    if not _TIME_OF_HOURS.search(folded):
        folded = _replaced(folded, TIMES)
    folded = _spaced(_replaced(" ".join(re.sub(r"[^\w. ]|_|\.(?!\d)|(?<!\d)\.", " ", folded).split()), BEFORE))
    told = _numbers([_translated(word) for word in folded.split()])
    linked = _spaced(_replaced(told, LINKED))
    return " ".join(word for word in linked.split() if word not in SMALL)


def _plain(words: str) -> str:
    """Lower case, without accents, with the digits of every script as 0 to 9."""
    letters = unicodedata.normalize("NFD", words.casefold())
    kept = "".join(sign for sign in letters if not unicodedata.combining(sign))
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in kept)
    return _DASHES.sub("-", digits)


def _translated(word: str) -> str:
    if word in ORDINALS and word not in NUMBERS:
        return f"nth{ORDINALS[word]}"
    if word in DECADES:
        return f"19{DECADES[word]}s"
    return word if word in NUMBERS else WORDS.get(word, word)


def _numbers(words: list[str]) -> str:
    """Number words as digits, tens and ones joined: "twenty one" and "treinta y uno" are one number each."""
    joined: list[str] = []
    for word in words:
        joined.append(word)
        for gap in (1, 2):
            if len(joined) > gap and joined[-1 - gap] in TENS and _ones(word) > 0 and (gap == 1 or joined[-2] == "and"):
                value = NUMBERS[joined[-1 - gap]] + _ones(word)
                joined[-1 - gap :] = [f"nth{value}" if word.startswith("nth") else str(value)]
                break
    return " ".join(str(NUMBERS[word]) if word in NUMBERS else word for word in joined)


def _ones(word: str) -> int:
    number = NUMBERS.get(word, 0) or int(word[3:] if word.startswith("nth") else 0)
    return number if number in range(1, 10) else 0


def _replaced(text: str, phrases: Phrases) -> str:
    for pattern, replacement in compiled(phrases):
        text = pattern.sub(replacement, text)
    return text


def _spaced(text: str) -> str:
    return " ".join(text.split())
