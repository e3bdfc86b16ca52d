"""The embedded engine: Oxigraph in the case folder. The only module that touches it.

What one change removes and adds is one SPARQL Update request made of serialised terms, which the engine takes in one
transaction; where nothing goes, one `extend`. After a write failed, the engine does not write again until it was opened
again, also when the disk has room: so the next write opens it again.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    serialize,
)

from habeas.errors import CaseLocked, HabeasError
from habeas.sparql.contract import AnyTerm, Change, Subject, WhichGraph
from habeas.sparql.engine_errors import bad_query, broken, disk_refused, engine_error, translated
from habeas.sparql.results import XSD, Results
from habeas.sparql.rewrites import rewritten

DEFAULT: Final = DefaultGraph()
STRING: Final = NamedNode(XSD + "string")
HAS_VALUE: Final = NamedNode("urn:x:value")


class EmbeddedStore:
    """An Oxigraph store: on the disk for writing, on the disk for reading, or in memory."""

    def __init__(self, store: Store, path: Path | None = None) -> None:
        self._engine: Store | None = store
        self._path = path
        self._failed = False
        self._writing = Lock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open for writing; files are for the owner only, and left-overs of a killed bulk load are removed.

        Raises StoreBroken, CaseLocked.
        """
        store = cls(_opened(path, _in_a_folder), path)
        for orphan in path.glob("bulk-*.sst"):  # now that the engine's own lock is held, nobody is loading
            orphan.unlink()
        return store

    @classmethod
    def read_only(cls, path: Path) -> Self:
        """Open for reading. Raises StoreBroken when there is nothing to read."""
        return cls(_opened(path, Store.read_only))

    @classmethod
    def in_memory(cls) -> Self:
        """A store that lives as long as the program."""
        return cls(Store())

    @property
    def _store(self) -> Store:
        if self._engine is None:
            raise ValueError("the store was closed")
        return self._engine

    def apply(self, change: Change) -> None:
        """Make a change in one transaction. Raises BadFile when the disk refuses: then nothing of it stays."""
        if change.remove:
            request = _update(change)
            self._write(lambda store: store.update(request))
            self._forget_empty(change)
        elif change.add:
            self._write(lambda store: store.extend(change.add))

    def load_many(self, quads: Iterable[Quad]) -> None:
        """Add many quads through the bulk loader, which is durable by itself.

        It gets them as N-Quads: so it runs beside other threads, and needs less memory than with quads one by one.
        """
        content = serialize(quads, format=RdfFormat.N_QUADS)
        self._write(lambda store: store.bulk_load(content, format=RdfFormat.N_QUADS, lenient=True))

    def load_file(self, path: str) -> None:
        """The same of a file of N-Quads, which may be a pipe: the engine reads it without waiting for Python."""
        self._write(lambda store: store.bulk_load(path=path, format=RdfFormat.N_QUADS, lenient=True))

    def _write(self, write: Callable[[Store], None]) -> None:
        with self._writing:
            if self._failed:
                self._open_again()
            try:
                write(self._store)
            except OSError as error:
                self._failed = True
                raise disk_refused(error) from None

    def _open_again(self) -> None:
        if self._path is None:
            return
        self._engine = None
        gc.collect()  # an answer that is still held would keep the old engine, and its lock, alive
        try:
            self._engine = _opened(self._path, Store)
        except HabeasError:
            self._engine = _opened(self._path, Store.read_only)
            raise
        self._failed = False

    def _forget_empty(self, change: Change) -> None:
        """The engine remembers the name of a graph after its last quad went; a store made from nothing would not."""
        gone = {quad.graph_name for quad in change.remove} - {quad.graph_name for quad in change.add} - {DEFAULT}
        for graph in gone:
            if next(self._store.quads_for_pattern(None, None, None, graph), None) is None:
                self._store.remove_graph(graph)

    def query(
        self,
        sparql: str,
        *,
        base: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[str, NamedNode | Literal] | None = None,
    ) -> Results:
        """Answer a query. Raises BadQuery with line and column, StoreBroken."""
        bound: dict[Variable, Subject | Literal] = {Variable(name): t for name, t in (substitutions or {}).items()}
        names, engine = dict(prefixes or {}), self._store
        try:
            raw = asked(engine, sparql, base_iri=base, prefixes=names, substitutions=bound)
        except (SyntaxError, ValueError) as error:
            raise bad_query(error, sparql, names) from None
        except (OSError, RuntimeError) as error:
            raise engine_error(error) from None
        return Results(raw, names)

    def quads(
        self,
        *,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: AnyTerm | None = None,
        graph: WhichGraph = ...,
    ) -> Iterator[Quad]:
        """Every quad that fits. Raises StoreBroken.

        On the disk the engine finds more than was asked for when the last byte of a value is FF: 255 finds 256 to
        511 too (decision 240; a query finds the right ones). What does not fit is left out here: the one place in
        the program where the engine is asked for quads by a value.
        """
        where = DEFAULT if graph is None else None if graph is ... else graph
        found = translated(self._store.quads_for_pattern(subject, predicate, object, where))
        if isinstance(object, Literal) and object.language is None and object.datatype != STRING:
            return _only(found, object)
        return found

    def holds(self, quad: Quad) -> bool:
        """Whether this very quad is there."""
        return quad in self._store

    def to_nquads(self) -> bytes:
        """Everything, as N-Quads."""
        return self._store.dump(format=RdfFormat.N_QUADS) or b""

    def copy_to(self, folder: Path) -> None:
        """The store as it is now, in a new folder that must not be there yet, to be opened with `read_only`.

        On the same disk the files are linked, not copied: quick, and no backup.
        """
        before = os.umask(0o077)
        try:
            self._store.backup(str(folder))
        finally:
            os.umask(before)

    def flush(self) -> None:
        """Force what was written to the disk."""
        self._write(lambda store: store.flush())

    def close(self) -> None:
        """Let the files go; the engine does when no answer holds it any more."""
        self._engine = None


