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

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import ConfigDict, Field

from habeas.casefile import paging as lookup
from habeas.casefile.results import ClaimView
from habeas.errors import BadChoice, phrase
from habeas.model.values import Status
from habeas_api.http.access import recorder_for
from habeas_api.http.parameters import (
    NOT_GIVEN,
    Absent,
    Body,
    By,
    ClaimStatus,
    Known,
    Lang,
    NameParameter,
    On,
    Paged,
    Reason,
    Recorder,
    Relation,
    Said,
    next_link,
)
from habeas_api.http.problems import Conflict
from habeas_api.http.responses import Json, one_of, page_of
from habeas_api.http.security import writes
from habeas_api.http.urls import claim_data_url
from habeas_api.http.validation import check_parameters
from habeas_api.serializers.schemas import ClaimOut, Report
from habeas_api.serializers.values import claim_of, page_json, report_of
from habeas_api.service.claim_lookup import find_claims, get_claim
from habeas_api.service.state import Service

router = APIRouter(dependencies=[Depends(check_parameters)])
RecorderParameter = Annotated[
    str | Absent, Query(min_length=1, max_length=200, description="Who records; else the recorder of the case.")
]
ClaimId = Annotated[str, Path(min_length=1, max_length=200, description="The claim's id.")]


EXAMPLE_FORM: Final[dict[str, Any]] = {
    "source": {"id": "letter-2026-02-01", "title": "Letter from a relative", "date": "2026-02-01"},
    "names": {
        "romero": {"is": "person:alfredo-romero", "label": "Alfredo Romero"},
        "marquez": {"is": "person:enrique-marquez", "label": "Enrique Márquez"},
        "helicoide": {"is": "facility:el-helicoide", "label": {"es": "El Helicoide"}},
    },
    "claims": [{"claim": ["marquez", "detainedAt", "helicoide"], "said-by": "romero", "mode": "attributed"}],
}


class ClaimForm(Body):
    """One document of the claim form: a source, short names, and what the source says (docs/claim-form.md)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"required": ["source"], "example": EXAMPLE_FORM})
    source: Annotated[
        dict[str, Any], Field(json_schema_extra={"required": ["id"], "properties": {"id": {"type": "string"}}})
    ] = Field(default={})
    defaults: dict[str, Any] = Field(default={})
    names: dict[str, Any] = Field(default={})
    claims: Annotated[list[Any], Field(json_schema_extra={"items": {"type": "object"}})] = Field(default=[])


class Withdrawal(Body):
    """Why a claim no longer stands."""

    reason: Reason
    by: Recorder = NOT_GIVEN


class Correction(Body):
    """The claim that takes the place of another: the claim form with exactly one claim."""

    reason: Reason
    document: ClaimForm
    by: Recorder = NOT_GIVEN


@router.get(
    "/api/claims",
    operation_id="claims",
    tags=["look up"],
    summary="Claims, in the order in which they were recorded",
    responses=page_of(ClaimOut, 404, 422, 429),
    response_class=Json,
)
async def claims(
    request: Request,
    service: Service,
    paged: Paged,
    about: NameParameter = None,
    by: By = None,
    source: NameParameter = None,
    relation: Relation = None,
    status: ClaimStatus = "live",
    on: On = None,
    said: Said = None,
    known: Known = None,
    lang: Lang = "en",
) -> Json:
    """Claims that pass every filter given."""
    tests = partial(lookup.claim_filter, about=about, by=by, source=source, relation=relation, status=status)
    wanted = await service.read(partial(tests, on=on, said=said, known=known))
    page = await find_claims(service, wanted, lang=lang, limit=paged.limit, offset=paged.offset)
    return Json(page_json([claim_of(view) for view in page.items], next_link(request, page, paged)))


@router.get(
    "/api/claims/{claim}",
    operation_id="claim",
    tags=["look up"],
    summary="One claim, live or not",
    responses=one_of(ClaimOut),
    response_class=Json,
)
async def claim(service: Service, claim: ClaimId, lang: Lang = "en") -> Json:
    """A claim with everything known about it."""
    return Json(claim_of(await get_claim(service, claim, lang=lang)))


@router.post(
    "/api/claims",
    operation_id="record",
    tags=["record"],
    summary="Record claims: one document of the claim form",
    responses=one_of(Report, 401, 408, 409, 413, 415) | one_of(Report, status=201),
    response_class=Json,
    dependencies=writes,
)
async def record(request: Request, service: Service, form: ClaimForm, by: RecorderParameter = None) -> Json:
    """201 when something new was recorded, 200 when all was there already, 409 when all that was new is refused."""
    body, name = _document(form), recorder_for(request, by or "")
    report = await service.write(lambda case: case.record_form(body, by=name, where="request"))
    done = report_of(report)
    if report.refused and not (report.recorded or report.already):
        first = report.refused[0]
        raise Conflict(why=first.why, where=first.where, next=first.next, more={"report": done})
    return Json(done, 201 if report.recorded else 200)


def _document(form: ClaimForm) -> Mapping[str, Any]:
    """The document of a form, which over HTTP may not name files of this computer."""
    snapshot = form.source.get("snapshot")
    if isinstance(snapshot, dict) and "file" in snapshot:
        why = "files of this computer are not read for a request"
        raise BadChoice(
            where="body source.snapshot.file",
            why=why,
            next="Give sha256 and characters, or load the file where the case is.",
        )
    return form.given()


@router.post(
    "/api/claims/{claim}/withdraw",
    operation_id="withdraw",
    tags=["record"],
    summary="Take a claim out of what the file asserts",
    responses=one_of(ClaimOut, 401, 408, 409, 413, 415),
    response_class=Json,
    dependencies=writes,
)
async def withdraw(request: Request, service: Service, claim: ClaimId, withdrawal: Withdrawal) -> Json:
    """It stays in the history, with the reason."""
    by = recorder_for(request, withdrawal.by)
    view = await get_claim(service, claim, lang="en")
    _require_live(view)
    await service.write(lambda case: case.withdraw(view.claim.id, reason=withdrawal.reason, by=by))
    return Json(claim_of(await get_claim(service, view.claim.id, lang="en")))


@router.post(
    "/api/claims/{claim}/supersede",
    operation_id="supersede",
    tags=["record"],
    summary="Put a corrected claim in its place",
    responses=one_of(ClaimOut, 401, 408, 409, 413, 415, status=201),
    response_class=Json,
    status_code=201,
    dependencies=writes,
)
async def supersede(request: Request, service: Service, claim: ClaimId, correction: Correction) -> Json:
    """`document` is the claim form with exactly one claim. The answer is the new claim."""
    how = {"reason": correction.reason, "by": recorder_for(request, correction.by)}
    view = await get_claim(service, claim, lang="en")
    _require_live(view)
    form = _document(correction.document)
    new = await service.write(lambda case: case.supersede(view.claim.id, form, **how))
    return Json(claim_of(await get_claim(service, new, lang="en")), 201)


def _require_live(view: ClaimView) -> None:
    if view.line.status != Status.LIVE:
        why = phrase("the claim %(id)s is already %(status)s", id=view.claim.id, status=view.line.status)
        raise Conflict(why=why, next=phrase("%(id)s says why.", id=claim_data_url(view.claim.id)))
