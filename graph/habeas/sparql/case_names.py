"""The names of one case as IRIs, and its values as RDF terms."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from habeas import vocab as v
from habeas.dates.conventions import Conventions
from habeas.dates.edtf import Edtf
from habeas.errors import BadClaim, phrase
from habeas.model.values import Ref, Text, Value, When
from habeas.sparql.terms import ANY_URI, BOOLEAN, DATE, DATE_TIME, EDTF, INTEGER, A, SpoTriple, Term, hab, node

TIME_SAFE = "-._~,"
_TYPED = {v.Range.DATETIME: DATE_TIME, v.Range.POINT: ANY_URI}


class CaseNames:
    """IRIs and terms of one case: its base IRI and its conventions. Emits each date node once (see `forget`)."""

    def __init__(self, base: str, conventions: Conventions) -> None:
        self.base = base
        self.conventions = conventions
        self._seen: set[str] = set()
        self._times: dict[str, NamedNode] = {}
        self._recorders: dict[str, NamedNode] = {}

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
            raise BadClaim(
                why=phrase("<%(iri)s> is not a name of this case file", iri=iri),
                next=phrase("Its names start with %(base)s", base=self.base),
            )
        kind, _, slug = iri.removeprefix(self.base).partition("/")
        return Ref.parse(f"{kind}:{unquote(slug)}") if kind != "time" else Ref("time", slug)

    # -- dates

    def read(self, when: When) -> Edtf:
        """A date as told, read with this case's conventions."""
        return when.read(self.conventions)

    def time_node(self, edtf: Edtf) -> NamedNode:
        """The node of a date, named by its EDTF text."""
        found = self._times.get(edtf.text)
        if found is None:
            found = self._times[edtf.text] = node(f"{self.base}time/{quote(edtf.text, safe=TIME_SAFE)}")
        return found

    def time_triples(self, edtf: Edtf) -> Iterator[SpoTriple]:
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
        datatype = _TYPED.get(prop.range)
        return Literal(value, datatype=datatype) if datatype else Literal(value)

    def recorder(self, name: str) -> NamedNode:
        """The IRI of whoever entered something in the file."""
        found = self._recorders.get(name)
        if found is None:
            found = self._recorders[name] = node(f"{self.base}recorder/{quote(name, safe='')}")
        return found

    def snapshot(self, source: Ref, sha256: str) -> NamedNode:
        """The IRI of one captured text of a source."""
        return node(f"{self.base}snapshot/{source.slug}--{sha256[:12]}")


def text_term(text: Text) -> Literal:
    """Words as an RDF literal, with their language where it is known."""
    return Literal(text.text, language=text.lang) if text.lang else Literal(text.text)
