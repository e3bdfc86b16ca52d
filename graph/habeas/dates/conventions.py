"""What loose words mean here: "late", "nearly", "recent months", "about".

Conventions are data of the case file (`[conventions]` in case.toml) and are shown beside every result that
rests on them. Changing one changes the calculated bounds and touches no claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from typing import Any, Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from habeas.errors import BadConvention

FirstLast = tuple[int, int]

_WORDS: Final = {"week_starts": ("monday", "sunday", "saturday"), "hemisphere": ("north", "south")}
_DAY: Final = (1, 31)
_MONTH: Final = (1, 12)
_PERCENT: Final = (1, 100)
_NUMBER: Final = (1, 1_000_000)
_LIMITS: Final[Mapping[str, FirstLast]] = {
    "early_month": _DAY,
    "mid_month": _DAY,
    "late_month": _DAY,
    "early_year": _MONTH,
    "mid_year": _MONTH,
    "late_year": _MONTH,
    "recent_months": (1, 1200),
    "recent_weeks": (1, 520),
    "recent_days": (1, 366),
    "recent_years": (1, 100),
    "few_days": (1, 366),
    "few_weeks": (1, 52),
    "few_months": (1, 120),
    "few_years": (1, 100),
    "sighting_days": (0, 36500),
    "approx_units": (0, 100),
    "nearly_percent": _PERCENT,
    "about_percent": (0, 100),
}


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

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Self:
        """These values, and the defaults for the rest; an unknown name or a wrong value is refused."""
        checked: dict[str, Any] = {name: _checked(name, value) for name, value in mapping.items()}
        return cls(**checked)

    def as_mapping(self) -> dict[str, object]:
        """Name -> value, pairs as lists: what JSON and TOML can hold; `from_mapping` reads it back."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


DEFAULTS: Final = Conventions()
_DEFAULT_VALUES: Final[Mapping[str, object]] = {field.name: field.default for field in fields(Conventions)}


def _checked(name: str, value: object) -> object:
    """The value in the form we keep. Raises BadConvention."""
    if name not in _DEFAULT_VALUES:
        raise _unknown(name)
    default = _DEFAULT_VALUES[name]
    if isinstance(default, tuple):
        return _pair(name, value)
    if isinstance(default, int):
        return _whole(name, value)
    return _word(name, value)


def _unknown(name: str) -> BadConvention:
    near = get_close_matches(name, _DEFAULT_VALUES, n=1, cutoff=0.5)
    known = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(_DEFAULT_VALUES)}."
    return BadConvention(why=f"there is no convention called {name!r}", next=known)


def _word(name: str, value: object) -> str:
    """One of the words that are allowed; for a time zone, one that this machine knows."""
    text = value.strip() if isinstance(value, str) else ""
    if name == "time_zone":
        if not text or is_time_zone(text):
            return text
        raise _wrong(name, value, "a time zone such as America/Caracas")
    if text.lower() in _WORDS[name]:
        return text.lower()
    raise _wrong(name, value, f"one of {', '.join(_WORDS[name])}")


def is_time_zone(name: str) -> bool:
    """True for a name of the time zone database, such as America/Caracas."""
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _whole(name: str, value: object) -> int:
    low, high = _LIMITS.get(name, _NUMBER)
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    raise _wrong(name, value, f"a whole number from {low} to {high}")


def _pair(name: str, value: object) -> FirstLast:
    low, high = _LIMITS[name]
    if isinstance(value, list | tuple) and [type(item) for item in value] == [int, int]:
        first, last = value
        if low <= first <= last <= high:
            return first, last
    raise _wrong(name, value, f"two whole numbers from {low} to {high}, the smaller first")


def _wrong(name: str, value: object, wanted: str) -> BadConvention:
    default = _DEFAULT_VALUES[name]
    shown = list(default) if isinstance(default, tuple) else default
    return BadConvention(why=f"{name} cannot be {value!r}", next=f"Give {wanted}; without it the value is {shown}.")
