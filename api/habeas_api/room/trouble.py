"""Problems as pages, for whoever asks with a browser. Programs get `application/problem+json`, as at every address."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from habeas_api import negotiate
from habeas_api.problems import MEDIA
from habeas_api.room.template import render

Handler = Callable[[Request, Exception], Awaitable[Response]]
FOR_PROGRAMS: Final = ("/api/", "/sparql", "/graph", "/openapi.json", "/reconcile", "/static/")
SHAPES: Final[negotiate.Media] = (("json", MEDIA), ("html", "text/html"))
SERVER: Final = 500


def for_people(request: Request) -> bool:
    """True when the client would rather have a page, at an address that people open."""
    path = request.url.path
    if path.startswith(FOR_PROGRAMS) and not path.startswith("/graph-view"):
        return False
    found = negotiate.acceptable(request.headers.get("accept", ""), SHAPES)
    return bool(found) and found[0][0] == "html"


def as_page(handler: Handler) -> Handler:
    """The same handler, whose answer is a page for people."""

    async def handle(request: Request, error: Exception) -> Response:
        told = await handler(request, error)
        if not for_people(request):
            return told
        plain: dict[str, Any] = json.loads(bytes(told.body))
        kept = {
            name: value for name, value in told.headers.items() if name in {"allow", "retry-after", "www-authenticate"}
        }
        return render(request, "problem.html", status=told.status_code, headers=kept, problem=plain)

    return handle
