"""`/api/decisions`: what people decided about findings.

GET   /api/decisions   every decision, superseded ones too
POST  /api/decisions   explained, prefer a claim, false alarm, or open again, with the reason

No claim is changed by a decision, and every decision is kept.
"""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BeforeValidator, Field

from habeas.casefile.case_file import CaseFile
from habeas.casefile.paging import page_of as paged_items
from habeas.errors import BadChoice
from habeas_api.http.access import recorder_for
from habeas_api.http.parameters import (
    NOT_GIVEN,
    Absent,
    AName,
    Body,
    Paged,
    Reason,
    Recorder,
    next_link,
)
from habeas_api.http.problems import Conflict
from habeas_api.http.responses import Json, one_of, page_of
from habeas_api.http.security import writes
from habeas_api.http.validation import check_parameters
from habeas_api.serializers.reports import DecisionOut, decision_of
from habeas_api.serializers.values import page_json
from habeas_api.service import reviews
from habeas_api.service.state import Service


def _whole_number(given: object) -> object:
    """A number, which in JSON may be written 3.0; neither text nor true."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ValueError("this is not a whole number")
    return given


router = APIRouter(tags=["judge"], dependencies=[Depends(check_parameters)])


class NewDecision(Body):
    """What to make of a finding."""

    finding: Annotated[AName, Field(max_length=200, description="The key of the finding.")]
    decision: Annotated[str, Field(json_schema_extra={"enum": ["explained", "prefer", "false-alarm", "open"]})]
    reason: Reason
    by: Recorder = NOT_GIVEN
    claim: Annotated[AName | Absent, Field(description="The claim to go by, for `prefer`.")] = None
    seen: Annotated[
        Annotated[int, Field(ge=0)],
        BeforeValidator(_whole_number),
        Field(description="The `decided` that was seen; another since then is a conflict."),
    ] = 0


@router.get(
    "/api/decisions",
    operation_id="decisions",
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
    summary="Decide what to make of a finding",
    responses=one_of(DecisionOut, 401, 408, 409, 413, 415, 422, 429) | one_of(DecisionOut, status=201),
    response_class=Json,
    dependencies=writes,
)
async def decide(request: Request, service: Service, decision: NewDecision) -> Json:
    """201 for a new decision; the same one sent again is answered with 200 and the one that stands."""
    asked = {**decision.given(), "by": recorder_for(request, decision.by)}
    try:
        made = await reviews.decide(service, asked.pop("finding"), asked.pop("decision"), **asked)
    except BadChoice as error:
        raise Conflict(why=error.why, where=error.where, next=error.next) from None
    return Json(decision_of(made.decision), 201 if made.new else 200)
