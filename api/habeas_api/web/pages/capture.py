"""`/capture`: a document is brought into the case from a browser, without scripts too.

GET   /capture           the form
POST  /room/documents    reads the file, keeps it, and leads to its page
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.casefile.documents import NOTES, UPLOADED, About, CaptureReport, read_file
from habeas.errors import BadInput, HabeasError, NotFound
from habeas.model.translate import translator_for
from habeas.model.values import Ref
from habeas_api.forms.fields import field_error
from habeas_api.http.access import recorder_for
from habeas_api.http.sessions import current_user, require_writer
from habeas_api.http.urls import entity_url, page_urls
from habeas_api.service.case_service import case_service
from habeas_api.web.as_of import page_parameters
from habeas_api.web.forms import SubmittedForm, read_file_form, see_other
from habeas_api.web.language import request_language
from habeas_api.web.template import render

NOT_YET: Final = 422
FIELDS: Final = ("title", "publisher", "date", "language", "url", "kind")


async def page(request: Request) -> Response:
    """The form."""
    given = page_parameters(request, "document")
    user = current_user(request)
    if user.may_add:
        return see_other(page_urls(request).plain("/messages"))
    if not user.may_write:
        return render(request, "add_closed.html")
    return _form(request, {"ref": given.get("document", "")})


def _form(
    request: Request, typed: dict[str, str], error: HabeasError | None = None, report: CaptureReport | None = None
) -> Response:
    say = translator_for(request_language(request)).gettext
    notes = [say(NOTES[note]) for note in report.notes] if report else []
    wrong = {"where": error.where, "why": error.why, "next": error.next} if error else None
    headers = {"Cache-Control": "no-store"}
    status = NOT_YET if error else 200
    return render(
        request, "capture.html", status=status, headers=headers, typed=typed, error=wrong, report=report, notes=notes
    )


async def documents(request: Request) -> Response:
    """Read and keep the file; what was typed stays where that fails."""
    sent, name, content = await read_file_form(request)
    session = require_writer(request, sent["guard"])
    async with session.lock:
        if before := session.previous_redirect(sent["form"]):
            return see_other(before)
        try:
            report = await _keep(request, sent, name, content)
        except (BadInput, NotFound) as error:
            return _form(request, sent.given, error)
        address = entity_url(Ref.parse(report.ref))
        session.remember(sent["form"], address)
    if report.notes or report.proposed or report.moved:
        return _form(request, {"ref": report.ref}, report=report)
    return see_other(address)


async def _keep(request: Request, sent: SubmittedForm, name: str, content: bytes) -> CaptureReport:
    if not content:
        raise field_error("file", "no file", request_language(request))
    about = About(ref=sent.line("ref"), **{field: sent.line(field) for field in FIELDS})
    by = recorder_for(request, "")
    read = await asyncio.to_thread(read_file, content, name, UPLOADED)
    keep = partial(CaseFile.keep_document, content=content, file=name, read=read, about=about)
    return await case_service(request).write(partial(keep, accept=bool(sent["accept"]), by=by))


ROUTES: Final = [
    Route("/capture", page, methods=["GET", "HEAD"]),
    Route("/room/documents", documents, methods=["POST"]),
]
