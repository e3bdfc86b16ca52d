"""WRITERS and RECORD_WRITERS: which file ending is written how, and what that format is good for.

A writer of graphs takes a view of the case, one of records the whole of it. Every writer gives pieces of bytes, so
that nothing large is held in memory; `storage.atomic.save` puts them on the disk whole or not at all. Node and edge
counts are the same in every format of graphs. What a format cannot hold is in its `lost`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from habeas.errors import BadFile
from habeas.formats.esf.fields import EsfFile
from habeas.formats.graph import Graph
from habeas.formats.write import (
    csv_pair,
    cypher,
    esf,
    ftm,
    geojson,
    gephi_lite,
    gexf,
    graphml,
    json_graphs,
    jsonld,
    kml,
    neo4j,
    yed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One format: how it is written, its media type, for what, and what it cannot hold."""

    name: str
    media: str
    about: str
    write: Callable[[Graph], Iterator[bytes]]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWriter:
    """A format of coded records of the whole case, told like `Writer`."""

    name: str
    media: str
    about: str
    write: Callable[[EsfFile], Iterator[bytes]]
    lost: tuple[str, ...] = ()


NO_TIME: Final = ("the timeline: stretches of days are kept as words in the column spells",)
WRITERS: Final[Mapping[str, Writer]] = {
    ".gexf": Writer(
        name="GEXF 1.3",
        media="application/gexf+xml",
        about="Gephi, Gephi Lite, Linkurious: the fullest form",
        write=gexf.write,
    ),
    ".graphml": Writer(
        name="GraphML",
        media="application/graphml+xml",
        about="Cytoscape, igraph, networkx",
        write=graphml.write,
        lost=NO_TIME,
    ),
    ".yed.graphml": Writer(
        name="yEd GraphML",
        media="application/graphml+xml",
        about="yEd, with labels, colours and shapes",
        write=yed.write,
        lost=NO_TIME,
    ),
    ".csv.zip": Writer(
        name="CSV, nodes, edges and stays",
        media="application/zip",
        about="spreadsheets, R, pandas; a pair for Gephi's spreadsheet import",
        write=csv_pair.write,
        lost=("colours, shapes and positions",),
    ),
    ".ftm.json": Writer(
        name="FollowTheMoney",
        media="application/x-ndjson",
        about="Aleph and other platforms of investigators; one entity a line",
        write=ftm.write,
        lost=ftm.LOST,
    ),
    ".gephi-lite.json": Writer(
        name="Gephi Lite",
        media="application/json",
        about="Gephi Lite, with colours, sizes and a legend",
        write=gephi_lite.write,
        lost=NO_TIME,
    ),
    ".cypher": Writer(
        name="Cypher",
        media="text/plain; charset=utf-8",
        about="Neo4j and other databases of graphs: a script to run",
        write=cypher.write,
        lost=(*NO_TIME, "positions"),
    ),
    ".json": Writer(
        name="graphology JSON",
        media="application/json",
        about="graphology, sigma.js",
        write=json_graphs.write_graphology,
        lost=NO_TIME,
    ),
    ".cyjs": Writer(
        name="Cytoscape JSON",
        media="application/json",
        about="Cytoscape, cytoscape.js",
        write=json_graphs.write_cytoscape,
        lost=NO_TIME,
    ),
    ".jsonld": Writer(
        name="JSON-LD with schema.org",
        media="application/ld+json",
        about="search engines and linked-data tools",
        write=jsonld.write,
        lost=jsonld.LOST,
    ),
    ".neo4j.zip": Writer(
        name="Neo4j CSV",
        media="application/zip",
        about="neo4j-admin database import, for large graphs: a table of nodes and one of relationships",
        write=neo4j.write,
        lost=(*NO_TIME, "positions"),
    ),
    ".geojson": Writer(
        name="GeoJSON",
        media="application/geo+json",
        about="QGIS, Leaflet, kepler.gl: facilities and places with coordinates, and the stays there",
        write=geojson.write,
        lost=geojson.LOST,
    ),
    ".kml": Writer(
        name="KML 2.2",
        media="application/vnd.google-earth.kml+xml",
        about="Google Earth and others, with a slider of days",
        write=kml.write,
        lost=kml.LOST,
    ),
    ".stream": Writer(
        name="graph streaming",
        media="application/json",
        about="Gephi's Graph Streaming plugin",
        write=json_graphs.write_streaming,
        lost=NO_TIME,
    ),
}

RECORD_WRITERS: Final[Mapping[str, RecordWriter]] = {
    ".esf.xml": RecordWriter(
        name="HURIDOCS Events Standard Formats",
        media="application/xml",
        about="OpenEvSys and others that use the HURIDOCS formats; the whole case as coded records, not a view",
        write=esf.write,
        lost=esf.LOST,
    ),
}
ENDINGS: Final = (*WRITERS, *RECORD_WRITERS)


def ending_of(path: Path) -> str:
    """Which of the endings a file name has. Raises BadFile."""
    name = path.name.lower()
    found = max((ending for ending in ENDINGS if name.endswith(ending)), key=len, default="")
    if not found:
        why = f"graphs are not written as “{path.suffix}”" if path.suffix else "the file name does not say which format"
        raise BadFile(where=str(path), why=why, next="End the name in " + ", ".join(ENDINGS))
    return found
