"""The text of a date taken apart: points, periods, sets. What was written, and nothing more.

EDTF level 1 and the sets of level 2: year, month, day, each with `~` (about), `?` (uncertain) or `%` (both);
unspecified digits (`201X`, `2024-XX-10`); seasons, quarters and halves of a year (`2024-21`, `2024-33`, `2024-40`);
`a/b` a period that lasts, either end open as `..` or left empty; `[a..b]` and `[a,b,c]` ONE day in there; `{a,b,c}` ALL
of them. Also a moment (`2026-01-12T10:14:00-05:00`), of which we use the day.

Canonical text: no spaces, `%` for `?~`, a set in order of time and without repeats, a set of one without its brackets,
no unspecified digits at the end (`2024-01-XX` is some day of `2024-01`), `..` for an empty end. So equal dates meet at
one time node. Nothing that changes a bound is changed.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from enum import StrEnum
from typing import Final

OPEN: Final = ".."
"""An open end."""
_DECEMBER: Final = 12
_LONGEST: Final = 200
_POINT: Final = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([~?%]|~\?|\?~)?")
SEASONS: Final = range(21, 42)
"""Seasons (21-24, northern 25-28, southern 29-32), quarters (33-36), thirds (37-39) and halves (40-41) of a year."""
_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)
# Word processors put these for the key "-" without being asked, and they mean nothing else: read as "-".
# The en and the em dash are refused (hints.py): print uses them for "to", and 2011–12 may be two years.
_HYPHENS: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-"))


class Precision(StrEnum):
    """How precise a date is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    MIXED = "mixed"


