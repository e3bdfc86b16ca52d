"""`/api/judgements`: which names mean one, as people judged it. Nothing is merged; what was judged can be taken back.

GET   /api/judgements              every judgement, those taken back too
POST  /api/judgements              same, different or unsure, with the reason
POST  /api/judgements/take-back    take back what was judged of two names
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from itertools import islice
from typing import Any, Final

from fastapi import APIRouter, Depends, Request

from habeas.casefile import CaseFile
from habeas.casefile.lists import JudgementView, judgement_view, judgement_views
from habeas.casefile.paging import page_of as paged_items
from habeas.errors import BadChoice
from habeas_api.http.parameters import Lang, Paged, check_parameters, json_body, next_link
from habeas_api.http.problems import Conflict
from habeas_api.http.request_bodies import BODY_OF, SOMETHING
from habeas_api.http.responses import Json, Listed, one_of, page_of
from habeas_api.serializers.schemas import JudgementOut
from habeas_api.serializers.values import judgement_of, page_json
from habeas_api.service.state import Service

router = APIRouter(tags=["judge"], dependencies=[Depends(check_parameters)])
LONGEST: Final = 2000
TEXTS: Final = ("a", "b", "verdict", "reason", "by", "stands")
LISTS: Final = ("claims", "against")


def _read(body: Mapping[str, Any], needed: tuple[str, ...], known: tuple[str, ...]) -> dict[str, Any]:
    """The parts of a body. Raises BadChoice for what is missing, unknown or of the wrong kind."""
    for name, value in body.items():
        if name not in known:
            raise BadChoice(where=f"body {name[:60]}", why="this is not known here", next="Known: " + ", ".join(known))
        good = _are_texts(value) if name in LISTS else isinstance(value, str) and len(value) <= LONGEST
        if not good:
            what = "a list of ids of claims" if name in LISTS else f"a text of at most {LONGEST} characters"
            raise BadChoice(where=f"body {name}", why=f"{what} is wanted here")
    for name in needed:
        if not re.search(SOMETHING, body.get(name, "")):
            raise BadChoice(where=f"body {name}", why="this is wanted")
    return dict(body)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


@router.get(
    "/api/judgements", operation_id="judgements", summary="Which names were judged to mean one, or not",
    responses=page_of(JudgementOut), response_class=Json,
)  # fmt: skip
async def judgements(request: Request, service: Service, paged: Paged, lang: Lang = "en") -> Json:
    """Every judgement, those taken back too, in the order they were made."""
    found = await service.read(partial(judgement_views, lang=lang))
    page = paged_items(islice(found, paged.offset, None), paged.limit)
    return Json(page_json([judgement_of(one) for one in page.items], next_link(request, page, paged)))


@router.post(
    "/api/judgements", operation_id="judge", summary="Judge whether two names mean one", response_class=Json,
    responses=one_of(JudgementOut, 401, 408, 409, 413, 415, status=201), openapi_extra=BODY_OF["judge"],
)  # fmt: skip
async def judge(request: Request, service: Service) -> Json:
    """The same judgement sent again is answered with the one that stands."""
    asked = _read(await json_body(request), ("a", "b", "verdict", "reason"), (*TEXTS, *LISTS))

    def make(case: CaseFile) -> JudgementView:
        try:
            return judgement_view(case, case.judge(**asked))
        except BadChoice as error:
            raise Conflict(why=error.why, where=error.where, next=error.next) from None

    return Json(judgement_of(await service.write(make)), 201)


@router.post(
    "/api/judgements/take-back", operation_id="take_back", summary="Take back what was judged of two names",
    responses=one_of(Listed[JudgementOut], 401, 408, 409, 413, 415), response_class=Json, openapi_extra=BODY_OF["take-back"],
)  # fmt: skip
async def take_back(request: Request, service: Service) -> Json:
    """The file then answers exactly as if nobody had judged."""
    asked = _read(await json_body(request), ("a", "b", "reason"), ("a", "b", "reason", "verdict", "by"))

    def make(case: CaseFile) -> list[JudgementView]:
        try:
            return [judgement_view(case, one) for one in case.take_back(**asked)]
        except BadChoice as error:
            raise Conflict(why=error.why, where=error.where, next=error.next) from None

    return Json(page_json([judgement_of(one) for one in await service.write(make)], None))
