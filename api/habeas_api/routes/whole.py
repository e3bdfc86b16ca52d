"""`/api/status`, `/api/counts`, `/api/findings`: who is held, who says how many, where claims clash; with the three clocks."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from habeas.casefile import paging as lookup
from habeas.errors import BadChoice, NotFound
from habeas_api.http.deps import Case, Lang, Name, Paged, Paging, following, known_parameters
from habeas_api.http.responses import Json, one_of
from habeas_api.http.streaming import AnswerResponse, answered
from habeas_api.routes.claims import By, Known, On, Said
from habeas_api.routes.report_serializers import CountsOut, FindingsOut, Rested, StatusOut
from habeas_api.service.case_service import Desk
from habeas_api.service.jobs import reports as whole

router = APIRouter(tags=["reckon"], dependencies=[Depends(known_parameters)])
Rule = Annotated[str | None, Query(pattern="^C[0-9]{2}$", description="Only this check.", examples=["C05"])]


async def _asked(
    desk: Desk, request: Request, paged: Paging, what: str, lang: str, **asked: str | date | None
) -> AnswerResponse:
    """The answer of a reader. Names and moments are looked at here first, so that a mistake in them is told at once."""
    for name in ("by", "person"):
        if asked.get(name):
            asked[name] = str(await desk.read(partial(lookup.named, name=str(asked[name]))))
    known = asked.get("known")
    asked["known"] = lookup.past_moment(None if known is None else str(known))
    given = {name: value.isoformat() if isinstance(value, date) else value for name, value in asked.items()}
    page = {"lang": lang, "next": following(request, paged), "limit": paged.limit, "offset": paged.offset}
    answering = desk.whole(whole.NAME, {**given, **page, "what": what})
    return AnswerResponse(await answered(answering, request.receive))


@router.get(
    "/api/status", operation_id="status", summary="Who is held on a day, where, and how sure",
    responses=one_of(Rested[StatusOut], 422, 429), response_class=Json,
)  # fmt: skip
async def status(
    request: Request, desk: Case, paged: Paged, on: On = None, said: Said = None, known: Known = None, by: By = None,
    person: Name = None, lang: Lang = "en",
) -> AnswerResponse:  # fmt: skip
    """Custody, law, restrictions and place of everybody, or of one person, on a day; today without one."""
    return await _asked(desk, request, paged, "status", lang, on=on, said=said, known=known, by=by, person=person)


@router.get(
    "/api/counts", operation_id="counts", summary="Who says how many, side by side",
    responses=one_of(CountsOut, 422, 429), response_class=Json,
)  # fmt: skip
async def counts(
    request: Request, desk: Case, paged: Paged, said: Said = None, known: Known = None, by: By = None, lang: Lang = "en"
) -> AnswerResponse:
    """Numbers side by side, which of them can both hold, what follows from them, and how many are known by name."""
    return await _asked(desk, request, paged, "counts", lang, said=said, known=known, by=by)


@router.get(
    "/api/findings", operation_id="findings", summary="Where claims contradict, strain or only repeat one another",
    responses=one_of(FindingsOut, 422, 429), response_class=Json,
)  # fmt: skip
async def findings(
    request: Request, desk: Case, paged: Paged, rule: Rule = None, said: Said = None, known: Known = None, by: By = None,
    lang: Lang = "en",
) -> AnswerResponse:  # fmt: skip
    """Each is a question with its claims and what was decided about it; `gone` are decisions whose finding is no longer there."""
    try:
        return await _asked(desk, request, paged, "findings", lang, said=said, known=known, by=by, rule=rule)
    except BadChoice as error:  # there is no such check
        raise NotFound(why=error.why, where=error.where, next=error.next) from None
