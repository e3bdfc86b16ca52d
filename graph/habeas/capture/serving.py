"""What every process that reads one file does: take it from standard input, answer in lines of JSON, within limits.

It imports no reader: the program that asks uses what stands here too, and reads no file itself.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from habeas import sandbox


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
