"""Reads documents in processes of their own, with limits on time and memory: whatever a file is, habeas goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from habeas.capture.document import Document
from habeas.errors import BadFile, phrase

WORKER: Final = (sys.executable, "-P", "-m", "habeas.capture.worker")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureLimits:
    """What reading one document may take. `seconds` is for all of it."""

    most_bytes: int = 200_000_000
    memory_mb: int = 1_500
    seconds: float = 1_800.0


def read_in_process(content: bytes, limits: CaptureLimits | None = None, progress: Progress | None = None) -> Document:
    """The document that a file is. Raises BadFile; the process ends with it, also on Ctrl-C."""
    return Document.from_plain(ask_process(WORKER, content, limits, progress)["document"])


def ask_process(
    worker: Sequence[str], content: bytes, limits: CaptureLimits | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """What a worker answers that reads a file. Raises BadFile; the process ends with it, also on Ctrl-C."""
    limits = limits or CaptureLimits()
    if len(content) > limits.most_bytes:
        why = phrase(
            "this file has %(size)s MB, and %(most)s are read at most",
            size=len(content) // 1_000_000,
            most=limits.most_bytes // 1_000_000,
        )
        raise BadFile(why=why, next="Split it, and capture its parts.")
    with _TURNS:
        return _read(worker, content, limits, progress)


_TURNS: Final = threading.BoundedSemaphore(2)
"""So many documents are read at once by one program; others wait."""


def _read(worker: Sequence[str], content: bytes, limits: CaptureLimits, progress: Progress | None) -> dict[str, Any]:
    command = [*worker, str(limits.memory_mb), str(os.getpid())]
    with subprocess.Popen(  # noqa: S603 our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        late = threading.Timer(limits.seconds, process.kill)
        late.daemon = True  # Ctrl-C may come before it is cancelled, and nobody waits for it then
        try:
            late.start()
            found = _answer(process, content, progress)
        finally:
            in_time = late.is_alive()
            late.cancel()
            process.kill()
    _require_answer(found, limits, in_time=in_time)
    return found


def _answer(process: subprocess.Popen[bytes], content: bytes, progress: Progress | None) -> dict[str, Any]:
    assert process.stdin is not None and process.stdout is not None  # noqa: S101 both are pipes
    with suppress(BrokenPipeError), process.stdin as pipe:  # it may refuse a file before it has read all of it
        pipe.write(content)
    for line in process.stdout:
        told: dict[str, Any] = json.loads(line)
        if "of" not in told:
            return told
        if progress is not None:
            progress(told["done"], told["of"])
    return {}


def _require_answer(found: dict[str, Any], limits: CaptureLimits, *, in_time: bool) -> None:
    """Raise BadFile where the file cannot be read, and where there is no answer."""
    if "why" in found:
        raise BadFile(why=found["why"], next=found["next"])
    if found:
        return
    if not in_time:
        why: str = phrase("reading this file takes longer than %(seconds)s seconds", seconds=f"{limits.seconds:g}")
        raise BadFile(why=why, next="Split it, and capture its parts.")
    why = "the process that read this file ended: the file is damaged, or made to do harm"
    raise BadFile(why=why, next="Ask for the file again; print it to a PDF elsewhere, and capture that.")
