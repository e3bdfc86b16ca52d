"""The journal: every operation, one line each, hash-chained, on the disk before it is acknowledged.

    {"at":"2026-02-01T09:12:00.000Z","body":{…},"by":"documenter","hash":"…","n":12,"op":"record","prev":"…"}

A line is canonical JSON (keys sorted, no spaces, UTF-8) and ends with a newline. `hash` is the SHA-256 of the line without
its hash; `prev` is the hash of the line before, 64 zeros for the first. So a changed, lost or moved line shows. Lines are only
ever added. A last line without its newline was never acknowledged: it is set aside and reported, not dropped.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadFile, JournalBroken

try:
    import fcntl
except ImportError:  # Windows has none; os.fsync does the whole work there
    fcntl = None  # type: ignore[assignment]

FILE: Final = "operations.jsonl"
FIRST: Final = "0" * 64
HASH_AT: Final = b',"hash":"'
TAIL_BLOCK: Final = 65_536

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: number, when (UTC), by whom, which, and with what."""

    n: int
    at: str
    by: str
    op: str
    body: dict[str, Any]
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation and where its line stands: bytes from `offset` to `end`, newline included."""

    operation: Operation
    offset: int
    end: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not what was written."""

    line: int
    why: str
    next: str = ""


@dataclass(frozen=True, slots=True)
class JournalReport:
    """What `verify` found: whole lines, hash of the last, and the faults."""

    lines: int
    head: str
    findings: tuple[Fault, ...] = field(default_factory=tuple)


