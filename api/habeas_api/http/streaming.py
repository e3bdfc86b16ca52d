"""Answers of reader processes, passed on to the client as they come. A client that goes away ends its query."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from habeas.errors import HabeasError
from habeas.sparql.worker_pool import Answer
from habeas_api.http.negotiate import content_type

PATIENCE: Final = 0.05
"""Seconds before the client is watched: most queries are over by then."""
STALL: Final = 10.0
"""Seconds that a client may take to read a part. A reader waits for it so long."""


class Cut(Exception):
    """The rest of an answer cannot be sent: the connection is closed, so that the client sees that something is missing."""


class ClientGone(Cut):
    """Nobody waits for the answer any more."""


async def answered(asking: Coroutine[Any, Any, Answer], receive: Receive) -> Answer:
    """The answer, unless the client goes away first: then its query ends, and ClientGone is raised."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 for the type checker: every request is answered within a task
    watch = _Watch(task, receive)
    timer = asyncio.get_running_loop().call_later(PATIENCE, watch.start)
    try:
        return await asking
    except asyncio.CancelledError:
        if not watch.gone:
            raise
        task.uncancel()
        raise ClientGone from None
    finally:
        timer.cancel()
        watch.stop()


class _Watch:
    """Cancels the task that answers when its client goes away."""

    def __init__(self, answering: asyncio.Task[Any], receive: Receive) -> None:
        self._answering, self._receive = answering, receive
        self._task: asyncio.Task[None] | None = None
        self.gone = False

    def start(self) -> None:
        self._task = asyncio.ensure_future(self._watch())

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _watch(self) -> None:
        await _gone(self._receive)
        self.gone = True
        self._answering.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class AnswerResponse(Response):
    """An answer as a response (an ASGI application)."""

    def __init__(self, answer: Answer, headers: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._answer = answer
        self._more = dict(headers or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        answer, only_head = self._answer, scope["method"] == "HEAD"
        headers = {"content-type": content_type(answer.head.media), "vary": "Accept", **self._more}
        if not answer.steady:
            headers["cache-control"] = "private, no-store"
        if answer.whole and not only_head:
            headers["content-length"] = str(len(answer.body))
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        if only_head:
            answer.close()
            await send({"type": "http.response.body", "body": b""})
        elif answer.whole:
            await send({"type": "http.response.body", "body": answer.body})
        else:
            await self._stream(receive, send)

    async def _stream(self, receive: Receive, send: Send) -> None:
        gone = asyncio.ensure_future(_gone(receive))
        parts = self._answer.parts()
        try:
            async for part in parts:
                if gone.done():
                    raise ClientGone
                async with asyncio.timeout(STALL):
                    await send({"type": "http.response.body", "body": part, "more_body": True})
        except (HabeasError, TimeoutError):
            raise Cut from None
        finally:
            gone.cancel()
            self._answer.close()
        await send({"type": "http.response.body", "body": b""})
