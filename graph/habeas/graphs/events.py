"""The claims of a case gathered by the event they talk about: who, in which role, when.

A detention, an arrest, a term of office has a name of its own, so that several claims, also of different documents,
speak of the same one. Here stands what all of them together say of it, each part with its claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from habeas.graphs.inputs import Inputs
from habeas.graphs.time import PeriodEnd, evidence, period_end
from habeas.model import Claim, Ref, When
from habeas.model.claims import dates_of, node_of
from habeas.vocab import PROPERTIES


@dataclass(slots=True)
class Event:
    """One event or state: in each role the names with the claims that say so, and the dates."""

    ref: Ref
    roles: dict[str, dict[Ref, list[Claim]]] = field(default_factory=dict)
    dates: dict[str, list[When]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)

    @property
    def persons(self) -> dict[Ref, list[Claim]]:
        """Whom it is about."""
        return self.roles.get("person", {})

    def has(self, role: str) -> dict[Ref, list[Claim]]:
        """The names in a role."""
        return self.roles.get(role, {})

    def end(self, name: str, inputs: Inputs) -> PeriodEnd | None:
        """What is said of its beginning, end or day."""
        return period_end(self.dates.get(name, ()), inputs.conventions)

    def seen(self, inputs: Inputs) -> PeriodEnd | None:
        """The days as of which it held."""
        return evidence(self.dates.get("asOf", ()), inputs.conventions)

    def codes(self, relation: str) -> tuple[str, ...]:
        """The codes or words that claims give for a relation or a detail of it, each once, in order."""
        found = [claim.object for claim in self.claims if claim.relation == relation]
        found += [value for claim in self.claims for name, value in claim.details if name == relation]
        return tuple(dict.fromkeys(str(getattr(value, "text", value)) for value in found))


def events_of(claims: Iterable[Claim], inputs: Inputs) -> dict[Ref, Event]:
    """Every event of these claims, in the order of their names."""
    events: dict[Ref, Event] = {}
    for claim in claims:
        about = node_of(claim)
        if about is not None:
            ref = inputs.one(about)
            _add(events.setdefault(ref, Event(ref)), claim, inputs)
    return dict(sorted(events.items()))


def _add(event: Event, claim: Claim, inputs: Inputs) -> None:
    event.claims.append(claim)
    for role, ref in roles_of(claim):
        event.roles.setdefault(role, {}).setdefault(inputs.one(ref), []).append(claim)
    for name, whens in dates_of(claim).items():
        event.dates.setdefault(name, []).extend(whens)


def roles_of(claim: Claim) -> Iterator[tuple[str, Ref]]:
    """Whom and what the claim ties to its event, and in which role."""
    prop = PROPERTIES[claim.relation]
    if node_of(claim) == claim.subject:
        if isinstance(claim.object, Ref):
            yield claim.relation, claim.object
    else:
        if prop.subject_role:
            yield prop.subject_role, claim.subject
        if prop.object_role and isinstance(claim.object, Ref):
            yield prop.object_role, claim.object
    yield from ((name, value) for name, value in claim.details if isinstance(value, Ref))
