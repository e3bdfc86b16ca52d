"""A process in which a worker runs, however it was started: `executed_worker`, `fork_server`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

BUFFER_BYTES: Final = 262_144


class WorkerExited(Exception):
    """The process ended by itself: killed by the system, or by what it was asked."""


class WorkerProcess(Protocol):
    """A process that runs a worker. `exited` holds its exit status once it ended; minus the signal that ended it."""

    pid: int
    answers: asyncio.StreamReader
    exited: asyncio.Future[int]

    def write(self, data: bytes) -> None:
        """Send it something."""

    def kill(self) -> None:
        """End it, unless it has ended."""

    def close_pipes(self) -> None:
        """Neither read nor write any more: a process whose answer nobody reads would keep its pipe open."""

    def close(self) -> None:
        """Let go what is left of it; it has ended."""


StartWorker = Callable[[int], Awaitable[WorkerProcess]]
"""Starts a process that may take so many megabytes for a request. Raises WorkerExited, OSError."""
