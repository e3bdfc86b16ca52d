"""`/check`: findings, each as its question with its claims; and decisions whose finding is no longer raised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile import CaseFile
from habeas.casefile.entity_page import AsOfText, ClaimPage
from habeas.casefile.rendering import ClaimRenderer, topic_of
from habeas.errors import BadChoice, QueryStopped
from habeas_api.serializers.reports import DecisionOut, decision_of
from habeas_api.service.case_service import CaseService
from habeas_api.service.state import case_service
from habeas_api.web.as_of import as_of_from, page_number, page_parameters
from habeas_api.web.components import claim_list
from habeas_api.web.i18n import request_language
from habeas_api.web.pages.home import asked_for_findings, is_small
from habeas_api.web.result_cache import cached_report
from habeas_api.web.template import render

SIZE: Final = 15
RULES: Final = tuple(f"C{number:02}" for number in range(1, 23))


async def check(request: Request) -> Response:
    """Every finding as its question, with its claims."""
    given = page_parameters(request, "rule", "page", "show")
    clocks, page = await as_of_from(request), page_number(given)
    rule, service = given.get("rule", ""), case_service(request)
    if rule and rule not in RULES:
        raise BadChoice(where="rule", why=f"there is no check “{rule[:20]}”", next=f"Checks: {', '.join(RULES)}")
    found = None
    if rule or await is_small(service):
        try:
            found = await cached_report(
                request, "every-finding", **asked_for_findings(clocks, rule, lang=request_language(request))
            )
        except QueryStopped:
            found = None
    every = found or []
    shown = [one for one in every if given.get("show") == "all" or one["decision"] == "open"]
    first = (page - 1) * SIZE
    part = shown[first : first + SIZE]
    claims = await service.read(partial(_told, findings=part, lang=request_language(request)))
    return render(
        request, "check.html", clocks=clocks, rule=rule, rules=RULES, found=found, total=len(shown), decided=len(every) - len(shown),
        findings=part, claims=claims, page=page, pages=max(1, -(-len(shown) // SIZE)), by_rule=Counter(one["rule"] for one in every),
        show_all=given.get("show") == "all", gone=await stale_decisions(service, found, rule, clocks),
    )  # fmt: skip


def _told(case: CaseFile, *, findings: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    """The claims of these findings, by id."""
    ids = [claim for one in findings for claim in (*one["claims"], *one["context"])]
    told = ClaimRenderer(case, lang).render_all(ids)
    shown = ClaimPage(items=tuple((topic_of(one.claim), one) for one in told.values()), total=len(told))
    return {claim["id"]: claim for claim in claim_list(shown, max(1, len(told)), {}).ordered}


async def stale_decisions(
    service: CaseService, found: Iterable[Mapping[str, Any]] | None, rule: str, clocks: AsOfText
) -> list[DecisionOut]:
    """Those that stand on findings that are not among these; nothing where not all findings are at hand."""
    if found is None or rule or clocks.said or clocks.known or clocks.by:
        return []
    return await service.read(partial(_stale, keys={one["key"] for one in found}))


def _stale(case: CaseFile, keys: set[str]) -> list[DecisionOut]:
    standing = {one.key: one for one in case.decisions()}
    return [decision_of(one) for one in standing.values() if not one.is_open and one.key not in keys]


ROUTES: Final = [Route("/check", check, methods=["GET", "HEAD"])]
