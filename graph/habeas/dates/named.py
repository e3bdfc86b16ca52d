"""Rules for dates that are named: December, 8 January, late 2024, early last month.

Without a year the latest one on or before the day counts.
"""

from __future__ import annotations

import re
from datetime import MINYEAR, date
from typing import Final

from habeas.dates.asked import MONTH_WORD, Asked, Reading, year_of
from habeas.dates.names import MONTH_NUMBERS, MONTHS
from habeas.dates.near import unit_around
from habeas.dates.order import choice_text
from habeas.dates.steps import days_on, month_end
from habeas.errors import BadDate

_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = rf"(?P<month>{MONTH_WORD})"
_YEAR: Final = r"(?: (?P<year>\d{4}))?"
_LOOK_BACK: Final = 8  # years between two days of 29 February, at most (1896, 1904)


def part(asked: Asked) -> Reading | None:
    """Early, mid or late in a year or a month: "late 2024", "late December", "early last month"."""
    match = re.fullmatch(
        rf"(early|mid|late) (?:({MONTH_WORD})(?: (\d{{4}}))?|(\d{{4}})|(last|this|next) (month|year))",
        asked.words,
    )
    if not match:
        return None
    which, month, month_year, year, shift, unit = match.groups()
    if month:
        return _part_of_named_month(asked, which, MONTH_NUMBERS[month], month_year)
    if year:
        return _part_of_year(asked, which, year_of(year))
    first, _ = unit_around(asked.day, shift, unit)
    return _part_of_year(asked, which, first.year) if unit == "year" else _part_of_month(asked, which, first)


def _part_of_named_month(asked: Asked, which: str, month: int, year: str | None) -> Reading:
    """Without a year: the latest such part that had begun by the day."""
    if year:
        return _part_of_month(asked, which, date(year_of(year), month, 1))
    begins, _ = getattr(asked.conventions, f"{which}_month")
    found = _latest(asked.day, month, begins) or _latest(asked.day, month, 1)
    if not found:
        raise _no_such_day(begins, month)
    return _part_of_month(asked, which, found)


def _part_of_month(asked: Asked, which: str, month: date) -> Reading:
    begins, ends = getattr(asked.conventions, f"{which}_month")
    length = month_end(month.year, month.month).day
    first, last = month.replace(day=min(begins, length)), month.replace(day=min(ends, length))
    name = f"{MONTHS['en'][month.month - 1]} {month.year}"
    return Reading(choice_text(first, last), f"one day from {first.day} to {last.day} {name}")


def _part_of_year(asked: Asked, which: str, year: int) -> Reading:
    begins, ends = getattr(asked.conventions, f"{which}_year")
    text = choice_text(date(year, begins, 1), month_end(year, ends))
    return Reading(text, f"one day from {MONTHS['en'][begins - 1]} to {MONTHS['en'][ends - 1]} {year}")


def month(asked: Asked) -> Reading | None:
    """The latest such month begun on or before the day; with "last" not the month of the day itself."""
    match = re.fullmatch(rf"(?P<last>last )?{_MONTH}|{_MONTH.replace('month', 'dated')}{_YEAR}", asked.words)
    if not match:
        return None
    if match["year"]:
        return Reading(f"{year_of(match['year']):04}-{MONTH_NUMBERS[match['dated']]:02}", f"{asked.words.title()}")
    number = MONTH_NUMBERS[match["month"]]
    found = _latest(days_on(asked.day.replace(day=1), -1) if match["last"] else asked.day, number, 1)
    if not found:
        raise _no_such_day(1, number)
    place = "before the month of" if match["last"] else "begun on or before"
    return Reading(found.isoformat()[:7], f"the latest {match['month'].title()} {place} {asked.since}")


def month_day(asked: Asked) -> Reading | None:
    """The latest such day on or before the day ("Jan 8", "8 de enero"), or that of the year that is given."""
    match = re.fullmatch(rf"{_MONTH} {_DAY}{_YEAR}", asked.words) or re.fullmatch(
        rf"{_DAY} {_MONTH}{_YEAR}", asked.words
    )
    if not match:
        return None
    day, number, year = int(match["day"]), MONTH_NUMBERS[match["month"]], match["year"]
    found = _exact(year_of(year), number, day) if year else _latest(asked.day, number, day)
    if not found:
        raise _no_such_day(day, number, year)
    how = f"{day} {MONTHS['en'][number - 1]} {found.year}"
    return Reading(found.isoformat(), how if year else f"{how}, the latest on or before {asked.since}")


def plain_year(asked: Asked) -> Reading | None:
    """A year by itself: "in 2019"."""
    if not re.fullmatch(r"\d{4}", asked.words):
        return None
    return Reading(f"{year_of(asked.words):04}", f"some day of the year {asked.words}")


def _latest(day: date, month: int, number: int) -> date | None:
    """The latest such day of such month on or before a day."""
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
