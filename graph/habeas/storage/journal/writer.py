"""Writing the journal: appended, forced to the disk, then acknowledged."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadFile
from habeas.storage.atomic import make_folder, sync, sync_folder, write_atomic
from habeas.storage.journal import unfinished
from habeas.storage.journal.line import (
    FILE,
    FIRST,
    JournalEntry,
    Operation,
    broken,
    last_line,
    make_line,
    read_line,
    require_text_keys,
)

MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class Journal:
    """The journal open for appending. One program at a time (`lock`)."""

    def __init__(self, folder: Path, stream: FileIO) -> None:
        self.folder = folder
        self._stream = stream
        self._failed = False
        self._begun: tuple[int, str, str, int] | None = None
        """Number, hash, moment and end of the last line before a load that is not finished."""
        self.n, self.head, self.at, self.end = 0, "", "", 0
        self.torn: Path | None = None
        """Where the bytes of a last line that was never acknowledged were set aside, if there were any."""

    @classmethod
    def open(cls, folder: Path) -> Journal:
        """Open, creating the file if it is missing; set a torn last line aside. Raises JournalBroken, BadFile."""
        path = folder / FILE
        try:
            make_folder(folder)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            stream = FileIO(handle, "r+")
        except OSError as error:
            raise BadFile(where=str(path), why=f"the journal cannot be opened: {error.strerror}") from None
        journal = cls(folder, stream)
        try:
            journal._find_end()
        except OSError as error:
            stream.close()
            raise BadFile(where=str(path), why=f"the journal cannot be read: {error.strerror}") from None
        except BaseException:
            stream.close()
            raise
        return journal

    def _find_end(self) -> None:
        if (end := unfinished.end_of(self.folder)) is not None:
            self._cut(end)
        size = self._stream.seek(0, os.SEEK_END)
        if not size:
            sync_folder(self.folder)
            sync_folder(self.folder.parent)
        last, self.end = last_line(self._stream)
        if b"\0" in last:  # a block that never reached the disk: the line was not acknowledged
            last, self.end = last_line(self._stream, self.end - len(last) - 1)
        if self.end:
            operation = read_line(last, f"byte {self.end - len(last) - 1}")
            self.n, self.head, self.at = operation.n, operation.hash, operation.at
        if size > self.end:
            self._set_aside(size)

    def _set_aside(self, size: int) -> None:
        self._stream.seek(self.end)
        self.torn = self.folder / f"torn-{self.n + 1}-{size}.bin"
        write_atomic(self.torn, self._stream.read(size - self.end))
        self._stream.truncate(self.end)
        sync(self._stream.fileno())

    # -- many lines in several steps, all of them or none

    def begin(self) -> None:
        """From here on lines count only together: when `finish` came back."""
        unfinished.begin(self.folder, self.end)
        self._begun = (self.n, self.head, self.at, self.end)

    def finish(self) -> None:
        """Force what was appended since `begin` to the disk. Raises BadFile when the disk refuses."""
        try:
            sync(self._stream.fileno())
            unfinished.finish(self.folder)
        except OSError as error:
            raise self._refused(error) from None
        self._begun = None

    def abandon(self) -> None:
        """Take back what was appended since `begin`."""
        if self._begun is not None:
            (self.n, self.head, self.at, self.end), self._begun, self._failed = self._begun, None, False
            self._cut(self.end)

    def _cut(self, end: int) -> None:
        """Cut off the lines of a load that was not finished."""
        self._stream.truncate(min(end, self._stream.seek(0, os.SEEK_END)))
        sync(self._stream.fileno())
        unfinished.finish(self.folder)

    def append_many(
        self, operations: Iterable[tuple[str, Mapping[str, Any]]], *, by: str, at: str, step: int = 0
    ) -> list[JournalEntry]:
        """Write operations and force them to the disk together, or with the rest of a load that was begun. `at` (UTC,
        milliseconds, Z) never runs backwards.

        They are one step, or belong to the one that began with line `step`. Raises BadFile when the disk refuses: then
        nothing of these operations stays, and the next try begins clean.
        """
        if not MOMENT.fullmatch(at):
            raise ValueError(f"{at!r} is not a moment as it stands in the journal")
        at, clock = (at, "") if at >= self.at else (self.at, at)
        entries: list[JournalEntry] = []
        written: list[bytes] = []
        n, prev, offset = self.n, self.head or FIRST, self.end
        first = step or n + 1
        for op, body in operations:
            n += 1
            require_text_keys(body)
            later = first if n > first else 0
            line, digest = make_line(n=n, at=at, by=by, op=op, body=body, prev=prev, step=later, clock=clock)
            end = offset + len(line) + 1
            entries.append(
                JournalEntry(Operation(n, at, by, op, dict(body), prev, digest, later, clock=clock), offset, end)
            )
            written.append(line)
            prev, offset = digest, end
        if entries:
            self._write(b"\n".join(written) + b"\n")
            self.n, self.head, self.at, self.end = n, prev, at, offset
        return entries

    def append(self, op: str, body: Mapping[str, Any], *, by: str, at: str) -> JournalEntry:
        """Write one operation and force it to the disk."""
        return self.append_many([(op, body)], by=by, at=at)[0]

    def _write(self, content: bytes) -> None:
        self._require_end()
        try:
            view = memoryview(content)
            while view:
                view = view[self._stream.write(view) :]
            if self._begun is None:
                sync(self._stream.fileno())
        except OSError as error:
            self._failed = True
            with suppress(BadFile):
                self._require_end()
            raise self._refused(error) from None

    def _require_end(self) -> None:
        """Move to the end of the last acknowledged line; remove what a failed write left after it."""
        if self._failed:
            try:
                self._stream.truncate(self.end)
                sync(self._stream.fileno())
            except OSError as error:
                raise self._refused(error) from None
            self._failed = False
        if self._stream.seek(0, os.SEEK_END) != self.end:
            raise broken(f"byte {self.end}", "another program wrote to the journal while it was open here")

    def _refused(self, error: OSError) -> BadFile:
        why = f"the disk did not take it ({error.strerror}); nothing was recorded by this step"
        return BadFile(where=str(self.folder / FILE), why=why, next="Make room on the disk and do it again.")

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
