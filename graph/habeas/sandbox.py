"""What a process gives up before it meets a query or a document: network, other programs, more memory, traces on disk.

The guard refuses a query that asks for the network; this is the second fence, for the trick that the guard does not
know. On Linux the kernel is told to refuse new sockets and new programs to this process, for good. Elsewhere that
part is left out, and the guard stands alone. The memory limit needs a system that knows RLIMIT_AS.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]  # a system without it

PR_SET_NO_NEW_PRIVS: Final = 38
PR_SET_SECCOMP: Final = 22
SECCOMP_FILTER: Final = 2
M_ARENA_MAX: Final = -8
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 13  # 13: "permission denied"
X32: Final = 0x40000000
CALLS: Final = {  # machine -> its number in the kernel, then: socket, execve, execveat, io_uring_setup
    "x86_64": (0xC000003E, 41, 59, 322, 425),
    "aarch64": (0xC00000B7, 198, 221, 281, 425),
}
PARENT_SECONDS: Final = 1.0
QUIET: Final = {"MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"}
"""What a process of ours is started with besides: less memory for each thread, and no files written."""


def enter(server: int) -> None:
    """Give up what a worker does not need. Call it once, while the process has one thread and its store is not open.

    `server` is the process that the worker belongs to: it ends with it.
    """
    _leave_no_core()
    _share_few_arenas()
    _close_the_network()
    _end_with(server)


def limit_memory(memory_mb: int) -> None:
    """Allow this many megabytes above what the process has now."""
    if resource is None or not sys.platform.startswith("linux"):
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + memory_mb * 1_000_000
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def limit_processor(seconds: int) -> None:
    """Let the kernel end this process after so many seconds of processor time from its start."""
    if resource is not None:
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        most = seconds if hard < 0 else min(seconds, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
    _leave_no_core()


def _share_few_arenas() -> None:
    """What MALLOC_ARENA_MAX in QUIET says, also to a process that was forked: glibc alone knows it."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, int(QUIET["MALLOC_ARENA_MAX"]))


def _leave_no_core() -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _close_the_network() -> bool:
    """True when the kernel now refuses sockets and programs to this process."""
    calls = CALLS.get(platform.machine())
    if not sys.platform.startswith("linux") or calls is None:
        return False
    program = b"".join(struct.pack("=HBBI", *step) for step in _filter(*calls))
    steps = ctypes.create_string_buffer(program, len(program))
    given = ctypes.create_string_buffer(struct.pack("HP", len(program) // 8, ctypes.addressof(steps)))
    libc = ctypes.CDLL(None, use_errno=True)
    nothing = ctypes.c_ulong(0)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), nothing, nothing, nothing):
        return False
    return bool(libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_FILTER), given, nothing, nothing) == 0)


def _filter(machine: int, *refused: int) -> list[tuple[int, int, int, int]]:
    """The kernel's filter program: refuse those calls, and every call by the numbers of another machine."""
    most = len(refused)
    steps = [(LOAD, 0, 0, 4), (EQUAL, 0, most + 3, machine), (LOAD, 0, 0, 0), (AT_LEAST, most + 1, 0, X32)]
    steps += [(EQUAL, most - place, 0, number) for place, number in enumerate(refused)]
    return [*steps, (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]


def _end_with(server: int) -> None:
    """A server that is killed takes its workers along, even one deep in a query."""

    def watch() -> None:
        while os.getppid() == server:
            time.sleep(PARENT_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="server watch").start()
