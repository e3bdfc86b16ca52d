"""Asking: saved questions as forms with their parameters, and SPARQL in a plain box. Every answer has an address to share.

/ask          the saved questions          /ask/NAME?person=…   one, as a form, and its answer
/ask/sparql?query=…                        any SPARQL 1.1 query
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.results import Param, Question
from habeas.errors import BadChoice, HabeasError, InvalidQuestion, NotFound, QueryStopped
from habeas_api.http.problems import kind_of
from habeas_api.http.responses import await_answer
from habeas_api.http.urls import query_url, question_url
from habeas_api.service.state import case_service
from habeas_api.web.as_of import page_parameters
from habeas_api.web.i18n import localizer_for, request_language
from habeas_api.web.labels import parameter_label
from habeas_api.web.query_results import GRAPHS, TABLES, QueryAnswer, query_answer
from habeas_api.web.template import render

LONGEST: Final = 500
LONGEST_QUERY: Final = 100_000
EXAMPLES: Final = (
    ("Who was held where, and which claim says so", "SELECT ?name ?place ?claim WHERE {\n  GRAPH ?claim { ?who hab:detainedAt ?where }\n"
     "  ?who skos:prefLabel ?name .\n  ?where skos:prefLabel ?place .\n}\nLIMIT 100"),
    ("How many claims each speaker makes", "SELECT ?speaker (COUNT(?claim) AS ?claims) WHERE {\n  ?claim hab:statedBy ?speaker .\n}\n"
     "GROUP BY ?speaker\nORDER BY DESC(?claims)"),
    ("Everything known of one claim", "DESCRIBE ?claim WHERE {\n  ?claim a hab:Claim .\n}\nLIMIT 1"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with what was asked."""

    where: str
    why: str
    next: str


async def questions(request: Request) -> Response:
    """The saved questions."""
    page_parameters(request)
    return render(
        request,
        "ask.html",
        questions=[_told(one, request_language(request)) for one in await case_service(request).questions()],
    )


def _told(question: Question, lang: str) -> dict[str, Any]:
    labels = {param.name: parameter_label(localizer_for(lang), param.name) for param in question.params}
    plain = {"name": question.name, "title": question.title_in(lang), "about": question.about_in(lang)}
    return {**plain, "params": question.params, "labels": labels}


async def question(request: Request) -> Response:
    """One saved question: its form, and its answer once it is asked."""
    service, lang = case_service(request), request_language(request)
    found = {one.name: one for one in await service.questions()}.get(request.path_params["name"])
    if found is None:
        raise NotFound(why=f"there is no saved question “{request.path_params['name'][:60]}”", next="/ask lists them.")
    given = page_parameters(request, "ask", *(param.name for param in found.params))
    values = {param.name: given.get(param.name, "")[:LONGEST] for param in found.params}
    told: dict[str, Any] = {"question": _told(found, lang), "values": values}
    if not _is_asked(found, given, values):
        return render(request, "question.html", answer=None, mistake=None, links=(), **told)
    filled = {name: value for name, value in values.items() if value}
    try:
        asking = service.ask(found.name, filled, tables=TABLES, lang=lang)
        answer = await query_answer(service, await await_answer(asking, request.receive), lang, titled=True)
    except (BadChoice, NotFound, InvalidQuestion, QueryStopped) as error:
        mistake = Mistake(_of_param(error, found.params), error.why, error.next)
        return render(
            request, "question.html", status=kind_of(error)[0], answer=None, mistake=mistake, links=(), **told
        )
    links = [(form.upper(), question_url(found.name, form, filled)) for form in ("csv", "json", "tsv")]
    return render(request, "question.html", answer=answer, mistake=None, links=links, **told)


def _is_asked(found: Question, given: Mapping[str, str], values: Mapping[str, str]) -> bool:
    """Asked by the button or by parameters in the address; a question without parameters is asked by opening it."""
    return "ask" in given or any(values.values()) or not any(param.required for param in found.params)


def _of_param(error: HabeasError, params: tuple[Param, ...]) -> str:
    """The parameter that a mistake belongs to, where it names one."""
    names, told = [param.name for param in params], [*error.where.split(), *error.why.split()[:1]]
    return next((name for name in names if name in told), names[0] if len(names) == 1 else "")


async def sparql(request: Request) -> Response:
    """Any SPARQL query: its answer below it, or what is wrong with it and where."""
    query = page_parameters(request, "query").get("query", "")
    told: dict[str, Any] = {"query": query, "examples": EXAMPLES, "answer": None, "mistake": None, "links": ()}
    if not query:
        return render(request, "sparql.html", **told)
    service = case_service(request)
    try:
        if len(query) > LONGEST_QUERY:
            raise BadChoice(where="query", why=f"this query has more than {LONGEST_QUERY} characters")
        asking = service.answer(query, tables=TABLES, graphs=GRAPHS)
        answer: QueryAnswer = await query_answer(
            service, await await_answer(asking, request.receive), request_language(request)
        )
    except HabeasError as error:
        told["mistake"] = Mistake(error.where, error.why, error.next)
        return render(request, "sparql.html", status=kind_of(error)[0], **told)
    told |= {"answer": answer, "links": _links(query, answer)}
    return render(request, "sparql.html", **told)


def _links(query: str, answer: QueryAnswer) -> list[tuple[str, str]]:
    """The same answer in other forms."""
    forms = ("ttl", "jsonld", "nt") if answer.kind == "graph" else ("csv", "json", "tsv")
    return [(form.upper(), query_url(query, form)) for form in forms]


ROUTES: Final = [
    Route("/ask", questions, methods=["GET", "HEAD"]),
    Route("/ask/sparql", sparql, methods=["GET", "HEAD"]),
    Route("/ask/{name}", question, methods=["GET", "HEAD"]),
]
