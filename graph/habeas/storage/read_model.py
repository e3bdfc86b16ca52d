"""The views of a case as they are read: the store, the side index, and each claim from its place in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from habeas.model.codec import claim_from_plain, entity_from_plain, source_from_plain
from habeas.model.values import Claim
from habeas.sparql.contract import Store
from habeas.sparql.mapper import Mapper
from habeas.sparql.terms import NamedNode, Quad, SpoTriple, hab, node, spo
from habeas.storage.index import Index
from habeas.storage.index_tables import ClaimRow
from habeas.storage.journal.line import Operation


class ReadModel:
    """The store and the side index of one case, to read.

    `fetch` reads one journal line from its place; it is how a claim's content is found again. A store that is costly to make
    (that of an earlier moment) may be given as a function; it is made when first asked for.
    """

    def __init__(
        self, store: Store | Callable[[], Store], index: Index, mapper: Mapper, fetch: Callable[[int, int], Operation]
    ) -> None:
        self._store = store
        self.index = index
        self.mapper = mapper
        self._fetch = fetch
        self._case = node(mapper.base + "case")

    @property
    def store(self) -> Store:
        """The store that answers SPARQL."""
        if callable(self._store):
            self._store = self._store()
        return self._store

    def close(self) -> None:
        """Close the store and the index, as far as they were opened."""
        if not callable(self._store):
            self._store.close()
        self.index.close()

    # -- where the views stand

    def positions(self) -> tuple[tuple[int, str], tuple[int, str]]:
        """Number and hash of the last journal line in the store and in the index."""
        return self._store_position(), self.index.position()

    def _store_position(self) -> tuple[int, str]:
        found = {p.value: o.value for _, p, o in map(spo, self.store.quads(subject=self._case, graph=None))}
        position = found.get(hab("journalPosition").value, "0")
        return int(position), found.get(hab("journalHead").value, "")

    def last_recorded(self) -> str:
        """The moment of the last record of a live claim; empty where there is none."""
        sql = "SELECT MIN(at) FROM moments WHERE n >= ?"
        last = [row.place for row in self.index.latest(1)]
        return next((at for (at,) in self.index.connection.execute(sql, last)), "") if last else ""

    def claim(self, claim_id: str) -> tuple[Claim, Operation] | None:
        """A claim and the operation that recorded it last, live or not."""
        row = self.index.claim(claim_id)
        return self.claim_in(row) if row else None

    def claim_in(self, row: ClaimRow) -> tuple[Claim, Operation]:
        """The claim of an index row, read from its place in the journal."""
        operation = self._fetch(row.start, row.stop)
        return claim_of(operation), operation

    def operations(self, subject: str) -> list[Operation]:
        """Every operation on a claim, entity or source, oldest first."""
        return [self._fetch(start, stop) for start, stop in self.index.touched(subject)]

    # -- triples

    def facts_of(self, subject: NamedNode, name: str) -> list[Quad]:
        """The quads of the default graph with a subject and a property of habeas."""
        return list(self.store.quads(subject=subject, predicate=hab(name), graph=None))

    def held_elsewhere(self, triple: SpoTriple, mine: NamedNode) -> bool:
        """True when another claim's graph or a description holds the triple too."""
        return any(graph != mine for graph in self.graphs_with(triple)) or self.is_described(triple)

    def graphs_with(self, triple: SpoTriple) -> list[NamedNode]:
        """The claims' graphs that hold the triple."""
        subject, predicate, found = triple
        same = self.store.quads(subject=subject, predicate=predicate, object=found)
        return [quad.graph_name for quad in same if isinstance(quad.graph_name, NamedNode)]

    def is_described(self, triple: SpoTriple) -> bool:
        """True when the latest description of its subject holds the triple."""
        subject = triple[0].value
        if not subject.startswith(self.mapper.base):
            return False
        body = self.index.entity(str(self.mapper.ref(subject)))
        return body is not None and triple in set(self.description(body))

    def description(self, body: Mapping[str, Any]) -> list[SpoTriple]:
        """The triples of a description in the index."""
        if body["ref"].startswith("doc:"):
            return self.mapper.source(source_from_plain(body))
        return self.mapper.entity(entity_from_plain(body))


def claim_of(operation: Operation) -> Claim:
    """The claim that a record or supersede operation holds."""
    return claim_from_plain(operation.body["claim"])
