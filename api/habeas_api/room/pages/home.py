"""The first page."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.desk import Desk
from habeas_api.deps import service
from habeas_api.room.template import render

DOORS: Final = (
    ("/sparql", "SPARQL 1.1 queries; without a query, what this endpoint is"),
    ("/graph?default", "the whole file as RDF (Graph Store Protocol, read only)"),
    ("/api/people", "people; so also facilities, organizations, sources, claims"),
    ("/api/facts?object=El%20Helicoide", "facts by pattern, without SPARQL"),
    ("/api/search?q=helicoide", "names and passages by their words"),
    ("/api/questions", "the saved questions"),
    ("/docs", "every address, its parameters and answers"),
    ("/openapi.json", "the same for programs"),
)


async def home(request: Request) -> Response:
    """What this file is."""
    case = isinstance(service(request).desk, Desk)
    return render(request, "home.html", doors=[door for door in DOORS if case or not door[0].startswith("/api")])


ROUTES: Final = [Route("/", home, methods=["GET", "HEAD"])]
