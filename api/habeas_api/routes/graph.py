"""`/graph`: the reading part of the SPARQL 1.1 Graph Store HTTP Protocol.

    GET, HEAD  ?default           the default graph: the file as it stands
    GET, HEAD  ?graph=IRI         one named graph: what one claim asserts
    OPTIONS                       what can be done here

Writing goes through claims (POST /api/claims): a graph put here would have nobody who said it.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from habeas.errors import BadChoice, NotFound
from habeas_api.http import negotiation
from habeas_api.http.parameters import Absent
from habeas_api.http.responses import StreamedAnswer, answers, await_answer
from habeas_api.http.validation import check_parameters
from habeas_api.routes.sparql import AbsoluteIri
from habeas_api.service.case_service import served

METHODS: Final = "GET, HEAD, OPTIONS"
SECONDS: Final = 60.0
"""A whole graph is long, but takes no thought."""
ASK_FOR: Final = "Ask for ?default or for ?graph=IRI."
router = APIRouter(tags=["ask"], dependencies=[Depends(check_parameters)])


def _only(**property_: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": property_, "required": list(property_), "additionalProperties": False}


WHICH: Final[dict[str, Any]] = {
    "name": "which",
    "in": "query",
    "required": True,
    "description": "`?default`, or `?graph=IRI`.",
    "style": "form",
    "explode": True,
    "schema": {
        "oneOf": [
            _only(default={"type": "string", "enum": [""], "description": "The default graph."}),
            _only(graph={"type": "string", "format": "iri", "description": "The IRI of a named graph."}),
        ]
    },
}
"""Exactly one of two parameters, which types of parameters cannot say."""


@router.head("/graph", include_in_schema=False)
@router.get(
    "/graph",
    operation_id="graph",
    summary="SPARQL 1.1 Graph Store Protocol, read only",
    responses=answers(negotiation.GRAPHS, refusals=(400, 404, 406, 422, 429)),
    response_class=Response,
    openapi_extra={"parameters": [WHICH]},
)
async def graph_get(
    request: Request,
    default: Annotated[str | Absent, Query(include_in_schema=False)] = None,
    graph: Annotated[AbsoluteIri | Absent, Query(include_in_schema=False)] = None,
) -> Response:
    """A whole graph, as the engine writes it."""
    if default is None and graph is None:  # by itself this address names a graph too (section 4.1), which is not there
        raise NotFound(why="this address by itself names no graph", next=ASK_FOR)
    if default is not None and graph is not None:
        raise BadChoice(where="parameters default, graph", why="only one graph can be asked for at once", next=ASK_FOR)
    if default:
        raise BadChoice(where="parameter default", why="this takes no value", next="Ask for ?default")
    graphs = negotiation.acceptable(request.headers.get("accept", ""), negotiation.GRAPHS)
    most: dict[str, Any] = {"result_bytes": 0} if request.method == "HEAD" else {}
    waiting = served(request).answer(graph=graph or "", graphs=graphs, seconds=SECONDS, **most)
    return StreamedAnswer(await await_answer(waiting, request.receive))


@router.options("/graph", include_in_schema=False)
async def graph_options() -> Response:
    """Which methods there are."""
    return Response(status_code=204, headers={"Allow": METHODS})
