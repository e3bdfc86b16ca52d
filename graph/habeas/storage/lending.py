"""How a server lends its case to the shell, and what the files beside the lock are for.

    .lock          held by whoever has the case open: by one to write, or by several to read (`lock.CaseLock`)
    .lock.served   held by a server for as long as it runs, whether it has the case open at the moment or not
    .lock.turn     held by whoever wants in and has to wait: to read (shared) or to write

A server looks at `.lock.turn` now and then (`wish`), lets the case go, and takes it again afterwards (decision 288).
The process ids beside the first two are only named in messages.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from enum import Enum
from io import FileIO
from pathlib import Path
from typing import Final

import portalocker

from habeas.errors import CaseLocked

LOCK: Final = ".lock"
TURN: Final = ".lock.turn"
SERVED: Final = ".lock.served"
LOCKS: Final = frozenset({LOCK, f"{LOCK}.pid", TURN, SERVED, f"{SERVED}.pid"})
"""Every one of these files in a case folder."""
NOT_WRITABLE: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class Wish(Enum):
    """What somebody waits for who finds the case open."""

    NOTHING = "nothing"
    TO_READ = "to read"
    TO_WRITE = "to write"


def wish(folder: Path) -> Wish:
    """What others wait for, of whoever has the case open."""
    try:
        stream = FileIO(os.open(folder / TURN, os.O_RDWR), "r+")
    except OSError:
        return Wish.NOTHING
    with stream:
        if takes(stream, portalocker.LockFlags.EXCLUSIVE):
            return Wish.NOTHING
        return Wish.TO_READ if takes(stream, portalocker.LockFlags.SHARED) else Wish.TO_WRITE


def is_served(folder: Path) -> bool:
    """True while another program, a server, keeps the case and lends it to others."""
    try:
        stream = FileIO(os.open(folder / SERVED, os.O_RDONLY))
    except OSError:
        return False
    with stream:
        return pid_in(folder / f"{SERVED}.pid") != os.getpid() and not takes(stream, portalocker.LockFlags.SHARED)


def is_writable(folder: Path) -> bool:
    """False where nothing can be written in a case folder: on a read-only disk, or by the rights of its files."""
    journal = folder / "journal" / "operations.jsonl"
    parts = (folder, folder / LOCK, journal.parent, journal, folder / "store")
    return all(os.access(part, os.W_OK) for part in parts if part.exists())


def takes(stream: FileIO, flags: portalocker.LockFlags) -> bool:
    """True when a lock could be taken at once."""
    try:
        portalocker.lock(stream, flags | portalocker.LockFlags.NON_BLOCKING)
    except portalocker.LockException:
        return False
    return True


def pid_in(path: Path) -> int:
    """The process that a file names; 0 where it names none."""
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return 0


def leave_pid(path: Path) -> None:
    """Name this process in a file."""
    with suppress(OSError):  # a full disk takes no name, and the lock holds without it
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with FileIO(handle, "w") as stream:
            stream.write(str(os.getpid()).encode())


class ServerLock:
    """What a server holds for as long as it runs; a second one is told. On a disk that takes no file, nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stream: FileIO | None = None

    def take(self) -> None:
        """Raises CaseLocked when another server has it."""
        self.release()
        with suppress(OSError):
            self._stream = FileIO(os.open(self._folder / SERVED, os.O_RDWR | os.O_CREAT, 0o600), "r+")
        pid = self._folder / f"{SERVED}.pid"
        if self._stream is None:
            return
        if not takes(self._stream, portalocker.LockFlags.EXCLUSIVE):
            self._stream.close()
            self._stream = None
            named = pid_in(pid)
            raise CaseLocked(
                where=str(self._folder),
                why=f"this case file is open in another program, a server{f' (pid {named})' if named else ''}",
                next="Use the address that it printed when it started, or end it first.",
            )
        leave_pid(pid)

    def release(self) -> None:
        """Let it go; also when it was never taken, or the folder is no longer there."""
        if self._stream is not None:
            with suppress(OSError):
                (self._folder / f"{SERVED}.pid").unlink(missing_ok=True)
            self._stream.close()
            self._stream = None
