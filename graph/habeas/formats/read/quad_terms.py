"""The terms of one RDF file as plain values: names under its base or the case's, codes, dates, numbers."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from habeas import vocab as v
from habeas.errors import BadClaim
from habeas.formats.read.quad_file import Default, Node, local_name, plain_literal
from habeas.model.codec_values import whole_number
from habeas.sparql.rdf import Literal, NamedNode

CODE_OF: Final = {scheme: {iri: code for code, iri in codes.items()} for scheme, codes in v.SCHEMES.items()}


class QuadTerms:
    """Reads terms. `file_base` is the base IRI of the file's own names, `base` the one of the case that takes them in."""

    def __init__(self, default: Default, file_base: str, base: str) -> None:
        self.default = default
        self.file_base = file_base
        self.base = base

    def ref(self, iri: str) -> str:
        """A name as `kind:slug`. Raises BadClaim for an address that is none."""
        for base in (self.file_base, self.base):
            if iri.startswith(base):
                kind, slash, slug = iri.removeprefix(base).partition("/")
                if slash and kind in v.KINDS:
                    return f"{kind}:{unquote(slug)}"
        why, advice = (
            f"<{iri}> is not a name of the form <base>kind/name",
            f"Names in this file start with {self.file_base}",
        )
        raise BadClaim(why=why, next=advice)

    def value(self, prop: v.Property, term: NamedNode | Literal) -> object:
        """The plain value of a property. Raises BadClaim."""
        if isinstance(term, Literal):
            return {"text": term.value, "lang": term.language} if term.language else plain_literal(term)
        if prop.range is v.Range.DATE:
            return self.date(term.value)
        if prop.range is v.Range.CONCEPT:
            return code(prop.scheme or "", term.value)
        return self.ref(term.value)

    def date(self, iri: str) -> str:
        """The EDTF text of a date node."""
        written = [o.value for o in self.default.get(iri, {}).get(v.HAB + "edtf", [])]
        return written[0] if written else unquote(iri.rpartition("/time/")[2])


def code(scheme: str, iri: str) -> str:
    """The code of a list behind an IRI, empty for none. Raises BadClaim: an unknown way of saying must not pass for a known one."""
    if iri and iri not in CODE_OF[scheme]:
        raise BadClaim(why=f"<{iri}> is not in the list {scheme}", next="It may be: " + ", ".join(v.SCHEMES[scheme]))
    return CODE_OF[scheme].get(iri, "")


def one(node: Node, predicate: str) -> str:
    """The one value of a predicate. Raises BadClaim when there is none, or several."""
    values = {term.value for term in node.get(predicate, [])}
    if len(values) != 1:
        many = (
            f"{len(values)} values of {local_name(predicate)} instead of one"
            if values
            else f"no {local_name(predicate)}"
        )
        raise BadClaim(why=f"the claim has {many}")
    return values.pop()


def maybe(node: Node, predicate: str) -> str:
    """A value of a predicate, empty for none."""
    values = node.get(predicate, [])
    return values[0].value if values else ""


def number(node: Node, predicate: str, what: str) -> int:
    """A whole number, 0 for none. Raises BadClaim."""
    return whole_number(maybe(node, predicate) or "0", what)
