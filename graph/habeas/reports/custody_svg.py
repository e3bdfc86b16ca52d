"""The timeline of a person as SVG that needs nothing else: no script, no style sheet, no font of its own.

Certain is solid, contested two-toned, assumed light, possible hatched; so it can be read without colours. Every word in
it is escaped. Widths are shares: it is as wide as a document, or as there is room on a page, whose style sheet gives
its classes their colours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from babel.dates import format_date

from habeas.reports.day_scale import Mark
from habeas.reports.place_rows import PlaceRow
from habeas.reports.timeline import Bar, Event, TimelineDrawing

WIDTH: Final = 680
OUT: Final = frozenset(["left", "free", "furlough", "dead", "dead-in-custody"])
FILLS: Final = {
    "certain": "#1f4e5f",
    "contested": "url(#twotone)",
    "assumed": "#a9c6d0",
    "possible": "url(#hatch)",
    "not": "#ffffff",
}
FORMATS: Final = {"day": "d MMM y", "month": "MMM y", "year": "y"}
PATTERNS: Final = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#ffffff"/><rect width="2" height="6" fill="#1f4e5f"/></pattern>'
    '<pattern id="twotone" width="10" height="10" patternUnits="userSpaceOnUse">'
    '<rect width="5" height="10" fill="#1f4e5f"/><rect x="5" width="5" height="10" fill="#c8782a"/></pattern></defs>'
)
LONGEST: Final = 48
"""Letters of the name of a place in the picture; the list below it has the whole name."""
EARLY, LATE = 10.0, 90.0
"""Shares of the width: beyond them, words stand on the other side of their sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingWords:
    """The words of the drawing in the language of the document; `places` are what facilities and places are called,
    `state` what a state of custody is.
    """

    lang: str
    title: str
    description: str
    custody: str
    where: str
    to_the_day: str
    vaguely: str
    certainty: Mapping[str, str]
    places: Mapping[str, str]
    unplaced: str
    state: Callable[[str], str]


def custody_svg(drawing: TimelineDrawing, words: DrawingWords, *, ident: str = "") -> str:
    """The drawing, 680 units wide, with a title and a description for those who cannot see it, and its legend.

    With `ident`, for a page: as wide as there is room, its title and description under that name; the page has the
    patterns and the legend.
    """
    height = drawing.height + (0 if ident else 26)
    names = f'aria-labelledby="{ident}-title {ident}-desc"' if ident else f"aria-label={quoteattr(words.title)}"
    title, about = (f' id="{ident}-title"', f' id="{ident}-desc"') if ident else ("", "")
    ground = "" if ident else f'{PATTERNS}<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    legend = "" if ident else "".join(_legend(drawing.height + 6, words))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{"100%" if ident else WIDTH}" height="{height}" '
        f'role="img" {names} font-family="DejaVu Sans, Verdana, sans-serif" font-size="11" fill="#1b1b1b">'
        f"<title{title}>{escape(words.title)}</title><desc{about}>{escape(words.description)}</desc>"
        f"{ground}{''.join(_body(drawing, words))}{legend}</svg>"
    )


def _body(drawing: TimelineDrawing, words: DrawingWords) -> Iterator[str]:
    yield from (_mark(mark, drawing.height, words.lang) for mark in drawing.scale.marks())
    yield _lane(words.custody, 0)
    yield from (_bar(bar, words) for bar in drawing.bars)
    if drawing.places:
        top = drawing.tops["places"]
        yield _lane(words.where, top)
        yield from (_place(row, top + 20, words) for row in drawing.places)
    if drawing.days:
        top = drawing.tops["days"]
        yield _lane(words.to_the_day, top)
        yield from (_point(point.x, point.numbers, top + 21) for point in drawing.points)
    if drawing.vague:
        top = drawing.tops["vague"]
        yield _lane(words.vaguely, top)
        yield from (_vague(event, top + 20) for event in drawing.vague)


def _share(x: str) -> float:
    return float(x.rstrip("%"))


def _number(x: str, dx: int, y: float, text: str, *, end: bool) -> str:
    """A number beside its sign."""
    anchor = "end" if end else "start"
    return f'<text class="num" x="{x}" dx="{dx}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


