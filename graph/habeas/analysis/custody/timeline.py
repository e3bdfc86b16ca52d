"""One person on one day, and on every day, on all four axes.

An answer can change only on a day that some telling names, or next to one: so each axis is worked out on those
days, and days with
equal answers are taken together. `Timeline.on(day)` equals `status_of` on every day (tests/properties). This is
what is kept in the side
index, and what graphs, pictures and lists draw.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from habeas.analysis.custody.answer import HELD, CustodyAnswer, named
from habeas.analysis.custody.axes import legal_on, restrictions_on
from habeas.analysis.custody.disputed import custody_on
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.place import Places, Within, apart, place_on
from habeas.analysis.custody.values import Life
from habeas.analysis.evidence import Evidence
from habeas.analysis.intervals import FIRST, LAST, Certainty, age, closed, opened
from habeas.dates.calendar import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyStatus:
    """What the file says of one person on one day. The axes are kept apart: none follows from another."""

    person: str
    on: date
    custody: CustodyAnswer
    legal: CustodyAnswer
    restrictions: CustodyAnswer
    place: CustodyAnswer

    @property
    def held(self) -> Certainty:
        """Deprived of liberty some time on that day: certain, contested, assumed, possible, not, or not stated."""
        if self.custody.state in HELD:
            return self.custody.word
        return (
            Certainty.NOT
            if self.custody.word in {Certainty.CERTAIN, Certainty.ASSUMED, Certainty.CONTESTED}
            else Certainty.NOT_STATED
        )

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that any axis rests on."""
        return named(
            claim for axis in (self.custody, self.legal, self.restrictions, self.place) for claim in axis.claims
        )


def status_of(person: str, rows: Iterable[Evidence], day: date, within: Within = apart) -> CustodyStatus:
    """The four axes from one person's evidence."""
    life = life_of(person, rows)
    custody = custody_on(life, day)
    return CustodyStatus(
        person=person,
        on=day,
        custody=custody,
        legal=legal_on(life, day),
        restrictions=restrictions_on(life, custody, day),
        place=place_on(life, custody, day, within),
    )


ANY_AGE = (0, 0)
"""Stands in a period for the age of evidence, which is another on each of its days."""
AxisAnswer = Callable[[date], CustodyAnswer]
SAID = frozenset([Certainty.CERTAIN, Certainty.ASSUMED, Certainty.CONTESTED])
"""The words that say more than that something may be."""
CustodyCourse = tuple[tuple[date, date, CustodyAnswer], ...]
"""Stretches of days with one answer on custody, from the first to the last day of the calendar; ages are left open."""


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """Days from `first` to `last` with one answer on each axis.

    The age of evidence depends on the day and is left open.
    """

    first: date
    last: date
    custody: CustodyAnswer
    legal: CustodyAnswer
    restrictions: CustodyAnswer
    place: CustodyAnswer

    def on(self, person: str, day: date) -> CustodyStatus:
        """The status of one of its days."""
        return CustodyStatus(
            person=person,
            on=day,
            custody=at_day(self.custody, day),
            legal=at_day(self.legal, day),
            restrictions=at_day(self.restrictions, day),
            place=at_day(self.place, day),
        )


@dataclass(frozen=True, slots=True)
class Timeline:
    """All periods of one person, in order, without a gap from the first to the last day of the calendar."""

    person: str
    periods: tuple[StatusPeriod, ...]

    def at(self, day: date) -> StatusPeriod:
        """The period that has this day."""
        return self.periods[bisect_right(self.periods, day, key=lambda period: period.first) - 1]

    def on(self, day: date) -> CustodyStatus:
        """The status on a day."""
        return self.at(day).on(self.person, day)


