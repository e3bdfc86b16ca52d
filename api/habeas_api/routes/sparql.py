"""`/sparql`: the query part of the SPARQL 1.1 Protocol.

    GET   ?query=…                                     the answer; without a query, the service description
    POST  application/x-www-form-urlencoded            the same parameters, in the body
    POST  application/sparql-query                     the query is the body, the rest stands in the address

`default-graph-uri` and `named-graph-uri` say which graphs are asked, and count before FROM in the query. Two parameters
are ours: `timeout`, in seconds, and `format`, for clients that cannot send an Accept header. So is one header of the
answer, `Habeas-Warning`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BaseModel, Field, ValidationError

from habeas.errors import BadChoice, phrase
from habeas_api.http import negotiation
from habeas_api.http.parameters import Absent
from habeas_api.http.problems import NotAllowed, WrongMedia
from habeas_api.http.responses import StreamedAnswer, answers, await_answer
from habeas_api.http.urls import parse_query
from habeas_api.http.validation import check_parameters, require_known
from habeas_api.service.case_service import CaseService, served
from habeas_api.service.query_warnings import query_warnings

FORM_MEDIA: Final = "application/x-www-form-urlencoded"
QUERY_MEDIA: Final = "application/sparql-query"
UPDATE_MEDIA: Final = "application/sparql-update"
UPDATES: Final = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
FORMAT_NAMES: Final = ("format", "output", "results")
"""`format`, and what other clients call it."""
METHODS: Final = "GET, HEAD, POST, OPTIONS"
MAX_SECONDS: Final = 60
EXAMPLE: Final = 'SELECT ?who WHERE { ?who hab:detainedAt ?where . ?where skos:prefLabel "El Helicoide"@es }'
QUERY_SCHEMA: Final[dict[str, Any]] = {"format": "sparql-query"}


def require_absolute(iri: str) -> str:
    """A validator: an absolute IRI, as far as its characters tell."""
    scheme, colon, rest = iri.partition(":")
    begins = bool(colon and rest) and scheme.isascii() and scheme[:1].isalpha()
    if not begins or any(c in '<>"{}|\\^`' or c <= " " for c in iri):
        raise ValueError(f"“{iri[:80]}” is not an absolute address; give the whole IRI")
    return iri


AbsoluteIri = Annotated[str, AfterValidator(require_absolute), Field(json_schema_extra={"format": "iri"})]


class Dataset(BaseModel):
    """Which graphs are asked, and for how long."""

    default_graphs: Annotated[
        list[AbsoluteIri], Field(alias="default-graph-uri", description="Graphs that make up the default graph.")
    ] = []
    named_graphs: Annotated[
        list[AbsoluteIri], Field(alias="named-graph-uri", description="Graphs that GRAPH can name.")
    ] = []
    timeout: Annotated[
        Annotated[int, Field(ge=1, le=MAX_SECONDS)] | Absent, Field(description="Seconds that the query may take.")
    ] = None


class QueryParameters(Dataset):
    """A query and its dataset."""

    query: Annotated[
        Annotated[str, Field(min_length=1)] | Absent,
        Field(
            description="A SPARQL 1.1 query; without it, the service description.",
            json_schema_extra=QUERY_SCHEMA,
            examples=[EXAMPLE],
        ),
    ] = None


async def refuse_updates(request: Request) -> None:
    """A dependency: an update is refused as such, not as a parameter that nobody knows. Raises NotAllowed."""
    if any(name in UPDATES for name, _ in parse_query(request.scope["query_string"])):
        raise _no_update()


async def format_asked(
    format_: Annotated[str, Query(alias="format", include_in_schema=False)] = "",
    output: Annotated[str, Query(include_in_schema=False)] = "",
    results: Annotated[str, Query(include_in_schema=False)] = "",
) -> str:
    """The format asked for by a parameter; empty for none."""
    return (format_ or output or results).lower()


FormatAsked = Annotated[str, Depends(format_asked)]
router = APIRouter(tags=["ask"], dependencies=[Depends(refuse_updates), Depends(check_parameters)])
REFUSALS: Final = (400, 406, 422, 429)


@router.head("/sparql", include_in_schema=False)
@router.get(
    "/sparql",
    operation_id="sparql_get",
    summary="SPARQL 1.1 Protocol, read only",
    responses=answers(negotiation.TABLES, negotiation.GRAPHS, refusals=REFUSALS),
    response_class=Response,
)
async def sparql_get(request: Request, asked: Annotated[QueryParameters, Query()], form: FormatAsked) -> Response:
    """The answer as the engine wrote it: nothing stands between the worker's bytes and the client's."""
    return await (_answer(request, asked, form) if asked.query else _describe(request))


@router.post(
    "/sparql",
    operation_id="sparql_post",
    summary="The same, with the query in the body",
    description="Or send the query itself, as application/sparql-query.",
    responses=answers(negotiation.TABLES, negotiation.GRAPHS, refusals=(*REFUSALS, 408, 413, 415)),
    response_class=Response,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                FORM_MEDIA: {
                    "schema": {
                        "type": "object",
                        "required": ["query"],
                        "properties": {"query": {"type": "string", "minLength": 1, **QUERY_SCHEMA}},
                        "additionalProperties": False,
                    }
                }
            },
        }
    },
)
async def sparql_post(
    request: Request,
    address: Annotated[Dataset, Query()],
    form: FormatAsked,
    query: Annotated[str | Absent, Query(min_length=1, include_in_schema=False)] = None,
) -> Response:
    """A query in the body, as a form or as itself. What the address says besides holds too."""
    body, form_in_body = await _parse_body(request)
    texts = [text for text in (query, body.query) if text]
    if not texts:
        raise BadChoice(where="parameter query", why="there is no query", next="Send it as query=… or as the body.")
    if len(texts) > 1:
        raise BadChoice(where="parameter query", why="there is more than one query", next="Send one at a time.")
    asked = QueryParameters.model_construct(
        query=texts[0],
        default_graphs=[*address.default_graphs, *body.default_graphs],
        named_graphs=[*address.named_graphs, *body.named_graphs],
        timeout=address.timeout or body.timeout,
    )
    return await _answer(request, asked, form or form_in_body)


@router.options("/sparql", include_in_schema=False)
async def sparql_options() -> Response:
    """Which methods there are."""
    return Response(status_code=204, headers={"Allow": METHODS})


async def _answer(request: Request, asked: QueryParameters, form: str) -> Response:
    accept, graphs_given = request.headers.get("accept", ""), bool(asked.default_graphs or asked.named_graphs)
    tables = negotiation.choose(accept, form, negotiation.TABLES)
    if form and negotiation.accepts_anything(accept):
        tables = negotiation.for_people(tables)
    waiting = served(request).answer(
        asked.query or "",
        seconds=float(asked.timeout or 0),
        base=_endpoint(request),
        default_graphs=tuple(asked.default_graphs) if graphs_given else None,
        named_graphs=tuple(asked.named_graphs) if graphs_given else None,
        tables=tables,
        graphs=negotiation.choose(accept, form, negotiation.GRAPHS),
    )
    answer = await await_answer(waiting, request.receive)
    service = served(request)
    if not isinstance(service, CaseService):  # RDF files have no vocabulary
        return StreamedAnswer(answer)
    return StreamedAnswer(answer, await query_warnings(service.read, asked.query or ""))


async def _describe(request: Request) -> Response:
    graphs = negotiation.acceptable(request.headers.get("accept", ""), negotiation.GRAPHS) or negotiation.GRAPHS
    waiting = served(request).answer(service_description(_endpoint(request)), graphs=graphs)
    return StreamedAnswer(await await_answer(waiting, request.receive))


def _endpoint(request: Request) -> str:
    return f"{request.scope['scheme']}://{request.headers['host']}{request.scope['path']}"


# -- the body of a POST


async def _parse_body(request: Request) -> tuple[QueryParameters, str]:
    """The query and its dataset as the body has them, and the format that it asks for."""
    media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    body = await request.body()
    _require_readable(media.strip(), parameters)
    if media.strip() != FORM_MEDIA:
        return QueryParameters.model_construct(query=_utf8(body)), ""
    given = parse_query(body)
    if any(name in UPDATES for name, _ in given):
        raise _no_update()
    known = [field.alias or name for name, field in QueryParameters.model_fields.items()]
    require_known((name for name, _ in given if name not in FORMAT_NAMES), known)
    return _validated(given), next((value.lower() for name, value in given if name in FORMAT_NAMES), "")


def _validated(given: Sequence[tuple[str, str]]) -> QueryParameters:
    """The fields of a form as parameters. Raises RequestValidationError."""
    found: dict[str, Any] = {}
    for name, field in QueryParameters.model_fields.items():
        key = field.alias or name
        values = [value for other, value in given if other == key]
        if values:
            found[key] = values if field.alias else values[0]
        if len(values) > 1 and not field.alias and key not in FORMAT_NAMES:
            why = "there is more than one query" if key == "query" else "this is given twice"
            raise BadChoice(where=phrase("parameter %(name)s", name=key), why=why, next="Send one at a time.")
    try:
        return QueryParameters.model_validate(found)
    except ValidationError as error:
        raise RequestValidationError([{**one, "loc": ("query", *one["loc"])} for one in error.errors()]) from None


def _require_readable(media: str, parameters: str) -> None:
    if media == UPDATE_MEDIA:
        raise _no_update()
    if media not in {FORM_MEDIA, QUERY_MEDIA}:
        sent = f"a body of type “{media[:60]}”" if media else "a body without a content type"
        hint = phrase(
            "Send the query as %(query_media)s, or as %(form_media)s with query=…",
            query_media=QUERY_MEDIA,
            form_media=FORM_MEDIA,
        )
        raise WrongMedia(why=phrase("%(sent)s is not accepted here", sent=sent), next=hint)
    charset = parameters.partition("charset=")[2].strip(' "')
    if charset not in {"", "utf-8", "utf8"}:
        raise WrongMedia(
            why=phrase("%(charset)s is not accepted here", charset=charset[:20]), next="SPARQL is written in UTF-8."
        )


def _no_update() -> NotAllowed:
    return NotAllowed(
        why="this address only reads; the journal is the truth here, and an update would bypass it",
        next="Record claims with POST /api/claims.",
    )


def _utf8(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadChoice(where=f"byte {error.start}", why="the query is not UTF-8", next="Send it as UTF-8.") from None


# -- what this endpoint is

DESCRIBED_FORMATS: Final = [
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "TriG",
    "JSON-LD",
    "RDF_XML",
]


def service_description(endpoint: str) -> str:
    """A CONSTRUCT of the service description (SPARQL 1.1), so that the engine writes it in every format."""
    me = f"<{endpoint}>"
    formats = ", ".join(f"format:{name}" for name in DESCRIBED_FORMATS)
    return (
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX format: <http://www.w3.org/ns/formats/> "
        f"CONSTRUCT {{ {me} a sd:Service ; sd:endpoint {me} ; sd:supportedLanguage sd:SPARQL11Query ; "
        f"sd:resultFormat {formats} ; sd:defaultDataset <{endpoint}#dataset> . "
        f"<{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#default> . "
        f"<{endpoint}#default> a sd:Graph }} WHERE {{ }}"
    )
