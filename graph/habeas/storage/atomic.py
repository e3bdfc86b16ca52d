"""A file that appears whole or not at all, and stays when the power goes: the one way in which habeas writes files.

A new file beside the final name, for the owner only (0600), is forced to the disk and renamed to its final name, which
replaces what stood there in one step; then the folder is forced to the disk, so that the name stays after a power cut.
Whatever goes wrong, what stood there stands still. `remove_leftovers` takes away what a killed program leaves.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from habeas.errors import BadChoice, BadFile, with_options

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]  # Windows; os.fsync does the whole work there

LEFTOVERS: Final = ".habeas-*.part"
BINARY: Final = getattr(os, "O_BINARY", 0)


@contextmanager
def replacing(path: Path, *, exclusive: bool = False) -> Iterator[BinaryIO]:
    """A stream whose content takes its place under `path` when the block ends without an error.

    Raises OSError when it cannot be written, FileExistsError when `exclusive` and something has that name by then.
    """
    remove_orphans(path.parent)
    waiting = path.with_name(LEFTOVERS.replace("*", _own_mark()))
    handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            sync(stream.fileno())
        if exclusive:
            os.link(waiting, path)
        else:
            waiting.replace(path)
        sync_folder(path.parent)
    finally:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)


def write_atomic(path: Path, content: bytes, *, exclusive: bool = False) -> None:
    """Write a file at once. Raises OSError, and FileExistsError when `exclusive` and something has that name."""
    with replacing(path, exclusive=exclusive) as stream:
        stream.write(content)


def make_private(path: Path) -> None:
    """See to it that a file which another library writes (SQLite) is there, for the owner alone.

    What keeps it from being made is told by that library.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | BINARY, 0o600))


@contextmanager
def scratch_folder(beside: Path) -> Iterator[Path]:
    """A folder for the owner alone, for a while. What a kill leaves of it goes with the next one, or when the case that
    it lies in is opened to write.
    """
    remove_orphans(beside)
    room = beside / LEFTOVERS.replace("*", _own_mark())
    room.mkdir(mode=0o700)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _own_mark() -> str:
    return f"{os.getpid()}-{secrets.token_hex(8)}"


def remove_orphans(folder: Path) -> None:
    """Remove from a folder what programs of this computer left that do not run any more."""
    for path in folder.glob(LEFTOVERS):
        mark = path.name.split("-")[1] if path.name.count("-") > 1 else ""
        if mark.isdigit() and not may_live(int(mark)):
            _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def may_live(pid: int) -> bool:
    """False when no process has that number."""
    if os.name == "nt":  # there, os.kill would end the process instead of asking
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def remove_leftovers(folder: Path) -> None:
    """Remove what a program that was killed left in a folder that nobody else writes to."""
    for path in folder.glob(LEFTOVERS):
        _remove(path)


def sync(handle: int) -> None:
    """Force an open file to the disk; on macOS past the drive's cache too."""
    if (full := getattr(fcntl, "F_FULLFSYNC", None)) is not None:
        fcntl.fcntl(handle, full)
    else:
        getattr(os, "fdatasync", os.fsync)(handle)


def sync_folder(folder: Path) -> None:
    """Force a folder's list of files to the disk, where the system can."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder for the owner alone, with those above it that are missing, and force their names to the disk."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)
        sync_folder(path.parent)


# -- files that somebody asked for


def save(pieces: Iterable[bytes], path: Path, *, force: bool = False) -> int:
    """Write what somebody asked for. Returns the number of bytes.

    Raises BadChoice when the file is there already and `force` was not asked for, BadFile when it cannot be written.
    """
    require_free(path, force=force)
    with translated(path), replacing(path) as stream:
        return sum(map(stream.write, pieces))


def require_free(path: Path, *, force: bool) -> None:
    """Raise BadChoice when the path is a folder, or a file that may not be replaced."""
    if path.is_dir():
        raise BadChoice(where=str(path), why="this is a folder", next="Give the name of a file in it.")
    if path.exists() and not force:
        choose = with_options("Choose another name, or replace it with {force}.")
        raise BadChoice(where=str(path), why="this file is there already", next=choose)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """What the system says when a file cannot be written, as a BadFile that says what to do."""
    try:
        yield
    except OSError as error:
        raise _trouble(path, error) from None


def _trouble(path: Path, error: OSError) -> BadFile:
    why, then = error.strerror or str(error), "Check the folder, and who may write to it."
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        then = "Make room on the disk, or write to another one. Nothing was left behind."
    elif error.errno == errno.ENOENT:
        why, then = "there is no such folder", f"Make it first: {path.parent}"
    return BadFile(where=str(path), why=f"this cannot be written: {why}", next=then)
