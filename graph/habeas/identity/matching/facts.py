"""What the claims about a name say that helps to decide whether another name is the same.

Kinship and other ties, births from ages, deaths, days on which somebody was alive, prisons with their days, documents;
and facts that, when two names share them, speak for one: the same post, the same child, the same day of arrest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from habeas.analysis.evidence import evidence_of
from habeas.analysis.intervals import FIRST, LAST, of_row
from habeas.dates.calendar import MONTHS_A_YEAR, months_on
from habeas.dates.conventions import Conventions
from habeas.errors import BadDate
from habeas.model.claims import ReadClaim, read_claim
from habeas.model.values import Claim, Ref, Text
from habeas.vocab import KINDS, PROPERTIES, Origin

DaySpan = tuple[date, date]
Shared = tuple[str, Ref | str]
"""A relation or a kind of event, and the other name, the words or the day."""

STRONG: Final = frozenset(
    [
        "leads",
        "holdsPost",
        "heldPost",
        "parentOf",
        "childOf",
        "siblingOf",
        "spouseOf",
        "lawyerOf",
        "speaksFor",
        "partOf",
    ]
)
"""Relations that two different people seldom have to the same name."""
COMMON: Final = frozenset(
    ["nationality", "residedIn", "publisher", "contributor", "description", "pattern", "characterisedAs", "context"]
)
"""Relations that say nothing about identity, because many share them."""
DAYS_THAT_TELL: Final = frozenset(["arrest", "release", "death", "detention"])
ALIVE: Final = frozenset(["arrest", "release", "observation"])


@dataclass(slots=True)
class NameFacts:
    """What claims say about one name. Every part leads to the ids of its claims."""

    ref: Ref
    ties: dict[Ref, list[Claim]] = field(default_factory=dict)
    beside: dict[Ref, list[str]] = field(default_factory=dict)
    documents: dict[Ref, list[str]] = field(default_factory=dict)
    births: dict[DaySpan, list[str]] = field(default_factory=dict)
    deaths: dict[DaySpan, list[str]] = field(default_factory=dict)
    alive: dict[date, list[str]] = field(default_factory=dict)
    held: dict[tuple[str, DaySpan], list[str]] = field(default_factory=dict)
    shared: dict[Shared, list[str]] = field(default_factory=dict)
    located: dict[Ref, list[str]] = field(default_factory=dict)


def facts_of(ref: Ref, claims: Iterable[Claim], conventions: Conventions) -> NameFacts:
    """Gather what live claims say about a name. What is denied says nothing."""
    found = NameFacts(ref)
    for claim in claims:
        if claim.polarity == "positive":
            with suppress(BadDate):
                _gather(found, read_claim(claim, conventions))
    return found


def _gather(found: NameFacts, read: ReadClaim) -> None:
    claim = read.claim
    found.documents.setdefault(claim.source, []).append(claim.id)
    for other in read.mentions:
        if other != found.ref and other.kind == found.ref.kind:
            found.beside.setdefault(other, []).append(claim.id)
    relation = PROPERTIES[claim.relation]
    if relation.makes == "relationship" and isinstance(claim.object, Ref):
        other = claim.object if claim.subject == found.ref else claim.subject
        found.ties.setdefault(other, []).append(claim)
    if claim.subject == found.ref and claim.relation == "containedInPlace" and isinstance(claim.object, Ref):
        found.located.setdefault(claim.object, []).append(claim.id)
    for shared in _shared(read, found.ref):
        found.shared.setdefault(shared, []).append(claim.id)
    _days(found, read)


def _shared(read: ReadClaim, ref: Ref) -> Iterator[Shared]:
    claim, node = read.claim, read.node
    if claim.relation not in COMMON:
        if claim.subject == ref and isinstance(claim.object, Ref) and _lasting(claim.object):
            yield claim.relation, claim.object
        elif claim.subject == ref and isinstance(claim.object, Text):
            yield claim.relation, claim.object.text
        elif claim.object == ref and _lasting(claim.subject):
            yield claim.relation, claim.subject
    if (
        node is not None
        and node.kind in DAYS_THAT_TELL
        and ref in {claim.subject, *(v for n, v in claim.details if n == "person")}
    ):
        for name in ("occurred", "began"):
            days = [when.read(read.conventions) for when in read.dates.get(name, ())]
            yield from ((node.kind, each.text) for each in days if each.earliest and each.earliest == each.latest)


def _lasting(ref: Ref) -> bool:
    """A person, a body, a place: not an event, which claims make."""
    return KINDS[ref.kind].origin is Origin.DESCRIBED


def _days(found: NameFacts, read: ReadClaim) -> None:
    claim = read.claim
    if claim.relation == "ageAt" and claim.subject == found.ref and isinstance(claim.object, int):
        for born in _born(read, claim.object):
            found.births.setdefault(born, []).append(claim.id)
    for row in evidence_of(read):
        if row.person != str(found.ref):
            continue
        if row.what == "death" and row.at[0] and row.at[1]:
            found.deaths.setdefault((row.at[0], row.at[1]), []).append(row.claim)
        elif row.what in ALIVE and row.at[0]:
            found.alive.setdefault(row.at[0], []).append(row.claim)
        elif row.what == "detention" and row.facility:
            sure = of_row(row)
            if FIRST < sure.began[1] <= sure.ended[0] < LAST:
                found.held.setdefault((row.facility, (sure.began[1], sure.ended[0])), []).append(row.claim)


def _born(read: ReadClaim, years: int) -> Iterator[DaySpan]:
    """The days on which somebody of that age may have been born.

    52 on 10 January 2026 is 11 January 1973 to 10 January 1974.
    """
    for when in (*read.dates.get("asOf", ()), *read.dates.get("on", ())):
        day = when.read(read.conventions)
        if day.earliest and day.latest:
            first = months_on(day.earliest, -(years + 1) * MONTHS_A_YEAR) + timedelta(days=1)
            yield first, months_on(day.latest, -years * MONTHS_A_YEAR)
