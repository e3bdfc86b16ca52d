"""Making a case folder from a copy again, every file of it checked."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from habeas.errors import BadChoice, with_options
from habeas.storage.age import ENDING, Secret
from habeas.storage.copy_manifest import (
    MANIFEST,
    CaseCopy,
    copy_of,
    has_place,
    no_copy,
    put,
    read_copy,
    unpacked,
)
from habeas.storage.journal.line import FILE as JOURNAL
from habeas.storage.journal.reader import verify


class Opened(Protocol):
    """A case folder that was opened (`storage.workspace.Workspace`)."""

    def close(self) -> None:
        """Let the folder go."""


Space = TypeVar("Space", bound=Opened)


def restore_copy(folder: Path, where: Path, opened: Callable[[Path], Space], secret: Secret | None) -> Space:
    """Make a case folder from a copy and open it for writing, with `opened`. Nothing stays of a copy that is broken.

    Raises BadChoice, BadFile.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadChoice(where=str(folder), why="this folder is not empty", next="Choose a new name for the case file.")
    try:
        unfold_copy(where, folder, secret)
        return opened(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def unfold_copy(where: Path, folder: Path, secret: Secret | None = None) -> CaseCopy:
    """Make a case folder from a copy, every file checked. Raises BadFile for a copy that is not sound, BadChoice.

    The caller takes the folder away again when this fails.
    """
    if where.suffix == ENDING:
        if secret is None:
            why = "this backup is encrypted"
            raise BadChoice(where=str(where), why=why, next=with_options("Give {key} FILE, or {passphrase-file} FILE."))
        content = unpacked(where, secret)
        held = copy_of(content[MANIFEST], where)
        journal, parts = content.get(f"journal/{JOURNAL}", b""), content
    else:
        held = read_copy(where)
        parts = {name: _read(where, name) for name in held.files}
        journal = _read(where, f"journal/{JOURNAL}")
    for name, digest in held.files.items():
        if not has_place(name) or hashlib.sha256(parts.get(name, b"")).hexdigest() != digest:
            raise no_copy(where, f"{name} in this backup was changed or is missing")
    put(folder / "journal" / JOURNAL, journal[: held.bytes])
    report = verify(folder / "journal")
    if report.findings or (report.lines, report.head) != (held.lines, held.head):
        raise no_copy(where, "the journal in this backup was changed or is not whole")
    for name in held.files:
        put(folder / name, parts[name])
    for name in ("sources", "questions", "store"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    return held


def _read(where: Path, name: str) -> bytes:
    path = where / name
    if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
        raise no_copy(where, f"{name} in this backup is missing, or is a link")
    return path.read_bytes()
