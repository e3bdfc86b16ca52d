"""Large answers for programs, compressed with gzip for clients that take it (`Accept-Encoding`).

JSON, RDF and results of queries only. Pages are left out: they hold what only their reader may know, beside what
somebody else may have put into their address, and the length of a compressed page tells of both. A streamed answer is
compressed part by part, so that each part arrives when it is made, and the reason of one that is cut too.
"""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

PATHS: Final = ("/api/", "/id/", "/graph", "/sparql")
SMALLEST: Final = 2_000
"""Bytes below which an answer fits into one or two packets as it is."""
LEVEL: Final = 4
"""Of nine: JSON takes a sixth of its room at it, and a quarter of the time of the last."""
NO_WEIGHT: Final = re.compile(r"\s*q\s*=\s*0(?:\.0*)?\s*\Z")
LEFT_AS_THEY_ARE: Final = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "text/html")


class Compression:
    """The ASGI application, its large answers compressed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressed = GZipMiddleware(app, SMALLEST, LEVEL, exclude_content_types=LEFT_AS_THEY_ARE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        wanted = scope["type"] == "http" and scope["path"].startswith(PATHS) and takes_gzip(scope)
        await (self._compressed if wanted else self._app)(scope, receive, send)


def takes_gzip(scope: Scope) -> bool:
    """Whether the client takes it: it says so, and not with a weight of nothing."""
    asked = next((value for name, value in scope["headers"] if name == b"accept-encoding"), b"")
    if b"gzip" not in asked:
        return False
    for part in Headers(scope=scope)["accept-encoding"].lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == "gzip":
            return not NO_WEIGHT.match(weight)
    return False
