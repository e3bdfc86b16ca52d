"""How every format is read by a program that it is for: the nodes, and for each line its ends and its days.

Read are files as bytes. Where a program or its library is at hand, it reads; for Gephi, Neo4j and graphology, whose
readers are none of Python, the file is read by their documented rules. A reader raises on anything it would warn of.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import igraph
import networkx as nx
import rdflib
from fastkml import kml
from geojson_pydantic import FeatureCollection
from lxml import etree
from tests.graph.formats import gephi_guesses

from habeas.analysis.edges.stretches import spells_text
from habeas.formats.graph import Graph


class Walked(NamedTuple):
    """What a reader found: ids of nodes; lines as (source, target, kind, stretches), as often as they are there."""

    nodes: frozenset[str]
    lines: Counter[tuple[str, str, str, str]]


def wanted(graph: Graph) -> Walked:
    """What every reader should find."""
    lines = ((edge.source, edge.target, edge.kind, spells_text(edge.spells)) for edge in graph.edges)
    return Walked(frozenset(node.id for node in graph.nodes), Counter(lines))


def _found(nodes: Iterable[str], lines: Iterable[tuple[Any, ...]]) -> Walked:
    every = list(nodes)
    assert len(every) == len(set(every)), "a node is there twice"
    return Walked(frozenset(every), Counter((str(a), str(b), str(c), str(d or "")) for a, b, c, d in lines))


def _gexf(data: bytes) -> Walked:
    root = etree.fromstring(data)
    nodes = [node.get("id") for node in root.iterfind(".//{*}node")]
    lines = []
    for edge in root.iterfind(".//{*}edge"):
        spells = [f"{s.get('start', '..')}/{s.get('end', '..')}" for s in edge.iterfind(".//{*}spell")]
        lines.append((edge.get("source"), edge.get("target"), edge.get("kind"), "; ".join(spells)))
    return _found(nodes, lines)


def _graphml(data: bytes) -> Walked:
    read = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    with tempfile.NamedTemporaryFile(suffix=".graphml") as file:
        Path(file.name).write_bytes(data)
        other = igraph.Graph.Read_GraphML(file.name)
    assert set(other.vs["id"] if other.vcount() else ()) == set(read.nodes)
    lines = [(a, b, told["kind"], told.get("spells") or "") for a, b, told in _turned(read, data)]
    names = [{other.vs[end]["id"] for end in edge.tuple} for edge in other.es]
    told = Counter((frozenset(ends), edge["kind"], edge["spells"]) for ends, edge in zip(names, other.es, strict=True))
    assert told == Counter((frozenset((a, b)), kind, spells) for a, b, kind, spells in lines), "igraph reads others"
    return _found(read.nodes, lines)


def _turned(read: Any, data: bytes) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
    """The edges with their ends as written: networkx gives those of an undirected graph either way round."""
    ends = {
        edge.get("id"): (edge.get("source"), edge.get("target"))
        for edge in etree.fromstring(data).iterfind(".//{*}edge")
    }
    return ((*ends[key], told) for *_, key, told in read.edges(keys=True, data=True))


def _yed(data: bytes) -> Walked:
    read = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    return _found(read.nodes, ((a, b, told["kind"], told.get("spells")) for a, b, told in _turned(read, data)))


def _tables(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def _csv(data: bytes) -> Walked:
    texts = _tables(data)
    gephi = gephi_guesses.rows_of(texts["gephi-edges.csv"])
    assert not gephi or gephi_guesses.types_of(gephi, edges=True).get("Timeset") != "timestamps"
    times = Counter(row["Timeset"].count("[") for row in gephi)
    rows = _rows(texts["edges.csv"])
    assert times == Counter(len(row["spells"].split("; ")) if row["spells"] else 0 for row in rows)
    lines = ((row["Source"], row["Target"], row["Kind"], row["spells"]) for row in rows)
    return _found((row["Id"] for row in _rows(texts["nodes.csv"])), lines)


def _neo4j(data: bytes) -> Walked:
    texts = _tables(data)
    nodes, lines = _rows(texts["nodes.csv"]), _rows(texts["relationships.csv"])
    ids = {row["id:ID"] for row in nodes}
    assert all({row[":START_ID"], row[":END_ID"]} <= ids for row in lines)
    assert all("\n" not in value for row in (*nodes, *lines) for value in row.values())
    told = ((row[":START_ID"], row[":END_ID"], row[":TYPE"], row["spells:string"]) for row in lines)
    return _found((row["id:ID"] for row in nodes), told)


def _graphology(data: bytes) -> Walked:
    read = json.loads(data)
    lines = ((e["source"], e["target"], e["attributes"]["kind"], e["attributes"].get("spells")) for e in read["edges"])
    return _found((node["key"] for node in read["nodes"]), lines)


def _gephi_lite(data: bytes) -> Walked:
    read = json.loads(data)["graphDataset"]
    told = read["edgeData"]
    edges = ((edge["source"], edge["target"], told[edge["key"]]) for edge in read["fullGraph"]["edges"])
    return _found(
        (node["key"] for node in read["fullGraph"]["nodes"]), ((a, b, e["kind"], e.get("spells")) for a, b, e in edges)
    )


def _cytoscape(data: bytes) -> Walked:
    read = json.loads(data)
    edges = (edge["data"] for edge in read["elements"]["edges"])
    lines = ((edge["source"], edge["target"], edge["interaction"], edge.get("spells")) for edge in edges)
    return _found((node["data"]["id"] for node in read["elements"]["nodes"]), lines)


def _cypher(data: bytes) -> Walked:
    rows = [_literal(line) for line in data.decode().splitlines() if line.startswith("{id: ")]
    edges = [row for row in rows if "source" in row]
    kinds = re.findall(r"^MERGE \(a\)-\[r:`([^`]+)` ", data.decode(), re.M)
    assert {row["id"].split("|")[1] for row in edges} == set(kinds)
    lines = ((row["source"], row["target"], row["id"].split("|")[1], row.get("spells")) for row in edges)
    return _found((row["id"] for row in rows if "source" not in row), lines)


def _literal(line: str) -> dict[str, Any]:
    """A map of a script: names without quotation marks, values as JSON."""
    text, found, decoder = line.strip().rstrip(",").removeprefix("{"), {}, json.JSONDecoder()
    while text and text != "}":
        name, _, rest = text.partition(": ")
        value, end = decoder.raw_decode(rest)
        found[name] = value
        text = rest[end:].removeprefix(", ")
    return found


def _stream(data: bytes) -> Walked:
    events = [json.loads(event) for event in data.decode().split("\r")[:-1]]
    nodes = [name for event in events for name in event.get("an", {})]
    edges = [edge for event in events for edge in event.get("ae", {}).values()]
    return _found(nodes, ((edge["source"], edge["target"], edge["kind"], edge.get("spells")) for edge in edges))


def _geojson(data: bytes) -> Walked:
    read = [feature.properties for feature in FeatureCollection.model_validate_json(data).features]
    edges = [one for one in read if one and "source" in one]
    ids = [feature["id"] for feature in json.loads(data)["features"] if "source" not in feature["properties"]]
    return _found(ids, ((edge["source"], edge["target"], edge["kind"], edge.get("spells")) for edge in edges))


def _kml(data: bytes) -> Walked:
    document: Any = kml.KML.parse(io.BytesIO(data), validate=True).features[0]
    every = [
        {item.name: item.value for item in mark.extended_data.elements}
        for folder in document.features
        for mark in folder.features
    ]
    edges = [one for one in every if "source" in one]
    lines = ((edge["source"], edge["target"], edge["kind"], edge.get("spells")) for edge in edges)
    return _found((one["id"] for one in every if "source" not in one), lines)


READERS: Mapping[str, Callable[[bytes], Walked]] = {
    ".gexf": _gexf,
    ".graphml": _graphml,
    ".yed.graphml": _yed,
    ".csv.zip": _csv,
    ".neo4j.zip": _neo4j,
    ".json": _graphology,
    ".gephi-lite.json": _gephi_lite,
    ".cyjs": _cytoscape,
    ".cypher": _cypher,
    ".stream": _stream,
    ".geojson": _geojson,
    ".kml": _kml,
}
"""Formats that keep ids and stretches. What others make of them is in `count_jsonld` and `count_ftm`."""


def count_jsonld(data: bytes) -> tuple[int, int]:
    """Nodes and lines of linked data, as rdflib reads it."""
    read = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph", DeprecationWarning)  # rdflib's parser, of itself
        read.parse(data=data, format="json-ld")
    things = json.loads(data)["@graph"]
    lines = [thing for thing in things if "about" in thing]
    named = {str(subject) for subject in read.subjects() if isinstance(subject, rdflib.URIRef)}
    nodes = [thing for thing in things if "@id" in thing and "name" in thing]
    assert len(named) >= len(nodes)
    return len(nodes), len(lines)


def count_ftm(data: bytes, model: Any = None) -> tuple[int, int]:
    """Nodes and lines of FollowTheMoney; with its model, every value is taken by it, and every end is there."""
    entities = [json.loads(line) for line in data.decode().splitlines()][:-1]
    ties = [entity for entity in entities if entity["id"].startswith("line.")]
    for entity in entities if model else ():
        proxy = model.make_entity(entity["schema"])
        for name, values in entity["properties"].items():
            proxy.add(name, values)
            assert set(proxy.get(name)) == set(values)
    return len(entities) - len(ties), len(ties)


def walk(data: bytes, ending: str, graph: Graph, model: Any = None) -> str:
    """What is wrong with a file; empty for nothing. A warning of a reader is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if ending in {".jsonld", ".ftm.json"}:
            found = count_jsonld(data) if ending == ".jsonld" else count_ftm(data, model)
            right = (len(tuple(graph.nodes)), len(tuple(graph.edges)))
            return "" if found == right else f"{found} nodes and lines, not {right}"
        read, right_ = READERS[ending](data), wanted(graph)
    if read == right_:
        return ""
    nodes, lines = read.nodes ^ right_.nodes, (read.lines - right_.lines) + (right_.lines - read.lines)
    return f"nodes {sorted(nodes)[:3]}, lines {list(lines.items())[:3]}"
