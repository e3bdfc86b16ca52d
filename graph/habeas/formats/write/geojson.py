"""GeoJSON (RFC 7946), for QGIS, Leaflet, kepler.gl: a feature for every node and every line, longitude first.

A line between two places is drawn; one with a single end that lies somewhere, such as a stay, is a point there. What
lies nowhere that is known is a feature without a place, as the format has it, so that nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from habeas.formats.graph import Edge, Graph, Node
from habeas.formats.style import look_of
from habeas.formats.write.encoding import as_json, dated, encoded, listed, stated, status

LOST: Final = ("positions in the picture: nodes stand where they lie in the world, or nowhere",)
Place = tuple[float, float]
"""Longitude and latitude, as the format has them."""
LONGEST: Final = 180.0
"""A line that crosses more degrees than this goes the shorter way, over the date line."""


def write(graph: Graph) -> Iterator[bytes]:
    """The file in pieces."""
    return encoded(_parts(graph))


def places_of(graph: Graph) -> dict[str, Place]:
    """Where the nodes lie of which that is known."""
    found = ((node.id, stated(graph.node_columns, node.values)) for node in graph.nodes)
    return {
        name: (float(told["longitude"] or 0), float(told["latitude"] or 0))
        for name, told in found
        if "latitude" in told
    }


def _parts(graph: Graph) -> Iterator[str]:
    graph = replace(graph, nodes=tuple(graph.nodes))
    places = places_of(graph)
    labels = {node.id: node.label for node in graph.nodes}
    about = {"title": graph.title or graph.view, "description": graph.description, "creator": "habeas"}
    yield f'{{"type":"FeatureCollection",\n"habeas":{as_json(about)},\n"features":[\n'
    features = (
        *(as_json(_node(node, graph, places)) for node in graph.nodes),
        *(as_json(_edge(edge, graph, places, labels)) for edge in graph.edges),
    )
    yield from listed(features)
    yield "]}\n"


def _node(node: Node, graph: Graph, places: Mapping[str, Place]) -> dict[str, Any]:
    own = {"label": node.label, "marker-color": look_of(node.type).hex, **status(node)}
    at = places.get(node.id)
    return {
        "type": "Feature",
        "id": node.id,
        "geometry": {"type": "Point", "coordinates": at} if at else None,
        "properties": {**own, **stated(graph.node_columns, node.values)},
    }


def _edge(edge: Edge, graph: Graph, places: Mapping[str, Place], labels: Mapping[str, str]) -> dict[str, Any]:
    ends = {"source": edge.source, "target": edge.target}
    named = {"source_label": labels[edge.source], "target_label": labels[edge.target]}
    own = {"label": edge.label, "kind": edge.kind, "weight": edge.weight}
    more = {"spells": dated(edge)} if edge.spells else {}
    return {
        "type": "Feature",
        "id": edge.id,
        "geometry": _line([places[end] for end in ends.values() if end in places]),
        "properties": {**own, **ends, **named, **more, **stated(graph.edge_columns, edge.values)},
    }


def _line(ends: list[Place]) -> dict[str, Any] | None:
    """A line, a point, or nothing. A line over the date line is cut in two there (RFC 7946, 3.1.9)."""
    distinct = list(dict.fromkeys(ends))
    if not distinct:
        return None
    if len(distinct) == 1:
        return {"type": "Point", "coordinates": distinct[0]}
    (west, south), (east, north) = sorted(distinct)
    if east - west <= LONGEST:
        return {"type": "LineString", "coordinates": distinct}
    share = (180 - east) / (360 - (east - west))
    middle = round(north + share * (south - north), 6)
    return {
        "type": "MultiLineString",
        "coordinates": [[(east, north), (180.0, middle)], [(-180.0, middle), (west, south)]],
    }
