"""The lines that claims state: the view `full`, and what the narrower views pick from.

An arrest, a stay, a term of office is no node here but a line from the person to the place, the body, the post, with its days.
A line is drawn only from the person or the body of which something is said; never between two things that the same person has
to do with. Who is said to have hurt somebody is left to the view of claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from habeas.graphs.edges import Tie
from habeas.graphs.episodes import Episode
from habeas.graphs.events import Event
from habeas.graphs.inputs import SAYINGS, Known
from habeas.graphs.time import Drawn, Side, happening, lasting, noted, side
from habeas.model import Claim, Ref
from habeas.model.claims import node_of
from habeas.vocab import PROPERTIES

ROLES: Final[Mapping[tuple[str, str], str]] = {
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
"""Event and role -> the line from its person to whoever has that role. An event and role not named here draw no line."""
RELATIONSHIPS: Final[Mapping[str, str]] = {
    code: prop.name for prop in PROPERTIES.values() for name, code in prop.fixed if name == "relationshipType"
}
LASTING: Final = frozenset({"detention", "tenure", "charge", "condition", "status", "proceeding"})
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


class Facts:
    """The lines of the facts of a case."""

    def __init__(
        self, known: Known, claims: tuple[Claim, ...], events: Mapping[Ref, Event], stays: tuple[Episode, ...]
    ):
        self.known, self.claims, self.events = known, claims, events
        self._stays = {(stay.person, stay.detention): stay.drawn for stay in stays}

    def all(self) -> Iterator[Tie]:
        """Every line."""
        for event in self.events.values():
            yield from self.all_of(event)
        yield from self.plain()

    def all_of(self, event: Event) -> Iterator[Tie]:
        """Every line of one event."""
        if event.ref.kind in EVENTS:
            return self.of_node(event)
        return self._relationship(event) if event.ref.kind == "relationship" else self.of_person(event)

    def of_person(self, event: Event) -> Iterator[Tie]:
        """Lines from the people an event is about to who and what has a role in it."""
        for role in event.roles:
            kind = ROLES.get((event.ref.kind, role))
            for person in event.persons if kind else ():
                drawn = self.when(event, person)
                for ref, claims in event.has(role).items():
                    if kind and ref.kind not in SAYINGS and ref != person:
                        yield Tie(
                            source=person, target=ref, kind=kind, claims=tuple(claims), drawn=drawn,
                            extra={"detail": _detail(event)},
                        )  # fmt: skip

    def _relationship(self, event: Event) -> Iterator[Tie]:
        kinds = {claim.relation for claim in event.claims if PROPERTIES[claim.relation].makes == "relationship"}
        kinds |= {RELATIONSHIPS[code] for code in event.codes("relationshipType") if code in RELATIONSHIPS}
        for kind in sorted(kinds):
            for person in event.persons:
                for ref, claims in event.has("relative").items():
                    drawn = self.when(event, person)
                    yield Tie(source=person, target=ref, kind=kind, claims=tuple(claims), drawn=drawn)

    def of_node(self, event: Event) -> Iterator[Tie]:
        """Lines from an event that stands as a node to who and what has a role in it."""
        for role, found in event.roles.items():
            for ref, claims in found.items():
                if role not in UNDRAWN and ref.kind in NODES | EVENTS:
                    yield Tie(source=event.ref, target=ref, kind=role, claims=tuple(claims), drawn=self.when(event))

    def plain(self) -> Iterator[Tie]:
        """Lines that are no event: a post oversees a body, a facility is in a place."""
        for claim in self.claims:
            if node_of(claim) is None and isinstance(claim.object, Ref) and claim.relation not in UNDRAWN:
                source, target = self.known.one(claim.subject), self.known.one(claim.object)
                if {source.kind, target.kind} <= NODES | EVENTS:
                    yield Tie(
                        source=source, target=target, kind=claim.relation, claims=(claim,), drawn=self._as_told(claim)
                    )

    def _as_told(self, claim: Claim) -> Drawn | None:
        """The stretch a plain claim is about: a period is drawn, a single day is only the day as of which it was told."""
        if claim.on is None:
            return None
        when, found = claim.on.read(self.known.conventions), side((claim.on,), self.known.conventions)
        return happening(found) if when.period else noted(found)

    def when(self, event: Event, person: Ref | None = None) -> Drawn | None:
        """The days on which an event or state is drawn."""
        if person is not None and (person, event.ref) in self._stays:
            return self._stays[person, event.ref]
        began, ended = event.side("began", self.known), event.side("ended", self.known) or self._past(event)
        seen = event.seen(self.known)
        if event.ref.kind in LASTING or began or ended:
            return lasting(began, ended, seen)
        if event.ref.kind in TIES:
            return noted(seen)
        return happening(event.side("occurred", self.known) or seen)

    def _past(self, event: Event) -> Side | None:
        """A post that somebody is said to have held was over when that was said."""
        said = [claim.said for claim in event.claims if claim.relation == "heldPost"]
        found = side(said, self.known.conventions)
        return (
            replace(found, earliest=None, inner=(found.latest, None), text="before it was said", precision="")
            if found
            else None
        )

    def alone(self) -> Iterator[Ref]:
        """Names that facts about the world speak of, with or without a line."""
        for claim in (claim for claim in self.claims if claim.subject.kind not in RECORDS):
            yield from (ref for ref in map(self.known.one, (claim.subject, *_objects(claim))) if ref.kind in NODES)


def _objects(claim: Claim) -> Iterator[Ref]:
    values = (claim.object, *(value for _, value in claim.details))
    yield from (value for value in values if isinstance(value, Ref))


def _detail(event: Event) -> str | None:
    """What kind of custody, release or part it was, in codes or in words."""
    found = [text for name in ("custodyKind", "releaseType", "role", "chargeStatus") for text in event.codes(name)]
    return ", ".join(found) or None
