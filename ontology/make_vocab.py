"""Write graph/habeas/vocab.py from the ontology, so that a misspelt term is a type error.

`python ontology/make_vocab.py` writes the module; `--check` writes nothing and exits 1 when it is stale.
It reads habeas.ttl and lists.ttl, opens no network connection, and gives the same bytes for the same triples:
everything is sorted by name. The annotations it reads (hab:kind, hab:makes, ...) are explained in README.md.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

HERE = Path(__file__).resolve().parent
SOURCES = ("habeas.ttl", "lists.ttl")
TARGET = HERE.parent / "graph" / "habeas" / "vocab.py"
HAB = Namespace("https://w3id.org/habeas/ns#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
TIME_NODE = URIRef("http://www.w3.org/2006/time#TemporalEntity")
ONTOLOGY = URIRef("https://w3id.org/habeas/ns")

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
}
STALE = "graph/habeas/vocab.py is stale: run `python ontology/make_vocab.py` and commit the result\n"
DATA_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)

HEAD = HERE / "vocab_head.txt"  # the fixed part of the module: its types


def load() -> Graph:
    """The ontology and its code lists in one graph."""
    graph = Graph()
    for name in SOURCES:
        graph.parse(HERE / name, format="turtle")
    return graph


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


def words(graph: Graph, term: Node) -> dict[str, str]:
    """The label in both languages and the English comment."""
    return {
        "label": repr(text(graph, term, RDFS.label, "en")),
        "label_es": repr(text(graph, term, RDFS.label, "es")),
        "comment": repr(text(graph, term, RDFS.comment, "en")),
    }


def kind_fields(graph: Graph, term: Node) -> dict[str, str]:
    """One row of KINDS, field by field, as source text."""
    return {
        "name": repr(name_of(graph, term)),
        "iri": repr(str(term)),
        "origin": f"Origin.{str(graph.value(term, HAB.origin)).upper()}",
        "time": repr(value_name(graph, term, HAB.timeProperty)),
        "parents": repr(kinds_above(graph, term)),
        **words(graph, term),
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
    }


def properties(graph: Graph) -> list[Node]:
    """The properties that stand on data: ours, and those of other vocabularies that have a hab:name."""
    ours = [p for kind in DATA_PROPERTIES for p in graph.subjects(RDF.type, kind) if str(p).startswith(HAB)]
    return sorted({*ours, *graph.subjects(HAB.name)}, key=lambda p: name_of(graph, p))


def ours(graph: Graph, kind: Node) -> list[Node]:
    """The hab: terms of one type, by name."""
    return sorted({term for term in graph.subjects(RDF.type, kind) if str(term).startswith(HAB)}, key=local)


def row(kind: str, fields: dict[str, str]) -> str:
    """One row of a table: the name, then every field on its own line."""
    lines = "".join(f"        {name}={value},\n" for name, value in fields.items())
    return f"    {fields['name']}: {kind}(\n{lines}    ),\n"


def refuse_twins(names: list[str]) -> None:
    """Stop when a name stands for two terms."""
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise SystemExit(f"one name for two terms: {', '.join(twins)}: rename one in the ontology")


def table(name: str, kind: str, rows: list[dict[str, str]]) -> str:
    """A whole table."""
    refuse_twins([fields["name"] for fields in rows])
    return f"\n{name}: Final[Mapping[str, {kind}]] = {{\n{''.join(row(kind, f) for f in rows)}}}\n"


def codes(graph: Graph, scheme: Node) -> list[tuple[str, Node]]:
    """The codes of one list, sorted, each with its concept."""
    return sorted((code_of(graph, c), c) for c in graph.subjects(SKOS.inScheme, scheme))


def scheme_tables(graph: Graph) -> str:
    """SCHEMES (list, code, IRI) and CODES (IRI, code)."""
    schemes = ours(graph, SKOS.ConceptScheme)
    lines = ["\nSCHEMES: Final[Mapping[str, Mapping[str, str]]] = {\n"]
    for scheme in schemes:
        entries = "".join(f'        "{code}": "{iri}",\n' for code, iri in codes(graph, scheme))
        lines.append(f'    "{local(scheme)}": {{\n{entries}    }},\n')
    lines.append("}\n\nCODES: Final[Mapping[str, str]] = {\n")
    pairs = sorted({(str(iri), code) for scheme in schemes for code, iri in codes(graph, scheme)})
    lines += [f'    "{iri}": "{code}",\n' for iri, code in pairs]
    return "".join([*lines, "}\n"])


def constants(graph: Graph) -> list[tuple[str, str]]:
    """The name and IRI of every constant, refusing two of one name."""
    pairs = [*own_constants(graph), *sorted(borrowed(graph))]
    refuse_twins([name for name, _ in pairs])
    return pairs


def own_constants(graph: Graph) -> Iterator[tuple[str, str]]:
    """Our classes, code lists and codes, and every property of the case file."""
    groups = (("CLASS", OWL.Class), ("SCHEME", SKOS.ConceptScheme), ("CODE", SKOS.Concept))
    for prefix, kind in groups:
        yield from ((f"{prefix}_{upper_snake(local(t))}", str(t)) for t in ours(graph, kind))
    for term in properties(graph):
        yield f"PROP_{upper_snake(name_of(graph, term))}", str(term)


def borrowed(graph: Graph) -> Iterator[tuple[str, str]]:
    """Terms of other vocabularies that the program writes (hab:uses), as PREFIX_NAME."""
    for term in graph.objects(ONTOLOGY, HAB.uses):
        prefix, _, name = graph.compute_qname(str(term), generate=False)
        yield f"{upper_snake(prefix)}_{upper_snake(name)}", str(term)


def prefixes(graph: Graph) -> str:
    """The prefixes declared in the ontology file, as PREFIXES."""
    declared = re.findall(r"^@prefix (\S+): +<(\S+)>", (HERE / SOURCES[0]).read_text("utf-8"), re.MULTILINE)
    lines = "".join(f'    "{prefix}": "{iri}",\n' for prefix, iri in sorted(declared))
    return f"\nPREFIXES: Final[Mapping[str, str]] = {{\n{lines}}}\n"


def render(graph: Graph) -> str:
    """The whole module as text."""
    kinds = sorted(graph.subjects(HAB.kind), key=lambda term: name_of(graph, term))
    parts = [HEAD.read_text("utf-8"), *(f'{name}: Final = "{iri}"\n' for name, iri in constants(graph))]
    parts.append(prefixes(graph))
    parts.append(table("KINDS", "Kind", [kind_fields(graph, term) for term in kinds]))
    parts.append(table("PROPERTIES", "Property", [property_fields(graph, term) for term in properties(graph)]))
    parts.append(scheme_tables(graph))
    return "".join(parts)


def stale() -> bool:
    """Whether the module on disk differs from what the ontology says."""
    return not TARGET.exists() or TARGET.read_text("utf-8") != render(load())


def main(arguments: list[str]) -> int:
    """Write the module, or with --check only say whether it is stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the module is stale")
    if not parser.parse_args(arguments).check:
        TARGET.write_text(render(load()), encoding="utf-8")
        return 0
    if stale():
        sys.stderr.write(STALE)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
