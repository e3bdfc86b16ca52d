"""Points on the earth as a picture: where each stands in it, the lines of the graticule, and a bar that tells how far.

The picture is flat, with the middle parallel true to scale, so that a bar holds everywhere along it. Nothing is fetched
and nothing is drawn that no claim tells: the graticule, places told with coordinates, and the facilities.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

WIDTH: Final = 960
HEIGHTS: Final = (420, 760)
"""The lowest and the highest a picture may be."""
MARGIN: Final = 0.12
"""Room on each side, as a share of what is drawn."""
NARROWEST: Final = 0.08
"""Degrees that are shown at least: some nine kilometres."""
POLE: Final = 90
STEPS: Final = (30.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
LINES: Final = 3
"""At least so many lines each way."""
KM_IN_DEGREE: Final = 111.32
SMALLEST, LARGEST = 7.0, 34.0
"""Radius of a dot for nobody, and for whom most are held."""
BAR: Final = 0.25
"""The longest a bar of distance may be, as a share of the width."""
LINE: Final = 17.0
"""How far below a point its name stands."""
TOGETHER: Final = 16.0
"""Dots nearer than this stand as one."""


@dataclass(frozen=True, slots=True)
class MapDot:
    """Facilities that stand at one point: their numbers in the list, and where the dot is and how large.

    `doubt` is the radius within which they may be, where that is larger than the dot. `own`: the point is that of a
    facility, and not of a larger place.
    """

    x: float
    y: float
    radius: float
    doubt: float
    held: int
    numbers: tuple[int, ...]
    refs: tuple[str, ...]
    labels: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class MapLine:
    """A parallel or a meridian: where it is drawn, and its degrees."""

    at: float
    degrees: float


@dataclass(frozen=True, slots=True)
class MapMark:
    """A place to find one's way by."""

    x: float
    y: float
    label: str
    words: tuple[float, float]
    """Where its name stands: below it, and below a dot that covers it."""


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Everything that a template draws; `bar` is how long the bar is, and how many kilometres that are."""

    width: int
    height: int
    dots: tuple[MapDot, ...]
    marks: tuple[MapMark, ...]
    meridians: tuple[MapLine, ...]
    parallels: tuple[MapLine, ...]
    bar: tuple[float, float]


class _Projection:
    """From degrees to the picture."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        self._turn = _western([lon for _, lon in points])
        lats, lons = [lat for lat, _ in points], [self._east(lon) for _, lon in points]
        middle = (min(lats) + max(lats)) / 2
        self.squeeze = max(0.05, math.cos(math.radians(middle)))
        across = max((max(lons) - min(lons)) * self.squeeze, NARROWEST) * (1 + 2 * MARGIN)
        upright = max(max(lats) - min(lats), NARROWEST) * (1 + 2 * MARGIN)
        height = min(max(WIDTH * upright / across, HEIGHTS[0]), HEIGHTS[1])
        self.scale = min(WIDTH / across, height / upright)
        self.height = round(height)
        self._centre = middle, (min(lons) + max(lons)) / 2

    def _east(self, lon: float) -> float:
        """Longitude counted on from the westernmost point, so that the date line parts nothing."""
        return lon if lon >= self._turn else lon + 360

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point stands."""
        x = WIDTH / 2 + (self._east(lon) - self._centre[1]) * self.squeeze * self.scale
        return round(x, 1), round(self.height / 2 - (lat - self._centre[0]) * self.scale, 1)

    def metres(self, within: float) -> float:
        """How long so many metres are."""
        return round(within / 1000 / KM_IN_DEGREE * self.scale, 1)

    def lines(self) -> tuple[tuple[MapLine, ...], tuple[MapLine, ...]]:
        """Meridians and parallels: the widest step that gives a few each way."""
        tall, wide = self.height / self.scale, WIDTH / self.scale / self.squeeze
        step = next((step for step in STEPS if min(tall, wide) / step >= LINES), STEPS[-1])
        west, south = self._centre[1] - wide / 2, self._centre[0] - tall / 2
        meridians = (MapLine(self.place_x(lon), _turned(lon)) for lon in _multiples(step, west, west + wide))
        parallels = (
            MapLine(self.place(lat, 0)[1], lat) for lat in _multiples(step, south, south + tall) if abs(lat) < POLE
        )
        return tuple(meridians), tuple(parallels)

    def place_x(self, lon: float) -> float:
        """Where a longitude, counted on, stands."""
        return round(WIDTH / 2 + (lon - self._centre[1]) * self.squeeze * self.scale, 1)

    def bar(self) -> tuple[float, float]:
        """A bar of a round number of kilometres."""
        most = WIDTH * BAR / self.scale * KM_IN_DEGREE
        tens = 10.0 ** math.floor(math.log10(most))
        km = next(n * tens for n in (5, 2, 1) if n * tens <= most)
        return round(km / KM_IN_DEGREE * self.scale, 1), km


def _western(lons: list[float]) -> float:
    """The point east of the widest gap around the earth: from there everything is counted."""
    order = sorted(set(lons))
    gaps = [(after - before, after) for before, after in itertools.pairwise(order)]
    gaps.append((order[0] + 360 - order[-1], order[0]))
    return max(gaps)[1]


def _multiples(step: float, first: float, last: float) -> list[float]:
    return [round(n * step, 4) for n in range(math.ceil(first / step), math.floor(last / step) + 1)]


def _turned(lon: float) -> float:
    return round((lon + 180) % 360 - 180, 4)


def picture_of(sites: Sequence[Mapping[str, Any]], landmarks: Iterable[Mapping[str, Any]]) -> MapPicture | None:
    """The picture of facilities, numbered in their order, and of landmarks; None where there is nothing to draw."""
    marks = list(landmarks)
    points = [(one["lat"], one["lon"]) for one in (*sites, *marks)]
    if not sites:
        return None
    on = _Projection(points)
    meridians, parallels = on.lines()
    dots = _dots(sites, on)
    named = tuple(_mark(one, on, dots) for one in marks)
    return MapPicture(WIDTH, on.height, dots, named, meridians, parallels, on.bar())


def _mark(one: Mapping[str, Any], on: _Projection, dots: Sequence[MapDot]) -> MapMark:
    x, y = on.place(one["lat"], one["lon"])
    below = max(
        (dot.y + dot.radius for dot in dots if math.dist((dot.x, dot.y), (x, y)) < dot.radius + LINE), default=y
    )
    return MapMark(x, y, one["label"], (x, round(max(below, y) + LINE, 1)))


def _dots(sites: Sequence[Mapping[str, Any]], on: _Projection) -> tuple[MapDot, ...]:
    """Facilities at one point together, the largest first, so that a small one is drawn over it."""
    together: list[tuple[tuple[float, float], list[int]]] = []
    for number, one in enumerate(sites):
        at = on.place(one["lat"], one["lon"])
        near = next((group for place, group in together if math.dist(place, at) < TOGETHER), None)
        if near is None:
            together.append((at, [number]))
        else:
            near.append(number)
    totals = [sum(sites[n]["total"] for n in group) for _, group in together]
    most = max(totals, default=0)
    dots = [
        _dot(at, [(n + 1, sites[n]) for n in group], total, most, on)
        for (at, group), total in zip(together, totals, strict=True)
    ]
    return tuple(sorted(dots, key=lambda dot: -dot.radius))


def _dot(
    at: tuple[float, float], here: list[tuple[int, Mapping[str, Any]]], held: int, most: int, on: _Projection
) -> MapDot:
    radius = round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(held / most), 1) if held else SMALLEST
    doubt = max(on.metres(one["within"]) for _, one in here)
    return MapDot(
        *at,
        radius,
        doubt if radius < doubt < WIDTH else 0.0,
        held,
        tuple(number for number, _ in here),
        tuple(one["ref"] for _, one in here),
        tuple(one["label"] for _, one in here),
        own=all(one["of"] == one["ref"] for _, one in here),
    )
