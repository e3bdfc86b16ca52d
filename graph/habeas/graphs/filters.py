"""The reader's filters on lines: each only takes away."""

from __future__ import annotations

from collections.abc import Iterable

from habeas.formats.graph import Edge
from habeas.graphs.edges import BETWEEN, EDGE_COLUMNS
from habeas.graphs.inputs import Filters
from habeas.graphs.time import meets

_AT = {column.name: number for number, column in enumerate(EDGE_COLUMNS)}


def trimmed(edges: Iterable[Edge], alone: set[str], filters: Filters) -> tuple[list[Edge], set[str]]:
    """The lines that pass every filter, and the names that may stand without any line."""
    kept = [edge for edge in edges if passes(edge, filters)]
    if filters.ego:
        centre = str(filters.ego)
        near = _near(centre, kept, filters.steps)
        return [edge for edge in kept if {edge.source, edge.target} <= near], {centre} & alone
    return kept, set() if filters.narrows_lines else alone


def passes(edge: Edge, filters: Filters) -> bool:
    """True when a line fits the days, the kinds and the number of documents asked for."""
    ways = {edge.kind, *str(edge.values[_AT["predicate"]]).split(BETWEEN)}
    ends = {edge.source.partition(":")[0], edge.target.partition(":")[0]}
    return (
        meets(edge.spells, *(filters.on or (None, None)))
        and meets(edge.spells, filters.since, filters.until)
        and (not filters.relations or bool(filters.relations & ways))
        and (not filters.types or ends <= filters.types)
        and int(edge.values[_AT["n_sources"]] or 0) >= filters.min_sources
    )


def _near(centre: str, edges: Iterable[Edge], steps: int) -> set[str]:
    """The nodes within so many lines of one, in either direction."""
    neighbours: dict[str, set[str]] = {centre: set()}
    for edge in edges:
        neighbours.setdefault(edge.source, set()).add(edge.target)
        neighbours.setdefault(edge.target, set()).add(edge.source)
    found = rim = {centre}
    for _ in range(steps):
        rim = {other for node in rim for other in neighbours[node]} - found
        found = found | rim
    return found
