"""Text -> Edtf: the first and the last day a date may mean.

`a/b` lasts from a to b, and so does a set `{…}` of days that follow each other; everything else is ONE day somewhere
between its bounds. `~` reaches one more of its own units on each side (a convention); `?` reaches no further, and what
rests on such a date is never certain. A moment counts on the day that it was in the time zone of the case.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from habeas.dates import hints
from habeas.dates.calendar import MONTHS_A_YEAR, Bounds, days_on, month_end, months_on
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.syntax import OPEN, DateFault, EdtfPoint, Ends, Form, NotADate, Precision, Shape, read
from habeas.errors import BadDate


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as understood. In a pair a first None means "no limit before", a second None "no limit after".

    `begins` and `ends` hold the first and last day on which a period may begin and may end; an open end is
    limited by the other one, since nothing ends before it begins. For a single date both are (earliest,
    latest).
    """

    text: str
    earliest: date | None
    latest: date | None
    period: bool
    begins: Bounds
    ends: Bounds
    approximate: bool
    uncertain: bool
    open_start: bool
    open_end: bool
    precision: Precision
    instant: datetime | None = None
    """In UTC, for a moment whose zone is known: moments have an order within their day."""


@lru_cache(maxsize=50_000)
def parse(text: str, conventions: Conventions = DEFAULTS) -> Edtf:
    """Read EDTF text. Raises BadDate, which says why a text is refused and what to write instead.

    Kept, because the days of a case come again and again.
    """
    try:
        shape = read(text)
    except NotADate as fault:
        raise _refusal(fault) from None
    limits = [_limits(span, shape, conventions) for span in shape.spans]
    period = shape.form is Form.PERIOD or (shape.form is Form.ALL and _follow_each_other(shape))
    begins, ends = _period(limits[0][0], limits[-1][1]) if period else _single(limits)
    return Edtf(
        text=shape.text,
        earliest=begins[0],
        latest=ends[1],
        period=period,
        begins=begins,
        ends=ends,
        approximate=any(point.approximate for point in shape.points),
        uncertain=any(point.uncertain for point in shape.points),
        open_start=begins[0] is None,
        open_end=ends[1] is None,
        precision=_precision(shape),
        instant=_instant(shape, conventions),
    )


def _follow_each_other(shape: Shape) -> bool:
    """True for a set of days with no day between them that is not in it."""
    if any(point.precision is not Precision.DAY or point.mark for point in shape.points):
        return False
    last_days = [last.bounds[1] if last else date.max for _, last in shape.spans[:-1]]
    first_days = [first.bounds[0] if first else date.min for first, _ in shape.spans[1:]]
    return all((first - last).days <= 1 for last, first in zip(last_days, first_days, strict=True))


def _instant(shape: Shape, conventions: Conventions) -> datetime | None:
    first = shape.spans[0][0]
    if shape.form is not Form.ONE or first is None or not first.moment:
        return None
    moment = datetime.fromisoformat(first.moment)
    if moment.tzinfo is None and conventions.time_zone:
        moment = moment.replace(tzinfo=ZoneInfo(conventions.time_zone))
    return moment.astimezone(UTC) if moment.tzinfo else None


_REFUSALS: Final[dict[DateFault, Callable[[NotADate], BadDate]]] = {
    DateFault.EMPTY: lambda _: hints.empty(),
    DateFault.LENGTH: lambda fault: hints.too_long(len(fault.text)),
    DateFault.FORM: lambda fault: hints.explain(fault.text),
    DateFault.MOMENT: lambda fault: hints.no_such_moment(fault.text, fault.detail),
    DateFault.UNLIMITED: lambda fault: hints.unlimited(fault.text),
    DateFault.YEAR: lambda fault: hints.no_such_year(fault.text),
}


def _refusal(fault: NotADate) -> BadDate:
    """Why the text is not a date, and what to write instead."""
    if fault.fault in _REFUSALS:
        return _REFUSALS[fault.fault](fault)
    point = fault.point
    if point is None or point.month is None:
        return hints.explain(fault.text)
    if fault.fault is DateFault.MONTH:
        return hints.no_such_month(fault.text, point.year, point.month)
    return hints.no_such_day(fault.text, point.year, point.month, monthrange(point.year, point.month)[1])


def _limits(span: Ends, shape: Shape, conventions: Conventions) -> tuple[Bounds, Bounds]:
    """The bounds of both ends of a span. Raises BadDate when the end is certainly before the beginning."""
    first, last = (_bounds(point, conventions) for point in span)
    if first[0] and last[1] and last[1] < first[0]:
        raise hints.backwards(shape.text, _swapped(span, shape))
    return first, last


def _bounds(point: EdtfPoint | None, conventions: Conventions) -> Bounds:
    if point is None or point.digits == "XXXX":
        return None, None
    if point.moment:
        day = _day_of(point, conventions)
        return day, day
    if point.season:
        return _season(point, conventions)
    return _widened(point, conventions.approx_units) if point.approximate else point.bounds


def _day_of(moment: EdtfPoint, conventions: Conventions) -> date:
    """The day of a moment where the case lies; as written where that is not known."""
    at = datetime.fromisoformat(moment.moment)
    if at.tzinfo and conventions.time_zone:
        try:
            return at.astimezone(ZoneInfo(conventions.time_zone)).date()
        except OverflowError:
            pass
    return at.date()


_SEASON_OF_SOUTH: Final = {21: 23, 22: 24, 23: 21, 24: 22}
_MONTHS_OF: Final = ((range(33, 37), 33, 3), (range(37, 40), 37, 4), (range(40, 42), 40, 6))


