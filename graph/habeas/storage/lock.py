"""One writer, or several readers: the lock on a case folder.

The lock is the operating system's and goes with the process, so nothing stale stays after a crash. The holder's process
id is written beside it, only to be named in the message. A process forked while the lock is held holds it too: start
helpers anew (spawn), not by fork.
"""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import portalocker

from habeas.errors import CaseLocked
from habeas.storage.atomic import may_live

WAIT_SECONDS: Final = 0.6
STEP_SECONDS: Final = 0.05


class CaseLock:
    """The lock on a case folder; a context manager. `shared` for reading; else nobody else may have the case open."""

    def __init__(self, folder: Path, *, shared: bool) -> None:
        self._file = folder / ".lock"
        self._pid = folder / ".lock.pid"
        self._shared = shared
        self._flags = portalocker.LockFlags.SHARED if shared else portalocker.LockFlags.EXCLUSIVE
        self._stream: FileIO | None = None

    def __enter__(self) -> Self:
        self._stream = self._opened()
        if self._stream is not None:
            self._wait(self._stream)
            self._leave_name()
        return self

    def _opened(self) -> FileIO | None:
        """The lock file; none where a case is only read from a disk that nobody can write to."""
        try:
            return FileIO(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600), "r+")
        except OSError as error:
            if self._shared and error.errno == errno.EROFS:
                return None
            raise

    def _wait(self, stream: FileIO) -> None:
        deadline = time.monotonic() + WAIT_SECONDS
        while not self._try(stream):
            if time.monotonic() >= deadline:
                stream.close()
                raise CaseLocked(
                    where=str(self._file.parent),
                    why=f"this case file is open in another program{self._holder()}",
                    next="Close it there, or wait until it is done, and try again.",
                )
            time.sleep(STEP_SECONDS)

    def _try(self, stream: FileIO) -> bool:
        try:
            portalocker.lock(stream, self._flags | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.AlreadyLocked:
            return False
        except portalocker.LockException as error:
            stream.close()
            raise CaseLocked(
                where=str(self._file.parent),
                why=f"a case file cannot be locked on this disk: {error}",
                next="Copy it to a disk of this computer.",
            ) from None
        return True

    def _leave_name(self) -> None:
        with suppress(OSError):  # a full disk takes no name, and the lock holds without it
            handle = os.open(self._pid, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with FileIO(handle, "w") as stream:
                stream.write(str(os.getpid()).encode())

    def _holder(self) -> str:
        pid = self._named()
        return f" (pid {pid})" if pid and may_live(pid) else ""

    def _named(self) -> int:
        try:
            return int(self._pid.read_text())
        except (OSError, ValueError):
            return 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is None:
            return
        if self._named() == os.getpid():
            with suppress(OSError):
                self._pid.unlink(missing_ok=True)
        portalocker.unlock(self._stream)
        self._stream.close()
        self._stream = None
