"""Entities and documents of one RDF file as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from habeas import vocab as v
from habeas.formats.read.quad_file import Graphs, Node, iris
from habeas.formats.read.quad_terms import QuadTerms, code, maybe, one
from habeas.sparql.rdf import NamedNode

SKOS, PROV, DCTERMS, TYPE = v.PREFIXES["skos"], v.PREFIXES["prov"], v.PREFIXES["dcterms"], v.PREFIXES["rdf"] + "type"
ALSO_CLAIMED = {
    v.HAB + name for name in ("note", "criterion", "keeper", "subsetOf", "orgKind", "sensitivity", "placeholder")
}
ORIGIN = {kind.iri: kind.origin for kind in v.KINDS.values()}


def with_class(terms: QuadTerms, name: str) -> list[str]:
    """The nodes of a class, sorted."""
    return sorted(iri for iri, node in terms.default.items() if v.HAB + name in iris(node, TYPE))


def described(terms: QuadTerms, graphs: Graphs) -> Iterator[tuple[str, Node]]:
    """The nodes that carry a label and are not documents, claims or dates; without what a claim says of them."""
    claimed = {t for triples in graphs.values() for t in triples if t[1].value in ALSO_CLAIMED}
    for iri, node in sorted(terms.default.items()):
        origins = {ORIGIN.get(name) for name in iris(node, TYPE)}
        if origins & {v.Origin.DESCRIBED, v.Origin.CLAIMED} and SKOS + "prefLabel" in node:
            said = {
                p: [o for o in node[p] if (NamedNode(iri), NamedNode(p), o) not in claimed]
                for p in ALSO_CLAIMED & set(node)
            }
            yield iri, {**node, **said}


def entity_of(terms: QuadTerms, iri: str, node: Node) -> dict[str, Any]:
    """What the file calls something. Raises BadClaim."""
    text = v.PROPERTIES["note"]
    plain: dict[str, Any] = {"ref": terms.ref(iri)}
    for key, name in (("labels", "prefLabel"), ("also", "altLabel"), ("hidden", "hiddenLabel")):
        plain[key] = [terms.value(text, term) for term in node.get(SKOS + name, [])]
    for key in ("note", "criterion"):
        if node.get(v.HAB + key):
            plain[key] = terms.value(text, node[v.HAB + key][0])
    for key, name in (("keeper", "keeper"), ("subset-of", "subsetOf")):
        if value := maybe(node, v.HAB + name):
            plain[key] = terms.ref(value)
    for key, name, scheme in (("org-kind", "orgKind", "OrgKind"), ("sensitivity", "sensitivity", "Sensitivity")):
        plain[key] = code(scheme, maybe(node, v.HAB + name))
    plain["same-as"] = iris(node, SKOS + "exactMatch")
    plain["placeholder"] = maybe(node, v.HAB + "placeholder") == "true"
    return {key: value for key, value in plain.items() if value}


def source_of(terms: QuadTerms, iri: str) -> dict[str, Any]:
    """A document and the text captured from it. Raises BadClaim."""
    node = terms.default[iri]
    words = {"title": "title", "kind": "type", "language": "language", "note": "description"}
    plain: dict[str, Any] = {"ref": terms.ref(iri)}
    plain.update({key: maybe(node, DCTERMS + name) for key, name in words.items()})
    plain["url"] = maybe(node, v.PREFIXES["foaf"] + "page")
    if publisher := maybe(node, DCTERMS + "publisher"):
        plain["publisher"] = terms.ref(publisher)
    if date := maybe(node, v.HAB + "documentDate"):
        plain["date"] = terms.date(date)
    snapshots = (terms.default[snapshot] for snapshot in with_class(terms, "Snapshot"))
    mine = [snapshot for snapshot in snapshots if iri in iris(snapshot, PROV + "specializationOf")]
    if mine:
        plain["snapshot"] = _snapshot(mine[-1])
    return {key: value for key, value in plain.items() if value}


def _snapshot(node: Node) -> dict[str, Any]:
    plain = {"sha256": one(node, v.HAB + "sha256")}
    more = (("captured-at", "capturedAt"), ("characters", "characters"))
    return plain | {key: maybe(node, v.HAB + name) for key, name in more if node.get(v.HAB + name)}
