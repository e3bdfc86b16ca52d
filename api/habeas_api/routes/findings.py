"""`/api/findings`: where claims conflict, may conflict or only repeat one another, as questions with their claims."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from habeas.errors import BadChoice, NotFound
from habeas_api.http.parameters import (
    Absent,
    By,
    Known,
    Lang,
    Paged,
    Said,
)
from habeas_api.http.responses import Json, one_of
from habeas_api.http.validation import check_parameters
from habeas_api.routes.reports import report_answer
from habeas_api.serializers.reports import FindingsOut
from habeas_api.service.state import Service

router = APIRouter(tags=["report"], dependencies=[Depends(check_parameters)])
Rule = Annotated[
    Annotated[str, Field(pattern="^C[0-9]{2}$")] | Absent, Query(description="Only this check.", examples=["C05"])
]


@router.get(
    "/api/findings",
    operation_id="findings",
    summary="Where claims contradict, may conflict or only repeat one another",
    responses=one_of(FindingsOut, 422, 429),
    response_class=Json,
)
async def findings(
    request: Request,
    service: Service,
    paged: Paged,
    rule: Rule = None,
    said: Said = None,
    known: Known = None,
    by: By = None,
    lang: Lang = "en",
) -> Response:
    """Each is a question with its claims and what was decided about it.

    `gone` are decisions whose finding is no longer there.
    """
    try:
        return await report_answer(service, request, paged, "findings", lang, said=said, known=known, by=by, rule=rule)
    except BadChoice as error:  # there is no such check
        raise NotFound(why=error.why, where=error.where, next=error.next) from None
