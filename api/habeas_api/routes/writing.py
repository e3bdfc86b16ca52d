"""Recording over HTTP: the same front door as the shell, one writer, the token needed.

    POST /api/claims                    one document of the claim form (docs/claim-form.md)
    POST /api/claims/{claim}/withdraw   take a claim out of what the file asserts
    POST /api/claims/{claim}/supersede  put a corrected claim in its place

Sending the same claims again records nothing twice: each is known by what it says, and by its id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request

from habeas.casefile import paging as lookup
from habeas.casefile.rendering import Told
from habeas.errors import BadChoice
from habeas.model import Status
from habeas_api.http.deps import Case, json_body, known_parameters
from habeas_api.http.problems import Conflict
from habeas_api.http.request_bodies import BODY_OF, SOMETHING
from habeas_api.http.responses import Json, one_of
from habeas_api.routes.schemas import Claim, Report
from habeas_api.routes.serializers import claim_of, report_of

router = APIRouter(tags=["record"], dependencies=[Depends(known_parameters)])
SHAPES: Final[Mapping[str, type]] = {"source": dict, "names": dict, "defaults": dict, "claims": list}
LONGEST: Final = {"reason": 2000, "by": 200}
Recorder = Annotated[
    str | None, Query(min_length=1, max_length=200, description="Who records; else the recorder of the case.")
]
Wanted = Annotated[str, Path(min_length=1, max_length=200, description="The claim's id.")]


def _words(body: Mapping[str, Any], known: tuple[str, ...]) -> dict[str, str]:
    """The texts of a body. Raises BadChoice for what is not known, or is no text."""
    for name, value in body.items():
        if name not in known:
            raise BadChoice(where=f"body {name[:60]}", why="this is not known here", next="Known: " + ", ".join(known))
        if name != "document" and not (isinstance(value, str) and len(value) <= LONGEST[name]):
            raise BadChoice(where=f"body {name}", why=f"a text of at most {LONGEST[name]} characters is wanted here")
    return {name: body[name] for name in known if name in body and name != "document"}


def _reason(words: Mapping[str, str]) -> str:
    if not re.search(SOMETHING, words.get("reason", "")):
        raise BadChoice(where="body reason", why="a reason is wanted, so that others understand later")
    return words["reason"]


def _form(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A document of the claim form, which over HTTP may not name files of this computer."""
    for name, value in body.items():
        if name not in SHAPES:
            raise BadChoice(
                where=f"body {name[:60]}", why="the form has no such part", next="Parts: " + ", ".join(SHAPES)
            )
        if not isinstance(value, SHAPES[name]):
            what = "a list" if SHAPES[name] is list else "an object"
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
    "/api/claims", operation_id="record", summary="Record claims: one document of the claim form", response_class=Json,
    responses=one_of(Report, 401, 408, 409, 413, 415) | one_of(Report, status=201), openapi_extra=BODY_OF["form"],
)  # fmt: skip
async def record(request: Request, desk: Case, by: Recorder = None) -> Json:
    """201 when something new was recorded, 200 when all of it was there already, 409 when all that was new is refused."""
    body = _form(await json_body(request))
    report = await desk.write(lambda case: case.record_form(body, by=by or "", where="request"))
    done = report_of(report)
    if report.refused and not (report.recorded or report.already):
        first = report.refused[0]
        raise Conflict(why=first.why, where=first.where, next=first.next, more={"report": done})
    return Json(done, 201 if report.recorded else 200)


@router.post(
    "/api/claims/{claim}/withdraw", operation_id="withdraw", summary="Take a claim out of what the file asserts",
    responses=one_of(Claim, 401, 408, 409, 413, 415), response_class=Json, openapi_extra=BODY_OF["withdraw"],
)  # fmt: skip
async def withdraw(request: Request, desk: Case, claim: Wanted) -> Json:
    """It stays in the history, with the reason."""
    words = _words(await json_body(request), ("reason", "by"))
    reason = _reason(words)
    told = await lookup.claim(desk, claim, lang="en")
    _require_live(told)
    await desk.write(lambda case: case.withdraw(told.claim.id, reason=reason, by=words.get("by", "")))
    return Json(claim_of(await lookup.claim(desk, told.claim.id, lang="en")))


@router.post(
    "/api/claims/{claim}/supersede", operation_id="supersede", summary="Put a corrected claim in its place",
    responses=one_of(Claim, 401, 408, 409, 413, 415, status=201), response_class=Json, openapi_extra=BODY_OF["supersede"],
)  # fmt: skip
async def supersede(request: Request, desk: Case, claim: Wanted) -> Json:
    """`document` is the claim form with exactly one claim. The answer is the new claim."""
    body = await json_body(request)
    words = _words(body, ("reason", "by", "document"))
    reason, document = _reason(words), body.get("document")
    if not isinstance(document, dict):
        raise BadChoice(where="body document", why="the claim that takes its place is wanted, in the claim form")
    told = await lookup.claim(desk, claim, lang="en")
    _require_live(told)
    form, by = _form(document), words.get("by", "")
    new = await desk.write(lambda case: case.supersede(told.claim.id, form, reason=reason, by=by))
    return Json(claim_of(await lookup.claim(desk, new, lang="en")), 201)


def _require_live(told: Told) -> None:
    if told.line.status != Status.LIVE:
        why = f"the claim {told.claim.id} is already {told.line.status}"
        raise Conflict(why=why, next=f"/api/claims/{told.claim.id} tells why.")
