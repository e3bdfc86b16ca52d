"""Words of dates in English and Spanish: names of months and weekdays, and words with the word of the small language
that the rules read.

One table a kind. Abbreviations only where they cannot be taken for another word; "ago" (August, or five days ago) is
told apart by what stands before it (`wording`). `fold` makes "Sábado" and "sabado" one word. To read dates in a further
language, add its words here and its phrases in `wording`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

MONTHS: Final = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "es": (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
}
WEEKDAYS: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_OTHER_MONTHS: Final = {"sept": 9, "setiembre": 9, "ene": 1, "abr": 4, "dic": 12}
_OTHER_WEEKDAYS: Final = {"tues": 1, "thur": 3, "thurs": 3}


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


def _table(**lines: str) -> dict[str, str]:
    """Each word of a line with the name of the line."""
    return {word: name for name, words in lines.items() for word in words.split()}


_UNITS: Final = _table(
    minute="minute minuto",
    minutes="minutes mins minutos",
    hour="hour hora",
    hours="hours hrs horas",
    day="day dia",
    days="days dias",
    week="week semana",
    weeks="weeks wks semanas",
    fortnight="fortnight quincena",
    fortnights="fortnights quincenas",
    month="month mes",
    months="months meses",
    quarter="quarter trimestre",
    quarters="quarters trimestres",
    half="half medio media mitad semestre",
    year="year yr ano",
    years="years yrs anos",
    decade="decade decada decenio",
    decades="decades decadas decenios",
    century="century siglo",
    weekend="weekend finde",
)
_NEAR: Final = _table(
    today="today hoy",
    yesterday="yesterday ayer",
    tomorrow="tomorrow",
    daybeforeyesterday="anteayer antier antayer",
    lastnight="anoche",
    nightbeforelast="anteanoche",
    last="last pasado pasada pasados pasadas",
    this="this este esta estos estas presente corriente actual current",
    that="that ese esa aquel aquella mismo misma same",
    next="next proximo proxima proximos proximas coming upcoming venidero venidera entrante",
    previous="previous preceding anterior previo previa prior",
    following="following siguiente subsequent",
    past="past ultimo ultima ultimos ultimas",
    recent="recent recently reciente recientes",
    antelast="antepasado antepasada",
)
_PARTS: Final = _table(
    early="early beginning start principios comienzos comienzo inicios inicio principio",
    mid="mid middle mediados",
    late="late end finales fines final fin",
    daypart="morning afternoon evening noon midday lunchtime dawn daybreak dusk sunset sunrise predawn madrugada tarde "
    "mediodia amanecer anochecer atardecer daytime",
    night="night noche midnight medianoche nighttime",
    overnight="overnight",
    spring="spring springtime primavera",
    summer="summer summertime verano",
    autumn="autumn fall otono",
    winter="winter wintertime invierno",
)
_LINKS: Final = _table(
    before="before antes",
    after="after tras despues luego",
    later="later afterwards afterward hence",
    earlier="earlier previously",
    since="since desde",
    until="until till hasta",
    to="to through thru",
    ago="atras",
    back="back",
    between="between entre",
    **{"and": "and y e"},
    **{"or": "or o u"},
    about="about around approximately roughly circa ca c approx hacia alrededor aproximadamente sobre towards toward",
    maybe="perhaps possibly maybe probably presumably allegedly apparently reportedly supposedly likely quiza quizas "
    "posiblemente probablemente supuestamente presuntamente aparentemente",
    nearly="nearly almost casi",
    few="few several various varios varias algunos algunas pocos pocas",
    couple="couple par",
)
WORDS: Final[Mapping[str, str]] = {
    **{word: fold(MONTHS["en"][number - 1]) for word, number in MONTH_NUMBERS.items()},
    **{word: fold(WEEKDAYS["en"][number]) for word, number in WEEKDAY_NUMBERS.items()},
    **_UNITS,
    **_NEAR,
    **_PARTS,
    **_LINKS,
}
"""Word as folded -> word of the small language."""

SMALL: Final = frozenset(
    [
        "the",
        "of",
        "on",
        "in",
        "at",
        "el",
        "la",
        "los",
        "las",
        "lo",
        "de",
        "del",
        "en",
        "al",
        "a",
        "during",
        "durante",
        "por",
    ]
)
"""Words that carry no meaning of their own once the phrases are read."""
