"""Days along a line: where each stands, as a share of the width, and which are named below it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

MOST_MARKS: Final = 6
YEAR: Final = 12
SHORT: Final = 75
"""A line of fewer days has days named below it."""
STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between two marks."""


LAST: Final = date.max - timedelta(2)
"""The last day that is drawn."""


def day_after(day: date) -> date:
    """The end of a day is the beginning of the next."""
    return min(day, LAST) + timedelta(1)


class Mark(NamedTuple):
    """A day named below the line, as exactly as the space between marks wants: `day`, `month` or `year`."""

    x: str
    day: date
    exact: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from `first` to `last`, with some air at both ends."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Where a day stands, from 0 to 100; days outside stand at the edge."""
        span = max(1, (self.last - self.first).days)
        return min(100.0, max(0.0, 1.5 + 97 * (day - self.first).days / span))

    def x(self, day: date) -> str:
        """The same as it stands in a picture."""
        return percent(self.share(day))

    def width(self, first: date, last: date, *, least: float = 0.6) -> str:
        """How wide a stretch of days is; never so narrow that it cannot be seen."""
        return percent(max(least, self.share(last) - self.share(first)))

    def marks(self) -> list[Mark]:
        """Some days to name: beginnings of months or years; days where the line is short."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        if (self.last - self.first).days < SHORT:
            return self._days()
        step = next((step for step in STEPS if months / step < MOST_MARKS), STEPS[-1])
        start = self.first.year * 12 + self.first.month - 1
        start += -start % step
        every = (_month(number) for number in range(start, start + months + step, step))
        exact = "month" if step < YEAR else "year"
        return [Mark(self.x(day), day, exact) for day in every if day and self.first <= day <= self.last]

    def _days(self) -> list[Mark]:
        length = (self.last - self.first).days
        step = -(-(length + 1) // (MOST_MARKS - 1))
        days = (self.first + timedelta(number) for number in range(0, length + 1, step))
        return [Mark(self.x(day), day, "day") for day in days]


def _month(number: int) -> date | None:
    year, month = divmod(number, 12)
    return date(year, month + 1, 1) if date.min.year <= year <= date.max.year else None


def percent(share: float) -> str:
    """A share of the width."""
    return f"{share:.2f}%"
