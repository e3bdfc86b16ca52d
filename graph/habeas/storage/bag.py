"""A folder in the BagIt format, version 1.0 (RFC 8493): files under `data/`, and lists of their hashes, which
`sha256sum -c` checks.

The folder is made beside its name, for the owner alone, each file forced to the disk, and renamed when it is whole. So
it is there whole or not at all; a program that is killed leaves a folder `.habeas-….part`, which only the owner can
read. Nothing that stands there is replaced, and no link is followed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from habeas.errors import BadChoice
from habeas.storage.atomic import BINARY, LEFTOVERS, sync, sync_folder, translated

DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO, DECLARED, MANIFEST, TAGS = "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
SIGNATURE: Final = f"{TAGS}.sig"
ELSEWHERE: Final = "Choose another name; nothing is ever replaced."


class Bag:
    """A bag while it is made: put files into it, then close it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._payload: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._bytes = 0

    def put(self, name: str, pieces: Iterable[bytes]) -> str:
        """Put a file under `data/`. Returns its SHA-256."""
        digest, size = _write(self._folder, f"data/{name}", pieces)
        self._payload[f"data/{name}"] = digest
        self._bytes += size
        return digest

    def put_tag(self, name: str, pieces: Iterable[bytes]) -> None:
        """Put a file beside `data/`, which tells about what is in it."""
        self._tags[name] = _write(self._folder, name, pieces)[0]

    def close(self, info: Mapping[str, str], sign: Callable[[bytes], bytes] | None = None) -> str:
        """Write what the bag says of itself, and the hashes of all files; and the signature of the last list, which is
        in no list. Returns the SHA-256 of the last list.
        """
        oxum = {"Payload-Oxum": f"{self._bytes}.{len(self._payload)}"}
        told = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in {**info, **oxum}.items())
        self.put_tag(DECLARED, [DECLARATION])
        self.put_tag(INFO, [told.encode()])
        self.put_tag(MANIFEST, [_listed(self._payload)])
        last = _listed(self._tags)
        digest, _ = _write(self._folder, TAGS, [last])
        if sign is not None:
            _write(self._folder, SIGNATURE, [sign(last)])
        for folder in sorted({path.parent for path in self._folder.rglob("*")}):
            sync_folder(folder)
        return digest


@contextmanager
def new_bag(out: Path) -> Iterator[Bag]:
    """A bag that stands under its name when the block ends without an error, and else not at all.

    Raises BadChoice when something has that name, BadFile when it cannot be written.
    """
    require_new(out)
    waiting = out.with_name(LEFTOVERS.replace("*", secrets.token_hex(8)))
    with translated(out):
        waiting.mkdir(mode=0o700)
        try:
            yield Bag(waiting)
            require_new(out)
            waiting.rename(out)
        except BaseException:
            shutil.rmtree(waiting, ignore_errors=True)
            raise
        sync_folder(out.parent)


def require_new(out: Path) -> None:
    """Raise BadChoice when anything has this name, be it a link that leads nowhere."""
    if out.is_symlink() or out.exists():
        raise BadChoice(where=str(out), why="something of this name is there already", next=ELSEWHERE)


def _listed(digests: Mapping[str, str]) -> bytes:
    """One line a file, as `sha256sum` writes it; the three characters that RFC 8493 codes are coded."""
    lines = (f"{digest}  {_coded(name)}\n" for name, digest in sorted(digests.items()))
    return "".join(lines).encode()


def _coded(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _write(folder: Path, name: str, pieces: Iterable[bytes]) -> tuple[str, int]:
    """Write a new file for the owner alone, on the disk. Returns its SHA-256 and its size."""
    path = folder / name
    for parent in reversed(path.relative_to(folder).parents[:-1]):
        (folder / parent).mkdir(mode=0o700, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
    with os.fdopen(handle, "wb") as stream:
        for piece in pieces:
            size += stream.write(piece)
            digest.update(piece)
        stream.flush()
        sync(stream.fileno())
    return digest.hexdigest(), size
