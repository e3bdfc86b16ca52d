"""An RDF file taken apart: the default graph by subject and predicate, each named graph as triples; and its parts as
plain values.

Names under the file's base or the case's become `kind:slug`; codes, dates and numbers become what the codec reads;
entities and documents become what it takes for them. What cannot be read raises BadClaim.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from habeas import vocab as v
from habeas.errors import BadClaim, BadFile, phrase
from habeas.model.codec_values import whole_number
from habeas.sparql.terms import DefaultGraph, Literal, NamedNode, RdfFormat, SpoTriple, parse, spo

FORMATS: Final = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".jsonld": RdfFormat.JSON_LD,
}
CODE_OF: Final = {scheme: {iri: code for code, iri in codes.items()} for scheme, codes in v.SCHEMES.items()}
SKOS, PROV, DCTERMS, TYPE = v.PREFIXES["skos"], v.PREFIXES["prov"], v.PREFIXES["dcterms"], v.PREFIXES["rdf"] + "type"
ALSO_CLAIMED = {
    v.HAB + name
    for name in ("note", "criterion", "keeper", "subsetOf", "orgKind", "reliability", "sensitivity", "placeholder")
}
ORIGIN = {kind.iri: kind.origin for kind in v.KINDS.values()}

RdfNode = dict[str, list[NamedNode | Literal]]
Default = dict[str, RdfNode]
Graphs = dict[str, list[SpoTriple]]


def parsed(path: Path) -> tuple[Default, Graphs]:
    """The whole file.

    Raises BadFile with line and column when the syntax is broken, or when something in it has no name.
    """
    default: Default = defaultdict(lambda: defaultdict(list))
    graphs: Graphs = defaultdict(list)
    try:
        for quad in parse(path=str(path), format=FORMATS[path.suffix.lower()]):
            subject, predicate, found = spo(quad)
            if isinstance(quad.graph_name, DefaultGraph):
                default[subject.value][predicate.value].append(found)
            else:
                graphs[str(quad.graph_name.value)].append((subject, predicate, found))
    except SyntaxError as error:
        raise broken_rdf(path, error) from None
    except ValueError:
        why = "this RDF has blank nodes or quoted triples, but everything in a case file needs a name"
        raise BadFile(where=str(path), why=why, next="Give each node an IRI.") from None
    except OSError as error:
        raise BadFile(where=str(path), why=phrase("this cannot be read: %(error)s", error=error)) from None
    return default, graphs


def broken_rdf(path: Path, error: SyntaxError) -> BadFile:
    """The error of a syntax that is broken, with its place."""
    if "remote context" in str(error.msg):
        why = "this file refers to a context on the web, and nothing is fetched from the web"
        return BadFile(where=str(path), why=why, next="Write the context into the file.")
    line = f", line {error.lineno}" if error.lineno else ""
    column = f", column {error.offset}" if error.offset else ""
    why = phrase("this is broken RDF: %(detail)s", detail=str(error.msg).splitlines()[0])
    return BadFile(where=f"{path}{line}{column}", why=why, next="Nothing of the file was recorded.")


def iris(node: RdfNode, predicate: str) -> list[str]:
    """The IRIs a node has for a predicate."""
    return [term.value for term in node.get(predicate, []) if isinstance(term, NamedNode)]


def needed(node: RdfNode, predicate: str) -> NamedNode | Literal:
    """The first value of a predicate. Raises BadClaim when there is none."""
    values = node.get(predicate, [])
    if not values:
        raise BadClaim(why=phrase("the claim has no %(predicate)s", predicate=local_name(predicate)))
    return values[0]


def plain_literal(term: Literal) -> object:
    """A literal without a language as a plain value; a number stays text until its property tells what it may be."""
    if term.datatype.value.rpartition("#")[2] == "boolean":
        return term.value in {"true", "1"}
    return term.value


def local_name(iri: str) -> str:
    """The last part of an IRI."""
    return re.split(r"[#/]", iri)[-1]


# -- terms


class QuadTerms:
    """Reads terms.

    `file_base` is the base IRI of the file's own names, `base` the one of the case that takes them in.
    """

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
    """The code of a list behind an IRI, empty for none.

    Raises BadClaim: an unknown way of saying must not pass for a known one.
    """
    if iri and iri not in CODE_OF[scheme]:
        raise BadClaim(
            why=phrase("<%(iri)s> is not in the list %(scheme)s", iri=iri, scheme=scheme),
            next="Choose one of: " + ", ".join(v.SCHEMES[scheme]),
        )
    return CODE_OF[scheme].get(iri, "")


def one(node: RdfNode, predicate: str) -> str:
    """The one value of a predicate. Raises BadClaim when there is none, or several."""
    values = {term.value for term in node.get(predicate, [])}
    if len(values) != 1:
        many = (
            f"{len(values)} values of {local_name(predicate)} instead of one"
            if values
            else f"no {local_name(predicate)}"
        )
        raise BadClaim(why=phrase("the claim has %(many)s", many=many))
    return values.pop()


def maybe(node: RdfNode, predicate: str) -> str:
    """A value of a predicate, empty for none."""
    values = node.get(predicate, [])
    return values[0].value if values else ""


def number(node: RdfNode, predicate: str, what: str) -> int:
    """A whole number, 0 for none. Raises BadClaim."""
    return whole_number(maybe(node, predicate) or "0", what)


# -- entities and documents


def with_class(terms: QuadTerms, name: str) -> list[str]:
    """The nodes of a class, sorted."""
    return sorted(iri for iri, node in terms.default.items() if v.HAB + name in iris(node, TYPE))


def described(terms: QuadTerms, graphs: Graphs) -> Iterator[tuple[str, RdfNode]]:
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


def entity_of(terms: QuadTerms, iri: str, node: RdfNode) -> dict[str, Any]:
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
    codes = (("org-kind", "OrgKind"), ("reliability", "Reliability"), ("sensitivity", "Sensitivity"))
    for key, scheme in codes:
        name = scheme[0].lower() + scheme[1:]
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
    plain["sensitivity"] = code("Sensitivity", maybe(node, v.HAB + "sensitivity"))
    if publisher := maybe(node, DCTERMS + "publisher"):
        plain["publisher"] = terms.ref(publisher)
    if date := maybe(node, v.HAB + "documentDate"):
        plain["date"] = terms.date(date)
    snapshots = (terms.default[snapshot] for snapshot in with_class(terms, "Snapshot"))
    mine = [snapshot for snapshot in snapshots if iri in iris(snapshot, PROV + "specializationOf")]
    if mine:
        plain["snapshot"] = _snapshot(mine[-1])
    return {key: value for key, value in plain.items() if value}


def _snapshot(node: RdfNode) -> dict[str, Any]:
    plain = {"sha256": one(node, v.HAB + "sha256")}
    more = (
        ("captured-at", "capturedAt"),
        ("characters", "characters"),
        ("original", "original"),
        ("media", "mediaType"),
    )
    return plain | {key: maybe(node, v.HAB + name) for key, name in more if node.get(v.HAB + name)}
