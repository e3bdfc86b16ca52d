"""Problems as pages, for whoever asks with a browser. Programs get `application/problem+json`, as at every address."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from habeas.errors import HabeasError
from habeas_api.http import negotiation
from habeas_api.http.problems import MEDIA, problem_of
from habeas_api.http.sessions import ANONYMOUS
from habeas_api.http.urls import PageUrls
from habeas_api.web.language import request_language
from habeas_api.web.template import VARY, environment, render

Handler = Callable[[Request, Exception], Awaitable[Response]]
PROGRAM_PATHS: Final = ("/api/", "/sparql", "/graph", "/openapi.json", "/reconcile", "/static/")
OFFERED: Final[negotiation.Media] = (("json", MEDIA), ("html", "text/html"))
SERVER: Final = 500
NOWHERE: Final = 404
ELSEWHERE: Final = "The address may be mistyped. Search for a name above, or begin at the first page."


def wants_html(request: Request) -> bool:
    """True when the client would rather have a page, at an address that people open."""
    path = request.url.path
    if path.startswith(PROGRAM_PATHS) and not path.startswith("/graph-view"):
        return False
    found = negotiation.acceptable(request.headers.get("accept", ""), OFFERED)
    return bool(found) and found[0][0] == "html"


def refusal(scope: Scope, error: HabeasError) -> Response:
    """A refusal at the fences: nothing of the case is on it, not even its title, for whoever asks has no leave yet."""
    told, request = problem_of(error), Request(scope)
    if not wants_html(request):
        return told
    lang = request_language(request)
    page = (
        environment(lang)
        .get_template("problem.html")
        .render(
            problem=_shown(told, error),
            urls=PageUrls(request.url.path),
            user=ANONYMOUS,
            title="habeas",
            is_case=False,
            published=None,
        )
    )
    kept = {
        name: value for name, value in told.headers.items() if name in {"connection", "retry-after", "www-authenticate"}
    }
    return HTMLResponse(page, told.status_code, {"Vary": VARY, "Content-Language": lang, **kept})


def with_error_page(handler: Handler) -> Handler:
    """The same handler, whose answer is a page for people."""

    async def handle(request: Request, error: Exception) -> Response:
        told = await handler(request, error)
        if not wants_html(request):
            return told
        kept = {
            name: value for name, value in told.headers.items() if name in {"allow", "retry-after", "www-authenticate"}
        }
        return render(request, "problem.html", status=told.status_code, headers=kept, problem=_shown(told, error))

    return handle


def _shown(told: Response, error: Exception) -> dict[str, Any]:
    """What a page shows of a problem: as the answer for programs has it, its texts as they can be translated."""
    plain: dict[str, Any] = json.loads(bytes(told.body))
    if isinstance(error, HabeasError):
        return plain | {"detail": error.why, "next": error.next, "where": error.where}
    return plain | {"detail": "", "next": ELSEWHERE} if told.status_code == NOWHERE else plain
