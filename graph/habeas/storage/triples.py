"""The triples of a case in its store: which there are of something, and who else says the same.

A triple of the default graph stands as long as a claim's graph holds it or the latest description of its subject does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.values import Ref
from habeas.sparql.contract import Store
from habeas.sparql.mapper import Mapper
from habeas.sparql.terms import A, NamedNode, Quad, SpoTriple, hab, integer, node, plain_string, quads, spo
from habeas.storage.contract import IndexReader


class CaseTriples:
    """The triples of an open case."""

    def __init__(self, store: Store, index: IndexReader, mapper: Mapper) -> None:
        self._store, self._index, self.mapper = store, index, mapper
        self._case = node(mapper.base + "case")

    # -- how far the store is

    def position(self) -> tuple[int, str]:
        """Number and hash of the last journal line that the store holds."""
        found = {p.value: o.value for _, p, o in map(spo, self._store.quads(subject=self._case, graph=None))}
        return int(found.get(hab("journalPosition").value, "0")), found.get(hab("journalHead").value, "")

    def position_now(self) -> list[Quad]:
        """The quads that say it."""
        return [quad for name in ("journalPosition", "journalHead") for quad in self.of(self._case, name)]

    def position_then(self, n: int, head: str) -> list[Quad]:
        """The quads that say another."""
        me, at = self._case, (hab("journalPosition"), hab("journalHead"))
        return quads([(me, A, hab("CaseFile")), (me, at[0], integer(n)), (me, at[1], plain_string(head))])

    # -- who says what

    def of(self, subject: NamedNode, name: str) -> list[Quad]:
        """The quads of the default graph with a subject and a property of habeas."""
        return list(self._store.quads(subject=subject, predicate=hab(name), graph=None))

    def held_elsewhere(self, triple: SpoTriple, mine: NamedNode) -> bool:
        """True when another claim's graph or a description holds the triple too."""
        return any(graph != mine for graph in self.graphs_with(triple)) or self._is_described(triple)

    def leaving(self, assertion: Sequence[SpoTriple], mine: NamedNode) -> list[Quad]:
        """What goes when a claim is live no more: its graph, and what nothing else holds."""
        gone = quads(t for t in assertion if not self.held_elsewhere(t, mine))
        return [*quads(assertion, mine), *gone]

    def with_parts(self, me: NamedNode) -> list[Quad]:
        """Everything that the default graph says of a claim itself, its passages and its steps."""
        parts = {q.object for q in self._store.quads(subject=me, graph=None) if isinstance(q.object, NamedNode)}
        own = [part for part in parts if part.value.startswith(f"{me.value}#")]
        deeper = {q.object for one in own for q in self._store.quads(subject=one, graph=None)}
        more = [part for part in deeper if isinstance(part, NamedNode) and part.value.startswith(f"{me.value}#")]
        return [q for one in {me, *own, *more} for q in self._store.quads(subject=one, graph=None)]

    def graphs_with(self, triple: SpoTriple) -> list[NamedNode]:
        """The claims' graphs that hold the triple."""
        subject, predicate, found = triple
        same = self._store.quads(subject=subject, predicate=predicate, object=found)
        return [quad.graph_name for quad in same if isinstance(quad.graph_name, NamedNode)]

    def _is_described(self, triple: SpoTriple) -> bool:
        """True when the latest description of its subject holds the triple."""
        subject = triple[0].value
        if not subject.startswith(self.mapper.base):
            return False
        body = self._index.entity(str(self.mapper.ref(subject)))
        return body is not None and triple in set(self.description(body))

    def no_longer_described(self, body: Mapping[str, Any], new: Iterable[SpoTriple]) -> list[Quad]:
        """What was said of the entity itself and is not in the new description, unless a claim says it too.

        Captured texts stay.
        """
        me = self.mapper.iri(Ref.parse(body["ref"]))
        old = set(self.description(body)) - set(new)
        return quads(t for t in old if t[0] == me and not self.graphs_with(t))

    def description(self, body: Mapping[str, Any]) -> list[SpoTriple]:
        """The triples of a description in the index."""
        if body["ref"].startswith("doc:"):
            return self.mapper.source(source_from_plain(body))
        return self.mapper.entity(entity_from_plain(body))


def add_to_digest(digest: int, quad: Quad) -> int:
    """Add one quad to a digest of a set of quads that does not depend on their order."""
    return (digest + int.from_bytes(hashlib.sha256(str(quad).encode()).digest())) % (1 << 256)


def digest_of(quads: Iterable[Quad]) -> tuple[int, int]:
    """How many quads there are, and the digest of all."""
    count = total = 0
    for quad in quads:
        count, total = count + 1, add_to_digest(total, quad)
    return count, total
