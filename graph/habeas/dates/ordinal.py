"""Rules for parts of a month or a year: late 2024, the first half, the last three days, the first Monday of March.

A part that has no year is of the latest such month or year begun by the day, or with `ahead` of the first not over.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from habeas.dates.calendar import (
    DAYS_A_WEEK,
    MONTH,
    NINETEENS,
    SHIFTS,
    WEEKDAY,
    Given,
    Stretch,
    dated,
    days_on,
    month_end,
    months_on,
    one_day,
    unit_span,
    year_of,
)
from habeas.dates.lexicon import MONTH_NUMBERS, MONTHS, WEEKDAY_NUMBERS

_SHIFT: Final = "|".join(SHIFTS)
_DECEMBER: Final = 12


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
    if of_year := re.fullmatch(r"(nth\d (?:half|quarter)) year", words):
        return dated(given, None, lambda each: fraction(f"{of_year[1]} {each:04}", given))
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


def several_of(words: str, given: Given) -> Stretch | None:
    """The last three days of December, the first two weeks of March, the first months of 2025: one of those days."""
    match = re.fullmatch(
        rf"(?:(\d{{1,2}}) )?(nth1|last|past|late)(?: (\d{{1,2}}))? (day|week|month)s "
        rf"(?:({MONTH})(?: (\d{{4}}))?|(\d{{4}}))",
        words,
    )
    if not match or (match[1] and match[3]) or (match[4] == "month") != bool(match[7]):
        return None
    count, from_start = int(match[1] or match[3] or 0), match[2] == "nth1"
    if match[7]:
        if not count:
            return part(f"{'early' if from_start else 'late'} {match[7]}", given)
        return _months_of_year(count, year_of(match[7]), from_start=from_start)
    size = count * (DAYS_A_WEEK if match[4] == "week" else 1)
    number = MONTH_NUMBERS[match[5]]
    return dated(given, match[6], lambda each: _days_of(size, each, number, from_start=from_start))


def _months_of_year(count: int, year: int, *, from_start: bool) -> Stretch | None:
    if count > _DECEMBER:
        return None
    first, last = (1, count) if from_start else (_DECEMBER - count + 1, _DECEMBER)
    return one_day(date(year, first, 1), month_end(year, last), f"one day in {count} months of {year}")


def _days_of(size: int, year: int, number: int, *, from_start: bool) -> Stretch | None:
    end = month_end(year, number)
    if not 0 < size <= end.day:
        return None
    first = end.replace(day=1) if from_start else days_on(end, 1 - size)
    return one_day(first, days_on(first, size - 1), f"one day in {size} days of {MONTHS['en'][number - 1]} {year}")


def place_in_calendar(words: str, given: Given) -> Stretch | None:
    """The first Monday of March, the last day of 2024, the first weekend of January, the last Friday of the month."""
    match = re.fullmatch(
        rf"(?:(?:past|this) )?(nth\d|last|past|late) (day|weekend|{WEEKDAY}) "
        rf"(?:({MONTH})(?: (?:year )?(\d{{4}}))?|(?:year )?(\d{{4}})|(month|year))",
        words,
    )
    if not match:
        return None
    place, what, month, month_year, year, unit = match.groups()
    number = int(place[3:]) if place.startswith("nth") else 0
    if month:
        return dated(given, month_year, lambda each: _nth(number, what, *_month_days(each, MONTH_NUMBERS[month])))
    if unit == "month":
        return _nth_of_a_month(number, what, given)
    return dated(given, year, lambda each: _nth(number, what, date(each, 1, 1), date(each, _DECEMBER, 31)))


def _month_days(year: int, number: int) -> tuple[date, date]:
    return date(year, number, 1), month_end(year, number)


def _nth_of_a_month(number: int, what: str, given: Given) -> Stretch | None:
    """In the month of the day, the one before, or with `ahead` the one after."""
    for step in (0, 1 if given.ahead else -1):
        first = months_on(given.day.replace(day=1), step)
        found = _nth(number, what, first, month_end(first.year, first.month))
        over = bool(found and found.last and found.last < given.day)
        begun = bool(found and found.first and found.first <= given.day)
        if found and (not over if given.ahead else begun):
            return found
    return None


def _nth(number: int, what: str, first: date, last: date) -> Stretch | None:
    """The nth such day of these days, counted from the end for 0. None when there is none."""
    how = f"the {f'{number}.' if number else 'last'} {what.title()} from {first} to {last}"
    if what == "weekend":
        either = [_nth(number, name, first, last) for name in ("saturday", "sunday")]
        if not (either[0] and either[1] and either[0].first and either[1].first):
            return None
        saturdays = either[0].first, days_on(either[1].first, -1)  # a month may begin or end amid a weekend
        return one_day(min(saturdays), days_on(max(saturdays), 1), how)
    if what == "day":
        day = days_on(first, number - 1) if number else last
    elif number:
        day = days_on(first, (WEEKDAY_NUMBERS[what] - first.weekday()) % DAYS_A_WEEK + DAYS_A_WEEK * (number - 1))
    else:
        day = days_on(last, -((last.weekday() - WEEKDAY_NUMBERS[what]) % DAYS_A_WEEK))
    return one_day(day, day, how) if first <= day <= last else None


RULES: Final = (part, fraction, several_of, place_in_calendar)
