"""RDF files without a case: read once into a store of their own, then only read. For `habeas serve --rdf`."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from habeas.sparql.ipc import Request
from habeas.sparql.limits import Limits
from habeas.sparql.loading import load
from habeas.sparql.pool import WorkerPool
from habeas.sparql.runs import WorkerAnswer

IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 a folder with a random name and 0700 in it
GROWTH: Final = 30
"""A store takes at most so many times the room of its files."""


class RdfFileService:
    """RDF files that are open for a server. No prefixes are ready, nothing can be written."""

    def __init__(self, files: Sequence[Path], limits: Limits | None = None) -> None:
        self.files = tuple(files)
        self.head = secrets.token_hex(8)
        self.queries = WorkerPool(self._where, limits)
        self._folder: Path
        self._remover: subprocess.Popen[bytes] | None = None

    title = "RDF files"

    def open(self) -> None:
        """Load the files. Raises BadFile."""
        self._folder = Path(tempfile.mkdtemp(prefix="habeas-rdf-", dir=_room_for(self.files)))
        self._remover = _remover(self._folder)
        try:
            load(self._folder / "quads", self.files)
        except BaseException:
            self._remove()
            raise

    async def start(self) -> None:
        """Start the workers."""
        await self.queries.start()

    async def close(self) -> None:
        """End the workers and remove the store; also when it was never started."""
        await self.queries.close()
        self._remove()

    def _remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._remover is not None and self._remover.stdin is not None:
            self._remover.stdin.close()
            self._remover.wait()

    async def answer(self, text: str = "", *, seconds: float = 0, **asked: Any) -> WorkerAnswer:
        """The answer of a worker process to a query, or without a text a whole graph (`ipc.Request` has the rest)."""
        return await self.queries.answer(Request(text=text, **asked), seconds=seconds)

    async def _where(self) -> str:
        return str(self._folder / "quads")


def _room_for(files: Sequence[Path]) -> Path | None:
    """A place in memory, where the system has one with room enough; None for the usual place."""
    size = sum(file.stat().st_size for file in files if file.is_file())
    fits = os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > GROWTH * size
    return IN_MEMORY if fits else None


def _remover(folder: Path) -> subprocess.Popen[bytes] | None:
    """A program that removes the folder when this one ends, by whatever: the pipe to it then closes."""
    if os.name == "nt":
        return None
    command = ["/bin/sh", "-c", 'cat >/dev/null; exec rm -rf -- "$1"', "sh", str(folder)]
    return subprocess.Popen(  # noqa: S603 no words of others
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
