"""The pieces a life in custody is put together from.

Stay    one detention node: one custody kind at no more than one facility
Chain   stays that go on as each other; one period without a moment of liberty
Hold    a day on which custody began (arrest, start of a chain) or was seen (observation, transfer)
Over    a day on which it ended, was seen to be over, or was broken off (release, end, free, furlough, death)
Life    all of them, for one person
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from habeas.analysis.evidence import Evidence
from habeas.analysis.intervals import Days, Telling

DEAD: Final = frozenset(["dead", "dead-in-custody"])


@dataclass(frozen=True, slots=True)
class Hold:
    """A day of custody as one claim gives it. `begins`: custody began then. `chain` is its chain's number, -1 for none.

    `then` is the state after that day, where it is the end of a stay that went on as another.
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

    @property
    def evidence(self) -> Days:
        """The last day it may be evidence for, and the first that this day may be."""
        return self.last, max(self.first, self.seen[1])


@dataclass(frozen=True, slots=True)
class Over:
    """A day by which custody was over, as one claim gives it.

    `kind`: left, free, furlough, dead, dead-in-custody. `type`: of a release.
    """

    node: str
    claim: str
    first: date
    last: date
    seen: Days
    kind: str
    type: str
    chains: frozenset[int]

    @property
    def evidence(self) -> Days:
        """The first day that its last evidence may be of, and the last."""
        return min(max(self.first, self.seen[1]), self.last), self.last

    @property
    def shows_custody(self) -> bool:
        """True when this end shows that the person was in custody until then."""
        return self.kind in {"left", "dead-in-custody"} or (
            self.kind == "furlough" and self.node.startswith("release:")
        )


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


@dataclass(frozen=True, slots=True)
class Chain:
    """Stays without a gap between them, and the four bounds of the whole as each claim gives them."""

    stays: tuple[Stay, ...]
    tellings: tuple[Telling, ...]

    @property
    def begins_told(self) -> bool:
        """True when some claim gives a limit for its beginning."""
        return any(t.begins_told for t in self.tellings)


@dataclass(frozen=True, slots=True)
class Life:
    """All that is reported about one person's custody. `rest` are charges, conditions and observations."""

    person: str
    chains: tuple[Chain, ...]
    holds: tuple[Hold, ...]
    overs: tuple[Over, ...]
    rest: tuple[Evidence, ...]

    def earlier(self, over: Over, hold: Hold) -> bool:
        """True when this end certainly came before that beginning; on one day, when it had something else to end."""
        if over.last < hold.first:
            return True
        exact = over.first == over.last == hold.first == hold.last
        same_day = exact and hold.begins and hold.chain not in over.chains
        return same_day and any(h.begins and h.last < over.first for h in self.holds)
