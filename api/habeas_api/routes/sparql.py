"""`/sparql`: the query part of the SPARQL 1.1 Protocol.

    GET   ?query=…                                     the answer; without a query, the service description
    POST  application/x-www-form-urlencoded            the same parameters, in the body
    POST  application/sparql-query                     the query is the body, the rest stands in the address

`default-graph-uri` and `named-graph-uri` say which graphs are asked, and count before FROM in the query. Two parameters
are ours: `timeout`, in seconds, and `format`, for clients that cannot send an Accept header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from habeas.errors import BadChoice
from habeas_api.http import negotiation
from habeas_api.http.parameters import require_known
from habeas_api.http.problems import NotAllowed, WrongMedia
from habeas_api.http.responses import StreamedAnswer, await_answer
from habeas_api.http.urls import parse_query
from habeas_api.service.state import ServerState, server_state

FORM_MEDIA: Final = "application/x-www-form-urlencoded"
QUERY_MEDIA: Final = "application/sparql-query"
UPDATE_MEDIA: Final = "application/sparql-update"
PARAMETERS: Final = ("query", "default-graph-uri", "named-graph-uri", "timeout", "format")
FORMAT_PARAMETERS: Final = ("output", "results")
"""Sent by clients beside their Accept header; other names of `format`."""
MAX_SECONDS: Final = 60
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")


@dataclass(frozen=True, slots=True)
class SparqlQuery:
    """A query and its dataset, as the request tells them."""

    text: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    seconds: float
    form: str


class ProtocolEndpoint:
    """An endpoint of a SPARQL protocol, as an ASGI application. A subclass tells its methods and how it answers."""

    methods: ClassVar[tuple[str, ...]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = self._options() if scope["method"] == "OPTIONS" else await self.answer(request, receive)
        await response(scope, receive, send)

    async def answer(self, request: Request, receive: Receive) -> Response:
        """The answer to GET, HEAD or POST."""
        raise NotImplementedError

    def _options(self) -> Response:
        return Response(status_code=204, headers={"Allow": ", ".join(self.methods)})


class SparqlEndpoint(ProtocolEndpoint):
    """The endpoint, as an ASGI application: nothing between the reader's bytes and the client's."""

    methods = METHODS

    async def answer(self, request: Request, receive: Receive) -> Response:
        """The answer to one request."""
        return await _answer(request, receive)


async def _answer(request: Request, receive: Receive) -> StreamedAnswer:
    asked = await _parse_request(request)
    accept = request.headers.get("accept", "")
    endpoint = f"{request.scope['scheme']}://{request.headers['host']}{request.scope['path']}"
    if not asked.text and request.method != "POST":
        return await _describe(server_state(request), accept, endpoint, receive)
    if not asked.text:
        raise BadChoice(where="parameter query", why="there is no query", next="Send it as query=… or as the body.")
    answering = server_state(request).service.answer(
        asked.text,
        seconds=asked.seconds,
        base=endpoint,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        tables=negotiation.choose(accept, asked.form, negotiation.TABLES),
        graphs=negotiation.choose(accept, asked.form, negotiation.GRAPHS),
    )
    return StreamedAnswer(await await_answer(answering, receive))


async def _describe(of: ServerState, accept: str, endpoint: str, receive: Receive) -> StreamedAnswer:
    graphs = negotiation.acceptable(accept, negotiation.GRAPHS) or negotiation.GRAPHS
    return StreamedAnswer(await await_answer(of.service.answer(service_description(endpoint), graphs=graphs), receive))


async def _parse_request(request: Request) -> SparqlQuery:
    given = parse_query(request.scope["query_string"])
    direct = ""
    if request.method == "POST":
        media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
        body = await request.body()
        _require_readable(media.strip(), parameters)
        if media.strip() == FORM_MEDIA:
            given += parse_query(body)
        else:
            direct = _utf8(body)
    if any(name in {"update", "using-graph-uri", "using-named-graph-uri"} for name, _ in given):
        raise _no_update()
    require_known((name for name, _ in given if name not in FORMAT_PARAMETERS), PARAMETERS)
    return _combine(given, direct)


def _require_readable(media: str, parameters: str) -> None:
    if media == UPDATE_MEDIA:
        raise _no_update()
    if media not in {FORM_MEDIA, QUERY_MEDIA}:
        why = f"a body of the kind “{media[:60]}” is not taken here"
        raise WrongMedia(why=why, next=f"Send the query as {QUERY_MEDIA}, or as {FORM_MEDIA} with query=…")
    charset = parameters.partition("charset=")[2].strip(' "')
    if charset not in {"", "utf-8", "utf8"}:
        raise WrongMedia(why=f"{charset[:20]} is not taken here", next="SPARQL is written in UTF-8.")


def _no_update() -> NotAllowed:
    return NotAllowed(
        why="this address only reads; the journal is the truth here, and an update would go past it",
        next="Record claims with POST /api/claims, or `habeas record`.",
    )


def _utf8(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadChoice(where=f"byte {error.start}", why="the query is not UTF-8", next="Send it as UTF-8.") from None


def _combine(given: Sequence[tuple[str, str]], direct: str) -> SparqlQuery:
    texts = [value for name, value in given if name == "query"]
    if "" in texts:
        raise BadChoice(
            where="parameter query", why="the query is empty", next="Leave it out for what this endpoint is."
        )
    if len(texts) + bool(direct) > 1:
        raise BadChoice(where="parameter query", why="there is more than one query", next="Send one at a time.")
    default, named = ([v for n, v in given if n == name] for name in ("default-graph-uri", "named-graph-uri"))
    other = bool(default or named)
    forms = [value for name, value in given if name in {"format", *FORMAT_PARAMETERS}]
    return SparqlQuery(
        text=texts[0] if texts else direct,
        default_graphs=tuple(_absolute_iris(default)) if other else None,
        named_graphs=tuple(_absolute_iris(named)) if other else None,
        seconds=_seconds([value for name, value in given if name == "timeout"]),
        form=forms[0].lower() if forms else "",
    )


def _absolute_iris(graphs: Sequence[str]) -> Sequence[str]:
    for graph in graphs:
        if not is_absolute_iri(graph):
            why = f"“{graph[:80]}” is not an absolute address"
            raise BadChoice(
                where="parameter default-graph-uri or named-graph-uri", why=why, next="Give the graph's whole IRI."
            )
    return graphs


def is_absolute_iri(text: str) -> bool:
    """True for an absolute IRI, as far as its characters tell."""
    scheme, colon, rest = text.partition(":")
    begins = bool(colon and rest) and scheme.isascii() and scheme[:1].isalpha()
    return begins and not any(c in '<>"{}|\\^`' or c <= " " for c in text)


def _seconds(given: Sequence[str]) -> float:
    if not given:
        return 0
    text = given[0]
    if len(given) > 1 or not (text.isascii() and text.isdigit() and 0 < int(text[:4]) <= MAX_SECONDS):
        why = f"one whole number of seconds is wanted, from 1 to {MAX_SECONDS}"
        raise BadChoice(where="parameter timeout", why=why, next="For example: timeout=30")
    return int(text)


# -- what this endpoint is

SD_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "N-Quads", "TriG", "JSON-LD", "RDF_XML",
)  # fmt: skip


def service_description(endpoint: str) -> str:
    """A CONSTRUCT of what this endpoint is. `endpoint` is its own address."""
    me = f"<{endpoint}>"
    formats = ", ".join(f"format:{name}" for name in SD_FORMATS)
    return (
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX format: <http://www.w3.org/ns/formats/> "
        f"CONSTRUCT {{ {me} a sd:Service ; sd:endpoint {me} ; sd:supportedLanguage sd:SPARQL11Query ; "
        f"sd:resultFormat {formats} ; sd:defaultDataset <{endpoint}#dataset> . "
        f"<{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#default> . <{endpoint}#default> a sd:Graph }} WHERE {{ }}"
    )
