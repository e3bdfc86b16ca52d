"""Entities and sources as triples of the default graph."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from habeas import vocab as v
from habeas.model import Entity, Source
from habeas.sparql.mapping.names import Names
from habeas.sparql.mapping.terms import (
    BOOLEAN,
    DATE_TIME,
    DCTERMS,
    INTEGER,
    PROV,
    SKOS,
    A,
    Triple,
    coded,
    hab,
    node,
    text_term,
)


def entity_triples(names: Names, entity: Entity) -> list[Triple]:
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


def source_triples(names: Names, source: Source) -> list[Triple]:
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


def source_dates(names: Names, source: Source) -> Iterator[Triple]:
    """The date node a source needs."""
    if source.date:
        yield from names.time_triples(names.read(source.date))


def _snapshot(names: Names, source: Source, me: NamedNode) -> list[Triple]:
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
