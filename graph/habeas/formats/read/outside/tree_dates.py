"""Dates of family trees as EDTF: those of GEDCOM 5.5.1 and 7 (its sections on dates), and ISO days beside them. Pure.

    3 MAR 1950        1950-03-03              BET 1950 AND 1955   [1950..1955]
    ABT 1950          1950~                   FROM 1950 TO 1955   1950/1955
    BEF MAR 1950      [..1950-03]             INT 1950 (…)        1950?

What is in another calendar, before our era, or in words is not read: it stays in words.
"""

from __future__ import annotations

import re
from typing import Final

from habeas.dates.edtf import parse
from habeas.errors import BadDate

MONTHS: Final = {
    m: n
    for n, m in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], start=1)
}
GREGORIAN: Final = re.compile(r"(?:@#DGREGORIAN@|GREGORIAN)\s+")
PLAIN: Final = re.compile(r"(?:(?:(\d{1,2})\s+)?([A-Z]{3})\s+)?(\d{3,4})")
ISO: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
WRITTEN: Final = re.compile(r"[\[\]0-9.~?/-]+")
RANGES: Final = (
    (re.compile(r"BET\s+(.+?)\s+AND\s+(.+)"), "[{}..{}]"),
    (re.compile(r"FROM\s+(.+?)\s+TO\s+(.+)"), "{}/{}"),
)
SINGLE: Final = (
    (re.compile(r"(?:ABT|ABOUT|EST|CAL)\.?\s+(.+)"), "{}~"),
    (re.compile(r"(?:BEF|BEFORE)\.?\s+(.+)"), "[..{}]"),
    (re.compile(r"(?:AFT|AFTER)\.?\s+(.+)"), "[{}..]"),
    (re.compile(r"FROM\s+(.+)"), "{}/.."),
    (re.compile(r"TO\s+(.+)"), "../{}"),
    (re.compile(r"INT\s+([^(]+?)\s*\(.*\)"), "{}?"),
)


def tree_date(words: str) -> str:
    """The EDTF text of a date; empty for one that is not read."""
    text = " ".join(GREGORIAN.sub("", words.upper()).split())
    if WRITTEN.fullmatch(text):
        return checked_date("{}", text)
    for pattern, form in RANGES:
        if found := pattern.fullmatch(text):
            return checked_date(form, _day(found[1]), _day(found[2]))
    for pattern, form in SINGLE:
        if found := pattern.fullmatch(text):
            return checked_date(form, _day(found[1]))
    return checked_date("{}", _day(text))


def _day(text: str) -> str:
    if ISO.fullmatch(text):
        return text
    found = PLAIN.fullmatch(text)
    if found is None or (found[2] and found[2] not in MONTHS):
        return ""
    month = f"-{MONTHS[found[2]]:02}" if found[2] else ""
    return f"{int(found[3]):04}{month}" + (f"-{int(found[1]):02}" if found[1] else "")


def checked_date(form: str, *days: str) -> str:
    """The form filled in with days as EDTF has them, when it is a date that exists; else empty."""
    if not all(days):
        return ""
    text = form.format(*days)
    try:
        parse(text)
    except BadDate:
        return ""
    return text
