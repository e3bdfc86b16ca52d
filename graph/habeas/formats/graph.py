"""Nodes and edges, ready to be written: what every view gives and every writer takes.

from habeas.analysis.edges.stretches import DrawnSpell, Past, ToldPeriod
A graph is sorted: nodes by id, edges by source, target and kind, each once. So a writer needs no memory of what it
wrote, and equal cases give equal bytes. Values stand in the order of the columns; None means not stated, never no.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from habeas.analysis.edges.stretches import DrawnSpell, Past, ToldPeriod

__all__ = ["CellValue", "Column", "DrawnSpell", "Edge", "Graph", "Node", "Past", "ToldPeriod", "Type"]

CellValue = str | int | float | bool | None


class Type(StrEnum):
    """What a column holds. Dates are text: graph programs have no type for them that all of them keep."""

    STRING = "string"
    INTEGER = "integer"
    DOUBLE = "double"
    BOOLEAN = "boolean"


class Column(NamedTuple):
    """A column: its name, what it holds, and one sentence on what that means."""

    name: str
    type: Type
    about: str


class Node(NamedTuple):
    """Something in the graph. `type` decides colour and shape; `history` is its status over time, oldest first."""

    id: str
    label: str
    type: str
    values: tuple[CellValue, ...]
    history: tuple[Past, ...] = ()
    x: float = 0.0
    y: float = 0.0
    size: float = 10.0


class Edge(NamedTuple):
    """A line. There is one for each source, target and kind; `spells` are disjoint and in order, and so are the
    `certain` ones, each within a spell. `told` are the periods as they were told. `dashed`: contested or derived."""

    source: str
    target: str
    kind: str
    label: str
    weight: float
    values: tuple[CellValue, ...]
    spells: tuple[DrawnSpell, ...] = ()
    dashed: bool = False
    certain: tuple[DrawnSpell, ...] = ()
    told: tuple[ToldPeriod, ...] = ()

    @property
    def id(self) -> str:
        """A name that stays when other edges come or go."""
        return f"{self.source}|{self.kind}|{self.target}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A view of a case file. `about` says in one sentence what it shows; `notes` what was left out and how to read it.

    `nodes` and `edges` may be any iterables; only the writers that need one pass take them as they come.
    """

    view: str
    about: str
    title: str = ""
    notes: tuple[str, ...] = ()
    date: str = ""
    base: str = ""
    directed: bool = True
    dynamic: bool = False
    lang: str = ""
    node_columns: tuple[Column, ...] = ()
    edge_columns: tuple[Column, ...] = ()
    nodes: Iterable[Node] = ()
    edges: Iterable[Edge] = ()
    left_out: tuple[int, int] = (0, 0)
    """Nodes and lines that were there and are not here (graphs/build.py)."""

    @property
    def description(self) -> str:
        """Everything a reader should know, as one text."""
        return " ".join((self.about, *self.notes))
