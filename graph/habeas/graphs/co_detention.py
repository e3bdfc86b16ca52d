"""Who may have been held together: pairs of people at one facility on the same days, and who was where in which month.

Pairs grow with the square of the people at a place, so a large case has to be narrowed; the view of months has one
line for each person, facility and month, and shows the same groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from habeas.analysis.edges.edges import EdgeFacts, EdgePart, independent
from habeas.analysis.edges.facts import person_facility
from habeas.analysis.edges.periods import DrawnPeriod
from habeas.analysis.edges.stretches import length, meets
from habeas.errors import BadChoice, phrase, with_options
from habeas.formats.graph import Column, DrawnSpell, Type
from habeas.graphs.context import Context
from habeas.graphs.inputs import Filters
from habeas.model.claims import ReadClaim
from habeas.model.values import Ref

MOST_PAIRS: Final = 500_000
"""More lines than this no graph program opens; the view then asks to be narrowed."""
HELD_TOGETHER: Final = (
    Column("facilities", Type.STRING, "where they were held together"),
    Column("certain", Type.BOOLEAN, "true when they were there together whatever the dates mean"),
)
NARROW: Final = with_options(
    "Narrow it with {at} for one facility, {on}, {from} and {to}, or {by}. "
    "The view facility-months shows the same groups with a line for each person and month."
)

TOO_MANY_PAIRS: Final = phrase(
    "more than %(most_pairs)s pairs of people may have been held together", most_pairs=f"{MOST_PAIRS:,}"
)


@dataclass(frozen=True, slots=True)
class Stay:
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
    for facility, stays in sorted(stays_by_facility(context).items()):
        for one, other in _meeting(sorted(stays, key=lambda stay: (stay.start, stay.person, stay.end))):
            if one.person != other.person and _wanted(one, other, context.filters):
                count += 1
                require_few(count, "co-detention", TOO_MANY_PAIRS)
                yield _together(facility, one, other, context)


def require_few(count: int, view: str, too_many: str) -> None:
    """Raise BadChoice when there are more lines than a graph program opens."""
    if count > MOST_PAIRS:
        raise BadChoice(where=f"view {view}", why=too_many, next=NARROW)


def stays_by_facility(context: Context) -> dict[Ref, list[Stay]]:
    """The stays at each facility asked for, without those that nothing dates."""
    found: dict[Ref, list[Stay]] = {}
    for part in person_facility(context.facts):
        asked = not context.filters.at or part.target in context.filters.at
        if asked and part.kind == "detainedAt" and part.period and not part.period.undated:
            own = (Stay(*days, part.source, part.period, part.claims) for days in part.period.days())
            found.setdefault(part.target, []).extend(own)
    return found


def _meeting(stays: list[Stay]) -> Iterator[tuple[Stay, Stay]]:
    """Every two stays that share a day; `stays` are in order of their first day."""
    present: list[Stay] = []
    for stay in stays:
        present = [other for other in present if other.end >= stay.start]
        yield from ((other, stay) for other in present)
        present.append(stay)


def _wanted(one: Stay, other: Stay, filters: Filters) -> bool:
    """False when the days they share lie outside the days asked for: such pairs need not be made."""
    shared = (DrawnSpell(max(one.start, other.start).isoformat(), min(one.end, other.end).isoformat()),)
    return meets(shared, *(filters.on or (None, None))) and meets(shared, filters.since, filters.until)


def _together(facility: Ref, one: Stay, other: Stay, context: Context) -> EdgePart:
    first, second = sorted((one, other), key=lambda stay: str(stay.person))
    start, end = max(one.start, other.start), min(one.end, other.end)
    sure = shared_days(shared_days(one.period.sure, other.period.sure), (start, end))
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
        n_sources=min(independent(first.claims), independent(second.claims)),
    )


def shared_days(one: tuple[date, date] | None, other: tuple[date, date] | None) -> tuple[date, date] | None:
    """The days that two stretches share."""
    if one is None or other is None:
        return None
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start <= end else None


def days_together(facts: EdgeFacts, context: Context) -> float:
    """How many days a line is drawn on, each once, from the first to the last day of each stretch (decision 150).

    An open end counts up to the last day anything was said, an open start as one day; no line weighs less than one.
    """
    last = context.filters.ongoing_until or context.last_day
    ends = ((spell.start, spell.end or (last.isoformat() if last else "")) for spell in facts.time.spells)
    return float(max(length(DrawnSpell(start, max(start, end)) for start, end in ends if start and end), 1))
