"""graphology's JSON, for Gephi Lite and sigma.js. It knows no time: stretches of days go along as words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from habeas.formats.graph import Column, Edge, Graph, Node
from habeas.formats.style import look_of
from habeas.formats.write.encoding import as_json, dated, encoded, listed, stated, status


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    attributes: dict[str, str | int] = {
        "title": graph.title or graph.view,
        "description": graph.description,
        "creator": "habeas",
    }
    if any(graph.left_out):
        attributes |= {"nodes_left_out": graph.left_out[0], "edges_left_out": graph.left_out[1]}
    options = {"type": "directed" if graph.directed else "undirected", "multi": True, "allowSelfLoops": True}
    yield f'{{"attributes":{as_json(attributes)},\n"options":{as_json(options)},\n"nodes":[\n'
    yield from listed(as_json(_node(node, graph.node_columns)) for node in graph.nodes)
    yield '],\n"edges":[\n'
    yield from listed(as_json(_edge(edge, graph)) for edge in graph.edges)
    yield "]}\n"


def _node(node: Node, columns: Iterable[Column]) -> dict[str, Any]:
    look = {"label": node.label, "x": node.x, "y": node.y, "size": node.size, "color": look_of(node.type).hex}
    return {"key": node.id, "attributes": {**look, **status(node), **stated(columns, node.values)}}


def _edge(edge: Edge, graph: Graph) -> dict[str, Any]:
    own = {"label": edge.label, "weight": edge.weight, "kind": edge.kind}
    more = {"spells": dated(edge)} if edge.spells else {}
    return {
        "key": edge.id,
        "source": edge.source,
        "target": edge.target,
        **({} if graph.directed else {"undirected": True}),
        "attributes": {**own, **more, **stated(graph.edge_columns, edge.values)},
    }
