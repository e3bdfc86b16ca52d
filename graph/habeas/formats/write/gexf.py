"""GEXF 1.3, as Gephi reads it best: one pass, constant memory, equal bytes for equal graphs.

What Gephi drops, merges or stumbles over is never written: partial dates, reversed or meeting stretches, two edges of
one kind between the same ends, mixed directions, attributes named like its own. Every title equals its id, and values
over time stand in order. The dynamic attribute is declared first, and once more among the static ones: Gephi keeps
the first declaration and so the timeline, graphology (Gephi Lite) knows only the last block and shows the last word
(test_gexf.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from habeas.formats.graph import CellValue, Column, DrawnSpell, Edge, Graph, Node, Past
from habeas.formats.style import look_of
from habeas.formats.write.encoding import (
    CERTAINTY_COLUMN,
    STATUS_COLUMN,
    certainty_of,
    encoded,
    escaped,
    in_pieces,
    is_plain,
    number,
)

HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
"""
BETWEEN, TAIL = "</nodes>\n<edges>\n", "</edges>\n</graph>\n</gexf>\n"
DASHED: Final = '<viz:shape value="dashed"/>'


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def write_around(graph: Graph, nodes: Iterable[bytes], edges: Iterable[bytes]) -> Iterator[bytes]:
    """The file in pieces, around nodes and edges that are written already (`node_text`, `edge_text`)."""
    yield "".join(_head(graph)).encode()
    yield from in_pieces(nodes)
    yield BETWEEN.encode()
    yield from in_pieces(edges)
    yield TAIL.encode()


def _parts(graph: Graph) -> Iterator[str]:
    yield from _head(graph)
    yield from _nodes(graph.nodes, graph.node_columns)
    yield BETWEEN
    yield from _edges(graph.edges, graph.edge_columns)
    yield TAIL


def _head(graph: Graph) -> Iterator[str]:
    yield HEAD
    yield from _meta(graph)
    mode = ' mode="dynamic" timeformat="date" timerepresentation="interval"' if graph.dynamic else ' mode="static"'
    yield f'<graph defaultedgetype="{"directed" if graph.directed else "undirected"}" idtype="string"{mode}>\n'
    for of, own, columns in (
        ("node", STATUS_COLUMN, graph.node_columns),
        ("edge", CERTAINTY_COLUMN, graph.edge_columns),
    ):
        again = (own,) if graph.dynamic else ()
        if graph.dynamic:
            yield from _columns(of, again, mode="dynamic")
        yield from _columns(of, (*again, *columns))
    yield "<nodes>\n"


def _meta(graph: Graph) -> Iterator[str]:
    yield f'<meta lastmodifieddate="{graph.date}">' if graph.date else "<meta>"
    yield "<creator>habeas</creator>"
    title = f"{graph.title}: " if graph.title else ""
    yield f"<description>{escaped(title + graph.description)}</description></meta>\n"


def _columns(of: str, columns: Iterable[Column], *, mode: str = "static") -> Iterator[str]:
    yield f'<attributes class="{of}" mode="{mode}">\n'
    for column in columns:
        yield f'<attribute id="{column.name}" title="{column.name}" type="{column.type.value}"/>\n'
    yield "</attributes>\n"


def openings_of(columns: Iterable[Column]) -> tuple[str, ...]:
    """How the value of each column begins."""
    return tuple(f'<attvalue for="{column.name}" value="' for column in columns)


# What follows runs for every value of a large file (bench/bench_gexf.py). So the words of a node or a line are looked
# at together, once, and only those that need it are escaped one by one; and the parts of a tuple are taken by place
# and not by name.


def _escaping(words: Sequence[str]) -> Callable[[str], str]:
    """How to write these words: as they are when nothing in any of them needs escaping."""
    return str if is_plain(" ".join(words)) else escaped


def _words(values: Sequence[CellValue]) -> list[str]:
    return [value for value in values if value.__class__ is str]


def _values(openings: Sequence[str], values: Sequence[CellValue], escape: Callable[[str], str]) -> str:
    """The attributes that are stated."""
    plain = escape is str
    found = [
        f'{opening}{value}"/>'
        if value.__class__ is int or (plain and value.__class__ is str)
        else f'{opening}{_scalar(value)}"/>'
        for opening, value in zip(openings, values, strict=True)
        if value is not None
    ]
    return "".join(found)


def _scalar(value: CellValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escaped(value) if isinstance(value, str) else number(value or 0)


def _nodes(nodes: Iterable[Node], columns: Iterable[Column]) -> Iterator[str]:
    openings = openings_of(columns)
    return (node_text(node, openings, place_text(node[5], node[6])) for node in nodes)


def place_text(x: float, y: float) -> str:
    """Where a node stands."""
    return f'<viz:position x="{number(x)}" y="{number(y)}" z="0"/>'


def node_text(node: Node, openings: Sequence[str], place: str) -> str:
    """A node as it is written, with its place as `place_text` has it."""
    id_, label, type_, values, history, _, _, size = node
    look, escape = look_of(type_), _escaping((id_, label, *_words(values)))
    past = "".join(_past(STATUS_COLUMN, each) for each in history) if history else ""
    return (
        f'<node id="{escape(id_)}" label="{escape(label)}">'
        f"<attvalues>{past}{_values(openings, values, escape)}</attvalues>"
        f'<viz:color r="{look.red}" g="{look.green}" b="{look.blue}"/>'
        f'{place}<viz:size value="{number(size)}"/><viz:shape value="{look.shape}"/></node>\n'
    )


def _past(column: Column, past: Past) -> str:
    return f'<attvalue for="{column.name}" value="{escaped(past.value)}"{_days(past.start, past.end)}/>'


def _days(start: str, end: str) -> str:
    return (f' start="{start}"' if start else "") + (f' end="{end}"' if end else "")


def _edges(edges: Iterable[Edge], columns: Iterable[Column]) -> Iterator[str]:
    openings = openings_of(columns)
    return (edge_text(edge, openings) for edge in edges)


def edge_text(edge: Edge, openings: Sequence[str]) -> str:
    """An edge as it is written."""
    source, target, kind, label, weight, values, spells, dashed, *_ = edge
    escape = _escaping((source, target, kind, label, *_words(values)))
    one, other, way = escape(source), escape(target), escape(kind)
    over = f"<spells>{''.join(map(_spell, spells))}</spells>" if spells else ""
    sure = "".join(_past(CERTAINTY_COLUMN, each) for each in certainty_of(edge)) if spells else ""
    return (
        f'<edge id="{one}|{way}|{other}" source="{one}" target="{other}" kind="{way}" label="{escape(label)}"'
        f' weight="{number(weight)}"><attvalues>{sure}{_values(openings, values, escape)}</attvalues>'
        f"{over}{DASHED if dashed else ''}</edge>\n"
    )


def _spell(spell: DrawnSpell) -> str:
    start, end = spell
    return f"<spell{_days(start, end)}/>"
