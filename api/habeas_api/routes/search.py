"""`/api/search`: names, aliases and passages by their words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from habeas.casefile.paging import Page
from habeas_api.http.parameters import Paged, check_parameters, next_link
from habeas_api.http.responses import Json, page_of
from habeas_api.serializers.schemas import Hit
from habeas_api.serializers.values import hit_of, page_json
from habeas_api.service.state import Service

router = APIRouter(tags=["look up"], dependencies=[Depends(check_parameters)])
Kind = Annotated[
    str | None,
    Query(pattern="^[a-z]+$", max_length=20, description="Only this kind: person, facility, org, doc, claim …"),
]


@router.get(
    "/api/search", operation_id="search", summary="Names and passages, the best first",
    responses=page_of(Hit), response_class=Json,
)  # fmt: skip
async def search(
    request: Request, service: Service, paged: Paged,
    q: Annotated[str, Query(min_length=1, max_length=200, description="Words, in any order.", examples=["marqez"])],
    type: Kind = None,
) -> Json:  # fmt: skip
    """Accents and case do not matter, beginnings count, and so does a word with one typing error."""
    found = await service.search(q, kind=type or "", limit=paged.limit + 1, offset=paged.offset)
    page = Page(found[: paged.limit], len(found) > paged.limit)
    return Json(page_json([hit_of(one) for one in page.items], next_link(request, page, paged)))
