"""What loose words mean here ("late", "nearly", "recent months", "about"), and words for numbers read by them.

Conventions are data of the case file (`[conventions]` in case.toml) and are shown beside every result that
rests on them. Changing one changes the calculated bounds and touches no claim.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from typing import Any, Final, Self

from habeas.dates.calendar import MONTHS, SMALL_NUMBERS, fold
from habeas.errors import BadClaim, BadConvention

Pair = tuple[int, int]
NumberBounds = tuple[int | None, int | None]

_WEEK_STARTS: Final = ("monday", "sunday", "saturday")
_DAY: Final = (1, 31)
_MONTH: Final = (1, 12)
_PERCENT: Final = (1, 100)
_NUMBER: Final = (1, 1_000_000)
_LIMITS: Final[Mapping[str, Pair]] = {
    "early_month": _DAY,
    "mid_month": _DAY,
    "late_month": _DAY,
    "early_year": _MONTH,
    "mid_year": _MONTH,
    "late_year": _MONTH,
    "recent_months": (1, 1200),
    "few_days": (1, 366),
    "approx_units": (0, 100),
    "nearly_percent": _PERCENT,
    "about_percent": (0, 100),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """One value for each loose word. Pairs are first and last, both included; percentages are whole."""

    early_month: Pair = (1, 10)
    mid_month: Pair = (11, 20)
    late_month: Pair = (20, 31)
    early_year: Pair = (1, 3)
    mid_year: Pair = (4, 9)
    late_year: Pair = (10, 12)
    week_starts: str = "monday"
    recent_months: int = 6
    few_days: Pair = (1, 10)
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

    def describe(self) -> tuple[tuple[str, str], ...]:
        """The name of each convention with a sentence that explains it, to show beside results."""
        named = {part: _months(getattr(self, f"{part}_year")) for part in ("early", "mid", "late")}
        named["week"] = self.week_starts.title()
        return tuple((name, sentence.format(self, **named)) for name, sentence in _SENTENCES.items())


_SENTENCES: Final[Mapping[str, str]] = {
    "early_month": "'Early' in a month is day {0.early_month[0]} to day {0.early_month[1]}.",
    "mid_month": "'Mid' in a month is day {0.mid_month[0]} to day {0.mid_month[1]}.",
    "late_month": "'Late' in a month is day {0.late_month[0]} to day {0.late_month[1]}, or to its last day.",
    "early_year": "'Early' in a year is {early}.",
    "mid_year": "'Mid' in a year is {mid}.",
    "late_year": "'Late' in a year is {late}.",
    "week_starts": "A week begins on {week}; 'last week' is the whole week before.",
    "recent_months": "'Recent months' begin {0.recent_months} months back.",
    "few_days": "'Days later' without a number is {0.few_days[0]} to {0.few_days[1]} days.",
    "approx_units": "'~' reaches {0.approx_units} further on each side: a day, month or year, as written.",
    "nearly_percent": "'Nearly N' is at least {0.nearly_percent} % of N and less than N.",
    "about_percent": "'About N' is N give or take {0.about_percent} %.",
    "some": "'Some' is at least {0.some}.",
    "several": "'Several' is at least {0.several}.",
    "tens": "'Tens' is at least {0.tens}.",
    "dozens": "'Dozens' is at least {0.dozens}.",
    "hundreds": "'Hundreds' is at least {0.hundreds}.",
    "thousands": "'Thousands' is at least {0.thousands}.",
}

DEFAULTS: Final = Conventions()
_DEFAULT_VALUES: Final[Mapping[str, object]] = {field.name: field.default for field in fields(Conventions)}


def _months(pair: Pair) -> str:
    return f"{MONTHS['en'][pair[0] - 1]} to {MONTHS['en'][pair[1] - 1]}"


def _checked(name: str, value: object) -> object:
    """The value in the form we keep. Raises BadConvention."""
    if name not in _DEFAULT_VALUES:
        raise _unknown(name)
    default = _DEFAULT_VALUES[name]
    if isinstance(default, tuple):
        return _pair(name, value)
    if isinstance(default, int):
        return _whole(name, value)
    return _week_start(name, value)


def _unknown(name: str) -> BadConvention:
    near = get_close_matches(name, _DEFAULT_VALUES, n=1, cutoff=0.5)
    known = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(_DEFAULT_VALUES)}."
    return BadConvention(why=f"there is no convention called {name!r}", next=known)


def _week_start(name: str, value: object) -> str:
    if isinstance(value, str) and value.strip().lower() in _WEEK_STARTS:
        return value.strip().lower()
    raise _wrong(name, value, f"one of {', '.join(_WEEK_STARTS)}")


def _whole(name: str, value: object) -> int:
    low, high = _LIMITS.get(name, _NUMBER)
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    raise _wrong(name, value, f"a whole number from {low} to {high}")


def _pair(name: str, value: object) -> Pair:
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


# -- words for numbers

_LONGEST: Final = 80
_ONE_NUMBER: Final = r"(\d{1,15}|[a-z]+)"  # fifteen digits fit every engine's integer
_GROUPED: Final = r"(?<![\d.,])\d{1,3}([.,\u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?!\d|[.,]\d)"
_ABOUT: Final = "about|around|some|roughly|approximately|circa|unos|unas|cerca de|alrededor de|aproximadamente"
_LOOSE: Final = {
    "some": "some",
    "algunos": "some",
    "algunas": "some",
    "unos": "some",
    "unas": "some",
    "several": "several",
    "varios": "several",
    "varias": "several",
    "tens": "tens",
    "decenas": "tens",
    "dozens": "dozens",
    "docenas": "dozens",
    "hundreds": "hundreds",
    "cientos": "hundreds",
    "centenares": "hundreds",
    "thousands": "thousands",
    "miles": "thousands",
    "millares": "thousands",
}
_EXAMPLES: Final = "41, 'at least 80', 'more than 800', '800 to 900', 'nearly 200', 'about 50', 'dozens', 'several'"


def number_bounds(words: str, conventions: Conventions = DEFAULTS) -> NumberBounds:
    """The least and the greatest number the words allow ("at least 80", "nearly 200", "dozens", "entre 800 y 900").

    None above means open. Rounded outward, so that bounds are never narrower than the words. Raises BadClaim for words
    that are not known.
    """
    joined = _joined(words)
    if len(words) > _LONGEST or not re.fullmatch(r"[\w\s.,'’]*", joined):
        raise _unknown_words(words)  # a sign such as %, + or ~ would change the number, so none is skipped
    folded = fold(joined)
    if folded in _LOOSE:
        return getattr(conventions, _LOOSE[folded]), None
    for pattern, bounds in _PATTERNS:
        match = re.fullmatch(pattern, folded)
        if match:
            numbers = [_value(part, words) for part in match.groups()]
            return bounds(numbers, conventions)
    raise _unknown_words(words)


def _joined(words: str) -> str:
    """Printed numbers simplified: 1,200 or 1.200 is 1200; a dash between digits is "to"."""
    joined = re.sub(_GROUPED, lambda match: re.sub(r"\D", "", match.group()), words)
    return re.sub(r"(?<=\d)\s*[-–—]\s*(?=\d)", " to ", joined)


def _value(part: str, words: str) -> int:
    if part.isascii() and part.isdigit():
        return int(part)
    if part in SMALL_NUMBERS:
        return SMALL_NUMBERS[part]
    raise _unknown_words(words)


def _exactly(numbers: list[int], _: Conventions) -> NumberBounds:
    return numbers[0], numbers[0]


def _at_least(numbers: list[int], _: Conventions) -> NumberBounds:
    return numbers[0], None


def _more(numbers: list[int], _: Conventions) -> NumberBounds:
    return numbers[0] + 1, None


def _at_most(numbers: list[int], _: Conventions) -> NumberBounds:
    return 0, numbers[0]


def _fewer(numbers: list[int], _: Conventions) -> NumberBounds:
    return _ascending(0, numbers[0] - 1)


def _between(numbers: list[int], _: Conventions) -> NumberBounds:
    return _ascending(numbers[0], numbers[1])


def _nearly(numbers: list[int], conventions: Conventions) -> NumberBounds:
    number = numbers[0]
    return _ascending(min(number * conventions.nearly_percent // 100, number - 1), number - 1)


def _about(numbers: list[int], conventions: Conventions) -> NumberBounds:
    number, percent = numbers[0], conventions.about_percent
    return number * (100 - percent) // 100, -(-number * (100 + percent) // 100)


def _ascending(low: int, high: int) -> NumberBounds:
    if 0 <= low <= high:
        return low, high
    raise BadClaim(why="no number fits: the greatest would be below the least", next="Write the smaller number first.")


_PATTERNS: Final[tuple[tuple[str, Callable[[list[int], Conventions], NumberBounds]], ...]] = (
    (rf"(?:just |only |exactly |solo |exactamente )?{_ONE_NUMBER}", _exactly),
    (
        rf"(?:at least|no fewer than|no less than|al menos|por lo menos|como minimo|minimo) {_ONE_NUMBER}",
        _at_least,
    ),
    (rf"(?:more than|over|above|mas de) {_ONE_NUMBER}", _more),
    (rf"(?:at most|up to|no more than|a lo sumo|como maximo|hasta) {_ONE_NUMBER}", _at_most),
    (rf"(?:fewer than|less than|under|below|menos de) {_ONE_NUMBER}", _fewer),
    (rf"(?:between |from |entre |de )?{_ONE_NUMBER} (?:to|and|a|y) {_ONE_NUMBER}", _between),
    (rf"(?:nearly|almost|close to|casi) {_ONE_NUMBER}", _nearly),
    (rf"(?:{_ABOUT}) {_ONE_NUMBER}", _about),
)


def _unknown_words(words: str) -> BadClaim:
    return BadClaim(
        why=f"{words[:80]!r} is not among the words for numbers that are understood",
        next=f"Write {_EXAMPLES}, or give 'lower' and 'upper' yourself.",
    )
