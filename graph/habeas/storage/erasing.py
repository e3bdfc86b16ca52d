"""Files of a case rewritten and taken away at once, whatever cuts it off: how erasing keeps its word.

What is to stand afterwards is written into `.erasing.part`, and on the disk. Renaming that to `.erasing` decides:
before, nothing is changed; after, every file is put in its place, and what is to go and what is made from the journal
is taken away; at the next opening again, when that was cut off. Only what stays is ever written there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Protocol

from habeas.errors import BadFile, StoreBroken
from habeas.model.config import ACCESS
from habeas.storage.atomic import remove_leftovers, sync_folder, write_atomic
from habeas.storage.lock import CaseLock

STAGED: Final = ".erasing.part"
DECIDED: Final = ".erasing"
GOING: Final = "going.json"
FILES: Final = "files"


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def decide(folder: Path, stays: Mapping[str, bytes], going: Iterable[str]) -> None:
    """Write what is to stand, by the names in the folder, and what is to go; from its return on it will be so."""
    staged = folder / STAGED
    shutil.rmtree(staged, ignore_errors=True)
    for number, (_, content) in enumerate(sorted(stays.items())):
        path = staged / FILES / str(number)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomic(path, content)
    staged.mkdir(mode=0o700, exist_ok=True)
    write_atomic(staged / GOING, json.dumps({"stays": sorted(stays), "going": sorted(going)}).encode())
    sync_folder(staged)
    staged.rename(folder / DECIDED)
    sync_folder(folder)


def put_in_place(folder: Path) -> None:
    """Put every file in its place, and take away what is to go."""
    decided = folder / DECIDED
    told = json.loads((decided / GOING).read_bytes())
    for number, name in enumerate(told["stays"]):
        path = decided / FILES / str(number)
        if path.exists():
            path.replace(folder / name)
            sync_folder((folder / name).parent)
    for name in told["going"]:
        (folder / name).unlink(missing_ok=True)
    for part in (folder, *(folder / name for name in (ACCESS, "journal", "sources", "questions"))):
        remove_leftovers(part)


class Opened(Protocol):
    """A case folder that is open for writing (`storage.workspace.Workspace`)."""

    def open_again(self) -> None:
        """Read the journal again, and make everything else from it."""


def rewrite(folder: Path, space: Opened) -> None:
    """Do what was decided, in a case that is open."""
    put_in_place(folder)
    try:
        space.open_again()
    except (BadFile, StoreBroken) as error:
        advice = "Make room on the disk; the next command on the case finishes it."
        raise BadFile(
            where=error.where, why=f"it is erased; the rest is still to be made: {error.why}", next=advice
        ) from None
    clear(folder)


def clear(folder: Path) -> None:
    """Take away the last of it, when everything that is made from the journal was made again or is gone."""
    shutil.rmtree(folder / DECIDED, ignore_errors=True)
    sync_folder(folder)


def finish(folder: Path) -> None:
    """Finish what was decided and cut off; nothing where nothing was. Raises CaseLocked."""
    if not (folder / DECIDED).is_dir() and not (folder / STAGED).is_dir():
        return
    with CaseLock(folder, shared=False):
        shutil.rmtree(folder / STAGED, ignore_errors=True)
        if (folder / DECIDED / GOING).is_file():
            put_in_place(folder)
            shutil.rmtree(folder / "store", ignore_errors=True)
        clear(folder)
