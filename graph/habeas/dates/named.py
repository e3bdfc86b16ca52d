"""Rules for dates by name: December, 8 January, late 2024, the first half of 2025, the 1990s, spring, Christmas.

Without a year, the latest such day on or before the day they count from is meant, or with `ahead` the first that is not
over by it. Each rule takes words in the small language of `wording`, and answers None when they are not its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date
from typing import Final

from habeas.dates.calendar import MONTH_NUMBERS, MONTHS, days_on, month_end, months_on, year_of
from habeas.dates.calendars import PLAUSIBLE
from habeas.dates.lexicon import HOLIDAYS
from habeas.dates.stretch import MONTH, SHIFTS, Given, Stretch, hull_of, one_day, unit_span
from habeas.errors import BadDate

_SEASON: Final = "spring|summer|autumn|winter"
_SHIFT: Final = "|".join(SHIFTS)
_DECEMBER: Final = 12
_LONGEST_MONTH: Final = 31
_LOOK_BACK: Final = 8  # years between two days of 29 February, at most (1896, 1904)


def part(words: str, given: Given) -> Stretch | None:
    """Early, mid or late in a year, month or decade: "late 2024", "early last month", "early 1990s"."""
    match = re.fullmatch(
        rf"(early|mid|late) (?:({MONTH})(?: (\d{{4}}))?|(\d{{4}})|({_SHIFT}) (month|year)|(\d{{3}}0)s)", words
    )
    if not match:
        return None
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
        rf"(nth\d|last|past) (half|fortnight|week|days|quarter)(?: ({MONTH}))?(?: (?:year )?(\d{{4}}))?", words
    )
    if not match or not (match[3] or match[4]):
        return None
    number = 0 if match[1] in ("last", "past") else int(match[1][3:])
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
        lambda each: _exact(each, MONTH_NUMBERS[name], int(number)),
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
        return _exact(first.year, first.month, number)
    step = 1 if given.ahead or words.startswith("next") else -1
    for back in range(3):
        around = months_on(given.day.replace(day=1), step * back)
        found = _exact(around.year, around.month, number)
        if found and found.first and (found.first >= given.day if step > 0 else found.first <= given.day):
            return found
    return None


def year(words: str, given: Given) -> Stretch | None:
    """A year, a decade or a century by itself: "in 2019", "the 1990s", "años 90", "siglo XX"."""
    if re.fullmatch(r"(?:year )?\d{4}", words):
        number = year_of(words[-4:])
        if number not in PLAUSIBLE:
            return None
        return one_day(date(number, 1, 1), date(number, 12, 31), f"some day of the year {number}")
    match = re.fullmatch(r"(?:decade )?(\d{3}0)s|decade (\d{3}0)|(?:years|decade|decade years) (\d0)|(\d0)s", words)
    if not match:
        return None
    short = match[3] or match[4]
    first = year_of(match[1] or match[2] or (f"19{short}" if int(short) >= _NINETEENS else f"20{short}"))
    return one_day(date(first, 1, 1), date(first + 9, 12, 31), f"one day from {first} to {first + 9}")


_NINETEENS: Final = 30
"""The 30s to the 90s are those of the twentieth century, the 10s and 20s those of this one."""


def season(words: str, given: Given) -> Stretch | None:
    """Spring, summer, autumn or winter of a year, where the case lies (convention `hemisphere`)."""
    match = re.fullmatch(
        rf"(?:(last|past|this|next|early|mid|late) )?({_SEASON})(?: (\d{{4}})(?: to (\d{{2,4}}))?)?", words
    )
    if not match:
        return None
    which, name, year, second = match.groups()
    if second and (name != "winter" or int(second) % 100 != (int(year) + 1) % 100):
        return None
    number = ("spring", "summer", "autumn", "winter").index(name)
    if given.conventions.hemisphere == "south":
        number = (number + 2) % 4
    begins = 3 + number * 3

    def make(of: int) -> Stretch:
        first = date(of, begins, 1)
        end = months_on(first, 2)
        return one_day(first, month_end(end.year, end.month), f"{name} {of}")

    if year and not second and begins == _DECEMBER and int(year) > MINYEAR:
        either = (make(int(year) - 1), make(int(year)))
        return replace(hull_of(either), days=either, how=f"the {name} that ends or begins in {year}")

    if which in ("last", "past", "next"):
        ahead = which == "next"
        found = dated(given.on(given.day, ahead=ahead), None, make)
        return (
            found
            if (found and (found.last or given.day) < given.day) or ahead
            else dated(given.on(days_on(found.first, -1) if found and found.first else None), None, make)
        )
    return dated(given, year, make)


def holiday(words: str, given: Given) -> Stretch | None:
    """Days that are the same everywhere: New Year, Christmas, 1 May."""
    match = re.fullmatch(r"(?:(?:last|past|this|next) )?([a-z ]+?)(?: (\d{4}))?", words)
    if not match or match[1] not in HOLIDAYS:
        return None
    month, day = HOLIDAYS[match[1]]
    return dated(
        given.on(given.day, ahead=words.startswith("next ") or given.ahead),
        match[2],
        lambda each: _exact(each, month, day),
    )


def iso(words: str, _: Given) -> Stretch | None:
    """A date in digits within words: "since 2026-01-08"."""
    if (match := re.fullmatch(r"month(\d{4})n(\d{2})", words)) and 1 <= int(match[2]) <= _DECEMBER:
        # 2025-11 is November 2025, but 2011-12 may as well be two years
        return _whole_month(year_of(match[1]), int(match[2])) if int(match[2]) != int(match[1][2:]) + 1 else None
    if match := re.fullmatch(r"days(\d{4})(\d{2})(\d{2})n(\d{4})(\d{2})(\d{2})", words):
        *first, last_year, last_month, last_day = map(int, match.groups())
        return one_day(date(*first), date(last_year, last_month, last_day), "a date of another calendar")
    match = re.fullmatch(r"iso(\d{4})(\d{2})(\d{2})", words)
    if not match or int(match[1]) not in PLAUSIBLE:
        return None
    found = _exact(year_of(match[1]), int(match[2]), int(match[3]))
    if found is None:
        raise BadDate(
            why=f"there is no day {match[1]}-{match[2]}-{match[3]}", next="Correct the day, the month or the year."
        )
    return found


def dated(given: Given, year: str | None, make: Callable[[int], Stretch | None]) -> Stretch | None:
    """In the year that is given; otherwise the latest begun by the day, or with `ahead` the first not over by it."""
    if year:
        return make(year_of(year))
    for each in _years(given):
        found = make(each)
        if (
            found
            and found.first
            and found.last
            and (found.last >= given.day if given.ahead else found.first <= given.day)
        ):
            side = "the first on or after" if given.ahead else "the latest on or before"
            return one_day(found.first, found.last, f"{found.how}, {side} {given.since}")
    return None


def _years(given: Given) -> Iterator[int]:
    around = (
        range(given.day.year - 1, given.day.year + _LOOK_BACK + 1)
        if given.ahead
        else range(given.day.year, given.day.year - _LOOK_BACK - 1, -1)
    )
    return (each for each in around if MINYEAR <= each <= MAXYEAR)


def _exact(year: int, month: int, number: int) -> Stretch | None:
    try:
        day = date(year, month, number)
    except ValueError:
        return None
    return one_day(day, day, f"{number} {MONTHS['en'][month - 1]} {year}")


def no_such_day(day: int, month: int, year: str | None = None) -> BadDate:
    """30 February and the like."""
    name = f"{MONTHS['en'][month - 1]} {year}" if year else MONTHS["en"][month - 1]
    return BadDate(why=f"there is no day {day} of {name}", next="Correct the day, the month or the year.")


RULES: Final = (part, fraction, month, month_day, bare_day, year, season, holiday, iso)
