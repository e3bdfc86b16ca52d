"""Text -> Edtf: the first and the last day a date may mean.

`a/b` lasts from a to b; everything else is ONE day somewhere between its bounds. `~` reaches one more of
its own units on each side (a convention), `?` reaches no further.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from habeas.dates import edtf_hints as hints
from habeas.dates.calendar import OPEN
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf_syntax import Form, Point, Precision, Shape, Span, read

Bounds = tuple[date | None, date | None]


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


def parse(text: str, conventions: Conventions = DEFAULTS) -> Edtf:
    """Read EDTF text. Raises BadDate, which says why a text is refused and what to write instead."""
    shape = read(text)
    limits = [_limits(span, shape, conventions) for span in shape.spans]
    begins, ends = _period(*limits[0]) if shape.form is Form.PERIOD else _single(limits)
    return Edtf(
        text=shape.text,
        earliest=begins[0],
        latest=ends[1],
        period=shape.form is Form.PERIOD,
        begins=begins,
        ends=ends,
        approximate=any(point.approximate for point in shape.points),
        uncertain=any(point.uncertain for point in shape.points),
        open_start=begins[0] is None,
        open_end=ends[1] is None,
        precision=_precision(shape),
    )


def _limits(span: Span, shape: Shape, conventions: Conventions) -> tuple[Bounds, Bounds]:
    """The bounds of both ends of a span. Raises BadDate when the end is certainly before the beginning."""
    first, last = (_bounds(point, conventions) for point in span)
    if first[0] and last[1] and last[1] < first[0]:
        raise hints.backwards(shape.text, _swapped(span, shape))
    return first, last


def _bounds(point: Point | None, conventions: Conventions) -> Bounds:
    return point.bounds(conventions.approx_units) if point else (None, None)


def _swapped(span: Span, shape: Shape) -> str:
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
