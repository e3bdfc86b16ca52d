"""What stays in a journal of a line whose content was erased for somebody's safety: a stub.

    {"at":…,"body":{…},"by":…,"erased":true,"hash":"…","n":12,"op":"erased","prev":"…"}

A stub keeps the hash of the line that stood there, so the chain holds. What else it says is proven by a line `erase`
(or `merge`), which has the SHA-256 of each stub under the hash of its line. A stub that no line proves is a changed
line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from habeas.errors import JournalBroken
from habeas.storage.journal.line import Operation, broken, dumps
from habeas.storage.journal.union import every_line

GONE: Final = "erased"
"""The operation of a stub of which nothing is left."""


def stub_of(operation: Operation, op: str, body: Mapping[str, Any], by: str) -> bytes:
    """What stands in the place of a line, without its newline."""
    told = {"at": operation.at, "body": body, "by": by, "erased": True, "hash": operation.hash}
    told |= {"n": operation.n, "op": op, "prev": operation.prev}
    rest = {"step": operation.step, "clock": operation.clock}
    return dumps(told | {key: value for key, value in rest.items() if value}).encode()


def digest_of_stub(line: bytes) -> str:
    """What a line `erase` says of a stub."""
    return hashlib.sha256(line).hexdigest()


def stubs_in(operations: Iterable[Operation]) -> dict[str, set[str]]:
    """The stubs that these operations prove: the digests by the hash of the line."""
    found: dict[str, set[str]] = {}
    for operation in operations:
        if operation.op in {"erase", "merge"}:
            for digest, stub in operation.body.get("erased", {}).items():
                found.setdefault(digest, set()).add(stub)
    return found


def erased_files(operations: Iterable[Operation]) -> set[str]:
    """The SHA-256 of every file that was erased."""
    return {file for o in operations if o.op == "erase" for file in o.body.get("files", ())}


def verify_stubs(folder: Path) -> list[JournalBroken]:
    """The lines that say that they were erased, where no line proves it."""
    every = every_line(folder)
    proven = stubs_in(operation for operation, _ in every.values())
    return [
        broken(f"line {operation.n}", "it says that it was erased, and no line of the journal says so")
        for operation, line in every.values()
        if operation.erased and digest_of_stub(line) not in proven.get(operation.hash, set())
    ]
