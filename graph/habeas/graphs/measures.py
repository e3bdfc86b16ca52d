"""Measures of a view, with networkx: who has many lines, who stands between others, who belongs together.

They measure the file, not the world: somebody of whom much is said stands in the middle. Each says in one sentence
what it does and does not mean. On large graphs betweenness is calculated from some of the nodes, drawn with a fixed
seed, and communities by labels passed between neighbours; the sentence then says so. networkx hands the work to a
faster backend where one is installed and chosen (`NETWORKX_BACKEND_PRIORITY`); figures may then differ in the last
places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from random import Random
from typing import Any, Final

from habeas.formats.graph import CellValue, Column, Graph, Type

SEED: Final = 7
WORK_MOST: Final = 4_000_000
"""Nodes times lines up to which betweenness is exact: some seconds."""
LOUVAIN_MOST: Final = 30_000
"""Lines up to which communities are found by Louvain's method."""
DAMPING: Final = 0.85
ROUNDS: Final = 100
CLOSE_ENOUGH: Final = 1e-9
PLACES: Final = 6

OnProgress = Callable[[str], None]
Values = Mapping[int, CellValue]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A view for networkx, its nodes as numbers in order, so that equal graphs give equal figures."""

    graph: Any
    officials: tuple[int, ...]
    facilities: tuple[int, ...]

    @property
    def sample(self) -> int | None:
        """From how many nodes betweenness is calculated; None: from all of them."""
        nodes, lines = self.graph.number_of_nodes(), max(self.graph.number_of_edges(), 1)
        return None if nodes * lines <= WORK_MOST else max(min(WORK_MOST // lines, nodes), 16)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its column, and how it is calculated."""

    column: Column
    calculate: Callable[[Numbered], Values]

    @property
    def name(self) -> str:
        """Its name and the name of its column."""
        return self.column.name


def networkx() -> Any:
    """networkx, which takes a quarter of a second to import: fetched when something is measured and not before."""
    return import_module("networkx")


def numbered(view: Graph) -> Numbered:
    """A view as a simple undirected networkx graph; its officials are the people who hold or held a post."""
    nx = networkx()
    number = {node.id: at for at, node in enumerate(view.nodes)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(number)))
    posts = set()
    for edge in view.edges:
        if edge.source != edge.target:
            graph.add_edge(number[edge.source], number[edge.target])
        if edge.kind in {"holdsPost", "leads"}:
            posts.add(number[edge.source])
    facilities = tuple(at for id_, at in number.items() if id_.startswith("facility:"))
    return Numbered(graph, tuple(sorted(posts)), facilities)


def _rounded(found: Mapping[int, float]) -> Values:
    return {node: round(float(value), PLACES) for node, value in found.items()}


def _neighbours(found: Numbered) -> Values:
    return dict(found.graph.degree())


def _betweenness(found: Numbered) -> Values:
    if found.graph.number_of_nodes() == 0:
        return {}
    return _rounded(networkx().betweenness_centrality(found.graph, k=found.sample, seed=SEED))


def _bridge(found: Numbered) -> Values:
    """Betweenness on the shortest ways from officials to facilities only; from some officials where there are many."""
    most = found.sample or len(found.officials)
    sources = sorted(Random(SEED).sample(found.officials, min(most, len(found.officials))))  # noqa: S311 not a secret
    if not sources or not found.facilities:
        return dict.fromkeys(found.graph, 0.0)
    between = networkx().betweenness_centrality_subset(found.graph, sources, list(found.facilities))
    ways = (
        len(sources) * len(found.facilities) / 2
    )  # networkx halves every undirected way, as if it were counted from both ends
    return _rounded({node: value / ways for node, value in between.items()})


def _pagerank(found: Numbered) -> Values:
    """By repeated passing on of weight; networkx's own needs a further library for this."""
    graph, count = found.graph, found.graph.number_of_nodes()
    rank = dict.fromkeys(graph, 1 / count) if count else {}
    alone = [node for node, degree in graph.degree() if degree == 0]
    for _ in range(ROUNDS):
        lost = sum(rank[node] for node in alone) / max(count, 1)
        share = {node: rank[node] / degree for node, degree in graph.degree() if degree}
        new = {
            node: (1 - DAMPING) / count + DAMPING * (lost + sum(share[other] for other in graph[node]))
            for node in graph
        }
        moved = sum(abs(new[node] - rank[node]) for node in graph)
        rank = new
        if moved < CLOSE_ENOUGH:
            break
    return _rounded(rank)


