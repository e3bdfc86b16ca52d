"""When something is due, as a range: the days that any reading of the dates allows; and how that stands on a day.

Pure. A date that may be any day of January makes a deadline that may be any day of a month. Overdue is what is so on
every reading; possibly overdue what is so on some. What ends a deadline ends it from its own day on: on a day before
that it is due as if nothing had come yet.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from habeas.dates.calendar import Bounds
from habeas.model.followup import ANSWERED, FollowupRule


class Due(StrEnum):
    """How a deadline stands on a day."""

    OVERDUE = "overdue"
    POSSIBLY = "possibly overdue"
    NOT_YET = "not yet due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a remedy: the days on which it may have come, and the claims that tell of it."""

    days: Bounds
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An event of somebody: the days on which it may have been, and the claims that tell of it."""

    person: str
    node: str
    kind: str
    days: Bounds
    claims: tuple[str, ...]
    types: frozenset[str] = frozenset()
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What may end a deadline, and the claims that tell of it. `certain`: it came after the beginning on every reading,
    so the deadline has ended on its last day."""

    days: Bounds
    certain: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What is due of one person by one rule: since when it runs, and when it is due. `maybe` are claims of what may
    have ended it already."""

    rule: FollowupRule
    person: str
    node: str
    since: Bounds
    due: Bounds
    stands: Due
    claims: tuple[str, ...]
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineCourse:
    """One deadline over time: what began it, and all that may end it. How it stands is asked of a day."""

    rule: FollowupRule
    person: str
    node: str
    since: Bounds
    claims: tuple[str, ...]
    endings: tuple[Ending, ...] = ()

    @property
    def due(self) -> Bounds:
        """The first and the last day on which it may be due."""
        return shifted(self.rule, self.since[0]), shifted(self.rule, self.since[1])

    def on(self, day: date) -> Deadline | None:
        """How it stands on a day; None where it had not begun yet, or had certainly ended by then."""
        if self.since[0] is not None and self.since[0] > day:
            return None
        begun = [one for one in self.endings if one.days[0] is None or one.days[0] <= day]
        if any(one.certain and one.days[1] is not None and one.days[1] <= day for one in begun):
            return None
        maybe = tuple(dict.fromkeys(claim for one in begun for claim in one.claims))
        due = self.due
        return Deadline(
            rule=self.rule,
            person=self.person,
            node=self.node,
            since=self.since,
            due=due,
            stands=_stands(due, day, open_=not begun),
            claims=self.claims,
            maybe=maybe,
        )

    def stretches(self) -> Iterator[tuple[date, date, Due]]:
        """From which day to which it stands how, the earliest first; days on which it is not due are left out."""
        changes = {date.min, *filter(None, (self.since[0], *map(_next, self.due)))}
        changes |= {day for one in self.endings for day in one.days if day is not None}
        days: list[date | None] = [*sorted(changes), None]
        found: list[tuple[date, date, Due]] = []
        for first, after in pairwise(days):
            told = self.on(first) if first else None
            if first is None or told is None:
                continue
            last = after - timedelta(1) if after else date.max
            if found and found[-1][2] is told.stands and _next(found[-1][1]) == first:
                found[-1] = found[-1][0], last, told.stands
            else:
                found.append((first, last, told.stands))
        yield from found


def order_of(one: Deadline | DeadlineCourse) -> tuple[date, str, str, str]:
    """The order of lists: what is due first comes first, what has no last day last."""
    return one.due[1] or date.max, one.person, one.rule.name, one.node


def deadlines(rules: Iterable[FollowupRule], events: Iterable[Occurrence], day: date) -> list[Deadline]:
    """What is open on a day, the earliest first. What had certainly ended by then is left out."""
    found = (course.on(day) for course in courses(rules, events))
    return sorted((one for one in found if one), key=order_of)


def courses(rules: Iterable[FollowupRule], events: Iterable[Occurrence]) -> Iterator[DeadlineCourse]:
    """Every deadline that any of these events begins, person after person."""
    every, of_person = list(rules), defaultdict[str, list[Occurrence]](list)
    for one in events:
        of_person[one.person].append(one)
    for person in sorted(of_person):
        own = sorted(of_person[person], key=lambda one: one.node)
        yield from (_course(rule, one, own) for rule in every for one in own if _begins(rule, one))


def _begins(rule: FollowupRule, one: Occurrence) -> bool:
    return one.kind == rule.after and (not rule.type or rule.type in one.types)


def _course(rule: FollowupRule, start: Occurrence, events: Iterable[Occurrence]) -> DeadlineCourse:
    ends = [one for one in events if one.kind in rule.until and one.node != start.node]
    endings = [
        Ending(days=one.days, certain=_is_after(one.days, start.days), claims=one.claims)
        for one in ends
        if _may_be_after(one.days, start.days)
    ]
    if start.answer is not None and ANSWERED in rule.until:
        endings.insert(0, Ending(days=start.answer.days, certain=True, claims=start.answer.claims))
    return DeadlineCourse(
        rule=rule,
        person=start.person,
        node=start.node,
        since=start.days,
        claims=start.claims,
        endings=tuple(endings),
    )


def _is_after(end: Bounds, start: Bounds) -> bool:
    """True when it was certainly not before the beginning."""
    return end[0] is not None and start[1] is not None and end[0] >= start[1]


def _may_be_after(end: Bounds, start: Bounds) -> bool:
    return end[1] is None or start[0] is None or end[1] >= start[0]


def _stands(due: Bounds, day: date, *, open_: bool) -> Due:
    if due[1] is not None and due[1] < day and open_:
        return Due.OVERDUE
    return Due.POSSIBLY if due[0] is None or due[0] < day else Due.NOT_YET


def _next(day: date | None) -> date | None:
    return day + timedelta(1) if day is not None and day < date.max else None


def shifted(rule: FollowupRule, day: date | None) -> date | None:
    """The day so many days or months later; the last of its month where that has no such day."""
    if day is None:
        return None
    try:
        if rule.days:
            return day + timedelta(rule.days)
        months = day.month - 1 + rule.months
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None
