"""A second engine, over an rdflib Dataset: only to show that the contract of a store can be fulfilled by another
engine.

Slow, and never used by the program (an rdflib store cannot answer one person's contradictions in time).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse, serialize
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql import prepareQuery

from habeas.errors import BadQuery
from habeas.sparql.contract import AnyTerm, Change, Subject, WhichGraph
from habeas.sparql.results import Results


class RdflibStore:
    """A Dataset in memory, kept in one N-Quads file when it has a path."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._data = rdflib.Dataset(default_union=False)
        if path is not None and path.exists():
            self.load_file(str(path))

    @classmethod
    def open(cls, path: Path) -> Self:
        return cls(path.with_suffix(".nq"))

    def apply(self, change: Change) -> None:
        remove, add = [_plain(quad) for quad in change.remove], [_plain(quad) for quad in change.add]
        for quad in remove:
            self._data.remove(quad)
        for quad in add:
            self._data.add(quad)

    def load_many(self, quads: Iterable[Quad]) -> None:
        self.apply(Change(add=list(quads)))

    def load_file(self, path: str) -> None:
        self.load_many(parse(path=path, format=RdfFormat.N_QUADS))

    def query(
        self,
        sparql: str,
        *,
        base: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[str, NamedNode | Literal] | None = None,
    ) -> Results:
        try:
            prepared = prepareQuery(sparql, initNs=dict(prefixes or {}), base=base)
        except Exception as error:  # noqa: BLE001 its parser raises whatever it stumbles over
            raise BadQuery(why=str(error)) from None
        bound = {name: _term(term) for name, term in (substitutions or {}).items()}
        found = self._data.query(prepared, initBindings=bound)
        if found.type in {"CONSTRUCT", "DESCRIBE"}:
            return Results.read(found.serialize(format="nt") or b"", "nt", prefixes)
        return Results.read(found.serialize(format="json") or b"", "json", prefixes)

    def quads(
        self,
        *,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: AnyTerm | None = None,
        graph: WhichGraph = ...,
    ) -> Iterator[Quad]:
        wanted = DefaultGraph() if graph is None else graph
        for quad in parse(self.to_nquads(), format=RdfFormat.N_QUADS):
            pairs = ((subject, quad.subject), (predicate, quad.predicate), (object, quad.object))
            if all(asked is None or asked == found for asked, found in pairs) and wanted in {..., quad.graph_name}:
                yield quad

    def holds(self, quad: Quad) -> bool:
        return _plain(quad) in self._data

    def to_nquads(self) -> bytes:
        quads = [Quad(_back(s), _back(p), _back(o), _graph(g)) for s, p, o, g in self._data.quads()]
        return serialize(quads, format=RdfFormat.N_QUADS) or b""

    def flush(self) -> None:
        if self._path is not None:
            self._path.write_bytes(self.to_nquads())

    def close(self) -> None:
        self.flush()


def _plain(quad: Quad) -> Any:
    subject, predicate, term, graph = quad
    name = DATASET_DEFAULT_GRAPH_ID if isinstance(graph, DefaultGraph) else _term(graph)
    return _term(subject), _term(predicate), _term(term), name


def _term(term: Any) -> Any:
    if not isinstance(term, Literal):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value.endswith("#string") else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def _back(term: Any) -> Any:
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None)


def _graph(name: Any) -> NamedNode | DefaultGraph:
    return DefaultGraph() if name in {None, DATASET_DEFAULT_GRAPH_ID} else NamedNode(str(name))
