"""One person on one day, and on every day, on all four axes.

An answer can change only on a day that some telling names, or next to one: so each axis is worked out on those days,
and days with equal answers are taken together. `Timeline.on(day)` equals `status_of` on every day (tests/properties).
This is what is kept in the side index, and what graphs, pictures and lists draw.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from habeas.analysis.custody.answer import ANY_AGE, HELD, CustodyAnswer, CustodyStatus, StatusPeriod, Timeline, at_day
from habeas.analysis.custody.axes import legal_on, restrictions_on
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.place import Places, Within, apart, place_on
from habeas.analysis.custody.state import custody_on
from habeas.analysis.custody.values import Life
from habeas.analysis.intervals import FIRST, LAST, Certainty, opened
from habeas.analysis.values import Evidence
from habeas.dates.calendar import Bounds


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


AxisAnswer = Callable[[date], CustodyAnswer]
OTHER_AXES = frozenset(["charge", "condition"])
"""What evidence is of that says nothing of custody."""
SAID = frozenset([Certainty.CERTAIN, Certainty.ASSUMED, Certainty.CONTESTED])
"""The words that say more than that something may be."""
CustodyCourse = tuple[tuple[date, date, CustodyAnswer], ...]
"""Stretches of days with one answer on custody, from the first to the last day of the calendar; ages are left open."""


def timeline(person: str, rows: Iterable[Evidence], within: Within = apart) -> Timeline:
    """The timeline of one person from their evidence. The order in which it was recorded does not matter."""
    every = list(rows)
    return timeline_of(life_of(person, every), every, within)


def timeline_of(life: Life, every: Sequence[Evidence], within: Within = apart) -> Timeline:
    """The same, of a life and the rows it was put together from."""
    of_custody, places = _bounds_of_custody(every), Places(life, within)
    custody = _steps(lambda day: custody_on(life, day), of_custody, (0, 1))
    axes: list[list[tuple[date, CustodyAnswer]]] = [
        custody,
        _steps(lambda day: legal_on(life, day), _bounds_of_charges(every), (0, 1)),
        _steps(lambda day: restrictions_on(life, _last(custody, day), day), _bounds_of_conditions(every), (0, 1)),
        _steps(lambda day: places.on(_last(custody, day), day), of_custody, (-1, 0, 1, 2)),
    ]
    return Timeline(life.person, tuple(_periods(axes)))


def course_of(life: Life, rows: Iterable[Evidence]) -> CustodyCourse:
    """The custody axis alone, of a life and the rows it was put together from."""
    steps = _steps(lambda day: custody_on(life, day), _bounds_of_custody(rows), (0, 1))
    lasts = [*(day - timedelta(1) for day, _ in steps[1:]), LAST]
    return tuple((first, last, answer) for (first, answer), last in zip(steps, lasts, strict=True))


def days_out(course: CustodyCourse) -> Iterator[Bounds]:
    """The stretches of days on which somebody was not in custody (`CustodyStatus.held` is not); None is no limit."""
    for first, last, answer in course:
        if answer.word in SAID and answer.state not in HELD:
            yield opened(first, last)


def _bounds_of_custody(rows: Iterable[Evidence]) -> set[date]:
    """The days on which custody may change: those that evidence of anything else than charges and conditions names."""
    return _bounds(row for row in rows if row.what not in OTHER_AXES)


def _bounds_of_charges(rows: Sequence[Evidence]) -> set[date]:
    """The same of charges, which a death ends."""
    told = any(row.what == "charge" for row in rows)
    return _bounds(row for row in rows if row.what in {"charge", "death", "observation"}) if told else set()


def _bounds_of_conditions(rows: Sequence[Evidence]) -> set[date]:
    """The same of conditions, which depend on custody."""
    told = any(row.what == "condition" for row in rows)
    return _bounds(row for row in rows if row.what != "charge") if told else set()


def _bounds(rows: Iterable[Evidence]) -> set[date]:
    """The days that evidence names."""
    return {
        day
        for row in rows
        for pair in (row.began, row.ended, row.at, row.seen, row.said, row.reach)
        for day in pair
        if day
    }


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
    return CustodyAnswer(
        state=answer.state,
        word=answer.word,
        claims=answer.claims,
        against=answer.against,
        before=answer.before,
        evidence=answer.evidence,
        age=ANY_AGE if answer.age is not None else None,
        node=answer.node,
        parts=tuple(map(_ageless, answer.parts)),
    )
