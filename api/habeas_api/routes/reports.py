"""Answers of report jobs: status, counts and findings, each a page made in a worker process."""

from __future__ import annotations

from datetime import date
from functools import partial

from fastapi import Request, Response

from habeas.casefile import paging as lookup
from habeas_api.http.parameters import Paging, following_url
from habeas_api.http.responses import Json, StreamedAnswer, await_answer
from habeas_api.service import reports
from habeas_api.service.case_service import CaseService, JobName


async def report_answer(
    service: CaseService, request: Request, paged: Paging, what: str, lang: str, **asked: str | date | None
) -> Response:
    """A page that is read from kept answers, or the answer of a worker. Names and moments are checked here first."""
    for name in ("by", "person"):
        if asked.get(name):
            asked[name] = str(await service.read(partial(lookup.named, name=str(asked[name]))))
    known = asked.get("known")
    asked["known"] = lookup.past_moment(None if known is None else str(known))
    given = {name: value.isoformat() if isinstance(value, date) else value for name, value in asked.items()}
    page = {"lang": lang, "next": following_url(request, paged), "limit": paged.limit, "offset": paged.offset}
    if reports.is_quick(what, given):
        return Json(await service.read(lambda case: reports.REPORTS[what](case, {**given, **page})))
    waiting = service.run(JobName.REPORT, {**given, **page, "what": what})
    return StreamedAnswer(await await_answer(waiting, request.receive))
