"""One writer, or several readers: the lock on a case folder.

The lock is the operating system's and goes with the process, so nothing stale stays after a crash. The holder's process
id is written beside it, only to be named in the message.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import portalocker

from habeas.errors import CaseLocked

WAIT_SECONDS: Final = 0.6
STEP_SECONDS: Final = 0.05


class CaseLock:
    """The lock on a case folder; a context manager. `shared` for reading; else nobody else may have the case open."""

    def __init__(self, folder: Path, *, shared: bool) -> None:
        self._file = folder / ".lock"
        self._pid = folder / ".lock.pid"
        self._flags = portalocker.LockFlags.SHARED if shared else portalocker.LockFlags.EXCLUSIVE
        self._shared = shared

    def __enter__(self) -> Self:
        self._file.touch(mode=0o600)
        self._stream = self._file.open("r+")
        deadline = time.monotonic() + WAIT_SECONDS
        while not self._try():
            if time.monotonic() >= deadline:
                self._stream.close()
                raise CaseLocked(
                    where=str(self._file.parent),
                    why=f"this case file is open in another program ({self._holder()})",
                    next="Close it there, or wait until it is done, and try again.",
                )
            time.sleep(STEP_SECONDS)
        if not self._shared:
            self._pid.write_text(str(os.getpid()))
        return self

    def _try(self) -> bool:
        try:
            portalocker.lock(self._stream, self._flags | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.LockException:
            return False
        return True

    def _holder(self) -> str:
        try:
            return f"pid {int(self._pid.read_text())}"
        except (OSError, ValueError):
            return "which one is not known"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._shared:
            self._pid.unlink(missing_ok=True)
        portalocker.unlock(self._stream)
        self._stream.close()
