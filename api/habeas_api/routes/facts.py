"""`/api/facts`: what live claims assert, by pattern: triples with any of their places left open."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from habeas.casefile import paging as lookup
from habeas.casefile.case_file import CaseFile
from habeas.casefile.results import Pattern
from habeas_api.http.parameters import By, Known, Lang, NameParameter, On, Paged, Relation, Said, next_link
from habeas_api.http.responses import Json, page_of
from habeas_api.http.validation import check_parameters
from habeas_api.serializers.schemas import FactOut
from habeas_api.serializers.values import fact_of, page_json
from habeas_api.service.claim_lookup import find_facts
from habeas_api.service.state import Service

router = APIRouter(tags=["look up"], dependencies=[Depends(check_parameters)])


@router.get(
    "/api/facts",
    operation_id="facts",
    summary="The pattern query: triples that live claims assert, each with its claims",
    responses=page_of(FactOut, 404, 422, 429),
    response_class=Json,
)
async def facts(
    request: Request,
    service: Service,
    paged: Paged,
    subject: NameParameter = None,
    relation: Relation = None,
    object: NameParameter = None,
    by: By = None,
    on: On = None,
    said: Said = None,
    known: Known = None,
    lang: Lang = "en",
) -> Json:
    """A triple with any of its places left open."""

    def pattern(case: CaseFile) -> Pattern:
        tests = lookup.claim_filter(case, by=by, on=on, said=said, known=known)
        return lookup.fact_pattern(case, subject=subject, relation=relation, object_=object, claims=tests)

    wanted = await service.read(pattern)
    page = await find_facts(service, wanted, lang=lang, limit=paged.limit, offset=paged.offset)
    return Json(page_json([fact_of(fact) for fact in page.items], next_link(request, page, paged)))
