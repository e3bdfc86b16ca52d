"""Words that need a day to count from: "last week", "over the weekend", "five days before", "fines de 2024".

English and Spanish. The answer keeps the words and says in a sentence how they were read, because every
reading rests on a convention. When the day counted from is itself a range, the answer holds every day the
words may then mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from habeas.dates import counted, named, near
from habeas.dates.asked import Asked, Reading, Rule
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.names import fold
from habeas.dates.order import choice_text
from habeas.dates.parse import Edtf, parse
from habeas.dates.phrases import plain_english
from habeas.dates.syntax import OPEN, Form, read
from habeas.errors import BadDate

RULES: Final[tuple[Rule, ...]] = (
    near.fixed,
    near.weekday,
    near.weekend,
    near.calendar_unit,
    named.part,
    named.month_day,
    named.month,
    named.plain_year,
    counted.past,
    counted.recent,
    counted.offset,
)
KNOWN_FORMS: Final = (
    "today", "yesterday", "tomorrow", "Saturday", "last Saturday", "Monday morning", "over the weekend",
    "last week", "this week", "last month", "past month", "this month", "last year", "this year",
    "recent months", "past 13 years", "in December", "8 January", "Jan 8", "late 2024", "early 2025",
    "mid 2025", "late December", "early December", "five days before", "four months later", "three weeks ago",
    "two years after", "days later", "before", "after", "since", "until",
    "hoy", "ayer", "mañana", "sábado", "el sábado pasado", "el lunes por la mañana", "el fin de semana",
    "la semana pasada", "esta semana", "el mes pasado", "el último mes", "este mes", "el año pasado",
    "este año", "los últimos meses", "los últimos 13 años", "en diciembre", "8 de enero", "finales de 2024",
    "principios de 2025", "mediados de 2025", "finales de diciembre", "cinco días antes",
    "cuatro meses después", "hace tres semanas", "días después", "antes", "después", "desde", "hasta",
)  # fmt: skip
_FOLDED_FORMS: Final = {fold(form): form for form in KNOWN_FORMS}
_LIMITS: Final = {"before": False, "until": False, "after": True, "since": True}
_LONGEST: Final = 80
# Letters, digits and the stops of a sentence; no sign that could change the meaning (-5, 2024?, ~2024).
_SIGNS: Final = r"(?:[\w\s.,'’]|(?<=\w)-(?=\w))*"


@dataclass(frozen=True, slots=True)
class Relative:
    """A date read from words: the date, the words as written, and one sentence telling how they were read."""

    edtf: Edtf
    words: str
    rule: str


def relative(words: str, anchor: Edtf | date, conventions: Conventions = DEFAULTS) -> Relative:
    """Read words from the day they count from; for words that are not known BadDate names the nearest."""
    start = anchor if isinstance(anchor, Edtf) else parse(anchor.isoformat()[:10], conventions)
    if len(words) > _LONGEST or not re.fullmatch(_SIGNS, words):
        raise _unknown(words)
    plain = plain_english(words)
    reading = _limit(plain, start) if plain in _LIMITS else _read(words, plain, start, conventions)
    return Relative(parse(reading.text, conventions), words, f"'{words.strip()}' read as {reading.how}")


def _limit(plain: str, anchor: Edtf) -> Reading:
    """Before, until: a period up to the anchor. After, since: a period from it. The anchor is included.

    For one day before or after something write `[..2026-01-12]` or `[2026-01-12..]`.
    """
    if _LIMITS[plain]:
        text = f"{_edge(anchor, anchor.earliest)}/{OPEN}"
        return Reading(text, f"a period from {anchor.text}, end not stated")
    return Reading(f"{OPEN}/{_edge(anchor, anchor.latest)}", f"a period up to {anchor.text}, beginning not stated")


def _edge(anchor: Edtf, day: date | None) -> str:
    """The anchor as an end of a period: as it was told when it is one date, else the outermost day."""
    if day is None:
        raise _unbounded(anchor)
    shape = read(anchor.text)
    told_alone = shape.form is Form.ONE and not shape.points[0].moment
    return anchor.text if told_alone else day.isoformat()


def _read(words: str, plain: str, anchor: Edtf, conventions: Conventions) -> Reading:
    if anchor.earliest is None or anchor.latest is None:
        raise _unbounded(anchor)
    first = _one_day(words, Asked(plain, anchor.earliest, anchor.text, conventions))
    last = _one_day(words, Asked(plain, anchor.latest, anchor.text, conventions))
    return first if first.text == last.text else _both(first, last)


def _one_day(words: str, asked: Asked) -> Reading:
    for rule in RULES:
        reading = rule(asked)
        if reading:
            return reading
    raise _unknown(words)


def _both(first: Reading, last: Reading) -> Reading:
    """The hull of the readings from the first and from the last day the anchor may mean."""
    if "/" in first.text:
        return Reading(f"{first.text.partition('/')[0]}/{last.text.partition('/')[2]}", _how(first, last))
    earliest, latest = parse(first.text).earliest, parse(last.text).latest
    return Reading(choice_text(earliest, latest), _how(first, last))


def _how(first: Reading, last: Reading) -> str:
    return first.how if first.how == last.how else f"{first.how}, or {last.how}"


def _unbounded(anchor: Edtf) -> BadDate:
    return BadDate(
        why=f"words cannot be counted from {anchor.text!r}, which has an open end",
        next="Give an anchor with a first and a last day.",
    )


def _unknown(words: str) -> BadDate:
    if not any(sign.isalpha() for sign in words):
        return BadDate(why=f"{words[:_LONGEST]!r} is not in words", next="Write a plain date, without 'words'.")
    close = get_close_matches(fold(words[:_LONGEST]), _FOLDED_FORMS, n=3, cutoff=0.4)
    forms = [_FOLDED_FORMS[form] for form in close] or ["last week", "in December", "five days before"]
    shown = ", ".join(f"'{form}'" for form in forms)
    return BadDate(
        why=f"{words[:_LONGEST]!r} is not among the words for dates that are understood",
        next=f"Nearest known: {shown}. Or write the date in digits, such as 2026-01-12.",
    )
