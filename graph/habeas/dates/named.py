"""Rules for dates by name: December, 8 January, on the 8th, and dates in digits.

Without a year, the latest such day on or before the day they count from is meant, or with `ahead` the first that is not
over by it. Each rule takes words in the small language of `wording`, and answers None when they are not its own.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from habeas.dates.calendar import (
    MONTH,
    SHIFTS,
    Given,
    Stretch,
    dated,
    days_on,
    exact_day,
    month_end,
    months_on,
    no_such_day,
    one_day,
    unit_span,
    year_of,
)
from habeas.dates.calendar_tables import PLAUSIBLE
from habeas.dates.lexicon import MONTH_NUMBERS, MONTHS
from habeas.errors import BadDate, phrase

_DECEMBER: Final = 12
_LONGEST_MONTH: Final = 31


def month(words: str, given: Given) -> Stretch | None:
    """The latest such month that had begun by the day; with "last", not the month of the day itself."""
    match = re.fullmatch(rf"(?:(last|past|previous|next|following|this) )?({MONTH})(?: (\d{{4}}))?", words)
    if not match or (match[1] and match[3]):
        return None
    number = MONTH_NUMBERS[match[2]]
    if match[1] == "this":
        return _whole_month(given.day.year, number)
    start = given.day.replace(day=1)
    if match[1] in ("next", "following"):
        return dated(given.on(months_on(start, 1), ahead=True), None, lambda year: _whole_month(year, number))
    if match[1]:
        return dated(given.on(days_on(start, -1)), None, lambda year: _whole_month(year, number))
    return dated(given, match[3], lambda year: _whole_month(year, number))


def _whole_month(year: int, number: int) -> Stretch:
    return one_day(date(year, number, 1), month_end(year, number), f"{MONTHS['en'][number - 1]} {year}")


def month_day(words: str, given: Given) -> Stretch | None:
    """A day and a month ("Jan 8", "8 de enero"), with or without a year; "last 8 January" is before the day."""
    day = r"(?:nth)?(\d{1,2})"
    match = re.fullmatch(
        rf"(?:(?:day|last|past|this|next) )*({MONTH}) {day}(?: (\d{{4}}))?(?: (?:last|next|this))?", words
    )
    if match:
        name, number, year = match.groups()
    else:
        match = re.fullmatch(
            rf"(?:(?:day|last|past|this|next) )*{day}(?: month)? ({MONTH})(?: (\d{{4}}))?(?: (?:last|next|this))?",
            words,
        )
        if not match:
            return None
        number, name, year = match.groups()
    found = dated(
        _by_its_side(words, given),
        year,
        lambda each: exact_day(each, MONTH_NUMBERS[name], int(number)),
    )
    if found is None:
        raise no_such_day(int(number), MONTH_NUMBERS[name], year)
    return found


def _by_its_side(words: str, given: Given) -> Given:
    """What says last or next lies before or after the day, whatever is told ahead or not."""
    told = set(words.split())
    if "next" in told:
        return given.on(given.day, ahead=True)
    return given.on(given.day) if told & {"last", "past"} else given


def bare_day(words: str, given: Given) -> Stretch | None:
    """A day of the month alone ("on the 8th", "el día 8"): the latest on or before the day, or the next."""
    match = re.fullmatch(
        r"(?:last |past |next )?(?:day )?(?:nth)?(\d{1,2})(?: (?:of )?(this|last|"
        r"next) month)?",
        words,
    )
    if not match or not 1 <= int(match[1]) <= _LONGEST_MONTH:
        return None
    number = int(match[1])
    if match[2]:
        first, _ = unit_span(given, "month", SHIFTS[match[2]])
        return exact_day(first.year, first.month, number)
    step = 1 if _by_its_side(words, given).ahead else -1
    for back in range(3):
        around = months_on(given.day.replace(day=1), step * back)
        found = exact_day(around.year, around.month, number)
        if found and found.first and (found.first >= given.day if step > 0 else found.first <= given.day):
            return found
    return None


def iso(words: str, _: Given) -> Stretch | None:
    """A date in digits within words: "since 2026-01-08"."""
    if (match := re.fullmatch(r"month(\d{4})n(\d{2})", words)) and 1 <= int(match[2]) <= _DECEMBER:
        # 2025-11 is November 2025, but 2011-12 may as well be two years
        return _whole_month(year_of(match[1]), int(match[2])) if int(match[2]) != int(match[1][2:]) + 1 else None
    if match := re.fullmatch(r"days(\d{4})(\d{2})(\d{2})n(\d{4})(\d{2})(\d{2})", words):
        *first, last_year, last_month, last_day = map(int, match.groups())
        return one_day(date(*first), date(last_year, last_month, last_day), "a date of another calendar")
    if match := re.fullmatch(r"(\d\d) month(\d{4})n(\d{1,2})", words):
        return exact_day(year_of(match[2]), int(match[3]), int(match[1]))
    match = re.fullmatch(r"iso(\d{4})(\d{2})(\d{2})", words)
    if not match or int(match[1]) not in PLAUSIBLE:
        return None
    found = exact_day(year_of(match[1]), int(match[2]), int(match[3]))
    if found is None:
        raise BadDate(
            why=phrase("there is no day %(day)s", day="-".join(match.groups())),
            next="Correct the day, the month or the year.",
        )
    return found


RULES: Final = (month, month_day, bare_day, iso)
