"""Rules for dates by name: December, 8 January, late 2024, the first half of 2025, and dates in digits.

Without a year, the latest such day on or before the day they count from is meant, or with `ahead` the first that is not
over by it. Each rule takes words in the small language of `wording`, and answers None when they are not its own.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from habeas.dates.calendar import (
    MONTH,
    NINETEENS,
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
from habeas.dates.calendars import PLAUSIBLE
from habeas.dates.lexicon import MONTH_NUMBERS, MONTHS
from habeas.errors import BadDate

_SHIFT: Final = "|".join(SHIFTS)
_DECEMBER: Final = 12
_LONGEST_MONTH: Final = 31


def part(words: str, given: Given) -> Stretch | None:
    """Early, mid or late in a year, month or decade: "late 2024", "early last month", "early 1990s"."""
    match = re.fullmatch(
        rf"(early|mid|late) (?:({MONTH})(?: (\d{{4}}))?|(\d{{4}})|({_SHIFT}) (month|year)|(\d{{3}}0)s)", words
    )
    if not match:
        return _part_of_what_runs(words, given)
    which, month, month_year, year, shift, unit, decade = match.groups()
    if month:
        return dated(given, month_year, lambda each: _part_of_month(given, which, each, MONTH_NUMBERS[month]))
    if decade:
        first = year_of(decade) + {"early": 0, "mid": 3, "late": 7}[which]
        last = first + {"early": 3, "mid": 3, "late": 2}[which]
        return one_day(date(first, 1, 1), date(last, 12, 31), f"one day from {first} to {last}")
    if year:
        return _part_of_year(given, which, year_of(year))
    first_day, _ = unit_span(given, unit, SHIFTS[shift])
    if unit == "year":
        return _part_of_year(given, which, first_day.year)
    return _part_of_month(given, which, first_day.year, first_day.month)


def _part_of_what_runs(words: str, given: Given) -> Stretch | None:
    """Early, mid or late in a month or year that is not named, and in the 90s."""
    if match := re.fullmatch(r"(early|mid|late) (?:decade )?years (\d0)", words):
        return part(f"{match[1]} {'19' if int(match[2]) >= NINETEENS else '20'}{match[2]}s", given)
    match = re.fullmatch(r"(early|mid|late) (year|month)", words)
    if match and match[2] == "year":
        return dated(given, None, lambda each: _part_of_year(given, match[1], each))
    for step in (0, 1 if given.ahead else -1) if match else ():
        first = months_on(given.day.replace(day=1), step)
        found = _part_of_month(given, words.partition(" ")[0], first.year, first.month)
        if found.first and found.last and (found.last >= given.day if given.ahead else found.first <= given.day):
            return found
    return None


def _part_of_month(given: Given, which: str, year: int, month: int) -> Stretch:
    begins, ends = getattr(given.conventions, f"{which}_month")
    length = month_end(year, month).day
    first, last = date(year, month, min(begins, length)), date(year, month, min(ends, length))
    return one_day(first, last, f"one day from {first.day} to {last.day} {MONTHS['en'][month - 1]} {year}")


def _part_of_year(given: Given, which: str, year: int) -> Stretch:
    begins, ends = getattr(given.conventions, f"{which}_year")
    names = f"one day from {MONTHS['en'][begins - 1]} to {MONTHS['en'][ends - 1]} {year}"
    return one_day(date(year, begins, 1), month_end(year, ends), names)


def fraction(words: str, given: Given) -> Stretch | None:
    """The first half of January, the second fortnight, the last week; the first half or third quarter of a year."""
    match = re.fullmatch(
        rf"(nth\d|last|past|late) (half|fortnight|week|days|quarter)(?: ({MONTH}))?(?: (?:year )?(\d{{4}}))?", words
    )
    if not match or not (match[3] or match[4]):
        return None
    number = 0 if match[1] in ("last", "past", "late") else int(match[1][3:])
    if match[3]:
        month = MONTH_NUMBERS[match[3]]
        return dated(given, match[4], lambda year: _days_of_month(number, match[2], year, month))
    months = {"half": 6, "quarter": 3}.get(match[2])
    if not months or number > 12 // months:
        return None
    first = date(year_of(match[4]), (number or 12 // months) * months - months + 1, 1)
    return one_day(first, month_end(first.year, first.month + months - 1), f"one day of {words.replace('nth', '')}")


_HALVES: Final = ("half", "fortnight")


def _days_of_month(number: int, part: str, year: int, month: int) -> Stretch | None:
    size = {"half": 15, "fortnight": 15, "week": 7, "days": 5}.get(part)
    end = month_end(year, month)
    if size is None or number > end.day / size + 1 or (part in _HALVES and number > len(_HALVES)):
        return None
    if number in (0, 2) and part in _HALVES:
        first, last = date(year, month, 16), end
    elif number:
        first = date(year, month, (number - 1) * size + 1)
        last = min(end, days_on(first, size - 1))
    else:
        first, last = days_on(end, 1 - size), end
    return one_day(first, last, f"one day from {first.day} to {last.day} {MONTHS['en'][month - 1]} {year}")


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
        given.on(given.day, ahead=True) if "next" in words.split() else given,
        year,
        lambda each: exact_day(each, MONTH_NUMBERS[name], int(number)),
    )
    if found is None:
        raise no_such_day(int(number), MONTH_NUMBERS[name], year)
    return found


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
    step = 1 if given.ahead or words.startswith("next") else -1
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
            why=f"there is no day {match[1]}-{match[2]}-{match[3]}", next="Correct the day, the month or the year."
        )
    return found


RULES: Final = (part, fraction, month, month_day, bare_day, iso)
