"""`/api/followup`: what is due by the rules of the case; as a table and as a calendar, too.

Both files are those that `habeas followup` writes, byte for byte, of what the reader may see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.responses import StreamingResponse

from habeas.casefile import paging as lookup
from habeas.casefile.results import Due
from habeas_api.http.parameters import Absent, By, Known, Lang, NameParameter, On, Paged, Said
from habeas_api.http.responses import Json, StreamedAnswer, await_answer, one_of, problems
from habeas_api.http.validation import check_parameters
from habeas_api.routes.reports import report_answer
from habeas_api.serializers.followup import FollowupOut
from habeas_api.service.case_service import CaseService, JobName
from habeas_api.service.state import Service

router = APIRouter(tags=["report"], dependencies=[Depends(check_parameters)])
Stands = Annotated[Due | Absent, Query(description="Only what stands so on the day.", examples=["overdue"])]


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of what is due."""

    on: On = None
    said: Said = None
    known: Known = None
    by: By = None
    person: NameParameter = None
    stands: Stands = None


DueFilters = Annotated[Asked, Depends(Asked)]


@router.get(
    "/api/followup",
    operation_id="followup",
    summary="What is due by the rules of the case",
    responses=one_of(FollowupOut, 422, 429),
    response_class=Json,
)
async def followup(request: Request, service: Service, paged: Paged, asked: DueFilters, lang: Lang = "en") -> Response:
    """What is due on a day, today without one, of everybody or of one person; what is due first comes first."""
    return await report_answer(service, request, paged, "followup", lang, **asdict(asked))


def _file(media: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": "The file", "content": {media: {}}}, **problems(400, 404, 422, 429)}


@router.get(
    "/api/followup.csv",
    operation_id="followupTable",
    summary="What is due as a table",
    responses=_file("text/csv; charset=utf-8"),
    response_class=StreamingResponse,
)
async def followup_table(request: Request, service: Service, asked: DueFilters, lang: Lang = "en") -> Response:
    """All of it, for spreadsheets."""
    return await _whole(request, service, "csv", asked, lang)


@router.get(
    "/followup.ics",
    operation_id="followupCalendar",
    summary="What is due as a calendar",
    responses=_file("text/calendar; charset=utf-8"),
    response_class=StreamingResponse,
)
async def followup_calendar(request: Request, service: Service, asked: DueFilters, lang: Lang = "en") -> Response:
    """iCalendar (RFC 5545), for a program that keeps a calendar; what has no last day is not in it."""
    return await _whole(request, service, "ics", asked, lang)


async def _whole(request: Request, service: CaseService, form: str, asked: Asked, lang: str) -> Response:
    """A file of all that is asked for, made by a worker process. Names and moments are checked here first."""
    given: Mapping[str, Any] = asdict(asked)
    names = {name: given[name] for name in ("by", "person") if given[name]}
    refs = {name: str(await service.read(partial(lookup.named, name=text))) for name, text in names.items()}
    days = {name: given[name].isoformat() if given[name] else "" for name in ("on", "said")}
    words = {"known": lookup.past_moment(asked.known), "stands": asked.stands or "", "lang": lang}
    job = {"form": form, "asked": {**words, **days, **refs}}
    answer = await await_answer(service.run(JobName.FOLLOWUP, job), request.receive)
    return StreamedAnswer(answer, {"Content-Disposition": f'attachment; filename="followup.{form}"'})
