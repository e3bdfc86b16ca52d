"""`/api/findings`: where claims clash, strain or only repeat one another; `/api/decisions`: what people decided about them.

GET   /api/findings    findings, each as a question with its claims
GET   /api/decisions   every decision, superseded ones too
POST  /api/decisions   explained, prefer a claim, false alarm, or open again, with the reason

No claim is changed by a decision, and every decision is kept.
"""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from habeas.casefile.case_file import CaseFile
from habeas.casefile.paging import page_of as paged_items
from habeas.errors import BadChoice, NotFound
from habeas_api.http.parameters import Absent, By, Known, Lang, Paged, Said, next_link
from habeas_api.http.problems import Conflict
from habeas_api.http.responses import Json, one_of, page_of
from habeas_api.http.security import writes
from habeas_api.http.validation import check_parameters
from habeas_api.routes.reports import report_answer
from habeas_api.serializers.reports import DecisionOut, FindingsOut, decision_of
from habeas_api.serializers.requests import NewDecision
from habeas_api.serializers.values import page_json
from habeas_api.service import reviews
from habeas_api.service.state import Service

router = APIRouter(dependencies=[Depends(check_parameters)])
Rule = Annotated[
    Annotated[str, Field(pattern="^C[0-9]{2}$")] | Absent, Query(description="Only this check.", examples=["C05"])
]


@router.get(
    "/api/findings",
    operation_id="findings",
    tags=["report"],
    summary="Where claims contradict, strain or only repeat one another",
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
    """Each is a question with its claims and what was decided about it; `gone` are decisions whose finding is no longer there."""
    try:
        return await report_answer(service, request, paged, "findings", lang, said=said, known=known, by=by, rule=rule)
    except BadChoice as error:  # there is no such check
        raise NotFound(why=error.why, where=error.where, next=error.next) from None


@router.get(
    "/api/decisions",
    operation_id="decisions",
    tags=["judge"],
    summary="What people decided about findings",
    responses=page_of(DecisionOut),
    response_class=Json,
)
async def decisions(request: Request, service: Service, paged: Paged) -> Json:
    """Every decision in the order they were made; the latest on a finding stands."""
    found = await service.read(CaseFile.decisions)
    page = paged_items(islice(found, paged.offset, None), paged.limit)
    return Json(page_json([decision_of(one) for one in page.items], next_link(request, page, paged)))


@router.post(
    "/api/decisions",
    operation_id="decide",
    tags=["judge"],
    summary="Decide what to make of a finding",
    responses=one_of(DecisionOut, 401, 408, 409, 413, 415, 422, 429) | one_of(DecisionOut, status=201),
    response_class=Json,
    dependencies=writes,
)
async def decide(service: Service, decision: NewDecision) -> Json:
    """201 for a new decision; the same one sent again is answered with 200 and the one that stands."""
    asked = decision.given()
    try:
        made = await reviews.decide(service, asked.pop("finding"), asked.pop("decision"), **asked)
    except BadChoice as error:
        raise Conflict(why=error.why, where=error.where, next=error.next) from None
    return Json(decision_of(made.decision), 201 if made.new else 200)
