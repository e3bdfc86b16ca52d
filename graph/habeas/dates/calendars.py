"""Dates of the Solar Hijri, Islamic, Ethiopian, Buddhist and Hebrew calendars, in their scripts and in ours.

`in_gregorian` puts the days that they are in the place of such dates, so that "since 20 Dey 1404" is read like any
other words; what has no year (15 Ramadan, Nowruz, Eid al-Fitr 2025) it names, for `near_day` to read once the day is
known that the words count from. An Islamic month begins when the moon is seen, so a day of it may be one earlier or
later; a Hebrew day begins the evening before. Whether plain digits such as 1404-10-20 are of another calendar nobody
can know: `may_be` names the days they would be. What the calendars are is in `calendar_tables`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, partial
from typing import Final

from habeas.dates.calendar_tables import CALENDARS, OtherCalendar

_SAME_LETTERS: Final = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "\u200c": " ", **dict.fromkeys("\u0640’‘ʿʾ'", "")}
)


def plain(text: str) -> str:
    """Lower case, without accents and vowel marks, letters of one sound alike, the digits of every script as 0 to 9."""
    letters = unicodedata.normalize("NFD", text.translate(_SAME_LETTERS).casefold())
    kept = "".join(sign for sign in letters if unicodedata.category(sign) != "Mn")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in kept)


@cache
def _months(calendar: OtherCalendar) -> dict[str, int]:
    named = ((word, number) for number, words in enumerate(calendar.months, start=1) for word in words.split("|"))
    return {_spaced(plain(word)): number for word, number in named}


def _spaced(text: str) -> str:
    return " ".join(re.sub(r"[-.]", " ", text).split())


def _alternatives(words: Iterable[str]) -> str:
    """Any of these words, the longest first, with spaces, stops or hyphens between their parts."""
    return "|".join(re.escape(word).replace("\\ ", r"[\s.\-]*") for word in sorted(words, key=len, reverse=True))


@cache
def _patterns(calendar: OtherCalendar) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Day, month by its name, year; month, day, year; digits with the name of the calendar after or before them."""
    names, marks = _alternatives(_months(calendar)), _alternatives(map(plain, calendar.marks.split("|")))
    mark = rf"(?:[\s,]*(?:\(\s*)?(?:{marks})(?![^\W\d_])\.?(?:\s*\))?)"
    of = r"(?:\s+(?:of|de|del|ماه|مه)\b)?"
    month, year = rf"(?<![^\W_])(?P<month>{names})(?![^\W\d_])", rf"(?P<year>\d{{4}})(?!\d){mark}?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    named = rf"(?:(?<!\d){day}{of}[\s\-]+)?{month}{of}[\s,\-]+(?:{marks})?\s*{year}"
    turned = rf"{month}[\s\-]+{day}[\s,]+{year}"
    digits = rf"(?<!\d)(?P<year>\d{{4}})(?:[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?){mark}"
    return re.compile(named), re.compile(turned), re.compile(digits)


_LETTERS: Final = re.compile(r"[^\W\d_]+")


@cache
def _beginnings(calendar: OtherCalendar) -> tuple[str, ...]:
    """How a month, a feast or the name of the calendar may begin."""
    names = (*_months(calendar), *_feasts(calendar), *map(plain, calendar.marks.split("|")))
    return tuple({_LETTERS.findall(name)[0] for name in names})


def _may_be_of(calendar: OtherCalendar, told: set[str]) -> bool:
    """False where no word begins like one of the calendar; its patterns, which take long to compile, are not needed
    then.
    """
    return any(word.startswith(_beginnings(calendar)) for word in told)


def in_gregorian(words: str) -> str:
    """The words with each date of another calendar replaced by its days, as `named.iso` reads them."""
    text = plain(words)
    told = set(_LETTERS.findall(text))
    for calendar in CALENDARS:
        if not _may_be_of(calendar, told):
            continue
        text = _both_in_full(calendar).sub(r"\g<first> \g<rest> \g<joint> \g<last> \g<rest>", text)
        for pattern in _patterns(calendar):
            text = pattern.sub(partial(_replacement, calendar), text)
    if any(calendar.year_of and _may_be_of(calendar, told) for calendar in CALENDARS):
        text = _without_year().sub(_named_without_year, text)
    return text if _DAYS.search(text) and not _LEFT.search(text) else words


