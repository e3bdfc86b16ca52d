"""Unchanged answers cost nothing: the journal's head is the version of everything.

A GET carries an ETag made of the head, the address and the formats asked for. When the client has it already, it gets a
304 before anything is looked at. Small answers are kept for the next client, until the head moves.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OK: Final = 200
MAX_ENTRIES: Final = 256
MAX_ENTRY_BYTES: Final = 65_536
VOLATILE: Final = re.compile(rb"(?i)now|rand|uuid|bnode|%5c|%4[1-9a-f]|%5[0-9a]|%6[1-9a-f]|%7[0-9a]")
"""Functions of SPARQL that answer anew each time; an escape, or a letter that is percent-encoded, could hide one."""
TAGGED: Final = ("/api/", "/id/", "/graph", "/sparql")
CACHED: Final = ("/api/", "/id/")
Entry = tuple[Message, bytes]


class HttpCache:
    """The ASGI application, answered from what the client or this server still has."""

    def __init__(self, app: ASGIApp, head: Callable[[], str], release: str) -> None:
        self._app = app
        self._head_now = head
        self._release = release
        self._kept: OrderedDict[str, Entry] = OrderedDict()
        self._head = ""

    @property
    def head(self) -> str:
        """The version of everything, now."""
        return self._head_now()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or not scope["path"].startswith(TAGGED):
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD" and scope["path"].startswith("/api/"):
            scope = {**scope, "method": "GET"}  # the server itself leaves the body out
        headers = Headers(scope=scope)
        tag = self._tag(scope, headers)
        if tag and tag in headers.get("if-none-match", ""):
            start: Message = {
                "type": "http.response.start",
                "status": 304,
                "headers": [(b"etag", tag.encode()), (b"vary", b"Accept")],
            }
            await send(start)
            await send({"type": "http.response.body", "body": b""})
        elif tag and tag in self._kept and scope["method"] == "GET":
            start, body = self._kept[tag]
            await send(dict(start))
            await send({"type": "http.response.body", "body": body})
        else:
            keep = scope["method"] == "GET" and scope["path"].startswith(CACHED)
            await self._app(scope, receive, _CachingSend(self, send, tag, keep=keep) if tag else send)

    def _tag(self, scope: Scope, headers: Headers) -> str:
        """The ETag of the answer; empty when the same question may have another answer next time."""
        query: bytes = scope["query_string"]
        if scope["path"] == "/sparql" and VOLATILE.search(query):
            return ""
        head = self.head
        if head != self._head:
            self._head = head
            self._kept.clear()
        asks = tuple(headers.get(name, "") for name in ("accept", "accept-language", "cookie"))
        parts = (head, self._release, f"{datetime.now(UTC):%F}", scope["path"], *asks)
        digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass") + b"\n" + query)
        return f'W/"{head[:12]}-{digest.hexdigest()[:20]}"'

    def keep(self, tag: str, start: Message, body: bytes, head: str) -> None:
        """Keep an answer, unless the head moved while it was made."""
        if head == self.head:
            self._kept[tag] = (start, body)
            if len(self._kept) > MAX_ENTRIES:
                self._kept.popitem(last=False)


class _CachingSend:
    """An ASGI `send` that tags a good answer and keeps it when it is small and of the JSON API."""

    def __init__(self, freshness: HttpCache, send: Send, tag: str, *, keep: bool) -> None:
        self._freshness, self._send, self._tag, self._keeps = freshness, send, tag, keep
        self._start: Message | None = None
        self._head = freshness.head

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == OK:
            headers = MutableHeaders(scope=message)
            if "no-store" not in headers.get("cache-control", ""):
                headers.setdefault("ETag", self._tag)
                self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            body = message.get("body", b"")
            if self._keeps and not message.get("more_body") and len(body) <= MAX_ENTRY_BYTES:
                self._freshness.keep(self._tag, dict(self._start), bytes(body), self._head)
            self._start = None
        await self._send(message)
