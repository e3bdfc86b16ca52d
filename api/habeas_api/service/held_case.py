"""The case file of a server: in the one thread that it belongs to, lent to other programs, and gone and back again.

The server has the case open to write. Whoever else wants it, such as the shell, asks through the lock
(`storage.lending.wish`): for a reader the server reads only, until it has to write again; to a writer it gives the case
away, and takes it back when the lock is free. Requests wait meanwhile, each for at most `PATIENCE_SECONDS`. A folder
that is moved away or unplugged is let go, and taken again when it is back; nothing is made at its old place.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Event
from typing import Final, Generic, TypeVar

from habeas.casefile.open_case import OpenCase
from habeas.errors import BadFile, CaseLocked, CaseReadOnly, HabeasError, StoreBroken, phrase
from habeas.model.config import CaseSettings
from habeas.storage.lending import ServerLock, Wish, is_writable, wish
from habeas_api.http.problems import CaseAway

T = TypeVar("T")
C = TypeVar("C", bound=OpenCase)
LOOK_SECONDS: Final = 0.2
"""How often it is looked whether somebody wants the case, and whether its folder is there."""
STEP_SECONDS: Final = 0.02
IDLE_SECONDS: Final = 2.0
"""How long answers under way may take before the case is given to a writer."""
PATIENCE_SECONDS: Final = 10.0
"""How long a request waits for a case that another program has."""
RETRY_SECONDS: Final = 1.0
"""How long after it could not be opened the next try is made."""
Files = tuple[tuple[int, int], ...]


class HeldCase(Generic[C]):
    """A case file that is open for a server. `opened` opens it, to write or to read.

    `let_go` closes what else has its files open, before they are given away. `lends`: to whoever asks, as long as
    `watch` runs; else nobody else knows of the folder.
    """

    def __init__(
        self,
        folder: Path,
        opened: Callable[..., C],
        *,
        lends: bool,
        let_go: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.folder = folder
        self.settings: CaseSettings
        self.head = ""
        """Hash of the last line of the journal."""
        self.files: Files = ()
        """Which folder, journal and store these are: others, once another program has put them in their place."""
        self.is_writable = True
        self._opened, self._let_go = opened, let_go
        self._lock = ServerLock(folder) if lends else None
        self._thread = ThreadPoolExecutor(1, "case")
        self._case: C | None = None
        self._ending = Event()
        self._trouble: HabeasError | None = None
        self._back = asyncio.Event()
        """Set while the case is here; or is known not to be."""
        self._back.set()
        self._looking = asyncio.Lock()
        self._answering = 0
        self._retry_at = 0.0

    # -- in the thread of the case

    def _take(self) -> None:
        """Open it: to write where that can be, and nobody reads it at the moment. Raises as `opened` does."""
        write = self.is_writable = is_writable(self.folder)
        try:
            case = self._opened(write=write)
        except CaseLocked:
            if not write:
                raise
            case = self._opened(write=False)
        self._have(case)

    def _take_to_read(self) -> None:
        self._have(self._opened(write=False))

    def _have(self, case: C) -> None:
        if case.is_in_memory:
            case.close()
            why = "the store of this case must be brought up to its journal, and nothing can be written in its folder"
            advice = "Copy the folder to a disk that you can write to, and serve it there."
            raise CaseReadOnly(where=str(self.folder), why=why, next=advice)
        self._case, self.settings, self._trouble = case, case.settings, None
        self.head, self.files = _head(case), _files(self.folder)

    def _leave(self) -> None:
        """Close it; also when its folder is not there any more."""
        case, self._case = self._case, None
        if case is not None:
            with suppress(OSError, StoreBroken, BadFile):
                case.close()

    def _read_only(self) -> None:
        """Go on reading, so that others can read too."""
        if self._case is not None and self._case.is_writing:
            self._leave()
            self._again(self._take_to_read)

    def _lend(self) -> None:
        """Give it to whoever waits to write, and take it back when the lock is free."""
        self._leave()
        while wish(self.folder) is Wish.TO_WRITE and not self._ending.is_set():
            time.sleep(STEP_SECONDS)
        self._again(self._take)

    def _again(self, take: Callable[[], None]) -> None:
        """Take it as soon as nobody else has it; what else keeps it from being taken is its trouble."""
        while not self._ending.is_set() and self._case is None:
            try:
                take()
            except CaseLocked:
                time.sleep(STEP_SECONDS)
            except (HabeasError, OSError) as error:
                self._trouble = _away(error)
                return

    def _looked(self, look: Callable[[C], T]) -> T:
        if self._case is None:
            raise self._trouble or gone()
        return look(self._case)

    def _changed(self, change: Callable[[C], T]) -> T:
        """Make a change, for which a case that is only read is opened to write. Raises CaseLocked, CaseReadOnly."""
        if self._case is not None and not self._case.is_writing:
            self._leave()
            try:
                self._have(self._opened(write=True))
            except HabeasError:
                self._again(self._take_to_read)
                raise
        try:
            return self._looked(change)
        finally:
            if self._case is not None:
                self.head = _head(self._case)

    # -- for the server

    def open(self) -> None:
        """Open it, before a loop runs. Raises CaseMissing, CaseLocked, CaseDamaged, CaseReadOnly."""
        try:
            self._thread.submit(self._begin).result()
        except BaseException:
            self._release()
            raise

    async def close(self) -> None:
        """Let it go for good."""
        self._ending.set()
        await self._in_thread(self._leave)
        self._release()

    def _release(self) -> None:
        self._thread.shutdown()
        if self._lock is not None:
            self._lock.release()

    async def _in_thread(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    async def read(self, look: Callable[[C], T]) -> T:
        """What `look` finds in the case file, in the case file's own thread."""
        return await self._in_thread(self._looked, look)

    async def write(self, change: Callable[[C], T]) -> T:
        """Make a change; who else reads the case is waited for. Raises CaseLocked, CaseReadOnly."""
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while True:
            try:
                return await self._in_thread(self._changed, change)
            except CaseLocked:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(LOOK_SECONDS)

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[None]:
        """For one answer: the case is here, and stays here for a while. Raises CaseAway and what else is wrong."""
        if self._trouble is not None or not self._is_there():
            await self.look()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._back.wait()
        except TimeoutError:
            why = "another program is writing in the case file"
            raise CaseAway(
                why=why, next="Ask again in a few seconds; this takes as long as that program does."
            ) from None
        if self._trouble is not None:
            raise self._trouble
        self._answering += 1
        try:
            yield
        finally:
            self._answering -= 1

    async def watch(self) -> None:
        """Look after the folder, and lend the case to whoever asks, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> None:
        """Let a case go that is gone or is wanted, and take one that is back."""
        if self._looking.locked():
            return
        async with self._looking:
            if self._trouble is not None:
                if _has_journal(self.folder) and time.monotonic() > self._retry_at:
                    await self._away_for(self._retake)
            elif not self._is_there():
                await self._away_for(self._lose)
            elif (wanted := wish(self.folder)) is Wish.TO_READ:
                await self._in_thread(self._read_only)
            elif wanted is Wish.TO_WRITE:
                await self._away_for(self._lend)

    async def _away_for(self, what: Callable[[], None]) -> None:
        """Do something in the thread while the case is not here; requests that come wait."""
        self._back.clear()
        try:
            until = asyncio.get_running_loop().time() + IDLE_SECONDS
            while self._answering and asyncio.get_running_loop().time() < until:
                await asyncio.sleep(STEP_SECONDS)
            if self._let_go is not None:
                await self._let_go()
            await self._in_thread(what)
        finally:
            self._back.set()

    def _lose(self) -> None:
        self._leave()
        if self._lock is not None:
            self._lock.release()  # where it is now, another server may have it
        self._trouble = gone()

    def _begin(self) -> None:
        if self._lock is not None and _has_journal(self.folder):
            self._lock.take()
        self._take()

    def _retake(self) -> None:
        try:
            self._begin()
        except (HabeasError, OSError) as error:
            self._trouble, self._retry_at = _away(error), time.monotonic() + RETRY_SECONDS

    def _is_there(self) -> bool:
        """False once the folder is another one, or none."""
        return _identity(self.folder) == self.files[0]


def gone() -> CaseAway:
    """What is told while the folder of the case is not there."""
    return CaseAway(
        why="the folder of this case is not there any more",
        next="Put it back, or plug in the disk that it is on; the server goes on by itself then.",
    )


def _away(error: HabeasError | OSError) -> HabeasError:
    """What is told while the case cannot be opened again; not where it is, for anybody may ask."""
    if isinstance(error, OSError):
        return CaseAway(why=phrase("the case cannot be read: %(strerror)s", strerror=error.strerror), next=gone().next)
    return error.at("")


def _head(case: OpenCase) -> str:
    return case.views.positions()[0][1]


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)


def _files(folder: Path) -> Files:
    return tuple(map(_identity, (folder, folder / "journal" / "operations.jsonl", folder / "store")))


def _has_journal(folder: Path) -> bool:
    return (folder / "journal").is_dir()
