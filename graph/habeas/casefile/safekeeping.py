"""Keeping a case safe: backups of it, and getting it back from one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from habeas.casefile.erase import Erasing
from habeas.casefile.merging import Merging
from habeas.casefile.open_case import OpenCase
from habeas.casefile.undoing import Undoing
from habeas.errors import BadChoice, Phrase
from habeas.model.as_of import stamp
from habeas.model.findings import Clash
from habeas.storage import backup, copies, copy_manifest, copy_restore
from habeas.storage.age import Secret
from habeas.storage.clash_table import clash_from
from habeas.storage.folder import LOCKED
from habeas.storage.journal.reader import tail
from habeas.storage.journal.union import own_lines
from habeas.storage.lockbox import require_open
from habeas.storage.passphrase_lock import LockReport, lock, unlock
from habeas.storage.workspace import Workspace


class Safekeeping:
    """What can be done with the folder of a case that is not open."""

    now: ClassVar[Callable[[], datetime]] = lambda: datetime.now(UTC)

    @classmethod
    def back_up(cls, folder: Path | str, where: Path | str, *, secret: Secret | None = None) -> copies.BackupReport:
        """Bring the backup at `where` up to date: a folder, or one file encrypted for `secret` when it ends in .age.

        The case is verified first. Raises CaseDamaged, BadChoice, BadFile, CaseLocked; then the backup is as it was.
        """
        return copies.back_up(Path(folder), Path(where), at=stamp(cls.now()), secret=secret)

    @staticmethod
    def backups(folder: Path | str) -> tuple[tuple[copy_manifest.CaseCopy, ...], int]:
        """The backups that were made of a case, oldest first, and how many journal lines it has now."""
        require_open(Path(folder))
        return copy_manifest.known_copies(Path(folder)), tail(Path(folder) / "journal")[0]

    @staticmethod
    def lock(folder: Path | str, passphrase: str) -> LockReport:
        """Lock a case that nobody has open: one encrypted file, and nothing plain beside it.

        Raises BadChoice, CaseMissing, CaseLocked, BadFile; then the case is as it was.
        """
        return lock(Path(folder), passphrase)

    @staticmethod
    def unlock(folder: Path | str, passphrase: str) -> LockReport:
        """Open a locked case again. Raises BadChoice for a wrong passphrase, CaseMissing, CaseLocked, BadFile."""
        return unlock(Path(folder), passphrase)


class MergedClashes(OpenCase):
    """What the merges of a case clashed on."""

    def merge_clashes(self) -> list[tuple[str, Clash]]:
        """Every clash of every merge, with the moment of the merge, oldest first; it may be settled since."""
        merges = (operation for operation, _ in own_lines(self.folder / "journal") if operation.op == "merge")
        return [(merge.at, clash_from(one)) for merge in merges for one in merge.body["clashes"]]


class Keeping(Undoing, Merging, Erasing, MergedClashes, Safekeeping):
    """Undoing, merging, erasing and backing up together."""


def restored(
    folder: Path | str, file: Path | str, opened: Callable[[Path], Workspace], secret: Secret | None
) -> Workspace:
    """A new case folder from a dump or a backup, opened for writing with `opened`."""
    made, read = Path(folder), Path(file)
    if read.name == LOCKED:
        why = "this is a locked case, and no backup"
        then = Phrase("Unlock it to open it.", f"`habeas unlock {read.parent}` opens it.")
        raise BadChoice(where=str(read), why=why, next=then)
    require_open(read)
    if copies.is_copy(read):
        return copy_restore.restore_copy(made, read, opened, secret)
    return backup.restore(made, read, opened)
