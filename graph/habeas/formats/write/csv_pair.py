"""Tables in one zip: nodes, edges and stays for spreadsheets and R, and a pair that Gephi reads right without asking.

All begin with the mark of UTF-8; a cell that a spreadsheet would run as a formula gets a `'` before it. The zip has no
dates of its own, so equal graphs give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from habeas.analysis.edges.stretches import BETWEEN
from habeas.formats.graph import CellValue, Edge, Graph, Node, ToldPeriod
from habeas.formats.write.csv_tables import EDGE, NODE, edge_cells, gephi_edges, gephi_nodes, table
from habeas.formats.write.encoding import STATUS_COLUMN, dated, last_word, legend, text
from habeas.formats.write.zipped import zipped

STAY: Final = (
    *("Source", "SourceLabel", "Kind", "Target", "TargetLabel", "start", "end", "certain_start", "certain_end"),
    *("start_text", "end_text", "ongoing", "claim_ids"),
)
LEGEND: Final = ("type", "color", "shape", "nodes")


def write(graph: Graph) -> Iterator[bytes]:
    """The zip in pieces: nodes.csv, edges.csv, README.txt."""
    graph = replace(graph, nodes=tuple(graph.nodes), edges=tuple(graph.edges))
    tables = (
        ("nodes.csv", _nodes(graph)),
        ("edges.csv", _edges(graph)),
        ("stays.csv", _stays(graph)),
        ("legend.csv", _legend(graph)),
        ("gephi-nodes.csv", gephi_nodes(graph)),
        ("gephi-edges.csv", gephi_edges(graph)),
        ("README.txt", _readme(graph)),
    )
    return zipped(tables)


def _nodes(graph: Graph) -> Iterator[str]:
    head = (*NODE, *(column.name for column in graph.node_columns))
    return table(chain((head,), (_node(node) for node in graph.nodes)))


def _node(node: Node) -> Sequence[CellValue]:
    return (node.id, node.label, last_word(node), *node.values)


def _edges(graph: Graph) -> Iterator[str]:
    head = (*EDGE, "spells", *(column.name for column in graph.edge_columns))
    return table(chain((head,), ((*edge_cells(edge, graph), dated(edge), *edge.values) for edge in graph.edges)))


def _stays(graph: Graph) -> Iterator[str]:
    """Every period of every line as it was told, a row each: stays, terms of office, …"""
    labels = {node.id: node.label for node in graph.nodes}
    return table(chain((STAY,), (_stay(edge, period, labels) for edge in graph.edges for period in edge.told)))


def _stay(edge: Edge, period: ToldPeriod, labels: Mapping[str, str]) -> Sequence[CellValue]:
    ends = edge.source, labels[edge.source], edge.kind, edge.target, labels[edge.target]
    return (*ends, *period[:-1], BETWEEN.join(period.claims))


def _legend(graph: Graph) -> Iterator[str]:
    """Which colour and shape the types have that are here."""
    return table(chain((LEGEND,), ((word, look.hex, look.shape, count) for word, look, count in legend(graph))))


def _readme(graph: Graph) -> Iterator[str]:
    yield f"{text(graph.title)}\n{text(graph.description)}\n\n"
    yield "In Gephi: File > Import spreadsheet, gephi-nodes.csv first, then gephi-edges.csv into the same workspace.\n"
    yield "For spreadsheets, R and pandas: nodes.csv and edges.csv; stays.csv has a row for each stay as told.\n"
    yield "A ' before = + - @ keeps spreadsheets from running the cell.\n\n"
    for name, columns in (("nodes.csv", (STATUS_COLUMN, *graph.node_columns)), ("edges.csv", graph.edge_columns)):
        yield f"{name}\n"
        yield from (f"  {column.name}: {column.about}\n" for column in columns)
