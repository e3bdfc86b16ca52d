"""The documents about this service: every address, every kind of error, and the same for programs."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas_api.http.problems import BY_STATUS, KINDS
from habeas_api.http.responses import Json
from habeas_api.serializers import openapi
from habeas_api.service.case_service import CaseService
from habeas_api.service.state import server_state
from habeas_api.web.template import render


async def document(request: Request) -> dict[str, Any]:
    """The OpenAPI document of this application."""
    service = server_state(request).service
    questions = await service.questions() if isinstance(service, CaseService) else ()
    return openapi.document(request.app, questions)


async def as_json(request: Request) -> Response:
    """For programs."""
    return Json(await document(request))


async def docs(request: Request) -> Response:
    """Every operation with its parameters."""
    return render(request, "docs.html", document=await document(request))


async def errors(request: Request) -> Response:
    """Every kind of problem."""
    kinds = {kind: (status, title) for status, kind, title in KINDS.values()}
    kinds |= {kind: (status, title) for status, (kind, title) in BY_STATUS.items()}
    return render(request, "errors.html", kinds=sorted(kinds.items()))


ROUTES: Final = [Route("/docs", docs), Route("/docs/errors", errors), Route("/openapi.json", as_json)]
