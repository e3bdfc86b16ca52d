"""What stands in a column, whatever its header says: how many of its cells are days, ages, names, prisons. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from habeas.drafts.cells import DIGITS, is_empty, is_state
from habeas.drafts.meanings import plain
from habeas.formats.table import CellValue, cell_text
from habeas.model.text import fold

MOST: Final = 0.8
MONTHS: Final = frozenset(
    [
        "ene",
        "jan",
        "feb",
        "mar",
        "abr",
        "apr",
        "may",
        "jun",
        "jul",
        "ago",
        "aug",
        "sep",
        "set",
        "oct",
        "nov",
        "dic",
        "dec",
    ]
)
"""How the names of months begin."""
LARGEST_STEP: Final = 2
"""A running number may leave one out."""
FACILITY: Final = re.compile(
    r"\b(carcel|prision|penal|penitenci\w+|reten|comando|comisaria|cuartel|centro|internado|base|sede|destacamento|"
    r"zona \d|reclusorio|prison|jail|police|station|detention|barracks|correctional|camp|colony|penitentiary)\b"
)
IDENTITY: Final = re.compile(r"[VEPvep]?[-. ]?\d{1,3}(?:[. ]?\d{3}){1,3}|[A-Z]{1,3}\d{5,9}")
GENDER_WORDS: Final = frozenset(
    ["m", "f", "h", "masculino", "femenino", "hombre", "mujer", "male", "female", "man", "woman", "varon"]
)
AGES: Final = (10, 105)


@dataclass(frozen=True, slots=True)
class Profile:
    """What stands in a column, as shares of its cells that say anything."""

    filled: int
    dates: float
    numbers: float
    running: bool
    ages: float
    names: float
    facilities: float
    identities: float
    genders: float
    states: float
    distinct: float


def profile_of(cells: Sequence[CellValue]) -> Profile:
    """The shares of a column."""
    told = [(cell, text) for cell in cells if not is_empty(text := cell_text(cell))]
    many = max(1, len(told))
    words = [text for _, text in told]
    numbers = [int(text) for text in words if re.fullmatch(r"\d{1,9}", text)]

    def share(count: int) -> float:
        return count / many

    steps = [after - before for before, after in pairwise(numbers)]
    return Profile(
        filled=len(told),
        dates=share(sum(_is_day(cell, text) for cell, text in told)),
        numbers=share(len(numbers)),
        running=share(len(numbers)) > MOST
        and bool(steps)
        and sum(0 < step <= LARGEST_STEP for step in steps) / len(steps) > MOST,
        ages=share(sum(AGES[0] <= number <= AGES[1] for number in numbers)),
        names=share(sum(_is_name(text) for text in words)),
        facilities=share(sum(bool(FACILITY.search(fold(text))) for text in words)),
        identities=share(sum(bool(IDENTITY.fullmatch(text)) for text in words)),
        genders=share(sum(plain(text) in GENDER_WORDS for text in words)),
        states=share(sum(map(is_state, words))),
        distinct=share(len(set(words))),
    )


def _is_day(cell: CellValue, words: str) -> bool:
    if isinstance(cell, date) or DIGITS.fullmatch(words):
        return True
    return bool(re.search(r"\d", words)) and any(
        word[:3] in MONTHS for word in re.findall(r"[^\W\d_]{3,}", fold(words))
    )


def _is_name(words: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_]['’.\w-]*(?:,? [^\W\d_]['’.\w-]*){1,5}", words)) and (
        words[:1].isupper() and not FACILITY.search(fold(words))
    )
