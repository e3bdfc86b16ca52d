"""Which came first, and what several dates span or share.

X is certainly before Y when its latest day is before Y's earliest, possibly before when its earliest day is
before Y's latest. Days are whole: two things on one day have no order.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from habeas.dates.edtf import Bounds, Edtf


class Order(StrEnum):
    """How one date relates to another. "Possibly before" rules out after; "unclear" rules out neither."""

    BEFORE = "before"
    POSSIBLY_BEFORE = "possibly-before"
    SAME_DAY = "same-day"
    UNCLEAR = "unclear"
    POSSIBLY_AFTER = "possibly-after"
    AFTER = "after"


def order(a: Edtf, b: Edtf) -> Order:
    """How `a` relates to `b`. A period counts with its whole length."""
    a_first, a_last = _closed(a)
    b_first, b_last = _closed(b)
    may_be_before, may_be_after = a_first < b_last, b_first < a_last
    may_meet = a_first <= b_last and b_first <= a_last
    if may_be_before and may_be_after:
        return Order.UNCLEAR
    if may_be_before:
        return Order.POSSIBLY_BEFORE if may_meet else Order.BEFORE
    if may_be_after:
        return Order.POSSIBLY_AFTER if may_meet else Order.AFTER
    return Order.SAME_DAY


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
