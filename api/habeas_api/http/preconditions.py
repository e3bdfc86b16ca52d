"""If-None-Match and If-Match (RFC 9110, section 13): lists of tags, weak ones, and `*`.

Answers here carry weak tags: the same question has the same answer, but not always byte for byte. If-None-Match
compares weakly, so they spare a client what it has. If-Match compares strongly, and no weak tag is ever strong enough.
"""

from __future__ import annotations

import re
from typing import Final

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from habeas_api.http.problems import PreconditionFailed, problem_of

GOOD: Final = range(200, 300)
ANY: Final = "*"
WEAK: Final = "W/"
ONE_TAG: Final = re.compile(r'(?:^|,)\s*((?:W/)?"[\x21\x23-\x7e\x80-\xff]*")\s*(?=,|$)')
"""An entity tag. A comma may stand within its quotes."""


def tags_in(header: str) -> list[str]:
    """The tags of a list; `*` alone is itself. What is no tag is left out."""
    return [ANY] if header.strip() == ANY else ONE_TAG.findall(header)


def matches_weakly(header: str, tag: str) -> bool:
    """True when a tag is in the list, or the list is `*`, by the weak comparison: `W/"a"` is `"a"`."""
    return any(one == ANY or one.removeprefix(WEAK) == tag.removeprefix(WEAK) for one in tags_in(header))


def matches_strongly(header: str, tag: str) -> bool:
    """The same by the strong comparison, in which a weak tag is equal to none."""
    return any(one == ANY or (one == tag and not tag.startswith(WEAK)) for one in tags_in(header))


def _asked(headers: Headers, name: str) -> str | None:
    """A header that may be sent in several lines."""
    lines = headers.getlist(name)
    return ", ".join(lines) if lines else None


def spared(headers: Headers, tag: str) -> bool:
    """True when a reader has the answer with this tag already, and asks nothing else of it."""
    asked = _asked(headers, "if-none-match")
    return asked is not None and asked.strip() != ANY and "if-match" not in headers and matches_weakly(asked, tag)


def failed() -> PreconditionFailed:
    """The refusal of what was asked for on a condition that does not hold."""
    return PreconditionFailed(
        where="header If-Match or If-None-Match",
        why="what stands at this address is not what the request is made for",
        next="Ask for it again, and look at what changed. The tags of answers here are weak; If-Match takes `*` alone.",
    )


async def require_preconditions(request: Request) -> None:
    """A dependency of routes that write: of If-Match, only `*` can hold. Raises PreconditionFailed."""
    headers = request.headers
    wanted, unwanted = _asked(headers, "if-match"), _asked(headers, "if-none-match")
    if (wanted is not None and wanted.strip() != ANY) or (unwanted is not None and unwanted.strip() == ANY):
        raise failed()


class Preconditions:
    """The ASGI application, whose good answers are given on conditions.

    Whether a name exists, and so whether `*` holds, is known from the answer alone: it is made, and then left out.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        wanted, unwanted = _asked(headers, "if-match"), _asked(headers, "if-none-match")
        if wanted is None and unwanted is None:
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _ConditionalSend(scope, receive, send, wanted, unwanted))


class _ConditionalSend:
    """An ASGI `send` that gives 412 or 304 in the place of a good answer whose conditions do not hold."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, wanted: str | None, unwanted: str | None) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._wanted, self._unwanted = wanted, unwanted
        self._replaced = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in GOOD:
            headers = Headers(raw=message.get("headers", []))
            tag = headers.get("etag", "")
            if self._wanted is not None and not matches_strongly(self._wanted, tag):
                self._replaced = True
                await problem_of(failed())(self._scope, self._receive, self._send)
            elif self._unwanted is not None and matches_weakly(self._unwanted, tag):
                self._replaced = True
                kept = [(name, value) for name, value in message["headers"] if name in KEPT]
                await self._send({"type": "http.response.start", "status": 304, "headers": kept})
                await self._send({"type": "http.response.body", "body": b""})
        if not self._replaced:
            await self._send(message)


KEPT: Final = frozenset({b"etag", b"vary", b"cache-control", b"content-location", b"expires", b"date"})
"""Headers that a 304 carries (RFC 9110, section 15.4.5)."""
