"""Claims, descriptions and documents without what an audience may not see.

Withheld names are taken out of every text, address and name. A claim that is changed by that has another id, made of
what is left, where its id was made of what it says: from the old one, names could be guessed and tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from habeas.model.claims import mentions
from habeas.model.disclosure import DisclosurePolicy
from habeas.model.masking import MARK, TextMasker
from habeas.model.values import Claim, Entity, Ref, Snapshot, Source, Step, Text, Value, When, slug_of

Identified = Callable[[Claim], tuple[Claim, str]]
IN_NAMES = MARK.strip("[]")
"""What stands in a name in the place of a withheld one."""


class ValueRedactor:
    """Takes what is withheld out of values. `may_read` tells of a captured text, by its hash, whether it may be read;
    `identified` gives a claim its id (`model.canonical`).

    What it has renamed it calls the same each time, so that the parts of one case still fit together.
    """

    def __init__(
        self, policy: DisclosurePolicy, masker: TextMasker, may_read: Callable[[str], bool], identified: Identified
    ) -> None:
        self._withheld, self._may_read, self._identified = policy.withheld, may_read, identified
        self._refs: dict[Ref, Ref] = {}
        self._taken: set[Ref] = set()
        self._ids: dict[str, str] = {}
        self.mask = masker.mask

    def ref(self, ref: Ref) -> Ref:
        """A name as the audience reads it."""
        found = self._refs.get(ref)
        if found is None:
            renamed = self._ids.get(ref.slug)
            found = Ref(ref.kind, renamed) if renamed else self._free(ref, self._slug(ref.slug))
            self._refs[ref] = found
            self._taken.add(found)
        return found

    def _slug(self, slug: str) -> str:
        masked = self.mask(slug)
        return slug if masked == slug else slug_of(masked.replace(MARK, f" {IN_NAMES} "))

    def _free(self, ref: Ref, slug: str) -> Ref:
        """The name with this slug; with a number after it where it is somebody else's."""
        found, number = Ref(ref.kind, slug), 1
        while slug != ref.slug and found in self._taken:
            number += 1
            found = Ref(ref.kind, f"{slug}-{number}")
        return found

    def is_hidden(self, ref: Ref | None) -> bool:
        """True for a name that may not be told."""
        return ref in self._withheld

    # -- claims

    def claim(self, claim: Claim) -> Claim:
        """The claim as the audience reads it. Of one that is withheld nothing is left: it is not asked for here."""
        masked = self._masked(claim)
        if masked == claim:
            return claim
        if masked.quote != claim.quote:
            masked = replace(masked, passages=())
        if self._identified(replace(claim, id=""))[0].id == claim.id:
            masked = replace(masked, id="")
        return self._numbered(claim, self._identified(masked)[0])

    def _masked(self, claim: Claim) -> Claim:
        own = claim.event.slug if claim.event else ""
        read = self._may_read(claim.snapshot) if claim.snapshot else True
        return replace(
            claim,
            id=self._slug(claim.id),
            source=self.ref(claim.source),
            snapshot=claim.snapshot if read else "",
            passages=claim.passages if read else (),
            subject=self.ref(claim.subject),
            object=self._value(claim.object),
            event=self.ref(claim.event) if claim.event and own != claim.id else claim.event,
            details=tuple((name, self._value(value)) for name, value in claim.details),
            on=self._when(claim.on) if claim.on else None,
            speaker=self.ref(claim.speaker),
            chain=tuple(map(self._step, claim.chain)),
            said=self._when(claim.said),
            paragraph=self.mask(claim.paragraph),
            quote=self.mask(claim.quote),
            hedge_words=self.mask(claim.hedge_words),
            anchor=None if claim.anchor is None or self.is_hidden(claim.anchor) else self.ref(claim.anchor),
            about=tuple(map(self.ref, claim.about)),
            note=self._text(claim.note),
        )

    def _numbered(self, claim: Claim, masked: Claim) -> Claim:
        """The claim under an id that no other has, and by which names that are made of it are found."""
        fresh = self._free(claim.ref, masked.id)
        self._taken.add(fresh)
        if fresh.slug != claim.id:
            self._ids[claim.id] = fresh.slug
        return replace(masked, id=fresh.slug)

    def _value(self, value: Value) -> Value:
        match value:
            case Ref():
                return self.ref(value)
            case Text():
                return self._text(value) or value
            case When():
                return self._when(value)
            case str():
                return self.mask(value)
        return value

    def _text(self, text: Text | None) -> Text | None:
        return replace(text, text=self.mask(text.text)) if text else None

    def _when(self, when: When) -> When:
        return replace(when, words=self.mask(when.words)) if when.words else when

    def _step(self, step: Step) -> Step:
        by = None if step.by is None or self.is_hidden(step.by) else self.ref(step.by)
        return replace(step, by=by, role=self.mask(step.role), via=self.mask(step.via))

    @staticmethod
    def named_in(claim: Claim) -> Iterator[Ref]:
        """Everything that a claim names, in one order, those who passed it on too."""
        yield from (claim.source, claim.speaker, *mentions(claim))
        yield from (step.by for step in claim.chain if step.by)
        if claim.anchor:
            yield claim.anchor

    # -- what is described

    def entity(self, entity: Entity) -> Entity:
        """A description as the audience reads it."""
        keeper, of = entity.keeper, entity.subset_of
        return replace(
            entity,
            ref=self.ref(entity.ref),
            labels=self._texts(entity.labels),
            also=self._texts(entity.also),
            hidden=self._texts(entity.hidden),
            note=self._text(entity.note),
            criterion=self._text(entity.criterion),
            keeper=self.ref(keeper) if keeper and not self.is_hidden(keeper) else None,
            subset_of=self.ref(of) if of and not self.is_hidden(of) else None,
            same_as=tuple(address for address in entity.same_as if self.mask(address) == address),
        )

    def _texts(self, texts: tuple[Text, ...]) -> tuple[Text, ...]:
        return tuple(dict.fromkeys(replace(text, text=self.mask(text.text)) for text in texts))

    def source(self, source: Source) -> Source:
        """A document as the audience reads it; without its text where that names somebody withheld."""
        snapshot = source.snapshot
        return replace(
            source,
            ref=self.ref(source.ref),
            title=self.mask(source.title),
            note=self.mask(source.note),
            kind=self.mask(source.kind),
            date=self._when(source.date) if source.date else None,
            url=source.url if self.mask(source.url) == source.url else "",
            publisher=self.ref(source.publisher) if source.publisher else None,
            snapshot=_bare(snapshot) if snapshot and self._may_read(snapshot.sha256) else None,
        )


def _bare(snapshot: Snapshot) -> Snapshot:
    """A captured text without the file it was read from, which never leaves, and without the claims it has no more."""
    return replace(snapshot, original="", media="", gone=())
