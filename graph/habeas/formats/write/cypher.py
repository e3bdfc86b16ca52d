"""A Cypher script, for Neo4j and others that speak openCypher: run twice, it changes nothing the second time.

Nodes and lines come in lists of rows, a row a line, so that a large script is few statements. Every node has the label
Habeas and that of its type. Texts are written so that none can end its string, in older servers either, which replace
`\\uXXXX` before they look at anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import Final

from habeas.formats.graph import Edge, Graph, Node
from habeas.formats.write.encoding import as_json, dated, encoded, listed, stated, status, text

ROWS: Final = 1_000
"""Rows of one statement."""
ID: Final = "CREATE CONSTRAINT habeas_id IF NOT EXISTS FOR (n:Habeas) REQUIRE n.id IS UNIQUE;\n"


def write(graph: Graph) -> Iterator[bytes]:
    """The script in pieces."""
    return encoded(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    for line in (graph.title, graph.description):
        yield f"// {' '.join(text(line).split())}\n"
    yield ID
    for type_, nodes in groupby(sorted(graph.nodes, key=lambda node: node.type), key=lambda node: node.type):
        while some := list(islice(nodes, ROWS)):
            yield from _rows(_node(node, graph) for node in some)
            yield f"MERGE (n:Habeas {{id: row.id}}) SET n += row, n:`{label_word(type_)}`;\n"
    for kind, edges in groupby(sorted(graph.edges, key=lambda edge: edge.kind), key=lambda edge: edge.kind):
        while many := list(islice(edges, ROWS)):
            yield from _rows(_edge(edge, graph) for edge in many)
            yield "MATCH (a:Habeas {id: row.source}), (b:Habeas {id: row.target})\n"
            yield f"MERGE (a)-[r:`{kind}` {{id: row.id}}]->(b) SET r += row;\n"


def label_word(type_: str) -> str:
    """The word for a type as a label: `custody observation` is CustodyObservation."""
    return "".join(word.capitalize() for word in type_.split())


def _rows(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    yield "UNWIND [\n"
    yield from listed(map(_map, rows))
    yield "] AS row\n"


def _map(row: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{name}: {_literal(value)}" for name, value in row.items()) + "}"


def _literal(value: object) -> str:
    return as_json(value).replace("\\\\u", "\\\\\\u0075")


def _node(node: Node, graph: Graph) -> Mapping[str, object]:
    return {"id": node.id, "label": node.label, **status(node), **stated(graph.node_columns, node.values)}


def _edge(edge: Edge, graph: Graph) -> Mapping[str, object]:
    own = {"id": edge.id, "source": edge.source, "target": edge.target, "label": edge.label, "weight": edge.weight}
    return {**own, "spells": dated(edge), **stated(graph.edge_columns, edge.values)}
