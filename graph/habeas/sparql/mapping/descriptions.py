"""What people write beside claims, as triples of the default graph: entities, sources, judgements of names, decisions
on findings.

A judgement that stands is a triple each way (docs/decisions/0030). A decision that stands is a hab:Conflict with its
rule, its claims and what was decided (docs/decisions/0060); one that was opened again leaves none.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from habeas import vocab as v
from habeas.identity.clusters import Judgement, Verdict
from habeas.model.findings import Decided, Decision
from habeas.model.values import Entity, Ref, Source
from habeas.sparql.mapping.terms import (
    BOOLEAN,
    DATE_TIME,
    DCTERMS,
    INTEGER,
    PROV,
    SKOS,
    A,
    CaseNames,
    Triple,
    coded,
    hab,
    node,
    plain_string,
    text_term,
)

RELATION_OF = {Verdict.SAME: "sameEntityAs", Verdict.DIFFERENT: "distinctFrom"}


def entity_triples(names: CaseNames, entity: Entity) -> list[Triple]:
    """What the documenter calls something."""
    me = names.iri(entity.ref)
    triples: list[Triple] = [(me, A, node(v.KINDS[entity.ref.kind].iri))]
    named = (("prefLabel", entity.labels), ("altLabel", entity.also), ("hiddenLabel", entity.hidden))
    triples.extend((me, node(SKOS + name), text_term(t)) for name, texts in named for t in texts)
    triples.extend((me, node(SKOS + "exactMatch"), node(iri)) for iri in entity.same_as)
    if entity.placeholder:
        triples.append((me, hab("placeholder"), Literal("true", datatype=BOOLEAN)))
    codes = (("orgKind", entity.org_kind), ("sensitivity", entity.sensitivity))
    triples.extend((me, hab(name), coded(name, code)) for name, code in codes if code)
    texts = (("note", entity.note), ("criterion", entity.criterion))
    triples.extend((me, hab(name), text_term(text)) for name, text in texts if text)
    refs = (("keeper", entity.keeper), ("subsetOf", entity.subset_of))
    triples.extend((me, hab(name), names.iri(ref)) for name, ref in refs if ref)
    return triples


def source_triples(names: CaseNames, source: Source) -> list[Triple]:
    """A document and the text captured from it."""
    me = names.iri(source.ref)
    triples: list[Triple] = [(me, A, hab("Document"))]
    words = (
        ("title", source.title),
        ("type", source.kind),
        ("language", source.language),
        ("description", source.note),
    )
    triples.extend((me, node(DCTERMS + name), Literal(text)) for name, text in words if text)
    if source.url:
        triples.append((me, node(v.PREFIXES["foaf"] + "page"), node(source.url)))
    if source.publisher:
        triples.append((me, node(DCTERMS + "publisher"), names.iri(source.publisher)))
    if source.date:
        triples.append((me, hab("documentDate"), names.time_node(names.read(source.date))))
    return triples + _snapshot(names, source, me)


def source_dates(names: CaseNames, source: Source) -> Iterator[Triple]:
    """The date node a source needs."""
    if source.date:
        yield from names.time_triples(names.read(source.date))


def _snapshot(names: CaseNames, source: Source, me: NamedNode) -> list[Triple]:
    if source.snapshot is None:
        return []
    it, snapshot = names.snapshot(source.ref, source.snapshot.sha256), source.snapshot
    triples: list[Triple] = [(it, A, hab("Snapshot")), (it, node(PROV + "specializationOf"), me)]
    triples.append((it, hab("sha256"), Literal(snapshot.sha256)))
    if snapshot.characters is not None:
        triples.append((it, hab("characters"), Literal(str(snapshot.characters), datatype=INTEGER)))
    if snapshot.captured_at:
        triples.append((it, hab("capturedAt"), Literal(snapshot.captured_at, datatype=DATE_TIME)))
    return triples


# -- what people rule


def judged(names: CaseNames, judgement: Judgement) -> list[Triple]:
    """A judgement as triples; unsure leaves none."""
    a, b = names.iri(judgement.a), names.iri(judgement.b)
    found = RELATION_OF.get(judgement.verdict)
    return [(a, hab(found), b), (b, hab(found), a)] if found else []


def decided(names: CaseNames, decision: Decided) -> list[Triple]:
    """A decision as triples; an open finding leaves none."""
    return [] if decision.decision is Decision.OPEN else list(_conflict(names, decision))


def _conflict(names: CaseNames, decision: Decided) -> Iterator[Triple]:
    me = names.iri(Ref("conflict", decision.key))
    yield me, A, hab("Conflict")
    yield me, hab("conflictRule"), plain_string(decision.rule)
    yield from ((me, hab("conflictMember"), names.graph_of(claim)) for claim in decision.claims)
    yield me, hab("decision"), hab(decision.decision.value)
    if decision.preferred:
        yield me, hab("preferred"), names.graph_of(decision.preferred)
