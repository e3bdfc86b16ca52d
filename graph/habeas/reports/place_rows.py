"""Where somebody was held, as rows of a picture: one a place, in order of time, each with all stays there. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from habeas.analysis.custody.spells import Spell, ToldStay
from habeas.dates.calendar import Bounds
from habeas.reports.day_scale import Scale, day_after

MOST_PLACES: Final = 20
PLACE_ROW: Final = 36
"""How high a row is: the name of the place, and its stays below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StayBar:
    """One stay: the days it may have lasted, and in them those it lasted for certain (`core_x` is empty without any).

    `began` and `ended` are the bounds as claims tell them; empty where none does.
    """

    x: str
    width: str
    core_x: str
    core_width: str
    began: Bounds
    ended: Bounds
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """The stays at one place, or at one of several; without a place, those in one kind of custody."""

    places: tuple[str, ...]
    kind: str
    y: int
    stays: tuple[StayBar, ...]


def place_rows(spells: Sequence[Spell], scale: Scale, until: date) -> tuple[PlaceRow, ...]:
    """The places where stays are told up to a day, by when somebody was first there."""
    found: dict[tuple[tuple[str, ...], str], list[tuple[date, StayBar]]] = {}
    for stay in (stay for spell in spells for stay in spell.stays if stay.places or stay.kind):
        first = _first(stay, scale)
        found.setdefault((stay.places, stay.kind), []).append((first, _bar(stay, first, scale, until)))
    order = sorted(found.items(), key=lambda item: min(first for first, _ in item[1]))
    return tuple(
        PlaceRow(
            places=places,
            kind=kind,
            y=PLACE_ROW * number,
            stays=tuple(bar for _, bar in sorted(bars, key=lambda one: one[0])),
        )
        for number, ((places, kind), bars) in enumerate(order)
    )


def _first(stay: ToldStay, scale: Scale) -> date:
    told = [day for end in (stay.began, stay.seen, stay.ended) for day in end.hull if day]
    return stay.began.hull[0] or min(told, default=scale.first)


def _bar(stay: ToldStay, first: date, scale: Scale, until: date) -> StayBar:
    last = min(stay.ended.hull[1] or until, until)
    sure = (stay.began.hull[1] or stay.seen.hull[0], stay.ended.hull[0] or stay.seen.hull[1])
    core = sure if sure[0] and sure[1] and sure[0] <= sure[1] else None
    return StayBar(
        x=scale.x(first),
        width=scale.width(first, day_after(last)),
        core_x=scale.x(core[0]) if core and core[0] else "",
        core_width=scale.width(core[0], day_after(min(core[1], until))) if core and core[0] and core[1] else "",
        began=stay.began.hull,
        ended=stay.ended.hull,
        claims=stay.claims,
    )
