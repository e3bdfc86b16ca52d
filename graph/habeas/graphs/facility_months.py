"""Who was where in which month: one line for each person, facility and month, also where pairs are too many to draw."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from habeas.analysis.edges.edges import EdgePart, independent
from habeas.analysis.edges.stretches import DAY
from habeas.errors import phrase
from habeas.graphs.co_detention import MOST_PAIRS, Stay, require_few, shared_days, stays_by_facility
from habeas.graphs.context import Context
from habeas.model.values import Ref

TOO_MANY_MONTHS: Final = phrase(
    "more than %(most_pairs)s lines between people and months", most_pairs=f"{MOST_PAIRS:,}"
)


def facility_months(context: Context) -> Iterator[EdgePart]:
    """From each person to every month in which they may have been at a facility, which is a node of its own. Raises
    BadChoice when they are too many to draw."""
    count = 0
    for facility, stays in sorted(stays_by_facility(context).items()):
        low, high = _drawn(stays, context)
        for stay in sorted(stays, key=lambda stay: (stay.start, stay.person, stay.end)):
            for first, last in _months(max(stay.start, low), min(stay.end, high)):
                count += 1
                require_few(count, "facility-months", TOO_MANY_MONTHS)
                yield _in_month(facility, (first, last), stay, context)


def _drawn(stays: list[Stay], context: Context) -> tuple[date, date]:
    """The days that months are drawn for: from the first day told to the last that anything was, as far as asked."""
    filters = context.filters
    on_first, on_last = filters.on or (None, None)
    told = [day for stay in stays for day in (stay.start, stay.end) if day not in {date.min, date.max}]
    last = max([*told, *(day for day in (filters.ongoing_until, context.last_day) if day)], default=date.min)
    lows = (min(told, default=last), filters.since, on_first)
    return max(day for day in lows if day), min(day for day in (last, filters.until, on_last) if day)


def _months(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The days of each month between two days."""
    while start <= end:
        last = min(start.replace(day=monthrange(start.year, start.month)[1]), end)
        yield start, last
        if last == end:
            return
        start = last + DAY


def _in_month(facility: Ref, days: tuple[date, date], stay: Stay, context: Context) -> EdgePart:
    month = f"{days[0]:%Y-%m}"
    node = Ref(facility.kind, f"{facility.slug}@{month}")
    context.named[node] = f"{context.label(facility)}, {month}"
    period = replace(stay.period, start=days[0], end=days[1], sure=shared_days(stay.period.sure, days), out=())
    return EdgePart(
        source=stay.person,
        target=node,
        kind="detainedAt",
        claims=stay.claims,
        period=replace(period, ongoing=False, clash=False),
        standing="derived",
        n_sources=independent(stay.claims),
    )
