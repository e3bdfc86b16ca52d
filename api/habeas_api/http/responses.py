"""Responses: JSON, how responses are described in the OpenAPI document, and answers of worker processes, streamed.

Answers are made of plain values; nothing validates them twice. A client that disconnects ends its query.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from typing import Any, Final, Generic, Protocol, TypeVar

from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from typing_extensions import TypedDict

from habeas.errors import HabeasError
from habeas_api.http.cut import TRAILER, end_with_trailer, note_in_body, takes_trailers
from habeas_api.http.negotiation import Media, content_type

T = TypeVar("T")
Responses = dict[int | str, dict[str, Any]]
PROBLEM: Final = "#/components/schemas/Problem"


class Json(JSONResponse):
    """A JSON answer, UTF-8, letters as they are."""

    def render(self, content: Any) -> bytes:
        """The bytes."""
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


class Listed(TypedDict, Generic[T]):
    """A page of a list. `next` is the address of the next page; null on the last."""

    items: list[T]
    next: str | None


def one_of(model: Any, *refusals: int, status: int = 200) -> Responses:
    """The responses of an operation that gives one of these."""
    return {status: {"model": model, "description": "Done"}, **problems(400, 404, *refusals)}


def page_of(model: Any, *refusals: int) -> Responses:
    """The responses of an operation that gives a page of these."""
    return {200: {"model": Listed[model], "description": "A page"}, **problems(400, *refusals)}


def answers(*offered: Media, refusals: Iterable[int]) -> Responses:
    """The responses of an operation whose answer a worker writes, in one of the formats offered."""
    media = dict.fromkeys(media for each in offered for _, media in each)
    content: dict[str, Any] = {content_type(one): {} for one in media}
    return {200: {"description": "The answer, as the engine wrote it", "content": content}, **problems(*refusals)}


REFUSALS: Final = {
    400: "A mistake in the request",
    401: "The token is needed",
    403: "Not run, or not from here",
    404: "Not in this file",
    406: "Not in any of these formats",
    408: "The rest of the request did not come",
    409: "It conflicts with the file",
    412: "Not on this condition",
    413: "Too large",
    415: "A type of body that is not accepted",
    421: "Not the name of this server",
    422: "Ended at a limit",
    429: "Too many at once",
}
WRONG_HOST: Final = 421
"""Told by a bare answer."""
ALWAYS: Final = frozenset({403, WRONG_HOST})


def problems(*statuses: int) -> Responses:
    """Refusals, all in the one envelope."""
    schema = {"application/problem+json": {"schema": {"$ref": PROBLEM}}}
    found: Responses = {one: {"description": REFUSALS[one], "content": schema} for one in sorted({*statuses, *ALWAYS})}
    del found[WRONG_HOST]["content"]
    return found


WATCH_AFTER: Final = 0.05
"""Seconds before the client is watched: most queries are over by then."""
STALL_SECONDS: Final = 10.0
"""Seconds that a client may take to read a part. A reader waits for it so long."""


class ResponseAborted(Exception):
    """The rest of an answer cannot be sent.

    The connection is closed, so that the client sees that something is missing; `why` is for the log.
    """

    def __init__(self, why: str = "the client went away") -> None:
        super().__init__(why)
        self.why = why


class ClientDisconnected(ResponseAborted):
    """Nobody waits for the answer any more."""


class Head(Protocol):
    """What kind of answer it is."""

    @property
    def media(self) -> str:
        """Its media type."""


class Answer(Protocol):
    """An answer of a worker process (sparql.pool.WorkerAnswer), as far as a response needs it."""

    @property
    def head(self) -> Head:
        """What kind of answer it is."""

    @property
    def body(self) -> bytes:
        """All of a short answer."""

    @property
    def whole(self) -> bool:
        """True when `body` is all there is."""

    @property
    def steady(self) -> bool:
        """False when the same question may have another answer next time."""

    def parts(self) -> AsyncIterator[bytes]:
        """The bytes as they come."""

    def close(self) -> None:
        """End the query: nobody wants the rest."""


Answered = TypeVar("Answered", bound=Answer)


async def await_answer(asking: Coroutine[Any, Any, Answered], receive: Receive) -> Answered:
    """The answer, unless the client goes away first: then its query ends, and ClientGone is raised."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 for the type checker: every request is answered within a task
    watch = _DisconnectWatch(task, receive)
    timer = asyncio.get_running_loop().call_later(WATCH_AFTER, watch.start)
    try:
        return await asking
    except asyncio.CancelledError:
        if not watch.gone:
            raise
        task.uncancel()
        raise ClientDisconnected from None
    finally:
        timer.cancel()
        watch.stop()


class _DisconnectWatch:
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
        await _wait_for_disconnect(self._receive)
        self.gone = True
        self._answering.cancel()


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class StreamedAnswer(Response):
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
        if trailing := not answer.whole and not only_head and takes_trailers(scope):
            headers["trailer"] = TRAILER
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        if only_head:
            answer.close()
            await send({"type": "http.response.body", "body": b""})
        elif answer.whole:
            await send({"type": "http.response.body", "body": answer.body})
        else:
            try:
                await self._stream(receive, send)
            except HabeasError as error:
                note = note_in_body(answer.head.media, error.why)
                await send({"type": "http.response.body", "body": note, "more_body": True})
                if trailing:
                    end_with_trailer(scope, error.why)
                raise ResponseAborted(error.why) from None

    async def _stream(self, receive: Receive, send: Send) -> None:
        gone = asyncio.ensure_future(_wait_for_disconnect(receive))
        parts = self._answer.parts()
        try:
            async for part in parts:
                if gone.done():
                    raise ClientDisconnected
                async with asyncio.timeout(STALL_SECONDS):
                    await send({"type": "http.response.body", "body": part, "more_body": True})
        except TimeoutError:
            raise ResponseAborted(f"the client read nothing for {STALL_SECONDS:g} seconds") from None
        finally:
            gone.cancel()
            self._answer.close()
        await send({"type": "http.response.body", "body": b""})
