"""`/graph`: the reading part of the SPARQL 1.1 Graph Store HTTP Protocol.

    GET, HEAD  ?default           the default graph: the file as it stands
    GET, HEAD  ?graph=IRI         one named graph: what one claim asserts
    OPTIONS                       what can be done here

Writing goes through claims (POST /api/claims): a graph that was put here would have nobody who said it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive

from habeas.errors import BadChoice, NotFound
from habeas_api.http import negotiation
from habeas_api.http.parameters import require_known
from habeas_api.http.responses import StreamedAnswer, await_answer
from habeas_api.http.urls import parse_query
from habeas_api.routes.sparql import ProtocolEndpoint, is_absolute_iri
from habeas_api.service.state import server_state

METHODS: Final = ("GET", "HEAD", "OPTIONS")
SECONDS: Final = 60.0
"""A whole graph is long, but costs no thought."""


class GraphStoreEndpoint(ProtocolEndpoint):
    """The graph store, as an ASGI application."""

    methods = METHODS

    async def answer(self, request: Request, receive: Receive) -> Response:
        """The answer to one request."""
        return await _answer(request, receive)


async def _answer(request: Request, receive: Receive) -> StreamedAnswer:
    given = parse_query(request.scope["query_string"])
    require_known((name for name, _ in given), ("default", "graph"))
    graph = _graph(given)
    graphs = negotiation.acceptable(request.headers.get("accept", ""), negotiation.GRAPHS)
    most: dict[str, Any] = {"result_bytes": 0} if request.method == "HEAD" else {}
    answering = server_state(request).service.answer(graph=graph, graphs=graphs, seconds=SECONDS, **most)
    return StreamedAnswer(await await_answer(answering, receive))


def _graph(given: Sequence[tuple[str, str]]) -> str:
    """The name of the graph asked for; empty for the default graph."""
    if not given:  # by itself this address names a graph too (section 4.1), which is not there
        raise NotFound(why="this address by itself names no graph", next="Ask for ?default or for ?graph=IRI.")
    if len(given) > 1:
        why = "only one graph can be asked for at once"
        raise BadChoice(where="parameters default, graph", why=why, next="Ask for ?default or for ?graph=IRI.")
    name, value = given[0]
    if name == "default" and not value:
        return ""
    if name == "default":
        raise BadChoice(where="parameter default", why="this takes no value", next="Ask for ?default")
    if not is_absolute_iri(value):
        raise BadChoice(
            where="parameter graph", why=f"“{value[:80]}” is not an absolute address", next="Give the whole IRI."
        )
    return value
