"""GraphML, for Cytoscape, yEd, igraph and networkx. It knows no time: stretches of days go along as words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from habeas.formats.graph import CellValue, Column, Edge, Graph, Node, Type
from habeas.formats.style import look_of
from habeas.formats.write.encoding import dated, encoded, escaped, last_word, text

HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
KINDS: Final = {Type.STRING: "string", Type.INTEGER: "int", Type.DOUBLE: "double", Type.BOOLEAN: "boolean"}
S, D, I = Type.STRING, Type.DOUBLE, Type.INTEGER  # noqa: E741 short on purpose: they fill the two tables below
NODE: Final = (("label", S), ("x", D), ("y", D), ("size", D), ("r", I), ("g", I), ("b", I), ("status", S))
EDGE: Final = (("label", S), ("weight", D), ("kind", S), ("spells", S))


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    node_keys = (*NODE, *((column.name, column.type) for column in graph.node_columns))
    edge_keys = (*EDGE, *((column.name, column.type) for column in graph.edge_columns))
    yield HEAD
    yield from (_key(_node_id(name), "node", name, type_) for name, type_ in node_keys)
    yield from (_key(_edge_id(name), "edge", name, type_) for name, type_ in edge_keys)
    yield f'<graph id="{graph.view}" edgedefault="{"directed" if graph.directed else "undirected"}">\n'
    yield f"<desc>{escaped(graph.description)}</desc>\n"
    yield from (_node(node, graph.node_columns) for node in graph.nodes)
    yield from (_edge(edge, graph.edge_columns) for edge in graph.edges)
    yield "</graph>\n</graphml>\n"


def _node_id(name: str) -> str:
    return name


def _edge_id(name: str) -> str:
    """Keys of nodes and edges may not share an id; the name that people see stays the same."""
    return f"edge_{name}"


def _key(key: str, of: str, name: str, type_: Type) -> str:
    return f'<key id="{key}" for="{of}" attr.name="{name}" attr.type="{KINDS[type_]}"/>\n'


def _node(node: Node, columns: Iterable[Column]) -> str:
    look = look_of(node.type)
    own = (node.label, node.x, node.y, node.size, look.red, look.green, look.blue, last_word(node))
    data = _data(_node_id, (name for name, _ in NODE), own) + _data(_node_id, (c.name for c in columns), node.values)
    return f'<node id="{escaped(node.id)}">{data}</node>\n'


def _edge(edge: Edge, columns: Iterable[Column]) -> str:
    own = (edge.label, edge.weight, edge.kind, dated(edge))
    data = _data(_edge_id, (name for name, _ in EDGE), own) + _data(_edge_id, (c.name for c in columns), edge.values)
    ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
    return f'<edge id="{escaped(edge.id)}" {ends}>{data}</edge>\n'


def _data(id_of: Callable[[str], str], names: Iterable[str], values: Iterable[CellValue]) -> str:
    return "".join(
        f'<data key="{id_of(name)}">{escaped(text(value))}</data>'
        for name, value in zip(names, values, strict=True)
        if value is not None
    )
