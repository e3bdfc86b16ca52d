"""What follows from the ontology beside the generated module: the JSON-LD context, and the SHACL rules for codes."""

import json

from ontology_rows import HAB, RANGES, TIME_NODE, local, name_of, ours, properties, range_term
from rdflib import OWL, RDF, XSD, Graph, URIRef
from rdflib.term import Node

MARK = "# ---------------------------------------------------------------- 6  Codes belong to their list\n"
NOTE = "# Generated from the ontology by make_vocab.py, to the end of this file.\n"
RULE = """
rule:{scheme}Code a sh:NodeShape ; sh:targetObjectsOf {properties} ;
    sh:property [ sh:path skos:inScheme ; sh:hasValue hab:{scheme} ; \
sh:message "Not a code of the list {scheme}."@en , \
"No es un código de la lista {scheme}."@es ] .
"""


def context(graph: Graph, fixed: str) -> str:
    """The JSON-LD context: the fixed parts, and between them every class and property by its name."""
    parts = json.loads(fixed)
    classes = {local(term): short(graph, term) for term in ours(graph, OWL.Class)}
    terms = {name_of(graph, term): context_term(graph, term) for term in properties(graph)}
    lines = [
        f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for part in (parts["first"], classes, terms, parts["last"])
        for name, value in part.items()
    ]
    return '{\n  "@context": {\n' + ",\n".join(lines) + "\n  }\n}\n"


def short(graph: Graph, term: Node) -> str:
    """A term as prefix:name, under the prefixes that the ontology file declares."""
    prefix, _, name = graph.compute_qname(str(term), generate=False)
    return f"{prefix}:{name}"


def context_term(graph: Graph, term: Node) -> dict[str, str]:
    """How JSON-LD reads a property: a name, a code, a typed value, or words."""
    target = range_term(graph, term)
    entry = {"@id": short(graph, term)}
    if graph.value(term, HAB.scheme) is not None:
        return entry | {"@type": "@vocab"}
    if target not in RANGES or target == TIME_NODE:
        return entry | {"@type": "@id"}
    if target == RDF.PlainLiteral or not isinstance(target, URIRef):
        return entry
    return entry | {"@type": str(target).replace(str(XSD), "xsd:")}


def with_code_rules(graph: Graph, shapes: str) -> str:
    """The shapes with a rule for each list: what a property that takes its codes points at is in that list."""
    users: dict[str, list[str]] = {}
    for term, scheme in graph.subject_objects(HAB.scheme):
        users.setdefault(local(scheme), []).append(short(graph, term))
    rules = (
        RULE.format(scheme=scheme, properties=" , ".join(sorted(found))) for scheme, found in sorted(users.items())
    )
    return shapes.partition(MARK)[0] + MARK + NOTE + "".join(rules)
