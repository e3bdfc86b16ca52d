"""The OpenAPI document: what the framework knows of the JSON addresses, and the others written out.

Each saved question is an operation of its own, with its parameters by their types, so that a client made from this
document has a function for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from habeas.casefile.results import Param, ParamType, Question
from habeas_api.http import negotiation
from habeas_api.http.negotiation import Media
from habeas_api.http.responses import problems
from habeas_api.serializers.schemas import Problem

Operation = dict[str, Any]
TYPES: Final[dict[ParamType, dict[str, Any]]] = {
    ParamType.NAME: {"type": "string", "minLength": 1, "maxLength": 500},
    ParamType.DATE: {"type": "string", "format": "date"},
    ParamType.TEXT: {"type": "string", "minLength": 1, "maxLength": 500},
    ParamType.INTEGER: {"type": "integer"},
}
GRAPH_IRIS: Final = {"type": "array", "items": {"type": "string", "format": "iri"}}
QUERY: Final = {"type": "string", "format": "sparql-query", "minLength": 1}
EXAMPLE: Final = 'SELECT ?who WHERE { ?who hab:detainedAt ?where . ?where skos:prefLabel "El Helicoide"@es }'


def document(app: FastAPI, questions: Iterable[Question], *, case: bool) -> dict[str, Any]:
    """The whole document."""
    found = get_openapi(
        title=app.title, version=app.version, summary=app.summary, description=app.description, routes=app.routes
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = _problem(schemas)
    found["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    paths = found["paths"]
    paths["/sparql"] = {"get": _sparql_get(), "post": _sparql_post()}
    paths["/graph"] = {"get": _graph()}
    if case:
        paths["/id/{kind}/{name}"] = {"get": _thing()}
        paths |= {f"/api/questions/{question.name}": {"get": _question(question)} for question in questions}
    for path in paths.values():
        for method, operation in path.items():
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _without_null(parameter["schema"])
            if method == "post" and operation["operationId"] != "sparql_post":
                operation["security"] = [{"token": []}]
            operation["responses"].pop("422", None) if not operation.get("x-may-stop") else operation.pop("x-may-stop")
    return found


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out is not one that may be null."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name not in {"anyOf", "title"}}
    return {**choices[0], **rest} if len(choices) == 1 else schema


def _problem(schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema of the envelope; what it is made of is added to the others."""
    schema = TypeAdapter(Problem).json_schema(ref_template="#/components/schemas/{model}")
    for name, definition in schema.pop("$defs", {}).items():
        schemas.setdefault(name, definition)
    return schema


def _parameter(name: str, schema: dict[str, Any], about: str, *, required: bool = False, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": about, "schema": schema, **more}


def _dataset() -> list[dict[str, Any]]:
    return [
        _parameter("default-graph-uri", GRAPH_IRIS, "Graphs that make up the default graph."),
        _parameter("named-graph-uri", GRAPH_IRIS, "Graphs that GRAPH can name."),
        _parameter("timeout", {"type": "integer", "minimum": 1, "maximum": 60}, "Seconds that the query may take."),
    ]


def _contents(*offered: Media) -> dict[str, Any]:
    return {
        negotiation.content_type(media): {} for media in dict.fromkeys(media for each in offered for _, media in each)
    }


def _answers(*offered: Media, statuses: tuple[int, ...]) -> dict[str, Any]:
    ok = {"description": "The answer, as the engine wrote it", "content": _contents(*offered)}
    return {"200": ok, **{str(status): told for status, told in problems(*statuses).items()}}


def _sparql_get() -> Operation:
    query = _parameter("query", QUERY, "A SPARQL 1.1 query; without it, the service description.", example=EXAMPLE)
    return {
        "operationId": "sparql_get", "tags": ["ask"], "summary": "SPARQL 1.1 Protocol, read only", "x-may-stop": True,
        "parameters": [query, *_dataset()],
        "responses": _answers(negotiation.TABLES, negotiation.GRAPHS, statuses=(400, 406, 422, 429)),
    }  # fmt: skip


def _sparql_post() -> Operation:
    form = {"type": "object", "required": ["query"], "properties": {"query": QUERY}, "additionalProperties": False}
    return {
        "operationId": "sparql_post", "tags": ["ask"], "summary": "The same, with the query in the body", "x-may-stop": True,
        "description": "Or send the query itself, as application/sparql-query.",
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "parameters": _dataset(),
        "responses": _answers(negotiation.TABLES, negotiation.GRAPHS, statuses=(400, 406, 408, 413, 415, 422, 429)),
    }  # fmt: skip


def _graph() -> Operation:
    named = _only(graph={"type": "string", "format": "iri", "description": "The IRI of a named graph."})
    default = _only(default={"type": "string", "enum": [""], "description": "The default graph."})
    which = _parameter("which", {"oneOf": [default, named]}, "`?default`, or `?graph=IRI`.", required=True)
    return {
        "operationId": "graph", "tags": ["ask"], "summary": "SPARQL 1.1 Graph Store Protocol, read only", "x-may-stop": True,
        "parameters": [{**which, "style": "form", "explode": True}], "responses": _answers(negotiation.GRAPHS, statuses=(400, 404, 406, 422, 429)),
    }  # fmt: skip


def _only(**property_: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": property_, "required": list(property_), "additionalProperties": False}


def _thing() -> Operation:
    text = {"type": "string", "minLength": 1, "maxLength": 200}
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": text, "description": about}
        for name, about in (
            ("kind", "person, facility, claim, …"),
            ("name", "The slug, with or without .html, .jsonld, .ttl or .nt."),
        )
    ]
    lang = _parameter("lang", {"type": "string", "pattern": "^(en|es)$"}, "Language of the page.")
    html = (("html", "text/html"),)
    responses = _answers(html, negotiation.GRAPHS, statuses=(400, 404, 422, 429))
    responses["303"] = {"description": "The address of a description of it"}
    return {
        "operationId": "thing", "tags": ["look up"], "summary": "The address of everything that has a name",
        "parameters": [*parameters, lang], "responses": responses, "x-may-stop": True,
    }  # fmt: skip


def _question(question: Question) -> Operation:
    return {
        "operationId": f"question_{question.name.replace('-', '_')}", "tags": ["ask"], "summary": question.title,
        "description": question.about, "parameters": [_of_question(param) for param in question.params],
        "responses": _answers(negotiation.TABLES, statuses=(400, 404, 406, 409, 422, 429)), "x-may-stop": True,
    }  # fmt: skip


def _of_question(param: Param) -> dict[str, Any]:
    return _parameter(param.name, TYPES[param.type], param.about, required=param.required)