def asked(engine: Store, sparql: str, **options: Any) -> QuerySolutions | QueryBoolean | QueryTriples:
    """What the engine answers, asked in the form that it answers soonest (`rewrites`). Raises what the engine raises.

    What is wrong with a query is said of the query as it was written.
    """
    sooner = sparql if options.get("substitutions") else rewritten(sparql)
    if sooner is not sparql:
        with contextlib.suppress(SyntaxError, ValueError):
            return engine.query(sooner, **options)
    return engine.query(sparql, **options)


def _only(found: Iterator[Quad], value: Literal) -> Iterator[Quad]:
    """Those with this very value, as it was given or as the engine gives it back: `01` is `1`."""
    stored: AnyTerm | None = None
    for quad in found:
        if quad.object != value:
            stored = stored or _as_stored(value)
            if quad.object != stored:
                continue
        yield quad


def _as_stored(value: Literal) -> AnyTerm:
    store = Store()
    store.add(Quad(HAS_VALUE, HAS_VALUE, value))
    found: AnyTerm = next(iter(store)).object
    return found


def _in_a_folder(path: str) -> Store:
    Path(path).mkdir(parents=True, exist_ok=True, mode=0o700)
    return Store(path)


def _opened(path: Path, how: Callable[[str], Store]) -> Store:
    before = os.umask(0o077)
    try:
        return how(str(path))
    except (OSError, RuntimeError, ValueError) as error:
        if "lock hold" in str(error) or "LOCK: " in str(error):
            why = "the store of this case file is open in another program"
            raise CaseLocked(where=str(path), why=why, next="Close it there, and try again.") from None
        if "No space" in str(error):
            raise disk_refused(error) from None
        raise broken(error) from None
    finally:
        os.umask(before)


def _update(change: Change) -> str:
    """One request that removes and adds, built from serialised terms only."""
    return f"DELETE DATA {{ {_data(change.remove)} }} ; INSERT DATA {{ {_data(change.add)} }}"


def _data(quads: Iterable[Quad]) -> str:
    return "\n".join(_statement(quad) for quad in quads)


def _statement(quad: Quad) -> str:
    subject, predicate, term, graph = quad
    if isinstance(subject, BlankNode | Triple) or isinstance(term, BlankNode | Triple):
        raise ValueError(f"a change that removes takes IRIs and literals only, not {quad}")
    triple = f"{subject} {predicate} {term} ."
    return triple if graph == DEFAULT else f"GRAPH {graph} {{ {triple} }}"
