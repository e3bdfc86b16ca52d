"""The timeline of a person as SVG that needs nothing else: no script, no style sheet, no font of its own.

Certain is solid, contested two-toned, assumed light, possible hatched; so it can be read without colours. Every word in
it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from babel.dates import format_date

from habeas.reports.day_scale import Mark
from habeas.reports.timeline import Bar, Event, StayBar, TimelineDrawing

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


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingWords:
    """The words of the drawing in the language of the document; `places` are what facilities and places are called."""

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


def custody_svg(drawing: TimelineDrawing, words: DrawingWords) -> str:
    """The drawing, 680 units wide, with a title and a description for those who cannot see it."""
    height = drawing.height + 26
    body = "".join(_body(drawing, words))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label={quoteattr(words.title)} font-family="DejaVu Sans, Verdana, sans-serif" font-size="11" '
        f'fill="#1b1b1b"><title>{escape(words.title)}</title><desc>{escape(words.description)}</desc>'
        f'{PATTERNS}<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{body}</svg>'
    )


def _body(drawing: TimelineDrawing, words: DrawingWords) -> Iterator[str]:
    marks = drawing.scale.marks()
    yield from (_mark(mark, drawing.height, words.lang) for mark in marks)
    yield _lane(words.custody, 0)
    yield from (_bar(bar, words) for bar in drawing.bars)
    if drawing.stays:
        top = drawing.tops["places"]
        yield _lane(words.where, top)
        yield from (_stay(stay, top + 20, words) for stay in drawing.stays)
    if drawing.days:
        top = drawing.tops["days"]
        yield _lane(words.to_the_day, top)
        for point in drawing.points:
            x = _px(point.x)
            yield f'<path d="M{x:.1f} {top + 21}l7 7-7 7-7-7z" fill="#8a2d2d"/>'
            yield _text(x + 9 if x < WIDTH - 70 else x - 9, top + 32, point.numbers, end=x >= WIDTH - 70)
    if drawing.vague:
        top = drawing.tops["vague"]
        yield _lane(words.vaguely, top)
        yield from (_vague(event, top + 20) for event in drawing.vague)
    yield from _legend(drawing.height + 6, words)


def _px(share: str) -> float:
    return float(share.rstrip("%")) * WIDTH / 100


def _text(x: float, y: float, text: str, *, end: bool = False) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{"end" if end else "start"}">{escape(text)}</text>'


def _lane(name: str, top: int) -> str:
    return f'<text x="0" y="{top + (13 if top else 11)}" font-weight="bold">{escape(name)}</text>'


def _mark(mark: Mark, height: int, lang: str) -> str:
    x, named = _px(mark.x), format_date(mark.day, FORMATS[mark.exact], locale=lang)
    anchor = "start" if x < WIDTH / 10 else "end" if x > WIDTH * 9 / 10 else "middle"
    line = f'<line x1="{x:.1f}" x2="{x:.1f}" y1="16" y2="{height - 20}" stroke="#bbbbbb" stroke-width="1"/>'
    return f'{line}<text x="{x:.1f}" y="{height - 5}" text-anchor="{anchor}" fill="#4a4a4a">{escape(named)}</text>'


def _rect(x: str, width: str, top: float, height: float, fill: str) -> str:
    start, wide = _px(x), max(1.5, _px(width))
    wide = min(wide, WIDTH - start - 1)
    return (
        f'<rect x="{start:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{height}" rx="2" fill="{fill}" '
        'stroke="#1f4e5f" stroke-width="1"/>'
    )


def _bar(bar: Bar, words: DrawingWords) -> str:
    out = bar.state in OUT
    fill = "#e9e4d8" if out else FILLS.get(bar.word, "#ffffff")
    drawn = _rect(bar.x, bar.width, 27 if out else 19, 6 if out else 22, fill)
    return f"<g><title>{escape(words.certainty.get(bar.word, bar.word))}</title>{drawn}</g>"


def _stay(stay: StayBar, top: int, words: DrawingWords) -> str:
    name = ", ".join(words.places.get(place, place) for place in stay.places) or words.unplaced
    hull = _rect(stay.x, stay.width, top + stay.y, 14, "url(#hatch)")
    core = _rect(stay.core_x, stay.core_width, top + stay.y, 14, "#1f4e5f") if stay.core_x else ""
    x = _px(stay.x)
    before = x > WIDTH / 2
    label = _text(x - 6 if before else min(x + _px(stay.width) + 6, WIDTH - 6), top + stay.y + 11, name, end=before)
    return hull + core + label


def _vague(event: Event, top: int) -> str:
    x, end, y = _px(event.x), _px(event.x) + _px(event.width), top + event.y + 8
    dash = ' stroke-dasharray="4 3"' if event.open_start or event.open_end else ""
    line = f'<line x1="{x:.1f}" x2="{end:.1f}" y1="{y}" y2="{y}" stroke="#8a2d2d" stroke-width="2"{dash}/>'
    limits = [x] if not event.open_start else []
    limits += [end] if not event.open_end else []
    for at in limits:
        line += f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{y - 5}" y2="{y + 5}" stroke="#8a2d2d" stroke-width="2"/>'
    left = x > WIDTH / 8
    return line + _text(x - 5 if left else end + 5, y + 4, str(event.number), end=left)


def _legend(top: int, words: DrawingWords) -> Iterator[str]:
    for place, word in enumerate(("certain", "contested", "assumed", "possible")):
        x = place * WIDTH / 4
        yield (
            f'<rect x="{x:.1f}" y="{top}" width="26" height="12" rx="2" fill="{FILLS[word]}" stroke="#1f4e5f" '
            'stroke-width="1"/>'
        )
        yield _text(x + 32, top + 10, words.certainty[word])
