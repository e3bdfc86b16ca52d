"""Rules for days near a day, and for dates by name: yesterday, Saturday, last week; December, 8 January, late 2024.

A rule takes words in the small language of `relative.plain_english` and ONE day to count from. It answers EDTF text
and how that was read, or None when the words are not its own. Rules that count units are in `offsets`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MINYEAR, date
from typing import Final

from habeas.dates.calendar import (
    DAYS_A_WEEK,
    MONTH_NUMBERS,
    MONTHS,
    SHIFTS,
    WEEKDAY_NUMBERS,
    WEEKDAYS,
    choice_text,
    days_on,
    month_end,
    unit_around,
    year_of,
)
from habeas.dates.conventions import Conventions
from habeas.errors import BadDate

_MONTH_WORD: Final = "|".join(name.lower() for name in MONTHS["en"])
_WEEKDAY_WORD: Final = "|".join(name.lower() for name in WEEKDAYS["en"])


@dataclass(frozen=True, slots=True)
class RuleInput:
    """Words in the small language, the day they count from, and what to call that day in a sentence."""

    words: str
    day: date
    since: str
    conventions: Conventions


@dataclass(frozen=True, slots=True)
class Reading:
    """EDTF text and how it was read: the end of the sentence "'…' read as …"."""

    text: str
    how: str


DateRule = Callable[[RuleInput], Reading | None]

# -- near: yesterday, Saturday, the weekend, last week

_SATURDAY: Final = 5
_FIXED: Final = {
    "today": (0, 0, "the day of {}"),
    "yesterday": (-1, -1, "the day before {}"),
    "tomorrow": (1, 1, "the day after {}"),
    "day before yesterday": (-2, -2, "two days before {}"),
    "day after tomorrow": (2, 2, "two days after {}"),
    "last night": (-1, 0, "the night into {}"),
}
_WEEK_STARTS: Final = {"monday": 0, "saturday": 5, "sunday": 6}
_PLACES: Final = {"last": "before", "this": "around", "next": "after"}


def fixed(given: RuleInput) -> Reading | None:
    """Today, yesterday, tomorrow, last night."""
    if given.words not in _FIXED:
        return None
    first, last, how = _FIXED[given.words]
    text = choice_text(days_on(given.day, first), days_on(given.day, last))
    return Reading(text, how.format(given.since))


def weekday(given: RuleInput) -> Reading | None:
    """The nearest such weekday on or before the day; with "last" strictly before, with "next" strictly after."""
    match = re.fullmatch(rf"(?:(last|next|early|late) )?({_WEEKDAY_WORD})", given.words)
    if not match:
        return None
    which, name = match.groups()
    back = (given.day.weekday() - WEEKDAY_NUMBERS[name]) % DAYS_A_WEEK
    steps, place = {
        "next": (DAYS_A_WEEK - back, "after"),
        "last": (-(back or DAYS_A_WEEK), "before"),
    }.get(which, (-back, "on or before"))
    return Reading(days_on(given.day, steps).isoformat(), f"the {name.title()} {place} {given.since}")


def weekend(given: RuleInput) -> Reading | None:
    """One day of the weekend that began on or before the day; "last weekend" is over by then."""
    if given.words not in ("weekend", "last weekend", "past weekend"):
        return None
    back = (given.day.weekday() - _SATURDAY) % DAYS_A_WEEK
    over = given.words == "last weekend"
    saturday = days_on(given.day, -back - (DAYS_A_WEEK if over and back <= 1 else 0))
    how = f"Saturday or Sunday of the weekend {'over before' if over else 'begun on or before'} {given.since}"
    return Reading(choice_text(saturday, days_on(saturday, 1)), how)


def calendar_unit(given: RuleInput) -> Reading | None:
    """Last, this or next week, month or year: whole ones of the calendar."""
    match = re.fullmatch(r"(last|this|next) (week|month|year)", given.words)
    if not match:
        return None
    which, unit = match.groups()
    if unit == "week":
        return _week(given, which)
    first, last = unit_around(given.day, which, unit)
    return Reading(choice_text(first, last), f"the calendar {unit} {_PLACES[which]} that of {given.since}")


def _week(given: RuleInput, which: str) -> Reading:
    starts = _WEEK_STARTS[given.conventions.week_starts]
    back = (given.day.weekday() - starts) % DAYS_A_WEEK
    first = days_on(given.day, DAYS_A_WEEK * SHIFTS[which] - back)
    names = f"{WEEKDAYS['en'][starts]} to {WEEKDAYS['en'][starts - 1]}"
    return Reading(choice_text(first, days_on(first, DAYS_A_WEEK - 1)), f"{names} {_PLACES[which]} {given.since}")


# -- named: December, 8 January, late 2024, early last month; without a year the latest one on or before the day counts

_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = rf"(?P<month>{_MONTH_WORD})"
_YEAR: Final = r"(?: (?P<year>\d{4}))?"
_LOOK_BACK: Final = 8  # years between two days of 29 February, at most (1896, 1904)


def part(given: RuleInput) -> Reading | None:
    """Early, mid or late in a year or a month: "late 2024", "late December", "early last month"."""
    match = re.fullmatch(
        rf"(early|mid|late) (?:({_MONTH_WORD})(?: (\d{{4}}))?|(\d{{4}})|(last|this|next) (month|year))",
        given.words,
    )
    if not match:
        return None
    which, month, month_year, year, shift, unit = match.groups()
    if month:
        return _part_of_named_month(given, which, MONTH_NUMBERS[month], month_year)
    if year:
        return _part_of_year(given, which, year_of(year))
    first, _ = unit_around(given.day, shift, unit)
    return _part_of_year(given, which, first.year) if unit == "year" else _part_of_month(given, which, first)


def _part_of_named_month(given: RuleInput, which: str, month: int, year: str | None) -> Reading:
    """Without a year: the latest one that had begun by the day."""
    if year:
        return _part_of_month(given, which, date(year_of(year), month, 1))
    begins, _ = getattr(given.conventions, f"{which}_month")
    found = _latest(given.day, month, begins) or _latest(given.day, month, 1)
    if not found:
        raise _no_such_day(begins, month)
    return _part_of_month(given, which, found)


def _part_of_month(given: RuleInput, which: str, month: date) -> Reading:
    begins, ends = getattr(given.conventions, f"{which}_month")
    length = month_end(month.year, month.month).day
    first, last = month.replace(day=min(begins, length)), month.replace(day=min(ends, length))
    name = f"{MONTHS['en'][month.month - 1]} {month.year}"
    return Reading(choice_text(first, last), f"one day from {first.day} to {last.day} {name}")


def _part_of_year(given: RuleInput, which: str, year: int) -> Reading:
    begins, ends = getattr(given.conventions, f"{which}_year")
    text = choice_text(date(year, begins, 1), month_end(year, ends))
    return Reading(text, f"one day from {MONTHS['en'][begins - 1]} to {MONTHS['en'][ends - 1]} {year}")


def month(given: RuleInput) -> Reading | None:
    """The latest such month that had begun by the day; with "last", not the month of the day itself."""
    match = re.fullmatch(rf"(?P<last>last )?{_MONTH}|{_MONTH.replace('month', 'dated')}{_YEAR}", given.words)
    if not match:
        return None
    if match["year"]:
        return Reading(f"{year_of(match['year']):04}-{MONTH_NUMBERS[match['dated']]:02}", f"{given.words.title()}")
    number = MONTH_NUMBERS[match["month"]]
    found = _latest(days_on(given.day.replace(day=1), -1) if match["last"] else given.day, number, 1)
    if not found:
        raise _no_such_day(1, number)
    place = "before the month of" if match["last"] else "begun on or before"
    return Reading(found.isoformat()[:7], f"the latest {match['month'].title()} {place} {given.since}")


def month_day(given: RuleInput) -> Reading | None:
    """The latest such date on or before the day ("Jan 8", "8 de enero"), or the one in the year that is given."""
    match = re.fullmatch(rf"{_MONTH} {_DAY}{_YEAR}", given.words) or re.fullmatch(
        rf"{_DAY} {_MONTH}{_YEAR}", given.words
    )
    if not match:
        return None
    day, number, year = int(match["day"]), MONTH_NUMBERS[match["month"]], match["year"]
    found = _exact(year_of(year), number, day) if year else _latest(given.day, number, day)
    if not found:
        raise _no_such_day(day, number, year)
    how = f"{day} {MONTHS['en'][number - 1]} {found.year}"
    return Reading(found.isoformat(), how if year else f"{how}, the latest on or before {given.since}")


def plain_year(given: RuleInput) -> Reading | None:
    """A year by itself: "in 2019"."""
    if not re.fullmatch(r"\d{4}", given.words):
        return None
    return Reading(f"{year_of(given.words):04}", f"some day of the year {given.words}")


def _latest(day: date, month: int, number: int) -> date | None:
    """The latest such day of that month on or before a day."""
    for year in range(day.year, max(MINYEAR, day.year - _LOOK_BACK) - 1, -1):
        found = _exact(year, month, number)
        if found and found <= day:
            return found
    return None


def _exact(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _no_such_day(day: int, month: int, year: str | None = None) -> BadDate:
    name = f"{MONTHS['en'][month - 1]} {year}" if year else MONTHS["en"][month - 1]
    return BadDate(why=f"there is no day {day} of {name}", next="Correct the day, the month or the year.")
