"""The phrases of dates in English and Spanish, and what each becomes in the small language of `wording`.

Four tables, in the order in which they are used: signs, times of day, whole phrases as people write them, and what is
left of them once the words are those of the small language. A phrase whose words would mean something else one by one
stands here; single words are in `lexicon`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from habeas.dates.feasts import FEAST_NAMES, HOLIDAYS, MOVABLE
from habeas.dates.lexicon import WORDS

_MONTH: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_WEEKDAY: Final = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_UNIT: Final = "(?:minute|hour|day|week|fortnight|month|year|decade)s?"
_TURNED: Final = "day|week|weekend|month|quarter|year|decade|spring|summer|autumn|winter"
_NAMED: Final = (
    rf"\d+|nth|iso\d+|{_MONTH}|{_WEEKDAY}|today|yesterday|tomorrow|early|mid|late|last|this|next|"
    r"past|spring|summer|autumn|winter|now|christmas|new"
)
_FEAST: Final = "|".join((*HOLIDAYS, *MOVABLE))
Phrases = tuple[tuple[str, str], ...]
"""Patterns with what stands in their place, in order."""


_NAME: Final = "|".join(word for word, meant in WORDS.items() if meant in {*_MONTH.split("|"), *_WEEKDAY.split("|")})


def _phrases(*pairs: tuple[str, str]) -> Phrases:
    return pairs


@cache
def compiled(phrases: Phrases) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The same, ready for use; compiled when the first words are read."""
    return tuple((re.compile(pattern), replacement) for pattern, replacement in phrases)


