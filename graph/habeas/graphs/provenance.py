"""Who rests on which document, and every claim as a node of its own."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.dates import in_words
from habeas.graphs.context import Context
from habeas.graphs.edges import EdgePart, label_of
from habeas.graphs.events import roles_of
from habeas.graphs.facts import NODES
from habeas.graphs.inputs import SAYINGS
from habeas.model import Claim, Ref, Text, When
from habeas.model.claims import mentions, node_of


def source_subject(context: Context) -> Iterator[EdgePart]:
    """From a document to everyone and everything that its claims are about; the weight is the number of claims."""
    for claim in context.claims:
        for ref in sorted({context.inputs.one(ref) for ref in mentions(claim)} - set(claim.about)):
            if ref.kind in NODES:
                standing = "said" if claim.subject.kind in SAYINGS else "asserted"
                yield EdgePart(
                    source=claim.source, target=ref, kind="reportsOn", claims=(claim,), standing=standing, weight=1.0
                )


def claims(context: Context) -> Iterator[EdgePart]:
    """From each claim to what it says, of whom, who said it and in which document."""
    shown = {claim.ref for claim in context.claims}
    for claim in context.claims:
        standing = "said" if claim.subject.kind in SAYINGS else "asserted"
        for kind, ref in dict.fromkeys(_parts(claim)):
            hidden = ref.kind == "claim" and ref not in shown
            if not hidden and (ref.kind not in SAYINGS or context.filters.sayings):
                target = context.inputs.one(ref)
                yield EdgePart(source=claim.ref, target=target, kind=kind, claims=(claim,), standing=standing)


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


def sentence(claim: Claim, context: Context) -> str:
    """The claim in words: its id, its subject, what is said of it."""
    not_ = "not: " if claim.polarity == "negative" else ""
    word = label_of(claim.relation, context.inputs.lang)
    return f"{context.masker.mask(claim.id)}: {not_}{context.label(claim.subject)} — {word} — {_told(claim, context)}"


def _told(claim: Claim, context: Context) -> str:
    value = claim.object
    match value:
        case Ref():
            return context.label(value)
        case Text():
            return context.masker.mask(value.text)
        case When():
            return in_words(value.read(context.inputs.conventions), context.inputs.lang)
    return str(value)
