"""One reader process, seen from the server: started, asked, ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Sequence
from typing import Final

from habeas.sparql import ipc as wire
from habeas.sparql.ipc import Prefixes, Question

BUFFER_BYTES: Final = 262_144
QUIET: Final = {"MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"}


class Gone(Exception):
    """The process ended by itself: killed by the system, or by what it was asked."""


class Reader:
    """A running reader. `store` is the folder that it has open, as far as is known."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise Gone
        self._process = process
        self._questions, self._answers = process.stdin, process.stdout
        self.store = ""

    @classmethod
    async def start(cls, memory_mb: int, prefixes: Prefixes, answerers: Sequence[str] = ()) -> Reader:
        """Start one, and wait until it is ready. What it prints is dropped: an engine that dies may print a query.

        Raises Gone.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "habeas.sparql.worker", str(memory_mb), str(os.getpid()), *answerers,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            limit=BUFFER_BYTES, env={**os.environ, **QUIET},
        )  # fmt: skip
        reader = cls(process)
        reader._questions.write(wire.prefixes_frame(prefixes))
        try:
            await reader.frame()
        except BaseException:
            await reader.end()
            raise
        return reader

    @property
    def alive(self) -> bool:
        """False when the process has ended."""
        return self._process.returncode is None

    def ask(self, question: Question, store: str) -> None:
        """Send a question about the store in that folder; the answer comes as frames."""
        self.store = store
        self._questions.write(wire.question_frame(question, store))

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame: its kind and its content. Raises Gone."""
        try:
            kind, length = wire.PREFIX.unpack(await self._answers.readexactly(wire.PREFIX.size))
            return kind, await self._answers.readexactly(length) if length else b""
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Gone from None

    def less_important(self, steps: int) -> None:
        """Let other processes go first."""
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, steps)

    async def end(self) -> None:
        """End it, and wait until it has. Its pipes go first: a process whose answer nobody reads never counts as ended."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process._transport.close()  # type: ignore[attr-defined]
        await self._process.wait()
