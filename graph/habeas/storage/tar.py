"""Tar archives as streams: what an encrypted backup holds inside."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import Any, Final, cast

TAR_END: Final = bytes(2 * tarfile.BLOCKSIZE)
"""What an archive ends with."""


def tar_member(name: str, content: bytes) -> Iterator[bytes]:
    """A file of an archive, for its owner alone and without a date: equal content gives equal bytes."""
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(content), 0o600
    yield about.tobuf(tarfile.PAX_FORMAT)
    yield content
    yield bytes(-len(content) % tarfile.BLOCKSIZE)


def tar_members(content: bytes) -> dict[str, bytes]:
    """The files of an archive by name. Raises ValueError for what is none, or holds anything but files."""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is None:
                    raise ValueError(member.name)
                found[member.name] = stream.read()
    except tarfile.TarError as error:
        raise ValueError(str(error)) from None
    return found


def as_stream(pieces: Iterator[bytes]) -> io.BufferedReader:
    """Pieces of bytes as a stream to read."""
    return io.BufferedReader(cast(io.RawIOBase, _Pieces(pieces)))


class _Pieces(io.RawIOBase):
    """Pieces of bytes, read one after the other."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self._held = pieces, b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a part of the buffer; 0 at the end."""
        while not self._held:
            try:
                self._held = next(self._pieces)
            except StopIteration:
                return 0
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size