class Form(StrEnum):
    """What the points make together."""

    ONE = "one"
    PERIOD = "period"
    CHOICE = "choice"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class EdtfPoint:
    """A year, month or day as written; `mark` is one of "", "~", "?", "%"; `moment` a whole date-time.

    `digits` is the text of a date with unspecified digits; year, month and day are then those of the first it may be.
    """

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""
    moment: str = ""
    digits: str = ""

    @property
    def precision(self) -> Precision:
        """The unit it is given in."""
        if self.digits or self.season:
            return Precision.MIXED
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def text(self) -> str:
        """Its EDTF text."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return self.moment or (self.digits or "-".join(parts)) + self.mark

    @property
    def season(self) -> int:
        """The number of its season or other part of a year, 0 for a month."""
        return self.month if self.month in SEASONS and self.month else 0

    @property
    def approximate(self) -> bool:
        """Marked `~` or `%`."""
        return self.mark in ("~", "%")

    @property
    def uncertain(self) -> bool:
        """Marked `?` or `%`."""
        return self.mark in ("?", "%")

    @property
    def bounds(self) -> tuple[date, date]:
        """The first and the last day of it, whatever its mark; a season counts as its whole year."""
        if self.digits:
            return _first_day(self.digits), _first_day(self.digits, last=True)
        month = 0 if self.season else self.month
        first = date(self.year, month or 1, self.day or 1)
        if self.day:
            return first, first
        month = month or _DECEMBER
        return first, date(self.year, month, monthrange(self.year, month)[1])


Ends = tuple[EdtfPoint | None, EdtfPoint | None]


@dataclass(frozen=True, slots=True)
class Shape:
    """A date taken apart: one span for a single date or a period, several for a choice. None is an open end."""

    form: Form
    spans: tuple[Ends, ...]

    @property
    def points(self) -> tuple[EdtfPoint, ...]:
        """Every point that was written, in order."""
        return tuple(dict.fromkeys(point for span in self.spans for point in span if point))

    @property
    def text(self) -> str:
        """The canonical EDTF text."""
        first, last = self.spans[0]
        if self.form is Form.PERIOD:
            return f"{first.text if first else OPEN}/{last.text if last else OPEN}"
        if self.form is Form.ONE and first:
            return first.text
        members = ",".join(map(_span_text, self.spans))
        return f"{{{members}}}" if self.form is Form.ALL else f"[{members}]"


class DateFault(StrEnum):
    """What is wrong with a text that is not a date."""

    EMPTY = "empty"
    LENGTH = "length"
    FORM = "form"
    MOMENT = "moment"
    UNLIMITED = "unlimited"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class NotADate(ValueError):
    """A text that cannot be taken apart: what is wrong, with the text and the point where it is wrong."""

    def __init__(self, fault: DateFault, text: str, *, point: EdtfPoint | None = None, detail: str = "") -> None:
        super().__init__(f"{text!r}: {fault}")
        self.fault, self.text, self.point, self.detail = fault, text, point, detail


def read(text: str) -> Shape:
    """Take a text apart. Raises NotADate."""
    clean = _cleaned(text)
    for form, opening, closing in ((Form.CHOICE, "[", "]"), (Form.ALL, "{", "}")):
        if clean.startswith(opening) and clean.endswith(closing):
            return _set(clean, form)
    if clean.count("/") == 1 and len(clean) > 1:
        first, last = clean.split("/")
        return Shape(Form.PERIOD, ((_end(first, clean), _end(last, clean)),))
    point = _point(clean, clean)
    return Shape(Form.ONE, ((point, point),))


def _cleaned(text: str) -> str:
    clean = unicodedata.normalize("NFC", text).strip().translate(_HYPHENS)
    if not clean:
        raise NotADate(DateFault.EMPTY, clean)
    if len(clean) > _LONGEST:
        raise NotADate(DateFault.LENGTH, clean)
    return re.sub(r"\s*(/|,|\.\.|[\[\]{}])\s*", r"\1", clean)


def _moment(text: str) -> EdtfPoint:
    try:
        day = datetime.fromisoformat(text).date()
    except ValueError as error:
        raise NotADate(DateFault.MOMENT, text, detail=str(error)) from None
    return EdtfPoint(day.year, day.month, day.day, moment=text)


def _set(text: str, form: Form) -> Shape:
    spans = sorted({_span(member, text) for member in text[1:-1].split(",")}, key=_by_time)
    first, last = spans[0]
    if len(spans) == 1 and first == last:
        return Shape(Form.ONE, ((first, last),))
    return Shape(form, tuple(spans))


def _span(member: str, whole: str) -> Ends:
    if OPEN not in member:
        point = _point(member, whole)
        return point, point
    first, _, last = member.partition(OPEN)
    if not first and not last:
        raise NotADate(DateFault.UNLIMITED, whole)
    return (_point(first, whole) if first else None), (_point(last, whole) if last else None)


def _end(part: str, whole: str) -> EdtfPoint | None:
    return None if part in ("", OPEN) else _point(part, whole)


def _point(part: str, whole: str) -> EdtfPoint:
    if _MOMENT.fullmatch(part):
        return _moment(part)
    match = _POINT.fullmatch(part)
    if not match:
        raise NotADate(DateFault.FORM, whole)
    *written, mark = match.groups()
    units = [unit for unit in written if unit]
    while len(units) > 1 and units[-1] == "XX":
        units.pop()
    digits = "-".join(units) if any("X" in unit for unit in units) else ""
    mark = _MARKS.get(mark, mark or "")
    if digits:
        try:
            first = _first_day(digits)
        except ValueError:
            raise NotADate(DateFault.FORM, whole) from None
        return EdtfPoint(first.year, mark=mark, digits=digits)
    year, month, day = (*map(int, units), None, None)[:3]
    point = EdtfPoint(year or 0, month, day, mark)
    _check(point, whole)
    return point


_MARKS: Final = {"~?": "%", "?~": "%"}


def _first_day(digits: str, *, last: bool = False) -> date:
    """The first day, or the last, that unspecified digits may mean. Raises ValueError when there is none."""
    year, month, day = (*digits.split("-"), "XX", "XX")[:3]
    order = -1 if last else 1
    days = [each for each in range(1, 32) if _fits(day, each)][::order]
    months = [each for each in range(1, _DECEMBER + 1) if _fits(month, each)][::order]
    for of_year in range(MINYEAR, MAXYEAR + 1)[::order]:
        if not _fits(year, of_year):
            continue
        for of_month in months:
            length = monthrange(of_year, of_month)[1]
            if found := next((each for each in days if each <= length), 0):
                return date(of_year, of_month, found)
    raise ValueError(digits)


def _fits(pattern: str, number: int) -> bool:
    return all(sign in ("X", digit) for sign, digit in zip(pattern, f"{number:0{len(pattern)}}", strict=True))


def _check(point: EdtfPoint, whole: str) -> None:
    """Refuse a year, month or day that does not exist."""
    if not MINYEAR <= point.year <= MAXYEAR:
        raise NotADate(DateFault.YEAR, whole, point=point)
    if point.month is None or (point.season and point.day is None):
        return
    if not 1 <= point.month <= _DECEMBER:
        raise NotADate(DateFault.MONTH, whole, point=point)
    if point.day is not None and not 1 <= point.day <= monthrange(point.year, point.month)[1]:
        raise NotADate(DateFault.DAY, whole, point=point)


def _span_text(span: Ends) -> str:
    first, last = span
    if first and first == last:
        return first.text
    return f"{first.text if first else ''}{OPEN}{last.text if last else ''}"


def _by_time(span: Ends) -> tuple[date, date, str]:
    first, last = span
    return (
        first.bounds[0] if first else date.min,
        last.bounds[1] if last else date.max,
        _span_text(span),
    )
