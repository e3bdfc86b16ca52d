"""Dates as somebody writes them into a form or a table, and the words for dates that are not understood. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from habeas.dates.calendar_tables import is_far
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import parse
from habeas.dates.hints import ask_calendar
from habeas.dates.relative import Relative, refers_back, relative
from habeas.errors import BadDate
from habeas.model.translate import translator_for
from habeas.model.values import Claim, When


def date_from_text(text: str, anchor: str = "") -> object:
    """What somebody means who writes a date: EDTF, or words counted from the anchor, in the form of `when_from`.

    Words are kept as words. So are digits that may be of another calendar: nobody can know, so a check asks. Without an
    anchor, only words that mean one day by themselves. Raises BadDate for what is no date.
    """
    if told := _in_digits(text):
        return told
    told = _ascii_digits(text.strip())
    try:
        read = parse(told)
    except BadDate as error:
        if anchor and (_IS_WORDS.search(text) or _OTHER_YEAR.fullmatch(told)):
            return {"from": anchor, "words": text}
        if day := _from_anywhere(text):
            return day
        raise error from None
    if not (is_far(read.earliest) or is_far(read.latest)):
        return told
    if not anchor:
        raise ask_calendar(read.earliest or read.latest or date.min)
    return {"from": anchor, "words": text}


@lru_cache(maxsize=100_000)
def _in_digits(text: str) -> str:
    """A date in digits of our calendar as EDTF; empty for whatever needs a second look. Kept: days come again."""
    told = _ascii_digits(text.strip())
    try:
        read = parse(told)
    except BadDate:
        return ""
    return "" if is_far(read.earliest) or is_far(read.latest) else told


UNTOLD: Final = "XXXX"
"""The day that words are counted from when nobody gives it: any day, so that they are kept and a check asks."""


def words_from(words: str, day: str) -> dict[str, object]:
    """Words in the form of `when_from`, counted from a day of the document: not those that point at another day.

    "That same day" in a report is the day of what was told just before, which no date of the document says.
    """
    return {"from": UNTOLD if not day or refers_back(words) else day, "words": words}


def date_as_told(raw: object) -> object:
    """The same for what may be no text at all, such as a date that is told as words with their day."""
    return date_from_text(raw) if isinstance(raw, str) else raw


_PROBES: Final = (date(1901, 5, 15), date(2091, 11, 20))
"""Two days from which words that name a whole day mean the same."""


def _from_anywhere(text: str) -> str | None:
    """The date that words mean from wherever they are counted; None when it depends, or they are not understood."""
    try:
        first, second = (relative(text, probe).edtf for probe in _PROBES)
    except BadDate:
        return None
    return first.text if first == second and first.earliest and first.latest else None


_IS_WORDS: Final = re.compile(r"[^\W\d_]{3,}")
_OTHER_YEAR: Final = re.compile(
    r"1[2-4][0-9]{2}[/.-][0-9]{1,2}[/.-][0-9]{1,2}|2[45][0-9]{2}[/.-][0-9]{1,2}[/.-][0-9]{1,2}"
)


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def worded_dates(claim: Claim) -> Iterator[When]:
    """The dates of a claim that are told in words."""
    values = (claim.object, claim.on, claim.said, *(value for _, value in claim.details))
    return (value for value in values if isinstance(value, When) and value.words)


def reading_of(when: When, conventions: Conventions = DEFAULTS) -> Relative | None:
    """How the words of a date are read; None for words that are not understood."""
    try:
        return when.reading(conventions)
    except BadDate:
        return None


def not_understood(claim: Claim, conventions: Conventions = DEFAULTS, lang: str = "en") -> Iterator[str]:
    """One sentence for each date in words that is kept without being read."""
    say = translator_for(lang).gettext
    for when in worded_dates(claim):
        if reading_of(when, conventions) is None:
            yield say(UNREAD_NOTE, claim=claim.id, words=when.words)


UNREAD_NOTE: Final = "%(claim)s: “%(words)s” is not understood as a date; the words are kept, and `check` asks."
