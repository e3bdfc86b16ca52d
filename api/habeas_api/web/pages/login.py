"""Coming in and going: the link for adding, leaving, and choosing a language."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.settings import LANGUAGES
from habeas_api.http.problems import NotEntered
from habeas_api.http.sessions import (
    LOGIN_HINT,
    Session,
    Sessions,
    delete_session_cookie,
    require_writer,
    set_session_cookie,
)
from habeas_api.http.urls import local_address, parse_query
from habeas_api.web.forms import read_form, see_other


def _sessions(request: Request) -> Sessions:
    found: Sessions = request.app.state.sessions
    return found


async def enter(request: Request) -> Response:
    """Open a session for adding, when the key is the one of this run."""
    key = dict(parse_query(request.scope["query_string"])).get("key", "")
    if not _sessions(request).is_key(key):
        raise NotEntered(
            why="this is not the link for adding of this run; each start of the server makes a new one", next=LOGIN_HINT
        )
    before: Session | None = request.state.session
    session = _sessions(request).start(lang=before.lang if before else "", may_write=True)
    if before:
        _sessions(request).end(before)
    answer = see_other("/?note=entered")
    answer.headers["Cache-Control"] = "no-store"
    set_session_cookie(request, answer, session)
    return answer


async def leave(request: Request) -> Response:
    """End the session."""
    session = require_writer(request, (await read_form(request))["guard"])
    _sessions(request).end(session)
    answer = see_other("/?note=left")
    delete_session_cookie(request, answer)
    return answer


async def language(request: Request) -> Response:
    """Keep the language chosen, and go back to the page."""
    sent = await read_form(request)
    answer = see_other(local_address(sent["back"]))
    if sent["lang"] in LANGUAGES:
        session = request.state.session or _sessions(request).start()
        session.lang = sent["lang"]
        set_session_cookie(request, answer, session)
    return answer


ROUTES: Final = [
    Route("/enter", enter, methods=["GET"]),
    Route("/leave", leave, methods=["POST"]),
    Route("/language", language, methods=["POST"]),
]
