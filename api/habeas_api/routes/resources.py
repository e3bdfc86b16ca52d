"""`/id/…`: the address of everything that has a name: people, places, claims, documents, dates.

A person is not a document, so their address answers 303 and sends the client to a description: `.html`, `.jsonld`,
`.ttl` or `.nt`, by what it accepts. A claim, a document and a captured text are records of this file: they answer at
their own address. Either way the same addresses with a suffix always give that format.

A description holds what is known of the thing itself, what stands in a role to it, and every claim about it.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from starlette.responses import RedirectResponse

from habeas.casefile.resources import iri_at, iri_query
from habeas.model.claims import RECORDS
from habeas_api.http import negotiation
from habeas_api.http.negotiation import Media
from habeas_api.http.parameters import Lang
from habeas_api.http.responses import StreamedAnswer, answers, await_answer
from habeas_api.http.urls import resource_url
from habeas_api.http.validation import check_parameters
from habeas_api.service.case_service import server_state
from habeas_api.service.state import Service

SUFFIXES: Final = {
    ".html": "text/html",
    ".jsonld": "application/ld+json",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
}
HTML: Final[Media] = (("html", "text/html"),)
OFFERED: Final[Media] = (
    *HTML,
    ("jsonld", "application/ld+json"),
    ("jsonld", "application/json"),
    ("ttl", "text/turtle"),
    ("nt", "application/n-triples"),
)
PART: Final = {"minLength": 1, "maxLength": 200}
KindPath = Annotated[str, Path(description="person, facility, claim, …", json_schema_extra=PART)]
Slug = Annotated[
    str, Path(description="The slug, with or without .html, .jsonld, .ttl or .nt.", json_schema_extra=PART)
]
OfPage = Annotated[str, Query(include_in_schema=False)]
"""A parameter of the page alone, which reads it itself."""


async def page_parameters(
    lang: Lang = "en",
    note: OfPage = "",
    page: OfPage = "",
    part: OfPage = "",
    on: OfPage = "",
    said: OfPage = "",
    known: OfPage = "",
    by: OfPage = "",
) -> None:
    """A dependency: the parameters that an address may carry for the page behind it."""


router = APIRouter(tags=["look up"], dependencies=[Depends(page_parameters), Depends(check_parameters)])


@router.head("/id/{kind}/{name:path}", include_in_schema=False)
@router.get(
    "/id/{kind}/{name:path}",
    operation_id="thing",
    summary="The address of everything that has a name",
    responses={
        **answers(HTML, negotiation.GRAPHS, refusals=(400, 404, 422, 429)),
        303: {"description": "The address of a description of it"},
    },
    response_class=Response,
)
async def resource(request: Request, service: Service, kind: KindPath, name: Slug) -> Response:
    """A description in the format asked for; 303 to its address for a thing in the world."""
    stem, media = _suffix(f"{kind}/{name}")
    if media:
        return await _represent(request, service, stem, media)
    chosen = negotiation.acceptable(request.headers.get("accept", ""), OFFERED)
    media = chosen[0][1] if chosen else OFFERED[1][1]
    if kind in RECORDS:
        return await _represent(request, service, stem, media)
    await service.read(partial(iri_at, path=stem))
    suffix = next(end for end, kind in SUFFIXES.items() if kind == _plain(media))
    return RedirectResponse(resource_url(stem, suffix, request.url.query), 303, {"Vary": "Accept"})


@router.get("/id/{kind}", include_in_schema=False)
async def kind_alone(service: Service, kind: KindPath) -> None:
    """A kind by itself has no page. Raises NotFound."""
    await service.read(partial(iri_at, path=kind))


def _plain(media: str) -> str:
    return "application/ld+json" if media == "application/json" else media


def _suffix(asked: str) -> tuple[str, str]:
    for suffix, media in SUFFIXES.items():
        if asked.endswith(suffix):
            return asked.removesuffix(suffix), media
    return asked, ""


async def _represent(request: Request, service: Service, stem: str, media: str) -> Response:
    if media == "text/html":
        return await server_state(request).entity_page(request, stem, resource_url(stem))
    iri = await service.read(partial(iri_at, path=stem))
    form = next(name for name, kind in OFFERED if kind == media)
    answer = await await_answer(service.answer(iri_query(iri), graphs=((form, media),)), request.receive)
    return StreamedAnswer(answer, {"Content-Location": request.url.path})