_DAYS: Final = re.compile(r"days\d{8}n\d{8}|othercalendar\d+n")
_LEFT: Final = re.compile(
    r"\d\s*[-/,]|(?<!\d)\d{1,2} (?!(?:days?|weeks?|dias?|semanas?) )\w+ (?:the |el )?(?:days\d{8}n|othercalendar)"
)
"""A day beside it whose month and year were told once for both, but not as we know it."""


@cache
def _both_in_full(calendar: OtherCalendar) -> re.Pattern[str]:
    """ "10 and 20 Dey 1404": the month and the year are told once."""
    names = _alternatives(_months(calendar))
    return re.compile(
        r"(?<!\d)(?P<first>\d{1,2})\s*(?P<joint>and|to|until|or|y|o|al?|hasta(?: "
        r"el)?|-|–|تا)\s*(?:the |el )?(?P<last>\d{1,2})"
        rf"\s+(?P<rest>(?:of |de |del )?(?:{names})(?:(?:\s+(?:of|de|del))?[\s,]+\d{{4}}|(?![^\W_])))"
    )


def _replacement(calendar: OtherCalendar, match: re.Match[str]) -> str:
    year, month, day = match["year"], match["month"], match["day"]
    if month.isdigit() and not calendar.numbered:
        return match.group()
    number = int(month) if month.isdigit() else _months(calendar)[_spaced(month)]
    if int(year) not in calendar.years:
        return match.group()
    try:
        first, last = calendar.days(int(year), number, int(day) if day else None)
    except (ValueError, OverflowError):
        return match.group()
    return f" days{first:%Y%m%d}n{last:%Y%m%d} "


@cache
def _without_year() -> re.Pattern[str]:
    """A day or a feast of a calendar that has its own names, or a month of it with its mark or one of four letters."""
    own = [calendar for calendar in CALENDARS if calendar.year_of]
    months = _alternatives({name for calendar in own for name in _months(calendar)})
    long = _alternatives({name for calendar in own for name in _months(calendar) if len(name) >= _LONG_ENOUGH})
    feasts = _alternatives({name for calendar in own for name in _feasts(calendar)})
    of = r"(?:\s+(?:of|de|del|ماه|مه)\b)?"
    day, alone = r"(?:st|nd|rd|th|º)?", r"(?!\s*[,-]?\s*\d{1,3}(?!\d))(?![^\W_])"
    return re.compile(
        rf"(?<![\w.])(?P<day>\d{{1,2}}){day}{of}[\s\-]+(?P<month>{months}){alone}|"
        rf"(?<![^\W_])(?P<turned>{months})[\s\-]+(?P<number>\d{{1,2}}){day}(?![\s,]*\d)(?![^\W_])|"
        rf"(?<![^\W_])(?P<whole>{long}){alone}|(?<![^\W_])(?P<feast>{feasts}){alone}"
    )


_LONG_ENOUGH: Final = (
    5  # shorter names of months are other words as well: tir, dey, av, hut, azar … are names of people
)


@cache
def _feasts(calendar: OtherCalendar) -> dict[str, tuple[int, int]]:
    return {_spaced(plain(word)): day for words, day in calendar.feasts.items() for word in words.split("|")}


def _named_without_year(match: re.Match[str]) -> str:
    """A word that `near_day` reads; the text as it is when the month is one of two calendars."""
    told = _spaced(match["month"] or match["turned"] or match["whole"] or match["feast"])
    found = []
    for index, calendar in enumerate(CALENDARS):
        if calendar.year_of and told in _feasts(calendar):
            found.append((index, *_feasts(calendar)[told]))
        elif calendar.year_of and told in _months(calendar):
            found.append((index, _months(calendar)[told], int(match["day"] or match["number"] or 0)))
    if len(found) != 1:
        return match.group()
    index, month, day = found[0]
    return f" othercalendar{index}n{month:02}n{day:02} "
