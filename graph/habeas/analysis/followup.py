"""When something is due, as a range: the days that any reading of the dates allows; and how that stands on a day.

Pure. A date that may be any day of January makes a deadline that may be any day of a month. Overdue is what is so on
every reading; possibly overdue what is so on some.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from habeas.dates.calendar import Bounds
from habeas.model.followup import FollowupRule


class Due(StrEnum):
    """How a deadline stands on a day."""

    OVERDUE = "overdue"
    POSSIBLY = "possibly overdue"
    NOT_YET = "not yet due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An event of somebody: the days on which it may have been, and the claims that tell of it."""

    person: str
    node: str
    kind: str
    days: Bounds
    claims: tuple[str, ...]
    types: frozenset[str] = frozenset()
    answered: tuple[str, ...] = ()
    """Claims that say what came of it."""


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


def deadlines(rules: Iterable[FollowupRule], events: Iterable[Occurrence], day: date) -> list[Deadline]:
    """What is open on a day, the earliest first. What had certainly ended by then is left out."""
    every = [one for one in events if one.days[0] is None or one.days[0] <= day]
    found = (_deadline(rule, one, every, day) for rule in rules for one in every if _begins(rule, one))
    return sorted((one for one in found if one), key=lambda one: (one.due[1] or date.max, one.person, one.rule.name))


def _begins(rule: FollowupRule, one: Occurrence) -> bool:
    return one.kind == rule.after and (not rule.type or rule.type in one.types)


def _deadline(rule: FollowupRule, start: Occurrence, events: Iterable[Occurrence], day: date) -> Deadline | None:
    maybe = list(start.answered) if "answered" in rule.until else []
    if maybe:
        return None
    for end in events:
        if end.person != start.person or end.kind not in rule.until or end.node == start.node:
            continue
        if _after(end.days, start.days, day):
            return None
        if _may_be_after(end.days, start.days):
            maybe += end.claims
    due = shifted(rule, start.days[0]), shifted(rule, start.days[1])
    return Deadline(
        rule=rule,
        person=start.person,
        node=start.node,
        since=start.days,
        due=due,
        stands=_stands(due, day, maybe),
        claims=start.claims,
        maybe=tuple(dict.fromkeys(maybe)),
    )


def _after(end: Bounds, start: Bounds, day: date) -> bool:
    """True when it certainly ended after the beginning, and by the day."""
    if end[0] is None or end[1] is None or start[1] is None:
        return False
    return end[0] >= start[1] and end[1] <= day


def _may_be_after(end: Bounds, start: Bounds) -> bool:
    return end[1] is None or start[0] is None or end[1] >= start[0]


def _stands(due: Bounds, day: date, maybe: Collection[str]) -> Due:
    if due[1] is not None and due[1] < day and not maybe:
        return Due.OVERDUE
    return Due.POSSIBLY if due[0] is None or due[0] < day else Due.NOT_YET


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
