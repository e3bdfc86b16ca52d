"""What loose words mean here: "late", "nearly", "recent months", "about".

Conventions are data of the case file (`[conventions]` in case.toml) and are shown beside every result that
rests on them. Changing one changes the calculated bounds and touches no claim.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

FirstLast = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """One value for each loose word. Pairs are first and last, both included; percentages are whole."""

    early_month: FirstLast = (1, 10)
    mid_month: FirstLast = (11, 20)
    late_month: FirstLast = (20, 31)
    early_year: FirstLast = (1, 3)
    mid_year: FirstLast = (4, 9)
    late_year: FirstLast = (10, 12)
    week_starts: str = "monday"
    recent_days: int = 10
    recent_weeks: int = 6
    recent_months: int = 6
    recent_years: int = 5
    few_days: FirstLast = (1, 10)
    few_weeks: FirstLast = (2, 8)
    few_months: FirstLast = (2, 11)
    few_years: FirstLast = (2, 9)
    hemisphere: str = "north"
    easter: str = "western"
    time_zone: str = ""
    sighting_days: int = 30
    approx_units: int = 1
    nearly_percent: int = 90
    about_percent: int = 10
    some: int = 1
    several: int = 3
    tens: int = 20
    dozens: int = 24
    hundreds: int = 200
    thousands: int = 2000

    def as_mapping(self) -> dict[str, object]:
        """Name -> value, pairs as lists: what JSON and TOML can hold; `read_conventions` reads it back."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


DEFAULTS: Final = Conventions()
