"""A date as a reader sees it: "one day between 8 and 11 January 2026", "algún día de diciembre de 2025".

Never more exact than the date: a month alone is "some day in" it. English and Spanish. `describe` puts the conventions
of a case into sentences, to show beside results that rest on them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from habeas.dates.conventions import Conventions
from habeas.dates.edtf import Edtf
from habeas.dates.lexicon import MONTHS
from habeas.dates.syntax import SEASONS, EdtfPoint, Ends, Form, Precision, Shape, read


@dataclass(frozen=True, slots=True)
class Tongue:
    """The phrases of one language; `name` gives a point, shortened to its day or its day and month."""

    name: Callable[[EdtfPoint, int], str]
    bare: Callable[[str], str]
    about: Callable[[str], str]
    unsure: str
    some_day: str
    between: str
    until_day: str
    from_day: str
    lasting: str
    since: str
    until: str
    neither: str
    either: str
    both: str
    decade: str
    century: str
    unknown: str
    seasons: tuple[str, ...]


_ALL, _NO_YEAR, _NO_MONTH = 3, 2, 1


def in_words(edtf: Edtf, lang: str = "en") -> str:
    """The date in words; English for a language we do not have."""
    return _in_words(edtf.text, lang)


@lru_cache(maxsize=50_000)
def _in_words(text: str, lang: str) -> str:
    """Kept, because the days of a case come again and again."""
    tongue = _TONGUES.get(lang.lower().partition("-")[0], _ENGLISH)
    shape = read(text)
    if shape.form is Form.PERIOD:
        return _period(shape.spans[0], tongue)
    return _one(shape.spans[0][0], tongue) if shape.form is Form.ONE else _choice(shape, tongue)


def _one(point: EdtfPoint | None, tongue: Tongue) -> str:
    if not point:
        return tongue.neither
    named = _marked(point, tongue)
    if point.moment:
        return f"{tongue.bare(named)}, {point.moment.partition('T')[2]}"
    if point.precision is Precision.DAY or point.approximate:
        return tongue.bare(named)
    return tongue.some_day.format(named).replace(" de el ", " del ")


def _choice(shape: Shape, tongue: Tongue) -> str:
    if len(shape.spans) == 1 and shape.form is Form.ALL:
        return _period(shape.spans[0], tongue)
    if len(shape.spans) == 1:
        return _span(shape.spans[0], tongue, tongue.between, tongue.from_day, tongue.until_day)
    named = [_member(span, tongue) for span in shape.spans]
    joint = tongue.both if shape.form is Form.ALL else tongue.either
    return f"{', '.join(named[:-1])}{joint}{named[-1]}"


def _member(span: Ends, tongue: Tongue) -> str:
    if span[0] == span[1]:
        return _one(span[0], tongue)
    return _span(span, tongue, tongue.between, tongue.from_day, tongue.until_day)


def _period(span: Ends, tongue: Tongue) -> str:
    return _span(span, tongue, tongue.lasting, tongue.since, tongue.until)


def _span(span: Ends, tongue: Tongue, both: str, only_first: str, only_last: str) -> str:
    first, last = span
    if first and last:
        return both.format(_marked(first, tongue, _shortened(first, last)), _marked(last, tongue))
    if first:
        return only_first.format(_marked(first, tongue))
    return only_last.format(_marked(last, tongue)) if last else tongue.neither


def _shortened(first: EdtfPoint, last: EdtfPoint) -> int:
    """How much of the first day must be said when the last follows: "8 and 11 January 2026"."""
    plain = not (first.mark or last.mark or first.precision in (Precision.YEAR, Precision.MIXED))
    if not plain or first.precision is not last.precision or first.year != last.year or first == last:
        return _ALL
    same_month = first.day is not None and first.month == last.month
    return _NO_MONTH if same_month else _NO_YEAR


def _marked(point: EdtfPoint, tongue: Tongue, parts: int = _ALL) -> str:
    named = _named(point, tongue, parts)
    named = tongue.about(named) if point.approximate else named
    return tongue.unsure.format(named) if point.uncertain else named


def _named(point: EdtfPoint, tongue: Tongue, parts: int) -> str:
    """A point by its name: unspecified digits as a decade or century, a season by its word."""
    digits = point.digits
    if digits == "XXXX":
        return tongue.unknown
    if match := re.fullmatch(r"(\d{3})X", digits):
        return tongue.decade.format(f"{match[1]}0")
    if match := re.fullmatch(r"(\d\d)XX", digits):
        return tongue.century.format(f"{match[1]}00")
    if point.season:
        return f"{tongue.seasons[point.season - SEASONS[0]]} {point.year}"
    return digits or tongue.name(point, parts)


def _english_name(point: EdtfPoint, parts: int) -> str:
    words = [str(point.day)] if point.day else []
    words += [MONTHS["en"][point.month - 1]] if point.month and parts >= _NO_YEAR else []
    return " ".join([*words, str(point.year)] if parts == _ALL else words)


def _spanish_name(point: EdtfPoint, parts: int) -> str:
    words = [f"el {point.day}"] if point.day else []
    words += [MONTHS["es"][point.month - 1]] if point.month and parts >= _NO_YEAR else []
    return " de ".join([*words, str(point.year)] if parts == _ALL else words)


def _parts_of_a_year(seasons: str, north: str, south: str, of: str, parts: str, joint: str = "") -> tuple[str, ...]:
    """The names of EDTF's parts of a year, 21 to 41."""
    names = seasons.split("|")
    told = [*names, *(north.format(name) for name in names), *(south.format(name) for name in names)]
    for name, count in zip(parts.split("|"), (4, 3, 2), strict=True):
        told += [f"{name} {number}{joint}" for number in range(1, count + 1)]
    return tuple(of.format(name) for name in told)


