"""`/search`: names, aliases and passages by their words, from every page; spelling is forgiven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile.case_file import CaseFile
from habeas.casefile.rendering import ClaimRenderer
from habeas.casefile.results import SearchHit
from habeas.model.values import Ref
from habeas_api.service.state import case_service
from habeas_api.web.as_of import page_number, page_parameters
from habeas_api.web.components import claim_context
from habeas_api.web.i18n import request_language
from habeas_api.web.template import render

SIZE: Final = 30
LONGEST: Final = 200
KINDS: Final = ("person", "facility", "org", "doc", "claim", "place", "post", "population", "collective")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that was found: what it is called, and the other name that matched."""

    ref: Ref
    label: str
    matched: str


async def search(request: Request) -> Response:
    """What fits the words, the best first."""
    given = page_parameters(request, "q", "kind", "page")
    typed, page = given.get("q", "")[:LONGEST], page_number(given)
    kind = given["kind"] if given.get("kind") in KINDS else ""
    service = case_service(request)
    found = await service.search(typed, kind=kind, limit=SIZE + 1, offset=(page - 1) * SIZE) if typed else []
    names, claims = await service.read(partial(_told, found=found[:SIZE], lang=request_language(request)))
    return render(
        request, "search.html", q=typed, kind=kind, kinds=KINDS, names=names, claims=claims, page=page, more=len(found) > SIZE,
    )  # fmt: skip


def _told(case: CaseFile, found: Sequence[SearchHit], lang: str) -> tuple[list[Hit], list[dict[str, Any]]]:
    """The names with what they are called, and the claims in whose words something was found."""
    renderer = ClaimRenderer(case, lang)
    refs = [(Ref(*one.ref.split(":", 1)), one.text) for one in found]
    names = [(ref, renderer.label(ref), text) for ref, text in refs if ref.kind != "claim"]
    claims = renderer.render_all([ref.slug for ref, _ in refs if ref.kind == "claim"])
    hits = [Hit(ref, label, text if text != label else "") for ref, label, text in names]
    return hits, [claim_context(told, {}) for told in claims.values()]


ROUTES: Final = [Route("/search", search, methods=["GET", "HEAD"])]
