"""`/api/impact/{name}`: what would be another answer if a claim, a document, a speaker or a judgement fell."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from habeas.casefile.case_file import CaseFile
from habeas.casefile.impact import FEW_DOSSIERS, MOST_AT_ONCE, impact
from habeas.casefile.impact_fallen import fallen
from habeas.casefile.impact_values import Impact
from habeas_api.http.parameters import Absent, Day, Lang
from habeas_api.http.responses import Json, one_of
from habeas_api.http.validation import check_parameters
from habeas_api.serializers.impact import ImpactOut, impact_of
from habeas_api.service.state import Service

router = APIRouter(tags=["report"], dependencies=[Depends(check_parameters)])
WHAT = "A claim, a document, a speaker or a publisher; or the number of a judgement or decision."


@router.get(
    "/api/impact/{name}",
    operation_id="impact",
    summary="What would be another answer if something fell",
    responses=one_of(ImpactOut, 422),
    response_class=Json,
)
async def impact_on(
    service: Service,
    name: Annotated[str, Path(min_length=1, max_length=500, description=WHAT, examples=["claim:p011"])],
    on: Annotated[Day | Absent, Query(description="The day on which people are looked at; today without one.")] = None,
    lang: Lang = "en",
) -> Json:
    """Who is held, findings, numbers and sentences of dossiers, before and after; nothing is changed."""
    look = partial(_found, name=name, on=on.isoformat() if on else "", lang=lang)
    return Json(impact_of(await service.read(look)))


def _found(case: CaseFile, *, name: str, on: str, lang: str) -> Impact:
    what = fallen(case, name, lang)
    return impact(case, what, on=on, lang=lang, dossiers=FEW_DOSSIERS, most=MOST_AT_ONCE)
