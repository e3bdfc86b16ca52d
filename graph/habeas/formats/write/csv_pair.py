"""A table of nodes and a table of edges in one zip, for spreadsheets, R and Gephi's spreadsheet import.

The tables begin with the mark of UTF-8; a cell that a spreadsheet would run as a formula gets a `'` before it. The
column Timeset holds stretches of days in
Gephi's own form; Kind becomes the kind of edge there. The zip has no dates of its own, so equal graphs give equal
bytes.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from habeas.formats.graph import CellValue, DrawnSpell, Edge, Graph, Node
from habeas.formats.write.encoding import STATUS_COLUMN, encoded, last_word, text
from habeas.model.text import MARK_OF_UTF8, guarded

NODE: Final = ("Id", "Label", "status")
EDGE: Final = ("Source", "Target", "Type", "Id", "Label", "Weight", "Kind", "Timeset")
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
    tables = (("nodes.csv", _nodes(graph)), ("edges.csv", _edges(graph)), ("README.txt", _readme(graph)))
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
    head = (*EDGE, *(column.name for column in graph.edge_columns))
    way = "Directed" if graph.directed else "Undirected"
    return _table(chain((head,), (_edge(edge, way) for edge in graph.edges)))


def _edge(edge: Edge, way: str) -> Sequence[CellValue]:
    own = (edge.source, edge.target, way, edge.id, edge.label, edge.weight, edge.kind, _timeset(edge.spells))
    return (*own, *edge.values)


def _timeset(spells: Iterable[DrawnSpell]) -> str | None:
    found = "; ".join(f"[{spell.start or '-Infinity'}, {spell.end or 'Infinity'}]" for spell in spells)
    return f"<{found}>" if found else None


def _table(rows: Iterable[Sequence[CellValue]]) -> Iterator[str]:
    yield MARK_OF_UTF8
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(map(cell, row))
        yield line.getvalue()


def cell(value: CellValue) -> str:
    """A value as a cell that no spreadsheet runs."""
    return guarded(text(value)) if isinstance(value, str) else text(value)


def _readme(graph: Graph) -> Iterator[str]:
    yield f"{text(graph.title)}\n{text(graph.description)}\n\n"
    yield "In Gephi: File > Import spreadsheet, nodes.csv first, then edges.csv into the same workspace.\n"
    yield "A ' before = + - @ keeps spreadsheets from running the cell.\n\n"
    for name, columns in (("nodes.csv", (STATUS_COLUMN, *graph.node_columns)), ("edges.csv", graph.edge_columns)):
        yield f"{name}\n"
        yield from (f"  {column.name}: {column.about}\n" for column in columns)
