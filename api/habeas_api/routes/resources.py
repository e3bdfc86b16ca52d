"""`/id/…`: the address of everything that has a name: people, places, claims, documents, dates.

A person is not a document, so their address answers 303 and sends the client to a description: `.html`, `.jsonld`,
`.ttl` or `.nt`, by what it accepts. A claim, a document and a captured text are records of this file: they answer at
their own address. Either way the same addresses with a suffix always give that format.

A description holds what is known of the thing itself, what stands in a role to it, and every claim about it.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from habeas.casefile.resources import RECORDS, iri_at, iri_query
from habeas_api.http import negotiation
from habeas_api.http.negotiation import Media
from habeas_api.http.parameters import require_known, require_language, require_once
from habeas_api.http.responses import StreamedAnswer, await_answer
from habeas_api.http.urls import AS_OF, parse_query, resource_url
from habeas_api.service.case_service import CaseService
from habeas_api.service.state import case_service
from habeas_api.web.pages.entity import entity

SUFFIXES: Final[dict[str, str]] = {
    ".html": "text/html", ".jsonld": "application/ld+json", ".ttl": "text/turtle", ".nt": "application/n-triples",
}  # fmt: skip
OFFERED: Final[Media] = (
    ("html", "text/html"),
    ("jsonld", "application/ld+json"),
    ("jsonld", "application/json"),
    ("ttl", "text/turtle"),
    ("nt", "application/n-triples"),
)
METHODS: Final = ("GET", "HEAD")


class ResourceEndpoint:
    """Everything with a name, as an ASGI application."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = await _answer(Request(scope, receive), receive)
        await response(scope, receive, send)


async def _answer(request: Request, receive: Receive) -> StreamedAnswer | Response:
    given = parse_query(request.scope["query_string"])
    require_known((name for name, _ in given), ("lang", "note", "page", "part", *AS_OF))
    require_once(given)
    require_language(given)
    asked = request.path_params["name"]
    stem, media = _suffix(asked)
    service = case_service(request)
    if media:
        return await _represent(service, stem, media, request, receive)
    chosen = negotiation.acceptable(request.headers.get("accept", ""), OFFERED)
    media = chosen[0][1] if chosen else OFFERED[1][1]
    if stem.partition("/")[0] in RECORDS:
        return await _represent(service, stem, media, request, receive)
    await service.read(partial(iri_at, path=stem))
    suffix = next(end for end, kind in SUFFIXES.items() if kind == _plain(media))
    query = request.url.query
    return RedirectResponse(resource_url(stem, suffix, query), 303, {"Vary": "Accept"})


def _plain(media: str) -> str:
    return "application/ld+json" if media == "application/json" else media


def _suffix(asked: str) -> tuple[str, str]:
    for suffix, media in SUFFIXES.items():
        if asked.endswith(suffix):
            return asked.removesuffix(suffix), media
    return asked, ""


async def _represent(
    service: CaseService, stem: str, media: str, request: Request, receive: Receive
) -> StreamedAnswer | Response:
    if media == "text/html":
        return await entity(request, stem, resource_url(stem))
    iri = await service.read(partial(iri_at, path=stem))
    form = next(name for name, kind in OFFERED if kind == media)
    answer = await await_answer(service.answer(iri_query(iri), graphs=((form, media),)), receive)
    return StreamedAnswer(answer, {"Content-Location": request.url.path})
