"""Who was held where, and who was held together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from habeas.errors import BadChoice
from habeas.formats.graph import Column, Spell, Type
from habeas.graphs.context import Ground
from habeas.graphs.edges import Tie, independent
from habeas.graphs.inputs import Filters
from habeas.graphs.time import Drawn, meets
from habeas.model import Claim, Ref

MOST_PAIRS: Final = 500_000
"""More pairs than this no graph program opens; the view then asks to be narrowed."""
HELD_TOGETHER: Final = (
    Column("facilities", Type.STRING, "where they were held together"),
    Column("certain", Type.BOOLEAN, "true when they were there together whatever the dates mean"),
)


def person_facility(ground: Ground) -> Iterator[Tie]:
    """Each stay of a person at a facility; a facility named only for a release is drawn for the day of the release."""
    drawn: set[tuple[Ref, Ref]] = set()
    for event in ground.events.values():
        if event.ref.kind == "detention":
            for tie in ground.lines.of_person(event):
                if tie.kind == "detainedAt":
                    drawn.add((tie.source, tie.target))
                    yield tie
    for event in ground.events.values():
        if event.ref.kind == "release":
            ties = (tie for tie in ground.lines.of_person(event) if tie.kind == "releasedFrom")
            yield from (tie for tie in ties if (tie.source, tie.target) not in drawn)


@dataclass(frozen=True, slots=True)
class _Stay:
    """One person's days at one facility, with open ends closed far away for the reckoning."""

    start: date
    end: date
    person: Ref
    drawn: Drawn
    claims: tuple[Claim, ...]


def co_detention(ground: Ground) -> Iterator[Tie]:
    """Pairs of people who may have been at one facility on the same days. Raises BadChoice when they are too many to draw."""
    count = 0
    for facility, stays in sorted(_by_facility(ground).items()):
        for one, other in _meeting(sorted(stays, key=lambda stay: (stay.start, stay.person, stay.end))):
            if one.person != other.person and _wanted(one, other, ground.filters):
                count += 1
                if count > MOST_PAIRS:
                    why = f"more than {MOST_PAIRS:,} pairs of people may have been held together"
                    raise BadChoice(
                        where="view co-detention", why=why, next="Narrow it with --on, --from and --to, or --by."
                    )
                yield _together(facility, one, other, ground)


def _by_facility(ground: Ground) -> dict[Ref, list[_Stay]]:
    found: dict[Ref, list[_Stay]] = {}
    for tie in person_facility(ground):
        if tie.kind == "detainedAt" and tie.drawn and not tie.drawn.undated:
            start, end = tie.drawn.start or date.min, tie.drawn.end or date.max
            found.setdefault(tie.target, []).append(_Stay(start, end, tie.source, tie.drawn, tie.claims))
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
    shared = (Spell(max(one.start, other.start).isoformat(), min(one.end, other.end).isoformat()),)
    return meets(shared, *(filters.on or (None, None))) and meets(shared, filters.since, filters.until)


def _together(facility: Ref, one: _Stay, other: _Stay, ground: Ground) -> Tie:
    first, second = sorted((one, other), key=lambda stay: str(stay.person))
    start, end = max(one.start, other.start), min(one.end, other.end)
    sure = _shared(one.drawn.sure, other.drawn.sure)
    drawn = Drawn(
        start=None if start == date.min else start,
        end=None if end == date.max else end,
        precision=" / ".join(dict.fromkeys(stay.drawn.precision for stay in (first, second))),
        ongoing=one.drawn.ongoing or other.drawn.ongoing,
        sure=sure,
    )
    return Tie(
        source=first.person,
        target=second.person,
        kind="heldWith",
        claims=tuple({claim.id: claim for stay in (first, second) for claim in stay.claims}.values()),
        drawn=drawn,
        standing="derived",
        extra={"facilities": ground.label(facility), "certain": sure is not None or None},
        weight=float(_days(drawn, ground)),
        n_sources=min(independent(first.claims), independent(second.claims)),
    )


def _shared(one: tuple[date, date] | None, other: tuple[date, date] | None) -> tuple[date, date] | None:
    if one is None or other is None:
        return None
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start <= end else None


def _days(drawn: Drawn, ground: Ground) -> int:
    """How many days the stretch has; an open end counts up to the last day anything was said, an open start as one day."""
    end = drawn.end or ground.filters.ongoing_until or ground.last_day
    return max((end - drawn.start).days + 1, 1) if end and drawn.start else 1
