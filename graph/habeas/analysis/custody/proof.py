"""What makes a day of custody certain, what speaks against it, and what ends what.

Certain: one claim does by its own bounds; or custody began before and was seen after, with no end and no other
beginning possible in between; or it was seen on that very day. Nothing here looks at plans: they prove nothing. The
state is what was seen on that very day; else that of the stay that was certain that day, the one that goes on where
there are two; else the latest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from habeas.analysis.custody.values import DEAD, LOST, NEAR_DAYS, Hold, Life, Over, Stay
from habeas.analysis.intervals import FIRST, Certainty, Weighed, certain_on, weigh

SOFT: Final = frozenset(["furlough", "ended"])
"""Ends that contest nothing: of a furlough somebody comes back, and the end of a stay is no end of custody."""


class DayContext(NamedTuple):
    """One person on one day: the life, the day, and what each chain says of it."""

    life: Life
    day: date
    chains: tuple[Weighed, ...]


class _Shown(NamedTuple):
    """A day on or after the one asked for on which custody is shown, and whether by its end."""

    first: date
    last: date
    claim: str
    node: str
    exit: Over | None


def look_at(life: Life, day: date) -> DayContext:
    """Weigh every chain for the day."""
    return DayContext(life, day, tuple(weigh(chain.tellings, day) for chain in life.chains))


def support(look: DayContext) -> list[str]:
    """The claims that make the day certain; empty when none does."""
    life, day = look.life, look.day
    found = [hold.claim for hold in life.holds if hold.seen[0] <= day <= hold.seen[1]]
    found += [over.claim for over in life.overs if over.shows_custody and over.first == day == over.last]
    for chain, weighed in zip(life.chains, look.chains, strict=True):
        if weighed.word is Certainty.CERTAIN or (
            weighed.word is Certainty.CONTESTED and certain_on(chain.tellings, day)
        ):
            found += weighed.claims
    return found or _persisted(life, day)


def _persisted(life: Life, day: date) -> list[str]:
    """Custody began before, and was seen after; no end and no other beginning is possible in between."""
    begun = [hold for hold in life.holds if hold.begins and not hold.plan and hold.last <= day]
    if not begun:
        return []
    start = max(begun, key=lambda hold: (hold.first, hold.last, hold.claim))
    later = [hold for hold in life.holds if hold.begins and not hold.plan and hold.last > day]
    for shown in _seen_after(life, day):
        fresh = any(_begins_before(hold, shown) and hold.node != start.node for hold in later)
        ended = any(_ended_before(life, over, shown, start) for over in life.overs)
        if not fresh and not ended:
            return [start.claim, shown.claim]
    return []


def _begins_before(hold: Hold, shown: _Shown) -> bool:
    """True when another custody may have begun before it was shown.

    Who was taken again on the day of a release was not.
    """
    again = shown.exit is not None and hold.first == hold.last == shown.first == shown.last
    return hold.first <= shown.last and hold.node != shown.node and not again


def _ended_before(life: Life, over: Over, shown: _Shown, start: Hold) -> bool:
    """True when custody may have ended before it was shown.

    Two ends of one custody answer each other: neither hides the other.
    """
    if over.plan or over.node == shown.node or over.first >= shown.last or life.earlier(over, start):
        return False
    return not (shown.exit is not None and told_twice(life, over, shown.exit))


def told_twice(life: Life, one: Over, other: Over) -> bool:
    """True when two ends may be one end told twice.

    They lie near each other, with no beginning possible in between; or both are deaths.
    """
    if one.kind in DEAD and other.kind in DEAD:
        return True
    if (
        life.are_two(one.node, other.node)
        or one.kind not in {"left", "free"}
        or other.kind not in {"left", "dead-in-custody"}
    ):
        return False
    first, last = min(one.first, other.first), max(one.last, other.last)
    near = (max(one.first, other.first) - min(one.last, other.last)).days <= NEAR_DAYS
    return near and not any(h.begins and not h.plan and h.last > first and h.first < last for h in life.holds)


def _seen_after(life: Life, day: date) -> Iterator[_Shown]:
    """Days on or after this one on which custody is shown without a reported beginning of its own."""
    own = [chain.begins_told for chain in life.chains]
    for hold in life.holds:
        if hold.begins or hold.seen[1] < day or (hold.chain >= 0 and own[hold.chain]):
            continue
        if hold.seen[0] <= hold.seen[1]:
            shown = max(day, hold.seen[0])
            yield _Shown(shown, shown, hold.claim, hold.node, None)
        elif hold.first >= day:
            yield _Shown(hold.first, hold.last, hold.claim, hold.node, None)
    for over in life.overs:
        if over.shows_custody and over.first >= day and not any(own[number] for number in over.chains):
            yield _Shown(over.first, over.last, over.claim, over.node, over)


# -- what speaks against it


def refuted(look: DayContext) -> list[Over]:
    """The ends by which custody was over before the day, with no beginning possible since. Death is over for good."""
    life, day = look.life, look.day
    begun = [hold for hold in life.holds if hold.begins and not hold.plan and hold.first <= day]
    return [
        over
        for over in life.overs
        if over.last < day
        and not over.plan
        and over.kind not in SOFT
        and (over.kind in DEAD or not any(hold.last >= over.first for hold in begun))
    ]


def told_later(look: DayContext) -> list[str]:
    """Claims that put the beginning on which the day rests after that day, unless something else shows custody then.

    Another arrest shortly after, or another stay at the same place, with no end in between, may be the same one told
    with another date.
    """
    life, day = look.life, look.day
    begun = [hold for hold in life.holds if hold.begins and not hold.plan and hold.last <= day]
    start = max(begun, key=lambda hold: (hold.first, hold.last, hold.claim), default=None)
    if start is None:
        return []
    seen = any(hold.seen[0] <= day <= hold.seen[1] for hold in life.holds if hold.node != start.node)
    certain = start.chain < 0 and any(weighed.word is Certainty.CERTAIN for weighed in look.chains)
    if seen or certain:
        return []
    return [hold.claim for hold in life.holds if hold.first > day and _one_beginning(life, start, hold)]


def _one_beginning(life: Life, start: Hold, other: Hold) -> bool:
    if other.node == start.node:
        return start.chain < 0
    near = other.begins and not other.plan and (other.first - start.last).days <= NEAR_DAYS
    arrests = start.node.startswith("arrest:") and other.node.startswith("arrest:")
    stays = min(start.chain, other.chain) >= 0 and start.chain != other.chain
    if not near or life.are_two(start.node, other.node):
        return False
    if not (arrests or (stays and start.facilities == other.facilities)):
        return False
    overs = (over for over in life.overs if not over.plan)
    return not any(over.last >= start.first and over.first < other.first for over in overs)


def rival_ends(look: DayContext) -> list[str]:
    """Claims that end, before the day, a stay at the very place and over the days of one that is certain on it."""
    found = []
    for number, chain in enumerate(look.life.chains):
        if look.chains[number].word is Certainty.CERTAIN:
            here = {place for stay in chain.stays for place in stay.facilities}
            began = min((t.began[1] for t in chain.tellings if t.begins_told), default=look.day)
            found += [
                over.claim
                for over in look.life.overs
                if over.kind == "ended" and not over.plan and number not in over.chains
                if began <= over.first and over.last < look.day and over.facilities & here
            ]
    return found


# -- what ends what


def stay_end_ends(life: Life, over: Over, hold: Hold) -> bool:
    """True when the end of a stay may be an end of this custody.

    It is none where custody is seen on that day or later, or goes on elsewhere.
    """
    if hold.chain in over.chains:
        return True
    elsewhere = bool(hold.facilities and over.facilities and not hold.facilities & over.facilities)
    goes_on = hold.chain >= 0 and life.chains[hold.chain].begins_told
    if hold.begins or goes_on:
        return not (elsewhere and goes_on) and over.last >= hold.first and not life.earlier(over, hold)
    return over.last > hold.first and not (elsewhere and hold.last >= over.first)


# -- in which state


NEARER = ("house-arrest", "hospital-under-guard")
"""Ways of being held that go on while somebody is seen held."""


def state_on(look: DayContext, holds: Iterable[Hold]) -> str:
    """The state of custody of the day; `holds` are the days of custody that reach to it."""
    seen = {hold.state for hold in look.life.holds if _sighted(hold, look.day)}
    stays = certain_stays(look.life, look.day)
    placed = [stay for stay in stays if stay.facilities and stay.state != LOST]
    if seen:
        known = seen - {LOST}
        if not known and not placed:
            return LOST
        return _nearest(known | {stay.state for stay in placed if stay.state in NEARER or not known})
    if stays:
        return _nearest({stay.state for stay in stays})
    return _latest(holds, look.day)


def _sighted(hold: Hold, day: date) -> bool:
    entering = hold.node.startswith("release:")  # the day on which house arrest begins
    return not hold.begins and not entering and hold.seen[0] <= day <= hold.seen[1]


def _nearest(states: set[str]) -> str:
    """A plain `held` gives way to a nearer word."""
    return min(states - {"held"} or {"held"})


def certain_stays(life: Life, day: date) -> list[Stay]:
    """The stays that their claims make certain on that day; of a move on that day, the stay that goes on."""
    found = []
    for chain in life.chains:
        sure = [
            stay for stay, told in chain.told if certain_on(told, day) and weigh(told, day).word is Certainty.CERTAIN
        ]
        nodes = {stay.node for stay in sure}
        found += [stay for stay in sure if not stay.onward & nodes]
    return found


def _latest(holds: Iterable[Hold], day: date) -> str:
    """The state of the latest evidence up to the day, else of the earliest after it."""
    known = sorted(
        holds, key=lambda hold: (not hold.plan, _until(hold, day), hold.first, hold.state != "held", hold.state)
    )
    before = [hold for hold in known if _until(hold, day) <= day]
    spanning = [hold for hold in known if hold.first <= day < hold.last]
    nearest: Sequence[Hold] = before[-1:] or spanning[:1] or known[:1]
    for hold in nearest:
        return hold.then if hold.then and hold.last < day else hold.state
    return "held"


def _until(hold: Hold, day: date) -> date:
    """The last day it is evidence for; the last certain one where the end of a span may have come by the day."""
    return hold.seen[1] if hold.seen[0] <= hold.seen[1] <= day < hold.last else hold.last


def floor_of(life: Life, hold: Hold) -> date:
    """The first day to which a day of custody without a beginning of its own may reach back.

    To the beginning that may be its own, with no end in between; where there is none, as far as a sighting reaches.
    """
    ends = [over for over in life.overs if over.kind not in {"furlough", "ended"} and not over.plan]
    begins = [h for h in life.holds if h.begins and not h.plan and h.node != hold.node and h.first <= hold.last]
    own = [h for h in begins if not any(h.last <= over.first and over.last < hold.first for over in ends)]
    return max((begun.first for begun in own), default=hold.reach or FIRST)
