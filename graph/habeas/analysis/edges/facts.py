"""The lines that claims state: the view `full`, and what the narrower views of offices, courts and sayings pick from.

An arrest, a stay, a term of office is no node here but a line from the person to the place, the body, the post, with
its days. A line is drawn only from the person or the body of which something is said; never between two things that
the same person has to do with. Who is said to have hurt somebody is left to the view of claims.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from habeas.analysis.edges.edges import SAYINGS, EdgePart, Interpretation, ToldEvent, roles_of
from habeas.analysis.edges.periods import DrawnPeriod, PeriodEnd, happening, lasting, noted, period_end
from habeas.model.claims import ReadClaim
from habeas.model.values import Ref
from habeas.vocab import KINDS, PROPERTIES

_SHORT_FORMS: Final[dict[tuple[str, str], str]] = {
    (prop.makes, prop.object_role): prop.name for prop in PROPERTIES.values() if prop.makes and prop.object_role
}
ROLES: Final[Mapping[tuple[str, str], str]] = _SHORT_FORMS | {
    ("detention", "facility"): "detainedAt",
    ("detention", "place"): "detainedIn",
    ("detention", "agent"): "detainedBy",
    ("arrest", "facility"): "arrestedAt",
    ("arrest", "place"): "arrestedIn",
    ("arrest", "agent"): "arrestedBy",
    ("release", "facility"): "releasedFrom",
    ("release", "place"): "releasedIn",
    ("release", "agent"): "releasedBy",
    ("death", "facility"): "diedAt",
    ("death", "place"): "diedIn",
    ("observation", "facility"): "seenAt",
    ("observation", "place"): "seenIn",
    ("tenure", "post"): "holdsPost",
    ("tenure", "body"): "leads",
    ("participation", "inEvent"): "roleInEvent",
    ("charge", "agent"): "chargedBy",
    ("condition", "agent"): "restrictedBy",
}
"""Event and role -> the line from its person to whoever has that role: that of the short form which makes the event,
or one named here. Other events and roles draw no line."""
RELATIONSHIPS: Final[Mapping[str, str]] = {
    code: prop.name for prop in PROPERTIES.values() for name, code in prop.fixed if name == "relationshipType"
}
LASTING: Final = frozenset(
    {
        "detention",
        "tenure",
        "charge",
        "condition",
        "status",
        "proceeding",
        "membership",
        "access",
        "health",
        "hungerstrike",
    }
)
"""Events and states that go on until an end is stated."""
TIES: Final = frozenset({"relationship", "age"})
"""States that are not bound to the day as of which they were told."""
NODES: Final = frozenset({"person", "org", "collective", "facility", "place", "post", "population"})
EVENTS: Final = frozenset({"event", "proceeding"})
"""Events that stand as nodes: many people have to do with them."""
RECORDS: Final = frozenset({"doc", "count"})
"""Subjects of claims that tell of a document or of a number."""
UNDRAWN: Final = frozenset({"confirmedBy", "imposes", "keeper"})
"""Roles that tell of the record rather than of the world."""
COMMAND: Final = frozenset({"holdsPost", "leads", "oversees", "partOf"})
LEGAL: Final = frozenset(kind.name for kind in KINDS.values() if kind.topic == "law")
LEGAL_ROLES: Final = frozenset({"person", "agent", "offence", "facility", "place", "beforeCourt"})
SPOKEN_OF: Final = NODES | EVENTS | SAYINGS | {"concept"}
"""What a saying is drawn to."""


StaysOf = Callable[[Ref], Mapping[str, DrawnPeriod | None]]
"""The stays of one person by name, with the days on which each is drawn (`Custody.stays_of`)."""


class CaseLines:
    """The lines of the facts of a case."""

    def __init__(
        self, reading: Interpretation, claims: tuple[ReadClaim, ...], events: Mapping[Ref, ToldEvent], stays: StaysOf
    ) -> None:
        self.reading, self.claims, self.events, self._stays_of = reading, claims, events, stays

    def all(self) -> Iterator[EdgePart]:
        """Every line."""
        for event in self.events.values():
            yield from self.all_of(event)
        yield from self.plain()

    def all_of(self, event: ToldEvent) -> Iterator[EdgePart]:
        """Every line of one event."""
        if event.ref.kind in EVENTS:
            return self.of_node(event)
        return self._relationship(event) if event.ref.kind == "relationship" else self.of_person(event)

    def of_person(self, event: ToldEvent, only: str = "", wanted: Collection[Ref] | None = None) -> Iterator[EdgePart]:
        """Lines from the people an event is about, or from some of them, to who and what has a role in it, or one role
        only."""
        for role in (only,) if only else event.roles:
            kind = ROLES.get((event.ref.kind, role))
            people = event.persons if wanted is None else [one for one in event.persons if one in wanted]
            for person in people if kind else ():
                period = self.period(event, person)
                for ref, claims in event.has(role).items():
                    if kind and ref.kind not in SAYINGS and ref != person:
                        yield EdgePart(source=person, target=ref, kind=kind, claims=tuple(claims), period=period)

    def _relationship(self, event: ToldEvent) -> Iterator[EdgePart]:
        named = {read.claim.relation for read in event.claims}
        kinds = {name for name in named if PROPERTIES[name].makes == "relationship"}
        kinds |= {RELATIONSHIPS[code] for code in event.codes("relationshipType") if code in RELATIONSHIPS}
        for kind in sorted(kinds):
            for person in event.persons:
                for ref, claims in event.has("relative").items():
                    period = self.period(event, person)
                    yield EdgePart(source=person, target=ref, kind=kind, claims=tuple(claims), period=period)

    def of_node(self, event: ToldEvent) -> Iterator[EdgePart]:
        """Lines from an event that stands as a node to who and what has a role in it."""
        for role, found in event.roles.items():
            for ref, claims in found.items():
                if role not in UNDRAWN and ref.kind in NODES | EVENTS:
                    yield EdgePart(
                        source=event.ref, target=ref, kind=role, claims=tuple(claims), period=self.period(event)
                    )

    def plain(self) -> Iterator[EdgePart]:
        """Lines that are no event: a post oversees a body, a facility is in a place."""
        for read in self.claims:
            claim = read.claim
            if read.node is None and isinstance(claim.object, Ref) and claim.relation not in UNDRAWN:
                source, target = self.reading.one(claim.subject), self.reading.one(claim.object)
                if {source.kind, target.kind} <= NODES | EVENTS:
                    period = self._as_told(read)
                    yield EdgePart(source=source, target=target, kind=claim.relation, claims=(read,), period=period)

    def _as_told(self, read: ReadClaim) -> DrawnPeriod | None:
        """The stretch a plain claim is about: a period is drawn, a single day is only a day as of which it was told."""
        claim = read.claim
        if claim.on is None:
            return None
        when, found = claim.on.read(self.reading.conventions), period_end((claim.on,), self.reading.conventions)
        return happening(found) if when.period else noted(found)

    def period(self, event: ToldEvent, person: Ref | None = None) -> DrawnPeriod | None:
        """The days on which an event or state is drawn."""
        if person is not None and event.ref.kind == "detention":
            stays = self._stays_of(person)
            if str(event.ref) in stays:
                return stays[str(event.ref)]
        began, ended = event.end("began", self.reading), event.end("ended", self.reading) or self._past(event)
        seen = event.seen(self.reading)
        if event.ref.kind in LASTING or began or ended:
            return lasting(began, ended, seen)
        if event.ref.kind in TIES:
            return noted(seen)
        return happening(event.end("occurred", self.reading) or seen)

    def _past(self, event: ToldEvent) -> PeriodEnd | None:
        """A post that somebody is said to have held was over when that was said."""
        said = [read.claim.said for read in event.claims if read.claim.relation == "heldPost"]
        found = period_end(said, self.reading.conventions)
        return (
            replace(found, earliest=None, inner=(found.latest, None), text="before it was said", precision="")
            if found
            else None
        )

    def alone(self) -> Iterator[Ref]:
        """Names that facts about the world speak of, with or without a line."""
        for read in self.claims:
            if read.claim.subject.kind not in RECORDS:
                named = map(self.reading.one, (read.claim.subject, *_objects(read)))
                yield from (ref for ref in named if ref.kind in NODES)


def _objects(read: ReadClaim) -> Iterator[Ref]:
    claim = read.claim
    values = (claim.object, *(value for _, value in claim.details))
    yield from (value for value in values if isinstance(value, Ref))


def person_facility(facts: CaseLines, wanted: Collection[Ref] | None = None) -> Iterator[EdgePart]:
    """Each stay of a person, or of some people, at a facility; a facility named only for a release is drawn for the
    day of the release."""
    drawn: set[tuple[Ref, Ref]] = set()
    for event in facts.events.values():
        if event.ref.kind == "detention":
            for part in facts.of_person(event, "facility", wanted):
                drawn.add((part.source, part.target))
                yield part
    for event in facts.events.values():
        if event.ref.kind == "release":
            parts = facts.of_person(event, "facility", wanted)
            yield from (part for part in parts if (part.source, part.target) not in drawn)


def command(facts: CaseLines) -> Iterator[EdgePart]:
    """Terms of office, who leads what, which post oversees which body, which body is part of which, and who held
    people where."""
    for event in facts.events.values():
        if event.ref.kind == "tenure":
            yield from facts.of_person(event)
    yield from (part for part in facts.plain() if part.kind in COMMAND)
    yield from _held_people_at(facts)


def _held_people_at(facts: CaseLines) -> Iterator[EdgePart]:
    """A body and a facility, only where one claim says that it held somebody there."""
    for event in facts.events.values():
        if event.ref.kind == "detention":
            period = next((facts.period(event, person) for person in event.persons), None)
            for read in event.claims:
                named = [(role, facts.reading.one(ref)) for role, ref in roles_of(read)]
                for agent in (ref for role, ref in named if role == "agent"):
                    for facility in (ref for role, ref in named if role == "facility"):
                        yield EdgePart(
                            source=agent, target=facility, kind="heldPeopleAt", claims=(read,), period=period
                        )


def case(facts: CaseLines) -> Iterator[EdgePart]:
    """Charges, conditions and proceedings, with the people and bodies in them, and who is whose lawyer."""
    for event in facts.events.values():
        if event.ref.kind in LEGAL:
            period = facts.period(event) if event.ref.kind in LASTING else None
            for role in sorted(LEGAL_ROLES & set(event.roles)):
                for ref, claims in event.has(role).items():
                    yield EdgePart(source=event.ref, target=ref, kind=role, claims=tuple(claims), period=period)
        elif event.ref.kind == "relationship":
            yield from (part for part in facts.all_of(event) if part.kind == "lawyerOf")


def said(events: Mapping[Ref, ToldEvent], reading: Interpretation) -> Iterator[EdgePart]:
    """From each saying to its speaker, its addressee, the person accused, what is imputed and what is denied."""
    for event in events.values():
        when = happening(event.end("occurred", reading))
        for role, found in event.roles.items():
            for ref, claims in found.items():
                if ref.kind in SPOKEN_OF:
                    yield EdgePart(
                        source=event.ref, target=ref, kind=role, claims=tuple(claims), period=when, standing="said"
                    )
