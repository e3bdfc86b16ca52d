"""A folder of files for everybody, such as a web host shows it: there whole or not at all, and made again in its place.

It is made beside its name, for the owner alone, and takes the name when it is whole. A file that is the same as in the
folder that stood there is taken over with its times, so that rsync and git see what changed and nothing else. What else
stood there (`.git`, `CNAME`) stays. A folder that is not of this kind is never replaced.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from habeas.errors import BadChoice, BadFile, Phrase
from habeas.storage.atomic import BINARY, sync_folder, translated

LIST: Final = "files.sha256"
"""The SHA-256 of every file, as `sha256sum -c` reads it: the mark of such a folder."""
DIGEST: Final = 64
FOR_ALL, FOLDER_FOR_ALL = 0o644, 0o755
ELSEWHERE: Final = "Choose another name, or take away what stands there."


class PublicFolder:
    """A folder while it is made: `path` is where its files are meanwhile, `before` the folder that it replaces."""

    def __init__(self, path: Path, before: Path) -> None:
        self.path = path
        self._before = before
        self.files: dict[str, str] = {}
        """The SHA-256 of each file, by its name from the top."""

    def put(self, name: str, content: bytes) -> None:
        """Put a file into it, for everybody to read; it is there once."""
        path, old = self.path / name, self._before / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.files[name] = hashlib.sha256(content).hexdigest()
        if old.is_file() and not old.is_symlink() and old.stat().st_size == len(content):
            with suppress(OSError):
                if old.read_bytes() == content:
                    os.link(old, path)
                    return
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, FOR_ALL)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)

    def change(self, name: str, content: bytes) -> None:
        """Put another content in the place of one that was put."""
        (self.path / name).unlink()
        self.put(name, content)


@contextmanager
def new_public_folder(out: Path) -> Iterator[PublicFolder]:
    """A folder that stands under its name when the block ends without an error, and else not at all.

    Raises BadChoice when something else has that name, BadFile when it cannot be written.
    """
    waiting, old = (out.with_name(f".{out.name}.{part}") for part in ("part", "old"))
    _settle(out, waiting, old)
    require_replaceable(out)
    with translated(out):
        shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir(mode=0o700)
        try:
            made = PublicFolder(waiting, out)
            yield made
            made.put(LIST, "".join(f"{sha}  {name}\n" for name, sha in sorted(made.files.items())).encode())
            for path in waiting.rglob("*"):
                path.chmod(FOLDER_FOR_ALL if path.is_dir() else FOR_ALL)
            getattr(os, "sync", lambda: None)()
            _exchange(out, waiting, old)
        except BaseException:
            shutil.rmtree(waiting, ignore_errors=True)
            raise
        sync_folder(out.parent)


def _exchange(out: Path, waiting: Path, old: Path) -> None:
    """Put the new folder in the place of the one before, with what else stood in that one."""
    waiting.chmod(FOLDER_FOR_ALL)
    if not out.exists():
        waiting.rename(out)
        return
    listed = set(listed_files(out))
    out.rename(old)
    waiting.rename(out)
    _take_over(old, out, listed)
    shutil.rmtree(old, ignore_errors=True)


def _take_over(old: Path, out: Path, listed: set[str]) -> None:
    """Move what is no file of such a folder from the old one into the new one."""
    for entry in sorted(old.iterdir()):
        foreign = not any(name == entry.name or name.startswith(f"{entry.name}/") for name in listed)
        if foreign and entry.name != LIST and not (out / entry.name).exists():
            entry.rename(out / entry.name)


def _settle(out: Path, waiting: Path, old: Path) -> None:
    """Mend what a kill left in the moment when one folder takes the place of another."""
    if not old.is_dir() or old.is_symlink():
        return
    if not out.exists():
        old.rename(out)
        return
    with suppress(BadFile):
        _take_over(old, out, set(listed_files(old)))
    shutil.rmtree(old, ignore_errors=True)


def require_replaceable(out: Path) -> None:
    """Raise BadChoice unless nothing has this name, or an empty folder, or a folder of this kind."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise BadChoice(where=str(out), why="something of this name is there already", next=ELSEWHERE)
    if out.is_dir() and any(out.iterdir()) and not (out / LIST).is_file():
        why = "this folder is not empty, and it is no published edition"
        raise BadChoice(where=str(out), why=why, next=ELSEWHERE)
    if not out.absolute().parent.is_dir():
        raise BadChoice(where=str(out), why="there is no folder to make it in", next=f"Make it first: {out.parent}")


def listed_files(out: Path) -> dict[str, str]:
    """The files that such a folder lists, each with its SHA-256. Raises BadFile for one that is not of this kind."""
    try:
        lines = (out / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        next_ = Phrase("Publishing the case makes one.", "`habeas publish CASE OUT` makes one.")
        raise BadFile(where=str(out), why="this is no published edition", next=next_) from None
    return {line[DIGEST + 2 :]: line[:DIGEST] for line in lines if len(line) > DIGEST + 2}
