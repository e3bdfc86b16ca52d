"""`/api/search`: names, aliases and passages by their words."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from habeas.casefile.results import Page
from habeas.vocab import KINDS, Origin
from habeas_api.http.parameters import Absent, Paged, next_link
from habeas_api.http.responses import Json, page_of
from habeas_api.http.validation import check_parameters
from habeas_api.serializers.schemas import HitOut
from habeas_api.serializers.values import hit_of, page_json
from habeas_api.service.state import Service

router = APIRouter(tags=["look up"], dependencies=[Depends(check_parameters)])
KINDS_FOUND: Final = tuple(sorted(name for name, kind in KINDS.items() if kind.origin is not Origin.SYSTEM))
KindParameter = Annotated[
    Annotated[str, Field(pattern=f"^({'|'.join(KINDS_FOUND)})$")] | Absent,
    Query(description="Only this kind: person, facility, org, doc, claim …"),
]


@router.get(
    "/api/search",
    operation_id="search",
    summary="Names and passages, the best first",
    responses=page_of(HitOut),
    response_class=Json,
)
async def search(
    request: Request,
    service: Service,
    paged: Paged,
    q: Annotated[str, Query(min_length=1, max_length=200, description="Words, in any order.", examples=["marqez"])],
    type: KindParameter = None,
) -> Json:
    """Accents and case do not matter, beginnings count, and so does a word with one typing error."""
    found = await service.search(q, kind=type or "", limit=paged.limit + 1, offset=paged.offset)
    page = Page(found[: paged.limit], len(found) > paged.limit)
    return Json(page_json([hit_of(one) for one in page.items], next_link(request, page, paged)))
