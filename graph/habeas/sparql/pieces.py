"""A store in pieces by relation, for an engine that loads only what a query asks for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, serialize

from habeas.sparql.contract import Store

EVERY: Final = "SELECT DISTINCT ?p WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?p"
MOST: Final = 40_000
"""So many quads are in a piece."""


class RelationPiece(NamedTuple):
    """Some quads of one relation, in every graph: how many, and as N-Quads, sorted."""

    relation: str
    quads: int
    content: bytes


def pieces_by_relation(store: Store, most: int = MOST) -> Iterator[RelationPiece]:
    """All quads of a store, each once; relation by relation, in the order of their IRIs."""
    relations = [str(row[0]) for row in store.query(EVERY).rows()]
    for relation in relations:
        content = serialize(store.quads(predicate=NamedNode(relation)), format=RdfFormat.N_QUADS) or b""
        lines = iter(sorted(content.splitlines(keepends=True)))
        while some := list(islice(lines, most)):
            yield RelationPiece(relation, len(some), b"".join(some))
