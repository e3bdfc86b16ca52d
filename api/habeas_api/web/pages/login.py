"""Coming in and going: the link for adding, leaving, and choosing a language."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas_api.http.deps import LANGUAGES, fields
from habeas_api.http.problems import NotEntered
from habeas_api.web.forms import go, local, sent_form
from habeas_api.web.session import LINK, Session, Sessions, give_cookie, take_cookie, writer_of


def _sessions(request: Request) -> Sessions:
    found: Sessions = request.app.state.sessions
    return found


async def enter(request: Request) -> Response:
    """Open a session for adding, when the key is the one of this run."""
    key = dict(fields(request.scope["query_string"])).get("key", "")
    if not _sessions(request).fits(key):
        raise NotEntered(
            why="this is not the link for adding of this run; each start of the server makes a new one", next=LINK
        )
    before: Session | None = request.state.session
    session = _sessions(request).start(lang=before.lang if before else "", may_write=True)
    if before:
        _sessions(request).end(before)
    answer = go("/?note=entered")
    answer.headers["Cache-Control"] = "no-store"
    give_cookie(request, answer, session)
    return answer


async def leave(request: Request) -> Response:
    """End the session."""
    session = writer_of(request, (await sent_form(request))["guard"])
    _sessions(request).end(session)
    answer = go("/?note=left")
    take_cookie(request, answer)
    return answer


async def language(request: Request) -> Response:
    """Keep the language chosen, and go back to the page."""
    sent = await sent_form(request)
    answer = go(local(sent["back"]))
    if sent["lang"] in LANGUAGES:
        session = request.state.session or _sessions(request).start()
        session.lang = sent["lang"]
        give_cookie(request, answer, session)
    return answer


ROUTES: Final = [
    Route("/enter", enter, methods=["GET"]),
    Route("/leave", leave, methods=["POST"]),
    Route("/language", language, methods=["POST"]),
]
