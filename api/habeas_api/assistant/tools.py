"""The tools of an assistant: each only reads, the case as its audience may see it, within the limits of a server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from habeas.casefile.case_file import CaseFile
from habeas_api.assistant.answers import UNTRUSTED, lines_of, rows_of, with_claims
from habeas_api.assistant.support import checked
from habeas_api.serializers.values import question_of
from habeas_api.serializers.words import read_words_of
from habeas_api.service.case_service import CaseService

JSON: Final = (("json", "application/sparql-results+json"),)
LONGEST: Final = 500
MOST_SENTENCES: Final = 40
MOST_LINES: Final = 60
NameAsked = Annotated[
    str, Field(min_length=1, max_length=LONGEST, description="A name as the file has it, kind:slug, or a claim id.")
]
DayAsked = Annotated[str, Field(max_length=40, description="A day, such as 2026-01-12; empty for today.")]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Nothing(_Given):
    """No arguments."""


class AskGiven(_Given):
    """A saved question and its values."""

    question: Annotated[str, Field(min_length=1, max_length=80, description="The name of a saved question.")]
    parameters: Annotated[
        dict[str, Annotated[str, Field(max_length=LONGEST)]], Field(max_length=10, description="Its values by name.")
    ] = {}


class WordsGiven(_Given):
    """A line of words."""

    words: Annotated[str, Field(min_length=1, max_length=300)]


class QueryGiven(_Given):
    """A query."""

    sparql: Annotated[str, Field(min_length=1, max_length=20_000, description="SPARQL 1.1, SELECT or ASK.")]


class NameGiven(_Given):
    """A name."""

    name: NameAsked


class StatusGiven(_Given):
    """A day, and one person or everybody."""

    on: DayAsked = ""
    person: Annotated[str, Field(max_length=LONGEST)] = ""


class AnswerGiven(_Given):
    """What is to be checked."""

    sentences: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=300)]], Field(min_length=1, max_length=MOST_SENTENCES)
    ]


@dataclass(frozen=True, slots=True)
class AssistantTool:
    """One tool: what it is for, what it takes, and what it answers from the case."""

    name: str
    about: str
    given: type[BaseModel]
    answer: Callable[[CaseService, Any], Awaitable[Mapping[str, Any]]]


async def _questions(service: CaseService, _: Nothing) -> Mapping[str, Any]:
    every = [question_of(question, "en") for question in await service.questions()]
    return {"questions": [{"name": q["name"], "title": q["title"], "parameters": q["params"]} for q in every]}


async def _ask(service: CaseService, given: AskGiven) -> Mapping[str, Any]:
    answer = await service.ask(given.question, given.parameters, tables=JSON)
    rows, truth = rows_of(await answer.read())
    return await with_claims(service, rows, **({} if truth is None else {"answer": truth}))


async def _words(service: CaseService, given: WordsGiven) -> Mapping[str, Any]:
    read = await service.read(partial(CaseFile.read_words, text=given.words))
    return {**read_words_of(read, "en"), "next": "Nothing was asked. Ask one of these with the tool `ask`."}


async def _query(service: CaseService, given: QueryGiven) -> Mapping[str, Any]:
    rows, truth = rows_of(await (await service.answer(given.sparql, tables=JSON)).read())
    unknown = await service.read(partial(CaseFile.query_warnings, sparql=given.sparql))
    told = {"warnings": [f"{term.why}. {term.next}" for term in unknown]} if unknown else {}
    return await with_claims(service, rows, **told, **({} if truth is None else {"answer": truth}))


async def _search(service: CaseService, given: WordsGiven) -> Mapping[str, Any]:
    found = await service.search(given.words, limit=20)
    claims = [hit.ref.removeprefix("claim:") for hit in found if hit.ref.startswith("claim:")]
    names = [{"name": hit.ref, "untrusted": hit.text} for hit in found if not hit.ref.startswith("claim:")]
    return {"names": names, "claim_ids": claims, "claims": await service.read(partial(lines_of, ids=claims))}


async def _show(service: CaseService, given: NameGiven) -> Mapping[str, Any]:
    sheet = await service.read(partial(CaseFile.show, name=given.name))
    ids = [line.claim_id for line in sheet.lines]
    told = await service.read(partial(lines_of, ids=ids[:MOST_LINES]))
    named = {"name": sheet.ref, "kind": sheet.kind, "untrusted": {"title": sheet.title, "also": sheet.also}}
    return {**named, "claim_ids": ids, "claims": told}


async def _status(service: CaseService, given: StatusGiven) -> Mapping[str, Any]:
    day = given.on or service.clock()[:10]
    values = {"on": day, **({"person": given.person} if given.person else {})}
    return {"on": day, **await _ask(service, AskGiven(question="held-on", parameters=values))}


async def _check(service: CaseService, given: AnswerGiven) -> Mapping[str, Any]:
    told = [await service.read(partial(checked, sentence=one)) for one in given.sentences]
    return {
        "sentences": told,
        "how": "Words, names, days and numbers were compared. Whether it is true is not decided here.",
    }


TOOLS: Final = (
    AssistantTool("questions", "The saved questions of this case, with their parameters.", Nothing, _questions),
    AssistantTool("ask", "The answer to a saved question, with the claims that it rests on.", AskGiven, _ask),
    AssistantTool(
        "read_words", "Which saved question a line of words asks, in English or Spanish.", WordsGiven, _words
    ),
    AssistantTool("search", "Names and passages by their words.", WordsGiven, _search),
    AssistantTool("show", "Everything said of one person, place, organization, document or claim.", NameGiven, _show),
    AssistantTool("status", "Who was held on a day, where, and how sure that is.", StatusGiven, _status),
    AssistantTool("query", "A SPARQL 1.1 query, SELECT or ASK. It only reads.", QueryGiven, _query),
    AssistantTool(
        "check_answer",
        "Before you answer: which claims may support each of your sentences, or that none does.",
        AnswerGiven,
        _check,
    ),
)
INSTRUCTIONS: Final = (
    "A case file of who is held, where, since when, and who said so. Name the speaker and the claim ids of whatever "
    "you tell; keep its doubt; what is not stated is never a no; an accusation is never a fact about the accused. "
    f"Check your sentences with check_answer before you give them. {UNTRUSTED}"
)
