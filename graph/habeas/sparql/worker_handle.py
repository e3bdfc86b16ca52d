"""One worker process, seen from the server: started, asked, ended.

Only the event loop's own child watcher waits for the process, and it learns how each one ended. asyncio's `kill` and
`close` look for themselves whether the process has ended; when that look comes first, the watcher finds no child and
reports a made-up exit status (`Unknown child process pid …`). So the signal is sent here, and the pipes are closed one
by one (tests/api/service/test_workers.py).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

from habeas.sandbox import QUIET
from habeas.sparql import ipc
from habeas.sparql.ipc import Prefixes, Request

BUFFER_BYTES: Final = 262_144
QUERY_WORKER: Final = (sys.executable, "-P", "-m", "habeas.sparql.worker")
"""The command of a worker that answers queries and knows no jobs."""
STDIN, STDOUT = 0, 1
USER_TICKS, SYSTEM_TICKS = 11, 12
"""Where they stand in /proc/PID/stat, after the name of the program."""


class WorkerExited(Exception):
    """The process ended by itself: killed by the system, or by what it was asked."""


class _Watch(asyncio.SubprocessProtocol):
    """What the event loop reports about the process: what it wrote, and how it ended."""

    def __init__(self) -> None:
        self.answers = asyncio.StreamReader(limit=BUFFER_BYTES)
        self.exited = asyncio.get_running_loop().create_future()
        self._transport: asyncio.SubprocessTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.SubprocessTransport, transport)
        self.answers.set_transport(cast(asyncio.Transport, self._transport.get_pipe_transport(STDOUT)))

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self.answers.feed_data(data)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        if fd == STDOUT:
            self.answers.feed_eof()

    def process_exited(self) -> None:
        self.exited.set_result(self._transport.get_returncode())


class WorkerHandle:
    """A running worker. `store` is the folder that it has open, as far as is known."""

    def __init__(self, transport: asyncio.SubprocessTransport, watch: _Watch) -> None:
        self._transport, self._watch = transport, watch
        self._requests = cast(asyncio.WriteTransport, transport.get_pipe_transport(STDIN))
        self._ending = False
        self.pid = transport.get_pid()
        self.store = ""

    @classmethod
    async def start(cls, command: Sequence[str], memory_mb: int, prefixes: Prefixes) -> WorkerHandle:
        """Start one, and wait until it is ready. What it prints is dropped: an engine that dies may print a query.

        Raises WorkerExited, OSError.
        """
        transport, watch = await asyncio.get_running_loop().subprocess_exec(
            _Watch,
            *command,
            str(memory_mb),
            str(os.getpid()),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, **QUIET},
        )
        worker = cls(transport, watch)
        worker._requests.write(ipc.prefixes_frame(prefixes))
        try:
            await worker.frame()
        except BaseException:
            await worker.end()
            raise
        return worker

    @property
    def alive(self) -> bool:
        """False when the process has ended."""
        return not (self._watch.exited.done() or self._watch.answers.at_eof())

    def ask(self, request: Request, store: str) -> None:
        """Send a request about the store in that folder; the answer comes as frames."""
        self.store = store
        self._requests.write(ipc.request_frame(request, store))

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame: its kind and its content. Raises WorkerExited."""
        answers = self._watch.answers
        try:
            kind, length = ipc.PREFIX.unpack(await answers.readexactly(ipc.PREFIX.size))
            return kind, await answers.readexactly(length) if length else b""
        except (asyncio.IncompleteReadError, ConnectionError):
            raise WorkerExited from None

    def cpu_seconds(self) -> float:
        """Time of the processor that it has had; where the system does not tell, the time that passed."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_bytes().rpartition(b")")[2].split()
            return (int(fields[USER_TICKS]) + int(fields[SYSTEM_TICKS])) / os.sysconf("SC_CLK_TCK")
        except (OSError, IndexError):
            return time.monotonic()

    def lower_priority(self, steps: int) -> None:
        """Let other processes go first."""
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, os.getpriority(os.PRIO_PROCESS, self.pid) + steps)

    async def end(self) -> int:
        """End it, wait until it has ended, and return its exit status, or the signal that ended it as a negative
        number.
        """
        if not self._ending:
            self._ending = True
            self._kill()
            for number in (STDIN, STDOUT):  # a process whose answer nobody reads would keep its pipe open
                if pipe := self._transport.get_pipe_transport(number):
                    pipe.close()
        status: int = await asyncio.shield(self._watch.exited)
        self._transport.close()
        return status

    def _kill(self) -> None:
        if self._watch.exited.done():
            return
        with contextlib.suppress(ProcessLookupError):
            if sys.platform == "win32":
                self._transport.kill()
            else:
                os.kill(self.pid, signal.SIGKILL)
