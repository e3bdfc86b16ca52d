"""One person's custody as a picture: what is certain, possible, assumed and contested, each with a pattern of its own.

custody    stretches of days with one answer
places     where, a row a place in order of time: from the earliest beginning to the latest end, solid where certain
days       events of one day
vague      events told as a span of days: each its own line, never a point

Where things stand, as shares of the width; a page and `custody_svg` draw it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from habeas.analysis.custody.course import Stretch
from habeas.analysis.custody.spells import Spell
from habeas.dates.edtf import Edtf
from habeas.reports.day_scale import LAST, Scale, day_after, percent
from habeas.reports.place_rows import MOST_PLACES, PLACE_ROW, PlaceRow, place_rows

MOST_ROWS: Final = 10
ROW: Final = 20
LANE: Final = 46
NEAR: Final = 6.0
"""Days nearer than this share of the width have one sign."""
UNSAID: Final = "not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch with one answer, as drawn and as told."""

    x: str
    width: str
    word: str
    state: str
    age: tuple[int, int | None] | None
    first: date | None
    last: date
    claims: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something told with a date. `width` is empty for a single day."""

    number: int
    x: str
    width: str
    open_start: bool
    open_end: bool
    y: int
    what: str
    role: str
    bounds: Mapping[str, str | None]
    claims: tuple[str, ...]


class Point(NamedTuple):
    """One or several days so near each other that one sign stands for them, with their numbers."""

    x: str
    numbers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineDrawing:
    """The whole picture. `left_out` vague events and `places_left_out` places had no room; the lists below have all."""

    scale: Scale
    bars: tuple[Bar, ...]
    places: tuple[PlaceRow, ...]
    days: tuple[Event, ...]
    points: tuple[Point, ...]
    vague: tuple[Event, ...]
    left_out: int
    places_left_out: int
    tops: dict[str, int] = field(default_factory=dict)
    height: int = 0


class ToldDate(NamedTuple):
    """A date that a claim gives: of which event or relation, in which role (`began`, `occurred`), when, which claim."""

    what: str
    role: str
    edtf: Edtf
    claim: str


def timeline_of(
    course: Iterable[Stretch], spells: Sequence[Spell], told: Iterable[ToldDate], until: date
) -> TimelineDrawing | None:
    """The picture of one person's custody up to a day; None where nothing is told of it.

    `told` are the dates of what stands as a fact: what is denied, or kept as a description only, dates nothing.
    """
    stretches = [one for one in course if one.answer.word.value != UNSAID]
    dated = _dated(told, until)
    first = _first(stretches, spells, dated, until)
    if first is None or not (stretches or spells):
        return None
    scale = Scale(first, min(max(until, first), LAST) + timedelta(1))
    bars = tuple(_bars(stretches, scale))
    places = place_rows(spells, scale, until)
    events = [_event(number, one, scale) for number, one in enumerate(dated, 1)]
    days = tuple(event for event in events if not event.width)
    vague = [event for event in events if event.width]
    rows = tuple(replace(event, y=ROW * place) for place, event in enumerate(vague[:MOST_ROWS]))
    return _placed(scale, bars, places, days, rows, max(0, len(vague) - MOST_ROWS))


def _placed(
    scale: Scale,
    bars: tuple[Bar, ...],
    every: tuple[PlaceRow, ...],
    days: tuple[Event, ...],
    vague: tuple[Event, ...],
    left_out: int,
) -> TimelineDrawing:
    tops, y, places = {"custody": 0}, LANE + 6, every[:MOST_PLACES]
    lanes = (("places", PLACE_ROW * len(places)), ("days", ROW if days else 0), ("vague", ROW * len(vague)))
    for name, high in lanes:
        if high:
            tops[name] = y
            y += 22 + high + 8
    return TimelineDrawing(
        scale=scale,
        bars=bars,
        places=places,
        days=days,
        points=_points(days),
        vague=vague,
        left_out=left_out,
        places_left_out=len(every) - len(places),
        tops=tops,
        height=y + 24,
    )


def _first(stretches: Sequence[Stretch], spells: Sequence[Spell], dated: Sequence[_Date], until: date) -> date | None:
    known = [one.first for one in stretches if one.first]
    known += [stay.began.hull[0] for spell in spells for stay in spell.stays if stay.began.hull[0]]
    known += [told.edtf.earliest for told in dated if told.edtf.earliest]
    known = [day for day in known if day < until]
    return min(known, default=until - timedelta(30) if stretches else None)


def _points(days: Iterable[Event]) -> tuple[Point, ...]:
    found: list[tuple[float, list[str]]] = []
    for event in days:
        share = float(event.x.rstrip("%"))
        if found and share - found[-1][0] < NEAR:
            found[-1][1].append(str(event.number))
        else:
            found.append((share, [str(event.number)]))
    return tuple(Point(percent(share), ", ".join(numbers)) for share, numbers in found)


# -- custody and places


def _bars(stretches: Sequence[Stretch], scale: Scale) -> Iterable[Bar]:
    for group in _alike(stretches):
        first, last, answer = group[0].first, group[-1].last, group[-1].answer
        start = first or scale.first
        yield Bar(
            x=scale.x(start),
            width=scale.width(start, day_after(last)),
            word=answer.word.value,
            state=answer.state,
            age=answer.age,
            first=first,
            last=last,
            claims=tuple(dict.fromkeys(c for one in group for c in one.answer.claims)),
            against=tuple(dict.fromkeys(c for one in group for c in one.answer.against)),
        )


def _alike(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches in a row with the same state and the same word are one bar."""
    found: list[list[Stretch]] = []
    for one in stretches:
        before = found[-1][-1] if found else None
        same = before and (before.answer.state, before.answer.word) == (one.answer.state, one.answer.word)
        if same and before and one.first == before.last + timedelta(1):
            found[-1].append(one)
        else:
            found.append([one])
    return found


