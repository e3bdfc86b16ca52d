"""One line of the journal: an operation, its canonical form and its hash."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import FileIO
from typing import Any, Final

import msgspec

from habeas.errors import BadInput, CaseNewer, JournalBroken, Phrase
from habeas.model.values import Claim

FILE: Final = "operations.jsonl"
FIRST: Final = "0" * 64
HASH_AT: Final = b',"hash":"'
SEAL: Final = re.compile(
    rb',"hash":"([0-9a-f]{64})"(,"n":[0-9]+,"op":"[a-z-]+","prev":"[0-9a-f]{64}"(?:,"step":[1-9][0-9]*)?\})'
)
"""A line from its hash to its end."""
RESTORE: Final = Phrase(
    "Put back the journal from a backup, or ask who changed it.",
    "Put back the journal from a backup (`habeas restore`), or ask who changed it. "
    "`habeas verify` lists every such line.",
)
PUT_BACK: Final = (
    "Put back the whole journal from a backup. "
    "If it is right as it is, take away the folder store/ and open the case again."
)
UPDATE: Final = "Install the newest habeas, or open it with the one that wrote it. Nothing was changed."

TAIL_BLOCK: Final = 65_536
ProgressCallback = Callable[[int], None]
"""Called now and then with how many are done."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: number, when (UTC), by whom, which, and with what.

    `clock` is what the clock said where that was earlier than the line before: `at` never runs backwards. `step` is
    the number of the first line of the step it is a later line of, 0 for a first line (`step_of`); `erased` is true for
    what stands in the place of a line whose content was erased (`stubs`).
    """

    n: int
    at: str
    by: str
    op: str
    body: dict[str, Any]
    prev: str
    hash: str
    step: int = 0
    erased: bool = False
    clock: str = ""


def step_of(operation: Operation) -> int:
    """The number of the first line of the step: what one command recorded, and what is undone together."""
    return operation.step or operation.n


def with_origin(operation: Operation) -> Operation:
    """The operation with the moment and the recorder of the line that it brings over from another copy, if it does."""
    origin = operation.body.get("origin")
    return replace(operation, at=origin["at"], by=origin["by"]) if origin else operation


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An operation and the place of its line: bytes from `offset` to `end`, including the newline; and the claim that
    it records, where that was read already."""

    operation: Operation
    offset: int
    end: int
    claim: Claim | None = None


dumps: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
"""Canonical JSON. Made once: `json.dumps` makes a new encoder at each call."""
loads: Final = json.JSONDecoder().decode
_quickly: Final = msgspec.json.Decoder().decode
"""A third of the work: for lines whose form was checked."""


def make_line(
    *, n: int, at: str, by: str, op: str, body: Mapping[str, Any], prev: str, step: int = 0, clock: str = ""
) -> tuple[bytes, str]:
    """The line of an operation without its newline, and its hash.

    The parts before and after the hash are written once, hashed together, and joined again around it: `hash` stands
    between `by` and `n` in the order of the keys. Raises BadInput for a character that UTF-8 does not have.
    """
    try:
        told = {"at": at, "body": body, "by": by} | ({"clock": clock} if clock else {})
        before = dumps(told)[:-1].encode()
    except UnicodeEncodeError:
        why = "it contains half a character, which cannot be written"
        raise BadInput(
            where=op, why=why, next="Copy the text again; it was cut in the middle of a character."
        ) from None
    later = f',"step":{step:d}' if step else ""
    after = f',"n":{n:d},"op":{dumps(op)},"prev":"{prev}"{later}}}'.encode()
    digest = hashlib.sha256(before + after).hexdigest()
    return before + HASH_AT + digest.encode() + b'"' + after, digest


def require_text_keys(value: object) -> None:
    """Refuse a body with a key that is not text: JSON would write 2 as "2", and sort it differently when it is read
    back.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key of an operation is text, not {key!r}")
            if not isinstance(inner, str):
                require_text_keys(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            if not isinstance(inner, str):
                require_text_keys(inner)


def read_sealed(line: bytes, where: str) -> Operation:
    """The operation of a line that was read before: its hash is checked, its form is not checked again.

    Raises JournalBroken.
    """
    seal = SEAL.fullmatch(line, line.rfind(HASH_AT))
    if seal is None or hashlib.sha256(line[: seal.start()] + seal[2]).hexdigest().encode() != seal[1]:
        return read_line(line, where)
    try:
        return Operation(**_quickly(line))
    except (msgspec.DecodeError, ValueError, TypeError, RecursionError):
        return read_line(line, where)


def read_line(line: bytes, where: str) -> Operation:
    """The operation of a line. Raises JournalBroken when the line is not what its hash says."""
    try:
        plain = loads(line.decode())
        _require_parts(plain, where)
        operation = Operation(**plain)
        if operation.erased:
            return _read_stub(plain, operation, line, where)
        del plain["hash"]
        made, digest = make_line(**plain)
    except (ValueError, TypeError, RecursionError, BadInput):
        raise broken(where, "this line cannot be read") from None
    if digest != operation.hash:
        raise broken(where, "this line was changed after it was written")
    if made != line or not isinstance(operation.body, dict):
        raise broken(where, "this line is not written as habeas writes it")
    return operation


def _read_stub(plain: dict[str, Any], operation: Operation, line: bytes, where: str) -> Operation:
    """A line whose content was erased keeps its hash; another line proves the rest (`stubs.verify_stubs`)."""
    if dumps(plain).encode() != line or operation.erased is not True or not isinstance(operation.body, dict):
        raise broken(where, "this line is not written as habeas writes it")
    return operation


def _require_parts(plain: Any, where: str) -> None:
    """A whole line with more parts than this habeas knows was written by a newer one. Raises CaseNewer."""
    if not isinstance(plain, dict):
        return
    unknown = sorted(set(plain) - set(Operation.__slots__))
    rest = {key: value for key, value in plain.items() if key != "hash"}
    if unknown and hashlib.sha256(dumps(rest).encode()).hexdigest() == plain.get("hash"):
        why = f"this case was written by a newer habeas: “{unknown[0]}” in a line is not known here"
        raise CaseNewer(where=f"journal, {where}", why=why, next=UPDATE)


def broken(where: str, why: str) -> JournalBroken:
    """The error for a place in the journal: what is wrong, and what to do."""
    return JournalBroken(where=f"journal, {where}", why=why, next=RESTORE)


def misplaced(operation: Operation, n: int, prev: str) -> str:
    """Why a sound line cannot stand after number n with the hash prev; empty when it can."""
    if operation.n > n + 1:
        return f"{operation.n - n - 1} lines are missing before this one, number {operation.n}"
    if operation.n <= n:
        return f"this line, number {operation.n}, comes after number {n}: it was moved, or is there twice"
    return "" if operation.prev == prev else "this line does not follow the one before, which is not the one it had"


def last_line(stream: FileIO, size: int = -1) -> tuple[bytes, int]:
    """The last whole line within the first `size` bytes, without its newline, and where the whole lines end."""
    start = stream.seek(0, os.SEEK_END) if size < 0 else size
    block = b""
    while start > 0:
        step = min(max(TAIL_BLOCK, len(block)), start)
        start -= step
        stream.seek(start)
        block = stream.read(step) + block
        whole = block.rfind(b"\n")
        before = block.rfind(b"\n", 0, max(whole, 0))
        if before >= 0 or (start == 0 and whole >= 0):
            return block[before + 1 : whole], start + whole + 1
    return b"", 0
