"""`/counts`: who says how many, side by side; which numbers can be held together."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.errors import QueryStopped
from habeas_api.service.jobs.report import is_quick
from habeas_api.service.state import case_service
from habeas_api.web.as_of import as_of_from, page_parameters
from habeas_api.web.drawing.ranges import groups_of
from habeas_api.web.i18n import request_language
from habeas_api.web.pages.home import is_small
from habeas_api.web.result_cache import cached_report
from habeas_api.web.template import render

MAX_NUMBERS: Final = 200
MAX_COMPARED: Final = 60


async def counts(request: Request) -> Response:
    """Who says how many, side by side: never one number."""
    page_parameters(request)
    clocks = await as_of_from(request)
    service = case_service(request)
    asked = {"said": clocks.said, "known": clocks.known, "by": clocks.by}
    small = is_quick("numbers", asked) or await is_small(service)
    given = {**asked, "names": small}
    try:
        found = await cached_report(request, "numbers", **given, lang=request_language(request))
    except QueryStopped:
        found = None
    shown = found["rows"][:MAX_NUMBERS] if found else []
    by_claim = {row["claim"]: row for row in found["rows"]} if found else {}
    return render(
        request, "counts.html", clocks=clocks, found=found, groups=groups_of(shown), by_claim=by_claim, small=small,
        most=MAX_NUMBERS, most_compared=MAX_COMPARED,
    )  # fmt: skip


ROUTES: Final = [Route("/counts", counts, methods=["GET", "HEAD"])]
