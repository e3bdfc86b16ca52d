"""English and Spanish words for dates made one small language, so that each rule is written once.

"La semana pasada" and "last week" both become `last week`; "hace cinco días" becomes `5 days ago`; "finales
de 2024" becomes `late 2024`. Words are folded first (case, accents, punctuation); small words that decide
nothing fall away.
"""

from __future__ import annotations

import re
from typing import Final

from habeas.dates.names import MONTH_NUMBERS, MONTHS, SMALL_NUMBERS, WEEKDAY_NUMBERS, WEEKDAYS, fold

_SMALL: Final = frozenset(
    ("the", "of", "on", "in", "over", "during", "de", "del", "el", "la", "los", "las", "en", "al", "durante")
)
_WORDS: Final = {
    "dia": "day", "dias": "days", "semana": "week", "semanas": "weeks",
    "mes": "month", "meses": "months", "ano": "year", "anos": "years",
    "hoy": "today", "ahora": "today", "now": "today", "tonight": "today", "ayer": "yesterday",
    "anteayer": "day before yesterday", "antier": "day before yesterday", "anoche": "last night",
    "antes": "before", "earlier": "before", "despues": "later", "desde": "since", "hasta": "until",
    "till": "until",
    "principios": "early", "comienzos": "early", "inicios": "early",
    "mediados": "mid", "middle": "mid", "finales": "late", "fines": "late",
}  # fmt: skip
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
