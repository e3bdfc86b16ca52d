"""Tables in one zip: nodes, edges and stays for spreadsheets and R, and a pair that Gephi reads right without asking.

All begin with the mark of UTF-8; a cell that a spreadsheet would run as a formula gets a `'` before it. Gephi guesses
the type of a column from its first 25 rows: bare days would be taken for points in time, and the timeline of stretches
be lost (gephi/modules/ImportPlugin, AbstractImporterSpreadsheet). In its pair such texts stand in “ ”, rows that have
stretches come first, and Timeset, `status` and `certainty` hold them in Gephi's own form. The zip has no dates of its
own, so equal graphs give equal bytes.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from habeas.analysis.edges.stretches import BETWEEN
from habeas.formats.graph import CellValue, Column, DrawnSpell, Edge, Graph, Node, Past, ToldPeriod, Type
from habeas.formats.write.encoding import (
    CERTAINTY_COLUMN,
    STATUS_COLUMN,
    certainty_of,
    dated,
    encoded,
    last_word,
    legend,
    text,
)
from habeas.model.text import MARK_OF_UTF8, guarded

NODE: Final = ("Id", "Label", "status")
EDGE: Final = ("Source", "Target", "Type", "Id", "Label", "Weight", "Kind")
STAY: Final = (
    *("Source", "SourceLabel", "Kind", "Target", "TargetLabel", "start", "end", "certain_start", "certain_end"),
    *("start_text", "end_text", "ongoing", "claim_ids"),
)
LEGEND: Final = ("type", "color", "shape", "nodes")
GUESSED: Final = re.compile(
    r"""[-+<>()\[\]\s,.:'"0-9TZ]*[0-9][-+<>()\[\]\s,.:'"0-9TZeEdDfFxXpP]*|true|false|NaN|[-+]?Infinity""", re.I
)
"""Texts that Gephi may take for a number, yes or no, or points in time."""
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can hold."""


class _Pipe(io.RawIOBase):
    """What is written in at one end is taken out at the other."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._waiting.append(piece)
        return len(piece)

    def take(self) -> bytes:
        """What was written since the last time."""
        found, self._waiting = b"".join(self._waiting), []
        return found


def write(graph: Graph) -> Iterator[bytes]:
    """The zip in pieces: nodes.csv, edges.csv, README.txt."""
    pipe = _Pipe()
    graph = replace(graph, nodes=tuple(graph.nodes), edges=tuple(graph.edges))
    tables = (
        ("nodes.csv", _nodes(graph)),
        ("edges.csv", _edges(graph)),
        ("stays.csv", _stays(graph)),
        ("legend.csv", _legend(graph)),
        ("gephi-nodes.csv", _gephi_nodes(graph)),
        ("gephi-edges.csv", _gephi_edges(graph)),
        ("README.txt", _readme(graph)),
    )
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, parts in tables:
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with archive.open(info, "w") as entry:
                for piece in encoded(parts):
                    entry.write(piece)
                    yield pipe.take()
            yield pipe.take()
    yield pipe.take()


def _nodes(graph: Graph) -> Iterator[str]:
    head = (*NODE, *(column.name for column in graph.node_columns))
    return _table(chain((head,), (_node(node) for node in graph.nodes)))


def _node(node: Node) -> Sequence[CellValue]:
    return (node.id, node.label, last_word(node), *node.values)


def _edges(graph: Graph) -> Iterator[str]:
    head = (*EDGE, "spells", *(column.name for column in graph.edge_columns))
    return _table(chain((head,), ((*_edge(edge, graph), dated(edge), *edge.values) for edge in graph.edges)))


def _edge(edge: Edge, graph: Graph) -> tuple[CellValue, ...]:
    way = "Directed" if graph.directed else "Undirected"
    return edge.source, edge.target, way, edge.id, edge.label, edge.weight, edge.kind


def _stays(graph: Graph) -> Iterator[str]:
    """Every period of every line as it was told, a row each: stays, terms of office, …"""
    labels = {node.id: node.label for node in graph.nodes}
    return _table(chain((STAY,), (_stay(edge, period, labels) for edge in graph.edges for period in edge.told)))


