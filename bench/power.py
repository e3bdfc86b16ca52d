"""Power cuts: what the disk holds when only what was forced to it has come there.

While something is written in this process, each `fsync` of a file notes its bytes and each `fsync` of a folder the
names in it. After any of them the power may go: the tree as of then is laid out anew, from what was noted alone. The
engine and SQLite force their own files past Python, and a case needs none of them; of these a cut
leaves nothing, or what they were before.
"""

from __future__ import annotations

import os
import random
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Names = dict[str, int]


@dataclass(slots=True)
class Disk:
    """What is on the disk for sure: the bytes of files and the names in folders, by the number of the inode.

    `loose` is what was there in memory at the same moment: of it a kind disk has taken more than it must.
    """

    files: dict[int, bytes] = field(default_factory=dict)
    folders: dict[int, Names] = field(default_factory=dict)
    loose_files: dict[int, bytes] = field(default_factory=dict)
    loose_folders: dict[int, Names] = field(default_factory=dict)

    def copy(self) -> Disk:
        return Disk(dict(self.files), dict(self.folders), dict(self.loose_files), dict(self.loose_folders))


class Recorder:
    """Notes what is forced to the disk under one folder. `cuts` are the states in which the power may go."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self.disk = Disk()
        self.cuts: list[Disk] = []
        self._look(self.disk.files, self.disk.folders)

    def _look(self, files: dict[int, bytes], folders: dict[int, Names]) -> None:
        for folder, _, names in os.walk(self.room):
            if Path(folder).name == "quads":
                continue
            folders[Path(folder).stat().st_ino] = _names(folder)
            for name in names:
                path = Path(folder) / name
                files[path.stat().st_ino] = path.read_bytes()

    def note(self, handle: int) -> None:
        """One `fsync` came back."""
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            self.disk.folders[about.st_ino] = _names(handle)
        else:
            self.disk.files[about.st_ino] = Path(f"/proc/self/fd/{handle}").read_bytes()
        self.cuts.append(self._now())

    def _now(self) -> Disk:
        state = self.disk.copy()
        self._look(state.loose_files, state.loose_folders)
        return state

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Note every `fsync` of this process."""
        before = {name: getattr(os, name) for name in ("fsync", "fdatasync")}

        def noted(force: object) -> object:
            def call(handle: int) -> None:
                force(handle)  # type: ignore[operator]
                self.note(handle)

            return call

        self.cuts.append(self._now())
        for name, force in before.items():
            setattr(os, name, noted(force))
        try:
            yield
        finally:
            for name, force in before.items():
                setattr(os, name, force)


def _names(folder: str | int) -> Names:
    with os.scandir(folder) as found:
        return {entry.name: entry.inode() for entry in found}


def lay_out(disk: Disk, root: Path, to: Path, chance: random.Random | None) -> None:
    """The tree after a cut: what is there for sure, and with `chance` some of what may be."""
    _folder(disk, root.stat().st_ino, to, chance)


def _folder(disk: Disk, inode: int, to: Path, chance: random.Random | None) -> None:
    to.mkdir(mode=0o700)
    names = dict(disk.folders.get(inode, {}))
    if chance:
        loose = disk.loose_folders.get(inode, {})
        for name in {*names, *loose}:
            if names.get(name) != loose.get(name) and chance.random() < 0.5:  # this name has come to the disk
                names = {**names, name: loose[name]} if name in loose else {k: v for k, v in names.items() if k != name}
    for name, child in names.items():
        if child in disk.folders or child in disk.loose_folders:
            _folder(disk, child, to / name, chance)
        elif (content := _content(disk, child, chance)) is not None:
            (to / name).write_bytes(content)
            (to / name).chmod(0o600)


def _content(disk: Disk, inode: int, chance: random.Random | None) -> bytes | None:
    """The bytes of a file; a file that was never forced is empty, or has a part of what was written."""
    sure, loose = disk.files.get(inode), disk.loose_files.get(inode)
    if sure is None and loose is None:
        return None
    if not chance or loose is None or loose == sure:
        return sure or b""
    kept = sure or b""
    if loose.startswith(kept):  # what was added came partly, and the rest as nothing or as zeros
        part = chance.randint(len(kept), len(loose))
        return loose[:part] + (b"" if chance.random() < 0.5 else bytes(len(loose) - part))
    return chance.choice([kept, loose])


def drop_views(folder: Path) -> None:
    """Take away the views of a case: a cut may leave nothing of them."""
    shutil.rmtree(folder / "store", ignore_errors=True)
