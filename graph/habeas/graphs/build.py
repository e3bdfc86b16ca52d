"""From the lines of a view to a graph: filtered, sorted, with columns for nodes and sentences for the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from habeas.analysis.edges.edges import Denials, EdgeKey, EdgePart, by_line, edge_facts
from habeas.analysis.edges.stretches import BETWEEN, meets
from habeas.analysis.sites import SitePosition, Sites
from habeas.errors import BadChoice, with_options
from habeas.formats.graph import CellValue, Column, Edge, Graph, Node, Type
from habeas.graphs.context import NODE_COLUMNS, Context, ViewSpec, nodes_of
from habeas.graphs.edges import EDGE_COLUMNS, EdgeBuilder
from habeas.graphs.inputs import Alias, CaseInfo, Filters
from habeas.model.masking import TextMasker
from habeas.model.values import Ref

Lines = dict[EdgeKey, list[EdgePart]]

HELD_WITH: Final = "heldWith"
"""The line of two people held together: the place is no end of it, and was looked at when it was made."""
_AT: Final = {column.name: number for number, column in enumerate(EDGE_COLUMNS)}


class Surroundings(Protocol):
    """What a finished graph is told about, whoever made its nodes and edges."""

    @property
    def filters(self) -> Filters:
        """What was asked for."""

    @property
    def masker(self) -> TextMasker:
        """Makes texts fit to leave."""

    @property
    def withheld(self) -> int:
        """How many claims were left out for safety."""

    @property
    def about(self) -> CaseInfo:
        """Of which case it is."""

    @property
    def alias(self) -> Alias | None:
        """The pseudonyms of the case."""

    @property
    def sites(self) -> Sites:
        """Where places lie."""


def build(view: ViewSpec, context: Context) -> Graph:
    """The graph of a view, without positions. Raises BadChoice when the view of someone is asked for and nobody
    named."""
    if view.name == "ego" and context.filters.ego is None:
        raise BadChoice(
            where="view ego",
            why="nobody is named",
            next=with_options("Say around whom: {ego} NAME, and {steps} for how far."),
        )
    lines = by_line(view.parts(context))
    refs = {str(ref): ref for key in lines for ref in key[:2]}
    refs |= {str(ref): ref for ref in (view.alone(context) if view.alone else ())}
    edges, alone = _edges(view, lines, set(refs), context)
    shown = {end for edge in edges for end in (edge.source, edge.target)} | alone
    return finished(view, nodes_of((refs[name] for name in shown), edges, context), edges, context)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many nodes, lines, and lines without a date a graph has; whether anything in it changes over time, and
    whether it is known of any node where it lies."""

    nodes: int
    edges: int
    undated: int
    dynamic: bool
    located: bool = False


def finished(view: ViewSpec, nodes: list[Node], edges: list[Edge], of: Surroundings) -> Graph:
    """The graph of these nodes and edges, both sorted, with everything that a reader must know."""
    nodes, is_located = located(nodes, of)
    nodes, edges = _masked_ids(nodes, edges, of)
    undated = sum(not edge.spells for edge in edges)
    dynamic = undated < len(edges) or any(node.history for node in nodes)
    graph = frame(view, Totals(len(nodes), len(edges), undated, dynamic, is_located), of)
    return replace(graph, nodes=tuple(nodes), edges=tuple(edges))


def frame(view: ViewSpec, totals: Totals, of: Surroundings) -> Graph:
    """A graph without its nodes and edges: everything that a reader must know."""
    about = of.about
    return Graph(
        view=view.name,
        about=view.about,
        title=of.masker.mask(about.title),
        notes=tuple(_notes(view, of, totals)),
        date=about.recorded,
        base=about.base,
        directed=view.directed,
        dynamic=totals.dynamic,
        lang=about.lang,
        node_columns=(*NODE_COLUMNS, *POSITION_COLUMNS) if totals.located else NODE_COLUMNS,
        edge_columns=(*EDGE_COLUMNS, *view.columns),
    )


# -- where nodes lie


POSITION_COLUMNS: Final = (
    Column("latitude", Type.DOUBLE, "where it lies, in degrees (WGS 84)"),
    Column("longitude", Type.DOUBLE, "where it lies, in degrees (WGS 84)"),
    Column("within_metres", Type.INTEGER, "how far off these may be, as far as that is told"),
    Column("position_of", Type.STRING, "whose coordinates these are: its own, or those of a larger place it lies in"),
)
"""Only in graphs that have a node of which it is known."""


def located(nodes: Iterable[Node], of: Surroundings) -> tuple[list[Node], bool]:
    """The nodes with where they lie, where that is known of any; else as they are."""
    found = [(node, of.sites.of(node.id)) for node in nodes]
    if not any(at for _, at in found):
        return [node for node, _ in found], False
    return [node._replace(values=(*node.values, *position_values(at, of.masker))) for node, at in found], True


def position_values(at: SitePosition | None, masker: TextMasker) -> tuple[CellValue, ...]:
    """The values of POSITION_COLUMNS."""
    if at is None:
        return (None,) * len(POSITION_COLUMNS)
    return at.point.lat, at.point.lon, at.point.within, masker.mask(at.of)


# -- edges


def _edges(view: ViewSpec, lines: Lines, names: set[str], context: Context) -> tuple[list[Edge], set[str]]:
    """The edges asked for. Where they have only one day between them, open ends are closed: a timeline needs two
    days."""
    edges, alone = _filtered(view, lines, names, context, context.filters.ongoing_until)
    days = {day for edge in edges for spell in edge.spells for day in spell if day}
    if len(days) == 1 and context.filters.ongoing_until is None and context.last_day:
        edges, alone = _filtered(view, lines, names, context, context.last_day)
    return edges, alone if view.alone else set()


