"""Locking a case with a passphrase, and unlocking it: the file is written and read here; `storage.lockbox` says what
counts, whatever cuts it off.

The archive begins with the list of what is in it, so every byte of it is known before it is read. Before anything plain
goes, the encrypted file is read back and compared with every plain file.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from habeas.errors import BadChoice, BadFile, CaseLocked, HabeasError, Phrase
from habeas.model.config import read_settings
from habeas.storage import erasing
from habeas.storage.age_stream import decrypted, encrypted
from habeas.storage.atomic import BINARY, sync, sync_folder, translated, write_atomic
from habeas.storage.folder import JOURNAL, LOCKED, sweep
from habeas.storage.lending import is_served
from habeas.storage.lock import CaseLock
from habeas.storage.lockbox import GOING, NOTE, OURS, STAGED, Contents, FileEntry, finish, is_locked, settle
from habeas.storage.tar import TAR_END, TarPieces, tar_header, tar_member, tar_padding

LIST: Final = "contents.json"
"""The first file of the archive: the list of the others."""
DROPPINGS: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What a file manager notes about a folder by itself, names of files too: it goes."""
DERIVED: Final = "store/"
"""What is made from the journal: it stands last in the archive, and is made again where it cannot be read."""
PIECE: Final = 1 << 20
AT_ONCE: Final = 16
"""So many files are forced to the disk at once: thousands of documents, one after the other, would take seconds."""
AHEAD: Final = 32
"""So many pieces are decrypted while those before are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockReport:
    """What was locked or unlocked: how many files and bytes; `linked` of them have a further name outside, by which
    they stay readable. `lost`: the store in it could not be read, and is made again from the journal.
    """

    files: int
    bytes: int
    linked: int = 0
    lost: bool = False


@contextmanager
def _settled(folder: Path) -> Iterator[None]:
    """A block after which the case is wholly locked or wholly open, whatever happens in it. Raises BadFile."""
    with translated(folder):
        try:
            yield
        finally:
            finish(folder)


# -- locking


def require_lockable(folder: Path) -> None:
    """Raise what `lock` would, before anybody is asked for a passphrase: BadChoice, CaseMissing, CaseLocked."""
    settle(folder)
    if is_locked(folder):
        advice = Phrase("Unlock it to open it.", f"`habeas unlock {folder}` opens it.")
        raise BadChoice(where=str(folder), why="this case is locked already", next=advice)
    erasing.finish(folder)
    if not (folder / "journal" / JOURNAL).is_file():
        read_settings(folder)
    _require_free(folder, [LOCKED, NOTE], "this has the name of what a locked case is kept in")
    if is_served(folder):
        why = "this case file is served, and a server would lend it and find it locked"
        raise CaseLocked(
            where=str(folder), why=why, next="End the server (Ctrl-C where it runs), and lock the case then."
        )
    with CaseLock(folder, shared=False):
        _contents(folder)


def lock(folder: Path, passphrase: str) -> LockReport:
    """Encrypt a case that nobody has open, look whether the file gives back every byte, and take the plain files away.

    Raises BadChoice, CaseMissing, CaseLocked, BadFile; then the case is as it was.
    """
    require_lockable(folder)
    with CaseLock(folder, shared=False), _settled(folder):
        sweep(folder)
        contents, linked = _contents(folder)
        write_atomic(folder / GOING, contents.plain())
        with open(folder / STAGED, "wb", opener=_private) as stream:
            for piece in encrypted(_archive(folder, contents), passphrase):
                stream.write(piece)
            stream.flush()
            sync(stream.fileno())
        _compare(folder, contents, passphrase)
        if _contents(folder)[0] != contents:
            raise _changed(folder)
        sync_folder(folder)
        (folder / STAGED).rename(folder / LOCKED)
        sync_folder(folder)
    return LockReport(files=len(contents.files), bytes=sum(file.size for file in contents.files), linked=linked)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | BINARY, 0o600)


def _contents(folder: Path) -> tuple[Contents, int]:
    """What there is to lock, and how many files have a further name elsewhere. Raises BadChoice for a link."""
    files, folders, names = list[FileEntry](), list[str](), Counter[tuple[int, int, int]]()
    for path in _below(folder):
        found, name = path.lstat(), path.relative_to(folder).as_posix()
        if name in OURS:
            continue
        if stat.S_ISDIR(found.st_mode):
            folders.append(name)
        elif not stat.S_ISREG(found.st_mode):
            why = "this is a link or no file, and what it leads to would stay readable"
            raise BadChoice(where=str(path), why=why, next="Take it away, or put the file itself there.")
        elif path.name in DROPPINGS:
            path.unlink()
        else:
            files.append(FileEntry(name, found.st_size, found.st_mode & 0o700, max(0, int(found.st_mtime))))
            names[found.st_dev, found.st_ino, found.st_nlink] += 1
    files.sort(key=lambda file: (file.name.startswith(DERIVED), file))
    return Contents(files, folders), sum(links > here for (_, _, links), here in names.items())


def _below(folder: Path) -> Iterator[Path]:
    """Everything in a folder, folders before what is in them; links are not followed."""
    for path in sorted(folder.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)


def _archive(folder: Path, contents: Contents) -> Iterator[bytes]:
    yield from tar_member(LIST, contents.plain())
    for file in contents.files:
        yield tar_header(*file)
        left = file.size
        with (folder / file.name).open("rb") as stream:
            while left and (piece := stream.read(min(left, PIECE))):
                left -= len(piece)
                yield piece
            if left or stream.read(1):
                raise _changed(folder / file.name)
        yield tar_padding(file.size)
    yield TAR_END


def _compare(folder: Path, contents: Contents, passphrase: str) -> None:
    """Read the encrypted file back, and compare it with every plain file."""
    with (folder / STAGED).open("rb") as stream:
        archive = TarPieces(decrypted(stream, passphrase, str(folder / STAGED)))
        try:
            same = archive.first() == contents.plain()
            for file in contents.files:
                with (folder / file.name).open("rb") as plain:
                    same = same and all(piece == plain.read(len(piece)) for piece in archive.file(*file))
                    if not same or plain.read(1):
                        raise _changed(folder / file.name)
            archive.end()
        except ValueError:
            raise _changed(folder) from None


def _changed(path: Path) -> BadFile:
    why, then = (
        "this was changed meanwhile, and nothing was locked",
        "Close other programs that write there; try again.",
    )
    return BadFile(where=str(path), why=why, next=then)


# -- unlocking


def unlock(folder: Path, passphrase: str) -> LockReport:
    """Put every file of a locked case back, and take the encrypted file away once they are on the disk.

    Raises BadChoice for a wrong passphrase or where other files stand in the way, CaseMissing, CaseLocked, BadFile;
    then the case is locked as before.
    """
    settle(folder)
    if not is_locked(folder):
        read_settings(folder)
        raise BadChoice(
            where=str(folder),
            why="this case is not locked",
            next=Phrase("Lock it to close it.", f"`habeas lock {folder}` locks it."),
        )
    with CaseLock(folder, shared=False), _settled(folder):
        with (folder / LOCKED).open("rb") as stream:
            report = _unpack(folder, TarPieces(_ahead(decrypted(stream, passphrase, str(folder / LOCKED)))))
        (folder / LOCKED).unlink()
        sync_folder(folder)
    return report


def _ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, worked out in a thread of their own while those before are used; an error comes after them."""

    def some() -> tuple[list[bytes], HabeasError | None]:
        found = list[bytes]()
        try:
            found.extend(islice(pieces, AHEAD))
        except HabeasError as error:
            return found, error
        return found, None

    with ThreadPoolExecutor(1) as pool:
        waiting, ready, error = pool.submit(some), [b""], None
        while ready and error is None:
            ready, error = waiting.result()
            waiting = pool.submit(some)
            yield from ready
    if error is not None:
        raise error


