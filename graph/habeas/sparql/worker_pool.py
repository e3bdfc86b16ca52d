"""Queries in processes that can be ended: whatever a query is, everybody else is answered.

    quick readers   wait for the next query. One that has worked for half a second steps aside: it gets less of the
                    processor, another reader is started in its place, and it is ended when its query is.
    slow readers    those that stepped aside; so many at once and no more, the others keep their quick place.

A query has a deadline, a memory limit and a result limit. At the deadline, or when the client goes away, its process
is ended. An answer is kept back until its first part is known to be good, then passed on as it comes.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from habeas.sparql import ipc as wire
from habeas.sparql.ipc import Prefixes, Question
from habeas.sparql.limits import MEMORY, SMALLER, Busy, Limits, QueryStopped, refusal
from habeas.sparql.worker_handle import Gone, Reader

FIRST_BYTES: Final = 262_144
LESS_IMPORTANT: Final = 10
AGAIN_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Head:
    """What kind of answer it is (`table` or `graph`), in which format, and its media type."""

    kind: str
    form: str
    media: str


class Answer:
    """An answer: its head, and its bytes. `body` is the whole of it when it was short; else take `parts`."""

    def __init__(self, head: Head, body: bytes, run: _Run | None = None) -> None:
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

    def close(self) -> None:
        """Nobody wants the rest: its query ends."""
        if self._run is not None:
            self._run.stop()


class Readers:
    """Reader processes over a store. `where` gives the folder to read now; it may make a fresh checkpoint first.

    `answerers` are modules that questions name; readers import them before they are asked.
    """

    def __init__(
        self, where: Callable[[], Awaitable[str]], limits: Limits | None = None, prefixes: Prefixes | None = None,
        answerers: Iterable[str] = (),
    ) -> None:  # fmt: skip
        self.limits = limits or Limits()
        self._prefixes = prefixes or Prefixes()
        self._answerers = tuple(answerers)
        self._where = where
        self._idle: deque[Reader] = deque()
        self._waiting: deque[asyncio.Future[Reader]] = deque()
        self._busy: set[Reader] = set()
        self._slow: set[Reader] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the quick readers."""
        await asyncio.gather(*(self._add() for _ in range(self.limits.quick)))

    async def close(self) -> None:
        """End every reader, also those that are just starting."""
        self._closed = True
        for reader in (*self._idle, *self._busy):
            self._later(reader.end())
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def stores(self) -> set[str]:
        """The folders that readers may still have open."""
        return {reader.store for reader in (*self._idle, *self._busy)}

    # -- asking

    async def answer(self, question: Question, *, seconds: float = 0) -> Answer:
        """The answer. Raises BadQuery, QueryRefused, NotFound, QueryStopped, NotAcceptable, Busy, StoreBroken."""
        seconds = min(seconds or self.limits.seconds, self.limits.most_seconds)
        most = self.limits.result_bytes if question.text else self.limits.graph_bytes
        if question.result_bytes > most:
            question = replace(question, result_bytes=most)
        reader = await self._lease(seconds)
        run = _Run(self, reader, seconds)
        try:
            return await run.begin(question, await self._where())
        except BaseException:
            run.stop()
            raise

    async def _lease(self, seconds: float) -> Reader:
        while self._idle:
            reader = self._idle.popleft()
            if reader.alive:
                self._busy.add(reader)
                return reader
            self._lose(reader)
        if len(self._waiting) >= self.limits.waiting:
            raise Busy(why="too many queries are waiting", next="Try again in a few seconds.")
        turn: asyncio.Future[Reader] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await asyncio.wait_for(turn, seconds)
        except TimeoutError:
            why = f"other queries took all readers for {seconds:g} seconds"
            raise Busy(why=why, next="Try again in a few seconds.") from None
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._free(turn.result())
            raise

    def _free(self, reader: Reader) -> None:
        """A reader has nothing to do: the next in the queue takes it."""
        self._busy.discard(reader)
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                self._busy.add(reader)
                turn.set_result(reader)
                return
        self._idle.append(reader)

    # -- coming and going

    async def _add(self) -> None:
        try:
            reader = await Reader.start(self.limits.memory_mb, self._prefixes, self._answerers)
        except (Gone, OSError):  # the machine has no room for another just now
            await asyncio.sleep(AGAIN_SECONDS)
            self._replace()
            return
        if self._closed:
            await reader.end()
        else:
            self._free(reader)

    def _replace(self) -> None:
        if not self._closed:
            self._later(self._add())

    def _later(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _step_aside(self, reader: Reader) -> None:
        """Its query is a long one: others get a fresh reader in its place."""
        if len(self._slow) < self.limits.slow and reader in self._busy:
            self._slow.add(reader)
            reader.less_important(LESS_IMPORTANT)
            self._replace()

    def _done(self, reader: Reader) -> None:
        """Its query is answered: it is free, or ends when another took its place."""
        if reader in self._slow:
            self._lose(reader)
        else:
            self._free(reader)

    def _lose(self, reader: Reader) -> None:
        """It cannot be used again. Another takes its place, unless one did already."""
        self._busy.discard(reader)
        self._later(reader.end())
        if reader in self._slow:
            self._slow.discard(reader)
        else:
            self._replace()


class _Run:
    """One question at one reader."""

    def __init__(self, readers: Readers, reader: Reader, seconds: float) -> None:
        self._readers, self._reader, self._seconds = readers, reader, seconds
        loop = asyncio.get_running_loop()
        self._end = loop.time() + seconds
        self._aside = loop.call_later(readers.limits.aside_seconds, readers._step_aside, reader)
        self._asked = self._over = False

    async def begin(self, question: Question, store: str) -> Answer:
        self._asked = True
        head, body = Head("", "", ""), bytearray()
        with self._deadline():
            async with asyncio.timeout_at(self._end):
                self._reader.ask(question, store)
                while len(body) < FIRST_BYTES:
                    kind, content = await self._reader.frame()
                    if kind == wire.END:
                        self._finish()
                        return Answer(head, bytes(body))
                    if kind == wire.HEAD:
                        head = _head(content)
                    else:
                        body += self._part(kind, content)
        return Answer(head, bytes(body), self)

    async def rest(self) -> AsyncIterator[bytes]:
        """What comes after the first part."""
        try:
            with self._deadline():
                while True:
                    async with asyncio.timeout_at(self._end):
                        kind, content = await self._reader.frame()
                    if kind == wire.END:
                        self._finish()
                        return
                    yield self._part(kind, content)
        finally:
            self.stop()

    def _part(self, kind: bytes, content: bytes) -> bytes:
        if kind == wire.REFUSAL:
            self._finish()
            raise refusal(content)
        return content

    @contextlib.contextmanager
    def _deadline(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            raise QueryStopped(why=f"the query took longer than {self._seconds:g} seconds", next=SMALLER) from None
        except Gone:
            raise QueryStopped(why=MEMORY, next=SMALLER) from None

    def _finish(self) -> None:
        self._aside.cancel()
        self._over = True
        self._readers._done(self._reader)

    def stop(self) -> None:
        """End the query, if it is not over."""
        if not self._over:
            self._aside.cancel()
            self._over = True
            if self._asked:
                self._readers._lose(self._reader)
            else:
                self._readers._free(self._reader)


def _head(content: bytes) -> Head:
    return Head(**wire.read_json(content))
