"""A case that is locked with a passphrase: all of its folder in one encrypted file, and nothing plain beside it.

    locked-case.age     a tar archive in the age format (`storage.age_stream`): everything that the folder held
    LOCKED.txt          what this is and how it is opened, and no name

One rule holds at every moment, whatever cuts it off: **while locked-case.age is there, the case is locked, and the
plain files that `.locking.json` lists go; while it is not there, the case is open, and what locking left goes.** So
locking is decided by one rename, after the encrypted file was read back and compared with every plain file; unlocking
by taking away one name, after every plain file is on the disk. The next program that comes to the case finishes what
was cut off (`require_open`), without the passphrase. docs/decisions/0281.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from habeas.errors import CaseEncrypted, Phrase
from habeas.model.config import FILE as SETTINGS
from habeas.storage import erasing
from habeas.storage.atomic import sync_folder, write_atomic
from habeas.storage.folder import LOCKED
from habeas.storage.lending import LOCKS
from habeas.storage.lock import CaseLock

STAGED: Final = ".locking.part"
GOING: Final = ".locking.json"
NOTE: Final = "LOCKED.txt"
OURS: Final = frozenset({LOCKED, STAGED, GOING, NOTE, *LOCKS})
TOLD: Final = """\
This folder is a case of habeas, locked with a passphrase. Everything is in locked-case.age.

To open it:          habeas unlock THIS-FOLDER
Without habeas:      age -d locked-case.age | tar x        (age-encryption.org)

Nobody can open it without the passphrase. Keep locked-case.age as it is; a copy of it is a copy of the whole case.

Esta carpeta es un caso de habeas, cerrado con una frase de contraseña. Todo está en locked-case.age.

Para abrirlo:        habeas unlock ESTA-CARPETA
Sin habeas:          age -d locked-case.age | tar x        (age-encryption.org)

Nadie puede abrirlo sin la frase. Deje locked-case.age como está; una copia de él es una copia de todo el caso.
"""


class FileEntry(NamedTuple):
    """A file by its name in the folder, its size in bytes, its mode and its date in seconds."""

    name: str
    size: int
    mode: int
    date: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a folder holds: files in the order of the archive, and the names of folders, those above first."""

    files: Sequence[FileEntry]
    folders: Sequence[str]

    def plain(self) -> bytes:
        """As it is written."""
        return json.dumps({"files": self.files, "folders": self.folders}).encode()

    @classmethod
    def read(cls, content: bytes) -> Contents:
        """As it was written; a name that leads out of the folder is refused. Raises ValueError."""
        told = json.loads(content)
        found = cls([FileEntry(*one) for one in told["files"]], told["folders"])
        for name in (*(file.name for file in found.files), *found.folders):
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise ValueError(name)
        return found


def is_locked(folder: Path) -> bool:
    """True for a folder whose case is locked."""
    return (folder / LOCKED).is_file() and not (folder / SETTINGS).exists()


def require_open(folder: Path) -> None:
    """Finish what a lock, an unlock or an erasure that was cut off left to do. Raises CaseEncrypted, CaseLocked."""
    require_unlocked(folder)
    erasing.finish(folder)


def require_unlocked(folder: Path) -> None:
    """The same for a case that another program may have open: an erasure is left to it."""
    settle(folder)
    if is_locked(folder):
        alone = "Without the passphrase nobody can, habeas neither."
        advice = Phrase(f"Unlock it to open it. {alone}", f"`habeas unlock {folder}` opens it. {alone}")
        raise CaseEncrypted(where=str(folder), why="this case is locked with a passphrase", next=advice)


def settle(folder: Path) -> None:
    """Make a case wholly locked or wholly open where something cut that off. Raises CaseLocked."""
    if (folder / GOING).exists() or (folder / STAGED).exists():
        with CaseLock(folder, shared=False):
            finish(folder)


def finish(folder: Path) -> None:
    """Do what is left to do of a lock or an unlock, in a folder that nobody else has open."""
    if (folder / LOCKED).exists():
        with suppress(FileNotFoundError):
            _remove_plain(folder, Contents.read((folder / GOING).read_bytes()))
        if not (folder / NOTE).exists():
            write_atomic(folder / NOTE, TOLD.encode())
    else:
        (folder / NOTE).unlink(missing_ok=True)
    for name in (STAGED, GOING):
        (folder / name).unlink(missing_ok=True)
        sync_folder(folder)


def _remove_plain(folder: Path, contents: Contents) -> None:
    """Take away the plain files, case.toml first: without it nothing takes the folder for an open case."""
    for name in sorted({file.name for file in contents.files} - OURS, key=lambda name: name != SETTINGS):
        (folder / name).unlink(missing_ok=True)
    for name in reversed(contents.folders):
        try:
            (folder / name).rmdir()
        except OSError:  # something else lies in it that was not of the case
            sync_folder(folder / name) if (folder / name).is_dir() else None
    sync_folder(folder)