SIGNS: Final = _phrases(
    (r"(\d)\s?\.?[ºª°]", r"\1"),
    (r"[’‘`´]", "'"),
    (r"\b(\d{4})-(\d{2})-(\d{2})\b", r" iso\1\2\3 "),
    (r"\b(1[3-9]|2\d|3[01])([-/.])(0?[1-9]|1[0-2])\2(\d{4})\b", r" \1 month\4n\3 "),
    (r"\b\d{1,2}([-/.])\d{1,2}\1\d{2,4}\b", " dayormonth "),
    (rf"\b({_NAME})-({_NAME})\b", r"\1 to \2"),
    (r"(?<=[\w.])\s+-\s+(?=\w)", " to "),
    (r"\b(winter|invierno)((?: of| de)?(?: the)?) (\d{4})-(\d{2,4})\b", r"\1\2 \3 to \4"),
    (r"\b(\d{4})-(\d{2})\b", r"month\1n\2"),
    (r"'(\d0)'?s\b", r"19\1s"),
    (r"'([0-4]\d)\b", r"20\1"),
    (r"'([5-9]\d)\b", r"19\1"),
    (r"'s\b|s'(?= )", ""),
    (r"(?<=\d)\s*-\s*(?=\d)", " to "),
    (r"(\d{1,2}(?:st|nd|rd|th)?),\s*(?=\d{1,2}(?:st|nd|rd|th)?\b(?!\d|:| ?[ap]\.? ?m\b))", r"\1 and "),
    (r"\b([ap])\. ?m\b\.?", r"\1m"),
    (r"(?<=\d)(am|pm|h|hs|hrs)\b", r" \1"),
    (r"(?<=\d)(?:st|nd|rd|th|er|ro|do|to|mo)\b", ""),
)
TIMES: Final = _phrases(
    (
        r"\b(?:(?:shortly |just )?(?:at|about|around|hacia|sobre|a eso de|desde|"
        r"from) )?(?:las? )?\d{1,2}(?:[:.]\d{2})? (?:am|pm|hours|hrs|hs|h|horas)\b(?! (?:ago|earlier|later|"
        r"before|after|antes|despues|atras))(?<!ultimas \d\d horas)(?<!last \d\d hours)(?<!past \d\d hours)",
        " ",
    ),
    (
        r"\b(?:a eso de |hacia |sobre |desde |cerca de )?(?:a )?las? \d{1,2}(?::\d{2})? (?:de|por) la "
        r"(?:manana|tarde|noche|madrugada)(?= |$)",
        " ",
    ),
    (r"\b(?:local time|hora local)\b", " "),
    (r"\ba las? \d{1,2}(?::\d{2})?(?: (?:de|por) la (?:manana|tarde|noche|madrugada))?(?= |$)", " "),
    (r"\b(?:at )?(?:about |around )?\d{1,2}:\d{2}\b(?: local time)?", " "),
)
# Whole phrases whose words would mean something else one by one; words as folded, in both languages.
BEFORE: Final = _phrases(
    *FEAST_NAMES,
    (r"\b(?:the )?eve of\b|\b(?:la )?vispera del?\b(?= \w)", "1 dia antes de"),
    (rf"^pasad[oa]s? (?:el |la |los |las )?(?=navidad|reyes|{_FEAST})", "after "),
    (
        r"\b(?:(?:shortly|just|soon|right|poco|justo) )?(?:before|after|antes del?|despues del?) (?:the |la )?"
        r"(midnight|medianoche)\b",
        r"\1",
    ),
    (
        r"\b(?:(?:shortly|just|soon|right|poco|justo) )?(?:before|after|antes del?|despues del?) (?:the |el )?"
        r"(?:dawn|noon|midday|sunset|sunrise|dusk|daybreak|mediodia|amanecer|anochecer|atardecer)\b",
        "dawn",
    ),
    (r"\b(?:a )?la (?:manana|noche|tarde|madrugada) siguiente\b|\b(?:the )?morning after$", "1 dia despues"),
    (r"\b(\d+|dos|tres|cuatro|cinco|seis) (domingo|sabado)s\b", r"\1 \2"),
    (r"\b(mes|ano|semana) en curso\b", r"este \1"),
    (r"\bback in (?=\w)", ""),
    (r"\balla por(?: el(?: ano)?)?\b", "about"),
    (r"\bpasado manana\b|\b(?:the )?day after tomorrow\b", "dayaftertomorrow"),
    (r"\bantes de ayer\b|\b(?:the )?day before yesterday\b", "anteayer"),
    (r"\bantes de anoche\b|\b(?:the )?night before last\b", "anteanoche"),
    (r"\blast night\b|\bayer (?:por|en) la noche\b|\byesterday night\b", "anoche"),
    (
        r"\b(?:por|de|en|a) la manana\b|(?<=lunes |artes |coles |ueves |ernes |abado |mingo )manana\b|"
        r"\bmanana(?= del? )",
        "morning",
    ),
    (r"\b(?:esta|this) (?:manana|tarde|noche|madrugada|morning|afternoon|evening)\b|\btonight\b", "today"),
    (r"\b(?:that|esa|aquella|la misma|the same) (?:night|noche)\b", "night thatday"),
    (r"\b(?:that|esa|aquella|la misma|the same) (?:morning|afternoon|evening|madrugada|manana|tarde)\b", "thatday"),
    (
        r"\b(?:(?:later|earlier) )?(?:(?:on )?that (?:same |very )?|the (?:very )?same |this (?:very|same) |el mismo |"
        r"(?:ese|aquel) (?:mismo )?|este mismo )(?:day|dia)\b",
        "thatday",
    ),
    (r"\bmanana\b", "tomorrow"),
    (
        r"\b(?:in |on )?(?:the )?(?:very )?(?:small|early|late) hours\b|\b(?:a |en |las )?(?:primeras?|ultimas?|"
        r"altas) horas?\b(?= del? | de la )|\b(?:before|antes del?) (?:dawn|amanecer)\b|\bpre dawn\b",
        "dawn",
    ),
    (r"\bde (?=madrugada\b)", ""),
    (r"\b(?:n no )?(?:not later than|no later than|at the latest|a mas tardar|como tarde)\b", "by"),
    (r"\b(?:not|no) (?:earlier than|before|antes del?)\b|\bat the earliest\b", "notbefore"),
    (r"\bby (?=the end|end|\d|mid|late|early|january|february|march|april|may|june|july|august)", "by "),
    (r"\b(?:antes|previo|anterior|prior|previous|earlier) (?:del?|a|al|to|than)\b", "before"),
    (r"\b(?:despues|luego|posterior) (?:del?|a|al)\b", "after"),
    (r"\bon or before\b|\bup to and including\b", "by"),
    (r"\bon or after\b", "notbefore"),
    (
        r"\b(?:starting|beginning|as|effective|con efecto) (?:from|desde)\b|\ba (?:partir|contar) del?\b|"
        r"\bever since\b|\bstarting\b",
        "since",
    ),
    (r"^(?:del?|from) (.+?) (?:on|onwards?|forward|en adelante)$", r"since \1"),
    (r"^(.+?) (?:onwards?|en adelante)$", r"since \1"),
    (r"\bup (?:to|until|till)\b", "until"),
    (r"\b(?:as of|al dia de|con fecha del?|dated|fechad[oa] (?:el|en))\b", ""),
    (
        r"\b(?:some ?time|some day|one day|a day|algun (?:momento|dia)|un dia) (?:in|of|on|during|de|del|en|"
        r"between|entre)\b(?<!between)(?<!entre)",
        "",
    ),
    (
        r"\b(?:in |en )?(?:some ?time|some day|one day|algun dia|un dia|algun momento) (?=between|entre|(?:before|"
        r"after|antes|despues) (?:of |del? |the )?\w)(?<!un dia )",
        "",
    ),
    (r"\b(?:in (?:the )?year|en el ano|el ano|the year|del ano|de ano) (?=\d{4})", ""),
    (
        r"\b(?:en torno a|cerca del?|more or less|mas o menos|a eso de|or so|or thereabouts|poco mas o menos|"
        r"por ahi de?l?|en las inmediaciones de)\b",
        "about",
    ),
    (r"\bon or about\b|\bon or around\b|\bel o alrededor del?\b", "about"),
    (r"\b(?:los|every|each|cada) (?=lunes|martes|miercoles|jueves|viernes)", "habitual "),
    (r"\b(?:these|this) (?:coming|next)\b", "next"),
    (r"\b(?:these|this|est[eao]s?) (?=(?:past|last|(?:pasad|ultim)[oa]s?)\b)", ""),
    (r"\best[eao]s? (?=\w+ pasad[oa]s?\b)", ""),
    (r"\bclose to\b", "nearly"),
    (r"\b(?:tal vez|a lo mejor|al parecer|puede que)\b", "maybe"),
    (
        r"\b(?:a )?(?:little|just|slightly|well|far|shortly|algo|poco|bastante|mucho) (?=(?:over|more|mas|under|"
        r"less|menos)\b)",
        "",
    ),
    (r"\b(?:more than|upwards of|in excess of|mas de)\b", "morethan"),
    (r"\bover (?=the (?:past|last|next|coming|following|weekend|course)|weekend)", ""),
    (r"\bover\b", "morethan"),
    (r"\b(?:less than|fewer than|under|menos de)\b", "lessthan"),
    (
        r"\b(?:at least|no less than|no fewer than|not less than|al menos|por lo menos|cuando menos|como minimo|"
        r"no menos de)\b",
        "atleast",
    ),
    (
        r"\b(?:at most|no more than|not more than|a lo sumo|como maximo|cuando mucho|no mas de|"
        r"no morethan)\b",
        "atmost",
    ),
    (r"\b(?:fin(?:es)?|finde)(?: |-)de(?: |-)semana\b", "weekend"),
    (r"\b(?:que viene|que entra|por venir)\b", "proximo"),
    (r"\bin the course of (?:the )?|\ben el (?:curso|transcurso) del? ?", ""),
    (
        r"\bthroughout\b|\ball through\b|\b(?:all|the whole|the entirety|the entire) of\b|\ball (?=(?:day|week|month|"
        r"year|last|this|that)\b)|\b(?:the )?(?:whole|entire) (?=(?:day|week|month|year|decade)\b)|"
        r"\ba lo largo(?: del?)?\b|"
        r"\btod[oa](?= (?:el|la|este|esta|ese|esa|\w+ de \d{4}|\d{4}|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
        r"sept?iembre|octubre|noviembre|diciembre)\b)",
        "whole ",
    ),
    (r" {2,}", " "),
    (r"\bwhole day (?=\w)", ""),
    (r"\bwhole (?:the |of )*(?:el |la )?(?:whole )+", "whole "),
    (
        r"\b(?:lo que va|en lo que va|in what has passed) (?:de|del) (?:este )?(?:ano|mes)\b|\b(?:so far this|"
        r"year to) (?:year|date)\b",
        "thisyearsofar",
    ),
    (r"\b(?:mas tarde|later on|from now|from today|desde hoy)(?=$)", "later"),
    (r"\bin the (?:nineteen )?(?=twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)", ""),
    (r"\b(?:ano nuevo|dia de ano nuevo)\b|\bnew years? day\b", "new year day"),
    (r"\b(?:nochevieja|fin de ano|vispera de ano nuevo)\b|\bnew years? eve\b", "new year eve"),
    (r"\b(?:nochebuena|vispera de navidad)\b", "christmas eve"),
    (r"\b(?:dia de )?navidad\b", "christmas"),
    (r"\bdia del trabajador\b|\bdia internacional de los trabajadores\b", "may day"),
    (r"\bthe other day\b|\bel otro dia\b", "few days ago"),
    (r"\bcomo (?=el|la)", ""),
    (r"\b(?:en )?horas de la (?=manana|tarde|noche|madrugada)", ""),
    (r"\bproximo pasado\b", "pasado"),
    (r"\bde aqui a (?=\w)", "dentro de "),
    (r"\bal otro dia\b", "1 dia despues"),
    (r"\b(?:la )?noche anterior\b|\b(?:the )?(?:previous night|night before)$", "anoche"),
    (r"^(?:la |en la )?vispera$", "ayer"),
    (
        r"\b(?:exactly|only|barely|exactamente|apenas|tan solo|solo) (?=hace|un|una|a |an |\w+ (?:day|week|month|"
        r"year|dia|semana|mes|ano))",
        "",
    ),
    (r"\bhace (?:exactamente|apenas|tan solo|solo)\b", "hace"),
    (r"\b(?:shortly|just|poco|justo) (?=(?:before|after)\b)", "few days "),
    (r"\bq([1-4])\b", r"nth\1 quarter"),
    (r"\bfor (?=the (?:past|last)\b)", ""),
    (r"\beither (?=.+ or )", ""),
    (r"\b(?:the )?(?:month of|mes de) (?=[a-z])", ""),
    (r"\b(?:de )?los (\d0)\b(?! \w)", r"anos \1"),
    (r"^(?:the |los )(veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)$", r"anos \1"),
    (r"\bde los (treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)\b", r"anos \1"),
)
# What the one before left: word order, and the rest of the phrase; now in the small language, with small words.
LINKED: Final = _phrases(
    (r"\bwithin\b", "lessthan"),
    (
        rf"\b({_MONTH}|{_WEEKDAY}|{_TURNED}) (last|previous|following|next|antelast)\b(?! (?:week|month|"
        rf"year))",
        r"\2 \1",
    ),
    (rf"\b(\d+) ({_WEEKDAY})s(?= (?:ago|earlier|before|later|after|from)\b)", r"\1 \2"),
    (rf"\b({_FEAST}) (week|weekend)\b", r"\2 \1"),
    (r"\b(?:following|next) (?:day|daypart)\b(?! \w)", "1 day later"),
    (r"\b(?:that|this) (?=that\b)", ""),
    (
        r"\b(earlier|later) (?:(?:in|en) )?(?:(?:the|that|this|el|la) )*(week|month|year)\b(?! (?:before|last))",
        r"\1 this \2",
    ),
    (r"\b(?:previous|last) day\b(?! \w)", "1 day before"),
    (r"\bdays (?=(?:nth)?\d)", ""),
    (r"\b(\d{1,2}) ago(?: de(?:l)?)?(?= \d{4}$|$)|(?<=\d) de ago\b", r"\1 august"),
    (
        r"\b(\d{1,2}|nth\d+|"
        + _MONTH
        + "|"
        + _WEEKDAY
        + r") (?:al?|hasta(?: el| la)?|until|to) (?:the |el |la )?(?="
        + _NAMED
        + ")",
        r"\1 to ",
    ),
    (r"^(?:from|del?|since)(?: el| la| the)? (.+?) (?:to|al?|until|hasta)(?: el| la| the)? (.+)$", r"from \1 to \2"),
    (r"^(.+?) to (?:the |el |la )?(.+)$", r"\1 to \2"),
    (
        rf"^(?:in|en) ((?:(?:about|nearly|lessthan|morethan|atleast|atmost|some|unos|unas) )*(?:\d[\d.]*|an?|"
        rf"few|couple)(?: (?:of|to|or|de|a) \d+)? (?:of )?{_UNIT})(?: time)?$",
        r"ahead \1",
    ),
    (rf"\ban? (?={_UNIT}\b)", "1 "),
    (r"\b(?:unos|unas|some) (?=\d)", "about "),
    (rf"\b(?:unos|unas|some)(?: few)? (?={_UNIT}\b)", "few "),
    (r"\ba few\b", "few"),
    (r"\b(?:a |1 )?couple(?: of| de)?\b", "couple"),
    (r"\b(?:a )?dozen|\b1 docena de", "12"),
    (rf"\b(\d+) ({_UNIT}) (?:and|y) (?:a |1 )?half\b", r"\1.5 \2"),
    (rf"\b(\d+) and (?:a |1 )?half ({_UNIT})\b", r"\1.5 \2"),
    (rf"\b({_UNIT}) (?:and|y) (?:a |1 )?half\b", r"1.5 \1"),
    (rf"\bhalf (?:a |1 )?({_UNIT})\b", r"0.5 \1"),
    (r"\b(?:ya )?hace(?:n)? (?:ya |ahora )?(.+)$", r"\1 ago"),
    (r"\b(?:dentro de|de aqui a|al cabo de|in another) (.+)$", r"\1 later"),
    (rf"\ba (?:los|las) (\d+ {_UNIT})$", r"\1 later"),
    (r"\blessthan (?:the )?(?=past|last)", ""),
    (r"\b(?:from|de) (?=(?:this|last|next|that|previous|following)\b)", ""),
)
