"""Kept lines and people as they are written in a file of a graph (`kept.edges` keeps them, decision 170)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Protocol

from habeas.storage.kept.edge_rows import KeptEdge, KeptNode, edge_decoder, node_decoder

LineText = tuple[bytes, bytes, bytes]
NodeText = tuple[bytes, bytes]


class GraphText(Protocol):
    """How lines and people are written in a file of a graph, as far as that can be done without a reader."""

    def line(self, edge: KeptEdge) -> LineText:
        """A line: up to what it is called, up to the speakers, the rest; empty where more depends on the reader."""

    def person(self, name: str, node: KeptNode, lines: int) -> NodeText:
        """A person with so many lines: up to their place, and the rest; empty for the same reason."""


TextRow = tuple[str, str, str, str, str, bytes, bytes, bytes]
"""Source, target, kind, speakers, claims, and the three parts of the text."""


DATED, UNWRITTEN = 1, 2
"""What `dated` of a line is made of: it has days; its text depends on the reader, so that none is kept."""


def line_ends(db: sqlite3.Connection, audience: int) -> Iterator[tuple[str, str, str, int, str]]:
    """Source, target and kind of every line, in order; what is to be known of its text; its speakers."""
    sql = """SELECT source, target, kind, dated, speakers FROM kept_edges INDEXED BY kept_edges_in_order
        WHERE audience IN (0, ?) ORDER BY source, target, kind"""
    return db.execute(sql, (audience,))


def line_texts(db: sqlite3.Connection, audience: int) -> Iterator[TextRow]:
    """Every line as it is written, in order."""
    sql = """SELECT source, target, kind, speakers, claims, begin, middle, rest FROM kept_edges
        WHERE audience IN (0, ?) ORDER BY source, target, kind"""
    return db.execute(sql, (audience,))


def line_of(db: sqlite3.Connection, line: tuple[str, str, str], audience: int) -> KeptEdge:
    """One line, by source, target and kind, with all that is told of it."""
    sql = "SELECT body FROM kept_edges WHERE source = ? AND target = ? AND kind = ? AND audience IN (0, ?)"
    found: KeptEdge = edge_decoder.decode(db.execute(sql, (*line, audience)).fetchone()[0])
    return found


def people_texts(db: sqlite3.Connection, audience: int) -> Iterator[tuple[str, tuple[int, bytes, bytes]]]:
    """Everybody on a line: whether their status over time is told, and how they are written."""
    sql = "SELECT person, dated, begin, rest FROM kept_edge_people WHERE audience IN (0, ?) ORDER BY person"
    return ((person, (dated, begin, rest)) for person, dated, begin, rest in db.execute(sql, (audience,)))


def person_of(db: sqlite3.Connection, name: str, audience: int) -> KeptNode:
    """One person with all that is told."""
    sql = "SELECT body FROM kept_edge_people WHERE person = ? AND audience IN (0, ?)"
    found: KeptNode = node_decoder.decode(db.execute(sql, (name, audience)).fetchone()[0])
    return found
