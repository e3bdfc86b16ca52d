"""The first page, in one screen: who is held as of the last evidence, what needs a decision, what came last.

Without `?on=` it opens on the day of the last evidence: of what nobody has reported on since, a later day tells less.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.casefile.lists import last_evidence, latest
from habeas.casefile.results import AsOfText
from habeas.errors import QueryStopped
from habeas_api.service.case_service import CaseService, served
from habeas_api.service.reports import is_quick
from habeas_api.web.as_of import as_of_from, page_parameters, today
from habeas_api.web.components import claim_list
from habeas_api.web.drawing import groups_of
from habeas_api.web.language import request_language
from habeas_api.web.references import short_references
from habeas_api.web.result_cache import (
    CERTAINTIES,
    asked_for_findings,
    cached_report,
    cited_by,
    due_next,
    few_claims,
    first_page,
    result_cache,
)
from habeas_api.web.template import render

PROGRAM_ADDRESSES: Final = (
    ("/sparql", "SPARQL 1.1 queries; without a query, what this endpoint is"),
    ("/graph?default", "the whole file as RDF (Graph Store Protocol, read only)"),
    ("/api/people", "people; so also facilities, organizations, sources, claims"),
    ("/api/facts?object=El%20Helicoide", "facts by pattern, without SPARQL"),
    ("/api/search?q=helicoide", "names and passages by their words"),
    ("/api/questions", "the saved questions"),
    ("/docs", "every address, its parameters and answers"),
    ("/openapi.json", "the same for programs"),
)
LATEST: Final = 4
NAMES: Final = 8
"""So many names of each group are shown; the rest are a link away."""
FINDINGS: Final = 3
NUMBERS: Final = 12
DUE: Final = 5
GROUPS: Final = 3


async def home(request: Request) -> Response:
    """What this file is."""
    service = served(request)
    if not isinstance(service, CaseService):
        programs = [one for one in PROGRAM_ADDRESSES if not one[0].startswith("/api")]
        return render(request, "plain.html", programs=programs)
    page_parameters(request)
    as_of = await as_of_from(request)
    summary = await service.read(partial(_summary, as_of=as_of, lang=request_language(request)))
    small, on = few_claims(summary["live"]), as_of.on or summary["last_day"] or today()
    everybody, findings, numbers, due = await asyncio.gather(
        _everybody(request, replace(as_of, on=on)),
        _findings(request, as_of, small=small),
        _numbers(request, as_of),
        due_next(request, as_of, on=as_of.on or today(), limit=DUE),
    )
    return render(
        request,
        "home.html",
        programs=PROGRAM_ADDRESSES,
        as_of=as_of,
        on=on,
        today=today(),
        by_number=_with_somebody_first(everybody),
        names=NAMES,
        everybody=everybody,
        findings=findings,
        numbers=numbers,
        due=due,
        most_findings=FINDINGS,
        most_groups=GROUPS,
        most_numbers=NUMBERS,
        short=await short_references(request, [*_cited(findings, numbers), *cited_by(due)]),
        **summary,
    )


def _cited(findings: Any, numbers: Any) -> Iterator[str]:
    """The claims that the page names."""
    for one in findings["items"] if findings else ():
        yield from (*one["claims"], *one["context"])
    for group in numbers["groups"][:GROUPS] if numbers else ():
        yield from (one.row["claim"] for one in group.rows[:NUMBERS])


def _with_somebody_first(everybody: Any) -> list[str]:
    """The certainties in their order; those that nobody stands in come last."""
    held = everybody["totals"]["held"] if everybody else {}
    return sorted(CERTAINTIES, key=lambda word: not held.get(word))


def _summary(case: CaseFile, *, as_of: AsOfText, lang: str) -> dict[str, Any]:
    """What the file holds, and the claims recorded last."""
    live = case.views.index.count().get("live", 0)
    shown = latest(case, as_of, lang=lang, limit=LATEST)
    last_day = last_evidence(case, as_of)
    return {"live": live, "latest": claim_list(shown, LATEST, {}), "last_day": last_day}


async def _everybody(request: Request, as_of: AsOfText) -> Any:
    try:
        return await first_page(request, as_of, most=NAMES)
    except QueryStopped:
        return None


async def _findings(request: Request, as_of: AsOfText, *, small: bool) -> Any:
    """The first findings that are open, and how many are; None where that would take long."""
    given = asked_for_findings(as_of, lang=request_language(request), limit=FINDINGS)
    if not (small or is_quick("finding-list", given) or result_cache(request).has("finding-list", given)):
        return None
    try:
        return await cached_report(request, "finding-list", **given)
    except QueryStopped:
        return None


async def _numbers(request: Request, as_of: AsOfText) -> Any:
    given = {"said": as_of.said, "known": as_of.known, "by": as_of.by, "names": False, "compared": False}
    try:
        found = await cached_report(request, "numbers", **given, lang=request_language(request))
    except QueryStopped:
        return None
    return {"groups": groups_of(found["rows"]), "total": len(found["rows"])}


ROUTES: Final = [Route("/", home, methods=["GET", "HEAD"])]
