"""`/api/claims`: claims by filter and one by one; recording, withdrawing and superseding them.

    GET  /api/claims                     claims that pass every filter given
    GET  /api/claims/{claim}             one claim, live or not
    POST /api/claims                     one document of the claim form (docs/claim-form.md)
    POST /api/claims/{claim}/withdraw    take a claim out of what the file asserts
    POST /api/claims/{claim}/supersede   put a corrected claim in its place

Writing goes through the same front door as the shell: one writer, the token needed. Sending the same claims again
records nothing twice: each is known by what it says, and by its id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request

from habeas.casefile import paging as lookup
from habeas.casefile.rendering import ClaimView
from habeas.errors import BadChoice
from habeas.model import Status
from habeas_api.http.parameters import (
    By,
    ClaimStatus,
    Known,
    Lang,
    Name,
    On,
    Paged,
    Relation,
    Said,
    check_parameters,
    json_body,
    next_link,
)
from habeas_api.http.problems import Conflict
from habeas_api.http.request_bodies import BODY_OF, SOMETHING
from habeas_api.http.responses import Json, one_of, page_of
from habeas_api.http.urls import claim_data_url
from habeas_api.serializers.schemas import Claim, Report
from habeas_api.serializers.values import claim_of, page_json, report_of
from habeas_api.service.claim_lookup import find_claims, get_claim
from habeas_api.service.state import Service

router = APIRouter(dependencies=[Depends(check_parameters)])
FORM_PARTS: Final[Mapping[str, type]] = {"source": dict, "names": dict, "defaults": dict, "claims": list}
MAX_LENGTH: Final = {"reason": 2000, "by": 200}
Recorder = Annotated[
    str | None, Query(min_length=1, max_length=200, description="Who records; else the recorder of the case.")
]
ClaimId = Annotated[str, Path(min_length=1, max_length=200, description="The claim's id.")]


@router.get(
    "/api/claims", operation_id="claims", tags=["look up"], summary="Claims, in the order in which they were recorded",
    responses=page_of(Claim, 404, 422, 429), response_class=Json,
)  # fmt: skip
async def claims(
    request: Request, service: Service, paged: Paged, about: Name = None, by: By = None, source: Name = None,
    relation: Relation = None, status: ClaimStatus = "live", on: On = None, said: Said = None, known: Known = None, lang: Lang = "en",
) -> Json:  # fmt: skip
    """Claims that pass every filter given."""
    tests = partial(lookup.claim_filter, about=about, by=by, source=source, relation=relation, status=status)
    wanted = await service.read(partial(tests, on=on, said=said, known=known))
    page = await find_claims(service, wanted, lang=lang, limit=paged.limit, offset=paged.offset)
    return Json(page_json([claim_of(told) for told in page.items], next_link(request, page, paged)))


@router.get(
    "/api/claims/{claim}",
    operation_id="claim",
    tags=["look up"],
    summary="One claim, live or not",
    responses=one_of(Claim),
    response_class=Json,
)
async def claim(service: Service, claim: ClaimId, lang: Lang = "en") -> Json:
    """A claim with everything known about it."""
    return Json(claim_of(await get_claim(service, claim, lang=lang)))


def _words(body: Mapping[str, Any], known: tuple[str, ...]) -> dict[str, str]:
    """The texts of a body. Raises BadChoice for what is not known, or is no text."""
    for name, value in body.items():
        if name not in known:
            raise BadChoice(where=f"body {name[:60]}", why="this is not known here", next="Known: " + ", ".join(known))
        if name != "document" and not (isinstance(value, str) and len(value) <= MAX_LENGTH[name]):
            raise BadChoice(where=f"body {name}", why=f"a text of at most {MAX_LENGTH[name]} characters is wanted here")
    return {name: body[name] for name in known if name in body and name != "document"}


def _reason(words: Mapping[str, str]) -> str:
    if not re.search(SOMETHING, words.get("reason", "")):
        raise BadChoice(where="body reason", why="give a reason (others will read it later)")
    return words["reason"]


def _form(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A document of the claim form, which over HTTP may not name files of this computer."""
    for name, value in body.items():
        if name not in FORM_PARTS:
            raise BadChoice(
                where=f"body {name[:60]}", why="the form has no such part", next="Parts: " + ", ".join(FORM_PARTS)
            )
        if not isinstance(value, FORM_PARTS[name]):
            what = "a list" if FORM_PARTS[name] is list else "an object"
            raise BadChoice(
                where=f"body {name}", why=f"{what} is wanted here", next="docs/claim-form.md tells the form."
            )
    source = body.get("source")
    snapshot = source.get("snapshot") if isinstance(source, dict) else None
    if isinstance(snapshot, dict) and "file" in snapshot:
        why = "files of this computer are not read for a request"
        raise BadChoice(
            where="body source.snapshot.file", why=why, next="Give sha256 and characters, or use `habeas load`."
        )
    return body


