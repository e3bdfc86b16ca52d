"""`/api/judgements`: which names mean the same, as people judged it. Nothing is merged; a judgement can be taken back.

GET   /api/judgements              every judgement, those taken back too
POST  /api/judgements              same, different or unsure, with the reason
POST  /api/judgements/take-back    take back what was judged of two names
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from habeas.casefile.case_file import CaseFile
from habeas.casefile.lists import judgement_view, judgement_views
from habeas.casefile.paging import page_of as paged_items
from habeas.casefile.results import JudgementView
from habeas.errors import BadChoice
from habeas_api.http.access import recorder_for
from habeas_api.http.parameters import NOT_GIVEN, Absent, AName, Body, Lang, Paged, Reason, Recorder, next_link
from habeas_api.http.problems import Conflict
from habeas_api.http.responses import Json, Listed, one_of, page_of
from habeas_api.http.security import writes
from habeas_api.http.validation import check_parameters
from habeas_api.serializers.schemas import JudgementOut
from habeas_api.serializers.values import judgement_of, page_json
from habeas_api.service.state import Service

router = APIRouter(tags=["judge"], dependencies=[Depends(check_parameters)])


ClaimIds = Annotated[list[str], Field(description="Ids of claims.")]
VerdictField = Annotated[str, Field(json_schema_extra={"enum": ["same", "different", "unsure"]})]
"""The file says which there are: another is a conflict, and names them."""


class NewJudgement(Body):
    """Whether two names mean the same."""

    a: AName
    b: AName
    verdict: VerdictField
    reason: Reason
    by: Recorder = NOT_GIVEN
    claims: ClaimIds = Field(default=[])
    against: ClaimIds = Field(default=[])
    stands: AName | Absent = None


class TakingBack(Body):
    """Which judgements of two names no longer stand."""

    a: AName
    b: AName
    reason: Reason
    by: Recorder = NOT_GIVEN
    verdict: VerdictField | Absent = None


@router.get(
    "/api/judgements",
    operation_id="judgements",
    summary="Which names were judged to mean the same, or not",
    responses=page_of(JudgementOut),
    response_class=Json,
)
async def judgements(request: Request, service: Service, paged: Paged, lang: Lang = "en") -> Json:
    """Every judgement, those taken back too, in the order they were made."""
    found = await service.read(partial(judgement_views, lang=lang))
    page = paged_items(islice(found, paged.offset, None), paged.limit)
    return Json(page_json([judgement_of(one) for one in page.items], next_link(request, page, paged)))


@router.post(
    "/api/judgements",
    operation_id="judge",
    summary="Judge whether two names mean the same",
    responses=one_of(JudgementOut, 401, 408, 409, 413, 415, status=201),
    response_class=Json,
    status_code=201,
    dependencies=writes,
)
async def judge(request: Request, service: Service, judgement: NewJudgement) -> Json:
    """The same judgement sent again is answered with the one that stands."""
    asked = {**judgement.given(), "by": recorder_for(request, judgement.by)}

    def make(case: CaseFile) -> JudgementView:
        try:
            return judgement_view(case, case.judge(**asked))
        except BadChoice as error:
            raise Conflict(why=error.why, where=error.where, next=error.next) from None

    return Json(judgement_of(await service.write(make)), 201)


@router.post(
    "/api/judgements/take-back",
    operation_id="take_back",
    summary="Take back what was judged of two names",
    responses=one_of(Listed[JudgementOut], 401, 408, 409, 413, 415),
    response_class=Json,
    dependencies=writes,
)
async def take_back(request: Request, service: Service, judgement: TakingBack) -> Json:
    """The file then answers exactly as if nobody had judged."""
    asked = {**judgement.given(), "by": recorder_for(request, judgement.by)}

    def make(case: CaseFile) -> list[JudgementView]:
        try:
            return [judgement_view(case, one) for one in case.take_back(**asked)]
        except BadChoice as error:
            raise Conflict(why=error.why, where=error.where, next=error.next) from None

    return Json(page_json([judgement_of(one) for one in await service.write(make)], None))
