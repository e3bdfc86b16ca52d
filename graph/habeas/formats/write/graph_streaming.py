"""Events of the Graph Streaming protocol, for the Gephi plugin of that name.

One JSON object at a time, each ended by a carriage return.

`cg` tells of the graph, `an` adds a node, `ae` a line. The protocol knows neither kinds of lines nor days: both go
along as words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from habeas.formats.graph import Edge, Graph, Node
from habeas.formats.style import look_of
from habeas.formats.write.encoding import as_json, dated, encoded, stated, status

END: Final = "\r"
BRIGHT: Final = 255


def write(graph: Graph) -> Iterator[bytes]:
    """The events in pieces."""
    return encoded(_events(graph))


def _events(graph: Graph) -> Iterator[str]:
    about = {"title": graph.title or graph.view, "description": graph.description, "creator": "habeas"}
    yield as_json({"cg": about}) + END
    for node in graph.nodes:
        yield as_json({"an": {node.id: _node(node, graph)}}) + END
    for edge in graph.edges:
        yield as_json({"ae": {edge.id: _edge(edge, graph)}}) + END


def _node(node: Node, graph: Graph) -> dict[str, Any]:
    colour = dict(zip("rgb", (part / BRIGHT for part in bytes.fromhex(look_of(node.type).hex[1:])), strict=True))
    look = {"label": node.label, "x": node.x, "y": node.y, "size": node.size, **colour}
    return {**look, **status(node), **stated(graph.node_columns, node.values)}


def _edge(edge: Edge, graph: Graph) -> dict[str, Any]:
    own = {"source": edge.source, "target": edge.target, "directed": graph.directed, "label": edge.label}
    more = {"weight": edge.weight, "kind": edge.kind} | ({"spells": dated(edge)} if edge.spells else {})
    return {**own, **more, **stated(graph.edge_columns, edge.values)}
