"""Words that need a day to count from: "last week", "over the weekend", "five days before", "fines de 2024".

English and Spanish words are first turned into one small language, so that each rule is written once: "la semana
pasada" and "last week" both become `last week`, "hace cinco días" becomes `5 days ago`. The answer keeps the words and
says in a sentence how they were read, because every reading rests on a convention. When the day counted from is itself
a range, the answer holds every day the words may then mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from habeas.dates import offsets, rules
from habeas.dates.calendar import (
    MONTH_NUMBERS,
    MONTHS,
    SMALL_NUMBERS,
    WEEKDAY_NUMBERS,
    WEEKDAYS,
    choice_text,
    fold,
)
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import Edtf, parse
from habeas.dates.rules import DateRule, Reading, RuleInput
from habeas.dates.syntax import OPEN, Form, read
from habeas.errors import BadDate

RULES: Final[tuple[DateRule, ...]] = (
    rules.fixed,
    rules.weekday,
    rules.weekend,
    rules.calendar_unit,
    rules.part,
    rules.month_day,
    rules.month,
    rules.plain_year,
    offsets.past,
    offsets.recent,
    offsets.offset,
)
KNOWN_FORMS: Final = (
    "today",
    "yesterday",
    "tomorrow",
    "Saturday",
    "last Saturday",
    "Monday morning",
    "over the weekend",
    "last week",
    "this week",
    "last month",
    "past month",
    "this month",
    "last year",
    "this year",
    "recent months",
    "past 13 years",
    "in December",
    "8 January",
    "Jan 8",
    "late 2024",
    "early 2025",
    "mid 2025",
    "late December",
    "early December",
    "five days before",
    "four months later",
    "three weeks ago",
    "two years after",
    "days later",
    "before",
    "after",
    "since",
    "until",
    "hoy",
    "ayer",
    "mañana",
    "sábado",
    "el sábado pasado",
    "el lunes por la mañana",
    "el fin de semana",
    "la semana pasada",
    "esta semana",
    "el mes pasado",
    "el último mes",
    "este mes",
    "el año pasado",
    "este año",
    "los últimos meses",
    "los últimos 13 años",
    "en diciembre",
    "8 de enero",
    "finales de 2024",
    "principios de 2025",
    "mediados de 2025",
    "finales de diciembre",
    "cinco días antes",
    "cuatro meses después",
    "hace tres semanas",
    "días después",
    "antes",
    "después",
    "desde",
    "hasta",
)
_FOLDED_FORMS: Final = {fold(form): form for form in KNOWN_FORMS}
_LIMITS: Final = {"before": False, "until": False, "after": True, "since": True}
_LONGEST: Final = 80
# Letters, digits and the stops of a sentence; no sign that could change the meaning (-5, 2024?, ~2024).
_SIGNS: Final = r"(?:[\w\s.,'’]|(?<=\w)-(?=\w))*"


@dataclass(frozen=True, slots=True)
class Relative:
    """A date read from words: the date, the words as written, and a sentence on how they were read."""

    edtf: Edtf
    words: str
    rule: str


def relative(words: str, anchor: Edtf | date, conventions: Conventions = DEFAULTS) -> Relative:
    """Read words, counted from a day. Raises BadDate for unknown words, with the nearest known ones."""
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
    """The anchor as an end of a period: as it was given when it is one date, otherwise its outermost day."""
    if day is None:
        raise _unbounded(anchor)
    shape = read(anchor.text)
    told_alone = shape.form is Form.ONE and not shape.points[0].moment
    return anchor.text if told_alone else day.isoformat()


def _read(words: str, plain: str, anchor: Edtf, conventions: Conventions) -> Reading:
    if anchor.earliest is None or anchor.latest is None:
        raise _unbounded(anchor)
    first = _one_day(words, RuleInput(plain, anchor.earliest, anchor.text, conventions))
    last = _one_day(words, RuleInput(plain, anchor.latest, anchor.text, conventions))
    return first if first.text == last.text else _both(first, last)


def _one_day(words: str, given: RuleInput) -> Reading:
    for rule in RULES:
        reading = rule(given)
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


# -- one small language for the words of both

_SMALL: Final = frozenset(
    ("the", "of", "on", "in", "over", "during", "de", "del", "el", "la", "los", "las", "en", "al", "durante")
)
_WORDS: Final = {
    "dia": "day",
    "dias": "days",
    "semana": "week",
    "semanas": "weeks",
    "mes": "month",
    "meses": "months",
    "ano": "year",
    "anos": "years",
    "hoy": "today",
    "ahora": "today",
    "now": "today",
    "tonight": "today",
    "ayer": "yesterday",
    "anteayer": "day before yesterday",
    "antier": "day before yesterday",
    "anoche": "last night",
    "antes": "before",
    "earlier": "before",
    "despues": "later",
    "desde": "since",
    "hasta": "until",
    "till": "until",
    "principios": "early",
    "comienzos": "early",
    "inicios": "early",
    "mediados": "mid",
    "middle": "mid",
    "finales": "late",
    "fines": "late",
}
_Phrases = tuple[tuple[str, str], ...]
# Whole phrases whose words would mean something else one by one: "mañana" is tomorrow, and also morning.
_BEFORE: Final[_Phrases] = (
    (r"^pasado manana$", "day after tomorrow"),
    (r"^manana$", "tomorrow"),
    (r"^antes de ayer$", "anteayer"),
    (r"^(?:est[ae] (?:manana|tarde|noche)|this (?:morning|afternoon|evening))$", "today"),
    (r"\bmas tarde$", "despues"),
    (r"\bfrom now$", "despues"),
    (r"^a (?=finales|fines|principios|comienzos|inicios|mediados)", ""),
)
# Word order and the rest of the phrase, each on what the one before it left.
_AFTER: Final[_Phrases] = (
    (r"\bfin week\b", "weekend"),
    (r"\ba (?=(?:day|week|month|year)\b)", "1 "),
    (
        r"^(.*day|tomorrow)(?: por)? (?:morning|afternoon|evening|night|noon|madrugada|manana|tarde|noche)$",
        r"\1",
    ),
    (r"^(early |mid |late )?(.+) pasad[oa]$", r"\1last \2"),
    (r"^pasad[oa] (.+)$", r"last \1"),
    (r"^(.+) (?:que viene|proxim[oa])$", r"next \1"),
    (r"^proxim[oa] (.+)$", r"next \1"),
    (r"^(early |mid |late )?est[ea] (.+)$", r"\1this \2"),
    (r"^(?:day siguiente|following day)$", "day later"),
    (r"^(?:day anterior|previous day)$", "day before"),
    (r"^ultim[oa]s? (.+)$", r"past \1"),
    (r"^last (\d+ (?:days|weeks|months|years))$", r"past \1"),
    (r"^(?:past months|months recientes|recientes months)$", "recent months"),
    (r"^hace (.+)$", r"\1 ago"),
    (r"^dentro (.+)$", r"\1 later"),
    (r"^((?:\d+ )?(?:day|week|month|year)s?) after$", r"\1 later"),
    (r"^later$", "after"),
)


def plain_english(words: str) -> str:
    """The words in the small language of the rules; unknown ones stay as they are, folded."""
    folded = _replaced(fold(words), _BEFORE)
    kept = " ".join(_translated(word) for word in folded.split() if word not in _SMALL)
    return _replaced(kept, _AFTER)


def _translated(word: str) -> str:
    if word in MONTH_NUMBERS:
        return fold(MONTHS["en"][MONTH_NUMBERS[word] - 1])
    if word in WEEKDAY_NUMBERS:
        return fold(WEEKDAYS["en"][WEEKDAY_NUMBERS[word]])
    if word in SMALL_NUMBERS:
        return str(SMALL_NUMBERS[word])
    return _WORDS.get(word, word)


def _replaced(text: str, phrases: _Phrases) -> str:
    for pattern, replacement in phrases:
        text = re.sub(pattern, replacement, text)
    return text
