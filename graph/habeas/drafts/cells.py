"""What a cell says, given what its column means: a day, a number, a code, a name.

A day in digits is read in the order of its column. A cell that cannot be read is refused with its place, and costs
nothing else of its row. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from habeas.drafts.meanings import ARREST_PLACE, STATE, plain, relations
from habeas.errors import BadClaim, BadDate, phrase, with_options
from habeas.formats.table import CellValue, cell_text
from habeas.model.date_words import date_from_text
from habeas.model.values import When
from habeas.vocab import CONCEPTS, Range

EMPTY: Final = (
    frozenset(("-", "--", "---", "—", "–", ".", "?", "??", "n/a", "na", "n/d", "nd", "s/d", "sd", "s/f", "s/i", "none"))
    | frozenset(("no data", "no information", "not available", "sin informacion", "sin dato", "sin datos"))
    | frozenset(("unknown", "desconocido"))
)
BY_HAND: Final = "Correct it in the list, or record it by hand."
DIGITS: Final = re.compile(r"(\d{1,4})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
MONTH_YEAR: Final = re.compile(r"(\d{1,2})[/.-](\d{4})")
PACKED: Final = re.compile(r"(?:19|20)\d{6}")
YEARS: Final = (1900, 2100)
SERIALS: Final = (15_000, 80_000)
"""Numbers that are days as spreadsheets count them: 1941 to 2119."""
MOST_DAY, MOST_MONTH, SHORT_YEAR = 31, 12, 100

STATES: Final[Mapping[str, str]] = {
    "held": (
        "detenido; detenida; preso; presa; privado de libertad; privada de libertad; recluido; recluida;"
        "en prision; encarcelado; encarcelada; detained; held; imprisoned; in prison; in custody; jailed;"
        "in detention; still detained; sigue detenido;"
        "procesado detenido; held in pre trial detention; privado de la libertad; privada de la libertad"
    ),
    "released": (
        "excarcelado; excarcelada; liberado; liberada; released; freed; puesto en libertad; puesta en libertad;"
        "libertad condicional; released on bail; released conditionally; libertad con medidas"
    ),
    "free": "libre; en libertad; free; at liberty; libertad plena",
    "house-arrest": "casa por carcel; arresto domiciliario; house arrest; under house arrest; detencion domiciliaria",
    "whereabouts-unknown": (
        "desaparecido; desaparecida; desaparicion forzada; paradero desconocido;"
        "disappeared; missing; whereabouts unknown"
    ),
    "held-incommunicado": "incomunicado; incomunicada; incommunicado; held incommunicado",
    "dead": "fallecido; fallecida; muerto; muerta; dead; died; deceased",
    "dead-in-custody": "fallecido en custodia; muerto en custodia; died in custody; murio en prision; dead in custody",
}
RELEASED: Final = "released"
OUT: Final = frozenset((RELEASED, "free", "dead", "dead-in-custody"))
"""States in which a column of prisons says where somebody was, and not where they are."""
GENDERS: Final = {"man": "m masculino hombre varon male man", "woman": "f femenino mujer female woman fem"}
YES, NO = (
    frozenset(["yes", "y", "si", "s", "true", "1", "x", "verdadero"]),
    frozenset(["no", "n", "false", "0", "falso"]),
)


@dataclass(frozen=True, slots=True)
class CellContext:
    """What cells are read with: the day of the list, whether day numbers count from 1904, whether M is for mujer."""

    day: str = ""
    since_1904: bool = False
    m_is_mujer: bool = False


def is_empty(words: str) -> bool:
    """True for a cell that says nothing: blank, a dash, “n/d”, “sin información”."""
    return not words or words.casefold() in EMPTY or plain(words) in EMPTY


def read_cell(cell: CellValue, meaning: str, days: str, context: CellContext) -> Any:
    """The value of a cell in the form of the claim form. Raises BadClaim."""
    words = cell_text(cell)
    if meaning == STATE:
        return _code(words, STATES)
    if meaning == ARREST_PLACE:
        return words
    prop = relations()[meaning]
    match prop.range:
        case Range.DATE:
            return read_day(cell, days, context)
        case Range.INTEGER:
            return _whole(words)
        case Range.BOOLEAN:
            return _yes_or_no(words)
        case Range.CONCEPT if meaning == "gender":
            return _gender(words, m_is_mujer=context.m_is_mujer)
        case Range.CONCEPT:
            return _code(words, _labels(prop.scheme or ""))
    return words


# -- days


def read_day(cell: CellValue, days: str, context: CellContext) -> object:
    """A day as EDTF, or as words counted from the day of the list. Raises BadClaim."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    words = cell_text(cell)
    if re.fullmatch(r"\d+(\.\d+)?", words):
        return _from_number(words, since_1904=context.since_1904)
    if match := DIGITS.fullmatch(words):
        return _from_digits(match, days, context.day)
    if match := MONTH_YEAR.fullmatch(words):
        return f"{match[2]}-{int(match[1]):02}"
    return _from_words(_spaced(words), context.day)


def _from_words(words: str, day: str) -> object:
    """A day told in words: by itself, else counted from the day of the list. Raises BadClaim."""
    try:
        return date_from_text(words)
    except BadDate:
        pass
    try:
        told = date_from_text(words, day)
        if isinstance(told, dict):
            When(words=told["words"], anchor=told["from"]).reading()
    except BadDate:
        advice = "Write 2026-01-03, or record it by hand."
        raise BadClaim(why=phrase("“%(words)s” is not understood as a date", words=words), next=advice) from None
    return told


