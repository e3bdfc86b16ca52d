"""`/impact/{name}`: what rests on a claim, a document, a speaker or a judgement, and so would be another answer."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.casefile.impact import FEW_DOSSIERS, MOST_AT_ONCE, impact
from habeas.casefile.impact_fallen import fallen
from habeas.casefile.impact_words import EFFECTS, SECTIONS, impact_lines
from habeas.casefile.short_references import ShortReferences
from habeas_api.service.case_service import case_service
from habeas_api.web.as_of import as_of_from, page_parameters
from habeas_api.web.language import request_language
from habeas_api.web.template import render

HEADINGS: Final = {
    "people": "People on this day",
    "findings": "Conflicts and possible conflicts",
    "numbers": "Who says how many",
    "dossiers": "Sentences of dossiers",
}


async def impact_page(request: Request) -> Response:
    """Every answer that would be another, before and after."""
    page_parameters(request)
    as_of, lang = await as_of_from(request), request_language(request)
    name = request.path_params["name"]
    found = await case_service(request).read(partial(_found, name=name, on=as_of.on, lang=lang))
    return render(request, "impact.html", **found, headings=HEADINGS, effects=EFFECTS)


def _found(case: CaseFile, *, name: str, on: str, lang: str) -> dict[str, Any]:
    """What the page shows: its lines by section and by name, and the short references of claims."""
    what = fallen(case, name, lang)
    found = impact(case, what, on=on, lang=lang, dossiers=FEW_DOSSIERS, most=MOST_AT_ONCE)
    lines = impact_lines(found, case.views, lang)
    sections = {
        section: [(name, list(some)) for name, some in groupby(own, key=lambda line: (line.ref, line.name))]
        for section in SECTIONS
        if (own := [line for line in lines if line.section == section])
    }
    cited = {claim for line in lines for claim in line.claims[:MOST_CITED]}
    short = ShortReferences(case.views, lang).all([*found.fallen.claims[:MOST_CITED], *cited])
    return {"found": found, "sections": sections, "short": short, "most": MOST_CITED}


MOST_CITED: Final = 12
"""So many claims are named beside an answer."""

ROUTES: Final = [Route("/impact/{name:path}", impact_page, methods=["GET", "HEAD"])]
