"""`/followup`: what is due by the rules of the case, in the order in which it is due."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.followup_service import EVERY, due_word
from habeas_api.service.case_service import case_service
from habeas_api.web.as_of import as_of_from, page_number, page_parameters, today
from habeas_api.web.language import request_language
from habeas_api.web.references import short_references
from habeas_api.web.result_cache import cached_report, cited_by
from habeas_api.web.template import render

SIZE: Final = 50
EXAMPLE: Final = """[followup.before-a-judge]
title = "Brought before a judge"
after = "arrest"
days = 2
until = ["hearing", "release", "death"]
source = "Your law, article and year"
"""


async def followup(request: Request) -> Response:
    """What is due on a day, as ranges of days, with the claims and the rule that each rests on."""
    given = page_parameters(request, "stands", "page")
    as_of, page, lang = await as_of_from(request), page_number(given), request_language(request)
    stands = due_word(given["stands"]).value if given.get("stands") else ""
    asked = {"on": as_of.on, "said": as_of.said, "known": as_of.known, "by": as_of.by, "person": "", "stands": stands}
    part = {"limit": SIZE, "offset": (page - 1) * SIZE, "next": "", "lang": lang}
    found = await cached_report(request, "followup", **asked, **part)
    return render(
        request,
        "followup.html",
        as_of=as_of,
        on=as_of.on or today(),
        found=found,
        stands=stands,
        every=[due.value for due in EVERY],
        has_rules=bool(case_service(request).settings.followup),
        example=EXAMPLE,
        short=await short_references(request, cited_by(found)),
        page=page,
        pages=max(1, -(-found["total"] // SIZE)),
    )


ROUTES: Final = [Route("/followup", followup, methods=["GET", "HEAD"])]
