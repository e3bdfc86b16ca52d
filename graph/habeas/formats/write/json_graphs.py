"""Graphs as JSON: graphology, Cytoscape, graph streaming. None knows time: stretches of days go along as words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from habeas.formats.graph import Column, Edge, Graph, Node
from habeas.formats.style import look_of
from habeas.formats.write.encoding import as_json, dated, encoded, listed, stated, status

# -- graphology's JSON, for Gephi Lite and sigma.js


def write_graphology(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_graphology_parts(graph))


def _graphology_parts(graph: Graph) -> Iterator[str]:
    attributes: dict[str, str | int] = {
        "title": graph.title or graph.view,
        "description": graph.description,
        "creator": "habeas",
    }
    if any(graph.left_out):
        attributes |= {"nodes_left_out": graph.left_out[0], "edges_left_out": graph.left_out[1]}
    options = {"type": "directed" if graph.directed else "undirected", "multi": True, "allowSelfLoops": True}
    yield f'{{"attributes":{as_json(attributes)},\n"options":{as_json(options)},\n"nodes":[\n'
    yield from listed(as_json(_graphology_node(node, graph.node_columns)) for node in graph.nodes)
    yield '],\n"edges":[\n'
    yield from listed(as_json(_graphology_edge(edge, graph)) for edge in graph.edges)
    yield "]}\n"


def _graphology_node(node: Node, columns: Iterable[Column]) -> dict[str, Any]:
    look = {"label": node.label, "x": node.x, "y": node.y, "size": node.size, "color": look_of(node.type).hex}
    return {"key": node.id, "attributes": {**look, **status(node), **stated(columns, node.values)}}


def _graphology_edge(edge: Edge, graph: Graph) -> dict[str, Any]:
    own = {"label": edge.label, "weight": edge.weight, "kind": edge.kind}
    more = {"spells": dated(edge)} if edge.spells else {}
    return {
        "key": edge.id,
        "source": edge.source,
        "target": edge.target,
        **({} if graph.directed else {"undirected": True}),
        "attributes": {**own, **more, **stated(graph.edge_columns, edge.values)},
    }


# -- Cytoscape's JSON (.cyjs), for Cytoscape and cytoscape.js


def write_cytoscape(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_cytoscape_parts(graph))


def _cytoscape_parts(graph: Graph) -> Iterator[str]:
    about = {"name": graph.title or graph.view, "shared_name": graph.view, "description": graph.description}
    yield '{"format_version":"1.0","generated_by":"habeas","target_cytoscapejs_version":"~2.1",\n'
    yield f'"data":{as_json(about)},\n"elements":{{"nodes":[\n'
    yield from listed(as_json(_cytoscape_node(node, graph)) for node in graph.nodes)
    yield '],"edges":[\n'
    yield from listed(as_json(_cytoscape_edge(edge, graph)) for edge in graph.edges)
    yield "]}}\n"


def _cytoscape_node(node: Node, graph: Graph) -> dict[str, Any]:
    look = look_of(node.type)
    own = {"id": node.id, "name": node.label, "color": look.hex, "shape": look.shape, "size": node.size}
    return {
        "data": {**own, **status(node), **stated(graph.node_columns, node.values)},
        "position": {"x": node.x, "y": node.y},
    }


def _cytoscape_edge(edge: Edge, graph: Graph) -> dict[str, Any]:
    own = {"id": edge.id, "source": edge.source, "target": edge.target, "interaction": edge.kind, "name": edge.label}
    more = {"weight": edge.weight, "directed": graph.directed} | ({"spells": dated(edge)} if edge.spells else {})
    return {"data": {**own, **more, **stated(graph.edge_columns, edge.values)}}


# -- events of the Graph Streaming protocol, for the Gephi plugin of that name: one JSON object at a time, each ended
# by a carriage return. `cg` tells of the graph, `an` adds a node, `ae` a line


END: Final = "\r"
BRIGHT: Final = 255


def write_streaming(graph: Graph) -> Iterator[bytes]:
    """The events in pieces."""
    return encoded(_streaming_events(graph))


def _streaming_events(graph: Graph) -> Iterator[str]:
    about = {"title": graph.title or graph.view, "description": graph.description, "creator": "habeas"}
    yield as_json({"cg": about}) + END
    for node in graph.nodes:
        yield as_json({"an": {node.id: _streaming_node(node, graph)}}) + END
    for edge in graph.edges:
        yield as_json({"ae": {edge.id: _streaming_edge(edge, graph)}}) + END


def _streaming_node(node: Node, graph: Graph) -> dict[str, Any]:
    colour = dict(zip("rgb", (part / BRIGHT for part in bytes.fromhex(look_of(node.type).hex[1:])), strict=True))
    look = {"label": node.label, "x": node.x, "y": node.y, "size": node.size, **colour}
    return {**look, **status(node), **stated(graph.node_columns, node.values)}


def _streaming_edge(edge: Edge, graph: Graph) -> dict[str, Any]:
    own = {"source": edge.source, "target": edge.target, "directed": graph.directed, "label": edge.label}
    more = {"weight": edge.weight, "kind": edge.kind} | ({"spells": dated(edge)} if edge.spells else {})
    return {**own, **more, **stated(graph.edge_columns, edge.values)}
