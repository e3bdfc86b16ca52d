"""The pieces a life in custody is put together from.

Stay    one detention node: one custody kind at no more than one facility
Chain   stays that go on as each other; one period without a moment of liberty
Hold    a day on which custody began (arrest, start of a chain) or was seen (observation, transfer)
Over    a day on which it ended, was seen to be over, or was broken off (release, end, free, furlough, death)
Denial  what somebody says is not so, or refuses to acknowledge
Life    all of them, for one person
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from habeas.analysis.intervals import FIRST, LAST, Days, Telling, of_row, telling
from habeas.analysis.values import Evidence
from habeas.dates.calendar import NOWHERE, Bounds

NEAR_DAYS: Final = 30
"""Two tellings of one kind that lie no further apart may tell of one event (decision 152)."""
DEAD: Final = frozenset(["dead", "dead-in-custody"])
LOST: Final = "whereabouts-unknown"


@dataclass(frozen=True, slots=True)
class Hold:
    """A day of custody as one claim gives it. `begins`: custody began then. `chain` is its chain's number, -1 for none.

    `then` is the state after that day, where it is the end of a stay that went on as another. `reach` is the day back
    to which it may reach where nobody told a beginning. `undated`: told in the present, without a day of its own.
    `plan`: told before it was to happen.
    """

    node: str
    claim: str
    first: date
    last: date
    seen: Days
    state: str
    begins: bool
    chain: int
    then: str = ""
    reach: date = FIRST
    facilities: frozenset[str] = frozenset()
    undated: bool = False
    plan: bool = False

    @property
    def evidence(self) -> Days:
        """The last day it may be evidence for, and the first that this day may be."""
        return self.last, max(self.first, self.seen[1])


@dataclass(frozen=True, slots=True)
class Over:
    """A day by which custody was over, as one claim gives it.

    `kind`: left, ended, free, furlough, dead, dead-in-custody. `type`: of a release.
    """

    node: str
    claim: str
    first: date
    last: date
    seen: Days
    kind: str
    type: str
    chains: frozenset[int]
    reach: date = FIRST
    facilities: frozenset[str] = frozenset()
    plan: bool = False

    @property
    def evidence(self) -> Days:
        """The first day that its last evidence may be of, and the last."""
        return min(max(self.first, self.seen[1]), self.last), self.last

    @property
    def shows_custody(self) -> bool:
        """True when this end shows that the person was in custody until then."""
        out = self.kind == "furlough" and self.node.startswith("release:")
        return not self.plan and (self.kind in {"left", "ended", "dead-in-custody"} or out)


@dataclass(frozen=True, slots=True)
class Stay:
    """One detention node: its rows, the custody state it means, and whether its own dates open or close the chain.

    `onward` are the stays that it went on as; `out` tell of furloughs from it, which show that it lasted until then.
    """

    node: str
    rows: tuple[Evidence, ...]
    state: str
    kind: str
    opens: bool
    closes: bool
    onward: frozenset[str]
    out: tuple[Evidence, ...] = ()

    @property
    def facilities(self) -> frozenset[str]:
        """The facilities that its claims name."""
        return frozenset(row.facility for row in self.rows if row.facility)


@dataclass(frozen=True)
class Chain:
    """Stays without a gap between them, and the four bounds of the whole as each claim gives them."""

    stays: tuple[Stay, ...]
    tellings: tuple[Telling, ...]

    @cached_property
    def told(self) -> tuple[tuple[Stay, list[Telling]], ...]:
        """Its stays, each with its own bounds."""
        return tuple((stay, stay_tellings(stay, self.stays, self.tellings)) for stay in self.stays)

    @cached_property
    def begins_told(self) -> bool:
        """True when some claim gives a limit for its beginning."""
        return any(t.begins_told for t in self.tellings)


@dataclass(frozen=True, slots=True)
class Denial:
    """What one claim says is not so. `what`: detention, arrest, release, death, observation; or refusal, of a body.

    `first` and `last` are the days of what is denied, or of saying so; from `since` on it is certainly denied.
    """

    what: str
    node: str
    claim: str
    code: str
    facility: str
    first: date
    last: date
    since: date
    dated: bool
    own: bool


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One event as several claims tell of it: the days between which it may have been by each of them."""

    node: str
    tellings: tuple[tuple[Days, str], ...]

    @property
    def days(self) -> Days:
        """The days between which it may have been by any account."""
        return min(first for (first, _), _ in self.tellings), max(last for (_, last), _ in self.tellings)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that tell of it."""
        return tuple(sorted({claim for _, claim in self.tellings}))


@dataclass(frozen=True, slots=True)
class EventClash:
    """Two events of one kind on days that cannot be the same, with nothing between them that would make them two.

    From `first` to `last` they say different things of custody: by `early` it had begun, or ended; by `late` not yet.
    """

    kind: str
    early: ToldEvent
    late: ToldEvent
    first: date
    last: date

    @property
    def near(self) -> bool:
        """True when they may be one event told twice; far apart, what lies between them was not told."""
        gap = (self.late.days[0] - self.early.days[1]).days
        return self.kind == "death" or self.early.node == self.late.node or gap <= NEAR_DAYS


@dataclass(frozen=True, slots=True)
class Life:
    """All that is reported about one person's custody. `rest` are charges, conditions and observations."""

    person: str
    chains: tuple[Chain, ...]
    holds: tuple[Hold, ...]
    overs: tuple[Over, ...]
    rest: tuple[Evidence, ...]
    denials: tuple[Denial, ...] = ()
    clashes: tuple[EventClash, ...] = ()
    parted: frozenset[tuple[str, str]] = frozenset()

    def are_two(self, one: str, other: str) -> bool:
        """True for two events of which somebody judged that they are two."""
        return (one, other) in self.parted or (other, one) in self.parted

    def earlier(self, over: Over, hold: Hold) -> bool:
        """True when this end certainly came before that beginning; on one day, when it had something else to end."""
        if over.last < hold.first:
            return True
        exact = over.first == over.last == hold.first == hold.last
        same_day = exact and hold.begins and hold.chain not in over.chains
        return same_day and any(h.begins and h.last < over.first for h in self.holds)


