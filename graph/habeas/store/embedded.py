"""The embedded engine: Oxigraph in the case folder. The only module that touches it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Self

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, Variable

from habeas.errors import BadQuery, StoreBroken
from habeas.store.contract import Change, Graph
from habeas.store.results import Results

DEFAULT = DefaultGraph()
Term = NamedNode | BlankNode | Literal | Triple


class EmbeddedStore:
    """An Oxigraph store: on the disk for writing, on the disk for reading, or in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open for writing; files are for the owner only, and left-overs of a killed bulk load are removed."""
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for orphan in path.glob("bulk-*.sst"):
            orphan.unlink()
        return cls(_opened(path, Store))

    @classmethod
    def read_only(cls, path: Path) -> Self:
        """Open for reading. Raises StoreBroken when there is nothing to read."""
        return cls(_opened(path, Store.read_only))

    @classmethod
    def in_memory(cls) -> Self:
        """A store that lives as long as the program."""
        return cls(Store())

    def apply(self, change: Change) -> None:
        """Make a change in one transaction: one SPARQL Update when quads go, else one write."""
        if change.remove:
            self._store.update(_update(change))
        elif change.add:
            self._store.extend(change.add)

    def load_many(self, quads: Iterable[Quad]) -> None:
        """Add many quads through the bulk loader, which is durable by itself."""
        self._store.bulk_extend(quads)

    def query(
        self,
        sparql: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[str, NamedNode | Literal] | None = None,
    ) -> Results:
        """Answer a query. Raises BadQuery with line and column, StoreBroken."""
        bound: dict[Variable, Term] = {Variable(name): term for name, term in (substitutions or {}).items()}
        try:
            raw = self._store.query(sparql, prefixes=dict(prefixes or {}), substitutions=bound)
        except SyntaxError as error:
            raise BadQuery(where=_place(error), why=f"this is not SPARQL: {_first(error)}", next=HELP) from None
        except ValueError as error:
            raise BadQuery(why=str(error), next=HELP) from None
        except OSError as error:
            raise _broken(error) from None
        return Results(raw, prefixes or {})

    def quads(
        self,
        *,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: Graph = ...,
    ) -> Iterator[Quad]:
        """Every quad that fits."""
        where = DEFAULT if graph is None else None if graph is ... else graph
        return self._store.quads_for_pattern(subject, predicate, object, where)

    def to_nquads(self) -> bytes:
        """Everything, as N-Quads."""
        return self._store.dump(format=RdfFormat.N_QUADS) or b""

    def flush(self) -> None:
        """Force what was written to the disk."""
        self._store.flush()

    def close(self) -> None:
        """Let the files go; the engine does when nothing holds the store any more."""
        del self._store


HELP = "`habeas words` lists the vocabulary; docs/words.md shows queries that work."


def _opened(path: Path, how: type[Store] | object) -> Store:
    before = os.umask(0o077)
    try:
        return how(str(path))  # type: ignore[operator]
    except (OSError, RuntimeError, ValueError) as error:
        raise _broken(error) from None
    finally:
        os.umask(before)


def _broken(error: Exception) -> StoreBroken:
    why = f"the store cannot be read: {_first(error)}"
    return StoreBroken(
        where="store", why=why, next="`habeas rebuild CASE` makes it anew from the journal; nothing is lost."
    )


def _update(change: Change) -> str:
    """One request that removes and adds, made of serialised terms only."""
    return f"DELETE DATA {{ {_data(change.remove)} }} ; INSERT DATA {{ {_data(change.add)} }}"


def _data(quads: Iterable[Quad]) -> str:
    return "\n".join(_statement(quad) for quad in quads)


def _statement(quad: Quad) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object} ."
    return triple if isinstance(quad.graph_name, DefaultGraph) else f"GRAPH {quad.graph_name} {{ {triple} }}"


def _place(error: SyntaxError) -> str:
    return f"line {error.lineno}, column {error.offset}" if error.lineno else ""


def _first(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
