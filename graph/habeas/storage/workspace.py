"""The folder of a case while it is open: its lock, its journal, and its views kept in step.

open to read    a shared lock; the store read-only; nothing is written; in memory where views lag and must
open to write   the only program; torn tails are set aside, views that lag are brought up
past            the views as they were at a moment, in memory, from the journal
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from habeas.errors import BadChoice, BadFile, EngineUnavailable, StoreBroken
from habeas.model.config import CaseSettings, read_settings, settings_text
from habeas.sparql.contract import Store
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.gc import relaxed_gc
from habeas.sparql.mapper import Mapper
from habeas.storage import folder as beginning
from habeas.storage.atomic import make_folder
from habeas.storage.contract import KeptAnswers
from habeas.storage.engines import emptied, opened_to_read, opened_to_write
from habeas.storage.folder import KeptTexts, Operations, write_settings
from habeas.storage.index import Index
from habeas.storage.journal.line import JournalEntry, Operation, ProgressCallback
from habeas.storage.journal.operations import FORMAT, PARTS, known, require_readable
from habeas.storage.journal.reader import read, read_at, tail
from habeas.storage.journal.writer import Journal
from habeas.storage.lending import is_writable
from habeas.storage.lock import CaseLock
from habeas.storage.lockbox import require_open
from habeas.storage.positions import projector_of, require_same_journal
from habeas.storage.projection import Projector
from habeas.storage.scope import NONE, HeldClaims, ReadModel, Ready
from habeas.storage.store_trial import damage_in
from habeas.storage.verify_files import close_to_others
from habeas.storage.verify_lines import AT_OPENING, sampled

READ_ONLY = "this case file was opened to read only"


class Workspace:
    """An open case folder. `views` answers questions; `commit` is the only way anything is written."""

    def __init__(self, folder: Path, settings: CaseSettings, clock: Callable[[], str], kept: KeptAnswers) -> None:
        self.folder, self._journal_folder, self._store_folder = folder, folder / "journal", folder / "store" / "quads"
        self._index_file = folder / "store" / "index.sqlite"
        self.kept, self.settings, self.clock = kept, settings, clock
        self.journal: Journal | None = None
        self.views: ReadModel
        self._projector: Projector
        self._closing, self._held = ExitStack(), HeldClaims()
        self.texts = KeptTexts(folder, self._chained)
        self.written, self._looks, self.in_memory = False, 0, False
        self.odd = self.lagging = ""  # what of the views was not as the journal says; why they could not follow

    @classmethod
    def create(cls, folder: Path, settings: CaseSettings, clock: Callable[[], str], kept: KeptAnswers) -> Workspace:
        """Make the folder of a new case. Raises BadChoice when something stands there already.
        case.toml comes last: a folder without it is no case yet, and what a kill left of one is made anew."""
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
            store = opened_to_read(self.settings, self._store_folder, self._closing)
            self.views = self._views(store, index)
            return self._in_step(tail(self._journal_folder)) and self._fits()
        except StoreBroken as error:
            self.odd = damage_in(error)
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
        except StoreBroken as error:
            self.odd = damage_in(error)
            return False
        return True

    def _open_views(self) -> None:
        store = opened_to_write(self.settings, self._store_folder, self._closing)
        try:
            index = Index.open(self._index_file, self.kept.tables)
        except StoreBroken:
            store.close()
            raise
        self._closing.callback(index.close)
        self.views = self._views(store, index)
        self._projector = projector_of(self.views, store, self.kept, self.folder)

    def _views(self, store: Store, index: Index) -> ReadModel:
        now = self.settings
        index.settings, index.fields, index.followup = now.digest(), now.fields, now.followup
        return ReadModel(store, index, Mapper(now.base, now.conventions), self.fetch, self._held)

    def _in_step(self, position: tuple[int, str]) -> bool:
        return all(view == position for view in self.views.positions()) and not self.views.index.kept_is_behind()

    def close(self) -> None:
        """Let the folder go, also when the store cannot be written any more."""
        with self._closing, suppress(BadFile, EngineUnavailable, StoreBroken, ValueError):
            if self.journal is not None and hasattr(self, "views"):
                self.views.index.answers.bring_up()
                self.views.store.flush()

    def _catch_up(self, last: int) -> None:
        """Apply what the views lack of the journal's `last` operations, or start again where that cannot be done.
        Raises JournalBroken when the views know operations that the journal, which is written first, does not have."""
        store, index = self.views.positions()
        require_same_journal(self._journal_folder, {store, index}, last)
        if not index[0] or index[0] > store[0]:  # an index that is ahead asks for what the store does not hold
            self.rebuild()
        else:
            self._projector.apply(self._after(index[0]), keep=False)
            self._projector.keep_up()
            self.views.store.flush()

    def rebuild(self, progress: ProgressCallback | None = None, *, ours: int = 0) -> int:
        """Make the views from the journal again; returns how many lines. Those after number `ours` are just written."""
        if self.journal is None:
            raise BadChoice(why=READ_ONLY)
        self.views.close() if hasattr(self, "views") else None
        shutil.rmtree(self.folder / "store", ignore_errors=True)
        self._open_views()
        emptied(self.views.store)
        with relaxed_gc():
            done = self._projector.apply_all(self._after(0, ours=ours), progress)
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
        return ReadModel(lambda: self.replayed(until).store, index, self.views.mapper, self.fetch)

    def replayed(self, until: str | None) -> ReadModel:
        """The views of a moment (None: now) made from nothing, in memory: what `past` has to equal."""
        store = EmbeddedStore.in_memory()
        views, entries = self._views(store, Index.in_memory(self.kept.tables)), read(self._journal_folder, until=until)
        projector_of(views, store, self.kept).apply_all(known(entries))
        return views

    def begin(self) -> None:
        """Begin to append operations that count together, when `finish` came back."""
        journal = self._writable()
        self.texts.remember()
        journal.begin()

    def append(self, operations: Operations, *, by: str, step: int, ready: Ready) -> list[JournalEntry]:
        """Append operations after `begin`; the views have them after `finish`. `ready` are claims of them by id."""
        journal = self._writable()
        first = journal.append_many(self.texts.first(), by=by, at=self.clock(), step=step)
        entries = journal.append_many(operations, by=by, at=self.clock(), step=step)
        self._held.take(entries, ready)
        return [*first, *entries]

    def finish(self, progress: ProgressCallback | None = None) -> None:
        """Force what was appended to the disk, then bring the views up: made again where most of the file is new."""
        (before, _), journal = self.views.index.position(), self._writable()
        journal.finish()
        self.texts.forget()
        whole = journal.n > 2 * before and not (self.folder / beginning.CHECKPOINTS).exists()
        new = partial(self._projector.apply, self._after(before, ours=before), keep=False)
        self._follow(partial(self.rebuild, progress, ours=before) if whole else new)
        self.keep_up()

    def _writable(self) -> Journal:
        """The journal, with views that follow it where they could not before."""
        if self.journal is None:
            raise BadChoice(why=READ_ONLY)
        self._catch_up(self.journal.n) if self.lagging else None
        self.lagging, self.written = "", True
        return self.journal

    def _after(self, n: int, *, ours: int = 0) -> Iterator[JournalEntry]:
        new = (entry for entry in read(self._journal_folder, ours=ours) if entry.operation.n > n)
        return known(new, self._held)

    def abandon(self) -> None:
        """Take back what was appended after `begin`."""
        self.texts.take_back()
        self._held.clear()
        self._writable().abandon()

    def commit(
        self, operations: Operations, *, by: str, ready: Ready = NONE, step: int = 0, at: str = "", keep: bool = True
    ) -> list[JournalEntry]:
        """Append operations to the journal, on the disk, then bring the views up. Nothing before this is acknowledged.
        `ready` holds their claims by id. `step` is the first line of the step that they go on with; without, they are
        one. `at` is their time, where another journal has them. Without `keep`, kept answers wait."""
        journal = self._writable()
        first = self.texts.first() if journal.n and not at else []
        assert set(dict(operations)) <= set(PARTS), "an operation is missing in PARTS"  # noqa: S101 our own slip
        if first:
            self._follow(partial(self._projector.apply, journal.append_many(first, by=by, at=self.clock()), keep=keep))
        entries = journal.append_many(operations, by=by, at=at or self.clock(), step=step)
        self.texts.forget_new()
        for text in (body["settings"] for op, body in operations if op == "settings"):
            write_settings(self.folder, text)
        self._held.go_on(entries, ready)
        self._follow(partial(self._projector.apply, entries, ready, keep=keep))
        return entries

    def _follow(self, bring_up: Callable[[], object]) -> None:
        """Bring the views up. Where the disk refuses, the journal has the operations; the next step tries again."""
        try:
            bring_up()
        except (BadFile, EngineUnavailable, StoreBroken) as error:
            self.lagging = error.why

    def keep_up(self) -> None:
        """Bring up the kept answers that were left behind."""
        if self.journal is not None and not self.lagging:
            self._projector.keep_left()

    def open_again(self) -> None:
        """Read the journal again, which was put in the place of this one, and make everything else from it."""
        self.journal.close() if self.journal is not None else None
        self._held.clear()  # lines begin elsewhere
        self.journal = Journal.open(self._journal_folder)
        self._closing.callback(self.journal.close)
        self.rebuild()

    def _chained(self) -> Mapping[str, str]:
        return self.views.index.chained()

    def fetch(self, start: int, stop: int) -> Operation:
        """The operation at a place of the journal."""
        return read_at(self._journal_folder, start, stop).operation
