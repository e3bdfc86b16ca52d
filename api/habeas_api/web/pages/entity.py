"""The page of one name: person, facility, organization, post, place, document, claim, count, event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from habeas.casefile.case_file import CaseFile
from habeas.casefile.entity_page import PAGE_SIZE, entity_page
from habeas.casefile.findings_service import FindingPage
from habeas.casefile.lists import judgement_view
from habeas.casefile.related_findings import findings_near
from habeas.casefile.rendering import ClaimRenderer
from habeas.casefile.resources import iri_at, marked_passages, places_in, sheet_at, snapshot_text
from habeas.casefile.results import (
    AsOfText,
    Authority,
    EntityPage,
    Holding,
    JudgementView,
    PersonCourse,
    Sheet,
    Spell,
    StatusRow,
)
from habeas.casefile.short_references import ShortReferences
from habeas.casefile.timelines import person_timeline
from habeas.errors import QueryStopped
from habeas.model.values import Entity, Ref, Source
from habeas.vocab import KINDS, Origin
from habeas_api.serializers.reports import finding_of
from habeas_api.service.case_service import case_service
from habeas_api.web.as_of import as_of_from, page_number, page_parameters, today
from habeas_api.web.components import claim_list, safe_link, split_by_passages
from habeas_api.web.labels import kind_label
from habeas_api.web.language import request_language
from habeas_api.web.photos import photos_for
from habeas_api.web.references import short_references
from habeas_api.web.result_cache import at_facility, cited_by, due_of
from habeas_api.web.template import render
from habeas_api.web.timeline_drawing import timeline_markup

NO_FINDINGS: Final = FindingPage(items=(), total=0)
MOST_FINDINGS: Final = 12
"""So many are shown; how many more there are is told."""
WITHOUT_PAGE: Final = frozenset(["time", "snapshot"])


@dataclass(slots=True, kw_only=True)
class PageData:
    """One name, and what its kind adds."""

    portrait: EntityPage
    findings: FindingPage | None = NO_FINDINGS
    status: StatusRow | None = None
    course: PersonCourse | None = None
    spells: tuple[Spell, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    holdings: tuple[Holding, ...] = ()
    judgements: tuple[JudgementView, ...] = ()
    authority: Authority | None = None
    text: str = ""
    text_gone: str = ""
    spots: tuple[tuple[int, int, str], ...] = ()
    """(start, end, claim id) of every passage in the held text."""
    history: tuple[Any, ...] = ()
    origins: Any = None
    short: dict[str, str] = field(default_factory=dict)
    """Short references of the claims that the page cites."""


def page_data(case: CaseFile, *, path: str, as_of: AsOfText, lang: str, part: str, offset: int) -> PageData | Sheet:
    """What stands at `kind/slug`. A Sheet for what is no name of the case: days, captures, recorders.

    Raises NotFound.
    """
    iri_at(case, path)
    kind, _, slug = path.partition("/")
    found = case.find(f"{kind}:{slug}") if kind in KINDS and kind not in WITHOUT_PAGE else []
    if not found:
        return sheet_at(case, path, lang)
    ref = found[0]
    if as_of.known:
        case, as_of = case.at(as_of.known), replace(as_of, known="")
    data = PageData(portrait=entity_page(case, ref, as_of, lang=lang, part=part, offset=offset))
    data.findings = _findings(case, ref, data.portrait.names, as_of, lang)
    more = MORE.get(ref.kind)
    if more and case.find(str(ref)):  # at an earlier moment the file may not have known it yet
        more(case, data, as_of, lang)
    data.short = ShortReferences(case.views, lang).all(_cited(data))
    return data


def _cited(data: PageData) -> Iterator[str]:
    """The claims that the page cites by name."""
    status, course, power = data.status, data.course, data.authority
    answers = [status.custody, status.legal, status.restrictions, status.place] if status else []
    answers += [one.answer for one in course.stretches] if course else []
    answers += [one.answer for one in data.holdings]
    answers += [*power.bodies, *(one.answer for one in power.posts)] if power else []
    for answer in answers:
        yield from (*answer.claims, *answer.against)
    for one in data.findings.items if data.findings else ():
        yield from (*one.claims, *one.context)
    for near in data.portrait.neighbours:
        yield from near.claims
    parts = (data.portrait.claims, data.portrait.spoken, data.portrait.inside)
    yield from (view.claim.id for part in parts for _, view in part.items)


def _findings(case: CaseFile, ref: Ref, names: Sequence[str], as_of: AsOfText, lang: str) -> FindingPage | None:
    view = case.view(said=as_of.said, by=as_of.by, known=as_of.known)
    if ref.kind == "doc":
        return NO_FINDINGS
    if ref.kind != "claim":
        return findings_near(view, names, lang, limit=MOST_FINDINGS)
    row = view.views.claim(ref.slug)
    found = findings_near(view, (str(row[0].subject),) if row else (), lang)
    if found is None or found.total > len(found.items):
        return None
    own = tuple(one for one in found.items if ref.slug in {*one.claims, *one.context})
    return FindingPage(items=own, total=len(own))


def _person(case: CaseFile, data: PageData, as_of: AsOfText, lang: str) -> None:
    ref = str(data.portrait.ref)
    asked = {"on": as_of.on, "said": as_of.said, "known": as_of.known, "by": as_of.by}
    found = case.status(person=ref, lang=lang, **asked)
    data.status = found[0] if found else None
    data.course = case.course(ref, **asked)
    data.spells = case.spells(person=ref, **asked)
    every = case.posts(**asked)
    data.holdings = tuple(one for one in every if one.person in data.portrait.names)
    data.authority = case.authority(ref, **asked)
    data.judgements = _judgements(case, data.portrait.names, lang)
    power = data.authority
    called = {place for spell in data.spells for stay in spell.stays for place in stay.places}
    called |= {one.post for one in data.holdings} | {body.state for body in power.bodies}
    data.labels = _labels(case, called | {name for one in power.posts for name in (one.post, one.person)}, lang)


def _labels(case: CaseFile, names: Iterable[str], lang: str) -> dict[str, str]:
    """What these are called; `home` is a word and no name."""
    renderer = ClaimRenderer(case, lang)
    return {name: renderer.label(Ref.parse(name)) for name in names if ":" in name}


def _population(case: CaseFile, data: PageData, _as_of: AsOfText, lang: str) -> None:
    found = data.portrait.described
    if isinstance(found, Entity):
        data.labels = _labels(case, [str(ref) for ref in (found.keeper, found.subset_of) if ref], lang)


def _judgements(case: CaseFile, names: Sequence[str], lang: str) -> tuple[JudgementView, ...]:
    mine = (one for one in case.judgements() if {str(ref) for ref in one.pair} & set(names))
    return tuple(judgement_view(case, one, lang) for one in mine)


def _judged(case: CaseFile, data: PageData, _as_of: AsOfText, lang: str) -> None:
    data.judgements = _judgements(case, data.portrait.names, lang)


def _post(case: CaseFile, data: PageData, as_of: AsOfText, lang: str) -> None:
    asked = {"on": as_of.on, "said": as_of.said, "known": as_of.known, "by": as_of.by}
    data.holdings = tuple(one for one in case.posts(**asked) if one.post in data.portrait.names)
    data.labels = _labels(case, {name for one in data.holdings for name in (one.person, one.post)}, lang)
    _judged(case, data, as_of, lang)


def _document(case: CaseFile, data: PageData, _as_of: AsOfText, lang: str) -> None:
    source = data.portrait.described
    if isinstance(source, Source):
        data.text, data.text_gone = snapshot_text(case, source)
        data.spots = marked_passages(case, source) if data.text else ()
        publisher = source.publisher
        data.labels = {str(publisher): ClaimRenderer(case, lang).label(publisher)} if publisher else {}


def _claim(case: CaseFile, data: PageData, _as_of: AsOfText, lang: str) -> None:
    ref = data.portrait.ref
    data.history = tuple(case.history(str(ref), lang))
    if data.findings is not None:
        data.origins = case.echo(str(ref))


MORE: Final = {
    "person": _person,
    "facility": _judged,
    "org": _post,
    "collective": _judged,
    "post": _post,
    "place": _judged,
    "doc": _document,
    "claim": _claim,
    "population": _population,
}


PARTS: Final = ("claims", "spoken", "inside")
TEMPLATES: Final = {"person": "person.html", "facility": "facility.html", "doc": "document.html", "claim": "claim.html"}
MOST_HELD: Final = 50
MOST_DUE: Final = 20


async def entity(request: Request, path: str, address: str) -> Response:
    """The page of what stands at `kind/slug`. Raises NotFound."""
    given = page_parameters(request, "page", "part")
    part = given.get("part", PARTS[0])
    as_of, page = await as_of_from(request), page_number(given)
    look = partial(
        page_data,
        path=path,
        as_of=as_of,
        lang=request_language(request),
        part=part if part in PARTS else PARTS[0],
        offset=(page - 1) * PAGE_SIZE,
    )
    found = await case_service(request).read(look)
    if isinstance(found, Sheet):
        return render(request, "sheet.html", sheet=found, address=address)
    kind = found.portrait.ref.kind
    more: dict[str, Any] = {}
    if kind == "person":
        more = _custody(found, date.fromisoformat(as_of.on or today()), request_language(request))
        more["due"] = await due_of(request, as_of, str(found.portrait.ref), limit=MOST_DUE)
        found.short |= await short_references(request, cited_by(more["due"]))
    elif kind == "facility":
        more = await _held_here(request, found)
    elif kind == "doc":
        more = {"pieces": split_by_passages(found.text, found.spots), "at": places_in(found.text)}
        more |= {"link": safe_link(found.portrait.described)}
    return render(
        request,
        TEMPLATES.get(kind, "entity.html"),
        **_common(found, address, request_language(request)),
        as_of=as_of,
        photos=await photos_for(request, found.portrait.names, kind),
        **more,
    )


def _common(data: PageData, address: str, lang: str) -> dict[str, Any]:
    portrait = replace(data.portrait, title=_title(data.portrait, lang))
    shown = {part: claim_list(getattr(portrait, part), PAGE_SIZE, portrait.languages) for part in PARTS}
    near = data.findings
    findings = None if near is None else {"items": [finding_of(one) for one in near.items], "total": near.total}
    return {
        "data": data,
        "short": data.short,
        "sheet": portrait,
        "address": address,
        "ref": str(portrait.ref),
        "kind": portrait.ref.kind,
        "entity": portrait.described if isinstance(portrait.described, Entity) else None,
        "findings": findings,
        "also": _also(portrait.described, portrait.title),
        **shown,
    }


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


def _custody(data: PageData, until: date, lang: str) -> dict[str, Any]:
    told = [one for topic, one in data.portrait.claims.items if topic == "custody"]
    drawn = person_timeline(data.course, data.spells, told, until) if data.course else None
    drawing = timeline_markup(drawn, lang, name=data.portrait.title, places=data.labels) if drawn else ""
    return {"timeline": drawn, "until": until, "picture": drawing}


async def _held_here(request: Request, data: PageData) -> dict[str, Any]:
    """Who is held at a facility on the day, and who was told to have been there at another time."""
    try:
        found = await at_facility(request, await as_of_from(request), data.portrait.names, most=MOST_HELD)
    except QueryStopped:
        return {"here_now": None, "here_ever": None, "most": MOST_HELD}
    return {"here_now": found["now"], "here_ever": found["ever"], "most": MOST_HELD}
