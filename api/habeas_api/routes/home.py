"""The first page, the documents about this service, and its one style sheet. Nothing is loaded from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from habeas.desk import Desk, Question
from habeas_api import openapi
from habeas_api.deps import service
from habeas_api.pages import CSS, page, table
from habeas_api.problems import BY_STATUS, KINDS
from habeas_api.reply import Json

DOORS = (
    ("/sparql", "SPARQL 1.1 queries; without a query, what this endpoint is"),
    ("/graph?default", "the whole file as RDF (Graph Store Protocol, read only)"),
    ("/api/people", "people; so also facilities, organizations, sources, claims"),
    ("/api/facts?object=El%20Helicoide", "facts by pattern, without SPARQL"),
    ("/api/search?q=helicoide", "names and passages by their words"),
    ("/api/questions", "the saved questions"),
    ("/docs", "every address, its parameters and answers"),
    ("/openapi.json", "the same for programs"),
)


def routes(app: FastAPI, *, case: bool) -> list[Route]:
    """The pages, for this application."""

    async def questions(request: Request) -> tuple[Question, ...]:
        desk = service(request).desk
        return await desk.questions() if isinstance(desk, Desk) else ()

    async def document(request: Request) -> dict[str, Any]:
        return openapi.document(app, await questions(request), case=case)

    async def as_json(request: Request) -> Response:
        return Json(await document(request))

    async def docs(request: Request) -> Response:
        return HTMLResponse(_docs(await document(request)))

    async def home(request: Request) -> Response:
        desk = service(request).desk
        title = desk.title
        doors = DOORS if case else [door for door in DOORS if not door[0].startswith("/api")]
        rows = [(f'<a href="{escape(path)}"><code>{escape(path)}</code></a>', escape(what)) for path, what in doors]
        return HTMLResponse(page(title, f"<h1>{escape(title)}</h1>" + table(("address", "what it gives"), rows)))

    async def errors(_: Request) -> Response:
        return HTMLResponse(_errors())

    async def css(_: Request) -> Response:
        return Response(CSS, media_type="text/css", headers={"Cache-Control": "private, max-age=3600"})

    return [
        Route("/", home), Route("/docs", docs), Route("/docs/errors", errors), Route("/docs/plain.css", css),
        Route("/openapi.json", as_json),
    ]  # fmt: skip


def _docs(document: dict[str, Any]) -> str:
    """Every operation with its parameters."""
    body = f"<h1>{escape(document['info']['title'])}</h1><p>{escape(document['info']['description'])}</p>"
    body += '<p><a href="/openapi.json">openapi.json</a> · <a href="/docs/errors">errors</a></p>'
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            body += f"<h2 id='{escape(operation['operationId'])}'><code>{method.upper()} {escape(path)}</code></h2>"
            body += f"<p>{escape(operation.get('summary', ''))}</p>" + _parameters(operation.get("parameters", ()))
    return page("habeas: addresses", body)


def _parameters(parameters: Any) -> str:
    rows = [
        (
            f"<code>{escape(one['name'])}</code>",
            "required" if one.get("required") else "",
            escape(one.get("description", "")),
        )
        for one in parameters
    ]
    return table(("parameter", "", "what it is"), rows) if rows else ""


def _errors() -> str:
    """Every kind of problem."""
    kinds = {kind: (status, title) for status, kind, title in KINDS.values()}
    kinds |= {kind: (status, title) for status, (kind, title) in BY_STATUS.items()}
    rows = [
        (f"<code id='{escape(kind)}'>{escape(kind)}</code>", str(status), escape(title))
        for kind, (status, title) in sorted(kinds.items())
    ]
    return page("habeas: errors", "<h1>Errors</h1>" + table(("kind", "status", "title"), rows))
