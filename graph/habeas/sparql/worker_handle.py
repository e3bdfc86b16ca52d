"""One worker process, seen from the server: asked, and ended. How it was started is its `WorkerProcess`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from pathlib import Path

from habeas.sparql import ipc
from habeas.sparql.ipc import Prefixes, Request
from habeas.sparql.worker_process import StartWorker, WorkerExited, WorkerProcess

USER_TICKS, SYSTEM_TICKS = 11, 12
"""Where they stand in /proc/PID/stat, after the name of the program."""


class WorkerHandle:
    """A running worker. `store` is the folder that it has open, as far as is known."""

    def __init__(self, process: WorkerProcess) -> None:
        self._process = process
        self._ending = False
        self.pid = process.pid
        self.store = ""

    @classmethod
    async def start(cls, start: StartWorker, memory_mb: int, prefixes: Prefixes) -> WorkerHandle:
        """Start one, and wait until it is ready. Raises WorkerExited, OSError."""
        worker = cls(await start(memory_mb))
        worker._process.write(ipc.prefixes_frame(prefixes))
        try:
            await worker.frame()
        except BaseException:
            await worker.end()
            raise
        return worker

    @property
    def alive(self) -> bool:
        """False when the process has ended."""
        return not (self._process.exited.done() or self._process.answers.at_eof())

    def ask(self, request: Request, store: str) -> None:
        """Send a request about the store in that folder; the answer comes as frames."""
        self.store = store
        self._process.write(ipc.request_frame(request, store))

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame: its kind and its content. Raises WorkerExited."""
        answers = self._process.answers
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
            self._process.kill()
            self._process.close_pipes()
        status: int = await asyncio.shield(self._process.exited)
        self._process.close()
        return status
