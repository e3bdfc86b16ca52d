"""`POST /api/load`: a file of claims, as `habeas load` takes it in: YAML, JSON, RDF, trees and others.

The file is the body as it is, its name stands in the address and says how it is read (docs/other-systems.md). Good
claims are recorded, the others listed with their places; nothing of the file is left on the disk.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request

from habeas.casefile.case_file import CaseFile
from habeas.casefile.uploads import load_upload
from habeas.errors import BadInput
from habeas.model.load_report import LoadReport
from habeas_api.http.access import recorder_for
from habeas_api.http.parameters import Absent
from habeas_api.http.problems import Conflict
from habeas_api.http.responses import Json, one_of
from habeas_api.http.security import ANY_FILE, writes_files
from habeas_api.http.validation import check_parameters
from habeas_api.serializers.schemas import Report
from habeas_api.serializers.values import report_of
from habeas_api.service.state import Service

router = APIRouter(tags=["record"], dependencies=[Depends(check_parameters)])
NO: Final[Any] = "no"
CREATED: Final = 201


@router.post(
    "/api/load",
    operation_id="load",
    summary="Load a file of claims: the file is the body",
    responses=one_of(Report, 401, 408, 409, 413) | one_of(Report, status=CREATED),
    response_class=Json,
    dependencies=writes_files,
    openapi_extra=ANY_FILE,
)
async def load(
    request: Request,
    service: Service,
    file: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            description="What the file is called; its ending says how it is read.",
            examples=["claims.yaml"],
        ),
    ],
    strict: Annotated[Literal["no", "yes"], Query(description="Refuse all of it when one claim is refused.")] = NO,
    again: Annotated[Literal["no", "yes"], Query(description="Record claims again that were withdrawn.")] = NO,
    by: Annotated[
        str | Absent, Query(min_length=1, max_length=200, description="Who records; else the recorder of the case.")
    ] = None,
) -> Json:
    """201 when claims were recorded, 200 when there is nothing new, 409 when nothing of the file can be read."""
    name, content = recorder_for(request, by or ""), await request.body()
    all_or_nothing, once_more = strict == "yes", again == "yes"

    def take(case: CaseFile) -> LoadReport:
        load = partial(case.load, by=name, strict=all_or_nothing, again=once_more)
        return load_upload(case.folder, load, content, file)

    try:
        report = await service.write(take)
    except BadInput as error:
        raise Conflict(why=error.why, where=error.where, next=error.next) from None
    return Json(report_of(report), CREATED if report.recorded else 200)
