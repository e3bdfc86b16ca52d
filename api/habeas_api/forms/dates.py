"""A date as somebody types it, and how it is understood: EDTF text, or words counted from the day of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from habeas.dates import Conventions, Edtf, in_words, parse, relative
from habeas.errors import BadDate

LONGEST: Final = 200
FAR_APART: Final = (parse("1901-05-15"), parse("2091-11-20"))
"""Two days from which words that name a whole day mean the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A date that was understood. `raw` is what the claim form takes; `words` how a reader sees it."""

    edtf: Edtf
    words: str
    raw: Any


def understood(typed: str, conventions: Conventions, *, anchor: str = "", lang: str = "en") -> Understood:
    """The date somebody means. Words such as “last week” are counted from `anchor`. Raises BadDate, with what to write instead."""
    text = " ".join(typed.split())
    if len(text) > LONGEST:
        raise BadDate(why="this is too long for a date", next="Write 2026-01-12, or “last week”.")
    try:
        edtf = parse(text, conventions)
    except BadDate as error:
        if not any(sign.isalpha() for sign in text):
            raise
        return _in_words(text, conventions, anchor, lang, error)
    return Understood(edtf=edtf, words=in_words(edtf, lang), raw=edtf.text)


def _in_words(text: str, conventions: Conventions, anchor: str, lang: str, error: BadDate) -> Understood:
    """Words that mean one date from anywhere are that date; others stay words, with the day they are counted from."""
    if whole := _whole(text, conventions):
        return Understood(edtf=whole, words=in_words(whole, lang), raw=whole.text)
    if not anchor:
        raise _without_day(text, conventions, error)
    edtf = relative(text, parse(anchor, conventions), conventions).edtf
    return Understood(edtf=edtf, words=in_words(edtf, lang), raw={"words": text, "from": anchor})


def _whole(text: str, conventions: Conventions) -> Edtf | None:
    """The date that words mean from wherever they are counted; None when it depends, or they are not known."""
    try:
        first, second = (relative(text, day, conventions).edtf for day in FAR_APART)
    except BadDate:
        return None
    exact = first.earliest == first.latest and first.earliest is not None
    return first if first == second and exact else None


def _without_day(text: str, conventions: Conventions, error: BadDate) -> BadDate:
    """Known words want a day to count from; unknown ones are told as such, with the nearest that are known."""
    try:
        relative(text, FAR_APART[0], conventions)
    except BadDate as unknown:
        return unknown
    return BadDate(why=error.why, next="Give the document a date, or write digits such as 2026-01-12.")
