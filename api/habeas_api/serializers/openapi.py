"""The OpenAPI document: what the framework knows of the routes, and an operation for each saved question.

A question's parameters stand in its header, which is data of the case; so that a client made from this document has a
function for each, they are written out by their types.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from habeas.casefile.results import Param, ParamType, Question
from habeas_api.http import negotiation
from habeas_api.http.responses import answers
from habeas_api.serializers.schemas import Problem

TYPES: Final[dict[ParamType, dict[str, Any]]] = {
    ParamType.NAME: {"type": "string", "minLength": 1, "maxLength": 500},
    ParamType.DATE: {"type": "string", "format": "date"},
    ParamType.TEXT: {"type": "string", "minLength": 1, "maxLength": 500},
    ParamType.INTEGER: {"type": "integer"},
}
OWN_VALIDATION: Final = "HTTPValidationError"
"""The framework's own answer to a bad request, which no client ever gets: ours is a 400 (http/validation.py)."""


def document(app: FastAPI, questions: Iterable[Question]) -> dict[str, Any]:
    """The whole document."""
    found = get_openapi(
        title=app.title, version=app.version, summary=app.summary, description=app.description, routes=app.routes
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    _add_problem(schemas)
    found["paths"] |= {f"/api/questions/{question.name}": {"get": _question(question)} for question in questions}
    for path in found["paths"].values():
        for operation in path.values():
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
