"""`/drafts`: drafts of claims beside the sentences they were read from, to accept, change or reject one by one.

GET   /drafts?document=report   the drafts of a document that nobody recorded or rejected
POST  /room/drafts              step=accept records one as it stands, step=reject puts one out of sight

It works without scripts; with them, single keys do it. What is rejected is kept in the session, and no longer.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.casefile.draft_acceptance import accept_draft
from habeas.casefile.draft_service import DraftView, warm_reading
from habeas.errors import BadInput, HabeasError, NotFound
from habeas_api.http.access import recorder_for
from habeas_api.http.sessions import Session, current_user
from habeas_api.http.urls import page_urls
from habeas_api.service.case_service import case_service
from habeas_api.web.as_of import page_parameters
from habeas_api.web.forms import SubmittedForm, read_writer_form, see_other
from habeas_api.web.language import request_language
from habeas_api.web.template import render

CONFLICT: Final = 409
MOST_SHOWN: Final = 100
"""So many drafts stand on one page; the next come when these are done."""


async def page(request: Request) -> Response:
    """The drafts of a document; without one, the documents to choose from. Raises NotFound."""
    given = page_parameters(request, "document")
    if not current_user(request).may_write:
        return render(request, "add_closed.html")
    if not given.get("document"):
        return RedirectResponse(page_urls(request).plain("/documents"), 303)
    return await _page(request, given["document"])


async def _page(request: Request, document: str, error: HabeasError | None = None) -> Response:
    service, lang = case_service(request), request_language(request)
    try:
        await asyncio.to_thread(warm_reading, await service.read(partial(CaseFile.text_to_read, document=document)))
    except BadInput as without_text:
        return _render(request, document, (), without_text)
    found = await service.read(partial(CaseFile.drafts, document=document))
    views = await service.read(partial(CaseFile.draft_views, found=found, lang=lang))
    return _render(request, found.document.slug, tuple(views), error, found.title, truncated=found.truncated)


def _render(
    request: Request,
    document: str,
    views: tuple[DraftView, ...],
    error: HabeasError | None,
    called: str = "",
    *,
    truncated: bool = False,
) -> Response:
    session: Session | None = getattr(request.state, "session", None)
    rejected = session.rejected if session else set[str]()
    waiting = [view for view in views if not view.recorded and _mark(document, view.key) not in rejected]
    wrong = {"why": error.why, "next": error.next} if error else None
    return render(
        request,
        "drafts.html",
        status=CONFLICT if error else 200,
        headers={"Cache-Control": "no-store"},
        document=document,
        called=called or document,
        drafts=waiting[:MOST_SHOWN],
        waiting=len(waiting),
        recorded=sum(bool(view.recorded) for view in views),
        rejected=sum(_mark(document, view.key) in rejected for view in views),
        truncated=truncated,
        error=wrong,
    )


async def decide(request: Request) -> Response:
    """Accept a draft, or reject it; then the page again, at the next one."""
    sent, session = await read_writer_form(request)
    document, key = sent.line("document"), sent.line("draft")
    async with session.lock:
        if before := session.previous_redirect(sent["form"]):
            return see_other(before)
        if sent["step"] == "reject":
            session.rejected.add(_mark(document, key))
        else:
            try:
                await _accept(request, session, sent)
            except (BadInput, NotFound) as error:
                return await _page(request, document, error)
        after = f"#d-{sent.line('next')}" if sent.line("next") else ""
        address = page_urls(request).url("/drafts", document=document) + after
        session.remember(sent["form"], address)
        return see_other(address)


async def _accept(request: Request, session: Session, sent: SubmittedForm) -> None:
    """Record a draft as it was proposed. Raises BadInput, NotFound."""
    by = recorder_for(request, sent.line("by")) or session.by
    accept = partial(accept_draft, document=sent.line("document"), key=sent.line("draft"), by=by)
    report = await case_service(request).write(accept)
    if report.refused:
        raise BadInput(why=report.refused[0].why, next=report.refused[0].next)


def _mark(document: str, key: str) -> str:
    return f"{document} {key}"


ROUTES: Final = [
    Route("/drafts", page, methods=["GET", "HEAD"]),
    Route("/room/drafts", decide, methods=["POST"]),
]