@router.post(
    "/api/claims", operation_id="record", tags=["record"], summary="Record claims: one document of the claim form", response_class=Json,
    responses=one_of(Report, 401, 408, 409, 413, 415) | one_of(Report, status=201), openapi_extra=BODY_OF["form"],
)  # fmt: skip
async def record(request: Request, service: Service, by: Recorder = None) -> Json:
    """201 when something new was recorded, 200 when all of it was there already, 409 when all that was new is refused."""
    body = _form(await json_body(request))
    report = await service.write(lambda case: case.record_form(body, by=by or "", where="request"))
    done = report_of(report)
    if report.refused and not (report.recorded or report.already):
        first = report.refused[0]
        raise Conflict(why=first.why, where=first.where, next=first.next, more={"report": done})
    return Json(done, 201 if report.recorded else 200)


@router.post(
    "/api/claims/{claim}/withdraw", operation_id="withdraw", tags=["record"], summary="Take a claim out of what the file asserts",
    responses=one_of(Claim, 401, 408, 409, 413, 415), response_class=Json, openapi_extra=BODY_OF["withdraw"],
)  # fmt: skip
async def withdraw(request: Request, service: Service, claim: ClaimId) -> Json:
    """It stays in the history, with the reason."""
    words = _words(await json_body(request), ("reason", "by"))
    reason = _reason(words)
    told = await get_claim(service, claim, lang="en")
    _require_live(told)
    await service.write(lambda case: case.withdraw(told.claim.id, reason=reason, by=words.get("by", "")))
    return Json(claim_of(await get_claim(service, told.claim.id, lang="en")))


@router.post(
    "/api/claims/{claim}/supersede", operation_id="supersede", tags=["record"], summary="Put a corrected claim in its place",
    responses=one_of(Claim, 401, 408, 409, 413, 415, status=201), response_class=Json, openapi_extra=BODY_OF["supersede"],
)  # fmt: skip
async def supersede(request: Request, service: Service, claim: ClaimId) -> Json:
    """`document` is the claim form with exactly one claim. The answer is the new claim."""
    body = await json_body(request)
    words = _words(body, ("reason", "by", "document"))
    reason, document = _reason(words), body.get("document")
    if not isinstance(document, dict):
        raise BadChoice(where="body document", why="the claim that takes its place is wanted, in the claim form")
    told = await get_claim(service, claim, lang="en")
    _require_live(told)
    form, by = _form(document), words.get("by", "")
    new = await service.write(lambda case: case.supersede(told.claim.id, form, reason=reason, by=by))
    return Json(claim_of(await get_claim(service, new, lang="en")), 201)


def _require_live(told: ClaimView) -> None:
    if told.line.status != Status.LIVE:
        why = f"the claim {told.claim.id} is already {told.line.status}"
        raise Conflict(why=why, next=f"{claim_data_url(told.claim.id)} says why.")
