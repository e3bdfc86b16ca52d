"""The page of one name: person, facility, organization, post, place, document, claim, count, event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from habeas.casefile.dossier import Sheet
from habeas.casefile.entity_page import PAGE_SIZE, EntityPage
from habeas.errors import QueryStopped
from habeas.model.values import Entity, Source
from habeas.vocab import KINDS, Origin
from habeas_api.serializers.reports import finding_of
from habeas_api.service.state import case_service
from habeas_api.web.as_of import as_of_from, page_number, page_parameters, today
from habeas_api.web.components import claim_list, split_by_passages
from habeas_api.web.drawing.timeline import timeline_of
from habeas_api.web.i18n import request_language
from habeas_api.web.labels import kind_label
from habeas_api.web.pages.page_data import PageData, page_data
from habeas_api.web.roster import at_facility
from habeas_api.web.template import render

PARTS: Final = ("claims", "spoken", "inside")
TEMPLATES: Final = {"person": "person.html", "facility": "facility.html", "doc": "document.html", "claim": "claim.html"}
WEB: Final = frozenset(["http", "https"])
MOST_HELD: Final = 100


async def entity(request: Request, path: str, address: str) -> Response:
    """The page of what stands at `kind/slug`. Raises NotFound."""
    given = page_parameters(request, "page", "part")
    part = given.get("part", PARTS[0])
    clocks, page = await as_of_from(request), page_number(given)
    look = partial(
        page_data, path=path, clocks=clocks, lang=request_language(request), part=part if part in PARTS else PARTS[0],
        offset=(page - 1) * PAGE_SIZE,
    )  # fmt: skip
    found = await case_service(request).read(look)
    if isinstance(found, Sheet):
        return render(request, "sheet.html", sheet=found, address=address)
    kind = found.portrait.ref.kind
    more: Mapping[str, Any] = {}
    if kind == "person":
        more = _custody(found, date.fromisoformat(clocks.on or today()))
    elif kind == "facility":
        more = await _held_here(request, found)
    elif kind == "doc":
        more = {"pieces": split_by_passages(found.text, found.spots), "link": _safe_link(found.portrait.described)}
    return render(
        request,
        TEMPLATES.get(kind, "entity.html"),
        **_common(found, address, request_language(request)),
        clocks=clocks,
        **more,
    )


def _common(leaf: PageData, address: str, lang: str) -> dict[str, Any]:
    portrait = replace(leaf.portrait, title=_title(leaf.portrait, lang))
    shown = {part: claim_list(getattr(portrait, part), PAGE_SIZE, portrait.languages) for part in PARTS}
    findings = None if leaf.findings is None else [finding_of(one) for one in leaf.findings]
    return {
        "leaf": leaf, "sheet": portrait, "address": address, "ref": str(portrait.ref), "kind": portrait.ref.kind,
        "entity": portrait.described if isinstance(portrait.described, Entity) else None, "findings": findings,
        "also": _also(portrait.described, portrait.title), **shown,
    }  # fmt: skip


def _title(portrait: EntityPage, lang: str) -> str:
    """What it is called; an event without a name of its own is called by its kind and the one person it happens to."""
    kind = portrait.ref.kind
    if portrait.described or KINDS[kind].origin is not Origin.CLAIMED:
        return portrait.title
    people = [one.label for one in portrait.neighbours if one.ref.kind == "person"]
    return f"{kind_label(lang, kind).capitalize()}: {people[0]}" if len(people) == 1 else portrait.title


def _also(described: object, title: str) -> list[str]:
    """Other names; never those that are only for searching."""
    if not isinstance(described, Entity):
        return []
    return [text for text in dict.fromkeys(t.text for t in (*described.labels, *described.also)) if text != title]


def _custody(leaf: PageData, until: date) -> dict[str, Any]:
    told = [one for topic, one in leaf.portrait.claims.items if topic == "custody"]
    drawn = timeline_of(leaf.course, leaf.spells, told, until) if leaf.course else None
    return {"timeline": drawn, "until": until}


async def _held_here(request: Request, leaf: PageData) -> dict[str, Any]:
    """Who is held at a facility on the day, and who was told to have been there at another time."""
    try:
        found = await at_facility(request, await as_of_from(request), leaf.portrait.names, most=MOST_HELD)
    except QueryStopped:
        return {"here_now": None, "here_ever": None, "most": MOST_HELD}
    return {"here_now": found["now"], "here_ever": found["ever"], "most": MOST_HELD}


def _safe_link(source: object) -> str:
    """The address of a document on the web, when it is one that may be a link."""
    if not isinstance(source, Source):
        return ""
    try:
        parts = urlsplit(source.url)
    except ValueError:
        return ""
    return source.url if parts.scheme.lower() in WEB and parts.netloc else ""
