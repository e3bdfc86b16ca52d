"""What operations change in the store and in the side index is gathered, and written together: with each step, or for a
whole case in large pieces.

Kept answers are brought up to date with each change, or, while many changes are applied, once at the end.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol

from habeas.model.claims import ReadClaim
from habeas.sparql.contract import Change, Store
from habeas.sparql.terms import NamedNode, Quad, RdfFormat, SpoTriple, nquads, parse
from habeas.storage.bulk import PIECE, BackgroundLoader, making, settle
from habeas.storage.index_tables import IndexChange, usable
from habeas.storage.journal.line import JournalEntry, ProgressCallback
from habeas.storage.journal.reader import LINES_TOLD
from habeas.storage.keeping import IndexWriter, Keep, WritableIndex

BULK_FROM: Final = 20_000
"""Quads in one change from which the engine's bulk loader is the faster way (bench/bench_load.py)."""
WRITTEN_OUT: Final = 20_000
"""Quads in small changes after which the engine writes its buffers to disk: it holds some 0.5 KB of memory for each."""


class PositionQuads(Protocol):
    """How the store says how far it is; `storage.triples.CaseTriples` is it."""

    def position_now(self) -> list[Quad]:
        """The quads that say it."""

    def position_then(self, n: int, head: str) -> list[Quad]:
        """The quads that say another."""


class ViewWriter(ABC):
    """Applies operations to the store and the side index of one case."""

    def __init__(
        self, store: Store, index: WritableIndex, position: PositionQuads, keep: Keep, keep_all: Callable[[], None]
    ) -> None:
        self._keep_all = keep_all
        self._store, self._connection, self._position = store, index.connection, position
        self._writer = IndexWriter(index, keep)
        self._loader = BackgroundLoader(store)
        self._ready: Mapping[str, ReadClaim] = {}
        self._whole = False
        self._buffered = 0
        self._recorded: set[str] = set()
        """Ids of claims, while the views are made from nothing."""
        self._gather_anew()

    def apply(
        self, entries: Iterable[JournalEntry], ready: Mapping[str, ReadClaim] | None = None, *, keep: bool = True
    ) -> None:
        """Bring both views up to the last of these journal lines, in as few engine commits as possible.

        `ready` may hold claims of these entries by id, to spare reading them again. Without `keep`, kept answers are
        left behind until the next change with it, `keep_left` or `keep_up`: for many changes in a row.
        """
        self._writer.behind = not keep
        last = None
        self._ready = ready or {}
        try:
            for entry in entries:
                self._one(entry)
                last = entry
                if self._gathered >= PIECE:
                    self._flush(entry)
            if last is not None:
                self._flush(last)
        except BaseException:
            self._forget()
            raise

    def apply_all(self, entries: Iterable[JournalEntry], progress: ProgressCallback | None = None) -> int:
        """Bring empty views up to the last of these journal lines, kept answers too; returns how many there are.

        Until all of it is done, the index has no position in the journal.
        """
        self._whole, self._writer.behind, last, done = True, True, None, 0
        try:
            with making(self._connection):
                for done, entry in enumerate(entries, start=1):
                    self._one(entry)
                    last = entry
                    if self._gathered >= PIECE:
                        self._loader.send()
                        self._writer.put(self._rows)
                        self._gather_anew()
                    if progress and done % LINES_TOLD == 0:
                        progress(done)
                if last is not None:
                    self._flush(last)
        except BaseException:
            self._forget()
            raise
        finally:
            self._whole, self._recorded = False, set()
        with usable():
            self._keep_all()
        self._let_go()
        settle(self._connection)
        if last is not None:
            self._writer.reach(last.operation.n, last.operation.hash)
        return done

    def keep_up(self) -> None:
        """Work the kept answers out from nothing."""
        self._writer.keep_up()

    def keep_left(self) -> None:
        """Bring up the kept answers that were left behind."""
        self._writer.keep_left()
        self._let_go()

    @abstractmethod
    def _let_go(self) -> None:
        """Hold no claims any more: everything was made from them."""

    def _forget(self) -> None:
        self._loader.give_up()
        self._let_go()
        self._gather_anew()

    def _gather_anew(self) -> None:
        self._gathered = 0
        self._rows = IndexChange()
        self._fresh: set[str] = set()

    def _gather(self, triples: Sequence[SpoTriple], graph: NamedNode | None = None) -> None:
        """Take triples of one graph (none: the default graph) along, to be written with the rest."""
        self._gathered += len(triples)
        self._loader.add(nquads(triples, graph), len(triples))

    @abstractmethod
    def _one(self, entry: JournalEntry) -> None:
        """Gather what an operation changes."""

    def _flush(self, entry: JournalEntry, *, reached: bool = True) -> None:
        """Write what was gathered; with `reached`, also that the views now hold the journal up to this entry."""
        o, gathered = entry.operation, self._all_gathered()
        n, head = (o.n, o.hash) if reached else (o.n - 1, o.prev)
        self._store.apply(
            Change(remove=self._position.position_now(), add=[*gathered, *self._position.position_then(n, head)])
        )
        if self._whole:
            self._writer.put(self._rows)
        else:
            self._writer.write(self._rows, n=n, head=head)
        self._write_out()
        self._gather_anew()

    def _write_out(self) -> None:
        """Now and then, let the engine empty its buffers: they grow with every change, and nothing bounds them soon."""
        self._buffered += self._gathered
        if self._buffered >= WRITTEN_OUT:
            self._store.flush()
            self._buffered = 0

    def _all_gathered(self) -> Sequence[Quad]:
        """What was gathered and the engine has not got; much of it, as N-Quads, it gets first."""
        if self._gathered >= BULK_FROM:
            self._loader.send()
        self._loader.wait()
        return [*parse(self._loader.rest(), format=RdfFormat.N_QUADS)]
