"""RDF files without a case: read once into a store of their own, then only read. For `habeas serve --rdf`."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from habeas.sparql.ipc import Request
from habeas.sparql.limits import Limits
from habeas.sparql.loading import load
from habeas.sparql.pool import WorkerAnswer, WorkerPool


class RdfFileService:
    """RDF files that are open for a server. No prefixes are ready, nothing can be written."""

    def __init__(self, files: Sequence[Path], limits: Limits | None = None) -> None:
        self.files = tuple(files)
        self.head = secrets.token_hex(8)
        self.queries = WorkerPool(self._where, limits)
        self._folder: Path

    title = "RDF files"

    def open(self) -> None:
        """Load the files. Raises BadFile."""
        self._folder = Path(tempfile.mkdtemp(prefix="habeas-rdf-"))
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

    async def answer(self, text: str = "", *, seconds: float = 0, **asked: Any) -> WorkerAnswer:
        """The answer of a worker process to a query, or without a text a whole graph (`ipc.Request` has the rest)."""
        return await self.queries.answer(Request(text=text, **asked), seconds=seconds)

    async def _where(self) -> str:
        return str(self._folder / "quads")
