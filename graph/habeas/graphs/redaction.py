"""What of a case leaves in a graph: what the policy allows, or under pseudonyms what it does not.

`model.disclosure` decides. With pseudonyms, people who must not be named are there and who they are is not. What
would give them away is left out or renamed with them: their other names and notes, quotes and words of every claim
that touches them, the names of events about them, and the ids of such claims, which are made from what a claim says
and could be guessed. A claim that says something of them in words cannot leave at all. Places of custody and days
stay: whoever shares the file decides whether these alone tell who it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from habeas.analysis.edges.edges import rank
from habeas.graphs.filters import Filters
from habeas.graphs.inputs import Inputs, kind_word
from habeas.model.claims import mentions, node_of
from habeas.model.disclosure import DisclosurePolicy, TextMasker
from habeas.model.values import Claim, Entity, Ref, Source, Text, Value, When

Alias = Callable[[Ref], str]
"""From a name to the pseudonym that stands for it: always the same, and not to be guessed without the secret of
the case."""


def disclosed(inputs: Inputs, filters: Filters, policy: DisclosurePolicy) -> tuple[Inputs, Filters, TextMasker, int]:
    """The case as this reader may see it, claims in the order of their ids; the filters; the masker of its texts; how
    many claims were withheld."""
    every = len(inputs.claims)
    if filters.redact and inputs.alias:
        inputs = redacted(inputs, policy.withheld, inputs.alias)
        policy = replace(policy, withheld=frozenset())
    allowed = [claim for claim in inputs.claims if policy.allows(claim, _publisher(inputs, claim))]
    visible = {ref: entity for ref, entity in inputs.entities.items() if ref not in policy.withheld}
    shown = (t.text for e in visible.values() for t in (*e.labels, *e.also)) if policy.names else ()
    masker = TextMasker(policy.names, shown)
    kept = tuple(sorted((claim for claim in allowed if _wanted(claim, filters, inputs)), key=lambda claim: claim.id))
    return replace(inputs, claims=kept, entities=visible), filters, masker, every - len(allowed)


def _publisher(inputs: Inputs, claim: Claim) -> Ref | None:
    source = inputs.sources.get(claim.source)
    return source.publisher if source else None


def _wanted(claim: Claim, filters: Filters, inputs: Inputs) -> bool:
    if filters.by and not filters.by & {inputs.one(claim.speaker), claim.source}:
        return False
    return rank(claim.credibility) >= rank(filters.credibility)


def redacted(inputs: Inputs, hidden: frozenset[Ref], alias: Alias) -> Inputs:
    """The same with pseudonyms for the names in `hidden`, which are entities and the events about them."""
    changed = _Redaction(inputs, hidden, alias)
    shown = {ref: entity for ref, entity in inputs.entities.items() if ref not in hidden}
    return replace(
        inputs,
        claims=tuple(changed.claims()),
        entities=shown | {ref: changed.entity(ref) for ref in map(changed.name, hidden & inputs.entities.keys())},
        sources={ref: changed.source(source) for ref, source in inputs.sources.items()},
        same={name: one for name, one in inputs.same.items() if not {name, one} & hidden},
    )


@dataclass(frozen=True)
class _Redaction:
    inputs: Inputs
    hidden: frozenset[Ref]
    alias: Alias
    _names: dict[Ref, Ref] = field(default_factory=dict)

    def name(self, ref: Ref) -> Ref:
        """What stands for it: itself, when it is not hidden. Names that were judged one have one pseudonym."""
        if ref not in self.hidden:
            return ref
        if ref not in self._names:
            one = self.inputs.one(ref)
            self._names[ref] = Ref(ref.kind, self.alias(one))
        return self._names[ref]

    def entity(self, name: Ref) -> Entity:
        """What is told of somebody hidden: what kind of thing it is."""
        label = f"{kind_word(name.kind, self.inputs.lang)} {name.slug}"
        return Entity(ref=name, labels=(Text(label, self.inputs.lang),), sensitivity="public")

    def source(self, source: Source) -> Source:
        """A document whose publisher may be hidden."""
        return replace(source, publisher=self.name(source.publisher)) if source.publisher in self.hidden else source

    def claims(self) -> Iterable[Claim]:
        """Every claim that can leave."""
        for claim in self.inputs.claims:
            if not self.hidden.intersection((*mentions(claim), claim.speaker)):
                yield claim
            elif not isinstance(claim.object, Text):
                yield self._told(claim)

    def _told(self, claim: Claim) -> Claim:
        """The claim with nothing in it that names anybody hidden."""
        named = replace(claim, id=self.alias(claim.ref))
        node = node_of(claim)
        return replace(
            named,
            subject=self.name(claim.subject),
            object=self._value(claim.object),
            event=self.name(node) if node and node != claim.subject else claim.event,
            details=tuple((name, self._value(value)) for name, value in claim.details if not isinstance(value, Text)),
            on=self._wordless(claim.on) if claim.on else None,
            said=self._wordless(claim.said),
            speaker=self.name(claim.speaker),
            chain=(),
            about=tuple(map(self.name, claim.about)),
            passages=(),
            quote="",
            hedge_words="",
            note=None,
        )

    def _value(self, value: Value) -> Value:
        if isinstance(value, Ref):
            return self.name(value)
        return self._wordless(value) if isinstance(value, When) else value

    def _wordless(self, when: When) -> When:
        """The same days without the words they were told in."""
        return When(edtf=when.read(self.inputs.conventions).text) if when.words else when
