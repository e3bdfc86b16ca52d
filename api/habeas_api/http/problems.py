"""What goes wrong, as `application/problem+json` (RFC 9457), the same on every address.

    type    /docs/errors#<kind>: stable, made for programs          title   the kind in words
    status  the HTTP status                                         detail  why
    where   the parameter, or line and column                       next    what to do

A kind of error has one status, told by the table below and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from habeas import errors
from habeas.errors import HabeasError, phrase
from habeas_api.http.urls import problem_url

MEDIA: Final = "application/problem+json"
NEEDS_TOKEN: Final = 401
RETRY_SECONDS: Final = 2
WRONG_METHOD: Final = 405


class TooLarge(HabeasError):
    """A request with more in it than is taken."""


class TooSlow(HabeasError):
    """A request whose rest did not come in time."""


class WrongMedia(HabeasError):
    """A body of a kind that is not taken here."""


class NotAllowed(HabeasError):
    """A request from where none is taken, or to do what is not done here."""


class NoToken(HabeasError):
    """A request that needs the token and does not have it."""


class NoLink(NoToken):
    """A form from a browser that did not come in through a link."""


class NoRight(HabeasError):
    """A request by somebody who is known, and may not do this."""


class NotEntered(HabeasError):
    """A form of another session, or a link that opens nothing."""


class PreconditionFailed(HabeasError):
    """A request on a condition that does not hold (If-Match, If-None-Match)."""


class CaseAway(HabeasError):
    """A request for a case that is not there at the moment: its folder is gone, or another program has it."""


class Stopping(HabeasError):
    """A request that was under way when the server was ended."""


class Conflict(HabeasError):
    """A request that fits, but not with what stands in the file. `more` are further members of the answer."""

    def __init__(self, *, why: str, next: str = "", where: str = "", more: Mapping[str, Any] | None = None) -> None:
        super().__init__(why=why, next=next, where=where)
        self.more = more or {}


KINDS: Final[Mapping[type[Exception], tuple[int, str, str]]] = {
    errors.QueryStopped: (422, "query-stopped", "the query was ended"),
    errors.NotAcceptable: (406, "not-acceptable", "not in any of the formats asked for"),
    errors.Busy: (429, "busy", "too many queries at once"),
    errors.InvalidQuestion: (409, "not-answerable", "the question makes no sense like this"),
    errors.QueryRefused: (403, "query-refused", "the query is not run"),
    errors.BadQuery: (400, "bad-query", "a mistake in the query"),
    errors.BadQuestion: (409, "bad-question", "a saved question of the case cannot be read"),
    errors.NotFound: (404, "not-found", "not in this case file"),
    errors.CaseLocked: (409, "case-locked", "the case file is open elsewhere"),
    errors.CaseReadOnly: (403, "case-read-only", "the case file can only be read"),
    CaseAway: (503, "case-away", "the case file is not there at the moment"),
    errors.CaseEncrypted: (409, "case-encrypted", "the case file is locked with a passphrase"),
    errors.CaseDamaged: (500, "case-damaged", "the case file is damaged"),
    Conflict: (409, "conflict", "it does not fit what stands in the file"),
    errors.BadClaim: (409, "bad-claim", "a claim that does not fit"),
    PreconditionFailed: (412, "precondition-failed", "not on this condition"),
    TooLarge: (413, "too-large", "the request is too large"),
    TooSlow: (408, "too-slow", "the rest of the request did not come"),
    WrongMedia: (415, "wrong-media-type", "this kind of body is not taken"),
    NotAllowed: (403, "not-allowed", "not from here"),
    NoToken: (401, "token-needed", "the token is needed"),
    NoLink: (401, "link-needed", "sign in first"),
    NoRight: (403, "right-needed", "the right to do this is missing"),
    NotEntered: (403, "not-entered", "adding is not open in this browser"),
    Stopping: (503, "stopping", "the server is being ended"),
    errors.BadInput: (400, "bad-input", "a mistake in the request"),
    HabeasError: (400, "error", "it did not work"),
}
"""Error -> status, kind, title. The most special kind of an error counts."""
BY_STATUS: Final[Mapping[int, tuple[str, str]]] = {
    404: ("no-such-address", "nothing is at this address"),
    405: ("method-not-allowed", "this cannot be done at this address"),
    500: ("failure", "the server made a mistake"),
}


def kind_of(error: Exception) -> tuple[int, str, str]:
    """Status, kind and title of an error."""
    return next(KINDS[kind] for kind in type(error).__mro__ if kind in KINDS)


def problem(
    status: int,
    kind: str,
    title: str,
    *,
    why: str,
    where: str = "",
    next: str = "",
    more: Mapping[str, Any] | None = None,
) -> Response:
    """The answer that tells a problem."""
    plain = {
        "type": problem_url(kind),
        "title": title,
        "status": status,
        "detail": why,
        "where": where,
        "next": next,
    }
    content = json.dumps({**plain, **(more or {})}, ensure_ascii=False)
    return Response(content.encode("utf-8", "replace"), status, media_type=MEDIA)


def problem_of(error: HabeasError) -> Response:
    """An error of ours as an answer."""
    status, kind, title = kind_of(error)
    more = error.more if isinstance(error, Conflict) else {}
    if isinstance(error, errors.Busy):
        more = {"place": error.place, "wait": error.wait or RETRY_SECONDS}
    told = problem(status, kind, title, why=error.why, where=error.where, next=error.next, more=more)
    if status == NEEDS_TOKEN:
        told.headers["WWW-Authenticate"] = 'Bearer realm="habeas"'
    if isinstance(error, errors.Busy):
        told.headers["Retry-After"] = str(more["wait"])
    if isinstance(error, CaseAway):
        told.headers["Retry-After"] = str(RETRY_SECONDS)
    if isinstance(error, TooLarge | TooSlow):
        told.headers["Connection"] = "close"
    return told


async def habeas_error(request: Request, error: Exception) -> Response:
    """Handler for every HabeasError. What the library calls by a name that is a parameter here is told to be one."""
    assert isinstance(error, HabeasError)  # noqa: S101 registered for this kind only
    if error.where in request.query_params:
        error.where = phrase("parameter %(name)s", name=error.where)
    return problem_of(error)


async def http_error(request: Request, error: Exception) -> Response:
    """Handler for what the framework itself refuses: an unknown address, a method that is not there."""
    assert isinstance(error, HTTPException)  # noqa: S101 registered for this kind only
    if isinstance(error.__cause__, HabeasError):  # of a body that broke off: the framework calls each a 400
        return problem_of(error.__cause__)
    kind, title = BY_STATUS.get(error.status_code, ("error", "it did not work"))
    told = problem(error.status_code, kind, title, why=str(error.detail), next="/docs lists every address.")
    if error.status_code == WRONG_METHOD:
        told.headers["Allow"] = ", ".join(_methods(request))
    return told


def _methods(request: Request) -> list[str]:
    """Every method that is taken at this address; several routes may share it."""
    found: set[str] = set()
    for route in request.app.router.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= set(getattr(route, "methods", None) or ())
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


async def failure(_request: Request, _error: Exception) -> Response:
    """Handler for mistakes of the program; what they say stays here, for it may hold a name."""
    kind, title = BY_STATUS[500]
    return problem(500, kind, title, why="this could not be answered")
