"""Rules for days, weeks, months and years close by: yesterday, Saturday, the weekend, last week."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from habeas.dates.asked import WEEKDAY_WORD, Asked, Reading
from habeas.dates.names import WEEKDAY_NUMBERS, WEEKDAYS
from habeas.dates.order import choice_text
from habeas.dates.steps import DAYS_A_WEEK, MONTHS_A_YEAR, days_on, month_end, months_on

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
_SHIFTS: Final = {"last": -1, "this": 0, "next": 1}
_PLACES: Final = {"last": "before", "this": "around", "next": "after"}


def fixed(asked: Asked) -> Reading | None:
    """Today, yesterday, tomorrow, last night."""
    if asked.words not in _FIXED:
        return None
    first, last, how = _FIXED[asked.words]
    text = choice_text(days_on(asked.day, first), days_on(asked.day, last))
    return Reading(text, how.format(asked.since))


def weekday(asked: Asked) -> Reading | None:
    """The nearest such day on or before the day; with "last" strictly before, with "next" strictly after."""
    match = re.fullmatch(rf"(?:(last|next|early|late) )?({WEEKDAY_WORD})", asked.words)
    if not match:
        return None
    which, name = match.groups()
    back = (asked.day.weekday() - WEEKDAY_NUMBERS[name]) % DAYS_A_WEEK
    steps, place = {
        "next": (DAYS_A_WEEK - back, "after"),
        "last": (-(back or DAYS_A_WEEK), "before"),
    }.get(which, (-back, "on or before"))
    return Reading(days_on(asked.day, steps).isoformat(), f"the {name.title()} {place} {asked.since}")


def weekend(asked: Asked) -> Reading | None:
    """One day of the weekend begun on or before the day; "last weekend" is already over by then."""
    if asked.words not in ("weekend", "last weekend", "past weekend"):
        return None
    back = (asked.day.weekday() - _SATURDAY) % DAYS_A_WEEK
    over = asked.words == "last weekend"
    saturday = days_on(asked.day, -back - (DAYS_A_WEEK if over and back <= 1 else 0))
    how = f"Saturday or Sunday of the weekend {'over before' if over else 'begun on or before'} {asked.since}"
    return Reading(choice_text(saturday, days_on(saturday, 1)), how)


def calendar_unit(asked: Asked) -> Reading | None:
    """Last, this or next week, month or year: whole ones of the calendar."""
    match = re.fullmatch(r"(last|this|next) (week|month|year)", asked.words)
    if not match:
        return None
    which, unit = match.groups()
    if unit == "week":
        return _week(asked, which)
    first, last = unit_around(asked.day, which, unit)
    return Reading(choice_text(first, last), f"the calendar {unit} {_PLACES[which]} that of {asked.since}")


def _week(asked: Asked, which: str) -> Reading:
    starts = _WEEK_STARTS[asked.conventions.week_starts]
    back = (asked.day.weekday() - starts) % DAYS_A_WEEK
    first = days_on(asked.day, DAYS_A_WEEK * _SHIFTS[which] - back)
    names = f"{WEEKDAYS['en'][starts]} to {WEEKDAYS['en'][starts - 1]}"
    return Reading(choice_text(first, days_on(first, DAYS_A_WEEK - 1)), f"{names} {_PLACES[which]} {asked.since}")


def unit_around(day: date, which: str, unit: str) -> tuple[date, date]:
    """First and last day of the month or year before ("last"), around ("this") or after ("next") a day."""
    if unit == "month":
        month = months_on(day.replace(day=1), _SHIFTS[which])
        return month, month_end(month.year, month.month)
    first = months_on(day.replace(month=1, day=1), MONTHS_A_YEAR * _SHIFTS[which])
    return first, month_end(first.year, MONTHS_A_YEAR)