def _stay(edge: Edge, period: ToldPeriod, labels: Mapping[str, str]) -> Sequence[CellValue]:
    ends = edge.source, labels[edge.source], edge.kind, edge.target, labels[edge.target]
    return (*ends, *period[:-1], BETWEEN.join(period.claims))


def _legend(graph: Graph) -> Iterator[str]:
    """Which colour and shape the types have that are here."""
    return _table(chain((LEGEND,), ((word, look.hex, look.shape, count) for word, look, count in legend(graph))))


# -- the pair for Gephi


def _gephi_nodes(graph: Graph) -> Iterator[str]:
    head = (*NODE, *(column.name for column in graph.node_columns))
    ordered = sorted(graph.nodes, key=lambda node: not node.history)
    rows = (
        (node.id, node.label, _past(node.history), *_unguessed(node.values, graph.node_columns)) for node in ordered
    )
    return _table(chain((head,), rows), escape=True)


def _gephi_edges(graph: Graph) -> Iterator[str]:
    head = (*EDGE, "Timeset", CERTAINTY_COLUMN.name, *(column.name for column in graph.edge_columns))
    ordered = sorted(graph.edges, key=lambda edge: not edge.spells)
    return _table(chain((head,), (_gephi_edge(edge, graph) for edge in ordered)), escape=True)


def _gephi_edge(edge: Edge, graph: Graph) -> Sequence[CellValue]:
    over = _timeset(edge.spells), _past(certainty_of(edge))
    return (*_edge(edge, graph), *over, *_unguessed(edge.values, graph.edge_columns))


def _unguessed(values: Iterable[CellValue], columns: Iterable[Column]) -> Iterator[CellValue]:
    """The values so that the guess of each column is what the column holds."""
    for value, column in zip(values, columns, strict=True):
        if isinstance(value, str) and GUESSED.fullmatch(value.strip()):
            yield f"“{value.strip()}”"
        else:
            yield repr(float(value)) if column.type is Type.DOUBLE and value is not None else value


def _timeset(spells: Iterable[DrawnSpell]) -> str | None:
    found = "; ".join(f"[{spell.start or '-Infinity'}, {spell.end or 'Infinity'}]" for spell in spells)
    return f"<{found}>" if found else None


def _past(history: Iterable[Past]) -> str | None:
    """Values over time, in Gephi's form."""
    found = "; ".join(f"[{past.start or '-Infinity'}, {past.end or 'Infinity'}, {past.value}]" for past in history)
    return f"<{found}>" if found else None


def _table(rows: Iterable[Sequence[CellValue]], *, escape: bool = False) -> Iterator[str]:
    """Rows as lines. `escape`: Gephi reads a backslash as the beginning of an escape."""
    yield MARK_OF_UTF8
    for row in rows:
        line = io.StringIO()
        cells = map(cell, row)
        csv.writer(line, lineterminator="\r\n").writerow(
            [each.replace("\\", "\\\\") for each in cells] if escape else cells
        )
        yield line.getvalue()


def cell(value: CellValue) -> str:
    """A value as a cell that no spreadsheet runs."""
    return guarded(text(value)) if isinstance(value, str) else text(value)


def _readme(graph: Graph) -> Iterator[str]:
    yield f"{text(graph.title)}\n{text(graph.description)}\n\n"
    yield "In Gephi: File > Import spreadsheet, gephi-nodes.csv first, then gephi-edges.csv into the same workspace.\n"
    yield "For spreadsheets, R and pandas: nodes.csv and edges.csv; stays.csv has a row for each stay or term as told.\n"
    yield "A ' before = + - @ keeps spreadsheets from running the cell.\n\n"
    for name, columns in (("nodes.csv", (STATUS_COLUMN, *graph.node_columns)), ("edges.csv", graph.edge_columns)):
        yield f"{name}\n"
        yield from (f"  {column.name}: {column.about}\n" for column in columns)
