"""`/api/questions`: the saved questions, each an address: `/api/questions/detained-at?person=enrique-marquez`.

Parameters are those its header declares, checked by their type and put in as terms. The answer comes in every format
that SPARQL results have, by Accept, or by a suffix: `/api/questions/detained-at.csv`. `/api/ask?words=…` says
which of them a line of words asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from habeas.casefile.case_file import CaseFile
from habeas.casefile.words_service import LONGEST
from habeas.errors import BadChoice, phrase
from habeas_api.http import negotiation
from habeas_api.http.parameters import Lang
from habeas_api.http.responses import Json, StreamedAnswer, await_answer, one_of, page_of
from habeas_api.http.urls import parse_query
from habeas_api.http.validation import check_parameters, require_once
from habeas_api.serializers.schemas import QuestionOut
from habeas_api.serializers.values import page_json, question_of
from habeas_api.serializers.words import ReadWordsOut, read_words_of
from habeas_api.service.state import Service

router = APIRouter(tags=["ask"])
MAX_LENGTH: Final = 500
WordsParameter = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="A question in words.",
        examples=["who was held at El Helicoide on 10 January 2026"],
    ),
]
SUFFIXES: Final = (".json", ".xml", ".csv", ".tsv")


@router.get(
    "/api/questions",
    operation_id="questions",
    summary="The saved questions and their parameters",
    responses=page_of(QuestionOut),
    response_class=Json,
    dependencies=[Depends(check_parameters)],
)
async def questions(service: Service, lang: Lang = "en") -> Json:
    """Every saved question: the ones that come with habeas, and the case's own."""
    return Json(page_json([question_of(question, lang) for question in await service.questions()], None))


@router.get(
    "/api/ask",
    operation_id="ask",
    summary="Which saved question a line of words asks",
    responses=one_of(ReadWordsOut),
    response_class=Json,
    dependencies=[Depends(check_parameters)],
)
async def ask(service: Service, words: WordsParameter, lang: Lang = "en") -> Json:
    """English or Spanish, by rules, without a model. Nothing is asked: follow the `url` of a reading for its answer."""
    read = await service.read(partial(CaseFile.read_words, text=words, lang=lang))
    return Json(read_words_of(read, lang))


@router.get("/api/questions/{name}", include_in_schema=False)
async def question(request: Request, service: Service, name: Annotated[str, Path()]) -> Response:
    """The answer to one.

    The document has an operation for each question, with its own parameters (web/pages/docs.py).
    """
    stem, form = _suffix(name)
    given = parse_query(request.scope["query_string"])
    require_once(given)
    _require_filled(given)
    tables = negotiation.acceptable(request.headers.get("accept", ""), negotiation.TABLES)
    if form:
        tables = tuple(pair for pair in negotiation.TABLES if pair[0] == form)
    return StreamedAnswer(
        await await_answer(service.ask(stem, dict(given), tables=negotiation.for_people(tables)), request.receive)
    )


def _require_filled(given: Sequence[tuple[str, str]]) -> None:
    for name, value in given:
        if not 0 < len(value) <= MAX_LENGTH:
            why = (
                "this is empty"
                if not value
                else phrase("this has more than %(max_length)s characters", max_length=MAX_LENGTH)
            )
            raise BadChoice(
                where=phrase("parameter %(name)s", name=name[:60]), why=why, next="Leave it out, or say what it is."
            )


def _suffix(asked: str) -> tuple[str, str]:
    for suffix in SUFFIXES:
        if asked.endswith(suffix):
            return asked.removesuffix(suffix), suffix[1:]
    return asked, ""
