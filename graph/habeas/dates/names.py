"""Names of months and weekdays, small numbers, and the folding that makes "Sábado" and "sabado" one word.

English and Spanish. Abbreviations only where they cannot be taken for another word: Spanish "ago" (August)
is left out, because "five days ago" is read by the same tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

MONTHS: Final = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
}  # fmt: skip
WEEKDAYS: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_OTHER_MONTHS: Final = {"sept": 9, "setiembre": 9, "ene": 1, "abr": 4, "dic": 12}
_OTHER_WEEKDAYS: Final = {"tues": 1, "thur": 3, "thurs": 3}
_NUMBERS: Final = (
    ("one", "un", "una", "uno"), ("two", "dos"), ("three", "tres"), ("four", "cuatro"), ("five", "cinco"),
    ("six", "seis"), ("seven", "siete"), ("eight", "ocho"), ("nine", "nueve"), ("ten", "diez"),
    ("eleven", "once"), ("twelve", "doce"),
)  # fmt: skip


def fold(text: str) -> str:
    """Lower case, without accents and punctuation, with single spaces."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]|_", " ", plain.casefold()).split())


def _numbered(names: Mapping[str, tuple[str, ...]], others: Mapping[str, int], *, first: int) -> dict[str, int]:
    """Each name, and the first three letters of the English ones, with its number."""
    known = dict(others)
    for language, words in names.items():
        for number, word in enumerate(words, start=first):
            known[fold(word)] = number
            if language == "en":
                known[fold(word)[:3]] = number
    return known


MONTH_NUMBERS: Final = _numbered(MONTHS, _OTHER_MONTHS, first=1)
WEEKDAY_NUMBERS: Final = _numbered(WEEKDAYS, _OTHER_WEEKDAYS, first=0)
SMALL_NUMBERS: Final = {word: number for number, words in enumerate(_NUMBERS, start=1) for word in words}