def _unpack(folder: Path, archive: TarPieces) -> LockReport:
    try:
        contents = Contents.read(archive.first())
    except (ValueError, KeyError, TypeError):
        raise _damaged(folder) from None
    why = "this was put here while the case was locked, where the case has a file"
    _require_free(folder, [file.name for file in contents.files if file.name not in OURS], why)
    write_atomic(folder / GOING, contents.plain())
    for name in contents.folders:
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    done = list[FileEntry]()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        forced = list[Future[None]]()
        try:
            for file in contents.files:
                if file.name in OURS:  # another habeas did not know it as a file of the lock
                    deque(archive.file(*file), maxlen=0)
                else:
                    _put(folder / file.name, file, archive)
                    forced.append(pool.submit(_force, folder / file.name))
                done.append(file)
            archive.end()
        except (BadFile, ValueError):
            if not all(file.name.startswith(DERIVED) for file in contents.files[len(done) :]):
                raise _damaged(folder) from None
        for one in forced:
            one.result()
    lost = len(done) < len(contents.files)
    if lost:
        shutil.rmtree(folder / DERIVED, ignore_errors=True)
    for name in (*reversed(contents.folders), "."):
        if (folder / name).is_dir():
            sync_folder(folder / name)
    return LockReport(files=len(done), bytes=sum(file.size for file in done), lost=lost)


def _require_free(folder: Path, names: Iterable[str], why: str) -> None:
    """Raise BadChoice where something stands that is not of the case, and would be replaced or mixed with it."""
    for name in names:
        if os.path.lexists(folder / name):
            raise BadChoice(where=str(folder / name), why=why, next="Move it out of the folder, and try again.")


def _put(path: Path, file: FileEntry, archive: TarPieces) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, file.mode | 0o600)
    with os.fdopen(handle, "wb", buffering=0) as stream:
        for piece in archive.file(*file):
            stream.write(piece)
    os.utime(path, (file.date, file.date))


def _force(path: Path) -> None:
    with path.open("r+b") as stream:
        sync(stream.fileno())


def _damaged(folder: Path) -> BadFile:
    why, then = "this file was changed or cut off; nothing of it was opened", "Put it back from a copy or a backup."
    return BadFile(where=str(folder / LOCKED), why=why, next=then)
