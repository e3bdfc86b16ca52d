"""What a rule is asked and what it answers.

A rule takes words in the small language of phrases.py and ONE day to count from. It answers EDTF text and how
that was read, or None when the words are not its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import MINYEAR, date
from typing import Final

from habeas.dates.conventions import Conventions
from habeas.dates.names import MONTHS, WEEKDAYS
from habeas.errors import BadDate

MONTH_WORD: Final = "|".join(name.lower() for name in MONTHS["en"])
WEEKDAY_WORD: Final = "|".join(name.lower() for name in WEEKDAYS["en"])


@dataclass(frozen=True, slots=True)
class Asked:
    """Words in the small language, the day they count from, and how to name that day in a sentence."""

    words: str
    day: date
    since: str
    conventions: Conventions


@dataclass(frozen=True, slots=True)
class Reading:
    """EDTF text and how it was read: the end of the sentence "'…' read as …"."""

    text: str
    how: str


Rule = Callable[[Asked], Reading | None]


def year_of(text: str) -> int:
    """The year four digits name; BadDate for 0000."""
    if int(text) < MINYEAR:
        raise BadDate(why=f"there is no year {text}", next="Write a year from 0001 to 9999.")
    return int(text)