def timeline(person: str, rows: Iterable[Evidence], within: Within = apart) -> Timeline:
    """The timeline of one person from their evidence. The order in which it was recorded does not matter."""
    every = list(rows)
    life, bounds = life_of(person, every), _bounds(every)
    places = Places(life, within)
    custody = _steps(lambda day: custody_on(life, day), bounds, (0, 1))
    axes: list[list[tuple[date, CustodyAnswer]]] = [
        custody,
        _steps(lambda day: legal_on(life, day), bounds if _told(life, "charge") else (), (0, 1)),
        _steps(
            lambda day: restrictions_on(life, _last(custody, day), day),
            bounds if _told(life, "condition") else (),
            (0, 1),
        ),
        _steps(lambda day: places.on(_last(custody, day), day), bounds, (-1, 0, 1, 2)),
    ]
    return Timeline(person, tuple(_periods(axes)))


def course_of(life: Life, rows: Iterable[Evidence]) -> CustodyCourse:
    """The custody axis alone, of a life and the rows it was put together from."""
    steps = _steps(lambda day: custody_on(life, day), _bounds(rows), (0, 1))
    lasts = [*(day - timedelta(1) for day, _ in steps[1:]), LAST]
    return tuple((first, last, answer) for (first, answer), last in zip(steps, lasts, strict=True))


def days_out(course: CustodyCourse) -> Iterator[Bounds]:
    """The stretches of days on which somebody was not in custody (`CustodyStatus.held` is not); None is no limit."""
    for first, last, answer in course:
        if answer.word in SAID and answer.state not in HELD:
            yield opened(first, last)


def _bounds(rows: Iterable[Evidence]) -> set[date]:
    """The days that the evidence names."""
    return {
        day
        for row in rows
        for pair in (row.began, row.ended, row.at, row.seen, row.said, row.reach)
        for day in pair
        if day
    }


def _told(life: Life, what: str) -> bool:
    return any(row.what == what for row in life.rest)


def _steps(axis: AxisAnswer, bounds: Iterable[date], offsets: tuple[int, ...]) -> list[tuple[date, CustodyAnswer]]:
    """The days on which the answer of one axis changes, each with the answer from then on."""
    days = {FIRST}
    for day in bounds:
        days.update(day + timedelta(n) for n in offsets if FIRST < day < LAST - timedelta(2))
    found: list[tuple[date, CustodyAnswer]] = []
    for day in sorted(days):
        answer = _ageless(axis(day))
        if not found or found[-1][1] != answer:
            found.append((day, answer))
    return found


def _last(steps: list[tuple[date, CustodyAnswer]], day: date) -> CustodyAnswer:
    """The answer that holds on a day."""
    return at_day(steps[bisect_right(steps, day, key=lambda step: step[0]) - 1][1], day)


def _periods(axes: list[list[tuple[date, CustodyAnswer]]]) -> Iterator[StatusPeriod]:
    starts = sorted({day for steps in axes for day, _ in steps})
    ends = [*(day - timedelta(1) for day in starts[1:]), LAST]
    now = [steps[0][1] for steps in axes]
    changes = [dict(steps) for steps in axes]
    for first, last in zip(starts, ends, strict=True):
        now = [found.get(first, before) for found, before in zip(changes, now, strict=True)]
        yield StatusPeriod(first, last, *now)


def _ageless(answer: CustodyAnswer) -> CustodyAnswer:
    if answer.age is None and not answer.parts:
        return answer
    parts = tuple(map(_ageless, answer.parts))
    return replace(answer, age=ANY_AGE if answer.age is not None else None, parts=parts)


def at_day(answer: CustodyAnswer, day: date) -> CustodyAnswer:
    """The answer of a period on one of its days, with the age that its evidence has then."""
    if answer.age is None and not answer.parts:
        return answer
    if answer.parts:
        parts = tuple(at_day(part, day) for part in answer.parts)
        oldest = max((part.age for part in parts if part.age), default=None, key=lambda days: days[0])
        return replace(answer, parts=parts, age=oldest)
    return CustodyAnswer(  # not dataclasses.replace, which takes twice as long: lists ask it for everybody
        state=answer.state,
        word=answer.word,
        claims=answer.claims,
        against=answer.against,
        before=answer.before,
        evidence=answer.evidence,
        age=age(closed(answer.evidence), day),
        node=answer.node,
    )
