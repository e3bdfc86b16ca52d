"""`/id/…`: the address of everything that has a name: people, places, claims, documents, dates.

A person is not a document, so their address answers 303 and sends the client to a description: `.html`, `.jsonld`,
`.ttl` or `.nt`, by what it accepts. A claim, a document and a captured text are records of this file: they answer at
their own address. Either way the same addresses with a suffix always give that format.

A description holds what is known of the thing itself, what stands in a role to it, and every claim about it.
"""

from __future__ import annotations

from functools import partial
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from habeas.casefile.resources import RECORDS, iri_at, iri_query
from habeas_api.http import negotiate
from habeas_api.http.deps import fields, require_known, require_language, require_once, service
from habeas_api.http.negotiate import Media
from habeas_api.http.streaming import AnswerResponse, answered
from habeas_api.service.case_service import Desk
from habeas_api.web.pages.entity import entity
from habeas_api.web.urls import CLOCKS

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
SAFE: Final = "/-._~!$&'()*+,;=:@"


class Things:
    """Everything with a name, as an ASGI application."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = await _answer(Request(scope, receive), receive)
        await response(scope, receive, send)


async def _answer(request: Request, receive: Receive) -> AnswerResponse | Response:
    given = fields(request.scope["query_string"])
    require_known((name for name, _ in given), ("lang", "note", "page", "part", *CLOCKS))
    require_once(given)
    require_language(given)
    asked = request.path_params["name"]
    stem, media = _suffix(asked)
    desk = service(request).case
    if media:
        return await _represent(desk, stem, media, request, receive)
    chosen = negotiate.acceptable(request.headers.get("accept", ""), OFFERED)
    media = chosen[0][1] if chosen else OFFERED[1][1]
    if stem.partition("/")[0] in RECORDS:
        return await _represent(desk, stem, media, request, receive)
    await desk.read(partial(iri_at, path=stem))
    suffix = next(end for end, kind in SUFFIXES.items() if kind == _plain(media))
    query = request.url.query
    address = f"/id/{quote(stem, safe=SAFE)}{suffix}" + (f"?{query}" if query else "")
    return RedirectResponse(address, 303, {"Vary": "Accept"})


def _plain(media: str) -> str:
    return "application/ld+json" if media == "application/json" else media


def _suffix(asked: str) -> tuple[str, str]:
    for suffix, media in SUFFIXES.items():
        if asked.endswith(suffix):
            return asked.removesuffix(suffix), media
    return asked, ""


async def _represent(
    desk: Desk, stem: str, media: str, request: Request, receive: Receive
) -> AnswerResponse | Response:
    if media == "text/html":
        return await entity(request, stem, f"/id/{quote(stem, safe=SAFE)}")
    iri = await desk.read(partial(iri_at, path=stem))
    form = next(name for name, kind in OFFERED if kind == media)
    answer = await answered(desk.answer(iri_query(iri), graphs=((form, media),)), receive)
    return AnswerResponse(answer, {"Content-Location": request.url.path})
