"""The documents about this service: every address and every kind of error, for people and, as OpenAPI, for programs.

A saved question's parameters stand in its header, which is data of the case; so that a client made from the OpenAPI
document has a function for each, they are written out by their types.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.results import Param, ParamType, Question
from habeas_api.http import negotiation
from habeas_api.http.access import needed_right
from habeas_api.http.problems import BY_STATUS, KINDS
from habeas_api.http.responses import Json, answers
from habeas_api.serializers.schemas import Problem
from habeas_api.service.case_service import CaseService, served
from habeas_api.web.as_of import page_parameters
from habeas_api.web.template import render

TYPES: Final[dict[ParamType, dict[str, Any]]] = {
    ParamType.NAME: {"type": "string", "minLength": 1, "maxLength": 500},
    ParamType.DATE: {"type": "string", "format": "date"},
    ParamType.TEXT: {"type": "string", "minLength": 1, "maxLength": 500},
    ParamType.INTEGER: {"type": "integer"},
}
OTHER_WAYS: Final[dict[str, dict[str, str]]] = {
    "password": {"type": "http", "scheme": "basic", "description": "The token as the password, with any name."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "habeas-8420",
        "description": "The cookie of a browser that opened a link, named after the port; it reads, and sends forms.",
    },
}
"""Ways of saying who asks, besides the token; without any, what is public is read on the computer of the case."""
OWN_VALIDATION: Final = "HTTPValidationError"
"""The framework's own answer to a bad request, which no client ever gets: ours is a 400 (http/validation.py)."""


def openapi_document(app: FastAPI, questions: Iterable[Question]) -> dict[str, Any]:
    """The whole document."""
    found = get_openapi(
        title=app.title, version=app.version, summary=app.summary, description=app.description, routes=app.routes
    )
    components = found.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    _add_problem(schemas)
    components.setdefault("securitySchemes", {}).update(OTHER_WAYS)
    found["security"] = [{}, *({name: []} for name in ("token", *OTHER_WAYS))]
    found["paths"] |= {f"/api/questions/{question.name}": {"get": _question(question)} for question in questions}
    for address, path in found["paths"].items():
        for method, operation in path.items():
            operation["x-right"] = needed_right(method.upper(), address)
            if OWN_VALIDATION in str(operation["responses"].get("422", "")):
                del operation["responses"]["422"]
    for name in (OWN_VALIDATION, "ValidationError"):
        schemas.pop(name, None)
    return found


def _add_problem(schemas: dict[str, Any]) -> None:
    """The schema of the envelope, and those it is made of."""
    schema = TypeAdapter(Problem).json_schema(ref_template="#/components/schemas/{model}")
    for name, definition in schema.pop("$defs", {}).items():
        schemas.setdefault(name, definition)
    schemas["Problem"] = schema


def _question(question: Question) -> dict[str, Any]:
    responses = answers(negotiation.TABLES, refusals=(400, 404, 406, 409, 422, 429))
    return {
        "operationId": f"question_{question.name.replace('-', '_')}",
        "tags": ["ask"],
        "summary": question.title,
        "description": question.about,
        "parameters": [_parameter(param) for param in question.params],
        "responses": {str(status): response for status, response in responses.items()},
    }


def _parameter(param: Param) -> dict[str, Any]:
    return {
        "name": param.name,
        "in": "query",
        "required": param.required,
        "description": param.about,
        "schema": TYPES[param.type],
    }


async def document(request: Request) -> dict[str, Any]:
    """The OpenAPI document of this application."""
    service = served(request)
    questions = await service.questions() if isinstance(service, CaseService) else ()
    return openapi_document(request.app, questions)


async def as_json(request: Request) -> Response:
    """For programs."""
    page_parameters(request)
    return Json(await document(request))


async def docs(request: Request) -> Response:
    """Every operation with its parameters."""
    page_parameters(request)
    return render(request, "docs.html", document=await document(request))


async def errors(request: Request) -> Response:
    """Every kind of problem."""
    page_parameters(request)
    kinds = {kind: (status, title) for status, kind, title in KINDS.values()}
    kinds |= {kind: (status, title) for status, (kind, title) in BY_STATUS.items()}
    return render(request, "errors.html", kinds=sorted(kinds.items()))


ROUTES: Final = [Route("/docs", docs), Route("/docs/errors", errors), Route("/openapi.json", as_json)]
