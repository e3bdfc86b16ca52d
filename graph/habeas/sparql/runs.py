"""One request at one worker: its answer as it comes, its deadline, and what becomes of the worker when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final, Protocol

from habeas.errors import QueryStopped, phrase
from habeas.sparql import ipc
from habeas.sparql.budget import Reservation
from habeas.sparql.ipc import Request, WorkerRefusal
from habeas.sparql.limits import SMALLER, Limits, died, refusal_error
from habeas.sparql.worker_handle import WorkerHandle
from habeas.sparql.worker_process import WorkerExited

FIRST_BYTES: Final = 262_144
MOST_LOOKS: Final = 10
CROWDED: Final = "too many long answers were under way at once, and this one was under way for longest"


class SteppedBack(Exception):
    """The request takes long, and no more of those may run now: it goes back into the queue, and begins anew later."""


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """What kind of answer it is (`table` or `graph`), in which format, and its media type."""

    kind: str
    form: str
    media: str


class WorkerAnswer:
    """An answer: its head, and its bytes. `body` is the whole of it when it was short; else take `parts`."""

    def __init__(self, head: AnswerHead, body: bytes, run: Run | None = None) -> None:
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


class Owner(Protocol):
    """What a run needs of the pool that its worker belongs to."""

    limits: Limits

    def takes_long(self, run: Run) -> None:
        """The run has been at work for so long that it is a long one."""

    def done(self, run: Run) -> None:
        """The request is answered."""

    def lost(self, run: Run) -> None:
        """The request is given up, and its worker with it."""


class Run:
    """One request at one worker."""

    def __init__(
        self,
        owner: Owner,
        worker: WorkerHandle,
        *,
        shape: str,
        seconds: float,
        paid: Reservation | None = None,
        payer: str = "",
    ) -> None:
        self.worker, self.shape = worker, shape
        self.paid, self.payer = paid or Reservation(None), payer
        self.passed_on = False
        """True once something of the answer was given away: then it cannot begin anew."""
        self._owner, self._seconds = owner, seconds
        loop = asyncio.get_running_loop()
        self._begun = loop.time()
        self._end = self._begun + seconds
        self._cpu = worker.cpu_seconds()
        self._aside = loop.call_later(owner.limits.aside_seconds, self._look)
        self._over = False
        self._broken_off: Exception | None = None

    def _look(self) -> None:
        """Whether it is a long one. One that had little of the processor so far, on a busy machine, gets more time."""
        aside = self._owner.limits.aside_seconds
        if self.passed_on or self.worked >= aside / 2 or self.seconds > MOST_LOOKS * aside:
            self._owner.takes_long(self)
        else:
            self._aside = asyncio.get_running_loop().call_later(aside, self._look)

    @property
    def worked(self) -> float:
        """Seconds of the processor that it took so far; of a process that is gone, the time that passed."""
        return min(self.seconds, max(0.0, self.worker.cpu_seconds() - self._cpu))

    @property
    def seconds(self) -> float:
        """How long it has been at work."""
        return asyncio.get_running_loop().time() - self._begun

    async def begin(self, request: Request, store: str) -> WorkerAnswer:
        """The answer, or its first part. Raises SteppedBack, and what is wrong with the request."""
        head, body = AnswerHead("", "", ""), bytearray()
        self.worker.ask(request, store)
        while len(body) < FIRST_BYTES:
            kind, content = await self._frame()
            if kind == ipc.END:
                return WorkerAnswer(head, bytes(body))
            if kind == ipc.HEAD:
                head = AnswerHead(**ipc.read_json(content))
            else:
                body += content
        self.passed_on = True
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
                kind, content = await self.worker.frame()
        except TimeoutError:
            raise QueryStopped(
                why=phrase("the query took longer than %(seconds)s seconds", seconds=f"{self._seconds:g}"), next=SMALLER
            ) from None
        except WorkerExited:
            raise self._broken_off or died(await self.worker.end(), self._owner.limits.memory_mb) from None
        if kind == ipc.REFUSAL:
            refusal = WorkerRefusal(**ipc.read_json(content))
            if refusal.error != "MemoryError":  # else the process ends: what it holds is not given back
                self._finish()
            raise refusal_error(refusal, self._owner.limits.memory_mb)
        if kind == ipc.END:
            self._finish()
        return kind, content

    def _finish(self) -> None:
        if not self._over:  # it may have been given up while its last frame was on the way
            self._aside.cancel()
            self._over = True
            self._owner.done(self)

    def stop(self) -> None:
        """End the request, if it is not over."""
        if not self._over:
            self._aside.cancel()
            self._over = True
            self._owner.lost(self)

    def make_room(self) -> None:
        """End it for others: it begins anew later, or where something of it was given away, it is cut and says so."""
        cut = QueryStopped(why=CROWDED, next="Ask again when fewer ask, or for less at once.")
        self._broken_off = cut if self.passed_on else SteppedBack()
        self.stop()