def _lane(name: str, top: int) -> str:
    return f'<text class="lane" x="0" y="{top + (13 if top else 11)}" font-weight="bold">{escape(name)}</text>'


def _mark(mark: Mark, height: int, lang: str) -> str:
    named, share = format_date(mark.day, FORMATS[mark.exact], locale=lang), _share(mark.x)
    anchor = "start" if share < EARLY else "end" if share > LATE else "middle"
    line = f'<line class="tick" x1="{mark.x}" x2="{mark.x}" y1="16" y2="{height - 20}" stroke="#bbbbbb"/>'
    text = (
        f'<text class="when" x="{mark.x}" y="{height - 5}" text-anchor="{anchor}" fill="#4a4a4a">{escape(named)}</text>'
    )
    return line + text


def _rect(name: str, x: str, width: str, top: float, height: float, fill: str) -> str:
    width = f"{min(_share(width), 99.8 - _share(x)):.2f}%"
    return (
        f'<rect class="{name}" x="{x}" y="{top:g}" width="{width}" height="{height:g}" rx="2" fill="{fill}" '
        'stroke="#1f4e5f"/>'
    )


def _bar(bar: Bar, words: DrawingWords) -> str:
    out = bar.state in OUT
    name = f"bar {bar.word.replace(' ', '-')}" + (" out" if out else "") + (" dead" if bar.state[:4] == "dead" else "")
    fill = "#e9e4d8" if out else FILLS.get(bar.word, "#ffffff")
    drawn = _rect(name, bar.x, bar.width, 27 if out else 19, 6 if out else 22, fill)
    told = f"{words.state(bar.state)}, {words.certainty.get(bar.word, bar.word)}"
    return f"<g><title>{escape(told)}</title>{drawn}</g>"


def _place(row: PlaceRow, top: int, words: DrawingWords) -> str:
    """The name of the place, and its stays below it."""
    name = ", ".join(words.places.get(place, place) for place in row.places) or words.unplaced
    short = name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
    text = f'<text class="place" x="0" y="{top + row.y + 12}">{escape(short)}</text>'
    y = top + row.y + 17
    hulls = "".join(_rect("hull", one.x, one.width, y, 14, "url(#hatch)") for one in row.stays)
    cores = "".join(_rect("core", one.core_x, one.core_width, y, 14, "#1f4e5f") for one in row.stays if one.core_x)
    return f"<g><title>{escape(name)}</title>{text}{hulls}{cores}</g>"


def _point(x: str, numbers: str, top: int) -> str:
    late = _share(x) > LATE
    sign = f'<path class="point" d="M0 {top}l7 7-7 7-7-7z" fill="#8a2d2d"/>'
    drawn = f'<svg x="{x}" y="0" width="1" height="1" overflow="visible">{sign}</svg>'
    return drawn + _number(x, -9 if late else 9, top + 11, numbers, end=late)


def _vague(event: Event, top: int) -> str:
    start, width = _share(event.x), _share(event.width)
    ends, y = (event.x, f"{min(100.0, start + width):.2f}%"), top + event.y + 8
    dash = ' stroke-dasharray="4 3"' if event.open_start or event.open_end else ""
    name = "vague open" if dash else "vague"
    how = 'stroke="#8a2d2d" stroke-width="2"'
    line = f'<line class="{name}" x1="{ends[0]}" x2="{ends[1]}" y1="{y}" y2="{y}" {how}{dash}/>'
    for x, is_open in zip(ends, (event.open_start, event.open_end), strict=True):
        if not is_open:
            line += (
                f'<line class="limit" x1="{x}" x2="{x}" y1="{y - 5}" y2="{y + 5}" stroke="#8a2d2d" stroke-width="2"/>'
            )
    left = start > EARLY
    return line + _number(ends[0] if left else ends[1], -5 if left else 5, y + 4, str(event.number), end=left)


def _legend(top: int, words: DrawingWords) -> Iterator[str]:
    for place, word in enumerate(("certain", "contested", "assumed", "possible")):
        x = place * WIDTH / 4
        yield (
            f'<rect x="{x:.1f}" y="{top}" width="26" height="12" rx="2" fill="{FILLS[word]}" stroke="#1f4e5f" '
            f'stroke-width="1"/><text x="{x + 32:.1f}" y="{top + 10}">{escape(words.certainty[word])}</text>'
        )
