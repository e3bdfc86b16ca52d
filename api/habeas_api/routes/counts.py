"""`/api/counts`: who says how many, side by side."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from habeas_api.http.parameters import By, Known, Lang, Paged, Said
from habeas_api.http.responses import Json, one_of
from habeas_api.http.validation import check_parameters
from habeas_api.routes.reports import report_answer
from habeas_api.serializers.reports import CountsOut
from habeas_api.service.state import Service

router = APIRouter(tags=["report"], dependencies=[Depends(check_parameters)])


@router.get(
    "/api/counts",
    operation_id="counts",
    summary="Who says how many, side by side",
    responses=one_of(CountsOut, 422, 429),
    response_class=Json,
)
async def counts(
    request: Request,
    service: Service,
    paged: Paged,
    said: Said = None,
    known: Known = None,
    by: By = None,
    lang: Lang = "en",
) -> Response:
    """Numbers side by side, which of them can both hold, what follows from them, and how many are known by name."""
    return await report_answer(service, request, paged, "counts", lang, said=said, known=known, by=by)
