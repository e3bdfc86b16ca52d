"""Events of one kind that may be one event told twice: two arrests with no end of custody between them, two releases
with no arrest between, two deaths.

Nobody writes which event a claim is about, so two accounts of one arrest stand as two arrests. Until a person judges
them (`same`: one event on one of two days; `different`: two events), what lies between them is contested, and the
checks ask. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from habeas.analysis.custody.values import DEAD, EventClash, Hold, Over, ToldEvent
from habeas.analysis.intervals import FIRST, LAST, Days
from habeas.analysis.values import Evidence
from habeas.dates.calendar import NOWHERE

APART: Final = "apart"
"""A row of evidence that says of two events that somebody judged them to be two."""
Apart = Callable[[str, str], bool]
KINDS: Final = ("arrest", "release", "death")
"""Kinds of events that end, or begin, what they are about: none can follow on itself."""


def apart_rows(rows: Sequence[Evidence], apart: Apart) -> Iterator[Evidence]:
    """What was judged of one person's events, as rows beside their evidence."""
    nodes = {row.node: row for row in rows if row.what in KINDS}
    for one, other in combinations(sorted(nodes), 2):
        if apart(one, other):
            yield nodes[one]._replace(
                what=APART,
                node=one,
                other=other,
                claim="",
                facility="",
                place="",
                agent="",
                began=NOWHERE,
                ended=NOWHERE,
                at=NOWHERE,
                seen=NOWHERE,
                said=NOWHERE,
            )


def judged_apart(rows: Iterable[Evidence]) -> frozenset[tuple[str, str]]:
    """The pairs of events that were judged to be two, each in the order of their names."""
    return frozenset((row.node, row.other) for row in rows if row.what == APART)


def event_clashes(
    every_hold: Iterable[Hold], every_over: Iterable[Over], parted: frozenset[tuple[str, str]]
) -> tuple[EventClash, ...]:
    """Every clash of two events in one life, each event with the next one that it clashes with; plans are no events."""
    holds = [hold for hold in every_hold if not hold.plan]
    overs = [over for over in every_over if not over.plan]
    found: list[EventClash] = []
    for kind, between in (("arrest", _ends(overs)), ("release", _begins(holds)), ("death", [])):
        told = _told(kind, holds, overs)
        for early, late in _next(told):
            pair = (early.node, late.node) if early.node <= late.node else (late.node, early.node)
            if pair not in parted and not _meets(between, early.days[0], late.days[1]):
                found.append(EventClash(kind, early, late, *_days(kind, early, late)))
        found += [EventClash(kind, *sides, *_days(kind, *sides)) for event in told for sides in _two_days(event)]
    return tuple(found)


def _two_days(event: ToldEvent) -> Iterator[tuple[ToldEvent, ToldEvent]]:
    """One event told with days that cannot be one: those who say earlier, and those who say later."""
    earliest = min(last for (_, last), _ in event.tellings)
    latest = max(first for (first, _), _ in event.tellings)
    if earliest < latest:
        yield (
            ToldEvent(event.node, tuple(each for each in event.tellings if each[0][1] < latest)),
            ToldEvent(event.node, tuple(each for each in event.tellings if each[0][0] > earliest)),
        )


def _told(kind: str, holds: Sequence[Hold], overs: Sequence[Over]) -> list[ToldEvent]:
    """The events of one kind that have a day, in order of time."""
    marks: dict[str, list[Hold | Over]] = {}
    for hold in holds if kind == "arrest" else ():
        if hold.begins and hold.chain < 0:
            marks.setdefault(hold.node, []).append(hold)
    for over in overs if kind != "arrest" else ():
        if over.node.startswith(f"{kind}:") and over.kind in ({"left"} if kind == "release" else DEAD):
            marks.setdefault(over.node, []).append(over)
    told = [ToldEvent(node, tuple(((m.first, m.last), m.claim) for m in own)) for node, own in marks.items()]
    return sorted((event for event in told if event.days != (FIRST, LAST)), key=lambda event: (event.days, event.node))


def _next(told: Sequence[ToldEvent]) -> Iterator[tuple[ToldEvent, ToldEvent]]:
    """Each event with the first that certainly came after it."""
    for number, early in enumerate(told):
        late = next((each for each in told[number + 1 :] if each.days[0] > early.days[1]), None)
        if late is not None:
            yield early, late


def _ends(overs: Sequence[Over]) -> list[Days]:
    return [(over.first, over.last) for over in overs]


def _begins(holds: Sequence[Hold]) -> list[Days]:
    return [(hold.first, hold.last) for hold in holds if hold.begins]


def _meets(spans: Iterable[Days], first: date, last: date) -> bool:
    return any(begin <= last and end >= first for begin, end in spans)


def _days(kind: str, early: ToldEvent, late: ToldEvent) -> Days:
    """From the last day that any of the early ones allows for the first time, to the last before the late ones do.

    An arrest makes its own day one of custody; on the day of a release or a death custody lasted for a part of it.
    """
    day, first, last = timedelta(1), min(end for (_, end), _ in early.tellings), max(b for (b, _), _ in late.tellings)
    return (first, last - day) if kind == "arrest" else (first + day, last)
