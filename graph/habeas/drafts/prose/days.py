"""Days as a text tells them: where they stand, and what habeas.dates reads of them.

A distance that is told from another day ("two days later", or "five days after …" behind a date) is counted from that
day; everything else from the day of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import Edtf, parse
from habeas.dates.relative import relative
from habeas.drafts.prose.day_patterns import (
    AHEAD,
    BESIDE,
    HINT,
    LATER,
    NAMES,
    NOT_A_DAY,
    NUMBERED,
    WHOLE,
    day_pattern,
)
from habeas.errors import BadDate

TURNED: Final = {"after": "before", "before": "after", "después": "antes", "antes": "después"}
AHEAD_REACH: Final = 60
NUMBER_REACH: Final = 30


@dataclass(frozen=True, slots=True)
class DayMention:
    """Words of a text that tell days: their place, the days, and from what they were counted (`anchor`, EDTF).

    `of_clause` is where the clause begins whose day this is, where the words name it by its distance ("five days after
    he was caught", behind the date of something else).
    """

    start: int
    end: int
    words: str
    edtf: Edtf
    anchor: str
    of_clause: int = -1


def days_in(
    text: str, day: str, language: str, conventions: Conventions = DEFAULTS, told: Edtf | None = None
) -> list[DayMention]:
    """The days that a sentence tells, in order.

    `day` is that of the document in EDTF, empty where none is known; `told` is the last day that was told before, from
    which "two days later" counts.
    """
    found: list[DayMention] = []
    if not HINT.search(text):
        return found
    for match in day_pattern(language).finditer(_small(text)):
        if _is_number(text, match):
            continue
        anchor = (told.text if told else "") if LATER[language].fullmatch(match[0]) else day
        words = text[slice(*match.span())]
        read = read_day(words, anchor, conventions, ahead=_is_ahead(text, match.start()))
        if read is None:
            continue
        told = read
        found.append(DayMention(match.start(), match.end(), words, read, anchor))
        found.extend(_beside(text, found[-1], language, conventions))
    return found


def _small(text: str) -> str:
    """The sentence with a small letter at its beginning, unless a name of a day or a month begins it."""
    first = re.search(r"[^\W\d_]", text)
    if first is None or NAMES.match(text, first.start()):
        return text
    return text[: first.start()] + text[first.start()].lower() + text[first.end() :]


def _beside(text: str, told: DayMention, language: str, conventions: Conventions) -> Iterator[DayMention]:
    """The day of a clause that is told by its distance from the day just before."""
    match = BESIDE[language].match(text, told.end)
    if match is None:
        return
    words = match[1].replace(match[2], TURNED[match[2]])
    if read := read_day(words, told.edtf.text, conventions):
        yield DayMention(match.start(1), match.end(1), match[1], read, told.edtf.text, of_clause=match.end())


def _is_number(text: str, match: re.Match[str]) -> bool:
    """Whether it is the number of a case, a law or of people."""
    if NOT_A_DAY.search(text[max(0, match.start() - NUMBER_REACH) : match.start()]):
        return True
    return match[0][-1:].isdigit() and NUMBERED.match(text[match.end() :]) is not None


def _is_ahead(text: str, start: int) -> bool:
    return AHEAD.search(text[max(0, start - AHEAD_REACH) : start]) is not None


@lru_cache(maxsize=10_000)
def read_day(words: str, anchor: str, conventions: Conventions = DEFAULTS, *, ahead: bool = False) -> Edtf | None:
    """The days that words mean, counted from a day; None for words that are not read, or have nothing to count from."""
    if not anchor and not WHOLE.search(words):
        return None
    try:
        return relative(words, parse(anchor or "2000-01-01", conventions), conventions, ahead=ahead).edtf
    except BadDate:
        return None
