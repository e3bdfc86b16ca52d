"""Write graph/habeas/vocab.py from the ontology, so that a misspelt term is a type error.

`python ontology/make_vocab.py` writes the module, the JSON-LD context, and the rules that say which list a code is of;
`--check` writes nothing and exits 1 when one of them is stale. It reads habeas.ttl and lists.ttl, opens no network
connection, and gives the same bytes for the same triples: everything is sorted by name.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from ontology_derived import context, with_code_rules
from ontology_rows import (
    HAB,
    code_of,
    concept_fields,
    kind_fields,
    local,
    name_of,
    ours,
    properties,
    property_fields,
    upper_snake,
)
from rdflib import OWL, SKOS, Graph, URIRef
from rdflib.term import Node

HERE = Path(__file__).resolve().parent
SOURCES = ("habeas.ttl", "lists.ttl")
TARGET = HERE.parent / "graph" / "habeas" / "vocab.py"
CONTEXT, CONTEXT_FIXED = HERE / "context.jsonld", HERE / "context_fixed.json"
SHAPES = HERE / "shapes.ttl"
HEAD = HERE / "vocab_head.txt"  # the fixed part of the module: its types
ONTOLOGY = URIRef("https://w3id.org/habeas/ns")
STALE = "{} is stale: run `python ontology/make_vocab.py` and commit the result\n"


def load() -> Graph:
    """The ontology and its code lists in one graph."""
    graph = Graph()
    for name in SOURCES:
        graph.parse(HERE / name, format="turtle")
    return graph


def row(kind: str, fields: dict[str, str]) -> str:
    """One row of a table: the name, then every field on its own line."""
    shown = fields if kind != "Concept" else {name: value for name, value in fields.items() if name != "name"}
    lines = "".join(f"        {name}={value},\n" for name, value in shown.items())
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
    parts.append(table("CONCEPTS", "Concept", [concept_fields(graph, term) for term in ours(graph, SKOS.Concept)]))
    return "".join(parts)


def written() -> dict[Path, str]:
    """Every file made from the ontology, with what it should hold."""
    graph = load()
    return {
        TARGET: render(graph),
        CONTEXT: context(graph, CONTEXT_FIXED.read_text("utf-8")),
        SHAPES: with_code_rules(graph, SHAPES.read_text("utf-8")),
    }


def stale() -> list[str]:
    """The names of the files that differ from what the ontology says."""
    return [path.name for path, text in written().items() if not path.exists() or path.read_text("utf-8") != text]


def main(arguments: list[str]) -> int:
    """Write the files, or with --check only say which are stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is stale")
    if not parser.parse_args(arguments).check:
        for path, text in written().items():
            path.write_text(text, encoding="utf-8")
        return 0
    old = stale()
    for name in old:
        sys.stderr.write(STALE.format(name))
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
