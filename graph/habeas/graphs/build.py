"""From the lines of a view to a graph: filtered, sorted, with columns for nodes and sentences for the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from habeas.analysis.edges.edges import BETWEEN, Denials, EdgePart, Key, by_line, edge_facts, independent
from habeas.analysis.edges.periods import meets
from habeas.dates import in_words
from habeas.errors import BadChoice
from habeas.formats.graph import Column, Edge, Graph, Node, Past, Scalar, Type
from habeas.formats.style import TYPES, size_of
from habeas.graphs.context import Context
from habeas.graphs.edges import EDGE_COLUMNS, EdgeBuilder
from habeas.graphs.filters import Filters
from habeas.graphs.provenance import sentence
from habeas.model import Ref
from habeas.model.claims import ReadClaim

Parts = Callable[[Context], Iterable[EdgePart]]
Lines = dict[Key, list[EdgePart]]

NODE_COLUMNS: Final = (
    Column("type", Type.STRING, "what it is: colour and shape follow it"),
    Column("other_names", Type.STRING, "what else it is called"),
    Column("placeholder", Type.BOOLEAN, "it stands for something that nobody named"),
    Column("org_kind", Type.STRING, "for a body: government, court, police, …"),
    Column("detail", Type.STRING, "for events, charges, sayings and claims: what is said, in codes or words"),
    Column("n_claims", Type.INTEGER, "how many claims here speak of it"),
    Column("n_sources", Type.INTEGER, "in how many independent documents"),
    Column("n_edges", Type.INTEGER, "how many lines it has here"),
    Column("first_said", Type.STRING, "the first day on which any of these claims may have been said"),
    Column("last_said", Type.STRING, "the last such day"),
    Column("status_words", Type.STRING, "the words on custody, each with the day from which it holds"),
)
CODES: Final = (
    *("chargeStatus", "conditionType", "observedState", "custodyKind", "releaseType", "statusText", "treatmentType"),
    *("content", "motiveStated", "medium"),
)
"""What tells of an event or a saying, in codes or in words."""
_AT: Final = {column.name: number for number, column in enumerate(EDGE_COLUMNS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSpec:
    """A way of looking at a case. `about` says in one sentence what it shows; `weight` what the weight of a line is."""

    name: str
    about: str
    parts: Parts
    alone: Callable[[Context], Iterable[Ref]] | None = None
    directed: bool = True
    columns: tuple[Column, ...] = ()
    weight: str = "A line weighs as many independent documents as say it."


def build(view: ViewSpec, context: Context) -> Graph:
    """The graph of a view, without positions. Raises BadChoice when the view of someone is asked for and nobody
    named."""
    if view.name == "ego" and context.filters.ego is None:
        raise BadChoice(
            where="view ego", why="nobody is named", next="Say around whom: --ego NAME, and --steps for how far."
        )
    lines = by_line(view.parts(context))
    refs = {str(ref): ref for key in lines for ref in key[:2]}
    refs |= {str(ref): ref for ref in (view.alone(context) if view.alone else ())}
    edges, alone = _edges(view, lines, set(refs), context)
    shown = {end for edge in edges for end in (edge.source, edge.target)} | alone
    nodes = _nodes((refs[name] for name in shown), edges, context)
    nodes, edges = _masked_ids(nodes, edges, context)
    return Graph(
        view=view.name,
        about=view.about,
        title=context.masker.mask(context.inputs.title),
        notes=tuple(_notes(view, context, edges, nodes)),
        date=context.inputs.recorded,
        base=context.inputs.base,
        directed=view.directed,
        dynamic=any(edge.spells for edge in edges) or any(node.history for node in nodes),
        lang=context.inputs.lang,
        node_columns=NODE_COLUMNS,
        edge_columns=(*EDGE_COLUMNS, *view.columns),
        nodes=tuple(nodes),
        edges=tuple(edges),
    )


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
    kept = [edge for edge in map(builder.edge, every) if passes(edge, filters)]
    if filters.ego:
        centre = str(filters.ego)
        near = _near(centre, kept, filters.steps)
        return [edge for edge in kept if {edge.source, edge.target} <= near], {centre} & names
    return kept, set() if filters.narrows_lines else names


def passes(edge: Edge, filters: Filters) -> bool:
    """True when a line fits the days, the kinds and the number of documents asked for."""
    if not filters.narrows_lines:
        return True
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


# -- nodes


def _nodes(refs: Iterable[Ref], edges: Iterable[Edge], context: Context) -> list[Node]:
    """The nodes with these names, sorted by name."""
    lines = Counter(end for edge in edges for end in {edge.source, edge.target})
    return [_node(ref, lines[str(ref)], context) for ref in sorted(refs, key=str)]


def _node(ref: Ref, lines: int, context: Context) -> Node:
    history = context.custody.history(ref) if ref.kind == "person" else ()
    claims = context.claims_on.get(ref, [])
    label = sentence(claims[0].claim, context) if ref.kind == "claim" and claims else context.label(ref)
    values = (
        TYPES[ref.kind],
        *_described(ref, label, context),
        _detail(ref, claims, context),
        len(claims),
        independent(claims),
        lines,
        *_said(claims),
        _words(history),
    )
    return Node(str(ref), label, TYPES[ref.kind], values, history, size=size_of(lines))


def _described(ref: Ref, label: str, context: Context) -> tuple[Scalar, ...]:
    entity = context.inputs.entities.get(ref)
    if entity is None:
        return None, None, None
    names = dict.fromkeys(context.masker.mask(text.text) for text in (*entity.labels, *entity.also))
    others = BETWEEN.join(name for name in names if name != label)
    return others or None, entity.placeholder, entity.org_kind or None


def _detail(ref: Ref, claims: list[ReadClaim], context: Context) -> str | None:
    if ref.kind == "claim" and claims:
        modality, whole = claims[0].claim.modality, claims[0].valid
        return f"{modality}; {in_words(whole, context.inputs.lang)}" if whole else modality
    event = context.events.get(ref) or context.sayings.get(ref)
    found = [word for name in CODES for word in event.codes(name)] if event else []
    return BETWEEN.join(context.masker.mask(word) for word in found) or None


def _said(claims: Iterable[ReadClaim]) -> tuple[Scalar, ...]:
    said = [read.said for read in claims]
    first = min((each.earliest for each in said if each.earliest), default=None)
    last = max((each.latest for each in said if each.latest), default=None)
    return first.isoformat() if first else None, last.isoformat() if last else None


def _words(history: tuple[Past, ...]) -> str | None:
    return BETWEEN.join(f"{past.value} from {past.start or 'the first'}" for past in history) or None


def _masked_ids(nodes: list[Node], edges: list[Edge], context: Context) -> tuple[list[Node], list[Edge]]:
    """The same with withheld names taken out of ids too, such as that of a document named after somebody."""
    new: dict[str, str] = {}
    for node in nodes:
        fit = context.masker.mask(node.id)
        new[node.id] = fit if fit == node.id else f"{fit}-{len(new)}"
    if all(old == name for old, name in new.items()):
        return nodes, edges
    moved = [edge._replace(source=new[edge.source], target=new[edge.target]) for edge in edges]
    nodes = sorted((node._replace(id=new[node.id]) for node in nodes), key=lambda node: node.id)
    return nodes, sorted(moved, key=lambda edge: (edge.source, edge.target, edge.kind))


# -- what a reader must know


def _notes(view: ViewSpec, context: Context, edges: Sequence[Edge], nodes: Sequence[Node]) -> Iterator[str]:
    """What a reader must know who sees nothing but the file."""
    filters, masker = context.filters, context.masker
    if not nodes:
        yield "Nothing in this case file fits, so this graph is empty."
    yield view.weight
    yield "Only claims that stand as facts make lines; dashed ones are contested, derived or only said."
    if any(edge.spells for edge in edges):
        yield (
            "Periods are drawn as wide as the dates allow; start_text and end_text tell them as told. "
            "An open end: no end is stated."
        )
        undated = sum(not edge.spells for edge in edges)
        yield f"Lines without a date, always shown: {undated} of {len(edges)}."
    yield f"Sensitivity: {filters.sensitivity}. Claims withheld: {context.withheld}."
    if filters.redact:
        yield "People and others who must not be named stand under pseudonyms, the same in every file from this case."
    yield from map(masker.mask, filters.sentences())
    if masker.removed:
        told = "Characters removed, because no file can hold them (control characters, halves of characters)"
        yield f"{told}: {masker.removed}."


def most_connected(graph: Graph, most: int) -> Graph:
    """So many nodes, those with the most lines first, and the lines between them; 0 keeps all.

    The notes say what was left out. For a graph that is too large to draw: nobody can see anybody in a crowd of fifty thousand.
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
