"""The folder of a case while it is open: its lock, its journal, and its views kept in step.

open to read    a shared lock; the store read-only; nothing is written; in memory where views lag and must
open to write   the only program; torn tails are set aside, views that lag are brought up
past            the views as they were at a moment, in memory, from the journal
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from habeas.errors import BadChoice, BadFile, StoreBroken
from habeas.model.claims import ReadClaim
from habeas.model.config import CaseSettings, read_settings, settings_text
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.mapper import Mapper
from habeas.storage import folder as beginning
from habeas.storage.atomic import make_folder
from habeas.storage.contract import KeptAnswers
from habeas.storage.folder import keep, unnamed, write_settings
from habeas.storage.index import Index
from habeas.storage.journal.line import JournalEntry, Operation, ProgressCallback
from habeas.storage.journal.operations import FORMAT, PARTS, kept_name, known, require_readable
from habeas.storage.journal.reader import read, read_at, tail
from habeas.storage.journal.writer import Journal
from habeas.storage.lending import is_writable
from habeas.storage.lock import CaseLock
from habeas.storage.lockbox import require_open
from habeas.storage.positions import projector_of, require_same_journal
from habeas.storage.projection import Projector
from habeas.storage.scope import ReadModel
from habeas.storage.verify_files import close_to_others
from habeas.storage.verify_lines import AT_OPENING, sampled

READ_ONLY = "this case file was opened to read only"
BATCH = 2_000  # operations brought into the views at once


class Workspace:
    """An open case folder. `views` answers questions; `commit` is the only way anything is written."""

    def __init__(self, folder: Path, settings: CaseSettings, clock: Callable[[], str], kept: KeptAnswers) -> None:
        self.folder = folder
        self.kept = kept
        self.settings = settings
        self.clock = clock
        self.journal: Journal | None = None
        self.views: ReadModel
        self._projector: Projector
        self._closing = ExitStack()
        self.kept_now: list[dict[str, object]] = []  # documents to be named in the journal with the next operations
        self.written, self._looks, self.in_memory = False, 0, False
        self.odd = self.lagging = ""  # `odd`: what of the views was not as the journal says

    @classmethod
    def create(cls, folder: Path, settings: CaseSettings, clock: Callable[[], str], kept: KeptAnswers) -> Workspace:
        """Make the folder of a new case. Raises BadChoice when something stands there already.

        case.toml comes last: a folder without it is no case yet, and what a kill left of one is made anew.
        """
        beginning.clear(folder)
        for name in beginning.FOLDERS:
            make_folder(folder / name)
        folder.chmod(0o700)
        space = cls(folder, settings, clock, kept)
        with ExitStack() as undo:
            undo.callback(space.close)
            space._open_to_write()
            text = settings_text(settings)
            made = {"base": settings.base, "title": settings.title, "format": FORMAT, "settings": text}
            space.commit([("create", made)], by=settings.recorder)
            write_settings(folder, text)
            undo.pop_all()
        return space

    @classmethod
    def open(
        cls, folder: Path, clock: Callable[[], str], kept: KeptAnswers, *, write: bool, look: bool = True
    ) -> Workspace:
        """Open an existing case; `look`: at some lines, too. Raises CaseMissing, CaseLocked, CaseDamaged."""
        require_open(folder)
        beginning.require_settings(folder)
        space = cls(folder, read_settings(folder), clock, kept)
        space._looks = AT_OPENING if look else 0
        beginning.require_folders(folder)
        try:
            if not write and not space._open_to_read():
                space.close()
                space, odd = cls(folder, space.settings, clock, kept), space.odd
                space.odd, write = odd, is_writable(folder)
                if not write:
                    space._closing.enter_context(CaseLock(folder, shared=True))
                    space.views, space.in_memory = space.replayed(None), True
            if write:
                space._open_to_write()
            require_readable(space.views.index.chained(), space.views.index.position()[0])
        except BaseException:
            space.close()
            raise
        return space

    def _open_to_read(self) -> bool:
        """False when the views must be brought up first."""
        self._closing.enter_context(CaseLock(self.folder, shared=True))
        try:
            index = Index.read_only(self._index_file, self.kept.tables)
            self._closing.callback(index.close)
            store = EmbeddedStore.read_only(self._store_folder)
            self._closing.callback(store.close)
            self.views = self._views(store, index)
            return self._in_step(tail(self._journal_folder)) and self._fits()
        except StoreBroken:
            return False

    def _open_to_write(self) -> None:
        self._closing.enter_context(CaseLock(self.folder, shared=False))
        beginning.sweep(self.folder)
        close_to_others(self.folder)
        self.journal = Journal.open(self._journal_folder)
        self._closing.callback(self.journal.close)
        if self.odd or not self._open_as_they_are():  # in no handler: an error at hand would keep the engine alive
            self.rebuild()
        elif not self._in_step((self.journal.n, self.journal.head)):
            self._catch_up(self.journal.n)
        elif not self._fits():
            self.rebuild()

    def _fits(self) -> bool:
        self.odd = sampled(self.views, self._journal_folder, self._looks)
        return not self.odd

    def _open_as_they_are(self) -> bool:
        """False when a view cannot be read: it is a cache, and is rebuilt."""
        try:
            self._open_views()
            self.views.positions()
        except StoreBroken:
            return False
        return True

    def _open_views(self) -> None:
        self._store_folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = EmbeddedStore.open(self._store_folder)
        self._closing.callback(store.close)
        try:
            index = Index.open(self._index_file, self.kept.tables)
        except StoreBroken:
            store.close()
            raise
        self._closing.callback(index.close)
        self.views = self._views(store, index)
        self._projector = projector_of(self.views, store, self.kept)

    def _views(self, store: EmbeddedStore, index: Index) -> ReadModel:
        index.settings = self.settings.digest()
        return ReadModel(store, index, Mapper(self.settings.base, self.settings.conventions), self.fetch)

    def _in_step(self, position: tuple[int, str]) -> bool:
        return all(view == position for view in self.views.positions()) and not self.views.index.kept_is_behind()

    @cached_property
    def _journal_folder(self) -> Path:
        return self.folder / "journal"

    @property
    def _store_folder(self) -> Path:
        return self.folder / "store" / "quads"

    @property
    def _index_file(self) -> Path:
        return self.folder / "store" / "index.sqlite"

    def close(self) -> None:
        """Let the folder go, also when the store cannot be written any more."""
        with self._closing, suppress(BadFile, StoreBroken, ValueError):
            if self.journal is not None and hasattr(self, "views"):
                self.views.index.answers.bring_up()
                self.views.store.flush()

    def _catch_up(self, last: int) -> None:
        """Apply what the views lack of the journal's `last` operations, or start again where that cannot be done.

        Raises JournalBroken when the views know operations that the journal, which is written first, does not have.
        """
        store, index = self.views.positions()
        require_same_journal(self._journal_folder, {store, index}, last)
        if not index[0] or index[0] > store[0]:  # an index that is ahead asks for what the store does not hold
            self.rebuild()
            return
        self._apply(e for e in read(self._journal_folder) if e.operation.n > index[0])

    def rebuild(self, progress: ProgressCallback | None = None) -> int:
        """Throw the views away and make them from the journal. Returns the number of operations applied."""
        if self.journal is None:
            raise BadChoice(why=READ_ONLY)
        if hasattr(self, "views"):
            self.views.store.close()
            self.views.index.close()
        shutil.rmtree(self.folder / "store", ignore_errors=True)
        self._open_views()
        return self._apply(read(self._journal_folder), progress)

    def _apply(self, entries: Iterator[JournalEntry], progress: ProgressCallback | None = None) -> int:
        done, tell = 0, progress or (lambda _: None)
        while batch := known(islice(entries, BATCH)):
            self._projector.apply(batch, keep=False)
            tell(done := done + len(batch))
        self._projector.keep_up()
        self.views.store.flush()
        return done

    def at(self, until: str) -> Workspace:
        """The folder as it was at a moment (an ISO date-time in UTC), to read only; closing it leaves this one open."""
        then = Workspace(self.folder, self.settings, self.clock, self.kept)
        then.views = self.past(until)
        return then

    def past(self, until: str) -> ReadModel:
        """The views as they were at a moment: the index by its history, the store replayed when SPARQL is asked."""
        index = self.views.index.at(self.views.index.line_at(until))
        mapper = Mapper(self.settings.base, self.settings.conventions)
        return ReadModel(lambda: self.replayed(until).store, index, mapper, self.fetch)

    def replayed(self, until: str | None) -> ReadModel:
        """The views of a moment (None: now) made from nothing, in memory: what `past` has to equal."""
        store = EmbeddedStore.in_memory()
        views = self._views(store, Index.in_memory(self.kept.tables))
        projector, entries = projector_of(views, store, self.kept), read(self._journal_folder, until=until)
        while batch := known(islice(entries, BATCH)):
            projector.apply(batch, keep=False)
        projector.keep_up()
        return views

    def commit(
        self,
        operations: Sequence[tuple[str, Mapping[str, Any]]],
        *,
        by: str,
        ready: Mapping[str, ReadClaim] | None = None,
        step: int = 0,
        at: str = "",
        keep: bool = True,
    ) -> list[JournalEntry]:
        """Append operations to the journal, on the disk, then bring the views up. Nothing before this is acknowledged.

        `ready` holds claims of the operations by id. `step` is the first line of the step that they go on with; without
        it, they are one. `at` is their time, where another journal has them. Without `keep`, kept answers wait.
        """
        if self.journal is None:
            raise BadChoice(why=READ_ONLY)
        assert set(dict(operations)) <= set(PARTS), "an operation is missing in PARTS"  # noqa: S101 our own slip
        self._catch_up(self.journal.n) if self.lagging else None
        self.lagging = ""
        first = unnamed(self.folder, self.views.index.chained(), self.kept_now) if self.journal.n and not at else []
        self.kept_now, self.written = [], True
        if first:
            self._show(self.journal.append_many(first, by=by, at=self.clock()), {}, keep=keep)
        entries = self.journal.append_many(operations, by=by, at=at or self.clock(), step=step)
        for text in (body["settings"] for op, body in operations if op == "settings"):
            write_settings(self.folder, text)
        self._show(entries, ready or {}, keep=keep)
        return entries

    def _show(self, entries: list[JournalEntry], ready: Mapping[str, ReadClaim], *, keep: bool) -> None:
        """Bring the views up. Where the disk refuses, the journal has the operations, and the next step tries again."""
        try:
            self._projector.apply(entries, ready, keep=keep)
        except (BadFile, StoreBroken) as error:
            self.lagging = error.why

    def keep_up(self) -> None:
        """Bring up the kept answers that were left behind."""
        if self.journal is not None and not self.lagging:
            self._projector.keep_left()

    def open_again(self) -> None:
        """Read the journal again, which was put in the place of this one, and make everything else from it."""
        if self.journal is not None:
            self.journal.close()
        self.journal = Journal.open(self._journal_folder)
        self._closing.callback(self.journal.close)
        self.rebuild()

    def keep_text(self, content: bytes, ending: str = "") -> Path:
        """Keep a captured text, or an original with its ending, under its SHA-256. Returns where; one already kept is
        left as it is."""
        path, body = keep(self.folder, content, ending)
        if kept_name(body) not in self.views.index.chained() and body not in self.kept_now:
            self.kept_now.append(body)
        return path

    def fetch(self, start: int, stop: int) -> Operation:
        """The operation at a place of the journal."""
        return read_at(self._journal_folder, start, stop).operation
