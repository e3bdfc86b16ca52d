"""RDF terms: the few that the whole mapping needs, and small helpers.

Terms are pyoxigraph's. The modules above this package take them, parsing and serializing from here, so that one place
touches the engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from habeas import vocab as v

__all__ = [
    "ANY_URI",
    "BOOLEAN",
    "DATE",
    "DATE_TIME",
    "DCTERMS",
    "DEFAULT",
    "EDTF",
    "HEAD",
    "INTEGER",
    "OA",
    "PROV",
    "SKOS",
    "XSD",
    "A",
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "NamedNode",
    "Quad",
    "RdfFormat",
    "SpoTriple",
    "Term",
    "coded",
    "hab",
    "integer",
    "node",
    "nquads",
    "parse",
    "plain_string",
    "quads",
    "serialize",
    "spo",
]

Term = NamedNode | Literal
SpoTriple = tuple[NamedNode, NamedNode, Term]

XSD = "http://www.w3.org/2001/XMLSchema#"
DEFAULT = DefaultGraph()


@lru_cache(maxsize=200_000)
def node(iri: str) -> NamedNode:
    """The IRI as a term; kept, because a case file names the same things again and again."""
    return NamedNode(iri)


A = node(v.PREFIXES["rdf"] + "type")
DATE, DATE_TIME, INTEGER, BOOLEAN = (node(XSD + n) for n in ("date", "dateTime", "integer", "boolean"))
ANY_URI = node(XSD + "anyURI")
EDTF = node(v.PREFIXES["edtf"] + "EDTF")
SKOS, OA, PROV, DCTERMS = (v.PREFIXES[p] for p in ("skos", "oa", "prov", "dcterms"))
HEAD = tuple(node(v.PREFIXES["rdf"] + n) for n in ("subject", "predicate", "object"))


@lru_cache(maxsize=2_000)
def hab(name: str) -> NamedNode:
    """The term of the habeas vocabulary with that local name."""
    return node(v.HAB + name)


@lru_cache(maxsize=2_000)
def coded(name: str, code: str) -> NamedNode:
    """The concept of a code, in the list that the property with this name takes its values from."""
    return node(v.SCHEMES[v.PROPERTIES[name].scheme or ""][code])


def spo(quad: Quad) -> SpoTriple:
    """The triple of a quad of ours.

    Raises ValueError for one with a blank node or a quoted triple, which we never write.
    """
    subject, predicate, found = quad.subject, quad.predicate, quad.object
    if not isinstance(subject, NamedNode) or not isinstance(found, NamedNode | Literal):
        raise ValueError(f"not a quad of this project: {quad}")
    return subject, predicate, found


def integer(number: int) -> Literal:
    """A whole number as an RDF literal."""
    return Literal(str(number), datatype=INTEGER)


def plain_string(text: str) -> Literal:
    """An exact string as an RDF literal, which the engine keeps letter for letter."""
    return Literal(text)


def quads(triples: Iterable[SpoTriple], graph: NamedNode | DefaultGraph = DEFAULT) -> list[Quad]:
    """The triples as quads of one graph."""
    return [Quad(s, p, o, graph) for s, p, o in triples]


def nquads(triples: Iterable[SpoTriple], graph: NamedNode | None = None) -> str:
    """The triples as N-Quads of one graph (none: the default graph): a fifth of the work of making quads of them."""
    end = f" {graph} .\n" if graph else " .\n"
    return "".join([f"<{s.value}> <{p.value}> {o}{end}" for s, p, o in triples])
