"""Rules that count units of time from a day: past 13 years, recent months, five days before, four months later."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from habeas.dates.calendar import DAYS_A_WEEK, MONTHS_A_YEAR, choice_text, days_on, month_end, months_on
from habeas.dates.rules import Reading, RuleInput

_COUNTED: Final = r"(?:(\d{1,4}) )?(day|week|month|year)(s?)"
_DAYS: Final = {"day": 1, "week": DAYS_A_WEEK}
_MONTHS: Final = {"month": 1, "year": MONTHS_A_YEAR}
_WRITTEN_DIGITS: Final = {"month": 7, "year": 4}


def past(given: RuleInput) -> Reading | None:
    """A period up to the day. "Past month" begins on a day; "past 13 years" on some day of a year."""
    match = re.fullmatch(rf"past {_COUNTED}", given.words)
    if not match or (match.group(3) and not match.group(1)):
        return None
    count, unit = int(match.group(1) or 1), match.group(2)
    first = _back(given.day, count, unit).isoformat()
    if count > 1:
        first = first[: _WRITTEN_DIGITS.get(unit)]
    return _up_to_now(given, first, count, unit)


def recent(given: RuleInput) -> Reading | None:
    """Recent months: a period that begins a number of months ago, by convention."""
    if given.words != "recent months":
        return None
    count = given.conventions.recent_months
    first = months_on(given.day, -count).isoformat()[:7]
    return _up_to_now(given, first, count, "month")


def offset(given: RuleInput) -> Reading | None:
    """A number of units later or earlier: that many have passed, and one more has not. Months and years give months.

    So days are exact, and "four months later" than some day of 2024 is some day from May 2024 to May 2025.
    """
    match = re.fullmatch(rf"{_COUNTED} (later|before|ago)", given.words)
    if not match:
        return None
    number, unit, plural, side = match.groups()
    later = side == "later"
    if plural and not number:
        return _few_days(given, later=later) if unit == "day" else None
    count = int(number or 1)
    text = choice_text(*_reach(given.day, count, unit, later=later))
    whole = "" if unit == "day" else f" and not yet {count + 1}"
    return Reading(text, f"{_amount(count, unit)}{whole} {'after' if later else 'before'} {given.since}")


def _up_to_now(given: RuleInput, first: str, count: int, unit: str) -> Reading:
    how = f"a period from {first}, {_amount(count, unit)} before {given.since}, to {given.since}"
    return Reading(f"{first}/{given.day.isoformat()}", how)


def _few_days(given: RuleInput, *, later: bool) -> Reading:
    """Days without a number, by convention."""
    low, high = given.conventions.few_days
    near, far = (low, high) if later else (-high, -low)
    text = choice_text(days_on(given.day, near), days_on(given.day, far))
    return Reading(text, f"{low} to {high} days {'after' if later else 'before'} {given.since}")


def _reach(day: date, count: int, unit: str, *, later: bool) -> tuple[date, date]:
    """The first and last day that lie `count` whole units away, and not one more."""
    if unit in _DAYS:
        near, far = count * _DAYS[unit], (count + 1) * _DAYS[unit] - 1
        return (days_on(day, near), days_on(day, far)) if later else (days_on(day, -far), days_on(day, -near))
    near, far = count * _MONTHS[unit], (count + 1) * _MONTHS[unit]
    if later:
        first, last = months_on(day, near), days_on(months_on(day, far), -1)
    else:
        first, last = days_on(months_on(day, -far), 1), months_on(day, -near)
    return first.replace(day=1), month_end(last.year, last.month)


def _back(day: date, count: int, unit: str) -> date:
    if unit in _DAYS:
        return days_on(day, -count * _DAYS[unit])
    return months_on(day, -count * _MONTHS[unit])


def _amount(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
