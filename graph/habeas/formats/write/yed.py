"""GraphML as yEd writes it: labels, colours, shapes and dashes are there when the file opens; values beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from habeas.formats.graph import CellValue, Column, Edge, Graph, Node, Type
from habeas.formats.style import look_of
from habeas.formats.write.encoding import STATUS_COLUMN, dated, encoded, escaped, last_word, number, text
from habeas.formats.write.graphml import KINDS

HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">
<key for="node" id="nodegraphics" yfiles.type="nodegraphics"/>
<key for="edge" id="edgegraphics" yfiles.type="edgegraphics"/>
"""
SHAPES: Final = {"disc": "ellipse", "square": "rectangle", "triangle": "triangle", "diamond": "diamond"}
SPREAD: Final = 3
"""yEd's labels need more room than the places of a graph that is looked at from afar."""
EDGE: Final = (
    Column("weight", Type.DOUBLE, "the weight of the line"),
    Column("kind", Type.STRING, "the kind of line"),
    Column("spells", Type.STRING, "its stretches of days"),
)


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    yield HEAD
    for of, columns in (("node", (STATUS_COLUMN, *graph.node_columns)), ("edge", (*EDGE, *graph.edge_columns))):
        for name, type_, _ in columns:
            yield f'<key for="{of}" id="{of}_{name}" attr.name="{name}" attr.type="{KINDS[type_]}"/>\n'
    yield f'<graph id="{graph.view}" edgedefault="{"directed" if graph.directed else "undirected"}">\n'
    yield f"<desc>{escaped(graph.description)}</desc>\n"
    yield from (_node(node, graph) for node in graph.nodes)
    yield from (_edge(edge, graph) for edge in graph.edges)
    yield "</graph>\n</graphml>\n"


def _node(node: Node, graph: Graph) -> str:
    look, size = look_of(node.type), number(node.size)
    place = f'height="{size}" width="{size}" x="{number(SPREAD * node.x)}" y="{number(-SPREAD * node.y)}"'
    data = _data("node", (STATUS_COLUMN, *graph.node_columns), (last_word(node), *node.values))
    return (
        f'<node id="{escaped(node.id)}">{data}<data key="nodegraphics"><y:ShapeNode><y:Geometry {place}/>'
        f'<y:Fill color="{look.hex}" transparent="false"/><y:BorderStyle color="#333333" type="line" width="1.0"/>'
        f'<y:NodeLabel modelName="sandwich" modelPosition="s">{escaped(node.label)}</y:NodeLabel>'
        f'<y:Shape type="{SHAPES[look.shape]}"/></y:ShapeNode></data></node>\n'
    )


def _edge(edge: Edge, graph: Graph) -> str:
    ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
    data = _data("edge", (*EDGE, *graph.edge_columns), (edge.weight, edge.kind, dated(edge), *edge.values))
    return (
        f'<edge id="{escaped(edge.id)}" {ends}>{data}<data key="edgegraphics"><y:PolyLineEdge>'
        f'<y:LineStyle color="#666666" type="{"dashed" if edge.dashed else "line"}" width="1.0"/>'
        f'<y:Arrows source="none" target="{"standard" if graph.directed else "none"}"/>'
        f"<y:EdgeLabel>{escaped(edge.label)}</y:EdgeLabel></y:PolyLineEdge></data></edge>\n"
    )


def _data(of: str, columns: Iterable[Column], values: Iterable[CellValue]) -> str:
    every = zip(columns, values, strict=True)
    return "".join(
        f'<data key="{of}_{c.name}">{escaped(text(value))}</data>' for c, value in every if value is not None
    )
