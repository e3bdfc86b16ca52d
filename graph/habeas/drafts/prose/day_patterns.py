"""How days are told in running text, as expressions; what they mean is read by habeas.dates.

Only what points at days is among them. How long something took, how old somebody is and numbers of cases never fit, or
are told by what stands before and behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

MONTH_EN: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY_EN: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY_EN: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:1[89]\d\d|20\d\d)"
_PART_EN: Final = r"(?:morning|afternoon|evening|night)"
_UNIT_EN: Final = r"(?:days?|weeks?|months?|years?)"
_NUM_EN: Final = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_SOME_EN: Final = r"(?:early|late|mid|the end of|the beginning of|the middle of|the start of)"
_MONTH_ES: Final = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
)
_DAY_ES: Final = r"(?:0?[1-9]|[12]\d|3[01]|primero|1[°ºo])"
_WEEKDAY_ES: Final = r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)"
_PART_ES: Final = r"(?:\s+(?:por|en|de|a) la (?:mañana|tarde|noche|madrugada))"
_UNIT_ES: Final = r"(?:d[ií]as?|semanas?|mes(?:es)?|años?)"
_NUM_ES: Final = r"(?:una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|\d{1,3})"
_SOME_ES: Final = r"(?:principios|inicios|comienzos|mediados|finales|fines)"
_LAST_WEEK: Final = r"\s+de\s+la\s+semana\s+pasada"
_DATE_EN: Final = rf"(?:{MONTH_EN}\s+{_DAY_EN}(?:,?\s+{_YEAR})?|{_DAY_EN}\s+(?:of\s+)?{MONTH_EN}(?:,?\s+{_YEAR})?)"
_OF_YEAR: Final = rf"(?:\s+del?\s+(?:año\s+)?{_YEAR}|,?\s+{_YEAR})?"


def _behind(words: Iterable[str], what: str) -> str:
    """What stands behind one of these words."""
    return "|".join(rf"(?<=\b[{word[0].upper()}{word[0]}]{word[1:]} ){what}\b" for word in words)


_EN: Final = (
    rf"{WEEKDAY_EN},?\s+(?:the\s+)?{_DATE_EN}(?![\d:])\b",
    rf"between\s+{_DAY_EN}\s+and\s+{_DAY_EN}\s+{MONTH_EN}(?:\s+{_YEAR})?\b",
    rf"(?:the\s+night\s+of\s+)?{_DATE_EN}(?![\d:])\b",
    rf"(?:{_SOME_EN}[\s-]+)?{MONTH_EN}(?:\s+of)?,?\s+{_YEAR}\b",
    rf"{_SOME_EN}[\s-]+(?:{MONTH_EN}|{_YEAR}|(?:last|this)\s+(?:year|month))\b",
    rf"(?:the\s+)?(?:early\s+hours\s+of|night\s+of)\s+(?:last\s+)?{WEEKDAY_EN}\b",
    rf"(?:early|late)\s+(?:on\s+)?{WEEKDAY_EN}\b|(?:last|this|next|the\s+previous)\s+{WEEKDAY_EN}(?:\s+{_PART_EN})?\b",
    rf"{WEEKDAY_EN}(?:\s+(?:of\s+last\s+week|{_PART_EN}|last))?\b",
    r"(?:the\s+day\s+before\s+yesterday|yesterday(?:\s+(?:morning|afternoon|evening))?|last\s+night|today)\b",
    r"(?:last|this|the\s+past|this\s+past|over\s+the|over\s+last)\s+weekend\b",
    r"(?:(?:late|early|earlier|later)\s+)?(?:last|this)\s+(?:week|month|year|spring|summer|autumn|fall|winter)\b",
    rf"(?:last|this|next)\s+{MONTH_EN}\b",
    rf"the\s+past\s+(?:{_NUM_EN}\s+)?{_UNIT_EN}\b|(?:the\s+)?(?:recent|past\s+few)\s+(?:days|weeks|months|years)\b",
    rf"(?:(?:more\s+than|over|about|almost|nearly)\s+)?{_NUM_EN}\s+{_UNIT_EN}\s+ago\b",
    r"Christmas(?:\s+(?:Day|Eve))?|New\s+Year[’']s(?:\s+(?:Day|Eve))?|Good\s+Friday|Holy\s+Week|Easter(?:\s+Sunday)?",
    _behind(("in", "since", "until", "by", "during"), rf"{MONTH_EN}(?!\s+\d)"),
)
_ES: Final = (
    rf"entre\s+el\s+{_DAY_ES}\s+y\s+el\s+{_DAY_ES}\s+de\s+{_MONTH_ES}{_OF_YEAR}\b",
    rf"del\s+{_DAY_ES}\s+al\s+{_DAY_ES}\s+de\s+{_MONTH_ES}{_OF_YEAR}\b",
    rf"(?:{_WEEKDAY_ES},?\s+)?{_DAY_ES}\s+de\s+{_MONTH_ES}{_OF_YEAR}\b",
    rf"{_SOME_ES}\s+del?\s+(?:{_MONTH_ES}{_OF_YEAR}|este\s+mes|este\s+año|mes|año\s+pasado|año|{_YEAR})\b",
    rf"{_MONTH_ES}\s+del?\s+(?:año\s+)?{_YEAR}\b|{_MONTH_ES}\s+(?:pasado|próximo)\b",
    rf"(?:la\s+)?(?:madrugada|noche|mañana|tarde)\s+del?\s+(?:pasado\s+)?{_WEEKDAY_ES}(?:\s+pasado)?\b",
    rf"(?:(?:pasado|este|próximo)\s+)?{_WEEKDAY_ES}(?:{_PART_ES}|\s+pasado|\s+próximo|{_LAST_WEEK})?\b",
    r"(?:anteayer|antier|anteanoche|anoche|ayer|hoy)\b",
    r"(?:el\s+)?(?:pasado\s+)?fin\s+de\s+semana(?:\s+pasado)?\b",
    r"(?:la\s+semana\s+pasada|esta\s+semana|el\s+(?:mes|año)\s+pasado|este\s+(?:mes|año))\b",
    r"(?:la\s+pasada\s+semana|el\s+pasado\s+(?:mes|año))\b",
    rf"(?:los|las)\s+últim[oa]s\s+(?:{_NUM_ES}\s+)?{_UNIT_ES}\b|el\s+último\s+(?:mes|año)\b",
    rf"hace\s+(?:(?:más\s+de|casi|unos|unas)\s+)?{_NUM_ES}\s+{_UNIT_ES}\b",
    r"Navidad|Nochebuena|Nochevieja|Año\s+Nuevo|Semana\s+Santa|Viernes\s+Santo",
    _behind(("en", "desde", "hasta", "durante", "este"), _MONTH_ES),
)
_BOTH: Final = (
    rf"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b",
    r"(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d\b",
)
_BARE: Final = {
    "en": _behind(("in", "since", "of", "until", "from", "during", "by"), _YEAR)
    + rf"|(?<![\d,./-]){_YEAR}\b(?=\s+[a-z])",
    "es": _behind(("en", "desde", "de", "del", "hasta", "año"), _YEAR),
}
LATER: Final = {
    "en": re.compile(rf"{_NUM_EN}\s+{_UNIT_EN}\s+(?:later|earlier)\b"),
    "es": re.compile(rf"{_NUM_ES}\s+{_UNIT_ES}\s+(?:después|más\s+tarde|antes)(?!\s+de)\b"),
}
"""A distance from the day that was told last."""
BESIDE: Final = {
    "en": re.compile(rf",\s+({_NUM_EN}\s+{_UNIT_EN}\s+(after|before))\s+(?=\w)"),
    "es": re.compile(rf",\s+({_NUM_ES}\s+{_UNIT_ES}\s+(después|antes))\s+de\s+(?=\w)"),
}
"""Behind a day: its distance from the day of a clause that follows."""
WHOLE: Final = re.compile(rf"\b{_YEAR}\b")
NOT_A_DAY: Final = re.compile(
    r"(?:\b(?:nos?|nº|núm|case|causa|expediente|radicado|file|article|artículo|art|copyright|law|ley)|©)"
    r"\.?:?\s*(?:no\.?\s*)?[\w/-]*$",
    re.IGNORECASE,
)
NUMBERED: Final = re.compile(
    r"^[\d/.-]*[-/]\d|^\s*(?:people|prisoners|personas|presos|años?\b|years?\b)", re.IGNORECASE
)
AHEAD: Final = re.compile(
    r"\b(?:will|next|próxim[oa]|expected|due|será|serán|scheduled|prevista?|espera)\b", re.IGNORECASE
)
NAMES: Final = re.compile(
    rf"{MONTH_EN}|{WEEKDAY_EN}|Christmas|New Year|Good|Holy|Easter|Navidad|Semana|Viernes|Año|Noche"
)
"""What has a capital wherever it stands."""
HINT: Final = re.compile(
    r"\d{3}|\d[./-]\d|\d\s|day|week|month|year|tonight|night|later|earlier|ago\b|Christ|Year|Easter|Holy|"
    r"Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec|ayer|hoy|noche|antier|hace|seman|mes\b|mese|año|lunes|martes|"
    r"coles|jueves|viernes|bado|domingo|Navidad|Santa|enero|febr|marzo|abril|mayo|juni|juli|agosto|bre\b|despu|tarde|"
    r"antes"
)
"""Without any of these a sentence tells no day."""


@lru_cache(maxsize=4)
def day_pattern(language: str) -> re.Pattern[str]:
    """Whatever tells days in this language."""
    own = _ES if language == "es" else _EN
    return re.compile(rf"\b(?:{'|'.join((LATER[language].pattern, *_BOTH, *own, _BARE[language]))})")
