"""`/check`: findings, each as its question with its claims. `/counts`: who says how many, side by side."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.casefile.rendering import ClaimRenderer, topic_of
from habeas.casefile.results import ClaimPage
from habeas.casefile.short_references import ShortReferences
from habeas.errors import BadChoice, QueryStopped, phrase
from habeas_api.service.case_service import case_service
from habeas_api.service.reports import is_quick
from habeas_api.web.as_of import as_of_from, page_number, page_parameters
from habeas_api.web.components import claim_list
from habeas_api.web.drawing import groups_of
from habeas_api.web.language import request_language
from habeas_api.web.references import short_references
from habeas_api.web.result_cache import asked_for_findings, cached_report, is_small
from habeas_api.web.template import render

SIZE: Final = 15
NOTHING: Final[dict[str, Any]] = {"items": [], "total": 0, "decided": 0, "by_rule": {}, "gone": []}
RULES: Final = tuple(f"C{number:02}" for number in range(1, 31))


async def check(request: Request) -> Response:
    """Every finding as its question, with its claims."""
    given = page_parameters(request, "rule", "page", "show")
    as_of, page = await as_of_from(request), page_number(given)
    rule, service = given.get("rule", ""), case_service(request)
    if rule and rule not in RULES:
        raise BadChoice(
            where="rule",
            why=phrase("there is no check “%(rule)s”", rule=rule[:20]),
            next=phrase("Checks: %(rules)s", rules=", ".join(RULES)),
        )
    show_all, lang = given.get("show") == "all", request_language(request)
    first, found = (page - 1) * SIZE, None
    asked = asked_for_findings(as_of, rule, lang=lang, limit=SIZE, offset=first, only_open=not show_all)
    if rule or is_quick("finding-list", asked) or await is_small(service):
        try:
            found = await cached_report(request, "finding-list", **asked)
        except QueryStopped:
            found = None
    shown = found or NOTHING
    claims, short = await service.read(partial(_told, findings=shown["items"], lang=lang))
    return render(
        request,
        "check.html",
        as_of=as_of,
        rule=rule,
        rules=RULES,
        found=found,
        total=shown["total"],
        decided=0 if show_all else shown["decided"],
        findings=shown["items"],
        claims=claims,
        short=short,
        page=page,
        pages=max(1, -(-shown["total"] // SIZE)),
        by_rule=shown["by_rule"],
        show_all=show_all,
        gone=shown["gone"],
    )


def _told(case: CaseFile, *, findings: list[dict[str, Any]], lang: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The claims of these findings, by id, and their short references."""
    ids = [claim for one in findings for claim in (*one["claims"], *one["context"])]
    told = ClaimRenderer(case, lang).render_all(ids)
    shown = ClaimPage(items=tuple((topic_of(one.claim), one) for one in told.values()), total=len(told))
    claims = {claim["id"]: claim for claim in claim_list(shown, max(1, len(told)), {}).ordered}
    return claims, ShortReferences(case.views, lang).all(ids)


MAX_NUMBERS: Final = 200
MAX_COMPARED: Final = 60


async def counts(request: Request) -> Response:
    """Who says how many, side by side: never one number."""
    page_parameters(request)
    as_of = await as_of_from(request)
    service = case_service(request)
    asked = {"said": as_of.said, "known": as_of.known, "by": as_of.by}
    small = is_quick("numbers", asked) or await is_small(service)
    given = {**asked, "names": small, "compared": True}
    try:
        found = await cached_report(request, "numbers", **given, lang=request_language(request))
    except QueryStopped:
        found = None
    narrowed = any(asked.values())
    held = None if narrowed else await cached_report(request, "held-over-time", lang=request_language(request))
    shown = found["rows"][:MAX_NUMBERS] if found else []
    by_claim = {row["claim"]: row for row in found["rows"]} if found else {}
    return render(
        request,
        "counts.html",
        as_of=as_of,
        found=found,
        groups=groups_of(shown),
        by_claim=by_claim,
        held=held,
        picture=Markup(held["picture"]) if held else "",  # noqa: S704 our own drawing, every word escaped
        narrowed=narrowed,
        small=small,
        most=MAX_NUMBERS,
        most_compared=MAX_COMPARED,
        short=await short_references(request, by_claim),
    )


ROUTES: Final = [
    Route("/check", check, methods=["GET", "HEAD"]),
    Route("/counts", counts, methods=["GET", "HEAD"]),
]
