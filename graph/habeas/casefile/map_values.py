"""What a map of a case shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.model.geo_point import GeoPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSite:
    """A facility, or a place that is there to find one's way. `point` is None where nobody tells where it is.

    `of` is whose coordinates they are: its own, or those of a larger place. `others` are points that cannot be right
    beside this one. `held` counts who is held there on the day, by certainty.
    """

    ref: str
    label: str
    point: GeoPoint | None
    of: str = ""
    of_label: str = ""
    claims: tuple[str, ...] = ()
    others: tuple[GeoPoint, ...] = ()
    held: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CaseMap:
    """Facilities on the map, by name; places on it; and facilities of which nobody tells where they are."""

    sites: tuple[MapSite, ...]
    landmarks: tuple[MapSite, ...]
    unplaced: tuple[MapSite, ...]
