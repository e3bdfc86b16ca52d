"""Words for numbers, read into the least and the greatest they allow: "at least 80", "nearly 200", "dozens"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.lexicon import fold
from habeas.dates.number_words import NUMBERS
from habeas.errors import BadClaim, phrase

NumberBounds = tuple[int | None, int | None]

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
    if part in NUMBERS:
        return NUMBERS[part]
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
        why=phrase("%(words)r is not among the words for numbers that are understood", words=words[:80]),
        next=phrase("Write %(examples)s, or give 'lower' and 'upper' yourself.", examples=_EXAMPLES),
    )