def dumps(value: Any) -> str:
    """Canonical JSON."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def make_line(*, n: int, at: str, by: str, op: str, body: Mapping[str, Any], prev: str) -> tuple[bytes, str]:
    """The line of an operation without its newline, and its hash. The hash is spliced in at its sorted place, after `by`."""
    before = f'{{"at":{dumps(at)},"body":{dumps(body)},"by":{dumps(by)}'.encode()
    after = f',"n":{n},"op":{dumps(op)},"prev":"{prev}"}}'.encode()
    digest = hashlib.sha256(before + after).hexdigest()
    return before + HASH_AT + digest.encode() + b'"' + after, digest


def read_line(line: bytes, number: int) -> Operation:
    """The operation of a line. Raises JournalBroken when the line is not what its hash says."""
    try:
        plain = json.loads(line)
        operation = Operation(**plain)
        plain.pop("hash")
        made, digest = make_line(**plain)
    except (ValueError, TypeError, RecursionError):
        raise _broken(number, "this line cannot be read") from None
    if digest != operation.hash or made != line:
        raise _broken(number, "this line was changed after it was written")
    return operation


RESTORE: Final = "Put back the journal from a backup (`habeas restore`), or ask who changed it. `habeas verify` lists every such line."


def _broken(number: int, why: str) -> JournalBroken:
    return JournalBroken(where=f"journal, line {number}", why=why, next=RESTORE)


# -- reading --------------------------------------------------------------------------------------------------------


def lines(folder: Path) -> Iterator[bytes]:
    """Every whole line, without its newline, as it stands."""
    path = folder / FILE
    if not path.exists():
        return
    with path.open("rb") as stream:
        for line in stream:
            if line.endswith(b"\n"):
                yield line[:-1]


def read(folder: Path, *, until: str | None = None) -> Iterator[Entry]:
    """Every operation in order, up to a moment. Raises JournalBroken at the first line that does not fit."""
    offset, prev = 0, FIRST
    for number, line in enumerate(lines(folder), start=1):
        operation = read_line(line, number)
        if operation.n != number or operation.prev != prev:
            raise _broken(number, "this line does not follow the one before: a line was lost, added or moved")
        if until is not None and operation.at > until:
            return
        end = offset + len(line) + 1
        yield Entry(operation, offset, end)
        offset, prev = end, operation.hash


def read_at(folder: Path, start: int, stop: int) -> Entry:
    """The entry at a place. Raises JournalBroken when its line was changed."""
    with (folder / FILE).open("rb") as stream:
        stream.seek(start)
        line = stream.read(stop - start)
    return Entry(read_line(line.removesuffix(b"\n"), 0), start, stop)


def tail(folder: Path) -> tuple[int, str]:
    """Number and hash of the last whole line, read from the end; (0, "") for an empty journal."""
    path = folder / FILE
    if not path.exists():
        return 0, ""
    with path.open("rb", buffering=0) as stream:
        last, _ = _last_line(stream)
    if not last:
        return 0, ""
    operation = read_line(last, 0)
    return operation.n, operation.hash


def _last_line(stream: FileIO) -> tuple[bytes, int]:
    """The last whole line without its newline, and where the whole lines end."""
    size = stream.seek(0, os.SEEK_END)
    start, block = size, b""
    while start > 0:
        step = min(TAIL_BLOCK, start)
        start -= step
        stream.seek(start)
        block = stream.read(step) + block
        whole = block.rfind(b"\n")
        before = block.rfind(b"\n", 0, whole) if whole > 0 else -1
        if before >= 0 or (start == 0 and whole >= 0):
            return block[before + 1 : whole], start + whole + 1
    return b"", 0


def verify(folder: Path, progress: Progress | None = None) -> JournalReport:
    """Check every line, and go on after a bad one to say what else is whole."""
    faults: list[Fault] = []
    prev, number = FIRST, 0
    for number, line in enumerate(lines(folder), start=1):
        try:
            operation = read_line(line, number)
        except JournalBroken as error:
            faults.append(Fault(number, error.why, error.next))
            prev = _claimed_hash(line)
            continue
        if operation.n != number or operation.prev != prev:
            why = f"this line does not follow the one before: it says it is number {operation.n}"
            faults.append(Fault(number, why, RESTORE))
        prev = operation.hash
        if progress and number % 1000 == 0:
            progress(number)
    return JournalReport(number, prev if number else "", tuple(faults))


def _claimed_hash(line: bytes) -> str:
    at = line.rfind(HASH_AT)
    return line[at + len(HASH_AT) : at + len(HASH_AT) + 64].decode("ascii", "replace") if at >= 0 else ""


# -- writing --------------------------------------------------------------------------------------------------------


class Journal:
    """The journal open for appending. One program at a time (`lock`)."""

    def __init__(self, folder: Path, stream: FileIO) -> None:
        self.folder = folder
        self._stream = stream
        self.n, self.head, self.at, self.end = 0, "", "", 0
        self.torn: Path | None = None
        """Where the bytes of a last line that was never acknowledged were set aside, if there were any."""

    @classmethod
    def open(cls, folder: Path) -> Journal:
        """Open, making the file when it is not there; set a torn last line aside. Raises JournalBroken, BadFile."""
        path = folder / FILE
        try:
            fresh = not path.exists()
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            journal = cls(folder, FileIO(handle, "r+"))
            if fresh:
                sync_folder(folder)
        except OSError as error:
            raise BadFile(where=str(path), why=f"the journal cannot be opened: {error.strerror}") from None
        journal._find_end()
        return journal

    def _find_end(self) -> None:
        last, end = _last_line(self._stream)
        size = self._stream.seek(0, os.SEEK_END)
        if last:
            operation = read_line(last, 0)
            self.n, self.head, self.at = operation.n, operation.hash, operation.at
        self.end = end
        if size > end:
            self._set_aside(size)

    def _set_aside(self, size: int) -> None:
        self._stream.seek(self.end)
        self.torn = self.folder / f"torn-{self.n + 1}-{size}.bin"
        self.torn.write_bytes(self._stream.read(size - self.end))
        self._stream.truncate(self.end)
        sync(self._stream)

    def append_many(self, operations: Iterable[tuple[str, Mapping[str, Any]]], *, by: str, at: str) -> list[Entry]:
        """Write operations and force them to the disk together. `at` never runs backwards.

        Raises BadFile when the disk refuses: then nothing of these operations stays.
        """
        at = max(at, self.at)
        entries: list[Entry] = []
        written: list[bytes] = []
        n, prev, offset = self.n, self.head or FIRST, self.end
        for op, body in operations:
            n += 1
            line, digest = make_line(n=n, at=at, by=by, op=op, body=body, prev=prev)
            end = offset + len(line) + 1
            entries.append(Entry(Operation(n, at, by, op, dict(body), prev, digest), offset, end))
            written.append(line)
            prev, offset = digest, end
        if entries:
            self._write(b"\n".join(written) + b"\n")
            self.n, self.head, self.at, self.end = n, prev, at, offset
        return entries

    def append(self, op: str, body: Mapping[str, Any], *, by: str, at: str) -> Entry:
        """Write one operation and force it to the disk."""
        return self.append_many([(op, body)], by=by, at=at)[0]

    def _write(self, content: bytes) -> None:
        try:
            self._stream.seek(self.end)
            view = memoryview(content)
            while view:
                view = view[self._stream.write(view) :]
            sync(self._stream)
        except OSError as error:
            self._stream.truncate(self.end)
            why = f"the disk did not take it ({error.strerror}); nothing was recorded by this step"
            raise BadFile(
                where=str(self.folder / FILE), why=why, next="Make room on the disk and do it again."
            ) from None

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def sync(stream: FileIO) -> None:
    """Force a file to the disk; on macOS past the drive's cache too."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:
        fcntl.fcntl(stream.fileno(), full)
    else:
        getattr(os, "fdatasync", os.fsync)(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Force a folder's list of files to the disk, where the system can."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