def _community(found: Numbered) -> Values:
    graph = found.graph
    if graph.number_of_edges() > LOUVAIN_MOST:
        groups = networkx().community.fast_label_propagation_communities(graph, seed=SEED)
    else:
        groups = networkx().community.louvain_communities(graph, seed=SEED) if graph else []
    return _by_size(groups)


def _component(found: Numbered) -> Values:
    return _by_size(networkx().connected_components(found.graph))


def _by_size(groups: Iterable[set[int]]) -> Values:
    """Groups numbered from 1, the largest first."""
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    return {node: number for number, group in enumerate(ordered, start=1) for node in group}


DOUBLE, INTEGER = Type.DOUBLE, Type.INTEGER
MEASURES: Final = (
    Measure(
        Column(
            "neighbours",
            INTEGER,
            "To how many others it has a line: how much was recorded, not how much it matters.",
        ),
        _neighbours,
    ),
    Measure(
        Column(
            "betweenness",
            DOUBLE,
            "How often it lies on a shortest way between two others: a place to look, not proof of a role.",
        ),
        _betweenness,
    ),
    Measure(
        Column(
            "pagerank",
            DOUBLE,
            "How often one would come by when walking along lines at random: being mentioned, not being in command.",
        ),
        _pagerank,
    ),
    Measure(
        Column(
            "bridge",
            DOUBLE,
            "How often it lies on a shortest way from people with a post to facilities: "
            "a question to ask, not an order given.",
        ),
        _bridge,
    ),
    Measure(
        Column(
            "community",
            INTEGER,
            "A group with more lines inside than to the outside, 1 the largest: tied in this file, no body of its own.",
        ),
        _community,
    ),
    Measure(
        Column(
            "component",
            INTEGER,
            "The part of the graph one can reach along lines, 1 the largest: no line here does not mean no tie.",
        ),
        _component,
    ),
)


def figures(view: Graph, progress: OnProgress | None = None) -> Iterator[tuple[Measure, Values]]:
    """Every measure with its value for each node, by the node's place in the view."""
    found = numbered(view)
    for measure in MEASURES:
        if progress:
            progress(measure.name)
        yield measure, measure.calculate(found)


def measured(view: Graph, progress: OnProgress | None = None) -> Graph:
    """The view with a column for every measure, and a note where some were estimated."""
    nodes = list(view.nodes)
    columns = dict(figures(view, progress))
    added = [tuple(values.get(at) for values in columns.values()) for at in range(len(nodes))]
    return replace(
        view,
        node_columns=(*view.node_columns, *(measure.column for measure in columns)),
        nodes=tuple(node._replace(values=(*node.values, *more)) for node, more in zip(nodes, added, strict=True)),
        notes=(*view.notes, *estimates(view)),
    )


def estimates(view: Graph) -> Iterator[str]:
    """What of the measures is an estimate, because the graph is large."""
    found = numbered(view)
    if found.sample is not None:
        yield f"betweenness and bridge are estimated from {found.sample} of {found.graph.number_of_nodes()} nodes."
    if found.graph.number_of_edges() > LOUVAIN_MOST:
        yield "communities are found by passing labels between neighbours, a quick and rough way."


def as_networkx(view: Graph) -> Any:
    """The view as a networkx MultiDiGraph or MultiGraph: columns as attributes, kind as key, stretches of days as
    pairs."""
    nx = networkx()
    graph = nx.MultiDiGraph() if view.directed else nx.MultiGraph()
    graph.graph.update(name=view.title, view=view.view, description=view.description)
    names = [column.name for column in view.node_columns]
    for node in view.nodes:
        stated = {name: value for name, value in zip(names, node.values, strict=True) if value is not None}
        history = {"status": tuple(map(tuple, node.history))} if node.history else {}
        graph.add_node(node.id, label=node.label, **stated, **history)
    names = [column.name for column in view.edge_columns]
    for edge in view.edges:
        stated = {name: value for name, value in zip(names, edge.values, strict=True) if value is not None}
        own = {"kind": edge.kind, "label": edge.label, "weight": edge.weight, "spells": tuple(map(tuple, edge.spells))}
        graph.add_edge(edge.source, edge.target, key=edge.kind, **own, **stated)
    return graph
