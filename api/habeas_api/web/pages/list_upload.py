"""`/add/list`: a list of people, looked at and then recorded; it works without scripts.

GET   /add/list     choose a file
POST  /room/list    a file (multipart): what its columns seem to mean, its first rows as sentences, what changed since
                    the edition before. Then the same with answers: step=look shows it again, step=record records it
                    and leads to the document

The file waits on the server until it is recorded, another is chosen, or the server ends; nowhere on the disk before.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.list_form import ShownList, look_at_list, meaning_choices, record_shown_list, require_upload
from habeas.errors import BadChoice, BadInput
from habeas_api.http.access import recorder_for
from habeas_api.http.sessions import Session, WaitingFile, current_user, require_writer
from habeas_api.http.urls import entity_url
from habeas_api.service.case_service import case_service
from habeas_api.web.as_of import page_parameters
from habeas_api.web.forms import MULTIPART, SubmittedForm, read_file_form, read_writer_form, see_other
from habeas_api.web.language import request_language
from habeas_api.web.template import render

NOT_YET: Final = 422
GONE: Final = "the list is not here any more: the server was started again, or another list was chosen"
NONE: Final[Mapping[str, str]] = {}


async def choose(request: Request) -> Response:
    """The form for a file."""
    page_parameters(request)
    return _page(request) if current_user(request).may_write else render(request, "add_closed.html")


async def send(request: Request) -> Response:
    """A file, or answers about the one that waits."""
    try:
        if request.headers.get("content-type", "").startswith(MULTIPART):
            session = await _take(request)
            return await _look(request, session, NONE)
        sent, session = await read_writer_form(request)
        async with session.lock:
            return await (_record if sent["step"] == "record" else _look_again)(request, session, sent)
    except BadInput as error:
        return _page(request, error=error, status=NOT_YET)


async def _take(request: Request) -> Session:
    """Let a file wait in the session. Raises BadChoice, NotEntered."""
    sent, name, content = await read_file_form(request)
    session = require_writer(request, sent["guard"])
    require_upload(content)
    session.waiting = WaitingFile((name or "list.csv").rpartition("/")[2].rpartition("\\")[2], content)
    return session


async def _look_again(request: Request, session: Session, sent: SubmittedForm) -> Response:
    return await _look(request, session, sent.given)


async def _look(request: Request, session: Session, typed: Mapping[str, str]) -> Response:
    """The list with these answers; where one makes no sense, without them, and what is wrong."""
    waiting = _waiting(session)
    look = partial(look_at_list, name=waiting.name, content=waiting.content, lang=request_language(request))
    try:
        return _page(request, await case_service(request).read(partial(look, typed=typed)))
    except BadInput as error:
        shown = await case_service(request).read(partial(look, typed=NONE)) if typed else None
        return _page(request, shown, error=error, status=NOT_YET)


async def _record(request: Request, session: Session, sent: SubmittedForm) -> Response:
    if before := session.previous_redirect(sent["form"]):
        return see_other(before)
    waiting = _waiting(session)
    by = recorder_for(request, sent.line("by")) or session.by
    session.by = by
    record = partial(record_shown_list, name=waiting.name, content=waiting.content, typed=sent.given, by=by)
    try:
        document, _ = await case_service(request).write(record)
    except BadInput:
        return await _look(request, session, sent.given)
    address = entity_url(document)
    session.remember(sent["form"], address)
    session.waiting = None
    return see_other(address)


def _waiting(session: Session) -> WaitingFile:
    if session.waiting is None:
        raise BadChoice(where="file", why=GONE, next="Choose it again.")
    return session.waiting


def _page(
    request: Request, shown: ShownList | None = None, *, error: BadInput | None = None, status: int = 200
) -> Response:
    often, rest = meaning_choices(request_language(request))
    wrong = {"why": error.why, "next": error.next} if error else None
    kept = {"Cache-Control": "no-store"}
    return render(request, "list.html", status=status, headers=kept, shown=shown, often=often, rest=rest, error=wrong)


ROUTES: Final = [
    Route("/add/list", choose, methods=["GET", "HEAD"]),
    Route("/room/list", send, methods=["POST"]),
]
