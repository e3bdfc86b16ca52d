"""Work that is done in a child of this program, so that it can be killed, or die, and nobody else with it.

The parent must not have opened an engine before: its threads do not come along.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any


def child(work: Callable[[], object], *, quiet: bool = False) -> int:
    """Start a child that does the work and ends with 0; returns its number."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException:  # noqa: BLE001 it is shown, and the child ends
            if not quiet:
                traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(status)
    return pid


def ended(pid: int) -> int:
    """How a child ended: 0, or minus the signal, or another number."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def told_by_a_child(work: Callable[[], Any], *, seconds: int = 0, gigabytes: int = 0) -> Any:
    """What the work gives, done in a child, within so much time and memory (0: any).

    Raises RuntimeError when the child does not end well.
    """
    reading, writing = os.pipe()

    def told() -> None:
        os.close(reading)
        signal.alarm(seconds)
        if gigabytes:
            resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30, gigabytes << 30))
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(work(), stream)

    pid = child(told)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        content = stream.read()
    status = ended(pid)
    if status != 0:
        raise RuntimeError(f"a child ended with {status}")
    return pickle.loads(content)  # noqa: S301 of our own child


def children_of(pid: int) -> set[int]:
    """The processes that this one started and that live; of Linux."""
    found: set[int] = set()
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that ended in between
            found |= {int(child) for child in path.read_text().split()}
    return found


def descendants_of(pid: int) -> set[int]:
    """Its children, their children, and so on: a server's workers are children of its fork server."""
    found = children_of(pid)
    return found.union(*(descendants_of(child) for child in found))
