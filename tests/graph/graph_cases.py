"""Cases as the views take them, made from claim forms without a store; and ways to read a graph back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from bench.make_case import case as made_up_sources
from tests.builders import EXAMPLE_FILES
from tests.effort import PEOPLE

from habeas.formats.graph import Edge, Graph, Node
from habeas.formats.read.files import batches
from habeas.formats.read.form import FormReader
from habeas.formats.read.raw import Batch, lined
from habeas.formats.write.writers import WRITERS
from habeas.graphs.export import view_of
from habeas.graphs.inputs import Filters, Inputs
from habeas.graphs.layout import placed
from habeas.model.canonical import identified
from habeas.model.values import Claim, Entity, Ref, Source

BASE = "https://w3id.org/habeas/id/"


def known_from(read: Iterable[Batch], **more: Any) -> Inputs:
    """What these batches hold; every claim of them must fit."""
    claims: list[Claim] = []
    entities: dict[Ref, Entity] = {}
    sources: dict[Ref, Source] = {}
    for batch in read:
        assert not batch.refused, batch.refused
        assert batch.source is not None
        sources[batch.source.ref] = batch.source
        entities |= {entity.ref: _merged(entities.get(entity.ref), entity) for entity in batch.entities}
        claims += [identified(claim)[0] for claim, _ in batch.claims]
    about = {"title": "A case", "base": BASE, "recorded": "2026-02-01", **more}
    return Inputs(claims=tuple(claims), entities=entities, sources=sources, **about)


def _merged(old: Entity | None, new: Entity) -> Entity:
    return replace(new, also=(*old.also, *new.also), labels=new.labels or old.labels) if old else new


def known_of(*forms: Mapping[str, Any], **more: Any) -> Inputs:
    """What these claim forms hold."""
    return known_from((FormReader(lined(form), "form", Path()).read() for form in forms), **more)


@cache
def the_example() -> Inputs:
    """The example of the project."""
    return known_from(batch for path in EXAMPLE_FILES for batch in batches(path, BASE))


@cache
def a_large_case() -> Inputs:
    """A made-up case, read from its forms and not loaded into a store: that takes a tenth of the time."""
    forms = made_up_sources(PEOPLE, 7)
    return known_from(FormReader(lined(form), "made up", Path()).read() for form in forms)


def graph(known: Inputs, view: str = "full", **filters: Any) -> Graph:
    """A view, with places."""
    return placed(view_of(known, view, Filters(**filters)))


def written(graph: Graph, ending: str = ".gexf") -> bytes:
    """A graph as the bytes of a file."""
    return b"".join(WRITERS[ending].write(graph))


def edges(graph: Graph) -> dict[tuple[str, str, str], dict[str, Any]]:
    """(source, kind, target) -> columns, weight and spells."""
    return {(edge.source, edge.kind, edge.target): _edge(graph, edge) for edge in graph.edges}


def _edge(graph: Graph, edge: Edge) -> dict[str, Any]:
    names = [column.name for column in graph.edge_columns]
    own = {"weight": edge.weight, "spells": [tuple(spell) for spell in edge.spells], "dashed": edge.dashed}
    return dict(zip(names, edge.values, strict=True)) | own


def nodes(graph: Graph) -> dict[str, dict[str, Any]]:
    """Id -> columns, label and history."""
    return {node.id: _node(graph, node) for node in graph.nodes}


def _node(graph: Graph, node: Node) -> dict[str, Any]:
    names = [column.name for column in graph.node_columns]
    return dict(zip(names, node.values, strict=True)) | {
        "label": node.label,
        "history": [tuple(p) for p in node.history],
    }
