"""RDF of other systems, in any syntax, by a mapping that somebody wrote: their classes and properties to our kinds and
relations (docs/other-systems.md). What the mapping does not name stays out and is told.

    prefixes:  {ex: "http://example.org/ns#"}
    source:    {title: Register of the Desk, publisher: desk, date: 2026-01-31}
    names:     {desk: {is: org:harbour-desk, label: Harbour Desk}}
    types:     {ex:Prisoner: person, ex:Prison: facility}
    labels:    [rdfs:label, ex:fullName]
    relations:
      ex:heldAt: detainedAt
      ex:birth: bornOn
      ^ex:holds: detainedAt                                    the other way round
      ex:sex: {relation: gender, values: {F: woman, M: man}}
      ex:town: {relation: bornIn, kind: place}
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadFile
from habeas.formats.read.outside.rdf_rules import MappedRelation, RdfMapping, read_mapping
from habeas.formats.read.outside.records import OutsideDocument, decoded_text
from habeas.formats.read.quad_nodes import broken_rdf, local_name
from habeas.formats.read.raw import Batch
from habeas.sparql.terms import XSD, BlankNode, Literal, NamedNode, RdfFormat, parse
from habeas.vocab import PREFIXES, PROPERTIES, Range

SYNTAXES: Final = {
    **{".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG},
    **{".rdf": RdfFormat.RDF_XML, ".owl": RdfFormat.RDF_XML, ".xml": RdfFormat.RDF_XML, ".n3": RdfFormat.N3},
    **{".jsonld": RdfFormat.JSON_LD, ".json": RdfFormat.JSON_LD},
}
ENDING: Final = "-mapping.yaml"
"""A mapping that lies beside its file is called like it, with this behind."""
LARGEST: Final = 50_000_000
MOST_TRIPLES: Final = 1_000_000
TYPE: Final = PREFIXES["rdf"] + "type"
RdfTerm = NamedNode | BlankNode | Literal


def mapping_beside(path: Path) -> Path | None:
    """The mapping that lies beside a file, if one does."""
    found = path.with_name(path.name + ENDING)
    return found if found.is_file() else None


def read_mapped_rdf(path: Path, mapping: Path) -> Iterator[Batch]:
    """What a file says by the mapping, as one document. Raises BadFile for either of them."""
    syntax = SYNTAXES.get(path.suffix.lower())
    if syntax is None:
        raise BadFile(where=str(path), why="this is not a file of RDF", next="RDF is read from: " + " ".join(SYNTAXES))
    rules = read_mapping(mapping)
    content = path.read_bytes() if path.is_file() and path.stat().st_size <= LARGEST else b""
    if not content:
        why = "there is no such file, it is empty, or it has more than 50 MB"
        raise BadFile(where=str(path), why=why, next="Check the name of the file, or split it.")
    if syntax is RdfFormat.RDF_XML and b"<!ENTITY" in content:
        why = "this file declares entities, which may grow without end; such files are not read"
        raise BadFile(where=str(path), why=why, next="Save it as Turtle, or without <!DOCTYPE …>.")
    yield _MappedRdf(path, content, syntax, rules).batch()


class _MappedRdf:
    def __init__(self, path: Path, content: bytes, syntax: RdfFormat, rules: RdfMapping) -> None:
        self._path, self._rules = path, rules
        self._nodes: dict[RdfTerm, dict[str, list[RdfTerm]]] = {}
        self._blank: dict[RdfTerm, RdfTerm] = {}
        self._document = OutsideDocument(
            path, decoded_text(content, path), source={"kind": "database", **rules.source}, given=rules.defaults
        )
        self._document.names |= rules.names
        if "publisher" not in rules.source and "said-by" not in rules.defaults:
            keeper = self._document.record_name("org", f"keeper of {self._document.stem}", "rdf")
            self._document.source["publisher"] = self._document.describe(
                keeper, f"whoever keeps {path.name}", placeholder=True
            )
        self._parse(content, syntax)
        self._names: dict[RdfTerm, str] = {}

    def _parse(self, content: bytes, syntax: RdfFormat) -> None:
        try:
            for number, quad in enumerate(parse(input=content, format=syntax), start=1):
                if number > MOST_TRIPLES:
                    why = f"this file has more than {MOST_TRIPLES:,} triples"
                    raise BadFile(where=str(self._path), why=why, next="Split it.")
                if isinstance(quad.object, RdfTerm) and isinstance(quad.subject, NamedNode | BlankNode):
                    node = self._nodes.setdefault(self._lasting(quad.subject), {})
                    node.setdefault(quad.predicate.value, []).append(self._lasting(quad.object))
        except SyntaxError as error:
            raise broken_rdf(self._path, error) from None

    def _lasting(self, term: RdfTerm) -> RdfTerm:
        """A blank node by its number in the file: what the parser calls it is another name each time."""
        if not isinstance(term, BlankNode):
            return term
        return self._blank.setdefault(term, BlankNode(f"b{len(self._blank) + 1}"))

    def batch(self) -> Batch:
        """All of it. Raises BadFile where nothing of it has a type of the mapping."""
        for term, node in self._nodes.items():
            kind = next((k for one in node.get(TYPE, ()) if (k := self._rules.types.get(_iri(one), ""))), "")
            if kind:
                self._name(term, kind)
        if not self._names:
            why = "nothing in this file has a type that the mapping names"
            raise BadFile(where=str(self._path), why=why, next="Look at types: in the mapping.")
        for term in list(self._names):
            self._statements(term)
        return self._document.batch()

    def _name(self, term: RdfTerm, kind: str) -> str:
        if term in self._names:
            return self._names[term]
        node = self._nodes.get(term, {})
        labels = [one for prop in self._rules.labels for one in node.get(prop, ()) if isinstance(one, Literal)]
        texts = [{"text": one.value, **({"lang": one.language} if one.language else {})} for one in labels]
        bare = local_name(_iri(term)) if isinstance(term, NamedNode) else f"{kind} {term}"
        key = _iri(term) if isinstance(term, NamedNode) else str(term)
        name = self._document.record_name(
            kind, labels[0].value if labels else bare, key, lasting=isinstance(term, NamedNode)
        )
        first: dict[str, Any] = {one.get("lang", ""): one for one in reversed(texts)}
        also = [one for one in texts if one not in first.values()]
        same = [key] if key.startswith(("http://", "https://")) else []
        self._names[term] = self._document.describe(
            name, list(first.values()) or bare, self._line(term), also=also, same_as=same, placeholder=not labels
        )
        return name

    def _statements(self, term: RdfTerm) -> None:
        for prop, objects in self._nodes[term].items():
            rules = self._rules.relations.get(prop, ())
            if not rules and prop != TYPE and prop not in self._rules.labels:
                self._document.leave(f"<{prop}> is not in the mapping", f"{self._path}, {_iri(term)}")
            for rule in rules:
                for found in objects:
                    self._say(term, prop, rule, found)

    def _say(self, term: RdfTerm, prop: str, rule: MappedRelation, found: RdfTerm) -> None:
        subject, line = self._names[term], self._line(term)
        if rule.backwards:
            kinds = PROPERTIES[rule.relation].domain
            other = self._entity(found, rule.kind or (kinds[0] if len(kinds) == 1 else ""))
            claim = (other, rule.relation, subject) if other else None
        else:
            value = self._value(rule, found)
            claim = (subject, rule.relation, value) if value not in ("", None) else None
        if claim is None:
            why = f"the value of <{prop}> does not fit {rule.relation}: {_shown(found)}"
            self._document.refuse(line, f"{_iri(term)}: {why}", "Say in the mapping what it is: kind:, or values:.")
            return
        words = found.value if isinstance(found, Literal) else ""
        self._document.say(_iri(term), line, claim, words, line + 60)

    def _value(self, rule: MappedRelation, found: RdfTerm) -> Any:
        prop = PROPERTIES[rule.relation]
        if prop.range is Range.ENTITY:
            return self._entity(found, rule.kind or (prop.kinds[0] if len(prop.kinds) == 1 else ""))
        if not isinstance(found, Literal):
            told = rule.values.get(_iri(found), "")
            return {"text": told} if told and prop.range is Range.TEXT else told
        text = rule.values.get(found.value, found.value)
        if prop.range is Range.TEXT:
            return {"text": text, **({"lang": found.language} if found.language else {})}
        if prop.range is Range.DATE:
            return text.partition("T")[0] if found.datatype.value == XSD + "dateTime" else text
        if prop.range is Range.BOOLEAN:
            return {"true": True, "1": True, "false": False, "0": False}.get(text.lower())
        if prop.range is Range.INTEGER:
            return int(text) if text.lstrip("-").isdigit() and len(text) < len("1000000000000") else None
        return text

    def _entity(self, found: RdfTerm, kind: str) -> str:
        if found in self._names:
            return self._names[found]
        if isinstance(found, Literal):
            return self._document.named(kind, found.value) if kind and kind != "person" and found.value.strip() else ""
        return self._name(found, kind) if kind else ""

    def _line(self, term: RdfTerm) -> int:
        """The first line of the text that has its name, whole or in its last part; else the first line of all."""
        key = _iri(term)
        for words in (f"<{key}>", f'"{key}"', f":{local_name(key)}", key):
            offset = self._document.text.find(words)
            if offset >= 0 and words not in (":", ""):
                return self._document.line_at(offset)
        return 1


def _iri(term: RdfTerm) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _shown(term: RdfTerm) -> str:
    return f"“{_iri(term)[:60]}”" if not isinstance(term, Literal) else f"“{term.value[:60]}”"
