"""`/api/status`: who is held on a day, where, and how sure."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from habeas_api.http.parameters import By, Known, Lang, NameParameter, On, Paged, Said
from habeas_api.http.responses import Json, one_of
from habeas_api.http.validation import check_parameters
from habeas_api.routes.reports import report_answer
from habeas_api.serializers.reports import Rested, StatusOut
from habeas_api.service.state import Service

router = APIRouter(tags=["report"], dependencies=[Depends(check_parameters)])


@router.get(
    "/api/status",
    operation_id="status",
    summary="Who is held on a day, where, and how sure",
    responses=one_of(Rested[StatusOut], 422, 429),
    response_class=Json,
)
async def status(
    request: Request,
    service: Service,
    paged: Paged,
    on: On = None,
    said: Said = None,
    known: Known = None,
    by: By = None,
    person: NameParameter = None,
    lang: Lang = "en",
) -> Response:
    """Custody, law, restrictions and place of everybody, or of one person, on a day; today without one."""
    asked = {"on": on, "said": said, "known": known, "by": by, "person": person}
    return await report_answer(service, request, paged, "status", lang, **asked)
