"""The calendar: steps from one day to another, and spans of days as text.

Years 0001 to 9999, the Gregorian calendar throughout. A step beyond raises BadDate.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from habeas.errors import BadDate

OPEN: Final = ".."
"""An open end, in EDTF."""
Bounds = tuple[date | None, date | None]
"""A first and a last day; None is no limit."""
NOWHERE: Final[Bounds] = (None, None)
"""No limit on either side: nothing is told."""
MONTHS_A_YEAR: Final = 12
DAYS_A_WEEK: Final = 7


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def days_on(day: date, count: int) -> date:
    """The day that many days later, or earlier when the count is negative."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        raise _beyond(day) from None


def months_on(day: date, count: int) -> date:
    """The same day that many months later, or the last day of a shorter month (31 January, then 28 February)."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + count, MONTHS_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        raise _beyond(day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _beyond(day: date) -> BadDate:
    return BadDate(
        why=f"counted from {day.isoformat()} this leaves the years 0001 to 9999",
        next="Check the number, or write the date itself.",
    )


def year_of(text: str) -> int:
    """The year that four digits name. Raises BadDate for 0000."""
    if int(text) < MINYEAR:
        raise BadDate(why=f"there is no year {text}", next="Write a year from 0001 to 9999.")
    return int(text)


# -- spans of days as EDTF text


def span_text(earliest: date | None, latest: date | None) -> str:
    """EDTF text of the whole span: `2024-11-01/2026-01-11`, `../2026-01-11`, or the day when both are one."""
    if earliest and earliest == latest:
        return earliest.isoformat()
    return f"{earliest.isoformat() if earliest else OPEN}/{latest.isoformat() if latest else OPEN}"


def choice_text(earliest: date | None, latest: date | None) -> str:
    """EDTF text of ONE day in the span, in whole years or months where they fit: `[2024-10..2024-12]`."""
    if earliest is None and latest is None:
        raise BadDate(why="a day without any limit cannot be written", next="Leave the date out.")
    first, last = _in_units(earliest, latest)
    return first if first == last else f"[{first}{OPEN}{last}]"


def _in_units(earliest: date | None, latest: date | None) -> tuple[str, str]:
    """Both ends as text, cut to months or years when the span is made of whole ones."""
    size = 10
    if earliest and latest and earliest.day == 1 and latest == month_end(latest.year, latest.month):
        size = 4 if (earliest.month, latest.month) == (1, 12) else 7
    return (earliest.isoformat()[:size] if earliest else ""), (latest.isoformat()[:size] if latest else "")
