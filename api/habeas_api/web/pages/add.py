"""`/add`: recording a claim in a form that works without scripts: fill in, look at what was understood, record.

GET   /add            the form; ?doc= &from= &to= a passage of a held text, ?quote= ?subject= ?relation=,
                      ?instead= a claim to correct
POST  /room/claims    step=fit shows what fits, step=more asks for another subject and step=remove-2 takes one away,
                      step=preview what was understood, step=record records and
                      leads to the claim
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.errors import BadInput
from habeas.model.values import Ref
from habeas_api.forms.choices import DEFAULT_CODES, Choices, choices_for
from habeas_api.forms.edit import fields_of_claim_id
from habeas_api.forms.fields import Draft
from habeas_api.forms.names import shown_names, with_ids
from habeas_api.forms.record import FormResult, record_form
from habeas_api.forms.subjects import HINT, MORE, REMOVE, arrange_subjects, is_partway, subject_fields
from habeas_api.forms.submit import parse_form
from habeas_api.http.access import recorder_for
from habeas_api.http.negotiation import acceptable
from habeas_api.http.responses import Json
from habeas_api.http.sessions import Session, current_user
from habeas_api.http.urls import entity_url, page_urls, parse_query, with_note
from habeas_api.service.case_service import case_service
from habeas_api.web.as_of import page_parameters
from habeas_api.web.forms import SubmittedForm, propose_names, read_writer_form, see_other
from habeas_api.web.i18n import localizer_for
from habeas_api.web.labels import code_label
from habeas_api.web.language import request_language
from habeas_api.web.template import render

GIVEN: Final = ("doc", "from", "to", "quote", "subject", "relation", "object", "on", "said_by", "proposed_by")
OFFERED: Final = (("html", "text/html"), ("json", "application/json"))
NONE: Final[Mapping[str, str]] = {}
NOT_YET: Final = 422
CREATED: Final = 201


async def add(request: Request) -> Response:
    """The form, filled in as far as the address tells."""
    page_parameters(request, *GIVEN, "instead")
    given = dict(parse_query(request.scope["query_string"]))
    user = current_user(request)
    if user.may_add:
        return see_other(page_urls(request).plain("/messages"))
    if not user.may_write:
        return render(request, "add_closed.html")
    typed = {name: given[name] for name in GIVEN if given.get(name)}
    service = case_service(request)
    if given.get("instead"):
        typed = {
            **await service.read(partial(fields_of_claim_id, claim_id=given["instead"])),
            "instead": given["instead"],
        }
    draft = await service.read(partial(parse_form, typed=typed, lang=request_language(request))) if typed else Draft()
    draft.errors = {}
    return await _page(request, typed, draft, step="")


async def claims(request: Request) -> Response:
    """Look at what was typed, or record it."""
    sent, session = await read_writer_form(request)
    step = sent["step"] or "preview"
    meant = await case_service(request).read(partial(with_ids, typed=sent.given, lang=request_language(request)))
    sent = SubmittedForm(arrange_subjects(meant, step))
    if step == "record":
        async with session.lock:
            return await _record(request, sent, session)
    draft = await case_service(request).read(partial(parse_form, typed=sent.given, lang=request_language(request)))
    if is_partway(step) and step != HINT:
        draft.errors = {name: wrong for name, wrong in draft.errors.items() if sent[name]}
    return await _told(request, sent.given, draft, step)


async def _record(request: Request, sent: SubmittedForm, session: Session) -> Response:
    if before := session.previous_redirect(sent["form"]):
        return Json(_done(before), CREATED) if _for_script(request) else see_other(before)
    by = recorder_for(request, sent.line("by"))
    session.by = by or session.by
    record = partial(record_form, typed=sent.given, by=by, lang=request_language(request))
    done: FormResult = await case_service(request).write(record)
    if not done.claim_id:
        return await _told(request, sent.given, done.draft, "record")
    address = with_note(entity_url(Ref("claim", done.claim_id)), done.note)
    session.remember(sent["form"], address)
    return Json(_done(address), CREATED) if _for_script(request) else see_other(address)


def _done(address: str) -> dict[str, str]:
    """What a script hears of a claim that stands now."""
    path, _, note = address.partition("?note=")
    return {"id": path.rpartition("/")[2], "url": address, "note": note}


async def _told(request: Request, typed: Mapping[str, str], draft: Draft, step: str) -> Response:
    """What was understood, or what is wrong, as a page or for a script."""
    status = NOT_YET if draft.errors and not is_partway(step) else 200
    labels = await propose_names(case_service(request), typed, draft, request_language(request))
    if _for_script(request):
        errors = {name: {"why": wrong.why, "next": wrong.next} for name, wrong in draft.errors.items()}
        known = {"claim": draft.claim_id, "status": draft.status, "remarks": draft.remarks}
        return Json({"errors": errors, "shown": draft.shown, "alike": draft.alike, "labels": labels, **known}, status)
    return await _page(request, typed, draft, step=step, status=status, labels=labels)


async def _page(
    request: Request,
    typed: Mapping[str, str],
    draft: Draft,
    *,
    step: str,
    status: int = 200,
    labels: Mapping[str, str] = NONE,
) -> Response:
    """The form as it stands now."""
    look = partial(_choices, typed=typed, lang=request_language(request))
    choices, names = await case_service(request).read(look)
    shown = step == "preview" and not draft.errors
    told: dict[str, Any] = {
        "typed": dict(typed),
        "draft": draft,
        "choices": choices,
        "preview": shown,
        "step": "fit" if is_partway(step) else step,
        "subjects": subject_fields(typed),
        "focus": step if step == MORE or step.startswith(REMOVE) else "",
        "labels": labels,
        "names": names,
        "first": _first_field(typed, draft, choices, step),
    }
    return render(request, "add.html", status=status, **told, **_options(choices, request_language(request)))


def _options(choices: Choices, lang: str) -> dict[str, Any]:
    """The lists to choose from, each as a value and its label."""
    local = localizer_for(lang)
    codes = {name: [(code, code_label(local, code)) for code in every] for name, every in choices.codes.items()}
    for name, usual in DEFAULT_CODES.items():
        codes[name] = sorted(codes[name], key=partial(_after, usual))
    return {
        "documents": [(slug, f"{title} ({slug})" if title else slug) for slug, title in choices.documents],
        "relations": [(slot.name, slot.label) for slot in choices.relations],
        "codes": codes,
    }


def _after(first: str, pair: tuple[str, str]) -> bool:
    return pair[0] != first


def _choices(case: CaseFile, typed: Mapping[str, str], lang: str) -> tuple[Choices, dict[str, str]]:
    """The choices, and what the fields show that hold ids."""
    try:
        return choices_for(case, typed, lang), shown_names(case, typed, lang)
    except BadInput:
        return choices_for(case, {}, lang), {}


def _first_field(typed: Mapping[str, str], draft: Draft, choices: Choices, step: str) -> str:
    """The field in which somebody goes on: the first that is wrong, else the first that is still to be filled in."""
    if step == "fit":
        return "object" if typed.get("relation") else "relation"
    if step:
        return "" if is_partway(step) else next(iter(draft.errors), "")
    if typed.get("instead"):
        return "subject"
    if not typed.get("doc"):
        return "doc" if choices.documents else "new_doc_title"
    return "subject" if choices.passage[1] or typed.get("quote") else "quote"


def _for_script(request: Request) -> bool:
    found = acceptable(request.headers.get("accept", ""), OFFERED)
    return bool(found) and found[0][0] == "json"


ROUTES: Final = [Route("/add", add, methods=["GET", "HEAD"]), Route("/room/claims", claims, methods=["POST"])]
