"""Rows as lines of CSV, and the pair of tables that Gephi reads right without asking.

Gephi guesses the type of a column from its first 25 rows: bare days would be taken for points in time, and the timeline
of stretches be lost (gephi/modules/ImportPlugin, AbstractImporterSpreadsheet). Here such texts stand in “ ”, rows that
have stretches come first, and Timeset, `status` and `certainty` hold them in Gephi's own form.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from habeas.formats.graph import CellValue, Column, DrawnSpell, Edge, Graph, Past, Type
from habeas.formats.write.encoding import CERTAINTY_COLUMN, certainty_of, text
from habeas.model.text import MARK_OF_UTF8, guarded

NODE: Final = ("Id", "Label", "status")
EDGE: Final = ("Source", "Target", "Type", "Id", "Label", "Weight", "Kind")
GUESSED: Final = re.compile(
    r"""[-+<>()\[\]\s,.:'"0-9TZ]*[0-9][-+<>()\[\]\s,.:'"0-9TZeEdDfFxXpP]*|true|false|NaN|[-+]?Infinity""", re.I
)
"""Texts that Gephi may take for a number, yes or no, or points in time."""


def edge_cells(edge: Edge, graph: Graph) -> tuple[CellValue, ...]:
    """What every table says of a line first."""
    way = "Directed" if graph.directed else "Undirected"
    return edge.source, edge.target, way, edge.id, edge.label, edge.weight, edge.kind


def gephi_nodes(graph: Graph) -> Iterator[str]:
    """The nodes, for Gephi."""
    head = (*NODE, *(column.name for column in graph.node_columns))
    ordered = sorted(graph.nodes, key=lambda node: not node.history)
    rows = (
        (node.id, node.label, _past(node.history), *_unguessed(node.values, graph.node_columns)) for node in ordered
    )
    return table(chain((head,), rows), escape=True)


def gephi_edges(graph: Graph) -> Iterator[str]:
    """The lines, for Gephi."""
    head = (*EDGE, "Timeset", CERTAINTY_COLUMN.name, *(column.name for column in graph.edge_columns))
    ordered = sorted(graph.edges, key=lambda edge: not edge.spells)
    return table(chain((head,), (_gephi_edge(edge, graph) for edge in ordered)), escape=True)


def _gephi_edge(edge: Edge, graph: Graph) -> Sequence[CellValue]:
    over = _timeset(edge.spells), _past(certainty_of(edge))
    return (*edge_cells(edge, graph), *over, *_unguessed(edge.values, graph.edge_columns))


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


def table(rows: Iterable[Sequence[CellValue]], *, escape: bool = False) -> Iterator[str]:
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
