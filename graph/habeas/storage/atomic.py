"""A file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from habeas.errors import BadChoice, BadFile


def save(pieces: Iterable[bytes], path: Path, *, force: bool = False) -> int:
    """Write the pieces beside the final name, then rename. Returns the number of bytes.

    Raises BadChoice when the file is there already and `force` was not asked for, BadFile when it cannot be written; then
    what stood under the final name before stands there still.
    """
    require_free(path, force=force)
    waiting = path.with_name(path.name + ".part")
    try:
        with waiting.open("wb") as stream:
            size = sum(map(stream.write, pieces))
            stream.flush()
            os.fsync(stream.fileno())
        waiting.replace(path)
    except OSError as error:
        raise _trouble(path, error) from None
    finally:
        _clear(waiting)
    return size


def require_free(path: Path, *, force: bool) -> None:
    """Raise BadChoice when the path is a folder, or a file that may not be replaced."""
    if path.is_dir():
        raise BadChoice(where=str(path), why="this is a folder", next="Give the name of a file in it.")
    if path.exists() and not force:
        raise BadChoice(
            where=str(path), why="this file is there already", next="Choose another name, or replace it with --force."
        )


def _trouble(path: Path, error: OSError) -> BadFile:
    why = f"this cannot be written: {error.strerror or error}"
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return BadFile(
            where=str(path), why=why, next="Make room on the disk, or write to another one. Nothing was left behind."
        )
    if error.errno == errno.ENOENT:
        return BadFile(where=str(path), why="there is no such folder", next=f"Make it first: {path.parent}")
    return BadFile(where=str(path), why=why, next="Look at the folder and at who may write there.")


def _clear(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
