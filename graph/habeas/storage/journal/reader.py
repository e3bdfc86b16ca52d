"""Reading the journal: from its beginning or a place, one line, its end; and checking all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from typing import Final

from habeas.errors import CaseDamaged
from habeas.storage.journal import unfinished
from habeas.storage.journal.line import (
    FILE,
    FIRST,
    RESTORE,
    JournalEntry,
    Operation,
    ProgressCallback,
    broken,
    last_line,
    misplaced,
    read_line,
    read_sealed,
    step_of,
)

LINES_TOLD: Final = 1000
"""After so many lines, who waits for a check is told how far it is."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not what was written."""

    line: int
    why: str
    next: str = RESTORE


@dataclass(frozen=True, slots=True)
class JournalReport:
    """What `verify` found: lines, hash of the last, the faults, sound lines after the first fault, bytes of a torn
    last line.
    """

    lines: int
    head: str
    findings: tuple[Fault, ...] = ()
    sound_after: int = 0
    torn: int = 0
    settings: str | None = None
    """case.toml as the journal has it last."""
    kept: frozenset[str] = frozenset()
    """The SHA-256 of every document that was kept."""


def lines(folder: Path, start: int = 0) -> Iterator[bytes]:
    """Every whole line from a place on, as it is, without its newline; not those of a load that is not finished."""
    path = folder / FILE
    if not path.exists():
        return
    limit = unfinished.end_of(folder)
    with path.open("rb") as stream:
        stream.seek(start)
        for line in stream:
            start += len(line)
            if not line.endswith(b"\n") or (limit is not None and start > limit):
                return
            yield line[:-1]


def read(folder: Path, *, start: int = 0, until: str | None = None, ours: int = 0) -> Iterator[JournalEntry]:
    """Every operation in order, from a place (the `end` of an entry) on, up to a moment.

    Lines after number `ours`, if it is given, were written by this process: of them the hash is checked, and not the
    form. Raises JournalBroken at the first line that does not fit, also when the journal is shorter than `start`.
    """
    before = _before(folder, start) if start else None
    n, prev, offset = (before.n, before.hash, start) if before else (0, FIRST, 0)
    for line in lines(folder, start):
        operation = (read_sealed if 0 < ours <= n else read_line)(line, f"line {n + 1}")
        if why := misplaced(operation, n, prev):
            raise broken(f"line {n + 1}", why)
        if until is not None and operation.at > until:
            return
        end = offset + len(line) + 1
        yield JournalEntry(operation, offset, end)
        n, prev, offset = operation.n, operation.hash, end


def _before(folder: Path, start: int) -> Operation:
    """The last operation before a place where a line begins."""
    path = folder / FILE
    if not path.exists() or path.stat().st_size < start:
        raise broken(f"byte {start}", "the journal is shorter than it was: lines at its end are missing")
    with path.open("rb", buffering=0) as stream:
        last, end = last_line(stream, start)
    if end != start:
        raise broken(f"byte {start}", "no line begins here")
    return read_line(last, f"byte {start - len(last) - 1}")


def read_at(folder: Path, start: int, stop: int) -> JournalEntry:
    """The entry at a place. Raises JournalBroken when its line was changed."""
    with open(f"{folder}/{FILE}", "rb", buffering=0) as stream:  # noqa: PTH123 making a path costs as much as reading
        stream.seek(start)
        line = stream.read(stop - start)
    return JournalEntry(read_sealed(line.removesuffix(b"\n"), f"byte {start}"), start, stop)


def tail(folder: Path) -> tuple[int, str]:
    """Number and hash of the last whole line, read from the end; (0, "") for an empty journal."""
    last = _last(folder)
    return (last.n, last.hash) if last else (0, "")


def last_moment(folder: Path) -> str:
    """When the last step was recorded; empty for an empty journal."""
    last = _last(folder)
    return last.at if last else ""


def _last(folder: Path) -> Operation | None:
    path = folder / FILE
    if not path.exists():
        return None
    limit = unfinished.end_of(folder)
    with path.open("rb", buffering=0) as stream:
        last, end = last_line(stream, -1 if limit is None else limit)
    return read_line(last, f"byte {end - len(last) - 1}") if end else None


def read_step(folder: Path, n: int) -> list[Operation]:
    """The lines of the step that line n belongs to, in order; none when there is no such line.

    Raises JournalBroken when one of them was changed.
    """
    line = next(islice(lines(folder), n - 1, n), b"") if n > 0 else b""
    if not line:
        return []
    first = step_of(read_line(line, f"line {n}"))
    rest = enumerate(islice(lines(folder), first - 1, None), start=first)
    every = (read_line(line, f"line {number}") for number, line in rest)
    return list(takewhile(lambda operation: step_of(operation) == first, every))


def verify(
    folder: Path,
    progress: ProgressCallback | None = None,
    check: Callable[[Operation], None] = lambda operation: None,
) -> JournalReport:
    """Check every line, and go on after a bad one to say what else is sound.

    `check` may raise CaseDamaged for an operation that is sound and yet not what it should be.
    """
    faults: list[Fault] = []
    before: Operation | None = None
    head, number, sound, size = "", 0, 0, 0
    settings: str | None = None
    kept: set[str] = set()
    for number, line in enumerate(lines(folder), start=1):
        size += len(line) + 1
        try:
            operation = read_line(line, f"line {number}")
            check(operation)
        except CaseDamaged as error:
            faults.append(Fault(number, error.why, error.next))
            before, head = None, ""
            continue
        finally:
            if progress and number % LINES_TOLD == 0:
                progress(number)
        why = _unfit(operation, before, number)
        if why:
            faults.append(Fault(number, why))
        elif faults:
            sound += 1
        before, head = operation, operation.hash
        settings = operation.body.get("settings", settings)
        kept -= set(operation.body.get("files", ())) if operation.op == "erase" else set()
        if operation.op == "keep" and not operation.erased:
            kept.add(str(operation.body.get("sha256")))
    path, limit = folder / FILE, unfinished.end_of(folder)
    torn = (path.stat().st_size if limit is None else limit) - size if path.exists() else 0
    return JournalReport(number, head, tuple(faults), sound, torn, settings, frozenset(kept))


def _unfit(operation: Operation, before: Operation | None, number: int) -> str:
    """Why a sound line does not belong where it is; nothing can be said after a line that cannot be read."""
    if before is not None:
        return misplaced(operation, before.n, before.hash)
    return misplaced(operation, 0, FIRST) if number == 1 else ""