def _season(point: EdtfPoint, conventions: Conventions) -> Bounds:
    """First and last day of a season, by the hemisphere it names or that of the case, or of another part of a year."""
    number, units = point.season, conventions.approx_units if point.approximate else 0
    for numbers, first, size in _MONTHS_OF:
        if number in numbers:
            return _months_from(point.year, (number - first) * size + 1, size, units)
    south = number in range(29, 33) or (number in _SEASON_OF_SOUTH and conventions.hemisphere == "south")
    number = 21 + (number - 21) % 4
    number = _SEASON_OF_SOUTH[number] if south else number
    return _months_from(point.year, 3 + (number - 21) * 3, 3, units)


def _months_from(year: int, month: int, size: int, units: int) -> Bounds:
    first = date(year, month, 1)
    last = _within(months_on, first, size - 1 + units * size)
    return _within(months_on, first, -units * size), month_end(last.year, last.month)


def _widened(point: EdtfPoint, units: int) -> tuple[date, date]:
    """The bounds of an approximate date, which reaches further by a number of its own units on each side."""
    first, last = point.bounds
    if point.digits:
        years = 10 ** point.digits[:4].count("X") * units * MONTHS_A_YEAR
        last = _within(months_on, last.replace(day=1), years)
        return _within(months_on, first, -years), month_end(last.year, last.month)
    if point.precision is Precision.DAY:
        return _within(days_on, first, -units), _within(days_on, last, units)
    months = units * (MONTHS_A_YEAR if point.precision is Precision.YEAR else 1)
    end = _within(months_on, last.replace(day=1), months)
    return _within(months_on, first, -months), month_end(end.year, end.month)


def _within(step: Callable[[date, int], date], day: date, count: int) -> date:
    """A step that stops at the ends of the calendar instead of leaving it."""
    try:
        return step(day, count)
    except BadDate:
        return date.min if count < 0 else date.max


def _swapped(span: Ends, shape: Shape) -> str:
    first, last = (point.text if point else OPEN for point in span)
    return f"{last}/{first}" if shape.form is Form.PERIOD else f"[{last}..{first}]"


def _period(first: Bounds, last: Bounds) -> tuple[Bounds, Bounds]:
    """Beginning and end, each limited by the other: a period begins before it ends."""
    latest_begin = min((day for day in (first[1], last[1]) if day), default=None)
    earliest_end = max((day for day in (first[0], last[0]) if day), default=None)
    return (first[0], latest_begin), (earliest_end, last[1])


def _single(limits: list[tuple[Bounds, Bounds]]) -> tuple[Bounds, Bounds]:
    """The hull of all the days it may be, for the beginning and for the end."""
    firsts = [first[0] for first, _ in limits]
    lasts = [last[1] for _, last in limits]
    earliest = None if None in firsts else min(day for day in firsts if day)
    latest = None if None in lasts else max(day for day in lasts if day)
    return (earliest, latest), (earliest, latest)


def _precision(shape: Shape) -> Precision:
    """The unit all points share; mixed when they share none, or when there is no point at all."""
    units = {point.precision for point in shape.points}
    return units.pop() if len(units) == 1 else Precision.MIXED


# -- which came first, and what several dates span or share
#
# X is certainly before Y when its latest day is before Y's earliest, possibly before when its earliest day is before
# Y's latest. Days are whole: two things on one day have no order, unless both are moments.


class DateOrder(StrEnum):
    """How one date relates to another. "Possibly before" rules out after; "unclear" rules out neither."""

    BEFORE = "before"
    POSSIBLY_BEFORE = "possibly-before"
    SAME_DAY = "same-day"
    UNCLEAR = "unclear"
    POSSIBLY_AFTER = "possibly-after"
    AFTER = "after"


def order(a: Edtf, b: Edtf) -> DateOrder:
    """How `a` relates to `b`. A period counts with its whole length."""
    if a.instant and b.instant and a.instant != b.instant:
        return DateOrder.BEFORE if a.instant < b.instant else DateOrder.AFTER
    a_first, a_last = _closed(a)
    b_first, b_last = _closed(b)
    may_be_before, may_be_after = a_first < b_last, b_first < a_last
    may_meet = a_first <= b_last and b_first <= a_last
    if may_be_before and may_be_after:
        return DateOrder.UNCLEAR
    if may_be_before:
        return DateOrder.POSSIBLY_BEFORE if may_meet else DateOrder.BEFORE
    if may_be_after:
        return DateOrder.POSSIBLY_AFTER if may_meet else DateOrder.AFTER
    return DateOrder.SAME_DAY


def hull(dates: Iterable[Edtf]) -> Bounds:
    """The first and last day that any of them may mean; None where one has no limit, or where there are no dates."""
    known = list(dates)
    firsts = [each.earliest for each in known]
    lasts = [each.latest for each in known]
    return (
        None if None in firsts else min((day for day in firsts if day), default=None),
        None if None in lasts else max((day for day in lasts if day), default=None),
    )


def core(dates: Iterable[Edtf]) -> Bounds | None:
    """The first and last day that all of them allow (constraints of ONE claim); None when no day fits."""
    known = list(dates)
    first = max((each.earliest for each in known if each.earliest), default=None)
    last = min((each.latest for each in known if each.latest), default=None)
    return None if first and last and last < first else (first, last)


def _closed(each: Edtf) -> tuple[int, int]:
    """Day numbers, with one more on each side of the calendar for an end without limit."""
    first = each.earliest.toordinal() if each.earliest else date.min.toordinal() - 1
    last = each.latest.toordinal() if each.latest else date.max.toordinal() + 1
    return first, last
