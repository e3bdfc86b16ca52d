"""JSON answers, and how they are told in the OpenAPI document. Answers are made of plain values; nothing validates them twice."""

from __future__ import annotations

import json
from typing import Any, Generic, TypeVar

from starlette.responses import JSONResponse
from typing_extensions import TypedDict

from habeas_api.routes.schemas import Problem

T = TypeVar("T")
Responses = dict[int | str, dict[str, Any]]


class Json(JSONResponse):
    """A JSON answer, UTF-8, letters as they are."""

    def render(self, content: Any) -> bytes:
        """The bytes."""
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


class Listed(TypedDict, Generic[T]):
    """A page of a list. `next` is the address of the next page; null on the last."""

    items: list[T]
    next: str | None


def one_of(model: Any, *refusals: int, status: int = 200) -> Responses:
    """The responses of an operation that gives one of these."""
    return {status: {"model": model, "description": "Done"}, **problems(400, 404, *refusals)}


def page_of(model: Any, *refusals: int) -> Responses:
    """The responses of an operation that gives a page of these."""
    return {200: {"model": Listed[model], "description": "A page"}, **problems(400, *refusals)}


def problems(*statuses: int) -> Responses:
    """Refusals, all in the one envelope."""
    words = {400: "A mistake in the request", 401: "The token is needed", 403: "Not run, or not from here", 404: "Not in this file",
             406: "Not in any of these formats", 408: "The rest of the request did not come", 409: "It does not fit what stands in the file",
             413: "Too large", 415: "A kind of body that is not taken", 421: "Not the name of this server",
             422: "Ended at a limit", 429: "Too many at once"}  # fmt: skip
    always = {403, 421}
    return {
        status: {"description": words[status], "content": {"application/problem+json": {"schema": {"$ref": PROBLEM}}}}
        for status in sorted({*statuses, *always})
    }


PROBLEM = "#/components/schemas/Problem"
MODELS = (Problem,)