def _spaced(words: str) -> str:
    """`3-ene-26` as `3 ene 2026`; other words stay."""
    match = re.fullmatch(r"(\d{1,2})[-/. ]([^\W\d_]{3,10})\.?[-/. ](\d{2}|\d{4})", words)
    return f"{match[1]} {match[2]} {_year(int(match[3]), '')}" if match else words


def _from_number(words: str, *, since_1904: bool) -> str:
    number = float(words)
    if PACKED.fullmatch(words):
        return _day(int(words[:4]), int(words[4:6]), int(words[6:]))
    if number.is_integer() and YEARS[0] <= number < YEARS[1]:
        return words
    if SERIALS[0] <= number < SERIALS[1]:
        first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
        return (first + timedelta(days=int(number))).isoformat()
    raise BadClaim(
        why=phrase("“%(words)s” is not a date", words=words),
        next="Write 2026-01-03, or give the column the format of a date.",
    )


def _from_digits(match: re.Match[str], days: str, anchor: str) -> str:
    one, two, three = (int(part) for part in match.groups())
    if len(match[1]) == len("2026"):
        return _day(one, two, three)
    if len(match[3]) not in (2, 4):
        raise BadClaim(why=phrase("“%(words)s” is not a date", words=match[0]), next="Write it as 2026-01-03.")
    habit = days or habit_of([match[0]]).sure
    if habit == "ymd" and len(match[3]) == len("26"):
        return _day(_year(one, anchor), two, three)
    if habit not in {"dmy", "mdy"}:
        raise BadClaim(
            why=phrase("“%(words)s” may be two days", words=match[0]),
            next=with_options("Say in which order days are written: {dates} dmy or mdy."),
        )
    day, month = (one, two) if habit == "dmy" else (two, one)
    if month > MOST_MONTH >= day:
        other = "month/day" if habit == "dmy" else "day/month"
        why = phrase(
            "“%(words)s” is no %(order)s like the others of its column",
            words=match[0],
            order="day/month" if habit == "dmy" else "month/day",
        )
        raise BadClaim(
            why=why, next=phrase("It may be %(other)s. Correct it in the list, or record it by hand.", other=other)
        )
    return _day(_year(three, anchor), month, day)


def _year(year: int, anchor: str) -> int:
    """A year of two digits is of the hundred years before the list, or the year after it."""
    if year >= SHORT_YEAR:
        return year
    last = int(anchor[:4]) + 1 if anchor[:4].isdigit() else YEARS[1] - 1
    full = last - last % SHORT_YEAR + year
    return full if full <= last or not anchor else full - SHORT_YEAR


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        why = phrase("there is no day %(year)s-%(month)s-%(day)s", year=year, month=f"{month:02}", day=f"{day:02}")
        raise BadClaim(why=why, next=BY_HAND) from None


@dataclass(frozen=True, slots=True)
class Habit:
    """How many days of a column can only be read day first, month first, or year first, and how many either way."""

    dmy: int = 0
    mdy: int = 0
    ymd: int = 0
    unclear: int = 0

    @property
    def sure(self) -> str:
        """The order that the days themselves show; empty where they show none."""
        told = {"dmy": self.dmy, "mdy": self.mdy, "ymd": self.ymd}
        best = max(told, key=lambda habit: told[habit])
        return best if told[best] > sum(told.values()) / 2 else ""


def habit_of(words: Iterable[str]) -> Habit:
    """The evidence for the order of days in a column: 13/02 can only be day first."""
    found = {"dmy": 0, "mdy": 0, "ymd": 0, "unclear": 0}
    for match in filter(None, map(DIGITS.fullmatch, words)):
        one, two = int(match[1]), int(match[2])
        if len(match[1]) == len("2026"):
            found["ymd"] += 1
        elif one > MOST_DAY or two > MOST_DAY:
            found["ymd"] += one > MOST_DAY
        elif one > MOST_MONTH >= two:
            found["dmy"] += 1
        elif two > MOST_MONTH >= one:
            found["mdy"] += 1
        else:
            found["unclear"] += one != two
    return Habit(**found)


# -- numbers and codes


def _whole(words: str) -> int:
    match = re.fullmatch(r"(\d{1,3})(?:\s*(?:a[nñ]os?|years?(?: old)?|y))?", words.casefold())
    if match is None:
        raise BadClaim(
            why=phrase("“%(words)s” is not a whole number", words=words),
            next=BY_HAND,
        )
    return int(match[1])


def _yes_or_no(words: str) -> bool:
    if plain(words) in YES | NO:
        return plain(words) in YES
    raise BadClaim(
        why=phrase("“%(words)s” is neither yes nor no", words=words),
        next=BY_HAND,
    )


def _gender(words: str, *, m_is_mujer: bool) -> str:
    told = plain(words)
    if m_is_mujer and told in {"h", "m"}:
        return "man" if told == "h" else "woman"
    for code, known in GENDERS.items():
        if told in known.split():
            return code
    return str(_code(words, _labels("Gender")))


def _code(words: str, known: Mapping[str, str]) -> str:
    told = plain(words)
    for code, phrases in known.items():
        if told in map(plain, phrases.split(";")):
            return code
    why = phrase("“%(words)s” is not among the words that are understood here", words=words)
    raise BadClaim(
        why=why, next=phrase("Known are, for example: %(known)s. Record it by hand.", known=", ".join(known))
    )


@cache
def _labels(scheme: str) -> Mapping[str, str]:
    return {
        concept.code: ";".join((concept.code, concept.label, concept.label_es, *concept.also))
        for concept in CONCEPTS.values()
        if scheme in concept.schemes
    }


def is_state(words: str) -> bool:
    """True for words of a state of custody."""
    return any(plain(words) in map(plain, phrases.split(";")) for phrases in STATES.values())
