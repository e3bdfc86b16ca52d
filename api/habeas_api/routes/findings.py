"""`/api/findings`: where claims clash, strain or only repeat one another; `/api/decisions`: what people decided about them.

GET   /api/findings    findings, each as a question with its claims
GET   /api/decisions   every decision, superseded ones too
POST  /api/decisions   explained, prefer a claim, false alarm, or open again, with the reason

No claim is changed by a decision, and every decision is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from habeas.casefile import CaseFile
from habeas.casefile.paging import page_of as paged_items
from habeas.errors import BadChoice, NotFound
from habeas_api.http.parameters import By, Known, Lang, Paged, Said, check_parameters, json_body, next_link
from habeas_api.http.problems import Conflict
from habeas_api.http.request_bodies import BODY_OF, SOMETHING
from habeas_api.http.responses import Json, one_of, page_of
from habeas_api.routes.reports import report_answer
from habeas_api.serializers.reports import DecisionOut, FindingsOut, decision_of
from habeas_api.serializers.values import page_json
from habeas_api.service.reviews import decide as decide_at
from habeas_api.service.state import Service

router = APIRouter(dependencies=[Depends(check_parameters)])
Rule = Annotated[str | None, Query(pattern="^C[0-9]{2}$", description="Only this check.", examples=["C05"])]
LONGEST: Final = 2000
NEEDED: Final = ("finding", "decision", "reason")
TEXTS: Final = (*NEEDED, "claim", "by")


def _read(body: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a body. Raises BadChoice for what is missing, unknown or of the wrong kind."""
    for name, value in body.items():
        if name not in {*TEXTS, "seen"}:
            raise BadChoice(where=f"body {name[:60]}", why="this is not known here", next="Known: " + ", ".join(TEXTS))
        if name == "seen" and not _is_number(value):
            raise BadChoice(where="body seen", why="the number of a decision is wanted here, or 0")
        if name in TEXTS and not (isinstance(value, str) and len(value) <= LONGEST):
            raise BadChoice(where=f"body {name}", why=f"a text of at most {LONGEST} characters is wanted here")
    for name in NEEDED:
        if not re.search(SOMETHING, body.get(name, "")):
            raise BadChoice(where=f"body {name}", why="this is wanted")
    return dict(body)


def _is_number(value: object) -> bool:
    """A whole number from 0 on; in JSON 3.0 is one too."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 and value == int(value)


@router.get(
    "/api/findings", operation_id="findings", tags=["reckon"], summary="Where claims contradict, strain or only repeat one another",
    responses=one_of(FindingsOut, 422, 429), response_class=Json,
)  # fmt: skip
async def findings(
    request: Request, service: Service, paged: Paged, rule: Rule = None, said: Said = None, known: Known = None, by: By = None,
    lang: Lang = "en",
) -> Response:  # fmt: skip
    """Each is a question with its claims and what was decided about it; `gone` are decisions whose finding is no longer there."""
    try:
        return await report_answer(service, request, paged, "findings", lang, said=said, known=known, by=by, rule=rule)
    except BadChoice as error:  # there is no such check
        raise NotFound(why=error.why, where=error.where, next=error.next) from None


@router.get(
    "/api/decisions", operation_id="decisions", tags=["judge"], summary="What people made of findings",
    responses=page_of(DecisionOut), response_class=Json,
)  # fmt: skip
async def decisions(request: Request, service: Service, paged: Paged) -> Json:
    """Every decision in the order they were made; the latest on a finding stands."""
    found = await service.read(CaseFile.decisions)
    page = paged_items(islice(found, paged.offset, None), paged.limit)
    return Json(page_json([decision_of(one) for one in page.items], next_link(request, page, paged)))


@router.post(
    "/api/decisions", operation_id="decide", tags=["judge"], summary="Decide what to make of a finding", response_class=Json,
    responses=one_of(DecisionOut, 401, 408, 409, 413, 415, 422, 429) | one_of(DecisionOut, status=201),
    openapi_extra=BODY_OF["decide"],
)  # fmt: skip
async def decide(request: Request, service: Service) -> Json:
    """201 for a new decision; the same one sent again is answered with 200 and the one that stands."""
    asked = _read(await json_body(request))
    try:
        made = await decide_at(service, asked.pop("finding"), asked.pop("decision"), **asked)
    except BadChoice as error:
        raise Conflict(why=error.why, where=error.where, next=error.next) from None
    return Json(decision_of(made.decision), 201 if made.new else 200)
