"""Caches of a server, all of one kind: what was worked out holds until the journal moves, or the day does.

A `VersionedCache` keeps values for one version of the case file. `HttpCache` keeps small answers of the JSON API in
one, and spares clients what they have already: a GET carries an ETag made of the version, the address and the formats
asked for, and is answered with 304 before anything is looked at. Pages keep what worker processes computed
(web/result_cache.py).
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Final, Generic, NamedTuple, TypeVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from habeas.model.access import Access
from habeas.model.as_of import Audience
from habeas_api.http.preconditions import spared

V = TypeVar("V")


class Entry(NamedTuple, Generic[V]):
    """A value, and how many bytes it takes."""

    value: V
    size: int


class VersionedCache(Generic[V]):
    """Values of one version.

    When the version moves all of them go; where they take too much, those unused for longest.
    """

    def __init__(self, version: Callable[[], str], *, max_entries: int, max_bytes: int) -> None:
        self.version = version
        self._max_entries, self._max_bytes = max_entries, max_bytes
        self._entries: OrderedDict[str, Entry[V]] = OrderedDict()
        self._bytes = 0
        self._version = ""

    def get(self, key: str) -> Entry[V] | None:
        """The entry of a key, if it is there and still holds."""
        self._drop_outdated()
        found = self._entries.get(key)
        if found is not None:
            self._entries.move_to_end(key)
        return found

    def put(self, key: str, value: V, *, size: int, version: str) -> None:
        """Keep a value that was made from a version, unless the version moved meanwhile. The newest is always kept."""
        self._drop_outdated()
        if version != self._version:
            return
        self._bytes += size - (self._entries[key].size if key in self._entries else 0)
        self._entries[key] = Entry(value, size)
        self._entries.move_to_end(key)
        while len(self._entries) > 1 and (len(self._entries) > self._max_entries or self._bytes > self._max_bytes):
            self._bytes -= self._entries.popitem(last=False)[1].size

    def _drop_outdated(self) -> None:
        if (version := self.version()) != self._version:
            self._version, self._bytes = version, 0
            self._entries.clear()


def version_of(head: str) -> str:
    """What answers depend on besides what was asked: the journal's head, and the day."""
    return f"{head}/{datetime.now(UTC):%F}"


OK: Final = 200
MAX_ENTRIES: Final = 256
MAX_BYTES: Final = 16_000_000
MAX_ENTRY_BYTES: Final = 65_536
VOLATILE: Final = re.compile(rb"(?i)now|rand|uuid|bnode|%5c|%4[1-9a-f]|%5[0-9a]|%6[1-9a-f]|%7[0-9a]")
"""Functions of SPARQL with another answer each time; an escape, or a letter that is percent-encoded, could hide one."""
TAGGED: Final = ("/api/", "/id/", "/graph", "/sparql", "/followup.ics")
CACHED: Final = ("/api/", "/id/")


class HttpCache:
    """The ASGI application, answered from what the client or this server still has.

    `head` is the hash of the journal's end, of the case as an audience may see it. Each has a cache of its own.
    """

    def __init__(self, app: ASGIApp, head: Callable[[Audience], str], release: str) -> None:
        self._app, self._head, self._release = app, head, release
        self._caches: dict[Audience, VersionedCache[tuple[Message, bytes]]] = {
            audience: VersionedCache(partial(self.version, audience), max_entries=MAX_ENTRIES, max_bytes=MAX_BYTES)
            for audience in Audience
        }

    def version(self, audience: Audience) -> str:
        """The version of everything that an audience may see, now."""
        return version_of(self._head(audience))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or not scope["path"].startswith(TAGGED):
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD" and scope["path"].startswith("/api/"):
            scope = {**scope, "method": "GET"}  # the server itself leaves the body out
        headers, cache = Headers(scope=scope), self._caches[scope["state"]["audience"]]
        tag = self._tag(scope, headers)
        if tag and spared(headers, tag):
            raw = [(b"etag", tag.encode()), (b"vary", b"Accept")]
            await send({"type": "http.response.start", "status": 304, "headers": raw})
            await send({"type": "http.response.body", "body": b""})
        elif scope["method"] == "GET" and tag and (found := cache.get(tag)) is not None:
            start, body = found.value
            await send(_of_its_own(start))
            await send({"type": "http.response.body", "body": body})
        else:
            keep = scope["method"] == "GET" and scope["path"].startswith(CACHED)
            await self._app(scope, receive, _CachingSend(cache, send, tag, keep=keep) if tag else send)

    def _tag(self, scope: Scope, headers: Headers) -> str:
        """The ETag of the answer; empty when the same question may have another answer next time."""
        query: bytes = scope["query_string"]
        if scope["path"] == "/sparql" and VOLATILE.search(query):
            return ""
        audience: Audience = scope["state"]["audience"]
        asks = tuple(headers.get(name, "") for name in ("accept", "accept-language", "cookie"))
        access: Access = scope["state"]["access"]  # pages show what may be done; a role can be taken back
        parts = (self.version(audience), self._release, audience, access.role, scope["path"], *asks)
        digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass") + b"\n" + query)
        return f'W/"{self._head(audience)[:12]}-{digest.hexdigest()[:20]}"'


def _of_its_own(start: Message) -> Message:
    """The beginning of an answer, with headers that whoever sends it on may change: compression does."""
    return {**start, "headers": list(start["headers"])}


class _CachingSend:
    """An ASGI `send` that tags a good answer, and keeps it when it is small."""

    def __init__(self, cache: VersionedCache[tuple[Message, bytes]], send: Send, tag: str, *, keep: bool) -> None:
        self._cache, self._send, self._tag, self._keep = cache, send, tag, keep
        self._start: Message | None = None
        self._version = cache.version()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == OK:
            headers = MutableHeaders(scope=message)
            if "no-store" not in headers.get("cache-control", ""):
                headers.setdefault("ETag", self._tag)
                self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            body = bytes(message.get("body", b""))
            if self._keep and not message.get("more_body") and len(body) <= MAX_ENTRY_BYTES:
                self._cache.put(self._tag, (_of_its_own(self._start), body), size=len(body), version=self._version)
            self._start = None
        await self._send(message)
