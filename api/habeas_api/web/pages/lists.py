"""Lists by page, with a filter: people, facilities, organizations, documents, claims; and `/search`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from habeas.casefile import paging as lookup
from habeas.casefile.case_file import CaseFile
from habeas.casefile.rendering import ClaimRenderer, topic_of
from habeas.casefile.results import AsOfText, ClaimPage, SearchHit
from habeas.casefile.roster import GROUPS
from habeas.errors import BadChoice, QueryStopped, phrase
from habeas.model.values import Ref
from habeas_api.service.case_service import case_service
from habeas_api.service.claim_lookup import find_claims
from habeas_api.web.as_of import as_of_from, page_number, page_parameters, today
from habeas_api.web.components import claim_context, claim_list
from habeas_api.web.language import request_language
from habeas_api.web.readings import readings_for_page
from habeas_api.web.references import short_references
from habeas_api.web.result_cache import CERTAINTIES, at_facilities, cached_report, people_page
from habeas_api.web.template import render

SIZE: Final = 50
MOST_TYPED: Final = 200
STATUSES: Final = ("live", "withdrawn", "superseded", "any")


def pages_of(total: int) -> int:
    """How many pages so many things fill."""
    return max(1, -(-total // SIZE))


def typed(given: dict[str, str], name: str) -> str:
    """The text of a filter. Raises BadChoice when it is too long."""
    text = given.get(name, "")
    if len(text) > MOST_TYPED:
        raise BadChoice(
            where=name,
            why=phrase("this has more than %(most_typed)s characters", most_typed=MOST_TYPED),
            next="Use fewer words.",
        )
    return text


async def people(request: Request) -> Response:
    """Everybody, and how custody stands with each on the day."""
    given = page_parameters(request, "q", "group", "word", "at", "page")
    as_of, page = await as_of_from(request), page_number(given)
    place = await _place(request, given)
    found = await people_page(
        request,
        as_of,
        group=given["group"] if given.get("group") in GROUPS else "",
        word=given["word"] if given.get("word") in CERTAINTIES else "",
        name=typed(given, "q"),
        at=place.get("names", ()),
        limit=SIZE,
        offset=(page - 1) * SIZE,
    )
    return render(
        request,
        "people.html",
        as_of=as_of,
        on=as_of.on or today(),
        rows=found["rows"],
        total=found["total"],
        page=page,
        pages=pages_of(found["total"]),
        groups=GROUPS,
        certainties=CERTAINTIES,
        place=place,
    )


async def _place(request: Request, given: dict[str, str]) -> dict[str, Any]:
    if not given.get("at"):
        return {}

    def look(case: CaseFile) -> dict[str, Any]:
        ref = lookup.named(case, typed(given, "at"))
        return {"names": case.names(str(ref)), "label": case.label(ref, request_language(request)), "ref": str(ref)}

    return await case_service(request).read(look)


async def facilities(request: Request) -> Response:
    """Facilities, and how many are held in each on the day."""
    return await _described(request, "facility", "facilities.html", held=True)


async def organizations(request: Request) -> Response:
    """Organizations, and groups without a name."""
    return await _described(request, "org", "organizations.html", held=False)


async def documents(request: Request) -> Response:
    """Documents, the newest first."""
    return await _described(request, "doc", "documents.html", held=False)


async def _described(request: Request, name: str, template: str, *, held: bool) -> Response:
    given = page_parameters(request, "q", "page")
    as_of, page = await as_of_from(request), page_number(given)
    asked = {"name": name, "lang": request_language(request), "letters": typed(given, "q"), "known": as_of.known}
    found = await cached_report(request, "listing", **asked, limit=SIZE, offset=(page - 1) * SIZE)
    names = [one["ref"] for one in found["items"]]
    return render(
        request,
        template,
        as_of=as_of,
        on=as_of.on or today(),
        items=found["items"],
        total=found["total"],
        page=page,
        pages=pages_of(found["total"]),
        held=await _held(request, as_of, names) if held else {},
    )


async def _held(request: Request, as_of: AsOfText, names: list[str]) -> Any:
    """Facility -> how many are held there, by certainty; None when it takes too long."""
    try:
        return await at_facilities(request, as_of, names)
    except QueryStopped:
        return None


async def claims(request: Request) -> Response:
    """Claims, in the order in which they were recorded."""
    given = page_parameters(request, "about", "source", "relation", "status", "page")
    as_of, page = await as_of_from(request), page_number(given)
    status = given.get("status", "live")
    if status not in STATUSES:
        raise BadChoice(
            where="status",
            why=phrase("“%(status)s” is not a status", status=status[:40]),
            next=phrase("Choose one of: %(statuses)s", statuses=", ".join(STATUSES)),
        )
    service = case_service(request)
    wanted = await service.read(partial(lookup.claim_filter, **_filter(given, as_of), status=status))
    found = await find_claims(service, wanted, lang=request_language(request), limit=SIZE, offset=(page - 1) * SIZE)
    first = (page - 1) * SIZE
    total = first + len(found.items) + int(found.more)
    shown = ClaimPage(items=tuple((topic_of(one.claim), one) for one in found.items), total=total, offset=first)
    return render(
        request,
        "claims.html",
        as_of=as_of,
        claims=claim_list(shown, SIZE, {}),
        page=page,
        pages=page + int(found.more),
        chosen=status,
        statuses=STATUSES,
        short=await short_references(request, (told.claim.id for _, told in shown.items)),
    )


def _filter(given: dict[str, str], as_of: AsOfText) -> dict[str, Any]:
    """What the address asks for, as `claim_filter` takes it."""
    names = {name: typed(given, name) for name in ("about", "source", "relation")}
    days = {name: date.fromisoformat(day) if day else None for name, day in (("on", as_of.on), ("said", as_of.said))}
    return {**names, **days, "by": as_of.by, "known": as_of.known}


HITS: Final = 30
FEWEST_WORDS: Final = 3
"""So many words at least may be a question."""
LONGEST: Final = 200
KINDS: Final = ("person", "facility", "org", "doc", "claim", "place", "post", "population", "collective")


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name that was found: what it is called, and the other name that matched."""

    ref: Ref
    label: str
    matched: str


