"""What every view of one request starts from: the claims that may leave, and what is worked out of them when a
view first asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from habeas.analysis.edges.custody import Custody
from habeas.analysis.edges.events import Event, events_of, is_fact, is_said
from habeas.analysis.edges.facts import Facts
from habeas.graphs.filters import Filters
from habeas.graphs.inputs import CaseInfo, Inputs, kind_word
from habeas.graphs.redaction import disclosed
from habeas.model.claims import ReadClaim, read_claim
from habeas.model.disclosure import DisclosurePolicy, TextMasker
from habeas.model.values import Ref, Text


@dataclass
class Context:
    """The part of a case that this reader may see. `withheld` is how many claims are left out for safety."""

    inputs: Inputs
    filters: Filters
    masker: TextMasker
    withheld: int

    @property
    def about(self) -> CaseInfo:
        """Of which case it is."""
        return self.inputs.about

    @cached_property
    def reads(self) -> tuple[ReadClaim, ...]:
        """The claims, each read once."""
        return tuple(read_claim(claim, self.inputs.conventions) for claim in self.inputs.claims)

    @cached_property
    def fact_claims(self) -> tuple[ReadClaim, ...]:
        """The claims that stand as facts."""
        return tuple(filter(is_fact, self.reads))

    @cached_property
    def saying_claims(self) -> tuple[ReadClaim, ...]:
        """The claims about accusations and speech acts; none unless asked for."""
        return tuple(filter(is_said, self.reads)) if self.filters.sayings else ()

    @cached_property
    def claims(self) -> tuple[ReadClaim, ...]:
        """All of these."""
        return (*self.fact_claims, *self.saying_claims)

    @cached_property
    def events(self) -> dict[Ref, Event]:
        """The events of the facts."""
        return events_of(self.fact_claims, self.inputs.reading)

    @cached_property
    def sayings(self) -> dict[Ref, Event]:
        """The accusations and speech acts asked for."""
        return events_of(self.saying_claims, self.inputs.reading)

    @cached_property
    def custody(self) -> Custody:
        """Everyone's custody over time."""
        return Custody(self.inputs.reading, self.fact_claims)

    @cached_property
    def facts(self) -> Facts:
        """The lines that the facts state."""
        return Facts(self.inputs.reading, self.fact_claims, self.events, self.custody)

    @cached_property
    def claims_on(self) -> dict[Ref, list[ReadClaim]]:
        """Everything that the claims of this request speak of, with those claims; a document with the claims in it."""
        found: dict[Ref, list[ReadClaim]] = {}
        for read in self.claims:
            for ref in {*map(self.inputs.one, read.mentions), read.claim.source, read.claim.ref}:
                found.setdefault(ref, []).append(read)
        return found

    @cached_property
    def last_day(self) -> date | None:
        """The last day on which anything here may have been said."""
        return max((read.said.latest for read in self.reads if read.said.latest), default=None)

    def label(self, ref: Ref) -> str:
        """What a node is called: its label; for an event its summary, or what it is and whom it is about, or whose
        it is."""
        inputs, event = self.inputs, self.events.get(ref) or self.sayings.get(ref)
        if event is None or ref in inputs.entities or ref in inputs.sources:
            return self.masker.mask(inputs.label(ref))
        summary = next(
            (v.text for c in event.claims for n, v in c.claim.details if n == "summary" and isinstance(v, Text)), ""
        )
        people = ", ".join(inputs.label(person) for person in sorted(event.persons or event.has("agent")))
        return self.masker.mask(summary or f"{kind_word(ref.kind, inputs.lang)}: {people or ref.slug}")


def context(inputs: Inputs, filters: Filters, policy: DisclosurePolicy | None = None) -> Context:
    """What the views of one request start from. Without a policy, what the values themselves say may be shown."""
    ego = inputs.one(filters.ego) if filters.ego else None
    filters = replace(filters, by=frozenset(map(inputs.one, filters.by)), ego=ego)
    return Context(*disclosed(inputs, filters, policy or inputs.policy(filters.sensitivity)))
