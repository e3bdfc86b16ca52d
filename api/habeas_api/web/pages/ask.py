"""Asking: saved questions as forms with their parameters, and SPARQL in a plain box.

Every answer has an address to share.

/ask          the saved questions, and what words may ask: /ask?words=…
/ask/NAME?person=…   one, as a form, and its answer
/ask/sparql?query=…                        any SPARQL 1.1 query
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.casefile.results import Param, Question
from habeas.casefile.words_service import LONGEST as WORDS
from habeas.errors import BadChoice, BadClaim, HabeasError, InvalidQuestion, NotFound, QueryStopped, phrase
from habeas.model.values import Ref
from habeas.vocab import KINDS
from habeas_api.http.problems import kind_of
from habeas_api.http.responses import Answer, await_answer
from habeas_api.http.urls import query_url, question_url
from habeas_api.service.case_service import CaseService, case_service
from habeas_api.web.as_of import page_parameters
from habeas_api.web.i18n import Localizer, localizer_for
from habeas_api.web.language import request_language
from habeas_api.web.question_labels import CODED_COLUMNS, answer_words, column_label, parameter_label
from habeas_api.web.readings import readings_for_page
from habeas_api.web.references import short_references
from habeas_api.web.template import render

MAX_ROWS: Final = 500
"""So many rows stand on a page; all of them in the CSV."""
MAX_CELL: Final = 600
MAX_GRAPH: Final = 200_000
"""So many characters of triples stand on a page."""
TABLES: Final = (("json", "application/sparql-results+json"),)
GRAPHS: Final = (("ttl", "text/turtle"),)
NAME: Final = "Name"
CLAIM_COLUMNS: Final = frozenset({"claim", "claims", "against", "before"})
MAX_CLAIMS: Final = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its text, the name it is (which has a page), the claims it lists, and its language."""

    text: str
    ref: str = ""
    claims: tuple[str, ...] = ()
    lang: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryAnswer:
    """An answer on a page: a table, yes or no, or triples. `total` rows there are.

    `whole` is False when not all are shown.
    """

    kind: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    truth: bool = False
    text: str = ""
    whole: bool = True


async def query_answer(service: CaseService, answer: Answer, lang: str, *, titled: bool = False) -> QueryAnswer:
    """The answer as a page shows it.

    `titled` for saved questions: columns in words, and a name with its link in one column.
    """
    content = b"".join([part async for part in answer.parts()])
    if answer.head.media.startswith("text/turtle"):
        text = content.decode("utf-8", "replace")
        return QueryAnswer(kind="graph", text=text[:MAX_GRAPH], whole=len(text) <= MAX_GRAPH)
    plain = json.loads(content)
    if "boolean" in plain:
        return QueryAnswer(kind="truth", truth=bool(plain["boolean"]))
    table = await service.read(partial(_table, plain=plain, lang=lang))
    return _titled(_in_words(table, localizer_for(lang)), localizer_for(lang)) if titled else table


