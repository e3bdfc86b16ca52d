"""Who rests on which document, and every claim as a node of its own."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.analysis.edges.edges import SAYINGS, EdgePart, roles_of
from habeas.analysis.edges.facts import NODES
from habeas.graphs.context import Context
from habeas.model.claims import ReadClaim
from habeas.model.values import Claim, Ref


def source_subject(context: Context) -> Iterator[EdgePart]:
    """From a document to everyone and everything that its claims are about; the weight is the number of claims."""
    for read in context.claims:
        claim = read.claim
        for ref in sorted({context.inputs.one(ref) for ref in read.mentions} - set(claim.about)):
            if ref.kind in NODES:
                yield EdgePart(
                    source=claim.source,
                    target=ref,
                    kind="reportsOn",
                    claims=(read,),
                    standing=_standing(claim),
                    weight=1.0,
                )


def claims(context: Context) -> Iterator[EdgePart]:
    """From each claim to what it says, of whom, who said it and in which document."""
    shown = {read.claim.ref for read in context.claims}
    for read in context.claims:
        claim = read.claim
        for kind, ref in dict.fromkeys(_parts(read)):
            hidden = ref.kind == "claim" and ref not in shown
            if not hidden and (ref.kind not in SAYINGS or context.filters.sayings):
                target = context.inputs.one(ref)
                yield EdgePart(source=claim.ref, target=target, kind=kind, claims=(read,), standing=_standing(claim))


def _standing(claim: Claim) -> str:
    return "said" if claim.subject.kind in SAYINGS else "asserted"


def _parts(read: ReadClaim) -> Iterator[tuple[str, Ref]]:
    claim = read.claim
    yield "subject", claim.subject
    if isinstance(claim.object, Ref):
        yield "object", claim.object
    if read.node is not None and read.node != claim.subject:
        yield "event", read.node
    known = {ref for _, ref in roles_of(read)} if read.node is not None else set()
    own = {claim.subject, claim.object}
    yield from ((name, value) for name, value in claim.details if isinstance(value, Ref) and value in known - own)
    yield "inDocument", claim.source
    yield "statedBy", claim.speaker
