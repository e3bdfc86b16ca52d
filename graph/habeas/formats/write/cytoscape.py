"""Cytoscape's JSON (.cyjs), for Cytoscape and cytoscape.js. It knows no time: stretches of days go along as words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from habeas.formats.graph import Edge, Graph, Node
from habeas.formats.style import look_of
from habeas.formats.write.encoding import as_json, dated, encoded, listed, stated, status


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    about = {"name": graph.title or graph.view, "shared_name": graph.view, "description": graph.description}
    yield '{"format_version":"1.0","generated_by":"habeas","target_cytoscapejs_version":"~2.1",\n'
    yield f'"data":{as_json(about)},\n"elements":{{"nodes":[\n'
    yield from listed(as_json(_node(node, graph)) for node in graph.nodes)
    yield '],"edges":[\n'
    yield from listed(as_json(_edge(edge, graph)) for edge in graph.edges)
    yield "]}}\n"


def _node(node: Node, graph: Graph) -> dict[str, Any]:
    look = look_of(node.type)
    own = {"id": node.id, "name": node.label, "color": look.hex, "shape": look.shape, "size": node.size}
    return {
        "data": {**own, **status(node), **stated(graph.node_columns, node.values)},
        "position": {"x": node.x, "y": node.y},
    }


def _edge(edge: Edge, graph: Graph) -> dict[str, Any]:
    own = {"id": edge.id, "source": edge.source, "target": edge.target, "interaction": edge.kind, "name": edge.label}
    more = {"weight": edge.weight, "directed": graph.directed} | ({"spells": dated(edge)} if edge.spells else {})
    return {"data": {**own, **more, **stated(graph.edge_columns, edge.values)}}