def _filtered(
    view: ViewSpec, lines: Lines, names: set[str], context: Context, until: date | None
) -> tuple[list[Edge], set[str]]:
    """The lines that pass every filter, and the names that may stand without any line."""
    filters, inputs = context.filters, context.inputs
    builder = EdgeBuilder(inputs, context.masker, disputed=inputs.disputed, lang=inputs.lang, extra=view.columns)
    extra, denials = [column.name for column in view.columns], Denials(context.reads)
    every = (edge_facts(*line, denials, until=until, extra=extra) for line in lines.items())
    if view.weigh:
        every = (facts._replace(weight=view.weigh(facts, context)) for facts in every)
    kept = [edge for edge in map(builder.edge, every) if passes(edge, filters)]
    return around(kept, names, filters)


def around(edges: list[Edge], names: set[str], filters: Filters) -> tuple[list[Edge], set[str]]:
    """The lines near whoever is in the middle, and the names that may stand without any line."""
    if not filters.ego:
        return edges, set() if filters.narrows_lines else names
    centre = str(filters.ego)
    near = _near(centre, edges, filters.steps)
    return [edge for edge in edges if {edge.source, edge.target} <= near], {centre} & names


def passes(edge: Edge, filters: Filters) -> bool:
    """True when a line fits the days, the kinds and the number of documents asked for."""
    if not filters.narrows_lines:
        return True
    ways = {edge.kind, *str(edge.values[_AT["relations"]]).split(BETWEEN)}
    ends = {edge.source.partition(":")[0], edge.target.partition(":")[0]}
    return (
        meets(edge.spells, *(filters.on or (None, None)))
        and meets(edge.spells, filters.since, filters.until)
        and (not filters.relations or bool(filters.relations & ways))
        and (not filters.types or ends <= filters.types)
        and (
            not filters.at or edge.kind == HELD_WITH or not {edge.source, edge.target}.isdisjoint(map(str, filters.at))
        )
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
        if not rim:
            break
        rim = {other for node in rim for other in neighbours[node]} - found
        found = found | rim
    return found


# -- nodes


def _masked_ids(nodes: list[Node], edges: list[Edge], of: Surroundings) -> tuple[list[Node], list[Edge]]:
    """The same with withheld names taken out of ids too, such as that of a document named after somebody.

    The pseudonym behind them tells such ids apart, and is the same in every file from one case. Numbers do, where
    values come without the key of a case.
    """
    new: dict[str, str] = {}
    for node in nodes:
        fit = of.masker.mask(node.id)
        if fit != node.id:
            kind, _, slug = node.id.partition(":")
            fit = f"{fit}-{of.alias(Ref(kind, slug)) if of.alias else len(new)}"
        new[node.id] = fit
    if all(old == name for old, name in new.items()):
        return nodes, edges
    moved = [edge._replace(source=new[edge.source], target=new[edge.target]) for edge in edges]
    nodes = sorted((node._replace(id=new[node.id]) for node in nodes), key=lambda node: node.id)
    return nodes, sorted(moved, key=lambda edge: (edge.source, edge.target, edge.kind))


# -- what a reader must know


def _notes(view: ViewSpec, of: Surroundings, totals: Totals) -> Iterator[str]:
    """What a reader must know who sees nothing but the file."""
    filters, masker = of.filters, of.masker
    if not totals.nodes:
        yield "Nothing in this case file fits, so this graph is empty."
    yield view.weight
    yield "Only claims that stand as facts make lines; dashed ones are contested, derived or only said."
    if totals.undated < totals.edges:
        yield (
            "Periods are drawn as wide as the dates allow; start_text and end_text tell them as told. "
            "An open end: no end is stated."
        )
        yield f"Lines without a date, always shown: {totals.undated} of {totals.edges}."
    yield f"Sensitivity: {filters.sensitivity}. Claims withheld: {of.withheld}."
    if filters.redact:
        yield "People and others who must not be named stand under pseudonyms, the same in every file from this case."
    yield from map(masker.mask, filters.sentences())
    if masker.removed:
        told = "Characters removed, because no file can hold them (control characters, halves of characters)"
        yield f"{told}: {masker.removed}."


def most_connected(graph: Graph, most: int) -> Graph:
    """So many nodes, those with the most lines first, and the lines between them; 0 keeps all.

    The notes say what was left out. For a graph that is too large to draw: nobody can see anybody in a crowd of fifty
    thousand.
    """
    nodes, edges = tuple(graph.nodes), tuple(graph.edges)
    if not most or len(nodes) <= most:
        return graph
    lines = Counter(end for edge in edges for end in {edge.source, edge.target})
    kept = {node.id for node in sorted(nodes, key=lambda node: (-lines[node.id], node.id))[:most]}
    shown = tuple(node for node in nodes if node.id in kept)
    drawn = tuple(edge for edge in edges if edge.source in kept and edge.target in kept)
    left = (len(nodes) - len(shown), len(edges) - len(drawn))
    note = (
        f"Only the {len(shown)} best connected of {len(nodes)} nodes are here, and {len(drawn)} of {len(edges)} lines."
    )
    return replace(graph, nodes=shown, edges=drawn, left_out=left, notes=(*graph.notes, note))
