"""`/add`: recording a claim in a form that works without scripts: fill in, look at what was understood, record.

GET   /add                 the form; ?doc= &from= &to= a passage of a held text, ?quote= ?subject= ?relation=, ?instead= a claim to correct
POST  /room/claims         step=fit shows what fits, step=preview what was understood, step=record records and leads to the claim
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile import CaseFile
from habeas.errors import BadInput
from habeas.model import Ref
from habeas_api.forms.choices import Choices, choices_for
from habeas_api.forms.edit import typed_of
from habeas_api.forms.record import Done, record_typed
from habeas_api.forms.schema import Draft
from habeas_api.forms.submit import USUAL, drafted
from habeas_api.http.deps import fields, service
from habeas_api.http.negotiate import acceptable
from habeas_api.http.responses import Json
from habeas_api.routes.serializers import url_of
from habeas_api.web.codes import code_words
from habeas_api.web.current_user import visitor_of
from habeas_api.web.forms import Sent, form_of_writer, go, noted
from habeas_api.web.i18n import language_of, words_in
from habeas_api.web.proposing import propose
from habeas_api.web.session import Session
from habeas_api.web.template import render

GIVEN: Final = ("doc", "from", "to", "quote", "subject", "relation", "object", "on", "said_by")
OFFERED: Final = (("html", "text/html"), ("json", "application/json"))
NONE: Final[Mapping[str, str]] = {}
NOT_YET: Final = 422
CREATED: Final = 201


async def add(request: Request) -> Response:
    """The form, filled in as far as the address tells."""
    given = dict(fields(request.scope["query_string"]))
    if not visitor_of(request).may_write:
        return render(request, "add_closed.html")
    typed = {name: given[name] for name in GIVEN if given.get(name)}
    desk = service(request).case
    if given.get("instead"):
        typed = {**await desk.read(partial(typed_of, claim_id=given["instead"])), "instead": given["instead"]}
    draft = await desk.read(partial(drafted, typed=typed, lang=language_of(request))) if typed else Draft()
    draft.errors = {}
    return await _page(request, typed, draft, step="")


async def claims(request: Request) -> Response:
    """Look at what was typed, or record it."""
    sent, session = await form_of_writer(request)
    step = sent["step"] or "preview"
    if step == "record":
        async with session.turn:
            return await _record(request, sent, session)
    draft = await service(request).case.read(partial(drafted, typed=sent.given, lang=language_of(request)))
    if step == "fit":
        draft.errors = {name: wrong for name, wrong in draft.errors.items() if sent[name]}
    return await _told(request, sent.given, draft, step)


async def _record(request: Request, sent: Sent, session: Session) -> Response:
    if before := session.led_to(sent["form"]):
        return Json(_done(before), CREATED) if _for_script(request) else go(before)
    session.by = sent.line("by") or session.by
    record = partial(record_typed, typed=sent.given, by=sent.line("by"), lang=language_of(request))
    done: Done = await service(request).case.write(record)
    if not done.claim_id:
        return await _told(request, sent.given, done.draft, "record")
    address = noted(url_of(Ref("claim", done.claim_id)), done.note)
    session.remember(sent["form"], address)
    return Json(_done(address), CREATED) if _for_script(request) else go(address)


def _done(address: str) -> dict[str, str]:
    """What a script hears of a claim that stands now."""
    path, _, note = address.partition("?note=")
    return {"id": path.rpartition("/")[2], "url": address, "note": note}


async def _told(request: Request, typed: Mapping[str, str], draft: Draft, step: str) -> Response:
    """What was understood, or what is wrong, as a page or for a script."""
    status = NOT_YET if draft.errors and step != "fit" else 200
    labels = await propose(service(request).case, typed, draft, language_of(request))
    if _for_script(request):
        errors = {name: {"why": wrong.why, "next": wrong.next} for name, wrong in draft.errors.items()}
        return Json(
            {"errors": errors, "shown": draft.shown, "alike": draft.alike, "labels": labels, "status": draft.status},
            status,
        )
    return await _page(request, typed, draft, step=step, status=status, labels=labels)


async def _page(
    request: Request, typed: Mapping[str, str], draft: Draft, *, step: str, status: int = 200, labels: Mapping[str, str] = NONE
) -> Response:  # fmt: skip
    """The form as it stands now."""
    look = partial(_choices, typed=typed, lang=language_of(request))
    choices: Choices = await service(request).case.read(look)
    shown = step == "preview" and not draft.errors
    told: dict[str, Any] = {
        "typed": dict(typed),
        "draft": draft,
        "choices": choices,
        "preview": shown,
        "step": step,
        "labels": labels,
    }
    return render(request, "add.html", status=status, **told, **_options(choices, language_of(request)))


def _options(choices: Choices, lang: str) -> dict[str, Any]:
    """The lists to choose from, as a value and its words."""
    words = words_in(lang)
    codes = {name: [(code, code_words(words, code)) for code in every] for name, every in choices.codes.items()}
    for name, usual in USUAL.items():
        codes[name] = sorted(codes[name], key=partial(_after, usual))
    return {
        "documents": [(slug, f"{title} ({slug})" if title else slug) for slug, title in choices.documents],
        "relations": [(slot.name, slot.label) for slot in choices.relations],
        "codes": codes,
    }


def _after(first: str, pair: tuple[str, str]) -> bool:
    return pair[0] != first


def _choices(case: CaseFile, typed: Mapping[str, str], lang: str) -> Choices:
    try:
        return choices_for(case, typed, lang)
    except BadInput:
        return choices_for(case, {}, lang)


def _for_script(request: Request) -> bool:
    found = acceptable(request.headers.get("accept", ""), OFFERED)
    return bool(found) and found[0][0] == "json"


ROUTES: Final = [Route("/add", add, methods=["GET", "HEAD"]), Route("/room/claims", claims, methods=["POST"])]
