"""What makes a day of custody certain, and what speaks against it.

Certain: one claim does by its own bounds; or custody began before and was seen after, with no end and no other
beginning
possible in between; or it was seen on that very day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from habeas.analysis.custody.values import DEAD, Life, Over
from habeas.analysis.intervals import Certainty, Weighed, certain_on, weigh


class DayContext(NamedTuple):
    """One person on one day: the life, the day, and what each chain says of it."""

    life: Life
    day: date
    chains: tuple[Weighed, ...]


def look_at(life: Life, day: date) -> DayContext:
    """Weigh every chain for the day."""
    return DayContext(life, day, tuple(weigh(chain.tellings, day) for chain in life.chains))


def support(look: DayContext) -> list[str]:
    """The claims that make the day certain; empty when none does."""
    life, day = look.life, look.day
    found = [hold.claim for hold in life.holds if hold.seen[0] <= day <= hold.seen[1]]
    found += [
        over.claim for over in life.overs if over.kind in {"left", "dead-in-custody"} and over.first == day == over.last
    ]
    for chain, weighed in zip(life.chains, look.chains, strict=True):
        if weighed.word is Certainty.CERTAIN or (
            weighed.word is Certainty.CONTESTED and certain_on(chain.tellings, day)
        ):
            found += weighed.claims
    return found or _persisted(life, day)


def _persisted(life: Life, day: date) -> list[str]:
    """Custody began before, and was seen after; no end and no other beginning is possible in between."""
    begun = [hold for hold in life.holds if hold.begins and hold.last <= day]
    if not begun:
        return []
    start = max(begun, key=lambda hold: (hold.first, hold.last, hold.claim))
    later = [hold for hold in life.holds if hold.begins and hold.last > day]
    for last, claim, node in _seen_after(life, day):
        fresh = any(hold.first <= last and hold.node not in {node, start.node} for hold in later)
        ended = any(over.node != node and over.first < last and not life.earlier(over, start) for over in life.overs)
        if not fresh and not ended:
            return [start.claim, claim]
    return []


def _seen_after(life: Life, day: date) -> Iterable[tuple[date, str, str]]:
    """Days on or after this one on which custody is shown without a reported beginning of its own."""
    own = [chain.begins_told for chain in life.chains]
    for hold in life.holds:
        if not hold.begins and hold.seen[1] >= day and hold.first >= day and (hold.chain < 0 or not own[hold.chain]):
            yield hold.last, hold.claim, hold.node
    for over in life.overs:
        shown = over.shows_custody and over.first >= day
        if shown and not any(own[number] for number in over.chains):
            yield over.last, over.claim, over.node


def refuted(look: DayContext) -> list[Over]:
    """The ends by which custody was over before the day, with no beginning possible since. Death is over for good."""
    life, day = look.life, look.day
    begun = [hold for hold in life.holds if hold.begins and hold.first <= day]
    return [
        over
        for over in life.overs
        if over.last < day
        and over.kind != "furlough"
        and (over.kind in DEAD or not any(hold.last >= over.first for hold in begun))
    ]


def told_later(look: DayContext) -> list[str]:
    """Claims that put the arrest on which the day rests after that day, unless something else shows custody then."""
    life, day = look.life, look.day
    begun = [hold for hold in life.holds if hold.begins and hold.last <= day]
    start = max(begun, key=lambda hold: (hold.first, hold.last, hold.claim), default=None)
    if start is None or start.chain >= 0:
        return []
    seen = any(hold.seen[0] <= day <= hold.seen[1] for hold in life.holds if hold.node != start.node)
    shown = seen or any(weighed.word is Certainty.CERTAIN for weighed in look.chains)
    return [] if shown else [hold.claim for hold in life.holds if hold.node == start.node and hold.first > day]
