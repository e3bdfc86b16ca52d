"""RDF terms: the few that the whole mapping needs, small helpers, and the names of one case as IRIs.

Terms are pyoxigraph's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote, unquote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from habeas import vocab as v
from habeas.dates.conventions import Conventions
from habeas.dates.edtf import Edtf
from habeas.errors import BadClaim
from habeas.model.values import Ref, Text, Value, When

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]

XSD = "http://www.w3.org/2001/XMLSchema#"
DEFAULT = DefaultGraph()
TIME_SAFE = "-._~,"


@lru_cache(maxsize=200_000)
def node(iri: str) -> NamedNode:
    """The IRI as a term; kept, because a case file names the same things again and again."""
    return NamedNode(iri)


A = node(v.PREFIXES["rdf"] + "type")
DATE, DATE_TIME, INTEGER, BOOLEAN = (node(XSD + n) for n in ("date", "dateTime", "integer", "boolean"))
EDTF = node(v.PREFIXES["edtf"] + "EDTF")
SKOS, OA, PROV, DCTERMS = (v.PREFIXES[p] for p in ("skos", "oa", "prov", "dcterms"))
HEAD = tuple(node(v.PREFIXES["rdf"] + n) for n in ("subject", "predicate", "object"))


def hab(name: str) -> NamedNode:
    """The term of the habeas vocabulary with that local name."""
    return node(v.HAB + name)


def coded(name: str, code: str) -> NamedNode:
    """The concept of a code, in the list that the property with this name takes its values from."""
    return node(v.SCHEMES[v.PROPERTIES[name].scheme or ""][code])


def text_term(text: Text) -> Literal:
    """Words as an RDF literal, with their language where it is known."""
    return Literal(text.text, language=text.lang) if text.lang else Literal(text.text)


def spo(quad: Quad) -> Triple:
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


def quads(triples: Iterable[Triple], graph: NamedNode | DefaultGraph = DEFAULT) -> list[Quad]:
    """The triples as quads of one graph."""
    return [Quad(s, p, o, graph) for s, p, o in triples]


class CaseNames:
    """IRIs and terms of one case: its base IRI and its conventions. Emits each date node once (see `forget`)."""

    def __init__(self, base: str, conventions: Conventions) -> None:
        self.base = base
        self.conventions = conventions
        self._seen: set[str] = set()

    def forget(self) -> None:
        """Emit date nodes anew: call after a change that did not reach the store."""
        self._seen.clear()

    # -- names

    def iri(self, ref: Ref) -> NamedNode:
        """The IRI of a name."""
        return node(f"{self.base}{ref.kind}/{ref.slug}")

    def graph_of(self, claim_id: str) -> NamedNode:
        """The IRI of a claim, which names its graph."""
        return node(f"{self.base}claim/{claim_id}")

    def ref(self, iri: str) -> Ref:
        """The name behind an IRI of this case. Raises BadClaim for an IRI of elsewhere."""
        if not iri.startswith(self.base):
            raise BadClaim(why=f"<{iri}> is not a name of this case file", next=f"Its names start with {self.base}")
        kind, _, slug = iri.removeprefix(self.base).partition("/")
        return Ref.parse(f"{kind}:{unquote(slug)}") if kind != "time" else Ref("time", slug)

    # -- dates

    def read(self, when: When) -> Edtf:
        """A date as told, read with this case's conventions."""
        return when.read(self.conventions)

    def time_node(self, edtf: Edtf) -> NamedNode:
        """The node of a date, named by its EDTF text."""
        return node(f"{self.base}time/{quote(edtf.text, safe=TIME_SAFE)}")

    def time_triples(self, edtf: Edtf) -> Iterator[Triple]:
        """What a date node says, the first time it is met."""
        if edtf.text in self._seen:
            return
        self._seen.add(edtf.text)
        subject = self.time_node(edtf)
        yield subject, A, node(v.PREFIXES["time"] + "TemporalEntity")
        yield subject, hab("edtf"), Literal(edtf.text, datatype=EDTF)
        if edtf.earliest:
            yield subject, hab("earliest"), Literal(edtf.earliest.isoformat(), datatype=DATE)
        if edtf.latest:
            yield subject, hab("latest"), Literal(edtf.latest.isoformat(), datatype=DATE)

    # -- terms

    def term(self, prop: v.Property, value: Value) -> Term:
        """The RDF term of a value, as its property wants it."""
        match value:
            case Ref():
                return self.iri(value)
            case Text():
                return text_term(value)
            case When():
                edtf = self.read(value)
                short_form = prop.makes is not None or not prop.iri.startswith(v.HAB)
                return Literal(edtf.text, datatype=EDTF) if short_form else self.time_node(edtf)
            case bool():
                return Literal("true" if value else "false", datatype=BOOLEAN)
            case int():
                return Literal(str(value), datatype=INTEGER)
        if prop.range is v.Range.CONCEPT:
            return node(v.SCHEMES[prop.scheme or ""][value])
        return Literal(value, datatype=DATE_TIME) if prop.range is v.Range.DATETIME else Literal(value)

    def recorder(self, name: str) -> NamedNode:
        """The IRI of whoever entered something in the file."""
        return node(f"{self.base}recorder/{quote(name, safe='')}")

    def snapshot(self, source: Ref, sha256: str) -> NamedNode:
        """The IRI of one captured text of a source."""
        return node(f"{self.base}snapshot/{source.slug}--{sha256[:12]}")
