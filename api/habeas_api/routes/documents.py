"""`/api/documents`: a file, kept with its text and ready to be quoted (docs/documents.md); the drafts from its text.

The file is the body as it is; what is said of it stands in the address. It is read in a process with limits before
the case is touched, and what it says of itself comes back as a proposal.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Request

from habeas.casefile.case_file import CaseFile
from habeas.casefile.documents import UPLOADED, About, read_file
from habeas.casefile.draft_service import warm_reading
from habeas.errors import BadInput
from habeas_api.http.access import recorder_for
from habeas_api.http.parameters import Absent, Lang
from habeas_api.http.problems import Conflict
from habeas_api.http.responses import Json, one_of
from habeas_api.http.security import ANY_FILE, writes_files
from habeas_api.http.validation import check_parameters
from habeas_api.serializers.documents import CapturedOut, DraftsOut, captured_of, drafts_of
from habeas_api.service.state import Service

router = APIRouter(tags=["record"], dependencies=[Depends(check_parameters)])
CREATED: Final = 201


def _said(description: str, *examples: str) -> Any:
    return Query(min_length=1, max_length=500, description=description, examples=list(examples) or None)


@router.post(
    "/api/documents",
    operation_id="capture",
    summary="Keep a document: the file is the body",
    responses=one_of(CapturedOut, 401, 408, 409, 413) | one_of(CapturedOut, status=CREATED),
    response_class=Json,
    dependencies=writes_files,
    openapi_extra=ANY_FILE,
)
async def capture(
    request: Request,
    service: Service,
    file: Annotated[str, _said("What the file is called.", "report.pdf")],
    document: Annotated[str | Absent, _said("A document of the case, of which this is another capture.")] = None,
    title: Annotated[str | Absent, _said("What it is called.")] = None,
    kind: Annotated[str | Absent, _said("What it is.", "article")] = None,
    publisher: Annotated[str | Absent, _said("Who issued it; a name of the case.")] = None,
    date: Annotated[str | Absent, _said("When it was issued, in EDTF.", "2026-01-12")] = None,
    language: Annotated[str | Absent, _said("In which language.", "es")] = None,
    url: Annotated[str | Absent, _said("Where it was found.")] = None,
    accept: Annotated[Literal["no", "yes"], Query(description="Record what the file says of itself, too.")] = "no",
    by: Annotated[str | Absent, _said("Who records; else the recorder of the case.")] = None,
) -> Json:
    """201 when something new was recorded, 200 when the case has this file already, 409 when it is refused."""
    given = {"title": title, "kind": kind, "publisher": publisher, "date": date, "language": language, "url": url}
    about = About(ref=document or "", **{key: value for key, value in given.items() if value})
    name, content = recorder_for(request, by or ""), await request.body()
    try:
        read = await asyncio.to_thread(read_file, content, file, UPLOADED)
        keep = partial(CaseFile.keep_document, content=content, file=file, read=read, about=about, by=name)
        report = await service.write(partial(keep, accept=accept == "yes"))
    except BadInput as error:
        raise Conflict(why=error.why, where=error.where, next=error.next) from None
    return Json(captured_of(report), 200 if report.already else CREATED)


@router.get(
    "/api/documents/{document}/drafts",
    operation_id="drafts",
    summary="Drafts of claims from the text of a document",
    responses=one_of(DraftsOut, 404, 409),
    response_class=Json,
)
async def drafts(
    service: Service,
    document: Annotated[str, Path(min_length=1, max_length=200, description="The document, by its slug.")],
    lang: Lang = "en",
) -> Json:
    """Nothing is recorded: POST /api/claims takes the `form` of a draft that a person accepted. 409 without a text."""
    try:
        await asyncio.to_thread(warm_reading, await service.read(partial(CaseFile.text_to_read, document=document)))
        found = await service.read(partial(CaseFile.drafts, document=document))
        views = await service.read(partial(CaseFile.draft_views, found=found, lang=lang))
    except BadInput as error:
        raise Conflict(why=error.why, where=error.where, next=error.next) from None
    return Json(drafts_of(found, views))