# -- events


@dataclass(frozen=True, slots=True)
class _Date:
    """One date of one event: what it is the date of, when, and which claims tell it."""

    what: str
    role: str
    edtf: Edtf
    claims: tuple[str, ...]

    @property
    def start(self) -> date:
        """Its first day, as far as one is told."""
        return self.edtf.earliest or self.edtf.latest or date.max


def _dated(told: Iterable[ToldDate], until: date) -> list[_Date]:
    """The dates of events that had begun by the day, in order of time; what several claims tell alike stands once."""
    found: dict[tuple[str, str, str], tuple[Edtf, list[str]]] = {}
    for what, role, edtf, claim in told:
        found.setdefault((what, role, edtf.text), (edtf, []))[1].append(claim)
    every = [
        _Date(node.partition(":")[0], role, edtf, tuple(claims)) for (node, role, _), (edtf, claims) in found.items()
    ]
    known = [one for one in every if one.edtf.earliest or one.edtf.latest]
    return sorted((one for one in known if one.start <= until), key=lambda one: (one.start, one.what, one.role))


def _event(number: int, told: _Date, scale: Scale) -> Event:
    edtf = told.edtf
    first, last = edtf.earliest or scale.first, edtf.latest or scale.last
    beyond = edtf.latest is None or edtf.latest > scale.last
    return Event(
        number=number,
        x=scale.x(first),
        width="" if edtf.earliest == edtf.latest else scale.width(first, day_after(last)),
        y=0,
        what=told.what,
        role=told.role,
        bounds=_days(edtf),
        claims=told.claims,
        open_start=edtf.earliest is None,
        open_end=beyond,
    )


def _days(edtf: Edtf) -> dict[str, str | None]:
    return {
        "earliest": edtf.earliest.isoformat() if edtf.earliest else None,
        "latest": edtf.latest.isoformat() if edtf.latest else None,
    }