def _in_words(table: QueryAnswer, local: Localizer) -> QueryAnswer:
    """The codes of an answer as pages say them everywhere."""
    coded = [name in CODED_COLUMNS for name in table.columns]
    rows = tuple(
        tuple(
            replace(cell, text=answer_words(local, cell.text)) if is_code or cell.text == NOT_STATED else cell
            for cell, is_code in zip(row, coded, strict=True)
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _titled(table: QueryAnswer, local: Localizer) -> QueryAnswer:
    """`person` and `personName` are one column: the name where it has no page, else its link."""
    places = {name: place for place, name in enumerate(table.columns)}
    twins = {name: places[name + NAME] for name in table.columns if name + NAME in places}
    kept = [name for name in table.columns if name.removesuffix(NAME) == name or name.removesuffix(NAME) not in twins]
    rows = tuple(
        tuple(row[places[name]] if row[places[name]].text or name not in twins else row[twins[name]] for name in kept)
        for row in table.rows
    )
    return replace(table, columns=tuple(column_label(local, name) for name in kept), rows=rows)


def _table(case: CaseFile, plain: Mapping[str, Any], lang: str) -> QueryAnswer:
    columns, rows = tuple(plain["head"]["vars"]), plain["results"]["bindings"]
    labels: dict[str, str] = {}
    told = tuple(
        tuple(_in_column(case, name, row.get(name), labels, lang) for name in columns) for row in rows[:MAX_ROWS]
    )
    return QueryAnswer(kind="table", columns=columns, rows=told, total=len(rows), whole=len(rows) <= MAX_ROWS)


def _in_column(case: CaseFile, column: str, value: Mapping[str, str] | None, labels: dict[str, str], lang: str) -> Cell:
    """A value in its column: saved questions list claims by their ids, one after the other."""
    if column in CLAIM_COLUMNS and value is not None and value["type"] != "uri":
        ids = tuple(value["value"].split())
        if ids and all(case.views.index.claim(one) is not None for one in ids[:MAX_CLAIMS]):
            return Cell(value["value"], claims=ids[:MAX_CLAIMS], cut=len(ids) > MAX_CLAIMS)
    return _cell(case, value, labels, lang)


def _cell(case: CaseFile, value: Mapping[str, str] | None, labels: dict[str, str], lang: str) -> Cell:
    if value is None:
        return Cell("")
    text = value["value"]
    if value["type"] != "uri":
        return Cell(text[:MAX_CELL], lang=value.get("xml:lang", ""), cut=len(text) > MAX_CELL)
    name = _name(case, text)
    if not name:
        return Cell(text[:MAX_CELL], cut=len(text) > MAX_CELL)
    if name not in labels:
        labels[name] = case.label(Ref(*name.split(":", 1)), lang)
    return Cell(labels[name], ref=name)


def _name(case: CaseFile, iri: str) -> str:
    """The name of this file behind an IRI; empty for what has no page."""
    base = case.settings.base
    if not iri.startswith(base) or iri.removeprefix(base).partition("/")[0] not in KINDS:
        return ""
    try:
        return str(case.views.mapper.ref(iri))
    except BadClaim:
        return ""


LONGEST: Final = 500
NOT_STATED: Final = "not stated"
LONGEST_QUERY: Final = 100_000
EXAMPLES: Final = (
    (
        "Who was held where, and which claim says so",
        "SELECT ?name ?place ?claim WHERE {\n  GRAPH ?claim { ?who hab:detainedAt ?where }\n"
        "  ?who skos:prefLabel ?name .\n  ?where skos:prefLabel ?place .\n}\nLIMIT 100",
    ),
    (
        "How many claims each speaker makes",
        "SELECT ?speaker (COUNT(?claim) AS ?claims) WHERE {\n  ?claim hab:statedBy ?speaker .\n}\n"
        "GROUP BY ?speaker\nORDER BY DESC(?claims)",
    ),
    ("Everything known of one claim", "DESCRIBE ?claim WHERE {\n  ?claim a hab:Claim .\n}\nLIMIT 1"),
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with what was asked."""

    where: str
    why: str
    next: str


async def questions(request: Request) -> Response:
    """The saved questions; and what a line of words may ask, which is shown and not asked."""
    words, lang = page_parameters(request, "words").get("words", "")[:WORDS], request_language(request)
    service = case_service(request)
    read = await service.read(partial(CaseFile.read_words, text=words, lang=lang)) if words.strip() else None
    every = [_told(one, lang) for one in await service.questions()]
    return render(request, "ask.html", questions=every, words=words, read=readings_for_page(read, lang))


def _told(question: Question, lang: str) -> dict[str, Any]:
    labels = {param.name: parameter_label(localizer_for(lang), param.name) for param in question.params}
    plain = {"name": question.name, "title": question.title_in(lang), "about": question.about_in(lang)}
    return {**plain, "params": question.params, "labels": labels, "library": question.library}


async def question(request: Request) -> Response:
    """One saved question: its form, and its answer once it is asked."""
    service, lang = case_service(request), request_language(request)
    found = await service.question(request.path_params["name"])
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
    short = await short_references(request, (claim for row in answer.rows for cell in row for claim in cell.claims))
    return render(request, "question.html", answer=answer, mistake=None, links=links, short=short, **told)


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
    told["unknown"] = ()
    if not query:
        return render(request, "sparql.html", **told)
    service = case_service(request)
    try:
        if len(query) > LONGEST_QUERY:
            raise BadChoice(
                where="query",
                why=phrase("this query has more than %(longest_query)s characters", longest_query=LONGEST_QUERY),
            )
        asking = service.answer(query, tables=TABLES, graphs=GRAPHS)
        answer: QueryAnswer = await query_answer(
            service, await await_answer(asking, request.receive), request_language(request)
        )
    except HabeasError as error:
        told["mistake"] = Mistake(error.where, error.why, error.next)
        return render(request, "sparql.html", status=kind_of(error)[0], **told)
    unknown = await service.read(partial(CaseFile.query_warnings, sparql=query))
    told |= {"answer": answer, "links": _links(query, answer), "unknown": unknown}
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
