"""From the lines of a view to a graph: filtered, sorted, and described in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from habeas.errors import BadChoice
from habeas.formats.graph import Column, Edge, Graph, Node
from habeas.graphs.context import Ground
from habeas.graphs.edges import Lines, Tie, by_line
from habeas.graphs.filters import trimmed
from habeas.graphs.inputs import Filters
from habeas.graphs.nodes import NODE_COLUMNS, nodes_of
from habeas.model import Ref

Ties = Callable[[Ground], Iterable[Tie]]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A way of looking at a case. `about` says in one sentence what it shows; `weight` what the weight of a line is."""

    name: str
    about: str
    ties: Ties
    alone: Callable[[Ground], Iterable[Ref]] | None = None
    directed: bool = True
    columns: tuple[Column, ...] = ()
    weight: str = "A line weighs as many independent documents as say it."


def assembled(view: View, ground: Ground) -> Graph:
    """The graph of a view, without positions. Raises BadChoice when the view of someone is asked for and nobody named."""
    filters = ground.filters
    if view.name == "ego" and filters.ego is None:
        raise BadChoice(
            where="view ego", why="nobody is named", next="Say around whom: --ego NAME, and --steps for how far."
        )
    lines = by_line(view.ties(ground))
    refs = {str(ref): ref for key in lines for ref in key[:2]}
    refs |= {str(ref): ref for ref in (view.alone(ground) if view.alone else ())}
    edges, alone = _edges(view, lines, set(refs), ground)
    shown = {end for edge in edges for end in (edge.source, edge.target)} | alone
    nodes = nodes_of((refs[name] for name in shown), edges, ground)
    nodes, edges = _renamed(nodes, edges, ground)
    title = ground.curtain.over(ground.known.title)
    return Graph(
        view=view.name,
        about=view.about,
        title=title,
        notes=tuple(_notes(view, ground, edges, nodes)),
        date=ground.known.recorded,
        base=ground.known.base,
        directed=view.directed,
        dynamic=any(edge.spells for edge in edges) or any(node.history for node in nodes),
        lang=ground.known.lang,
        node_columns=NODE_COLUMNS,
        edge_columns=_maker(view, ground, None).columns,
        nodes=tuple(nodes),
        edges=tuple(edges),
    )


def _edges(
    view: View, lines: dict[tuple[Ref, Ref, str], list[Tie]], names: set[str], ground: Ground
) -> tuple[list[Edge], set[str]]:
    """The edges asked for. Where they have only one day between them, open ends are closed: a timeline needs two days."""
    maker = _maker(view, ground, ground.filters.ongoing_until)
    edges, alone = trimmed((maker.edge(*line) for line in lines.items()), names, ground.filters)
    days = {day for edge in edges for spell in edge.spells for day in spell if day}
    if len(days) == 1 and ground.filters.ongoing_until is None and ground.last_day:
        maker = _maker(view, ground, ground.last_day)
        edges, alone = trimmed((maker.edge(*line) for line in lines.items()), names, ground.filters)
    return edges, alone if view.alone else set()


def _renamed(nodes: list[Node], edges: list[Edge], ground: Ground) -> tuple[list[Node], list[Edge]]:
    """The same with withheld names taken out of ids too, such as that of a document named after somebody."""
    new: dict[str, str] = {}
    for node in nodes:
        fit = ground.curtain.over(node.id)
        new[node.id] = fit if fit == node.id else f"{fit}-{len(new)}"
    if all(old == name for old, name in new.items()):
        return nodes, edges
    moved = [edge._replace(source=new[edge.source], target=new[edge.target]) for edge in edges]
    nodes = sorted((node._replace(id=new[node.id]) for node in nodes), key=lambda node: node.id)
    return nodes, sorted(moved, key=lambda edge: (edge.source, edge.target, edge.kind))


def _maker(view: View, ground: Ground, until: date | None) -> Lines:
    return Lines(ground.known, ground.curtain, view.columns, until)


def _notes(view: View, ground: Ground, edges: Sequence[Edge], nodes: Sequence[Node]) -> Iterator[str]:
    """What a reader must know who sees nothing but the file."""
    if not nodes:
        yield "Nothing in this case file fits, so this graph is empty."
    yield view.weight
    yield "Only claims that stand as facts make lines; dashed ones are contested, derived or only said."
    if any(edge.spells for edge in edges):
        yield "Periods are drawn as wide as the dates allow; start_text and end_text tell them as told. An open end: no end is stated."
        undated = sum(not edge.spells for edge in edges)
        yield f"Lines without a date, always shown: {undated} of {len(edges)}."
    yield f"Sensitivity: {ground.filters.sensitivity}. Claims withheld: {ground.withheld}."
    if ground.filters.redact:
        yield "People and others who must not be named stand under pseudonyms, the same in every file from this case."
    yield from map(ground.curtain.over, _asked(ground.filters))
    if ground.curtain.removed:
        yield f"Characters removed, because no file can hold them (control characters, halves of characters): {ground.curtain.removed}."


def _asked(filters: Filters) -> Iterator[str]:
    """The filters, so that nobody takes a part for the whole."""
    asked = {
        "on": "/".join(day.isoformat() if day else ".." for day in filters.on) if filters.on else "",
        "from": filters.since.isoformat() if filters.since else "",
        "to": filters.until.isoformat() if filters.until else "",
        "types": ", ".join(sorted(filters.types)),
        "relations": ", ".join(sorted(filters.relations)),
        "by": ", ".join(sorted(map(str, filters.by))),
        "at least so many sources": str(filters.min_sources) if filters.min_sources > 1 else "",
        "at least so credible": filters.credibility,
        "around": f"{filters.ego}, {filters.steps} steps" if filters.ego else "",
        "sayings": "included" if filters.sayings else "",
        "open ends drawn up to": filters.ongoing_until.isoformat() if filters.ongoing_until else "",
    }
    told = [f"{name} {value}" for name, value in asked.items() if value]
    if told:
        yield f"Narrowed to: {'; '.join(told)}."
