"""`/api/reports/{kind}.{form}`: a dossier or a form as a file; the same as `habeas report`.

Only what is public leaves here, also for whoever keeps the case (`http.access.audience_of`); `habeas report
--sensitivity` writes more, on the machine itself.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import StreamingResponse

from habeas.casefile import paging as lookup
from habeas_api.http.parameters import Absent, By, Day, Known, Lang, Said
from habeas_api.http.responses import StreamedAnswer, await_answer, problems
from habeas_api.http.validation import check_parameters
from habeas_api.service.case_service import JobName
from habeas_api.service.state import Service

KINDS: Final = ("dossier", "wgad", "wgeid", "ced", "special-procedures")
FORMS: Final = ("html", "pdf", "docx", "md")
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES: Final[dict[str, Any]] = {"text/html": {}, "application/pdf": {}, WORD: {}, "text/markdown": {}}
DocumentFile = Annotated[
    str,
    Path(
        max_length=100,
        pattern=rf"^[a-z][a-z0-9-]*\.({'|'.join(FORMS)})$",
        description="What to write, `dossier` or a form, and in which format.",
        json_schema_extra={"enum": [f"{kind}.{form}" for kind in KINDS for form in FORMS]},
    ),
]
Whom = Annotated[str, Query(min_length=1, max_length=500, description="A name of this file.")]
router = APIRouter(tags=["look up"], dependencies=[Depends(check_parameters)])


@router.get(
    "/api/reports/{document}",
    operation_id="report",
    summary="A dossier or a form as a file",
    responses={200: {"description": "The file", "content": FILES}, **problems(400, 404, 422, 429)},
    response_class=StreamingResponse,
)
async def report(
    request: Request,
    service: Service,
    document: DocumentFile,
    name: Whom,
    *,
    on: Annotated[Day | Absent, Query(description="The day on which things stand as told first.")] = None,
    said: Said = None,
    known: Known = None,
    by: By = None,
    lang: Lang = "en",
) -> StreamedAnswer:
    """`dossier.pdf`, `wgad.docx`, … with a source for every sentence, of what is public."""
    kind, _, form = document.rpartition(".")
    ref = await service.read(partial(lookup.named, name=name))
    given = {
        "kind": kind,
        "name": str(ref),
        "ending": f".{form}",
        "forms": request.app.state.forms,
        "options": {
            "on": on.isoformat() if on else "",
            "said": said.isoformat() if said else "",
            "known": lookup.past_moment(known),
            "by": by or "",
            "lang": lang,
        },
    }
    answer = await await_answer(service.run(JobName.DOCUMENT, given), request.receive)
    return StreamedAnswer(answer, {"Content-Disposition": f'attachment; filename="{document}"'})
