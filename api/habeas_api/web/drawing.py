"""Numbers of several keepers as ranges on one scale, and days along a line; places are shares of the width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

MOST_MARKS: Final = 6


YEAR: Final = 12


SHORT: Final = 75
"""A line of fewer days has days named below it."""


STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between two marks."""


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


OPEN_TAIL: Final = 1.18
"""A number with no upper limit goes on so far past the greatest of its group."""
LEFT, RIGHT = 1.0, 98.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One number: what it says, and its range as drawn. `point` where it is one number.

    `open_end` where it has no upper limit.
    """

    row: Mapping[str, Any]
    x: str
    width: str
    point: bool
    open_end: bool
    numbered: bool


@dataclass(frozen=True, slots=True)
class RangeGroup:
    """Numbers of one thing and one kind."""

    thing: str
    kind: str
    most: int
    rows: tuple[Drawn, ...]


def groups_of(rows: Iterable[Mapping[str, Any]]) -> list[RangeGroup]:
    """Every number, drawn with those of its thing and kind; the largest group first."""
    together: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        together.setdefault((row["thing"], row["kind"]), []).append(row)
    found = [_group(thing, kind, members) for (thing, kind), members in together.items()]
    return sorted(found, key=lambda group: (-len(group.rows), group.thing, group.kind))


def _group(thing: str, kind: str, members: list[Mapping[str, Any]]) -> RangeGroup:
    told = [value for row in members for value in (row["lower"], row["upper"]) if value is not None]
    most = max(told, default=1)
    has_open = any(row["lower"] is not None and row["upper"] is None for row in members)
    top = max(1.0, most * (OPEN_TAIL if has_open else 1.0))
    return RangeGroup(thing, kind, most, tuple(_drawn(row, top) for row in members))


def _drawn(row: Mapping[str, Any], top: float) -> Drawn:
    lower, upper = row["lower"], row["upper"]
    if lower is None and upper is None:
        return Drawn(row, "0%", "0%", point=False, open_end=False, numbered=False)
    first = LEFT + (RIGHT - LEFT) * (lower or 0) / top
    last = RIGHT if upper is None else LEFT + (RIGHT - LEFT) * upper / top
    return Drawn(row, percent(first), percent(max(0.8, last - first)), lower == upper, upper is None, numbered=True)