async def search(request: Request) -> Response:
    """What fits the words, the best first."""
    given = page_parameters(request, "q", "kind", "page")
    typed, page = given.get("q", "")[:LONGEST], page_number(given)
    kind = given.get("kind", "")
    if kind and kind not in KINDS:
        why = phrase("“%(kind)s” is not a kind that can be looked for", kind=kind[:LONGEST])
        raise BadChoice(where="parameter kind", why=why, next=phrase("Kinds: %(kinds)s", kinds=", ".join(KINDS)))
    service = case_service(request)
    found = await service.search(typed, kind=kind, limit=HITS + 1, offset=(page - 1) * HITS) if typed else []
    lang = request_language(request)
    asks = page == 1 and not kind and len(typed.split()) >= FEWEST_WORDS
    read = await service.read(partial(CaseFile.read_words, text=typed, lang=lang)) if asks else None
    names, claims = await service.read(partial(_hits, found=found[:HITS], lang=lang))
    return render(
        request,
        "search.html",
        q=typed,
        read=readings_for_page(read, lang),
        kind=kind,
        kinds=KINDS,
        names=names,
        claims=claims,
        page=page,
        more=len(found) > HITS,
        short=await short_references(request, (claim["id"] for claim in claims)),
    )


def _hits(case: CaseFile, found: Sequence[SearchHit], lang: str) -> tuple[list[NameFound], list[dict[str, Any]]]:
    """The names with what they are called, and the claims in whose words something was found."""
    renderer = ClaimRenderer(case, lang)
    refs = [(Ref(*one.ref.split(":", 1)), one.text) for one in found]
    names = [(ref, renderer.label(ref), text) for ref, text in refs if ref.kind != "claim"]
    claims = renderer.render_all([ref.slug for ref, _ in refs if ref.kind == "claim"])
    hits = [NameFound(ref, label, text if text != label else "") for ref, label, text in names]
    return hits, [claim_context(told, {}) for told in claims.values()]


async def record(request: Request) -> Response:
    """The page of a published folder on which a script shows one claim or one document."""
    return render(request, "record.html")


PUBLISHED_ROUTES: Final = [Route("/record", record, methods=["GET"])]
ROUTES: Final = [
    Route("/people", people, methods=["GET", "HEAD"]),
    Route("/facilities", facilities, methods=["GET", "HEAD"]),
    Route("/organizations", organizations, methods=["GET", "HEAD"]),
    Route("/documents", documents, methods=["GET", "HEAD"]),
    Route("/claims", claims, methods=["GET", "HEAD"]),
    Route("/search", search, methods=["GET", "HEAD"]),
]
