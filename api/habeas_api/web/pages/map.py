"""`/map`: facilities where claims say they stand, and how many are held at each on the day. Nothing is fetched."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.casefile.results import AsOfText
from habeas.casefile.short_references import ShortReferences
from habeas.errors import QueryStopped
from habeas_api.http.urls import export_url
from habeas_api.service.case_service import case_service
from habeas_api.web.as_of import as_of_from, page_parameters, today
from habeas_api.web.language import request_language
from habeas_api.web.map_drawing import picture_of
from habeas_api.web.result_cache import on_map
from habeas_api.web.template import render

MOST: Final = 300
"""Facilities that are drawn: more than these nobody tells apart."""
UNPLACED: Final = 100


async def map_page(request: Request) -> Response:
    """The map, and the same as a list."""
    page_parameters(request)
    as_of, lang = await as_of_from(request), request_language(request)
    try:
        found: dict[str, Any] | None = await on_map(request, as_of, lang=lang)
    except QueryStopped:
        found = None
    sites = sorted(found["sites"], key=lambda one: -one["total"])[:MOST] if found else []
    ids = [claim for one in sites for claim in one["claims"][:3]]
    short = await case_service(request).read(partial(_short, ids=ids, lang=lang))
    return render(
        request,
        "map.html",
        as_of=as_of,
        on=as_of.on or today(),
        found=found,
        sites=sites,
        picture=picture_of(sites, found["landmarks"]) if found else None,
        unplaced=found["unplaced"][:UNPLACED] if found else [],
        most=MOST,
        short=short,
        export=partial(_export, as_of),
    )


def _short(case: CaseFile, *, ids: list[str], lang: str) -> dict[str, str]:
    return ShortReferences(case.views, lang).all(ids)


def _export(as_of: AsOfText, view: str, ending: str) -> str:
    """The address of a view as a file, as of the same moment as far as files are asked so."""
    return export_url(view, ending, {"on": as_of.on} if as_of.on else {})


ROUTES: Final = [Route("/map", map_page, methods=["GET", "HEAD"])]
