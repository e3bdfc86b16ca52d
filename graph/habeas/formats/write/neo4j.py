"""Tables for `neo4j-admin database import`: one of nodes, one of relationships, each with a header that tells types.

The header follows its documentation (Operations Manual, Import): `id:ID`, `:LABEL`, `:START_ID`, `:END_ID`, `:TYPE`,
then `name:type`. Fields hold no line breaks, which the command takes only with an option, and several values of a field
stand between `;`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from habeas.analysis.edges.stretches import spells_text
from habeas.formats.graph import CellValue, Column, Edge, Graph, Node, Type
from habeas.formats.write.cypher import label_word
from habeas.formats.write.encoding import last_word, text
from habeas.formats.write.zipped import zipped

KINDS: Final = {Type.STRING: "string", Type.INTEGER: "long", Type.DOUBLE: "double", Type.BOOLEAN: "boolean"}
COMMAND: Final = "neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv neo4j\n"


def write(graph: Graph) -> Iterator[bytes]:
    """The zip in pieces."""
    graph = replace(graph, nodes=tuple(graph.nodes), edges=tuple(graph.edges))
    return zipped(
        (("nodes.csv", _nodes(graph)), ("relationships.csv", _relationships(graph)), ("README.txt", _readme(graph)))
    )


def _nodes(graph: Graph) -> Iterator[str]:
    head = ("id:ID", ":LABEL", "label:string", "status:string", *_typed(graph.node_columns))
    return _table(chain((head,), map(_node, graph.nodes)))


def _node(node: Node) -> Sequence[CellValue]:
    return node.id, f"Habeas;{label_word(node.type)}", node.label, last_word(node), *node.values


def _relationships(graph: Graph) -> Iterator[str]:
    own = ("id:string", "label:string", "weight:double", "spells:string")
    head = (":START_ID", ":END_ID", ":TYPE", *own, *_typed(graph.edge_columns))
    return _table(chain((head,), map(_relationship, graph.edges)))


def _relationship(edge: Edge) -> Sequence[CellValue]:
    ends = edge.source, edge.target, edge.kind
    return (*ends, edge.id, edge.label, edge.weight, spells_text(edge.spells) or None, *edge.values)


def _typed(columns: Iterable[Column]) -> Iterator[str]:
    return (f"{column.name}:{KINDS[column.type]}" for column in columns)


def _table(rows: Iterable[Sequence[CellValue]]) -> Iterator[str]:
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([_cell(value) for value in row])
        yield line.getvalue()


def _cell(value: CellValue) -> str:
    return " ".join(text(value).split()) if isinstance(value, str) else text(value)


def _readme(graph: Graph) -> Iterator[str]:
    yield f"{text(graph.title)}\n{text(graph.description)}\n\n"
    yield f"Into a new, empty database:\n\n    {COMMAND}\n"
    yield "Every node has the label Habeas and that of its type. An empty field is a property that is not there.\n"
