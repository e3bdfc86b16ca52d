"""Gephi Lite's own format (1.0), which keeps how a graph looks: colours by type, sizes, labels, and so a legend.

One JSON document: the graph without values, the values of nodes and edges, what each field holds, and the appearance
(gephi-lite, packages/sdk). Gephi Lite makes a graph of any object with `nodes` and `edges`; only one here has both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from habeas.formats.graph import Column, Graph, Type
from habeas.formats.style import LARGEST, OTHER, SMALLEST
from habeas.formats.write.encoding import STATUS_COLUMN, as_json, dated, encoded, legend, listed, stated, status

VERSION: Final = "1.0.0"
FIELDS: Final = {Type.STRING: "text", Type.INTEGER: "number", Type.DOUBLE: "number", Type.BOOLEAN: "boolean"}
CATEGORIES: Final = frozenset({"type", "status", "standing", "kind", "org_kind", "date_precision"})
DAYS: Final = frozenset({"start_date", "end_date", "first_said", "last_said"})
LABEL: Final = Column("label", Type.STRING, "what it is called")
SIZE: Final = Column("size", Type.DOUBLE, "its size here")
EDGE: Final = (
    LABEL,
    Column("weight", Type.DOUBLE, "the weight of the line"),
    Column("kind", Type.STRING, "the kind of line"),
    Column("spells", Type.STRING, "its stretches of days"),
)
NODE: Final = (LABEL, SIZE, STATUS_COLUMN)
LABEL_SIZE: Final = {"type": "fixed", "value": 14, "zoomCorrelation": 0, "density": 1}
CUT: Final = {"type": "ellipsis", "enabled": False, "maxLength": 25}
THINNEST, THICKEST = 1, 8


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    about = {"title": graph.title or graph.view, "description": graph.description}
    options = {"type": "directed" if graph.directed else "undirected", "multi": True, "allowSelfLoops": True}
    nodes, edges = tuple(graph.nodes), tuple(graph.edges)
    yield f'{{"type":"gephi-lite","version":"{VERSION}",\n"graphDataset":{{"metadata":{as_json(about)},\n'
    yield f'"nodeFields":{as_json(_fields((*NODE, *graph.node_columns), "nodes"))},\n'
    yield f'"edgeFields":{as_json(_fields((*EDGE, *graph.edge_columns), "edges"))},\n"nodeData":{{\n'
    yield from listed(
        _member(
            node.id, {"label": node.label, "size": node.size, **status(node), **stated(graph.node_columns, node.values)}
        )
        for node in nodes
    )
    yield '},\n"layout":{\n'
    yield from listed(_member(node.id, {"x": node.x, "y": node.y}) for node in nodes)
    yield '},\n"edgeData":{\n'
    for_edges = ((edge, {"label": edge.label, "weight": edge.weight, "kind": edge.kind}) for edge in edges)
    yield from listed(
        _member(
            edge.id, own | ({"spells": dated(edge)} if edge.spells else {}) | stated(graph.edge_columns, edge.values)
        )
        for edge, own in for_edges
    )
    yield f'}},\n"fullGraph":{{"options":{as_json(options)},"attributes":{{}},"nodes":[\n'
    yield from listed(as_json({"key": node.id}) for node in nodes)
    yield '],"edges":[\n'
    way = {} if graph.directed else {"undirected": True}
    yield from listed(as_json({"key": edge.id, "source": edge.source, "target": edge.target, **way}) for edge in edges)
    yield f']}}}},\n"filters":{{"filters":[]}},\n"appearance":{as_json(_appearance(graph))}}}\n'


def _member(name: str, values: Mapping[str, object]) -> str:
    return f"{as_json(name)}:{as_json(values)}"


def _field(column: Column, of: str) -> dict[str, str]:
    kind = "category" if column.name in CATEGORIES else FIELDS[column.type]
    known = {"type": "date", "format": "yyyy-MM-dd"} if column.name in DAYS else {"type": kind}
    return {"id": column.name, "itemType": of, "label": column.name, **known}


def _fields(columns: Iterable[Column], of: str) -> list[dict[str, str]]:
    return [_field(column, of) for column in columns]


def _appearance(graph: Graph) -> dict[str, Any]:
    """Colours by type, sizes by the number of lines and the weight, labels of nodes."""
    type_ = next((column for column in graph.node_columns if column.name == "type"), LABEL)
    none = {"type": "none"}
    return {
        "showEdges": {"value": True},
        "nodesSize": _ranking(SIZE, "nodes", (SMALLEST, LARGEST)),
        "edgesSize": _ranking(EDGE[1], "edges", (THINNEST, THICKEST)),
        "backgroundColor": "#FFFFFF00",
        "layoutGridColor": "#666666",
        "nodesColor": {
            "type": "partition",
            "field": _field(type_, "nodes"),
            "colorPalette": {word: look.hex for word, look, _ in legend(graph)},
            "missingColor": OTHER.hex,
        },
        "edgesColor": {"type": "source"},
        "nodesLabel": {"type": "field", "field": _field(LABEL, "nodes"), "missingValue": None},
        "edgesLabel": none,
        "nodesLabelSize": LABEL_SIZE,
        "edgesLabelSize": LABEL_SIZE,
        "nodesLabelEllipsis": CUT,
        "edgesLabelEllipsis": CUT,
        "nodesImage": none,
        "edgesZIndex": none,
    }


def _ranking(column: Column, of: str, sizes: tuple[float, float]) -> dict[str, Any]:
    least, most = sizes
    return {"type": "ranking", "field": _field(column, of), "minSize": least, "maxSize": most, "missingSize": least}
