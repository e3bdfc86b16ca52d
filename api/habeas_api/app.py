"""The application: its security, its routes, its errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from habeas import __version__
from habeas.casefile.grants import Grants
from habeas.errors import HabeasError
from habeas_api.http import problems
from habeas_api.http.access import AccessControl
from habeas_api.http.access_log import AccessLog
from habeas_api.http.caching import HttpCache
from habeas_api.http.compression import Compression
from habeas_api.http.preconditions import Preconditions
from habeas_api.http.security import AccessGuard, AccessPolicy
from habeas_api.http.sessions import Sessions
from habeas_api.http.validation import validation_error
from habeas_api.routes import (
    claims,
    counts,
    decisions,
    documents,
    dossiers,
    entities,
    exports,
    facts,
    findings,
    followup,
    graph,
    impact,
    judgements,
    loads,
    questions,
    reconcile,
    resources,
    search,
    sparql,
    status,
    tokens,
)
from habeas_api.service.audiences import AudienceGate, AudienceServices
from habeas_api.service.case_service import CaseService, ServerState
from habeas_api.service.rdf_file_service import RdfFileService
from habeas_api.web import static
from habeas_api.web.error_pages import refusal, with_error_page
from habeas_api.web.pages import (
    actions,
    add,
    ask,
    capture,
    docs,
    drafts,
    entity,
    form_api,
    home,
    list_upload,
    lists,
    messages,
    photo,
    reports,
)
from habeas_api.web.pages import followup as followup_page
from habeas_api.web.pages import graph as graph_page
from habeas_api.web.pages import impact as impact_page
from habeas_api.web.pages import map as map_page

PROTOCOLS: Final = (sparql, graph)
OF_A_CASE: Final = (
    resources,
    entities,
    claims,
    facts,
    search,
    questions,
    status,
    counts,
    findings,
    followup,
    decisions,
    documents,
    dossiers,
    exports,
    impact,
    judgements,
    loads,
    reconcile,
    tokens,
)
PAGES: Final = (static, home, docs)
"""Pages that are there for RDF files too."""
PAGES_OF_A_CASE: Final = (
    lists,
    reports,
    actions,
    add,
    list_upload,
    capture,
    drafts,
    messages,
    ask,
    form_api,
    graph_page,
    followup_page,
    impact_page,
    map_page,
    photo,
)
ABOUT: Final = (
    "Who is held, where, since when; and for every such fact, who said so, in which document, when and in which words. "
    "SPARQL at `/sparql`; a name's own address under `/id/`; the rest without SPARQL under `/api/`. "
    "Names are taken as `kind:slug`, as a slug, or as people write them. Every error is `application/problem+json`."
)


def create_app(
    service: CaseService | RdfFileService, policy: AccessPolicy, sessions: Sessions | None = None
) -> ASGIApp:
    """The application over an open case, or over RDF files that are only queried.

    `sessions` knows the key of the login link.
    """
    sessions = sessions or Sessions()
    services = AudienceServices(service)
    app = _framework(services, ServerState(__version__, entity.entity))
    case = isinstance(service, CaseService)
    grants = Grants(service.folder, service.clock) if isinstance(service, CaseService) else None
    control = AccessControl(policy.token, grants, open_reads=policy.open_reads)
    app.state.sessions, app.state.control, app.state.grants = sessions, control, grants
    app.state.forms = str(Path(service.folder) / "forms") if isinstance(service, CaseService) else ""
    for module in PROTOCOLS + (OF_A_CASE if case else ()):
        app.router.routes += module.router.routes
    for page in PAGES + (PAGES_OF_A_CASE if case else ()):
        app.router.routes += page.ROUTES
    cached = HttpCache(app, services.head, __version__)
    answering = Compression(Preconditions(AudienceGate(cached, services, refusal)))
    return AccessLog(AccessGuard(answering, policy, sessions, control, refusal))


def create_reading_app(service: CaseService) -> ASGIApp:
    """The pages of an open case as anybody reads them, for a program in this process: no fences, for nobody else asks.

    Each request brings its reader along (`publishing.pages.ask`).
    """
    app = _framework(AudienceServices(service), ServerState(__version__, entity.entity))
    app.router.routes += resources.router.routes
    for page in (static, home, lists, reports, ask, graph_page, map_page, form_api):
        app.router.routes += page.ROUTES
    app.router.routes += lists.PUBLISHED_ROUTES
    return app


def _framework(services: AudienceServices, state: ServerState) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await services.start()
        try:
            yield
        finally:
            await services.close()

    app = FastAPI(
        title="habeas",
        version=state.version,
        summary="A case file over HTTP",
        description=ABOUT,
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.server = state
    app.add_exception_handler(HabeasError, with_error_page(problems.habeas_error))
    app.add_exception_handler(HTTPException, with_error_page(problems.http_error))
    app.add_exception_handler(RequestValidationError, validation_error)
    app.add_exception_handler(Exception, with_error_page(problems.failure))
    return app
