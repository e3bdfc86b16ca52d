"""`/api/questions`: the saved questions, each an address that answers: `/api/questions/detained-at?person=enrique-marquez`.

Parameters are those its header declares, checked by their type and put in as terms. The answer comes in every format
that SPARQL results have, by Accept, or by a suffix: `/api/questions/detained-at.csv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from habeas.errors import BadChoice
from habeas_api.http import negotiation
from habeas_api.http.parameters import Lang, check_parameters, require_once
from habeas_api.http.responses import Json, StreamedAnswer, await_answer, page_of
from habeas_api.http.urls import parse_query
from habeas_api.serializers.schemas import QuestionOut
from habeas_api.serializers.values import page_json, question_of
from habeas_api.service.state import Service, case_service

router = APIRouter(tags=["ask"], dependencies=[Depends(check_parameters)])
LONGEST: Final = 500
SUFFIXES: Final = (".json", ".xml", ".csv", ".tsv")


@router.get(
    "/api/questions", operation_id="questions", summary="The saved questions and their parameters",
    responses=page_of(QuestionOut), response_class=Json,
)  # fmt: skip
async def questions(service: Service, lang: Lang = "en") -> Json:
    """Every saved question: the ones that come with habeas, and the case's own."""
    return Json(page_json([question_of(question, lang) for question in await service.questions()], None))


class SavedQuestionEndpoint:
    """One saved question, as an ASGI application."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        name, form = _suffix(request.path_params["name"])
        given = parse_query(request.scope["query_string"])
        require_once(given)
        _require_filled(given)
        tables = negotiation.acceptable(request.headers.get("accept", ""), negotiation.TABLES)
        if form:
            tables = tuple(pair for pair in negotiation.TABLES if pair[0] == form)
        answer = await await_answer(case_service(request).ask(name, dict(given), tables=tables), receive)
        await StreamedAnswer(answer)(scope, receive, send)


def _require_filled(given: Sequence[tuple[str, str]]) -> None:
    for name, value in given:
        if not 0 < len(value) <= LONGEST:
            why = "this is empty" if not value else f"this has more than {LONGEST} characters"
            raise BadChoice(where=f"parameter {name[:60]}", why=why, next="Leave it out, or say what it is.")


def _suffix(asked: str) -> tuple[str, str]:
    for suffix in SUFFIXES:
        if asked.endswith(suffix):
            return asked.removesuffix(suffix), suffix[1:]
    return asked, ""
