"""`/capture`: a document is brought into the case from a browser, without scripts too.

GET   /capture           the form
POST  /room/documents    reads the file, keeps it, and leads to its page
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Final

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.casefile.documents import NOTES, UPLOADED, About, CaptureReport, read_file
from habeas.errors import BadChoice, BadInput, HabeasError, NotFound
from habeas.model.translate import translator_for
from habeas.model.values import Ref
from habeas_api.forms.fields import field_error
from habeas_api.http.access import recorder_for
from habeas_api.http.problems import WrongMedia
from habeas_api.http.security import DOCUMENT_BYTES
from habeas_api.http.sessions import current_user, require_writer
from habeas_api.http.urls import entity_url, page_urls
from habeas_api.service.case_service import case_service
from habeas_api.web.as_of import page_parameters
from habeas_api.web.forms import SubmittedForm, see_other
from habeas_api.web.language import request_language
from habeas_api.web.template import render

NOT_YET: Final = 422
MEDIA: Final = "multipart/form-data"
FIELDS: Final = ("title", "publisher", "date", "language", "url", "kind")
MOST_FIELDS: Final = 20


class _InMemory(MultiPartParser):
    """A form with a file, which goes to no temporary file: what it holds may name somebody."""

    spool_max_size = DOCUMENT_BYTES


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
    sent, name, content = await _sent(request)
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


async def _sent(request: Request) -> tuple[SubmittedForm, str, bytes]:
    """The fields, and the file with its name. Raises WrongMedia, BadChoice."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != MEDIA:
        raise WrongMedia(why=f"a form with a file is expected here, and this is “{media[:60]}”", next=f"Send {MEDIA}.")
    parser = _InMemory(Headers(scope=request.scope), request.stream(), max_files=1, max_fields=MOST_FIELDS)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise BadChoice(why="this form cannot be read", next="Send it again from the page.") from error
    given, name, content = dict[str, str](), "", b""
    for key, value in form.multi_items():
        if isinstance(value, UploadFile):
            name, content = (value.filename or "document")[-200:], await value.read()
            await value.close()
        else:
            given[key] = value[:2_000]
    return SubmittedForm(given), name, content


ROUTES: Final = [
    Route("/capture", page, methods=["GET", "HEAD"]),
    Route("/room/documents", documents, methods=["POST"]),
]
