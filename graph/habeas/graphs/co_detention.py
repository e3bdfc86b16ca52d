"""Who may have been held together: pairs of people at one facility on the same days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from habeas.analysis.edges.edges import EdgePart, independent
from habeas.analysis.edges.facts import person_facility
from habeas.analysis.edges.periods import DrawnPeriod, meets
from habeas.errors import BadChoice, phrase, with_options
from habeas.formats.graph import Column, DrawnSpell, Type
from habeas.graphs.context import Context
from habeas.graphs.inputs import Filters
from habeas.model.claims import ReadClaim
from habeas.model.values import Ref

MOST_PAIRS: Final = 500_000
"""More pairs than this no graph program opens; the view then asks to be narrowed."""
HELD_TOGETHER: Final = (
    Column("facilities", Type.STRING, "where they were held together"),
    Column("certain", Type.BOOLEAN, "true when they were there together whatever the dates mean"),
)
NARROW: Final = with_options("Narrow it with {on}, {from} and {to}, or {by}.")


@dataclass(frozen=True, slots=True)
class _Stay:
    """Days of one person at one facility, without a break; open ends are the ends of the calendar."""

    start: date
    end: date
    person: Ref
    period: DrawnPeriod
    claims: tuple[ReadClaim, ...]


def co_detention(context: Context) -> Iterator[EdgePart]:
    """Pairs of people who may have been at one facility on the same days. Raises BadChoice when they are too many
    to draw."""
    count = 0
    for facility, stays in sorted(_by_facility(context).items()):
        for one, other in _meeting(sorted(stays, key=lambda stay: (stay.start, stay.person, stay.end))):
            if one.person != other.person and _wanted(one, other, context.filters):
                count += 1
                if count > MOST_PAIRS:
                    why = phrase(
                        "more than %(most_pairs)s pairs of people may have been held together",
                        most_pairs=f"{MOST_PAIRS:,}",
                    )
                    raise BadChoice(where="view co-detention", why=why, next=NARROW)
                yield _together(facility, one, other, context)


def _by_facility(context: Context) -> dict[Ref, list[_Stay]]:
    found: dict[Ref, list[_Stay]] = {}
    for part in person_facility(context.facts):
        if part.kind == "detainedAt" and part.period and not part.period.undated:
            own = (_Stay(*days, part.source, part.period, part.claims) for days in part.period.days())
            found.setdefault(part.target, []).extend(own)
    return found


def _meeting(stays: list[_Stay]) -> Iterator[tuple[_Stay, _Stay]]:
    """Every two stays that share a day; `stays` are in order of their first day."""
    present: list[_Stay] = []
    for stay in stays:
        present = [other for other in present if other.end >= stay.start]
        yield from ((other, stay) for other in present)
        present.append(stay)


def _wanted(one: _Stay, other: _Stay, filters: Filters) -> bool:
    """False when the days they share lie outside the days asked for: such pairs need not be made."""
    shared = (DrawnSpell(max(one.start, other.start).isoformat(), min(one.end, other.end).isoformat()),)
    return meets(shared, *(filters.on or (None, None))) and meets(shared, filters.since, filters.until)


def _together(facility: Ref, one: _Stay, other: _Stay, context: Context) -> EdgePart:
    first, second = sorted((one, other), key=lambda stay: str(stay.person))
    start, end = max(one.start, other.start), min(one.end, other.end)
    sure = _shared(_shared(one.period.sure, other.period.sure), (start, end))
    period = DrawnPeriod(
        start=None if start == date.min else start,
        end=None if end == date.max else end,
        precision=" / ".join(dict.fromkeys(stay.period.precision for stay in (first, second))),
        ongoing=one.period.ongoing or other.period.ongoing,
        sure=sure,
    )
    return EdgePart(
        source=first.person,
        target=second.person,
        kind="heldWith",
        claims=tuple({read.claim.id: read for stay in (first, second) for read in stay.claims}.values()),
        period=period,
        standing="derived",
        extra={"facilities": context.label(facility), "certain": sure is not None or None},
        weight=float(_days(period, context)),
        n_sources=min(independent(first.claims), independent(second.claims)),
    )


def _shared(one: tuple[date, date] | None, other: tuple[date, date] | None) -> tuple[date, date] | None:
    if one is None or other is None:
        return None
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start <= end else None


def _days(period: DrawnPeriod, context: Context) -> int:
    """How many days the stretch has; an open end counts up to the last day anything was said, an open start as one
    day."""
    end = period.end or context.filters.ongoing_until or context.last_day
    return max((end - period.start).days, 1) if end and period.start else 1
