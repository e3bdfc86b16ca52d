"""A worker started as a program of its own, on every system.

Only the event loop's own child watcher waits for the process, and it learns how each one ended. asyncio's `kill` and
`close` look for themselves whether the process has ended; when that look comes first, the watcher finds no child and
reports a made-up exit status (`Unknown child process pid …`). So the signal is sent here, and pipes are closed one by
one (tests/api/service/test_workers.py).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import Final, cast

from habeas.sandbox import QUIET
from habeas.sparql.worker_process import BUFFER_BYTES, StartWorker

QUERY_WORKER: Final = (sys.executable, "-P", "-m", "habeas.sparql.worker")
"""The command of a worker that answers queries and knows no jobs."""
STDIN, STDOUT = 0, 1


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


class ExecutedWorker:
    """A `WorkerProcess`: a child of this program."""

    def __init__(self, transport: asyncio.SubprocessTransport, watch: _Watch) -> None:
        self._transport = transport
        self._requests = cast(asyncio.WriteTransport, transport.get_pipe_transport(STDIN))
        self.pid, self.answers = transport.get_pid(), watch.answers
        self.exited: asyncio.Future[int] = watch.exited

    def write(self, data: bytes) -> None:
        """Send it something."""
        self._requests.write(data)

    def kill(self) -> None:
        """End it, unless it has ended."""
        if self.exited.done():
            return
        with contextlib.suppress(ProcessLookupError):
            if sys.platform == "win32":
                self._transport.kill()
            else:
                os.kill(self.pid, signal.SIGKILL)

    def close_pipes(self) -> None:
        """Neither read nor write any more."""
        for number in (STDIN, STDOUT):
            if pipe := self._transport.get_pipe_transport(number):
                pipe.close()

    def close(self) -> None:
        """Let go what is left of it."""
        self._transport.close()


def executed(command: Sequence[str] = QUERY_WORKER) -> StartWorker:
    """How to start workers by a command. What they print is dropped: an engine that dies may print a query."""

    async def start(memory_mb: int) -> ExecutedWorker:
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
        return ExecutedWorker(transport, watch)

    return start
