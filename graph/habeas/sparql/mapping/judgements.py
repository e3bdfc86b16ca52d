"""What people rule, as triples of the default graph: judgements of names, and decisions on findings.

A judgement that stands is a triple each way (docs/decisions/0030). A decision that stands is a hab:Conflict with its rule, its
claims and what was decided (docs/decisions/0060); one that was opened again leaves none.
"""

from __future__ import annotations

from collections.abc import Iterator

from habeas.identity.clusters import Judgement, Verdict
from habeas.model import Ref
from habeas.model.findings import Decided, Decision
from habeas.sparql.mapping import A, Mapper, Triple, hab, plain_string

NAMES = {Verdict.SAME: "sameEntityAs", Verdict.DIFFERENT: "distinctFrom"}


def judged(mapper: Mapper, judgement: Judgement) -> list[Triple]:
    """A judgement as triples; unsure leaves none."""
    a, b = mapper.iri(judgement.a), mapper.iri(judgement.b)
    found = NAMES.get(judgement.verdict)
    return [(a, hab(found), b), (b, hab(found), a)] if found else []


def decided(mapper: Mapper, decision: Decided) -> list[Triple]:
    """A decision as triples; an open finding leaves none."""
    return [] if decision.decision is Decision.OPEN else list(_conflict(mapper, decision))


def _conflict(mapper: Mapper, decision: Decided) -> Iterator[Triple]:
    me = mapper.iri(Ref("conflict", decision.key))
    yield me, A, hab("Conflict")
    yield me, hab("conflictRule"), plain_string(decision.rule)
    yield from ((me, hab("conflictMember"), mapper.graph_of(claim)) for claim in decision.claims)
    yield me, hab("decision"), hab(decision.decision.value)
    if decision.preferred:
        yield me, hab("preferred"), mapper.graph_of(decision.preferred)
