"""People who must not be named, shown under pseudonyms: what is known of them leaves, and who they are does not.

What would give them away is left out or renamed with them: their other names and notes, quotes and words of every claim that
touches them, the names of events about them, and the ids of such claims, which are made from what a claim says and could be
guessed. A claim that says something of them in words cannot leave at all. Places of custody and days stay: whoever shares the
file decides whether these alone tell who it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from habeas.graphs.inputs import Known, kind_word
from habeas.model import Claim, Entity, Ref, Source, Text, Value, When
from habeas.model.claims import mentions, node_of

Alias = Callable[[Ref], str]
"""From a name to the pseudonym that stands for it: always the same, and not to be guessed without the secret of the case."""


def redacted(known: Known, hidden: frozenset[Ref], alias: Alias) -> Known:
    """The same with pseudonyms for the names in `hidden`, which are entities and the events about them."""
    changed = _Redaction(known, hidden, alias)
    shown = {ref: entity for ref, entity in known.entities.items() if ref not in hidden}
    return replace(
        known,
        claims=tuple(changed.claims()),
        entities=shown | {ref: changed.entity(ref) for ref in map(changed.name, hidden & known.entities.keys())},
        sources={ref: changed.source(source) for ref, source in known.sources.items()},
        same={name: one for name, one in known.same.items() if not {name, one} & hidden},
    )


@dataclass(frozen=True)
class _Redaction:
    known: Known
    hidden: frozenset[Ref]
    alias: Alias
    _names: dict[Ref, Ref] = field(default_factory=dict)

    def name(self, ref: Ref) -> Ref:
        """What stands for it: itself, when it is not hidden. Names that were judged one have one pseudonym."""
        if ref not in self.hidden:
            return ref
        if ref not in self._names:
            one = self.known.one(ref)
            self._names[ref] = Ref(ref.kind, self.alias(one))
        return self._names[ref]

    def entity(self, name: Ref) -> Entity:
        """What is told of somebody hidden: what kind of thing it is."""
        label = f"{kind_word(name.kind, self.known.lang)} {name.slug}"
        return Entity(ref=name, labels=(Text(label, self.known.lang),), sensitivity="public")

    def source(self, source: Source) -> Source:
        """A document whose publisher may be hidden."""
        return replace(source, publisher=self.name(source.publisher)) if source.publisher in self.hidden else source

    def claims(self) -> Iterable[Claim]:
        """Every claim that can leave."""
        for claim in self.known.claims:
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
        return When(edtf=when.read(self.known.conventions).text) if when.words else when
