"""What the rest of the program asks of an engine. tests/contracts/test_stores.py holds every engine to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import EllipsisType
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from habeas.sparql.results import Results

WhichGraph = NamedNode | None | EllipsisType
"""Which graph: one by its name, the default graph (None), or every graph (...)."""
Subject = NamedNode | BlankNode | Triple
AnyTerm = Subject | Literal


@dataclass(frozen=True, slots=True)
class Change:
    """Quads that go and quads that come, together. First the ones in `remove` go, then the ones in `add` come.

    Removing what is not there and adding what is there are harmless. Quads that go name no blank nodes: nothing here
    has any.
    """

    remove: Sequence[Quad] = field(default_factory=tuple)
    add: Sequence[Quad] = field(default_factory=tuple)


class Store(Protocol):
    """A store of quads that answers SPARQL 1.1. Plain triples of a query are matched in the default graph only.

    One thread writes at a time; any number may read meanwhile, and each sees the store as it was when it began.
    """

    def apply(self, change: Change) -> None:
        """Make a change, all or nothing.

        Not forced to the disk: the journal is the truth, and repairs a store that lags.
        """

    def load_many(self, quads: Iterable[Quad]) -> None:
        """Add many quads in the engine's fastest way, all or nothing."""

    def load_file(self, path: str) -> None:
        """The same of a file of N-Quads, which may be a pipe."""

    def query(
        self,
        sparql: str,
        *,
        base: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[str, NamedNode | Literal] | None = None,
    ) -> Results:
        """Answer a query. Raises BadQuery, StoreBroken.

        `substitutions` binds variables that the query gives back, to terms, never to text.

        It does not ask whether the query is harmless: `guard.require_harmless` does, before any text a person gave.
        """

    def quads(
        self,
        *,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: AnyTerm | None = None,
        graph: WhichGraph = ...,
    ) -> Iterator[Quad]:
        """Every quad that fits."""

    def holds(self, quad: Quad) -> bool:
        """Whether this very quad is there."""

    def to_nquads(self) -> bytes:
        """Everything, as N-Quads."""

    def flush(self) -> None:
        """Force what was written to the disk."""

    def close(self) -> None:
        """Let the files go."""
