"""Events that may be one event told twice: short claims of one kind about one person near each other in time.

Nobody writes which event a claim is about, so two accounts of one arrest stand as two arrests until a person judges
them. What is proposed here decides nothing; those already judged are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from habeas.analysis.intervals import FIRST, LAST, Days, closed
from habeas.analysis.values import Evidence
from habeas.dates.calendar import NOWHERE
from habeas.identity.clusters import Verdict, pair_of
from habeas.identity.matching.proposal import MatchReason, Proposal, reason
from habeas.model.as_of import AsOf
from habeas.model.values import Ref
from habeas.storage.custody_evidence import people_in
from habeas.storage.judgements import judgements_in
from habeas.storage.scope import ReadModel, Scope

EVENT: Final = "event"
"""What these are called among the kinds of things that are proposed."""
NEAR: Final = {"arrest": 14, "release": 14, "detention": 14, "death": 366}
"""So many days two events of a kind may lie apart and still be told of one."""
SURE: Final = 4
"""Weights that sum to so much lean to a verdict."""


@dataclass(slots=True)
class EventAccount:
    """One event as its claims tell of it."""

    ref: Ref
    days: Days = (LAST, FIRST)
    places: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)

    def take(self, row: Evidence) -> None:
        """Add what one claim tells."""
        bounds = row.began if row.what == "detention" and row.began != NOWHERE else row.at
        if bounds != NOWHERE:
            first, last = closed(bounds)
            self.days = min(self.days[0], first), max(self.days[1], last)
        self.places.update(filter(None, (row.facility, row.place)))
        self.claims.add(row.claim)


def event_proposals(views: ReadModel, limit: int = 0) -> list[Proposal]:
    """Pairs of events that nobody has judged, the likeliest to be one first."""
    scope = Scope(views, AsOf(), today="")
    judged = {j.pair for j in judgements_in(views.index) if j.taken_back is None}
    found = [
        proposal
        for _, rows in people_in(scope)
        for proposal in _of_one_person(rows)
        if pair_of(proposal.a, proposal.b) not in judged and not scope.apart(str(proposal.a), str(proposal.b))
    ]
    found.sort(key=lambda each: (-each.balance, each.a, each.b))
    return found[: limit or None]


def _of_one_person(rows: Sequence[Evidence]) -> Iterator[Proposal]:
    for kind, near in NEAR.items():
        told: dict[str, EventAccount] = {}
        for row in (row for row in rows if row.what == kind):
            told.setdefault(row.node, EventAccount(Ref.parse(row.node))).take(row)
        dated = sorted((each for each in told.values() if each.days[0] <= each.days[1]), key=lambda each: each.days)
        for one, other in combinations(dated, 2):
            if _gap(one, other) <= near and not _between(rows, kind, one, other):
                yield _proposal(one, other)


def _gap(one: EventAccount, other: EventAccount) -> int:
    """Days between two events; none where they may be of one day."""
    first, last = max(one.days[0], other.days[0]), min(one.days[1], other.days[1])
    return max(0, (first - last).days)


def _between(rows: Sequence[Evidence], kind: str, one: EventAccount, other: EventAccount) -> bool:
    """True when custody certainly ended between two arrests, or began between two releases: then they are two."""
    what = {"arrest": "release", "detention": "release", "release": "arrest"}.get(kind, "")
    after, before = sorted((one, other), key=lambda each: each.days)
    days = (closed(row.at) for row in rows if row.what == what and row.at != NOWHERE)
    return any(after.days[1] <= first and last <= before.days[0] for first, last in days)


def _proposal(one: EventAccount, other: EventAccount) -> Proposal:
    reasons = list(_reasons(one, other))
    speaks_for = tuple(each for each in reasons if each.weight > 0 and each.code != "other-place")
    against = tuple(each for each in reasons if each not in speaks_for)
    balance = sum(each.weight for each in speaks_for) - sum(each.weight for each in against)
    verdict = Verdict.SAME if balance >= SURE else Verdict.DIFFERENT if balance <= -SURE else Verdict.UNSURE
    a, b = pair_of(one.ref, other.ref)
    worth = round(1 / (1 + _gap(one, other)), 2)
    return Proposal(a, b, verdict, worth, speaks_for, against)


def _reasons(one: EventAccount, other: EventAccount) -> Iterator[MatchReason]:
    claims, gap = tuple(sorted(one.claims | other.claims)), _gap(one, other)
    if one.days == other.days and one.days[0] == one.days[1]:
        yield reason("one-day", _day(one.days), weight=SURE, claims=claims)
    elif not gap:
        yield reason("days-meet", _day(one.days), _day(other.days), weight=2, claims=claims)
    else:
        yield reason("days-near", _day(one.days), _day(other.days), str(gap), weight=1, claims=claims)
    shared = sorted(one.places & other.places)
    if shared:
        yield reason("one-place", Ref.parse(shared[0]), weight=2, claims=claims)
    elif one.places and other.places:
        mine, yours = min(one.places), min(other.places)
        yield reason("other-place", Ref.parse(mine), Ref.parse(yours), weight=2, claims=claims)


def _day(days: Days) -> str:
    first, last = (".." if day in {FIRST, LAST} else str(day) for day in days)
    return first if first == last else f"{first}/{last}"
