"""Tar archives as streams: what an encrypted backup or a locked case holds inside."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import Any, Final, cast

TAR_END: Final = bytes(2 * tarfile.BLOCKSIZE)
"""What an archive ends with."""


def tar_member(name: str, content: bytes) -> Iterator[bytes]:
    """A file of an archive, for its owner alone and without a date: equal content gives equal bytes."""
    yield tar_header(name, len(content))
    yield content
    yield tar_padding(len(content))


def tar_header(name: str, size: int, mode: int = 0o600, date: int = 0) -> bytes:
    """What stands before the content of a file in an archive."""
    about = tarfile.TarInfo(name)
    about.size, about.mode, about.mtime = size, mode, date
    return about.tobuf(tarfile.PAX_FORMAT)


def tar_padding(size: int) -> bytes:
    """What stands after the content of a file."""
    return bytes(-size % tarfile.BLOCKSIZE)


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
        self._pieces, self._held = pieces, memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a part of the buffer; 0 at the end."""
        while not self._held:
            try:
                self._held = memoryview(next(self._pieces))
            except StopIteration:
                return 0
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size


class TarPieces:
    """An archive read from pieces, by somebody who knows what is in it. What is not so raises ValueError."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, memoryview(b"")

    def first(self) -> bytes:
        """The content of the file that it begins with."""
        try:
            size = tarfile.TarInfo.frombuf(self._bytes(tarfile.BLOCKSIZE), "utf-8", "strict").size
        except tarfile.TarError as error:
            raise ValueError(str(error)) from None
        content = self._bytes(size)
        self._expect(tar_padding(size))
        return content

    def file(self, name: str, size: int, mode: int, date: int) -> Iterator[memoryview]:
        """The content of the next file, in pieces; all of it is to be taken."""
        self._expect(tar_header(name, size, mode, date))
        yield from self._take(size)
        self._expect(tar_padding(size))

    def end(self) -> None:
        """Read to the end: only there it is sure that nothing was cut off."""
        self._expect(TAR_END)
        more: bytes = next(self._pieces, b"")
        if self._held or more:
            raise ValueError("more")

    def _take(self, size: int) -> Iterator[memoryview]:
        while size:
            if not self._held:
                piece: bytes = next(self._pieces, b"")
                if not piece:
                    raise ValueError("cut off")
                self._held = memoryview(piece)
            part = self._held[:size]
            self._held, size = self._held[size:], size - len(part)
            yield part

    def _bytes(self, size: int) -> bytes:
        return b"".join(self._take(size))

    def _expect(self, content: bytes) -> None:
        if self._bytes(len(content)) != content:
            raise ValueError("another file, or a changed one")
