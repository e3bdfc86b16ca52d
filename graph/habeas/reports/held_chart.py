"""How many are held over time, as a picture: those known by name, and above them the totals that somebody publishes.

Each has a scale of its own: a list counts other people than this file knows by name, so neither is drawn on the other.
The picture is SVG that needs nothing else; a page gives its classes the colours of the page. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from babel.dates import format_date
from babel.numbers import format_decimal

from habeas.reports.day_scale import Scale, percent

WIDTH: Final = 720
ABOVE, BELOW = 120, 150
"""How high the published totals are drawn, and those known by name."""
HEAD: Final = 30
FOOT: Final = 26
LINES: Final = 4
NEAR: Final = 2.5
"""Totals nearer than this share of the width stand side by side."""
BESIDE, MOST_BESIDE = 17, 6
LATE: Final = 75.0
EDGE: Final = 8.0
"""Names of days this near an edge stand within it."""
ROW: Final = 18
CERTAIN, POSSIBLE, TOTAL = "#1f4e5f", "#c4d8df", "#8a2d2d"
FORMATS: Final = {"day": "d MMM y", "month": "MMM y", "year": "y"}


class HeldNumbers(NamedTuple):
    """How many are held by certainty, from a day on until the next of its kind."""

    first: date
    certain: int
    contested: int
    assumed: int
    possible: int

    @property
    def most(self) -> int:
        """All of them: there are not more, as far as anything tells."""
        return self.certain + self.contested + self.assumed + self.possible


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTotal:
    """A number that somebody gives of those held, for the days it is told for; `number` is where it stands in the list
    beside. None is no limit.
    """

    number: int
    first: date | None
    last: date | None
    lower: int | None
    upper: int | None
    title: str

    @property
    def day(self) -> date:
        """Where it is drawn: in the middle of its days."""
        first, last = self.first or self.last or date.min, self.last or self.first or date.min
        return first + (last - first) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldChartWords:
    """The words of the picture, in the language of its reader."""

    lang: str
    title: str
    description: str
    published: str
    by_name: str
    certain: str
    possible: str
    total: str


def held_svg(
    rows: Sequence[HeldNumbers],
    published: Iterable[PublishedTotal],
    last: date,
    words: HeldChartWords,
    *,
    ident: str = "",
) -> str:
    """The picture, up to a day. With `ident`, for a page: as wide as there is room, its title and description under
    that name.
    """
    told = sorted(published, key=lambda one: (one.day, one.number))
    first = min([rows[0].first, *(one.day for one in told)])
    scale, top = Scale(first, max(last, first + timedelta(1))), HEAD if told else 0
    floor = (top + ABOVE + 12 if told else 0) + HEAD + BELOW
    legend = [("chart-certain", CERTAIN, words.certain), ("chart-possible", POSSIBLE, words.possible)]
    legend += [("chart-total", TOTAL, words.total)] if told else []
    height = floor + FOOT + ROW * len(legend)
    upper = _published(told, scale, words, HEAD) if told else ""
    lower = _by_name(rows, scale, words, floor - BELOW)
    size = f'width="{"100%" if ident else WIDTH}" height="{height}"'
    names = f'aria-labelledby="{ident}-title {ident}-desc"' if ident else f"aria-label={quoteattr(words.title)}"
    title, about = (f' id="{ident}-title"', f' id="{ident}-desc"') if ident else ("", "")
    ground = "" if ident else f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {names} '
        f'font-family="DejaVu Sans, Verdana, sans-serif" font-size="11" fill="#1b1b1b">'
        f"<title{title}>{escape(words.title)}</title><desc{about}>{escape(words.description)}</desc>{ground}"
        f"{''.join(_marks(scale, floor + FOOT, words.lang))}{upper}{lower}"
        f"{''.join(_legend(legend, floor + FOOT + 4))}</svg>"
    )


def _marks(scale: Scale, bottom: int, lang: str) -> Iterator[str]:
    for mark in scale.marks():
        share = float(mark.x.rstrip("%"))
        anchor = "start" if share < EDGE else "end" if share > 100 - EDGE else "middle"
        named = escape(format_date(mark.day, FORMATS[mark.exact], locale=lang))
        yield (
            f'<line class="tick" x1="{mark.x}" x2="{mark.x}" y1="20" y2="{bottom - 20}" stroke="#cccccc"/>'
            f'<text class="when" x="{mark.x}" y="{bottom - 5}" text-anchor="{anchor}" fill="#4a4a4a">{named}</text>'
        )


def _legend(rows: Iterable[tuple[str, str, str]], top: int) -> Iterator[str]:
    for place, (name, fill, words) in enumerate(rows):
        y = top + ROW * place
        sign = f"M13 {y}l6 6-6 6-6-6z" if name == "chart-total" else f"M0 {y}h26v12h-26z"
        yield f'<path class="{name}" fill="{fill}" stroke="{CERTAIN if fill == POSSIBLE else fill}" d="{sign}"/>'
        yield f'<text x="34" y="{y + 10}">{escape(words)}</text>'


class _Axis:
    """A scale of numbers: from nothing at the bottom to at least the most."""

    def __init__(self, most: int, top: int, height: int) -> None:
        self.step = _step(max(most, 1))
        self.lines = [number * self.step for number in range(max(1, math.ceil(most / self.step)) + 1)]
        self._top, self._height = top, height

    def y(self, number: int) -> float:
        """How far down a number stands."""
        return round(self._top + self._height * (1 - number / self.lines[-1]), 1)

    def drawn(self) -> Iterator[str]:
        """Its lines and their numbers."""
        for number in self.lines:
            y = self.y(number)
            yield f'<line class="tick" x1="0" x2="100%" y1="{y}" y2="{y}" stroke="#cccccc"/>'

    def numbers(self, lang: str) -> Iterator[str]:
        """What its lines stand for, over what is drawn."""
        for number in self.lines[1:]:
            yield (
                f'<text class="when" x="0" y="{self.y(number) - 4}" fill="#4a4a4a" stroke="#ffffff" stroke-width="3" '
                f'paint-order="stroke">{format_decimal(number, locale=lang)}</text>'
            )


def _step(most: int) -> int:
    """The distance of the lines: 1, 2 or 5 with zeros, so that few suffice."""
    tens: int = 10 ** max(0, math.floor(math.log10(most)) - 1)
    return next(n * tens for n in (1, 2, 5, 10, 20, 50, 100) if most / (n * tens) <= LINES)


def _lane(words: str, y: int) -> str:
    return f'<text class="lane" x="0" y="{y}" font-weight="bold">{escape(words)}</text>'


# -- known by name


def _by_name(rows: Sequence[HeldNumbers], scale: Scale, words: HeldChartWords, top: int) -> str:
    axis = _Axis(max(row.most for row in rows), top, BELOW)
    areas = [
        _area(rows, [row.most for row in rows], scale, axis, f'class="chart-possible" fill="{POSSIBLE}"'),
        _area(rows, [row.certain for row in rows], scale, axis, f'class="chart-certain" fill="{CERTAIN}"'),
    ]
    height = top + BELOW
    size = f'width="100%" height="{height}" viewBox="0 0 1000 {height}" preserveAspectRatio="none"'
    drawn = f'<svg x="0" y="0" {size}>{"".join(areas)}</svg>'
    return f"{_lane(words.by_name, top - 16)}{''.join(axis.drawn())}{drawn}{''.join(axis.numbers(words.lang))}"


def _area(rows: Sequence[HeldNumbers], numbers: Sequence[int], scale: Scale, axis: _Axis, how: str) -> str:
    """A stair from day to day, filled to the ground."""
    ground = axis.y(0)
    path = [f"M{scale.share(rows[0].first) * 10:.1f} {ground}"]
    for row, number in zip(rows, numbers, strict=True):
        path.append(f"H{scale.share(row.first) * 10:.1f}V{axis.y(number)}")
    path.append(f"H{scale.share(scale.last) * 10:.1f}V{ground}Z")
    return f'<path {how} stroke="{CERTAIN}" vector-effect="non-scaling-stroke" d="{"".join(path)}"/>'


# -- published


def _published(told: Sequence[PublishedTotal], scale: Scale, words: HeldChartWords, top: int) -> str:
    greatest = max(max(one.lower or 0, one.upper or 0) for one in told)
    openly = any(one.upper is None for one in told)
    axis = _Axis(math.ceil(greatest * 1.15) if openly else greatest, top, ABOVE)
    points = "".join(_point(one, x, dx, axis, top) for one, x, dx in _side_by_side(told, scale))
    return f"{_lane(words.published, top - 16)}{''.join(axis.drawn())}{points}{''.join(axis.numbers(words.lang))}"


def _side_by_side(told: Sequence[PublishedTotal], scale: Scale) -> Iterator[tuple[PublishedTotal, float, int]]:
    """Where each stands: those too near each other one beside the other, in their order, within the picture."""
    groups: list[tuple[float, list[PublishedTotal]]] = []
    for one in told:
        x = scale.share(one.day)
        if groups and x - groups[-1][0] < NEAR:
            groups[-1][1].append(one)
        else:
            groups.append((x, [one]))
    for x, group in groups:
        left = min(len(group), MOST_BESIDE) - 1 if x > LATE else 0
        for place, one in enumerate(group):
            yield one, x, (place % MOST_BESIDE - left) * BESIDE


def _point(one: PublishedTotal, x: float, dx: int, axis: _Axis, top: int) -> str:
    low, high = axis.y(one.lower or 0), top if one.upper is None else axis.y(one.upper)
    line = f'<line class="chart-range" x1="{dx}" x2="{dx}" y1="{low}" y2="{high}" stroke="{TOTAL}" stroke-width="2"'
    dashed = ' stroke-dasharray="3 3"' if one.upper is None or one.lower is None else ""
    ends = [y for y, bound in ((low, one.lower), (high, one.upper)) if bound is not None]
    signs = "".join(
        f'<path class="chart-total" fill="{TOTAL}" d="M{dx} {y - 5}l5 5-5 5-5-5z"/>' for y in dict.fromkeys(ends)
    )
    tip = f'<path class="chart-total" fill="{TOTAL}" d="M{dx} {top - 4}l4 6h-8z"/>' if one.upper is None else ""
    name = f'<text class="num" x="{dx}" y="{max(low, *ends) + 15}" text-anchor="middle">{one.number}</text>'
    drawn = f"<g><title>{escape(one.title)}</title>{line}{dashed}/>{signs}{tip}{name}</g>"
    return f'<svg x="{percent(x)}" y="0" width="1" height="1" overflow="visible">{drawn}</svg>'
