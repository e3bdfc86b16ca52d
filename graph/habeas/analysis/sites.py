"""Where places lie, by what claims say: their own coordinates, or those of the nearest larger place they lie in.

Of several points told of one place, the one stands with which most documents agree, then the one with the least doubt.
What stands for a place without coordinates of its own is the larger place, and how near that is meant. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from habeas.analysis.people import Cluster, itself
from habeas.model.claims import stands_as_fact
from habeas.model.geo_point import COORDINATES, GeoPoint, geo_point
from habeas.model.values import Claim, Ref

WITHIN: Final = "containedInPlace"
RELATIONS: Final = (COORDINATES, WITHIN)
"""The relations that tell where something lies."""


@dataclass(frozen=True, slots=True)
class SitePosition:
    """Where a place stands on a map. `of` is whose coordinates they are: its own, or those of a larger place.

    `claims` state this point or one that agrees with it; `others` are points that cannot be right beside it.
    """

    point: GeoPoint
    of: str
    claims: tuple[str, ...]
    others: tuple[GeoPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Sites:
    """Where everything lies of which that is told."""

    own: Mapping[str, SitePosition] = field(default_factory=dict)
    larger: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> SitePosition | None:
        """Where a place stands: its own point, else that of the nearest larger place with one."""
        seen, ring = {name}, [name]
        while ring:
            if found := next((self.own[each] for each in ring if each in self.own), None):
                return found
            ring = sorted({wider for each in ring for wider in self.larger.get(each, ())} - seen)
            seen.update(ring)
        return None


NOWHERE: Final = Sites()


def sites_of(claims: Iterable[Claim], cluster: Cluster = itself) -> Sites:
    """Where places lie by these claims, as far as they stand as facts."""
    points: dict[str, dict[GeoPoint, list[Claim]]] = {}
    larger: dict[str, set[str]] = {}
    for claim in claims:
        if not stands_as_fact(claim):
            continue
        name = cluster(str(claim.subject))
        if claim.relation == COORDINATES and isinstance(claim.object, str):
            points.setdefault(name, {}).setdefault(geo_point(claim.object), []).append(claim)
        elif claim.relation == WITHIN and isinstance(claim.object, Ref):
            larger.setdefault(name, set()).add(cluster(str(claim.object)))
    return Sites(
        {name: _chosen(name, told) for name, told in points.items()},
        {name: tuple(sorted(wider - {name})) for name, wider in larger.items()},
    )


def _chosen(name: str, told: Mapping[GeoPoint, list[Claim]]) -> SitePosition:
    agreeing = {point: [other for other in told if point.agrees_with(other)] for point in told}

    def documents(point: GeoPoint) -> int:
        return len({claim.source for other in agreeing[point] for claim in told[other]})

    best = min(told, key=lambda point: (-documents(point), point.within, point))
    claims = sorted(claim.id for other in agreeing[best] for claim in told[other])
    return SitePosition(best, name, tuple(claims), tuple(sorted(set(told) - set(agreeing[best]))))
