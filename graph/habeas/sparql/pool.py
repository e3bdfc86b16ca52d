"""Queries in processes that can be ended: whatever a query is, everybody else is answered.

    quick workers   wait for the next request. One that has worked for half a second steps aside: it gets less of the
                    processor, another worker is started in its place, and it is ended when its request is answered.
    slow workers    those that stepped aside; so many at once and no more

Requests wait in two lanes (lanes.py). Those known or thought to take long begin only while there is room among the
slow workers, and never take all of the quick ones, so some of these always remain for short requests. One that was
thought to be short and is not, while the slow are as many as may be, steps back: its process is ended, and it begins
anew when it is its turn in the long lane.

A request has a deadline, a memory limit and a result limit. At the deadline, or when the client goes away, its process
is ended. The deadline counts from when a worker takes the request; the wait for a worker has a limit of its own, so a
short deadline on a busy machine is not refused unseen. An answer is held back until its first part is known to be good,
then passed on as it comes.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any, Final

from habeas.errors import phrase
from habeas.sparql.budget import FREE, PAYER, Budgets
from habeas.sparql.executed_worker import executed
from habeas.sparql.ipc import Prefixes, Request
from habeas.sparql.lanes import Lane, LaneMemory, Queue, shape_of
from habeas.sparql.limits import Limits
from habeas.sparql.runs import Run, SteppedBack, WorkerAnswer
from habeas.sparql.worker_handle import WorkerHandle
from habeas.sparql.worker_process import StartWorker, WorkerExited

LOWER_PRIORITY: Final = 10
RETRY_SECONDS: Final = 0.5


class WorkerPool:
    """Worker processes over a store. `where` gives the folder to read now; it may make a fresh checkpoint first.

    `start` starts a worker; it is one that answers queries unless a program gives its own, with jobs.
    """

    def __init__(
        self,
        where: Callable[[], Awaitable[str]],
        limits: Limits | None = None,
        prefixes: Prefixes | None = None,
        start: StartWorker = executed(),  # noqa: B008 a function, made once
    ) -> None:
        self.limits = limits or Limits()
        self._prefixes = prefixes or Prefixes()
        self._start_worker = start
        self._where = where
        self._memory = LaneMemory()
        self._queue = Queue(self.limits, self._memory)
        self._budgets = Budgets(self.limits.budget_seconds, self.limits.budget_per_second, time.monotonic)
        self._idle: deque[WorkerHandle] = deque()
        self._busy: set[WorkerHandle] = set()
        self._long: set[WorkerHandle] = set()
        """Those of the busy that work on a long request, aside or not yet."""
        self._slow: set[WorkerHandle] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._starting = 0
        self._closed = False

    async def start(self, number: int | None = None) -> None:
        """Start the quick workers, or so many of them: the others start when somebody has to wait. Whoever gives up
        waiting for them does not keep them from starting.
        """
        starting = [self._begin() for _ in range(self.limits.quick if number is None else number)]
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
        shape = shape_of(request)
        lane = self._memory.lane(shape, request)
        while True:
            try:
                return await self._answer(request, lane, shape=shape, seconds=seconds)
            except SteppedBack:
                lane = Lane.LONG

    async def _answer(self, request: Request, lane: Lane, *, shape: str, seconds: float) -> WorkerAnswer:
        patience, payer = self.limits.queue_seconds, PAYER.get()
        paid = self._budgets.reserve(payer if lane is Lane.LONG else FREE, seconds)
        try:
            worker = await self._lease(lane, patience if lane is Lane.SHORT else max(patience, seconds))
        except BaseException:
            paid.settle(0)
            raise
        try:
            store = await self._where()
        except BaseException:
            paid.settle(0)
            self._free(worker)
            raise
        run = Run(self, worker, shape=shape, seconds=seconds, paid=paid, payer=payer)
        try:
            return await run.begin(request, store)
        except BaseException:
            run.stop()
            raise

    async def _lease(self, lane: Lane, patience: float) -> WorkerHandle:
        turn = self._queue.join(lane)
        self._dispatch()
        if not turn.worker.done() and self._quick() < self.limits.quick:
            self._replace()
        try:
            if not turn.worker.done() and self._queue.is_full(turn):
                raise self._queue.busy(turn, "too many queries are waiting")
            async with asyncio.timeout(patience):
                return await asyncio.shield(turn.worker)
        except TimeoutError:
            why = phrase("other queries kept every worker busy for %(patience)s seconds", patience=f"{patience:g}")
            error = self._queue.busy(turn, why)
            self._given_back(turn.worker)
            raise error from None
        except asyncio.CancelledError:
            self._given_back(turn.worker)
            raise
        finally:
            self._queue.leave(turn)

    def _given_back(self, worker: asyncio.Future[WorkerHandle]) -> None:
        """Nobody waits for this worker any more, even if it is there by now."""
        if not worker.cancel():
            self._free(worker.result())

    def _dispatch(self) -> None:
        """Give workers that have nothing to do to those who wait."""
        while self._idle:
            worker = self._idle[0]
            turn = self._queue.next(long=self._has_room_for_long()) if worker.alive else None
            if worker.alive and turn is None:
                return
            self._idle.popleft()
            if turn is None:
                self._lose(worker)
                continue
            self._busy.add(worker)
            if turn.lane is Lane.LONG:
                self._long.add(worker)
            turn.worker.set_result(worker)

    def _has_room_for_long(self) -> bool:
        """True while a long request may begin: among the slow, and without taking the quick workers kept apart."""
        limits = self.limits
        among_quick = len(self._long - self._slow)
        return len(self._long) < (limits.slow or limits.quick) and among_quick < max(1, limits.quick - limits.apart)

    def _free(self, worker: WorkerHandle) -> None:
        """A worker has nothing to do."""
        self._busy.discard(worker)
        self._long.discard(worker)
        self._idle.append(worker)
        self._dispatch()

    # -- what becomes of requests (runs.Owner)

    def takes_long(self, run: Run) -> None:
        """Others get a fresh worker in its place; it steps aside, or back where there is no room."""
        worker = run.worker
        if worker not in self._busy or not self.limits.slow:
            return
        self._memory.learn(run.shape, long=True)
        most = self.limits.slow + (self.limits.streams if run.passed_on else 0)
        if worker not in self._long and len(self._long) >= most:
            run.make_room()
            return
        self._long.add(worker)
        self._slow.add(worker)
        worker.lower_priority(LOWER_PRIORITY)
        self._replace()

    def done(self, run: Run) -> None:
        """It is free, or ends when another took its place."""
        slow = run.worker in self._slow
        self._settle(run, slow=slow)
        self._memory.learn(run.shape, long=slow, seconds=run.seconds)
        if slow:
            self._lose(run.worker)
        else:
            self._free(run.worker)

    def lost(self, run: Run) -> None:
        """It cannot be used again."""
        self._settle(run, slow=run.worker in self._slow)
        if run.worker in self._slow:
            self._memory.learn(run.shape, long=True, seconds=run.seconds)
        self._lose(run.worker)

    def _settle(self, run: Run, *, slow: bool) -> None:
        """What it took is paid by who asked; what was short costs nothing."""
        if run.paid.purse is None and slow:
            self._budgets.charge(run.payer, run.worked)
        run.paid.settle(run.worked)

    # -- coming and going

    def _quick(self) -> int:
        """How many quick workers there are, and will be."""
        return self._starting + len(self._idle) + len(self._busy - self._slow)

    def _begin(self) -> asyncio.Task[None]:
        self._starting += 1
        return self._later(self._add())

    async def _add(self) -> None:
        try:
            worker = await WorkerHandle.start(self._start_worker, self.limits.memory_mb, self._prefixes)
        except (WorkerExited, OSError):  # the machine has no room for another just now
            await asyncio.sleep(RETRY_SECONDS)
            self._starting -= 1
            self._replace()
            return
        self._starting -= 1
        if self._closed:
            await worker.end()
        else:
            self._free(worker)

    def _replace(self) -> None:
        if not self._closed:
            self._begin()

    def _later(self, doing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _lose(self, worker: WorkerHandle) -> None:
        """It cannot be used again. Another takes its place, unless one did already."""
        self._busy.discard(worker)
        self._long.discard(worker)
        self._later(_end(worker))
        if worker in self._slow:
            self._slow.discard(worker)
        else:
            self._replace()
        self._dispatch()


async def _end(worker: WorkerHandle) -> None:
    await worker.end()