_ENGLISH: Final = Tongue(
    name=_english_name,
    bare=str,
    about="about {}".format,
    unsure="{} (uncertain)",
    some_day="some day in {}",
    between="one day between {} and {}",
    until_day="some day up to {}",
    from_day="some day from {} on",
    lasting="from {} to {}",
    since="from {}, end not stated",
    until="until {}, beginning not stated",
    neither="beginning and end not stated",
    either=" or ",
    both=" and ",
    decade="the {}s",
    century="the years from {} on",
    unknown="a year not known",
    seasons=_parts_of_a_year(
        "spring|summer|autumn|winter", "{} in the north", "{} in the south", "{}", "quarter|third|half", joint=" of"
    ),
)
_SPANISH: Final = Tongue(
    name=_spanish_name,
    bare=lambda named: named.removeprefix("el "),
    about=lambda named: f"alrededor de {named}".replace(" de el ", " del "),
    unsure="{} (dudoso)",
    some_day="algún día de {}",
    between="un día entre {} y {}",
    until_day="algún día hasta {}",
    from_day="algún día desde {}",
    lasting="desde {} hasta {}",
    since="desde {}, final no indicado",
    until="hasta {}, comienzo no indicado",
    neither="comienzo y final no indicados",
    either=" o ",
    both=" y ",
    decade="la década de {}",
    century="los años desde {}",
    unknown="un año no conocido",
    seasons=_parts_of_a_year(
        "la primavera|el verano|el otoño|el invierno",
        "{} del norte",
        "{} del sur",
        "{} de",
        "el trimestre|el cuatrimestre|el semestre",
    ),
)
_TONGUES: Final = {"en": _ENGLISH, "es": _SPANISH}


_CONVENTIONS: Final[Mapping[str, str]] = {
    "early_month": "'Early' in a month is day {0.early_month[0]} to day {0.early_month[1]}.",
    "mid_month": "'Mid' in a month is day {0.mid_month[0]} to day {0.mid_month[1]}.",
    "late_month": "'Late' in a month is day {0.late_month[0]} to day {0.late_month[1]}, or to its last day.",
    "early_year": "'Early' in a year is {early}.",
    "mid_year": "'Mid' in a year is {mid}.",
    "late_year": "'Late' in a year is {late}.",
    "week_starts": "A week begins on {week}; 'last week' is the whole week before.",
    "recent_days": "'Recent days' begin {0.recent_days} days back.",
    "recent_weeks": "'Recent weeks' begin {0.recent_weeks} weeks back.",
    "recent_months": "'Recent months' begin {0.recent_months} months back.",
    "recent_years": "'Recent years' begin {0.recent_years} years back.",
    "few_days": "'Days later' or 'a few days' is {0.few_days[0]} to {0.few_days[1]} days.",
    "few_weeks": "'Weeks later' or 'a few weeks' is {0.few_weeks[0]} to {0.few_weeks[1]} weeks.",
    "few_months": "'Months later' or 'a few months' is {0.few_months[0]} to {0.few_months[1]} months.",
    "few_years": "'Years later' or 'a few years' is {0.few_years[0]} to {0.few_years[1]} years.",
    "hemisphere": "Seasons are those of the {0.hemisphere}, in whole months: there spring is {spring}.",
    "easter": "Easter and its days are those of the {easter} churches.",
    "time_zone": "Moments with a time count on the day that it was {zone}.",
    "sighting_days": (
        "A sighting reaches {0.sighting_days} days back: what nobody told the beginning of may have begun then."
    ),
    "approx_units": "'~' reaches {0.approx_units} further on each side: a day, month or year, as written.",
    "nearly_percent": "'Nearly N' is at least {0.nearly_percent} % of N and less than N.",
    "about_percent": "'About N' is N give or take {0.about_percent} %.",
    "some": "'Some' is at least {0.some}.",
    "several": "'Several' is at least {0.several}.",
    "tens": "'Tens' is at least {0.tens}.",
    "dozens": "'Dozens' is at least {0.dozens}.",
    "hundreds": "'Hundreds' is at least {0.hundreds}.",
    "thousands": "'Thousands' is at least {0.thousands}.",
}


def describe(conventions: Conventions) -> tuple[tuple[str, str], ...]:
    """The name of each convention with a sentence that explains it, to show beside results."""
    named = {part: _months(getattr(conventions, f"{part}_year")) for part in ("early", "mid", "late")}
    named["week"] = conventions.week_starts.title()
    named["spring"] = "September to November" if conventions.hemisphere == "south" else "March to May"
    named["easter"] = conventions.easter.title()
    named["zone"] = f"in {conventions.time_zone}" if conventions.time_zone else "where they were written"
    return tuple((name, sentence.format(conventions, **named)) for name, sentence in _CONVENTIONS.items())


def _months(pair: tuple[int, int]) -> str:
    return f"{MONTHS['en'][pair[0] - 1]} to {MONTHS['en'][pair[1] - 1]}"
