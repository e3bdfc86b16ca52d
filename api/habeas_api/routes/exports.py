"""`/api/export/{view}.{form}`: a view of the case as a graph, for Gephi and others; the same bytes as `habeas export`.

Only what is public leaves here; `habeas export --sensitivity` writes more, on the machine itself.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import StreamingResponse

from habeas.casefile import CaseFile
from habeas_api.deps import Case, Day, known_parameters
from habeas_api.reply import problems

router = APIRouter(tags=["look up"], dependencies=[Depends(known_parameters)])

VIEWS = ("full", "person-facility", "co-detention", "command", "case", "source-subject", "claims")
FORMS = ("gexf", "graphml", "csv.zip", "json", "cyjs")
FILES: dict[str, Any] = {
    "application/gexf+xml": {}, "application/graphml+xml": {}, "application/zip": {}, "application/json": {}
}  # fmt: skip
View = Annotated[
    str,
    Path(
        max_length=100,
        description="A view and a form.",
        json_schema_extra={"enum": [f"{view}.{form}" for view in VIEWS for form in FORMS]},
    ),
]
On = Annotated[Day | None, Query(description="Only what was so on this day.", examples=["2026-01-10"])]
Since = Annotated[Day | None, Query(alias="from", description="Only what was so on this day or later.")]
Until = Annotated[Day | None, Query(alias="to", description="Only what was so on this day or earlier.")]
Least = Annotated[
    int | None, Query(alias="min-sources", ge=1, le=1000, description="Only lines with so many documents.")
]


@router.get(
    "/api/export/{name}", operation_id="export", summary="A view as a graph file",
    responses={200: {"description": "The file", "content": FILES}, **problems(400, 404)},
    response_class=StreamingResponse,
)  # fmt: skip
async def export(
    desk: Case, name: View, on: On = None, since: Since = None, until: Until = None, min_sources: Least = None
) -> StreamingResponse:  # fmt: skip
    """`full.gexf`, `person-facility.graphml`, `claims.csv.zip`, `co-detention.json`, … An unknown one names the right ones."""
    days = {"on": on, "since": since, "until": until}
    given: dict[str, Any] = {key: day.isoformat() if day else None for key, day in days.items()} | {
        "min_sources": min_sources
    }
    asked = {key: value for key, value in given.items() if value is not None}
    view, dot, ending = name.partition(".")

    def look(case: CaseFile) -> Any:
        return case.download(view, dot + ending, **asked)

    made = await desk.read(look)
    return StreamingResponse(
        made.pieces, media_type=made.media, headers={"Content-Disposition": f'attachment; filename="{made.name}"'}
    )
