"""Where *Add* leads whose link lets them add and no more: a form for a message in their own words.

GET   /messages        the form, and the messages that they sent before
POST  /room/messages   keeps one
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.errors import BadChoice
from habeas_api.forms.fields import field_error
from habeas_api.http.sessions import current_user
from habeas_api.service.messages import mailbox
from habeas_api.web.as_of import page_parameters
from habeas_api.web.forms import SubmittedForm, read_writer_form, see_other
from habeas_api.web.language import request_language
from habeas_api.web.template import render

NOT_YET: Final = 422
SENT: Final = "/messages?note=sent"


async def messages(request: Request) -> Response:
    """The form; for others, the way to theirs."""
    page_parameters(request)
    return await message_form(request) if current_user(request).may_add else see_other("/add")


async def message_form(request: Request, sent: SubmittedForm | None = None, wrong: BadChoice | None = None) -> Response:
    """The form, with what was typed when it does not fit, and what was sent before."""
    typed = sent.given if sent else {}
    error = {"where": wrong.where, "why": wrong.why, "next": wrong.next} if wrong else None
    status, before = NOT_YET if wrong else 200, await mailbox(request).sent()
    kept = {"Cache-Control": "no-store"}
    return render(request, "messages.html", status=status, headers=kept, typed=typed, error=error, messages=before)


async def send(request: Request) -> Response:
    """Keep a message, once, however often the form is sent."""
    sent, session = await read_writer_form(request)
    async with session.lock:
        if before := session.previous_redirect(sent["form"]):
            return see_other(before)
        try:
            if not sent["words"].strip():
                raise field_error("words", "no message", request_language(request))
            await mailbox(request).send(words=sent["words"], about=sent["about"], when=sent["when"])
        except BadChoice as error:
            return await message_form(request, sent, error)
        session.remember(sent["form"], SENT)
        return see_other(SENT)


ROUTES: Final = [
    Route("/messages", messages, methods=["GET"]),
    Route("/room/messages", send, methods=["POST"]),
]
