"""The open case of a server.

The case file belongs to one thread (`HeldCase`): it writes, and it looks names up. Queries go to worker processes,
which open a checkpoint of the store; one is made when the journal has moved since the last, so a query sees every claim
that was acknowledged before it. What takes the whole case is a job in a worker process of its own kind. Search has a
thread.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, Final, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from habeas.casefile.case_file import CaseFile, Clock, utc_now
from habeas.casefile.results import SearchHit
from habeas.errors import BadChoice, InvalidQuestion, StoreBroken
from habeas.model.config import CaseSettings
from habeas.sparql import ipc
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.ipc import MediaNames, Prefixes
from habeas.sparql.limits import Limits
from habeas.sparql.pool import WorkerPool
from habeas.sparql.runs import WorkerAnswer
from habeas.sparql.saved.questions import Question
from habeas.storage.checkpoints import Checkpoints
from habeas.storage.search.passages import find_passages
from habeas.storage.search.tables import SearchTables
from habeas.vocab import KINDS, PREFIXES
from habeas_api.service.held_case import HeldCase
from habeas_api.service.rdf_file_service import RdfFileService
from habeas_api.service.workers import EXECUTED, CaseWorkers

T = TypeVar("T")
CHANGING: Final = re.compile(r"(?i)\b(now|rand|uuid|struuid|bnode)\s*\(")
"""Functions of SPARQL with another answer each time."""
JOB_ASIDE_SECONDS: Final = 5.0
"""A job takes a second or two, and so does starting a worker for it: those that answer sooner stay."""
CASE_FOLDER: Final = "case"
"""The argument of every job that names the folder of the case."""
ROWS: MediaNames = (("json", "application/sparql-results+json"),)


class JobName(StrEnum):
    """What takes the whole case to answer, and is done by a worker process (service/worker.py)."""

    REPORT = "report"
    EXPORT = "export"
    DOCUMENT = "document"
    FINDING = "finding"
    QUESTION = "question"
    PAST = "past"
    FOLLOWUP = "followup"


class CaseService:
    """A case file that is open for a server. Call `open` before its loop runs, `start` and `close` within it."""

    def __init__(
        self,
        folder: Path,
        limits: Limits | None = None,
        *,
        workers: CaseWorkers = EXECUTED,
        clock: Clock = utc_now,
        lends: bool = True,
    ) -> None:
        self.folder, self.clock = folder, clock
        self.held = HeldCase(folder, partial(CaseFile.open, folder, clock=clock), lends=lends, let_go=self._let_go)
        self._lends, self._limits, self._workers = lends, limits or Limits(), workers
        self.queries: WorkerPool
        self.jobs: WorkerPool
        """Workers for what takes the whole case; they start when they are first needed."""
        self._jobs_started = False
        self._searching = ThreadPoolExecutor(1, "search")
        self._tables: SearchTables | None = None
        self._checkpoints: Checkpoints | None = None
        self._ending = Event()
        self._watching: asyncio.Task[None] | None = None
        self._checkpoint_at: tuple[object, str] = ("", "")
        self._checkpointing = asyncio.Lock()
        self._beginning = 0  # jobs that are about to read

    def open(self) -> None:
        """Open the case, to write where that can be. Raises CaseMissing, CaseLocked, CaseDamaged, CaseReadOnly."""
        self.held.open()
        if self.held.is_writable:
            self._checkpoints = Checkpoints(self.folder / "store" / "checkpoints")
        base = self.settings.base
        kinds = {kind: f"{base}{kind}/" for kind in KINDS if kind not in PREFIXES}  # for answers that people read
        shown = {name: iri for name, iri in PREFIXES.items() if name != "time"} | kinds
        prefixes = Prefixes({**PREFIXES, "id": base}, shown)
        self.queries = WorkerPool(self._checkpoint, self._limits, prefixes, start=self._workers.queries)
        most = self._limits.most_seconds
        jobs = replace(self._limits, memory_mb=self._limits.job_memory_mb, aside_seconds=JOB_ASIDE_SECONDS)
        patient = replace(jobs, seconds=most, queue_seconds=most)
        self.jobs = WorkerPool(self._checkpoint_for_jobs, patient, start=self._workers.jobs)

    def over(self, folder: Path) -> CaseService:
        """The same over another folder, which no other program knows of."""
        return CaseService(folder, self._limits, workers=self._workers.lent(), clock=self.clock, lends=False)

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.settings.title

    @property
    def settings(self) -> CaseSettings:
        """What case.toml says."""
        return self.held.settings

    @property
    def head(self) -> str:
        """Hash of the last line of the journal."""
        return self.held.head

    async def start(self) -> None:
        """Start the query workers, and bring the search tables up to date."""
        await self.queries.start()
        self._searching.submit(self._passages, "")
        if self._lends:
            self._watching = asyncio.create_task(self.held.watch())

    async def close(self) -> None:
        """End the workers and let the case go; also when it was never started."""
        _ = self._watching and self._watching.cancel()
        await asyncio.gather(self.queries.close(), self.jobs.close())
        self._workers.close()
        await self._let_go()
        if self._checkpoints is not None:
            await asyncio.to_thread(self._checkpoints.close)
        await self.held.close()
        self._searching.shutdown()

    async def _let_go(self) -> None:
        """Close what has files of the case open besides the case itself; tables that are being filled stop at once."""
        self._ending.set()
        await asyncio.get_running_loop().run_in_executor(self._searching, self._close_tables)

    def _close_tables(self) -> None:
        if self._tables is not None:
            self._tables.close()
        self._tables, self._ending = None, Event()

    async def read(self, look: Callable[[CaseFile], T]) -> T:
        """What `look` finds in the case file, in the case file's own thread."""
        return await self.held.read(look)

    async def write(self, change: Callable[[CaseFile], T]) -> T:
        """Make a change. When this returns it is on the disk, and every query that comes sees it."""
        found = await self.held.write(change)
        if self._beginning:
            await self.bring_up()
        return found

    async def bring_up(self) -> None:
        """Bring up the kept answers that are due, before another process or thread reads them."""
        await self.read(lambda case: case.views.index.answers.bring_up())

    # -- queries

    async def answer(self, text: str = "", *, seconds: float = 0, **asked: Any) -> WorkerAnswer:
        """The answer of a worker process to a query, or without a text a whole graph (`ipc.Request` has the rest)."""
        return await self.queries.answer(ipc.Request(text=text, **asked), seconds=seconds)

    async def run(self, job: JobName, arguments: Mapping[str, Any], *, tables: MediaNames = ()) -> WorkerAnswer:
        """What a job makes of the whole case, in a worker process."""
        if not self._jobs_started:
            self._jobs_started = True
            await self.jobs.start(1)  # each loads all of habeas; the next starts when somebody has to wait
        given = {**arguments, CASE_FOLDER: str(self.folder)}
        self._beginning += 1
        try:
            return await self.jobs.answer(ipc.Request(job=job, arguments=given, tables=tables))
        finally:
            self._beginning -= 1

    async def run_json(self, job: JobName, arguments: Mapping[str, Any]) -> Any:
        """The same, for an answer in JSON, as plain values."""
        return json.loads(await (await self.run(job, arguments)).read())

    async def rows(self, text: str, *, seconds: float = 0) -> list[dict[str, dict[str, str]]]:
        """The rows of a SELECT as they stand in SPARQL JSON results."""
        answer = await self.answer(text, tables=ROWS, seconds=seconds)
        found: list[dict[str, dict[str, str]]] = json.loads(await answer.read())["results"]["bindings"]
        return found

    async def _checkpoint_for_jobs(self) -> str:
        await self.bring_up()
        return await self._checkpoint()

    async def _checkpoint(self) -> str:
        async with self._checkpointing:
            state = (self.held.head, self.held.files)
            if self._checkpoint_at[0] != state:
                path = await self.read(self._new_checkpoint)
                self._checkpoint_at = (state, path)
                if self._checkpoints is not None:
                    drop = partial(self._checkpoints.drop, but={path, *self.queries.stores(), *self.jobs.stores()})
                    await asyncio.to_thread(drop)
            return self._checkpoint_at[1]

    def _new_checkpoint(self, case: CaseFile) -> str:
        """A new one; where nothing can be written, nobody changes the store itself either."""
        store = case.views.store
        if not isinstance(store, EmbeddedStore):
            raise StoreBroken(why="only the embedded store can be read by other processes")
        return self._checkpoints.make(store) if self._checkpoints else str(self.folder / "store" / "quads")

    # -- saved questions

    async def ask(self, name: str, given: Mapping[str, str], *, tables: MediaNames, lang: str = "en") -> WorkerAnswer:
        """The answer to a saved question, of the store or of the library. Raises NotFound, BadChoice, as `answer`."""
        question, text = await self.read(partial(CaseFile.prepared, name=name, given=given))
        if not question.library:
            answer = await self.answer(text, tables=tables, seconds=self._limits.most_seconds)
            answer.steady = CHANGING.search(text) is None
            return answer
        asked = {"name": question.name, "params": dict(given), "lang": lang}
        try:
            return await self.run(JobName.QUESTION, asked, tables=tables)
        except BadChoice as error:
            raise InvalidQuestion(why=error.why, where=error.where, next=error.next) from None

    async def questions(self) -> tuple[Question, ...]:
        """The saved questions."""
        return await self.read(CaseFile.questions)

    async def question(self, name: str) -> Question:
        """One of them. Raises NotFound, and BadQuestion for one that cannot be read."""
        return await self.read(lambda case: case.shelf().named(name))

    # -- search

    async def search(self, typed: str, *, kind: str = "", limit: int = 20, offset: int = 0) -> list[SearchHit]:
        """Names that fit the words, the best first, then passages; of one kind or of all."""
        wanted, kinds = offset + limit, (kind,) if kind else ()
        look = partial(CaseFile.search_names, typed=typed, kinds=kinds, limit=wanted)
        names = [] if kind == "claim" else await self.read(look)
        if len(names) >= wanted:
            return names[offset:]
        rest, before = wanted - max(len(names), offset), max(0, offset - len(names))
        found = {one.ref for one in names}
        read = partial(self._passages, typed, kinds=kinds, but=found, limit=rest, offset=before)
        return [*names[offset:], *await asyncio.get_running_loop().run_in_executor(self._searching, read)]

    def _passages(self, typed: str, **how: Any) -> list[SearchHit]:
        if self._tables is None:
            self._tables = SearchTables(self.folder / "store" / "search.sqlite", self.folder / "journal", self._ending)
        self._tables.catch_up()
        return find_passages(self._tables, typed, **how)


@dataclass(slots=True)
class ServerState:
    """What the routes of one application share, whoever asks."""

    version: str
    entity_page: Callable[[Request, str, str], Awaitable[Response]]
    """The page of a name, for its own address: of a request, `kind/slug`, and the address without a suffix."""


def server_state(request: Request) -> ServerState:
    """The state of the application that answers a request."""
    found: ServerState = request.app.state.server
    return found


def current_service(request: Request) -> CaseService | RdfFileService | None:
    """What the reader of a request may see, a case or RDF files; None at addresses that are answered without it."""
    found: CaseService | RdfFileService | None = getattr(request.state, "service", None)
    return found


def served(request: Request) -> CaseService | RdfFileService:
    """The same, at an address that is answered from it."""
    found = current_service(request)
    assert found is not None  # noqa: S101 audiences.AudienceGate has put it there
    return found


def case_service(request: Request) -> CaseService:
    """The open case as the reader of a request may see it. Only routes that a case has ask for it."""
    found = served(request)
    assert isinstance(found, CaseService)  # noqa: S101 app.py mounts those routes for a case only
    return found
