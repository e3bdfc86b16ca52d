"""Who rests on which document, and every claim as a node of its own."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.dates import in_words
from habeas.graphs.context import Ground
from habeas.graphs.edges import Tie, label_of
from habeas.graphs.events import roles_of
from habeas.graphs.facts import NODES
from habeas.graphs.inputs import SAYINGS
from habeas.model import Claim, Ref, Text, When
from habeas.model.claims import mentions, node_of


def source_subject(ground: Ground) -> Iterator[Tie]:
    """From a document to everyone and everything that its claims are about; the weight is the number of claims."""
    for claim in (*ground.facts, *ground.sayings):
        for ref in sorted({ground.known.one(ref) for ref in mentions(claim)} - set(claim.about)):
            if ref.kind in NODES:
                standing = "said" if claim.subject.kind in SAYINGS else "asserted"
                yield Tie(
                    source=claim.source, target=ref, kind="reportsOn", claims=(claim,), standing=standing, weight=1.0
                )


def claims(ground: Ground) -> Iterator[Tie]:
    """From each claim to what it says, of whom, who said it and in which document."""
    shown = {claim.ref for claim in (*ground.facts, *ground.sayings)}
    for claim in (*ground.facts, *ground.sayings):
        standing = "said" if claim.subject.kind in SAYINGS else "asserted"
        for kind, ref in dict.fromkeys(_parts(claim)):
            hidden = ref.kind == "claim" and ref not in shown
            if not hidden and (ref.kind not in SAYINGS or ground.filters.sayings):
                target = ground.known.one(ref)
                yield Tie(source=claim.ref, target=target, kind=kind, claims=(claim,), standing=standing)


def _parts(claim: Claim) -> Iterator[tuple[str, Ref]]:
    yield "subject", claim.subject
    if isinstance(claim.object, Ref):
        yield "object", claim.object
    about = node_of(claim)
    if about is not None and about != claim.subject:
        yield "event", about
    known = {ref for _, ref in roles_of(claim)} if about is not None else set()
    own = {claim.subject, claim.object}
    yield from ((name, value) for name, value in claim.details if isinstance(value, Ref) and value in known - own)
    yield "inDocument", claim.source
    yield "statedBy", claim.speaker


def sentence(claim: Claim, ground: Ground) -> str:
    """The claim in words: its id, its subject, what is said of it."""
    not_ = "not: " if claim.polarity == "negative" else ""
    word = label_of(claim.relation, ground.known.lang)
    return f"{ground.curtain.over(claim.id)}: {not_}{ground.label(claim.subject)} — {word} — {_told(claim, ground)}"


def _told(claim: Claim, ground: Ground) -> str:
    value = claim.object
    match value:
        case Ref():
            return ground.label(value)
        case Text():
            return ground.curtain.over(value.text)
        case When():
            return in_words(value.read(ground.known.conventions), ground.known.lang)
    return str(value)
