"""GEXF 1.3, as Gephi reads it best: one pass, constant memory, equal bytes for equal graphs.

What Gephi drops, merges or stumbles over is never written: partial dates, reversed or meeting stretches, two edges of one kind
between the same ends, mixed directions, attributes named like its own. The dynamic attribute stands before the static ones,
every title equals its id, and values over time stand in order, so that Gephi Lite reads them too (docs/for-analysts.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from habeas.views import Column, Edge, Graph, Node, Past, Scalar, Spell
from habeas.views.look import look_of
from habeas.write.pieces import encoded, number
from habeas.write.xml import escaped

STATUS: Final = "status"
"""The attribute that changes over time."""
HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
"""
DASHED: Final = '<viz:shape value="dashed"/>'


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    yield HEAD
    yield from _meta(graph)
    mode = ' mode="dynamic" timeformat="date" timerepresentation="interval"' if graph.dynamic else ' mode="static"'
    yield f'<graph defaultedgetype="{"directed" if graph.directed else "undirected"}" idtype="string"{mode}>\n'
    if graph.dynamic:
        yield f'<attributes class="node" mode="dynamic"><attribute id="{STATUS}" title="{STATUS}" type="string"/></attributes>\n'
    yield from _columns("node", graph.node_columns)
    yield from _columns("edge", graph.edge_columns)
    yield "<nodes>\n"
    yield from _nodes(graph.nodes, graph.node_columns)
    yield "</nodes>\n<edges>\n"
    yield from _edges(graph.edges, graph.edge_columns)
    yield "</edges>\n</graph>\n</gexf>\n"


def _meta(graph: Graph) -> Iterator[str]:
    yield f'<meta lastmodifieddate="{graph.date}">' if graph.date else "<meta>"
    yield "<creator>habeas</creator>"
    title = f"{graph.title}: " if graph.title else ""
    yield f"<description>{escaped(title + graph.description)}</description></meta>\n"


def _columns(of: str, columns: Iterable[Column]) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">\n'
    for column in columns:
        yield f'<attribute id="{column.name}" title="{column.name}" type="{column.type.value}"/>\n'
    yield "</attributes>\n"


def _openings(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(f'<attvalue for="{column.name}" value="' for column in columns)


def _values(openings: Sequence[str], values: Sequence[Scalar]) -> str:
    """The attributes that are stated. This runs for every value of a large file: texts first, they are the most."""
    found = [
        opening + (escaped(value) if value.__class__ is str else _scalar(value)) + '"/>'  # type: ignore[arg-type]
        for opening, value in zip(openings, values, strict=True)
        if value is not None
    ]
    return "".join(found)


def _scalar(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escaped(value) if isinstance(value, str) else number(value or 0)


def _nodes(nodes: Iterable[Node], columns: Iterable[Column]) -> Iterator[str]:
    openings = _openings(columns)
    for node in nodes:
        look = look_of(node.type)
        values = "".join(map(_past, node.history)) + _values(openings, node.values)
        yield (
            f'<node id="{escaped(node.id)}" label="{escaped(node.label)}"><attvalues>{values}</attvalues>'
            f'<viz:color r="{look.red}" g="{look.green}" b="{look.blue}"/>'
            f'<viz:position x="{number(node.x)}" y="{number(node.y)}" z="0"/>'
            f'<viz:size value="{number(node.size)}"/><viz:shape value="{look.shape}"/></node>\n'
        )


def _past(past: Past) -> str:
    return f'<attvalue for="{STATUS}" value="{escaped(past.value)}"{_days(past.start, past.end)}/>'


def _days(start: str, end: str) -> str:
    return (f' start="{start}"' if start else "") + (f' end="{end}"' if end else "")


def _edges(edges: Iterable[Edge], columns: Iterable[Column]) -> Iterator[str]:
    openings = _openings(columns)
    for edge in edges:
        spells = f"<spells>{''.join(map(_spell, edge.spells))}</spells>" if edge.spells else ""
        kind = escaped(edge.kind)
        yield (
            f'<edge id="{escaped(edge.id)}" source="{escaped(edge.source)}" target="{escaped(edge.target)}" kind="{kind}"'
            f' label="{escaped(edge.label)}" weight="{number(edge.weight)}"><attvalues>{_values(openings, edge.values)}</attvalues>'
            f"{spells}{DASHED if edge.dashed else ''}</edge>\n"
        )


def _spell(spell: Spell) -> str:
    return f"<spell{_days(spell.start, spell.end)}/>"
