"""What the generated module says of each term, as rows of source text: read from the ontology, field by field.

The annotations it reads (hab:kind, hab:makes, ...) are explained in README.md.
"""

import re
from collections.abc import Iterable

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

HAB = Namespace("https://w3id.org/habeas/ns#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
TIME_NODE = URIRef("http://www.w3.org/2006/time#TemporalEntity")

# What a value is, read from its rdfs:range (or hab:takes); any other class is an entity.
RANGES: dict[Node, str] = {
    RDF.PlainLiteral: "TEXT",
    XSD.integer: "INTEGER",
    XSD.boolean: "BOOLEAN",
    XSD.date: "DATE",
    EDTF: "DATE",
    TIME_NODE: "DATE",
    XSD.dateTime: "DATETIME",
    XSD.string: "STRING",
    XSD.anyURI: "POINT",
}
DATA_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


def local(term: Node) -> str:
    """The part of an IRI after its namespace."""
    return re.split(r"[#/]", str(term))[-1]


def upper_snake(name: str) -> str:
    """`detainedAt` and `at-least` as DETAINED_AT and AT_LEAST."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[-~.]", "_", name).upper()


def text(graph: Graph, subject: Node, predicate: Node, language: str) -> str:
    """The text of a term in one language; a missing one is a mistake in the ontology."""
    for value in graph.objects(subject, predicate):
        if isinstance(value, Literal) and value.language == language:
            return str(value)
    raise SystemExit(f"{local(subject)} has no {local(predicate)} in {language}: add it to the ontology")


def value_name(graph: Graph, subject: Node, predicate: Node) -> str | None:
    """The name of the one term that an annotation points at."""
    value = graph.value(subject, predicate)
    return None if value is None else name_of(graph, value)


def name_of(graph: Graph, term: Node) -> str:
    """The name a term goes by in the program: hab:kind or hab:name, else its local name."""
    given = graph.value(term, HAB.kind) or graph.value(term, HAB.name)
    return local(term) if given is None else str(given)


def members(graph: Graph, term: Node) -> list[Node]:
    """The classes of a union, or the class itself."""
    union = graph.value(term, OWL.unionOf)
    return [term] if union is None else list(Collection(graph, union))


def kinds_below(graph: Graph, classes: Iterable[Node]) -> tuple[str, ...]:
    """The widest kinds among these classes and those under them, sorted; none for rdfs:Resource, any node."""
    below = {c for start in classes for c in graph.transitive_subjects(RDFS.subClassOf, start) if c}
    found = {str(kind): c for c in below for kind in graph.objects(c, HAB.kind)}
    return tuple(sorted(kind for kind, c in found.items() if not found.keys() & kinds_above(graph, c)))


def kinds_above(graph: Graph, start: Node) -> tuple[str, ...]:
    """The kinds of the classes above a class, nearest first."""
    above = [c for c in graph.transitive_objects(start, RDFS.subClassOf) if c != start]
    return tuple(str(kind) for c in above for kind in graph.objects(c, HAB.kind))


def domain_of(graph: Graph, term: Node) -> tuple[str, ...]:
    """The kinds a property stands on, from rdfs:domain or hab:usedOn."""
    classes = [*graph.objects(term, RDFS.domain), *graph.objects(term, HAB.usedOn)]
    if not classes:
        raise SystemExit(f"{local(term)} has neither rdfs:domain nor hab:usedOn: add one to the ontology")
    return kinds_below(graph, classes)


def range_term(graph: Graph, term: Node) -> Node:
    """What a property of ours points at (rdfs:range), or how we use one of another vocabulary (hab:takes)."""
    value = graph.value(term, RDFS.range) or graph.value(term, HAB.takes)
    if value is None:
        raise SystemExit(f"{local(term)} has neither rdfs:range nor hab:takes: add one to the ontology")
    return value


def range_fields(graph: Graph, term: Node) -> dict[str, str]:
    """The fields of a property that come from its range."""
    target = range_term(graph, term)
    scheme = graph.value(term, HAB.scheme)
    name = "CONCEPT" if scheme is not None else RANGES.get(target, "ENTITY")
    kinds = kinds_below(graph, members(graph, target)) if name == "ENTITY" else ()
    return {
        "range": f"Range.{name}",
        "kinds": repr(kinds),
        "scheme": repr(None if scheme is None else local(scheme)),
        "range_iri": repr(str(target) if isinstance(target, URIRef) else ""),
    }


def fixed_of(graph: Graph, term: Node) -> tuple[tuple[str, str], ...]:
    """The values a short form always gives, as (property, code)."""
    lists = (list(Collection(graph, head)) for head in graph.objects(term, HAB.fixedRole))
    return tuple(sorted((name_of(graph, role), code_of(graph, value)) for role, value in lists))


def code_of(graph: Graph, concept: Node) -> str:
    """The word people write for a concept: hab:code, else its local name."""
    given = graph.value(concept, HAB.code)
    return local(concept) if given is None else str(given)


def words(graph: Graph, term: Node, label: Node = RDFS.label, comment: Node = RDFS.comment) -> dict[str, str]:
    """Label and comment in both languages."""
    return {
        "label": repr(text(graph, term, label, "en")),
        "label_es": repr(text(graph, term, label, "es")),
        "comment": repr(text(graph, term, comment, "en")),
        "comment_es": repr(text(graph, term, comment, "es")),
    }


def also(graph: Graph, term: Node) -> dict[str, str]:
    """Other words for a term, in any language; the field is left out where there are none."""
    found = {str(word) for predicate in (SKOS.altLabel, SKOS.hiddenLabel) for word in graph.objects(term, predicate)}
    return {"also": repr(tuple(sorted(found)))} if found else {}


def notations(graph: Graph, term: Node) -> dict[str, str]:
    """The codes of a term in published lists; the field is left out where there are none."""
    found = sorted(str(code) for code in graph.objects(term, SKOS.notation))
    return {"notations": repr(tuple(found))} if found else {}


def single(graph: Graph, term: Node, **predicates: Node) -> dict[str, str]:
    """Fields that hold one word each; those that the ontology does not give are left out."""
    given = {field: graph.value(term, predicate) for field, predicate in predicates.items()}
    return {field: repr(local(value)) for field, value in given.items() if value is not None}


def kind_fields(graph: Graph, term: Node) -> dict[str, str]:
    """One row of KINDS, field by field, as source text."""
    return {
        "name": repr(name_of(graph, term)),
        "iri": repr(str(term)),
        "origin": f"Origin.{str(graph.value(term, HAB.origin)).upper()}",
        "time": repr(value_name(graph, term, HAB.timeProperty)),
        "parents": repr(kinds_above(graph, term)),
        **words(graph, term),
        **also(graph, term),
        **notations(graph, term),
        **single(graph, term, topic=HAB.topic),
    }


def property_fields(graph: Graph, term: Node) -> dict[str, str]:
    """One row of PROPERTIES, field by field, as source text."""
    uses = {str(use) for use in graph.objects(term, HAB.useAs)}
    return {
        "name": repr(name_of(graph, term)),
        "iri": repr(str(term)),
        "domain": repr(domain_of(graph, term)),
        **range_fields(graph, term),
        "makes": repr(value_name(graph, term, HAB.makes)),
        "subject_role": repr(value_name(graph, term, HAB.subjectRole)),
        "object_role": repr(value_name(graph, term, HAB.objectRole)),
        "fixed": repr(fixed_of(graph, term)),
        "inverse_of": repr(value_name(graph, term, HAB.inverseOfDetail)),
        "asserted": f"Asserted.{str(graph.value(term, HAB.assertedHow) or 'plain').upper()}",
        "is_relation": repr("relation" in uses),
        "is_detail": repr("detail" in uses),
        **words(graph, term),
        "time": repr(value_name(graph, term, HAB.relationTime)),
        **also(graph, term),
        **single(graph, term, topic=HAB.topic, sensitivity=HAB.defaultSensitivity),
    }


def concept_fields(graph: Graph, concept: Node) -> dict[str, str]:
    """One row of CONCEPTS, field by field, as source text."""
    schemes = sorted(local(scheme) for scheme in graph.objects(concept, SKOS.inScheme))
    return {
        "name": repr(str(concept)),
        "code": repr(code_of(graph, concept)),
        "schemes": repr(tuple(schemes)),
        **words(graph, concept, SKOS.prefLabel, SKOS.definition),
        **also(graph, concept),
        **notations(graph, concept),
    }


def properties(graph: Graph) -> list[Node]:
    """The properties that stand on data: ours, and those of other vocabularies that have a hab:name."""
    ours = [p for kind in DATA_PROPERTIES for p in graph.subjects(RDF.type, kind) if str(p).startswith(HAB)]
    return sorted({*ours, *graph.subjects(HAB.name)}, key=lambda p: name_of(graph, p))


def ours(graph: Graph, kind: Node) -> list[Node]:
    """The hab: terms of one type, by name."""
    return sorted({term for term in graph.subjects(RDF.type, kind) if str(term).startswith(HAB)}, key=local)
