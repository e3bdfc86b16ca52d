"""Steps on the calendar: so many days or months on or back, and the last day of a month.

Years 0001 to 9999, the Gregorian calendar throughout. A step beyond raises BadDate.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from habeas.errors import BadDate

MONTHS_A_YEAR: Final = 12
DAYS_A_WEEK: Final = 7


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def days_on(day: date, count: int) -> date:
    """The day so many days later; earlier when the count is negative."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        raise _beyond(day) from None


def months_on(day: date, count: int) -> date:
    """The same day so many months later, or the month's last day when it is shorter (31 to 28 February)."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + count, MONTHS_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        raise _beyond(day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _beyond(day: date) -> BadDate:
    return BadDate(
        why=f"counted from {day.isoformat()} this leaves the years 0001 to 9999",
        next="Check the number, or write the date itself.",
    )
