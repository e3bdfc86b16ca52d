"""Several texts in one zip, written as it is read. It has no dates of its own, so equal texts give equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final

from habeas.formats.write.encoding import encoded

LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can hold."""


class _Pipe(io.RawIOBase):
    """What is written in at one end is taken out at the other."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # a buffer, which has no type before Python 3.12
        self._waiting.append(piece)
        return len(piece)

    def take(self) -> bytes:
        """What was written since the last time."""
        found, self._waiting = b"".join(self._waiting), []
        return found


def zipped(texts: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """A zip of these texts, each with its name and in parts, in pieces."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, parts in texts:
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with archive.open(info, "w") as entry:
                for piece in encoded(parts):
                    entry.write(piece)
                    yield pipe.take()
            yield pipe.take()
    yield pipe.take()
