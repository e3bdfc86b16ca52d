"""The application: its fences, its addresses, its errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from habeas import __version__
from habeas.errors import HabeasError
from habeas_api.http import problems
from habeas_api.http.caching import Freshness
from habeas_api.http.deps import Service
from habeas_api.http.log import AccessLog
from habeas_api.http.security import Fences, Gate
from habeas_api.routes import (
    claims,
    decisions,
    descriptions,
    exports,
    graph,
    judgements,
    questions,
    search,
    sparql,
    things,
    whole,
    writing,
)
from habeas_api.service.case_service import Desk
from habeas_api.service.rdf_file_service import LooseDesk
from habeas_api.web import routes as doors
from habeas_api.web.error_pages import as_page, refused
from habeas_api.web.session import Sessions

ABOUT: Final = (
    "Who is held, where, since when; and for every such fact, who said so, in which document, when and in which words. "
    "SPARQL at `/sparql`; a name's own address under `/id/`; the rest without SPARQL under `/api/`. "
    "Names are taken as `kind:slug`, as a slug, or as people write them. Every error is `application/problem+json`."
)


def create_app(desk: Desk | LooseDesk, fences: Fences, sessions: Sessions | None = None) -> ASGIApp:
    """The application over an open case, or over RDF files that are only asked. `sessions` knows the key of the link for adding."""
    service, sessions = Service(desk, __version__), sessions or Sessions()
    app = _plain(service)
    app.state.sessions = sessions
    case = isinstance(desk, Desk)
    app.router.routes += [
        Route("/sparql", sparql.Sparql(), methods=list(sparql.METHODS)),
        Route("/graph", graph.Graph(), methods=list(graph.METHODS)),
    ]
    if case:
        app.router.routes += [
            Route("/id/{name:path}", things.Things(), methods=list(things.METHODS)),
            Route("/api/questions/{name}", questions.Ask(), methods=["GET", "HEAD"]),
        ]
        for module in (descriptions, claims, search, questions, whole, exports, writing, judgements, decisions):
            app.router.routes += module.router.routes
    app.router.routes += doors.routes(case=case)
    return AccessLog(Gate(Freshness(app, service), fences, sessions, refused))


def _plain(service: Service) -> FastAPI:
    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await service.desk.start()
        try:
            yield
        finally:
            await service.desk.close()

    app = FastAPI(
        title="habeas", version=service.version, summary="A case file over HTTP", description=ABOUT, lifespan=life,
        openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False,
    )  # fmt: skip
    app.state.service = service
    app.add_exception_handler(HabeasError, as_page(problems.habeas_error))
    app.add_exception_handler(HTTPException, as_page(problems.http_error))
    app.add_exception_handler(RequestValidationError, problems.validation_error)
    app.add_exception_handler(Exception, as_page(problems.failure))
    return app
