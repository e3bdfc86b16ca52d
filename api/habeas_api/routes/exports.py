"""`/api/export/{view}.{form}`: a view of the case as a graph, for Gephi and others; the same bytes as `habeas export`.

`full.esf.xml` is no graph: the whole case as coded records of the HURIDOCS Events Standard Formats.

Only what is public leaves here; `habeas export --sensitivity` writes more, on the machine itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import StreamingResponse

from habeas.casefile import paging as lookup
from habeas.casefile.results import NODES, RELATIONS, options_of
from habeas_api.http.parameters import Known
from habeas_api.http.responses import StreamedAnswer, await_answer, problems
from habeas_api.http.validation import check_parameters
from habeas_api.service.case_service import JobName
from habeas_api.service.state import Service

VIEWS = (
    *("full", "person-facility", "co-detention", "facility-months", "command", "case", "source-subject", "claims"),
    "ego",
)
FORMS = (
    *("gexf", "graphml", "yed.graphml", "csv.zip", "json", "gephi-lite.json", "cyjs", "cypher", "ftm.json", "jsonld"),
    *("geojson", "kml", "neo4j.zip", "stream"),
)
RECORDS = ".esf.xml"
"""The form of records, which hold the whole case and take no filter of a graph."""
FILES: dict[str, Any] = {
    "application/gexf+xml": {},
    "application/graphml+xml": {},
    "application/zip": {},
    "application/json": {},
    "application/x-ndjson": {},
    "application/ld+json": {},
    "application/geo+json": {},
    "application/vnd.google-earth.kml+xml": {},
    "text/plain": {},
}
MOST = 1_000_000
"""The largest number that an option takes (graphs/options.py)."""
DAYS: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": "^([1-9][0-9]{3}(-(0[1-9]|1[0-2]))?)?$"},
    ]
}
"""How the document tells a day, a month or a year; the library reads EDTF and words besides."""
LONGEST = 2_000
"""Letters of a list of names."""
ViewFile = Annotated[
    str,
    Path(
        max_length=100,
        description="A view and a form.",
        json_schema_extra={"enum": [f"{view}.{form}" for view in VIEWS if view != "ego" for form in FORMS]},
    ),
]
Names = Annotated[str, Query(max_length=LONGEST)]
When = Annotated[str, Query(max_length=200, json_schema_extra=DAYS)]
By = Annotated[Names, Query(description="Only claims by these speakers or in these documents, with commas.")]
Credible = Annotated[
    str,
    Query(pattern="^(|unlikely|possible|likely|confirmed)$", description="Only claims judged at least so credible."),
]
Redact = Annotated[bool, Query(description="Show who must not be named under pseudonyms, not leave them out.")]
Lang = Annotated[str, Query(pattern="^(|en|es)$", description="Language of labels and sentences.")]


def _some_of(words: Iterable[str]) -> dict[str, Any]:
    """How the document tells a list of such words; the library checks it, and names the nearest."""
    one = f"({'|'.join(words)})"
    return {"pattern": f"^({one}(,{one}){{0,19}})?$"}


async def narrowed(
    *,
    on: Annotated[
        When, Query(description="Only what may have been so on this day, month or year.", examples=["2026-01-10"])
    ] = "",
    since: Annotated[When, Query(alias="from", description="Only what may have been so on this day or later.")] = "",
    until: Annotated[When, Query(alias="to", description="Only what may have been so on this day or earlier.")] = "",
    types: Annotated[
        Names,
        Query(description="Only such nodes: person, org, facility, … with commas.", json_schema_extra=_some_of(NODES)),
    ] = "",
    relations: Annotated[
        Names,
        Query(
            description="Only such lines: detainedAt, holdsPost, … with commas.", json_schema_extra=_some_of(RELATIONS)
        ),
    ] = "",
    by: By = "",
    at: Annotated[
        Names,
        Query(
            description="Only lines to these facilities or organizations, or people held together there, with commas."
        ),
    ] = "",
    least: Annotated[
        int,
        Query(
            alias="min-sources",
            description="Only lines with so many documents.",
            json_schema_extra={"minimum": 1, "maximum": MOST},
        ),
    ] = 1,
    credibility: Credible = "",
    ego: Annotated[str, Query(max_length=500, description="Only what lies around this name.")] = "",
    steps: Annotated[
        int, Query(description="How many lines around it.", json_schema_extra={"minimum": 1, "maximum": MOST})
    ] = 1,
    most: Annotated[
        int,
        Query(
            description="Only so many nodes, the best connected; 0 for all.",
            json_schema_extra={"minimum": 0, "maximum": MOST},
        ),
    ] = 0,
) -> dict[str, Any]:
    """The filters of a view, by the names that people write."""
    days = {"on": on, "from": since, "to": until}
    words = {"types": types, "relations": relations, "by": by, "at": at, "credibility": credibility, "ego": ego}
    return {**days, **words, "min-sources": least, "steps": steps, "most": most}


async def told(
    *,
    sayings: Annotated[
        bool, Query(alias="with-sayings", description="With accusations and speech acts, as nodes of their own.")
    ] = False,
    redact: Redact = False,
    measures: Annotated[bool, Query(description="With a column for each measure.")] = False,
    ongoing: Annotated[
        When, Query(alias="ongoing-until", description="Draw what has no stated end up to this day.")
    ] = "",
    lang: Lang = "",
) -> dict[str, Any]:
    """How a view is told, by the names that people write."""
    return {
        "with-sayings": sayings,
        "redact": redact,
        "measures": measures,
        "ongoing-until": ongoing,
        "lang": lang,
    }


Narrowed = Annotated[dict[str, Any], Depends(narrowed)]
ToldAs = Annotated[dict[str, Any], Depends(told)]
router = APIRouter(tags=["look up"], dependencies=[Depends(check_parameters)])


@router.get(
    "/api/export/full.esf.xml",
    operation_id="exportRecords",
    summary="The whole case as coded records",
    responses={200: {"description": "The file", "content": {"application/xml": {}}}, **problems(400, 404, 422, 429)},
    response_class=StreamingResponse,
)
async def export_records(
    request: Request,
    service: Service,
    *,
    by: By = "",
    credibility: Credible = "",
    redact: Redact = False,
    lang: Lang = "",
    known: Known = None,
) -> StreamedAnswer:
    """The HURIDOCS Events Standard Formats in XML, as OpenEvSys takes them."""
    asked = {"by": by, "credibility": credibility, "lang": lang, "redact": redact}
    return await _file(request, service, "full", RECORDS, asked, known)


@router.get(
    "/api/export/{name}",
    operation_id="export",
    summary="A view as a graph file",
    responses={200: {"description": "The file", "content": FILES}, **problems(400, 404, 422, 429)},
    response_class=StreamingResponse,
)
async def export(
    request: Request, service: Service, name: ViewFile, narrow: Narrowed, tell: ToldAs, known: Known = None
) -> StreamedAnswer:
    """`full.gexf`, `person-facility.graphml`, `claims.csv.zip`, … An unknown one names the right ones."""
    view, dot, ending = name.partition(".")
    return await _file(request, service, view, dot + ending, {**narrow, **tell}, known)


async def _file(
    request: Request, service: Service, view: str, ending: str, asked: dict[str, Any], known: Known
) -> StreamedAnswer:
    await service.read(lambda case: case.ready_pseudonyms(redact=asked["redact"]))
    given = {"view": view, "ending": ending, "known": lookup.past_moment(known), "asked": options_of(asked)}
    answer = await await_answer(service.run(JobName.EXPORT, given), request.receive)
    return StreamedAnswer(answer, {"Content-Disposition": f'attachment; filename="{view}{ending}"'})
