"""`/api/people`, `/api/facilities`, `/api/organizations`, `/api/sources`: what is described in the file, by page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request

from habeas.casefile import paging as lookup
from habeas.casefile.results import Page
from habeas.model.values import Entity, Source
from habeas_api.http.parameters import Absent, Lang, Paged, Paging, next_link
from habeas_api.http.responses import Json, one_of, page_of
from habeas_api.http.validation import check_parameters
from habeas_api.serializers.schemas import Described, DescribedSheet, Document, DocumentSheet
from habeas_api.serializers.values import described_of, described_sheet, document_of, document_sheet, page_json
from habeas_api.service.case_service import CaseService
from habeas_api.service.state import Service

router = APIRouter(tags=["look up"], dependencies=[Depends(check_parameters)])
NameWords = Annotated[
    str | Absent, Query(min_length=1, max_length=200, description="Words of the name; one typing error is forgiven.")
]
Wanted = Annotated[str, Path(min_length=1, max_length=500, description="`kind:slug`, slug, label or another name.")]


async def _people(service: CaseService, kind: str, q: str | None, paged: Paging) -> Page[Entity]:
    if not q:
        return await service.read(partial(lookup.entities, kind=kind, limit=paged.limit, offset=paged.offset))
    found = await service.search(q, kind=kind, limit=paged.limit + 1, offset=paged.offset)
    described = await service.read(partial(lookup.described, refs=[one.ref for one in found[: paged.limit]]))
    return Page([one for one in described if isinstance(one, Entity)], len(found) > paged.limit)


async def _documents(service: CaseService, q: str | None, paged: Paging) -> Page[Source]:
    if not q:
        return await service.read(partial(lookup.sources, limit=paged.limit, offset=paged.offset))
    found = await service.search(q, kind="doc", limit=paged.limit + 1, offset=paged.offset)
    described = await service.read(partial(lookup.described, refs=[one.ref for one in found[: paged.limit]]))
    return Page([one for one in described if isinstance(one, Source)], len(found) > paged.limit)


def _entity_routes(path: str, kind: str, what: str, one_of_them: str) -> None:
    """The list and the single look-up of one kind."""

    async def many(request: Request, service: Service, paged: Paged, q: NameWords = None, lang: Lang = "en") -> Json:
        page = await _people(service, kind, q, paged)
        return Json(page_json([described_of(one, lang) for one in page.items], next_link(request, page, paged)))

    async def one(request: Request, service: Service, name: Wanted, paged: Paged, lang: Lang = "en") -> Json:
        found = await service.read(
            lambda case: lookup.entity_sheet(case, name, kind=kind, lang=lang, limit=paged.limit, offset=paged.offset)
        )
        return Json(described_sheet(found, lang, next_link(request, found.claims, paged)))

    _add(f"/api/{path}", many, f"{what}, as described", page_of(Described))
    _add(f"/api/{path}/{{name}}", one, f"One {one_of_them}, with the claims about it or by it", one_of(DescribedSheet))


def _add(path: str, endpoint: Callable[..., Any], summary: str, responses: dict[int | str, dict[str, Any]]) -> None:
    name = path.removeprefix("/api/").replace("/{name}", "_one")
    router.add_api_route(path, endpoint, summary=summary, responses=responses, operation_id=name, response_class=Json)


_entity_routes("people", "person", "People", "person")
_entity_routes("facilities", "facility", "Facilities", "facility")
_entity_routes("organizations", "org", "Organizations", "organization")


async def sources(request: Request, service: Service, paged: Paged, q: NameWords = None) -> Json:
    """Documents, in the order of their names."""
    page = await _documents(service, q, paged)
    return Json(page_json([document_of(one) for one in page.items], next_link(request, page, paged)))


async def source(request: Request, service: Service, name: Wanted, paged: Paged, lang: Lang = "en") -> Json:
    """One document, with the claims in it, by page."""
    found = await service.read(
        lambda case: lookup.document_sheet(case, name, lang=lang, limit=paged.limit, offset=paged.offset)
    )
    return Json(document_sheet(found, next_link(request, found.claims, paged)))


_add("/api/sources", sources, "Documents", page_of(Document))
_add("/api/sources/{name}", source, "One document, with the claims in it", one_of(DocumentSheet))
