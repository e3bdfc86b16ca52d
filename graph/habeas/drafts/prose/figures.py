"""How many a text tells of: "more than 800 political prisoners", "unas 60 personas", read by habeas.dates.numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.number_words import NUMBERS
from habeas.dates.numbers import number_bounds
from habeas.drafts.prose.lexicon import Lexicon, lexicon_for
from habeas.drafts.prose.masks import plain_text
from habeas.errors import BadClaim

_HEDGES: Final = (
    "at least|no fewer than|no less than|more than|over|up to|at most|no more than|fewer than|less than|nearly|almost|"
    "close to|about|around|some|roughly|approximately|just|only|exactly|al menos|por lo menos|como minimo|mas de|hasta|"
    "a lo sumo|como maximo|menos de|"
    "casi|unos|unas|cerca de|alrededor de|aproximadamente|solo|exactamente"
)
_LOOSE: Final = "dozens|hundreds|thousands|several|decenas|docenas|cientos|centenares|miles|varios|varias"
_ONE: Final = r"\d{1,3}(?:[.,]\d{3})+|\d{1,6}"
_ADJECTIVES: Final = (
    r"(?:\s+(?:of|de|of the|other|more|otros|otras|men and|hombres y|new|nuevos|young|jovenes|american|[a-z]+an))?"
)


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure in a text: its place, the words of the number and of whom it counts, the least and the greatest."""

    start: int
    end: int
    words: str
    of: str
    lower: int | None
    upper: int | None


@lru_cache(maxsize=4)
def _pattern(language: str) -> re.Pattern[str]:
    words = "|".join(sorted(NUMBERS, key=len, reverse=True))
    one = rf"(?:{_ONE}|{words})"
    amount = (
        rf"(?:between|entre)\s+{one}\s+(?:and|y)\s+{one}|{one}\s+(?:to|a)\s+{one}|(?:(?:{_HEDGES})\s+)?{one}|{_LOOSE}"
    )
    people = lexicon_for(language).patterns["people"]
    return re.compile(rf"(?<![\w.,])(?P<number>{amount}){_ADJECTIVES}\s+(?P<of>{people})\b")


def figures_in(text: str, words: Lexicon, conventions: Conventions = DEFAULTS) -> list[FigureMention]:
    """The figures of a sentence that count people, in order."""
    found: list[FigureMention] = []
    for match in _pattern(words.language).finditer(plain_text(text)):
        start, end = match.span("number")
        try:
            lower, upper = number_bounds(text[start:end].lower(), conventions)
        except BadClaim:
            continue
        found.append(FigureMention(start, match.end(), text[start:end], text[slice(*match.span("of"))], lower, upper))
    return found
