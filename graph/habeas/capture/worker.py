"""A process that reads one document, and may be ended at any moment.

    python -P -m habeas.capture.worker MEGABYTES PARENT

The file comes on standard input. What leaves on standard output are lines of JSON: how far it is, and at the end the
document, or why it cannot be read. It can open no connection and start no program (habeas/sandbox.py), and its memory
is limited before a byte of the file is looked at.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from habeas import sandbox
from habeas.capture.reading import read_document
from habeas.errors import BadFile


def answer(requests: BinaryIO, out: BinaryIO) -> None:
    """Read a document, and write the answer."""

    def progress(done: int, of: int) -> None:
        write_line(out, {"done": done, "of": of})

    told: dict[str, object]
    try:
        told = {"document": read_document(requests.read(), progress).plain()}
    except BadFile as error:
        told = {"why": error.why, "next": error.next}
    except MemoryError:
        told = {"why": "reading this file takes more memory than it may", "next": "Split it, and capture its parts."}
    write_line(out, told)


def write_line(out: BinaryIO, told: object) -> None:
    """Write one line of an answer."""
    out.write(json.dumps(told).encode("ascii") + b"\n")
    out.flush()


def serve(reply: Callable[[BinaryIO, BinaryIO], None]) -> None:
    """Read from standard input, answer on standard output; what libraries print goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    memory_mb, parent = map(int, sys.argv[1:])
    sandbox.enter(parent)
    sandbox.limit_memory(memory_mb)
    reply(requests, answers)


if __name__ == "__main__":
    serve(answer)
