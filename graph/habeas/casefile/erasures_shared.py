"""What was erased in one copy of a case is erased in the others too, when they are merged; and is not brought back.

Lines keep their hashes when they are erased. So what the other copy still has of them is known here already, and is
left there; and where the other copy erased, its stubs take the place of the lines here. What an earlier merge had
brought over from such a line (`origin`) goes as well; the merge then brings over what is left of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from habeas.casefile.agreed_values import touched_by
from habeas.model.config import FILE as SETTINGS
from habeas.storage import erasing
from habeas.storage.clash_table import without
from habeas.storage.journal.line import FILE as JOURNAL
from habeas.storage.journal.line import Operation, make_line
from habeas.storage.journal.operations import KEEP
from habeas.storage.journal.stubs import GONE, digest_of_stub, erased_files, stub_of, stubs_in
from habeas.storage.journal.union import merged_digests, other_file, other_lines, own_lines
from habeas.storage.workspace import Workspace

Lines = Mapping[str, tuple[Operation, bytes]]
Body = dict[str, Any]
SHARED: Final = ("what", "reason")


def arriving(new: Lines, own: Lines) -> tuple[dict[str, tuple[Operation, bytes]], dict[str, str]]:
    """Lines of another copy as they may come in, and the stubs among them that have to be proven here."""
    erased = stubs_in(operation for operation, _ in own.values())
    keys = {key for operation, _ in own.values() if operation.erased for key in touched_by(operation)}
    taken, stubs = dict(new), dict[str, str]()
    files = erased_files(operation for operation, _ in own.values())
    for digest, (operation, _) in new.items():
        if not operation.erased and _rests_on(operation, erased, keys, files):
            stub = stub_of(operation, GONE, {}, operation.by)
            taken[digest] = (_gone(operation), stub)
            stubs[digest] = digest_of_stub(stub)
        elif (left := _left_of(operation, keys | erased.keys())) is not None:
            stub = stub_of(operation, operation.op, left, operation.by)
            taken[digest] = (replace(operation, body=left, erased=True), stub)
            stubs[digest] = digest_of_stub(stub)
    return taken, stubs


def _rests_on(operation: Operation, erased: Collection[str], keys: set[str], files: set[str]) -> bool:
    """True for what a merge brought over from an erased line, and for the mark of an erased document."""
    if operation.op == KEEP:
        return operation.body["sha256"] in files
    origin = operation.body.get("origin")
    if not origin or operation.op == "erase":
        return False
    return origin["hash"] in erased or not keys.isdisjoint(touched_by(operation))


def _left_of(operation: Operation, keys: Collection[str]) -> Body | None:
    """What is left of a line `merge` with a clash on what was erased; None for another line."""
    if operation.op != "merge" or operation.erased:
        return None
    left = without(operation.body, keys)
    return left if left != operation.body else None


def _gone(operation: Operation) -> Operation:
    return Operation(
        operation.n, operation.at, operation.by, GONE, {}, operation.prev, operation.hash, operation.step, erased=True
    )


def adopt(space: Workspace, other: Path, theirs: Lines, own: Lines) -> bool:
    """Erase here what the other copy erased. True when there was anything."""
    erasures = [o for digest, (o, _) in theirs.items() if o.op == "erase" and digest not in own]
    erased = {digest for operation in erasures for digest in operation.body["erased"]}
    here = {digest for digest in erased if digest in own and not own[digest][0].erased and theirs[digest][0].erased}
    if not here:
        return False
    keys = {key for digest in here for key in touched_by(own[digest][0])}
    stubs = {digest: theirs[digest][1] for digest in here}
    files = erased_files(erasures)
    for digest, (operation, _) in own.items():
        if digest not in stubs and not operation.erased and _rests_on(operation, here, keys, files):
            stubs[digest] = stub_of(operation, GONE, {}, operation.by)
        elif digest not in stubs and (left := _left_of(operation, keys | here)) is not None:
            stubs[digest] = stub_of(operation, operation.op, left, operation.by)
    _decide(space, other, erasures, stubs)
    erasing.rewrite(space.folder, space)
    return True


def _decide(space: Workspace, other: Path, erasures: list[Operation], stubs: Mapping[str, bytes]) -> None:
    folder, journal = space.folder, space.folder / "journal"
    lines = list(own_lines(journal))
    last, files = lines[-1][0], erased_files(erasures)
    first = erasures[0]
    body: dict[str, Any] = {key: "; ".join(dict.fromkeys(o.body[key] for o in erasures)) for key in SHARED}
    body |= {"erased": {digest: digest_of_stub(stub) for digest, stub in stubs.items()}, "files": sorted(files)}
    body |= {"origin": {"at": first.at, "by": first.by, "hash": first.hash}}
    stays: dict[str, bytes] = {}
    if erasing.digest_of(folder / SETTINGS) in files:
        stays[SETTINGS] = (other / SETTINGS).read_bytes()
        body["settings"] = stays[SETTINGS].decode()
    at = max(space.clock(), last.at)
    line, _ = make_line(n=last.n + 1, at=at, by=first.by, op="erase", body=body, prev=last.hash)
    stays[f"journal/{JOURNAL}"] = _joined(lines, stubs) + line + b"\n"
    for digest in merged_digests(operation for operation, _ in lines):
        found = other_lines(journal, digest)
        if any(operation.hash in stubs for operation, _ in found):
            stays[other_file(journal, digest).relative_to(folder).as_posix()] = _joined(found, stubs)
    going = [path for path in _kept(folder) if erasing.digest_of(path) in files]
    torn = journal.glob("torn-*.bin")
    erasing.decide(folder, stays, [path.relative_to(folder).as_posix() for path in (*going, *torn)])


def _joined(lines: Iterable[tuple[Operation, bytes]], stubs: Mapping[str, bytes]) -> bytes:
    return b"".join(stubs.get(operation.hash, line) + b"\n" for operation, line in lines)


def _kept(folder: Path) -> list[Path]:
    return [path for name in ("sources", "questions") for path in (folder / name).glob("*") if path.is_file()]
