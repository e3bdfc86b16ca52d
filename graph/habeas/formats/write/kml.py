"""KML 2.2 (OGC 07-147r2), for Google Earth and others: a placemark for every node and every line, longitude first.

A stay is a placemark where it was, with its first and last day, so that the slider of days shows who was there when.
What lies nowhere that is known has no place. Texts are without the signs of HTML, which a viewer would run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from habeas.formats.graph import CellValue, Column, DrawnSpell, Edge, Graph, Node
from habeas.formats.style import look_of
from habeas.formats.write.encoding import dated, encoded, escaped, last_word, legend, stated, text
from habeas.formats.write.geojson import Place, places_of

LOST: Final = (
    "positions in the picture: nodes stand where they lie in the world, or nowhere",
    "several stretches of one line: it is shown from the first day to the last, and the column spells tells them",
    "the signs < and > in texts, which viewers take for HTML: written ‹ and ›",
)
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def _parts(graph: Graph) -> Iterator[str]:
    graph = replace(graph, nodes=tuple(graph.nodes))
    places = places_of(graph)
    labels = {node.id: node.label for node in graph.nodes}
    yield HEAD
    yield f"<name>{_words(graph.title or graph.view)}</name>\n"
    yield f"<description>{_words(graph.description)}</description>\n"
    yield from (_style(_style_id(type_)) for type_, _, _ in legend(graph))
    yield "<Folder><name>nodes</name>\n"
    yield from (_node(node, graph.node_columns, places) for node in graph.nodes)
    yield "</Folder>\n<Folder><name>edges</name>\n"
    yield from (_edge(edge, graph.edge_columns, places, labels) for edge in graph.edges)
    yield "</Folder>\n</Document>\n</kml>\n"


def _words(words: str) -> str:
    """A text that a viewer may take for HTML: without what could begin a tag."""
    return escaped(words.replace("<", "‹").replace(">", "›"))


def _style_id(type_: str) -> str:
    return type_.replace(" ", "-")


def _style(name: str) -> str:
    look = look_of(name.replace("-", " "))
    colour = f"ff{look.blue:02x}{look.green:02x}{look.red:02x}"
    return f'<Style id="{name}"><IconStyle><color>{colour}</color></IconStyle></Style>\n'


def _node(node: Node, columns: Iterable[Column], places: Mapping[str, Place]) -> str:
    data = _data({"id": node.id, "status": last_word(node), **stated(columns, node.values)})
    style = f"<styleUrl>#{_style_id(node.type)}</styleUrl>"
    at = [places[node.id]] if node.id in places else []
    return f"<Placemark><name>{_words(node.label)}</name>{style}{data}{_geometry(at)}</Placemark>\n"


def _edge(edge: Edge, columns: Iterable[Column], places: Mapping[str, Place], labels: Mapping[str, str]) -> str:
    ends = [places[end] for end in (edge.source, edge.target) if end in places]
    own: dict[str, CellValue] = {"id": edge.id, "source": edge.source, "target": edge.target, "kind": edge.kind}
    data = _data({**own, "weight": edge.weight, "spells": dated(edge), **stated(columns, edge.values)})
    name = _words(f"{labels[edge.source]} · {edge.label} · {labels[edge.target]}")
    return f"<Placemark><name>{name}</name>{_span(edge.spells)}{data}{_geometry(ends)}</Placemark>\n"


def _span(spells: Iterable[DrawnSpell]) -> str:
    """From the first day to the last; an open end stays open."""
    every = list(spells)
    if not every:
        return ""
    begin, end = every[0].start, every[-1].end
    inner = (f"<begin>{begin}</begin>" if begin else "") + (f"<end>{end}</end>" if end else "")
    return f"<TimeSpan>{inner}</TimeSpan>" if inner else ""


def _data(values: Mapping[str, CellValue]) -> str:
    inner = "".join(
        f'<Data name="{name}"><value>{_words(text(value))}</value></Data>'
        for name, value in values.items()
        if value is not None
    )
    return f"<ExtendedData>{inner}</ExtendedData>"


def _geometry(ends: list[Place]) -> str:
    distinct = list(dict.fromkeys(ends))
    told = " ".join(f"{lon!r},{lat!r}" for lon, lat in distinct)
    if not told:
        return ""
    shape = "Point" if len(distinct) == 1 else "LineString"
    return f"<{shape}><coordinates>{told}</coordinates></{shape}>"
