"""The claims of a case gathered by the event they talk about: who, in which role, when.

A detention, an arrest, a term of office has a name of its own, so that several claims, also of different documents,
speak of the same one. Here stands what all of them together say of it, each part with its claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from habeas.analysis.edges.periods import PeriodEnd, evidence, period_end
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.model.claims import ReadClaim
from habeas.model.values import Assertion, Ref, When
from habeas.vocab import PROPERTIES


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How claims are taken together: what loose dates mean, and which name stands for which others by judgement."""

    conventions: Conventions = DEFAULTS
    same: Mapping[Ref, Ref] = field(default_factory=dict)

    def one(self, ref: Ref) -> Ref:
        """The name that stands for this one."""
        return self.same.get(ref, ref)


SAYINGS: Final = frozenset({"act", "accusation"})
"""Kinds of nodes that are a saying: never drawn unless asked for, and never more than nodes of their own."""


def is_fact(read: ReadClaim) -> bool:
    """True for a claim that stands as a fact of the file and is not about a saying."""
    return read.stands and read.claim.subject.kind not in SAYINGS


def is_said(read: ReadClaim) -> bool:
    """True for a claim about a saying of which at least the act of saying it stands."""
    return read.claim.subject.kind in SAYINGS and read.assertion is not Assertion.DESCRIBED_ONLY


@dataclass(slots=True)
class Event:
    """One event or state: in each role the names with the claims that say so, and the dates."""

    ref: Ref
    roles: dict[str, dict[Ref, list[ReadClaim]]] = field(default_factory=dict)
    dates: dict[str, list[When]] = field(default_factory=dict)
    claims: list[ReadClaim] = field(default_factory=list)

    @property
    def persons(self) -> dict[Ref, list[ReadClaim]]:
        """Whom it is about."""
        return self.roles.get("person", {})

    def has(self, role: str) -> dict[Ref, list[ReadClaim]]:
        """The names in a role."""
        return self.roles.get(role, {})

    def end(self, name: str, reading: Interpretation) -> PeriodEnd | None:
        """What is said of its beginning, end or day."""
        return period_end(self.dates.get(name, ()), reading.conventions)

    def seen(self, reading: Interpretation) -> PeriodEnd | None:
        """The days as of which it held."""
        return evidence(self.dates.get("asOf", ()), reading.conventions)

    def codes(self, relation: str) -> tuple[str, ...]:
        """The codes or words that claims give for a relation or a detail of it, each once, in order."""
        found = [read.claim.object for read in self.claims if read.claim.relation == relation]
        found += [value for read in self.claims for name, value in read.claim.details if name == relation]
        return tuple(dict.fromkeys(str(getattr(value, "text", value)) for value in found))


def events_of(claims: Iterable[ReadClaim], reading: Interpretation) -> dict[Ref, Event]:
    """Every event of these claims, in the order of their names."""
    events: dict[Ref, Event] = {}
    for read in claims:
        if read.node is not None:
            ref = reading.one(read.node)
            _add(events.setdefault(ref, Event(ref)), read, reading)
    return dict(sorted(events.items()))


def _add(event: Event, read: ReadClaim, reading: Interpretation) -> None:
    event.claims.append(read)
    for role, ref in roles_of(read):
        event.roles.setdefault(role, {}).setdefault(reading.one(ref), []).append(read)
    for name, whens in read.dates.items():
        event.dates.setdefault(name, []).extend(whens)


def roles_of(read: ReadClaim) -> Iterator[tuple[str, Ref]]:
    """Whom and what the claim ties to its event, and in which role."""
    claim = read.claim
    prop = PROPERTIES[claim.relation]
    if read.node == claim.subject:
        if isinstance(claim.object, Ref):
            yield claim.relation, claim.object
    else:
        if prop.subject_role:
            yield prop.subject_role, claim.subject
        if prop.object_role and isinstance(claim.object, Ref):
            yield prop.object_role, claim.object
    yield from ((name, value) for name, value in claim.details if isinstance(value, Ref))
