"""What people send from the room besides claims: withdrawing, judging, deciding; signing in and out.

Each change goes through the same front door as the shell, with its reason, once. A form that was sent before leads
where it led. One that does not fit is shown again, with what was typed and why. Two people, or two windows, at one
thing: the second is told what changed meanwhile, and nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.errors import BadChoice, BadInput, NotFound
from habeas.model.access import KEEPER, Right
from habeas.settings import LANGUAGES
from habeas_api.forms.fields import field_error
from habeas_api.http.access import AccessControl, recorder_for
from habeas_api.http.problems import NotEntered, kind_of
from habeas_api.http.sessions import (
    LOGIN_HINT,
    Session,
    Sessions,
    delete_session_cookie,
    require_writer,
    set_session_cookie,
)
from habeas_api.http.urls import local_address, parse_query, with_note
from habeas_api.service.case_service import CaseService, case_service
from habeas_api.service.reviews import decide
from habeas_api.web.forms import SubmittedForm, read_form, read_writer_form, see_other
from habeas_api.web.language import request_language
from habeas_api.web.template import render

CONFLICT: Final = 409
VERDICTS: Final = frozenset(["same", "different", "unsure", "take-back"])
DECISIONS: Final = frozenset(["explained", "prefer", "false-alarm", "open"])
Act = Callable[[CaseService, SubmittedForm], Awaitable[str]]
"""Does what a form asks for, and says what to tell on the page that it leads to."""


async def _act(request: Request, kind: str, act: Act) -> Response:
    """Do it, and go back to where the form stood; or show the form again."""
    sent, session = await read_writer_form(request)
    sent.given.update(lang=request_language(request), by=recorder_for(request, sent.line("by")))
    async with session.lock:
        if before := session.previous_redirect(sent["form"]):
            return see_other(before)
        session.by = sent.line("by") or session.by
        try:
            note = await act(case_service(request), sent)
        except (BadInput, NotFound) as error:
            return await _again(request, kind, sent, error)
        address = with_note(local_address(sent["back"]), note)
        session.remember(sent["form"], address)
        return see_other(address)


async def _again(request: Request, kind: str, sent: SubmittedForm, error: BadInput | NotFound) -> Response:
    """The form once more, with what was typed. A hint that is for the shell is left out."""
    hint = "" if "--" in error.next or "`habeas" in error.next else error.next
    told = {"where": error.where, "why": error.why, "next": hint}
    status = CONFLICT if isinstance(error, BadChoice) else kind_of(error)[0]
    seen = await case_service(request).read(partial(_seen, key=sent["finding"])) if kind == "decide" else 0
    return render(request, "again.html", status=status, kind=kind, typed=sent.given, error=told, seen=seen)


def _seen(case: CaseFile, key: str) -> int:
    """The decision that stands now, which whoever decides after this page has seen."""
    return next((one.number for one in reversed(case.decisions()) if one.key == key), 0)


# -- what each does


def _require(sent: SubmittedForm, **choices: frozenset[str]) -> None:
    """Raise BadChoice for a choice that was not made, or without a reason."""
    for name, values in choices.items():
        if sent[name] not in values:
            raise field_error(name, "no choice", sent["lang"])
    if not sent["reason"].strip():
        raise field_error("reason", "no reason", sent["lang"])


async def _withdraw(service: CaseService, sent: SubmittedForm) -> str:
    _require(sent)

    def change(case: CaseFile) -> None:
        case.withdraw(sent.line("claim"), reason=sent["reason"].strip(), by=sent.line("by"))

    await service.write(change)
    return "withdrawn"


async def _judge(service: CaseService, sent: SubmittedForm) -> str:
    a, b, verdict = sent.line("a"), sent.line("b"), sent.line("verdict")
    how: dict[str, Any] = {"reason": sent["reason"].strip(), "by": sent.line("by")}
    if not b:
        raise field_error("b", "no name", sent["lang"])
    _require(sent, verdict=VERDICTS)

    def change(case: CaseFile) -> None:
        if verdict == "take-back":
            case.take_back(a, b, **how)
        else:
            case.judge(a, _named(case, b, sent["lang"]), verdict, **how)

    await service.write(change)
    return "taken-back" if verdict == "take-back" else "judged"


def _named(case: CaseFile, name: str, lang: str) -> str:
    """The other name. Raises BadChoice that belongs to its field."""
    match = case.match(name)
    if len(match.certain) == 1:
        return str(match.certain[0])
    why = "which of them" if match.certain else "not called, near" if match.near else "not called"
    raise field_error("b", why, lang, text=name, names=", ".join(map(str, match.proposals)))


async def _decide(service: CaseService, sent: SubmittedForm) -> str:
    _require(sent, decision=DECISIONS)
    preferred = sent.line("preferred") if sent["decision"] == "prefer" else ""
    if sent["decision"] == "prefer" and not preferred:
        raise field_error("claim", "which claim", sent["lang"])
    seen = int(sent["seen"]) if sent["seen"].isdecimal() else 0
    how = {"reason": sent["reason"], "claim": preferred, "by": sent.line("by"), "seen": seen}
    await decide(service, sent.line("finding"), sent.line("decision"), **how)
    return "decided"


async def withdraw(request: Request) -> Response:
    """Take a claim out of what the file states."""
    return await _act(request, "withdraw", _withdraw)


async def judge(request: Request) -> Response:
    """Judge two names, or take back what was judged of them."""
    return await _act(request, "judge", _judge)


async def decided(request: Request) -> Response:
    """Decide what to make of a finding."""
    return await _act(request, "decide", _decide)


# -- coming in and going


def _sessions(request: Request) -> Sessions:
    found: Sessions = request.app.state.sessions
    return found


async def enter(request: Request) -> Response:
    """Open a session for adding, when the key is the one of this run."""
    key = dict(parse_query(request.scope["query_string"])).get("key", "")
    control: AccessControl = request.app.state.control
    access = KEEPER if _sessions(request).is_key(key) else control.with_link(key)
    if access is None:
        why = "this link opens nothing: it is of an earlier start of the server, or was taken back, or its time is over"
        raise NotEntered(why=why, next=LOGIN_HINT)
    before: Session | None = request.state.session
    session = _sessions(request).start(lang=before.lang if before else "", entered=True, grant=access.grant)
    if before:
        _sessions(request).end(before)
    answer = see_other("/?note=entered" if Right.RECORD in access.role.rights else "/?note=came-in")
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
    Route("/room/withdraw", withdraw, methods=["POST"]),
    Route("/room/judge", judge, methods=["POST"]),
    Route("/room/decide", decided, methods=["POST"]),
    Route("/enter", enter, methods=["GET"]),
    Route("/leave", leave, methods=["POST"]),
    Route("/language", language, methods=["POST"]),
]