def exactly(at: Bounds) -> Days:
    """The day of something that happened on one day: empty (first after last) when it is not known to the day."""
    return (at[1] or LAST, at[0] or FIRST)


# -- one stay


def told_places(stay: Stay) -> dict[str, list[str]]:
    """The facility or place each claim names for a stay, with the claims.

    `home` for house arrest where none is named.
    """
    found: dict[str, list[str]] = {}
    for row in stay.rows:
        if row.facility or row.place:
            found.setdefault(row.facility or row.place, []).append(row.claim)
    if not found and stay.kind == "house-arrest":
        found["home"] = [row.claim for row in stay.rows if row.code == "house-arrest"]
    return found


def stay_tellings(stay: Stay, others: Iterable[Stay], whole: Iterable[Telling]) -> list[Telling]:
    """A stay's own bounds; where it has none, those of the stays before and after it and of the chain's end.

    A transfer that nobody dated lies before the day on which it was told.
    """
    every = list(others)
    own = [of_row(row) for row in stay.rows if row.at != NOWHERE or row.began != NOWHERE or row.ended != NOWHERE]
    own += [telling(row.claim, row.said, at=row.at, seen=(row.at[1], row.at[0])) for row in stay.out]
    if not any(t.ends_told for t in own):
        after = [row for other in every for row in other.rows if other.node in stay.onward and row.began != NOWHERE]
        own += [telling(row.claim, row.said, ended=row.began) for row in after]
        own += [t for t in whole if t.ends_told and not t.begins_told] if stay.closes else []
        own += (
            [] if after else [telling(row.claim, row.said, ended=(None, row.said[1])) for row in _onward(stay, every)]
        )
    if not any(t.begins_told for t in own):
        before = [other for other in every if stay.node in other.onward]
        ended = [row for other in before for row in other.rows if row.ended != NOWHERE]
        own += [telling(row.claim, row.said, began=row.ended) for row in ended]
        moved = [] if ended else [row for other in before for row in _onward(other, [stay])]
        own += [telling(row.claim, row.said, began=(None, row.said[1])) for row in moved]
    return own or [telling(row.claim, row.said, at=row.said, reach=row.reach[0]) for row in stay.rows[:1]]


def _onward(stay: Stay, others: Iterable[Stay]) -> list[Evidence]:
    """The rows that say that this stay continued as one of the others."""
    nodes = {other.node for other in others}
    return [row for row in stay.rows if row.other in nodes]


def sides_of(clash: EventClash, *, held: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims that agree with an answer between the two events, and those that do not."""
    sides = clash.early.claims, clash.late.claims
    return sides if held == (clash.kind == "arrest") else (sides[1], sides[0])
