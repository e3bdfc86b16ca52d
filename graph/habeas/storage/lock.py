"""One writer, or several readers: the lock on a case folder. A server that has it is asked to lend it (`lending`).

The lock is the operating system's and goes with the process, so nothing stale stays after a crash. The holder's process
id is written beside it, only to be named in the message. A process forked while the lock is held holds it too: start
helpers anew (spawn), not by fork.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, suppress
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import portalocker

from habeas.errors import CaseLocked, CaseReadOnly
from habeas.storage.atomic import may_live
from habeas.storage.lending import LOCK, NOT_WRITABLE, TURN, is_served, leave_pid, pid_in, takes

WAIT_SECONDS: Final = 0.6
SERVER_SECONDS: Final = 15.0
"""How long a server may take to let the case go: it ends the answers that are under way first."""
STEP_SECONDS: Final = 0.05


class CaseLock:
    """The lock on a case folder; a context manager. `shared` for reading; else nobody else may have the case open."""

    def __init__(self, folder: Path, *, shared: bool) -> None:
        self._folder = folder
        self._pid = folder / f"{LOCK}.pid"
        self._shared = shared
        self._flags = portalocker.LockFlags.SHARED if shared else portalocker.LockFlags.EXCLUSIVE
        self._stream: FileIO | None = None

    def __enter__(self) -> Self:
        self._stream = self._opened(LOCK)
        if self._stream is not None:
            if not self._try(self._stream):
                self._wait(self._stream)
            leave_pid(self._pid)
        return self

    def _opened(self, name: str) -> FileIO | None:
        """A lock file; none where a case is only read, in a folder that takes no file. Raises CaseReadOnly."""
        path = self._folder / name
        try:
            return FileIO(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")
        except OSError as error:
            if error.errno not in NOT_WRITABLE:
                raise
            if not self._shared:
                raise CaseReadOnly(
                    where=str(self._folder),
                    why="this case file can only be read here: nothing can be written in its folder",
                    next="Copy the folder to a disk that you can write to, and work there.",
                ) from None
        try:
            return FileIO(os.open(path, os.O_RDONLY))
        except OSError:
            return None

    def _wait(self, stream: FileIO) -> None:
        """Ask whoever has the case for it, and wait."""
        patience = SERVER_SECONDS if is_served(self._folder) else WAIT_SECONDS
        deadline = time.monotonic() + patience
        with ExitStack() as asking:
            turn = self._opened(TURN)
            if turn is not None:
                asking.enter_context(turn)
            asked = False
            while True:
                asked = asked or (turn is not None and takes(turn, self._flags))
                if self._try(stream):
                    return
                if time.monotonic() >= deadline:
                    break
                time.sleep(STEP_SECONDS)
        stream.close()
        raise CaseLocked(
            where=str(self._folder),
            why=f"this case file is open in another program{self._holder()}",
            next="Close it there, or wait until it is done, and try again.",
        )

    def _try(self, stream: FileIO) -> bool:
        try:
            portalocker.lock(stream, self._flags | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.AlreadyLocked:
            return False
        except portalocker.LockException as error:
            stream.close()
            raise CaseLocked(
                where=str(self._folder),
                why=f"a case file cannot be locked on this disk: {error}",
                next="Copy it to a disk of this computer.",
            ) from None
        return True

    def _holder(self) -> str:
        pid = pid_in(self._pid)
        return f" (pid {pid})" if pid and may_live(pid) else ""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is None:
            return
        if pid_in(self._pid) == os.getpid():
            with suppress(OSError):
                self._pid.unlink(missing_ok=True)
        with suppress(OSError, portalocker.LockException):  # the disk may have been taken away
            portalocker.unlock(self._stream)
        self._stream.close()
        self._stream = None
