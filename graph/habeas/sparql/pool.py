"""Queries in processes that can be ended: whatever a query is, everybody else is answered.

    quick workers   wait for the next request. One that has worked for half a second steps aside: it gets less of the
                    processor, another worker is started in its place, and it is ended when its request is answered.
    slow workers    those that stepped aside; so many at once and no more, the others keep their quick place.

A request has a deadline, a memory limit and a result limit. At the deadline, or when the client goes away, its process
is ended. The deadline counts from when a worker takes the request; the wait for a worker has a limit of its own, so a
short deadline on a busy machine is not refused unseen. An answer is held back until its first part is known to be good,
then passed on as it comes.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from habeas.errors import Busy, QueryStopped
from habeas.sparql import ipc
from habeas.sparql.ipc import Prefixes, Request, WorkerRefusal
from habeas.sparql.limits import LATER, SMALLER, Limits, died, refusal_error
from habeas.sparql.worker_handle import QUERY_WORKER, WorkerExited, WorkerHandle

FIRST_BYTES: Final = 262_144
LOWER_PRIORITY: Final = 10
RETRY_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """What kind of answer it is (`table` or `graph`), in which format, and its media type."""

    kind: str
    form: str
    media: str


class WorkerAnswer:
    """An answer: its head, and its bytes. `body` is the whole of it when it was short; else take `parts`."""

    def __init__(self, head: AnswerHead, body: bytes, run: _Run | None = None) -> None:
        self.head = head
        self.body = body
        self.steady = True
        """False when the same question may have another answer next time."""
        self._run = run

    @property
    def whole(self) -> bool:
        """True when `body` is all there is."""
        return self._run is None

    async def parts(self) -> AsyncIterator[bytes]:
        """The bytes as they come. Raises QueryStopped when a limit is reached on the way."""
        yield self.body
        if self._run is not None:
            async for part in self._run.rest():
                yield part

    async def read(self) -> bytes:
        """All of it. Raises QueryStopped."""
        return b"".join([part async for part in self.parts()])

    def close(self) -> None:
        """Nobody wants the rest: its query ends."""
        if self._run is not None:
            self._run.stop()


class WorkerPool:
    """Worker processes over a store. `where` gives the folder to read now; it may make a fresh checkpoint first.

    `command` starts a worker; it is one that answers queries unless a program gives its own, with jobs.
    """

    def __init__(
        self,
        where: Callable[[], Awaitable[str]],
        limits: Limits | None = None,
        prefixes: Prefixes | None = None,
        command: Sequence[str] = QUERY_WORKER,
    ) -> None:
        self.limits = limits or Limits()
        self._prefixes = prefixes or Prefixes()
        self._command = tuple(command)
        self._where = where
        self._idle: deque[WorkerHandle] = deque()
        self._waiting: deque[asyncio.Future[WorkerHandle]] = deque()
        self._busy: set[WorkerHandle] = set()
        self._slow: set[WorkerHandle] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the quick workers. Whoever gives up waiting for them does not keep them from starting."""
        starting = [self._later(self._add()) for _ in range(self.limits.quick)]
        await asyncio.shield(asyncio.gather(*starting))

    async def close(self) -> None:
        """End every worker, also those that are just starting."""
        self._closed = True
        for worker in (*self._idle, *self._busy):
            self._later(_end(worker))
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def workers(self) -> list[WorkerHandle]:
        """Those that are ready or at work."""
        return [*self._idle, *self._busy]

    def stores(self) -> set[str]:
        """The folders that workers may still have open."""
        return {worker.store for worker in self.workers()}

    # -- requests

    async def answer(self, request: Request, *, seconds: float = 0) -> WorkerAnswer:
        """The answer. Raises BadQuery, QueryRefused, NotFound, QueryStopped, NotAcceptable, Busy, StoreBroken."""
        seconds = min(seconds or self.limits.seconds, self.limits.most_seconds)
        most = self.limits.result_bytes if request.text else self.limits.graph_bytes
        if request.result_bytes > most:
            request = replace(request, result_bytes=most)
        worker = await self._lease()
        try:
            store = await self._where()
        except BaseException:
            self._free(worker)
            raise
        run = _Run(self, worker, seconds)
        try:
            return await run.begin(request, store)
        except BaseException:
            run.stop()
            raise

    async def _lease(self) -> WorkerHandle:
        while self._idle:
            worker = self._idle.popleft()
            if worker.alive:
                self._busy.add(worker)
                return worker
            self._lose(worker)
        if len(self._waiting) >= self.limits.waiting:
            raise Busy(why="too many queries are waiting", next=LATER)
        turn: asyncio.Future[WorkerHandle] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await asyncio.wait_for(turn, self.limits.queue_seconds)
        except TimeoutError:
            with contextlib.suppress(ValueError):
                self._waiting.remove(turn)
            why = f"other queries kept every worker busy for {self.limits.queue_seconds:g} seconds"
            raise Busy(why=why, next=LATER) from None
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._free(turn.result())
            raise

    def _free(self, worker: WorkerHandle) -> None:
        """A worker has nothing to do: the next in the queue takes it."""
        self._busy.discard(worker)
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                self._busy.add(worker)
                turn.set_result(worker)
                return
        self._idle.append(worker)

    # -- coming and going

    async def _add(self) -> None:
        try:
            worker = await WorkerHandle.start(self._command, self.limits.memory_mb, self._prefixes)
        except (WorkerExited, OSError):  # the machine has no room for another just now
            await asyncio.sleep(RETRY_SECONDS)
            self._replace()
            return
        if self._closed:
            await worker.end()
        else:
            self._free(worker)

    def _replace(self) -> None:
        if not self._closed:
            self._later(self._add())

    def _later(self, doing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _step_aside(self, worker: WorkerHandle) -> None:
        """Its request is a long one: others get a fresh worker in its place."""
        if len(self._slow) < self.limits.slow and worker in self._busy:
            self._slow.add(worker)
            worker.lower_priority(LOWER_PRIORITY)
            self._replace()

    def _done(self, worker: WorkerHandle) -> None:
        """Its request is answered: it is free, or ends when another took its place."""
        if worker in self._slow:
            self._lose(worker)
        else:
            self._free(worker)

    def _lose(self, worker: WorkerHandle) -> None:
        """It cannot be used again. Another takes its place, unless one did already."""
        self._busy.discard(worker)
        self._later(_end(worker))
        if worker in self._slow:
            self._slow.discard(worker)
        else:
            self._replace()


async def _end(worker: WorkerHandle) -> None:
    await worker.end()


class _Run:
    """One request at one worker."""

    def __init__(self, pool: WorkerPool, worker: WorkerHandle, seconds: float) -> None:
        self._pool, self._worker, self._seconds = pool, worker, seconds
        loop = asyncio.get_running_loop()
        self._end = loop.time() + seconds
        self._aside = loop.call_later(pool.limits.aside_seconds, pool._step_aside, worker)
        self._over = False

    async def begin(self, request: Request, store: str) -> WorkerAnswer:
        head, body = AnswerHead("", "", ""), bytearray()
        self._worker.ask(request, store)
        while len(body) < FIRST_BYTES:
            kind, content = await self._frame()
            if kind == ipc.END:
                return WorkerAnswer(head, bytes(body))
            if kind == ipc.HEAD:
                head = AnswerHead(**ipc.read_json(content))
            else:
                body += content
        return WorkerAnswer(head, bytes(body), self)

    async def rest(self) -> AsyncIterator[bytes]:
        """What comes after the first part."""
        try:
            while True:
                kind, content = await self._frame()
                if kind == ipc.END:
                    return
                yield content
        finally:
            self.stop()

    async def _frame(self) -> tuple[bytes, bytes]:
        """The next frame of the answer.

        Raises the error in a refusal; QueryStopped at the deadline, or when the process died.
        """
        try:
            async with asyncio.timeout_at(self._end):
                kind, content = await self._worker.frame()
        except TimeoutError:
            raise QueryStopped(why=f"the query took longer than {self._seconds:g} seconds", next=SMALLER) from None
        except WorkerExited:
            raise died(await self._worker.end(), self._pool.limits.memory_mb) from None
        if kind == ipc.REFUSAL:
            refusal = WorkerRefusal(**ipc.read_json(content))
            if refusal.error != "MemoryError":  # else the process ends: what it holds is not given back
                self._finish()
            raise refusal_error(refusal, self._pool.limits.memory_mb)
        if kind == ipc.END:
            self._finish()
        return kind, content

    def _finish(self) -> None:
        self._aside.cancel()
        self._over = True
        self._pool._done(self._worker)

    def stop(self) -> None:
        """End the request, if it is not over."""
        if not self._over:
            self._aside.cancel()
            self._over = True
            self._pool._lose(self._worker)
