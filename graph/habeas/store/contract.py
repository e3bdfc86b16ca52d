"""What the rest of the program asks of an engine. tests/contracts/test_stores.py holds every engine to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import EllipsisType
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from habeas.store.results import Results

Graph = NamedNode | None | EllipsisType
"""Which graph: one by its name, the default graph (None), or every graph (...)."""


@dataclass(frozen=True, slots=True)
class Change:
    """Quads that go and quads that come, together. Removing what is not there and adding what is there are harmless."""

    remove: Sequence[Quad] = field(default_factory=tuple)
    add: Sequence[Quad] = field(default_factory=tuple)


class Store(Protocol):
    """A store of quads that answers SPARQL 1.1."""

    def apply(self, change: Change) -> None:
        """Make a change, all or nothing."""

    def load_many(self, quads: Iterable[Quad]) -> None:
        """Add many quads in the engine's fastest way."""

    def query(
        self,
        sparql: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[str, NamedNode | Literal] | None = None,
    ) -> Results:
        """Answer a query. `substitutions` binds variables to terms, never to text. Raises BadQuery, StoreBroken."""

    def quads(
        self,
        *,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: Graph = ...,
    ) -> Iterator[Quad]:
        """Every quad that fits."""

    def to_nquads(self) -> bytes:
        """Everything, as N-Quads."""

    def flush(self) -> None:
        """Force what was written to the disk."""

    def close(self) -> None:
        """Let the files go."""
