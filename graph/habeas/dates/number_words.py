"""Numbers in words, English and Spanish: one to twenty-nine and the tens; first to twentieth; the nineties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ONES: Final = (
    "zero cero|one un una uno|two dos|three tres|four cuatro|five cinco|six seis|seven siete|eight ocho|nine nueve|"
    "ten diez|eleven once|twelve doce|thirteen trece|fourteen catorce|fifteen quince|sixteen dieciseis|"
    "seventeen diecisiete|eighteen dieciocho|nineteen diecinueve|twenty veinte|veintiuno veintiun|veintidos|veintitres|"
    "veinticuatro|veinticinco|veintiseis|veintisiete|veintiocho|veintinueve"
)
_TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "treinta": 30,
    "forty": 40,
    "cuarenta": 40,
    "fifty": 50,
    "cincuenta": 50,
    "sixty": 60,
    "sesenta": 60,
    "seventy": 70,
    "setenta": 70,
    "eighty": 80,
    "ochenta": 80,
    "ninety": 90,
    "noventa": 90,
}
NUMBERS: Final[Mapping[str, int]] = {
    **{word: number for number, words in enumerate(_ONES.split("|")) for word in words.split()},
    **_TENS,
}
TENS: Final = frozenset(_TENS)
_ORDINALS: Final = (
    "first primero primera primer primeros primeras|second segundo segunda|third tercero tercera tercer|"
    "fourth cuarto cuarta|"
    "fifth quinto quinta|sixth sexto sexta|seventh septimo septima|eighth octavo octava|ninth noveno novena|"
    "tenth decimo decima|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|"
    "nineteenth|"
    "twentieth"
)
ORDINALS: Final[Mapping[str, int]] = {
    **{word: number for number, words in enumerate(_ORDINALS.split("|"), start=1) for word in words.split()},
    "thirtieth": 30,
}
DECADES: Final[Mapping[str, int]] = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
