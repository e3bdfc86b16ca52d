"""What is reckoned from many claims: who says how many, and where claims clash."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile import CaseFile
from habeas.casefile.entity_page import Shown
from habeas.casefile.rendering import Voice
from habeas.casefile.topics import topic_of
from habeas.errors import BadChoice
from habeas.sparql.limits import QueryStopped
from habeas_api.http.deps import service
from habeas_api.service.case_service import Desk
from habeas_api.web.as_of import clocks_of, known_fields, page_number
from habeas_api.web.claims import claims_shown
from habeas_api.web.drawing.ranges import groups_of
from habeas_api.web.i18n import language_of
from habeas_api.web.pages.home import QUICK, asked_for_findings
from habeas_api.web.result_cache import reckoned
from habeas_api.web.stale_decisions import decided_and_gone
from habeas_api.web.template import render

SIZE: Final = 15
MOST_NUMBERS: Final = 200
MOST_COMPARED: Final = 60
RULES: Final = tuple(f"C{number:02}" for number in range(1, 23))


async def counts(request: Request) -> Response:
    """Who says how many, side by side: never one number."""
    known_fields(request)
    clocks = await clocks_of(request)
    desk = service(request).case
    small = await _is_small(desk)
    given = {"said": clocks.said, "known": clocks.known, "by": clocks.by, "names": small}
    try:
        found = await reckoned(request, "numbers", **given, lang=language_of(request))
    except QueryStopped:
        found = None
    shown = found["rows"][:MOST_NUMBERS] if found else []
    by_claim = {row["claim"]: row for row in found["rows"]} if found else {}
    return render(
        request, "counts.html", clocks=clocks, found=found, groups=groups_of(shown), by_claim=by_claim, small=small,
        most=MOST_NUMBERS, most_compared=MOST_COMPARED,
    )  # fmt: skip


async def _is_small(desk: Desk) -> bool:
    return await desk.read(lambda case: case.views.index.count().get("live", 0) <= QUICK)


async def check(request: Request) -> Response:
    """Every finding as its question, with its claims."""
    given = known_fields(request, "rule", "page", "show")
    clocks, page = await clocks_of(request), page_number(given)
    rule, desk = given.get("rule", ""), service(request).case
    if rule and rule not in RULES:
        raise BadChoice(where="rule", why=f"there is no check “{rule[:20]}”", next=f"Checks: {', '.join(RULES)}")
    found = None
    if rule or await _is_small(desk):
        try:
            found = await reckoned(
                request, "every-finding", **asked_for_findings(clocks, rule, lang=language_of(request))
            )
        except QueryStopped:
            found = None
    every = found or []
    shown = [one for one in every if given.get("show") == "all" or one["decision"] == "open"]
    first = (page - 1) * SIZE
    part = shown[first : first + SIZE]
    claims = await desk.read(partial(_told, findings=part, lang=language_of(request)))
    return render(
        request, "check.html", clocks=clocks, rule=rule, rules=RULES, found=found, total=len(shown), decided=len(every) - len(shown),
        findings=part, claims=claims, page=page, pages=max(1, -(-len(shown) // SIZE)), by_rule=Counter(one["rule"] for one in every),
        show_all=given.get("show") == "all", gone=await decided_and_gone(desk, found, rule, clocks),
    )  # fmt: skip


def _told(case: CaseFile, *, findings: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    """The claims of these findings, by id."""
    ids = [claim for one in findings for claim in (*one["claims"], *one["context"])]
    told = Voice(case, lang).tell_all(ids)
    shown = Shown(items=tuple((topic_of(one.claim), one) for one in told.values()), total=len(told))
    return {claim["id"]: claim for claim in claims_shown(shown, max(1, len(told)), {}).ordered}


ROUTES: Final = [Route("/counts", counts, methods=["GET", "HEAD"]), Route("/check", check, methods=["GET", "HEAD"])]
