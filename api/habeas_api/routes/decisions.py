"""`/api/decisions`: what people made of findings. No claim is changed, and every decision is kept.

GET   /api/decisions   every decision, those overtaken too
POST  /api/decisions   explained, prefer a claim, false alarm, or open again, with the reason
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

from fastapi import APIRouter, Depends, Request

from habeas.casefile import CaseFile
from habeas.casefile.paging import page_of as paged_items
from habeas.errors import BadChoice
from habeas_api.http.deps import Case, Paged, json_body, known_parameters, next_link
from habeas_api.http.problems import Conflict
from habeas_api.http.request_bodies import BODY_OF, SOMETHING
from habeas_api.http.responses import Json, one_of, page_of
from habeas_api.routes.report_serializers import DecisionOut, decision_of
from habeas_api.routes.serializers import listed
from habeas_api.service.reviews import decide as decide_at

router = APIRouter(tags=["judge"], dependencies=[Depends(known_parameters)])
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
    "/api/decisions", operation_id="decisions", summary="What people made of findings",
    responses=page_of(DecisionOut), response_class=Json,
)  # fmt: skip
async def decisions(request: Request, desk: Case, paged: Paged) -> Json:
    """Every decision in the order they were made; the latest on a finding stands."""
    found = await desk.read(CaseFile.decisions)
    page = paged_items(islice(found, paged.offset, None), paged.limit)
    return Json(listed([decision_of(one) for one in page.items], next_link(request, page, paged)))


@router.post(
    "/api/decisions", operation_id="decide", summary="Decide what to make of a finding", response_class=Json,
    responses=one_of(DecisionOut, 401, 408, 409, 413, 415, 422, 429) | one_of(DecisionOut, status=201),
    openapi_extra=BODY_OF["decide"],
)  # fmt: skip
async def decide(request: Request, desk: Case) -> Json:
    """201 for a new decision; the same one sent again is answered with 200 and the one that stands."""
    asked = _read(await json_body(request))
    try:
        made = await decide_at(desk, asked.pop("finding"), asked.pop("decision"), **asked)
    except BadChoice as error:
        raise Conflict(why=error.why, where=error.where, next=error.next) from None
    return Json(decision_of(made.decision), 201 if made.new else 200)
