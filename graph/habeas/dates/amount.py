"""Two weeks, a year and a half: a number of units of time, and how near a day is that lies so many of them away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from habeas.dates.calendar import DAYS_A_WEEK, MONTHS_A_YEAR, days_on, months_on

DAYS: Final = {"day": 1, "week": DAYS_A_WEEK, "fortnight": 2 * DAYS_A_WEEK}
MONTHS: Final = {"month": 1, "year": MONTHS_A_YEAR, "decade": 10 * MONTHS_A_YEAR}
_SOON: Final = 2
"""Days by which "a week ago" may fall short of a week."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of units, and how near a day is that lies so many of them away."""

    count: float
    unit: str

    def __str__(self) -> str:
        number = f"{self.count:g}"
        return f"{number} {self.unit}" if self.count == 1 else f"{number} {self.unit}s"

    def away(self, day: date, sign: int) -> date:
        """The day that lies exactly so many units later (+1) or earlier (-1), a half of one rounded to days."""
        whole, half = int(self.count), self.count % 1
        if self.unit in MONTHS:
            months = self.count * MONTHS[self.unit]
            return days_on(months_on(day, sign * int(months)), sign * (15 if months % 1 else 0))
        if self.unit in DAYS:
            return days_on(day, sign * (whole * DAYS[self.unit] + int(half * DAYS[self.unit] + 0.5)))
        return days_on(day, sign * int(self.count // (24 if self.unit == "hour" else 1440)))

    def reach(self, day: date, sign: int) -> tuple[date, date]:
        """The nearest and the farthest day that may be meant by so many units."""
        exact = self.away(day, sign)
        if self.unit == "day":
            return exact, exact
        if self.unit in ("hour", "minute"):
            return exact, (days_on(exact, sign) if self.count % 24 or self.unit == "minute" else exact)
        if self.unit in DAYS:
            short = _SOON if self.count >= 1 else 1
            size = DAYS_A_WEEK if self.count % 1 == 0 else 4
            return days_on(exact, -sign * short), days_on(exact, sign * (size - 1))
        step = MONTHS[self.unit] if self.count % 1 == 0 else max(1, MONTHS[self.unit] // 4)
        if self.unit == "month" and self.count % 1:
            exact = days_on(exact, -sign * 10)
        slack = 0 if self.unit == "month" else max(1, MONTHS[self.unit] // MONTHS_A_YEAR)
        near = months_on(exact, -sign * slack)
        far = days_on(months_on(day, sign * (int(self.count * MONTHS[self.unit]) + step)), -sign)
        return near, far
