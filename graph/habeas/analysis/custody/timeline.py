"""One person's whole life in custody as periods on which every answer stays the same, on all four axes.

An answer can change only on a day that some telling names, or next to one: so each axis is worked out on those days, and days with
equal answers are taken together. `Timeline.on(day)` equals `status_of` on every day (tests/properties). This is what is kept in the side
index, and what graphs, pictures and lists draw.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from habeas.analysis.custody.answer import Answer
from habeas.analysis.custody.axes import legal_on, restrictions_on
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.marks import Life
from habeas.analysis.custody.place import Places, Within, apart
from habeas.analysis.custody.state import custody_on
from habeas.analysis.custody.status import Status
from habeas.analysis.evidence import Evidence
from habeas.analysis.intervals import FIRST, LAST, age, closed

ANY_AGE = (0, 0)
"""Stands in a period for the age of evidence, which is another on each of its days."""
AxisAnswer = Callable[[date], Answer]
Course = tuple[tuple[date, date, Answer], ...]
"""Stretches of days with one answer on custody, from the first to the last day of the calendar; ages are left open."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last` with one answer on each axis; the age of evidence depends on the day and is left open."""

    first: date
    last: date
    custody: Answer
    legal: Answer
    restrictions: Answer
    place: Answer

    def on(self, person: str, day: date) -> Status:
        """The status of one of its days."""
        return Status(
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
    periods: tuple[Period, ...]

    def at(self, day: date) -> Period:
        """The period that has this day."""
        return self.periods[bisect_right(self.periods, day, key=lambda period: period.first) - 1]

    def on(self, day: date) -> Status:
        """The status on a day."""
        return self.at(day).on(self.person, day)


def timeline(person: str, rows: Iterable[Evidence], within: Within = apart) -> Timeline:
    """The timeline of one person from their evidence. The order in which it was recorded does not matter."""
    every = list(rows)
    life, bounds = life_of(person, every), _bounds(every)
    places = Places(life, within)
    custody = _steps(lambda day: custody_on(life, day), bounds, (0, 1))
    axes: list[list[tuple[date, Answer]]] = [
        custody,
        _steps(lambda day: legal_on(life, day), bounds if _told(life, "charge") else (), (0, 1)),
        _steps(lambda day: restrictions_on(life, day), bounds if _told(life, "condition") else (), (0, 1)),
        _steps(lambda day: places.on(_last(custody, day), day), bounds, (-1, 0, 1, 2)),
    ]
    return Timeline(person, tuple(_periods(axes)))


def course_of(life: Life, rows: Iterable[Evidence]) -> Course:
    """The custody axis alone, of a life and the rows it was put together from."""
    steps = _steps(lambda day: custody_on(life, day), _bounds(rows), (0, 1))
    lasts = [*(day - timedelta(1) for day, _ in steps[1:]), LAST]
    return tuple((first, last, answer) for (first, answer), last in zip(steps, lasts, strict=True))


def _bounds(rows: Iterable[Evidence]) -> set[date]:
    """The days that the evidence names."""
    return {day for row in rows for pair in (row.began, row.ended, row.at, row.seen, row.said) for day in pair if day}


def _told(life: Life, what: str) -> bool:
    return any(row.what == what for row in life.rest)


def _steps(axis: AxisAnswer, bounds: Iterable[date], offsets: tuple[int, ...]) -> list[tuple[date, Answer]]:
    """The days on which the answer of one axis changes, each with the answer from then on."""
    days = {FIRST}
    for day in bounds:
        days.update(day + timedelta(n) for n in offsets if FIRST < day < LAST - timedelta(2))
    found: list[tuple[date, Answer]] = []
    for day in sorted(days):
        answer = _ageless(axis(day))
        if not found or found[-1][1] != answer:
            found.append((day, answer))
    return found


def _last(steps: list[tuple[date, Answer]], day: date) -> Answer:
    """The answer that holds on a day."""
    return at_day(steps[bisect_right(steps, day, key=lambda step: step[0]) - 1][1], day)


def _periods(axes: list[list[tuple[date, Answer]]]) -> Iterator[Period]:
    starts = sorted({day for steps in axes for day, _ in steps})
    ends = [*(day - timedelta(1) for day in starts[1:]), LAST]
    now = [steps[0][1] for steps in axes]
    changes = [dict(steps) for steps in axes]
    for first, last in zip(starts, ends, strict=True):
        now = [found.get(first, before) for found, before in zip(changes, now, strict=True)]
        yield Period(first, last, *now)


def _ageless(answer: Answer) -> Answer:
    if answer.age is None and not answer.parts:
        return answer
    parts = tuple(map(_ageless, answer.parts))
    return replace(answer, age=ANY_AGE if answer.age is not None else None, parts=parts)


def at_day(answer: Answer, day: date) -> Answer:
    """The answer of a period on one of its days, with the age that its evidence has then."""
    if answer.age is None and not answer.parts:
        return answer
    if answer.parts:
        parts = tuple(at_day(part, day) for part in answer.parts)
        oldest = max((part.age for part in parts if part.age), default=None, key=lambda days: days[0])
        return replace(answer, parts=parts, age=oldest)
    return Answer(  # not dataclasses.replace, which takes twice as long: lists ask it for everybody
        state=answer.state,
        word=answer.word,
        claims=answer.claims,
        against=answer.against,
        before=answer.before,
        evidence=answer.evidence,
        age=age(closed(answer.evidence), day),
        node=answer.node,
    )
