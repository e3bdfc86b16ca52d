"""Codes and dates as the Events Standard Formats write them, and back.

A code is written as OpenEvSys writes it: two digits a level and twelve in all, `MT4 03 01 01` as 030101000000; which
list it is of follows from the field. A date is a day and its type (MT48): none for an exact day, else an estimate, a
month of which the day is unknown, or a year of which month and day are. Pure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from habeas.dates.calendar import Bounds, month_end
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import Edtf, parse
from habeas.vocab import CONCEPTS, KINDS

LONGEST_NUMBER: Final = 45
"""Letters that a record number may have in OpenEvSys."""
_DIGITS: Final = 12
_CODE: Final = re.compile(r"[0-9]{12}(?:[0-9]{2})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

INDIVIDUAL, GROUP = "MT7 01", "MT7 03"
"""Counting units: an individual; a group, organisation or institution."""
CARRIED_OUT, SUSPECTED = "MT18 01 01", "MT18 01 06"
"""Degrees of involvement: directly carried out the act; suspected of involvement in the act."""
ESTIMATE, DAY_UNKNOWN, MONTH_UNKNOWN = "estimated-date", "day-unknown", "month-unknown"
CONTACTS: Final[Mapping[str, str]] = {"relative": "01", "lawyer": "02", "humanitarian-body": "03", "rights-body": "04"}
"""To whom access is given: the last level of the codes on contact in MT30."""


# -- codes


def huricode(notation: str) -> str:
    """`MT4 03 01 01` as the twelve digits of a file."""
    return "".join(notation.split()[1:]).ljust(_DIGITS, "0")


def notation_from(list_: str, code: str) -> str:
    """The digits of a file as a notation of that list; empty for what is not a code."""
    if not _CODE.fullmatch(code):
        return ""
    levels = [code[at : at + 2] for at in range(0, _DIGITS, 2)]
    while levels and levels[-1] == "00":
        levels.pop()
    return " ".join((list_, *levels)) if levels else ""


@cache
def _by_code() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(scheme, one.code): one.notations for one in CONCEPTS.values() for scheme in one.schemes}


@cache
def _by_notation() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for (scheme, code), notations in sorted(_by_code().items()):
        for notation in notations:
            found.setdefault((scheme, notation), code)
    return found


def notation_of(scheme: str, code: str, list_: str) -> str:
    """The code that stands for one of ours in a HURIDOCS list; empty where none does."""
    every = _by_code().get((scheme, code), ())
    return next((one for one in every if one.partition(" ")[0] == list_), "")


def code_for(scheme: str, notation: str) -> str:
    """Our code for one of theirs; empty where none corresponds."""
    return _by_notation().get((scheme, notation), "")


def kind_notation(kind: str, list_: str) -> str:
    """The code that stands for a kind of event or state; empty where none does."""
    return next((one for one in KINDS[kind].notations if one.partition(" ")[0] == list_), "")


@cache
def kinds_by_notation() -> dict[str, str]:
    """Their code -> the kind of event or state that it stands for."""
    return {one: name for name, kind in KINDS.items() for one in kind.notations}


def record_number(name: str) -> str:
    """A name as a record number: itself where it is short enough, else its beginning and a checksum."""
    if len(name) <= LONGEST_NUMBER:
        return name
    checksum = hashlib.sha256(name.encode()).hexdigest()[:12]
    return f"{name[: LONGEST_NUMBER - len(checksum) - 1]}~{checksum}"


# -- dates


def type_of_date(days: Bounds, *, doubt: bool) -> str:
    """How exact a date is, as a code of the list DateType; empty for an exact day.

    `days` are the first and the last that it may mean; `doubt` says that even these are an estimate.
    """
    first, last = days
    if first is None or last is None or doubt:
        return ESTIMATE
    if first == last:
        return ""
    if first.day == 1 and last == month_end(first.year, first.month):
        return DAY_UNKNOWN
    whole_year = first == date(first.year, 1, 1) and last == date(first.year, 12, 31)
    return MONTH_UNKNOWN if whole_year else ESTIMATE


def day_of(edtf: Edtf, conventions: Conventions = DEFAULTS, *, ends: bool = False) -> tuple[str, str]:
    """A date as a day and the code of its type; of a period its beginning, or its end. No day where none is known."""
    doubt = edtf.approximate or edtf.uncertain
    days = edtf.ends if ends else edtf.begins
    if doubt and not edtf.period:
        days = parse(edtf.text.strip("~?%"), conventions).begins if edtf.text[:4].isdecimal() else days
    first = days[0] or days[1]
    if first is None:
        return "", ""
    return first.isoformat(), type_of_date(days, doubt=doubt)


def edtf_from(day: str, type_: str) -> str:
    """The EDTF text of a day and the code of its type; empty for what is not a day."""
    if not _DAY.fullmatch(day):
        return ""
    match type_:
        case "":
            return day
        case "day-unknown":
            return day[:7]
        case "month-unknown":
            return day[:4]
    return f"{day}~"
