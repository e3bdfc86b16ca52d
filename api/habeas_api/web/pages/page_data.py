"""What the page of one name is made of: looked up in the case's own thread, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from habeas.casefile.case_file import CaseFile
from habeas.casefile.custody_service import PersonCourse, StatusRow
from habeas.casefile.dossier import Sheet
from habeas.casefile.entity_page import AsOfText, EntityPage, entity_page
from habeas.casefile.lists import JudgementView, judgement_view
from habeas.casefile.related_findings import findings_near
from habeas.casefile.rendering import ClaimRenderer
from habeas.casefile.resources import iri_at, marked_passages, sheet_at, snapshot_text
from habeas.casefile.results import Authority, Holding, Spell
from habeas.model.findings import Finding
from habeas.model.values import Entity, Ref, Source
from habeas.vocab import KINDS

WITHOUT_PAGE: Final = frozenset(["time", "snapshot"])


@dataclass(slots=True, kw_only=True)
class PageData:
    """One name, and what its kind adds."""

    portrait: EntityPage
    findings: tuple[Finding, ...] | None = ()
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


def page_data(case: CaseFile, *, path: str, clocks: AsOfText, lang: str, part: str, offset: int) -> PageData | Sheet:
    """What stands at `kind/slug`. A Sheet for what is no name of the case: days, captures, recorders. Raises NotFound."""
    iri_at(case, path)
    kind, _, slug = path.partition("/")
    found = case.find(f"{kind}:{slug}") if kind in KINDS and kind not in WITHOUT_PAGE else []
    if not found:
        return sheet_at(case, path, lang)
    ref = found[0]
    if clocks.known:
        case, clocks = case.at(clocks.known), replace(clocks, known="")
    leaf = PageData(portrait=entity_page(case, ref, clocks, lang=lang, part=part, offset=offset))
    leaf.findings = _findings(case, ref, leaf.portrait.names, clocks, lang)
    more = MORE.get(ref.kind)
    if more and case.find(str(ref)):  # at an earlier moment the file may not have known it yet
        more(case, leaf, clocks, lang)
    return leaf


def _findings(
    case: CaseFile, ref: Ref, names: Sequence[str], clocks: AsOfText, lang: str
) -> tuple[Finding, ...] | None:
    view = case.view(said=clocks.said, by=clocks.by, known=clocks.known)
    if ref.kind == "doc":
        return ()
    if ref.kind != "claim":
        return findings_near(view, names, lang)
    row = view.views.claim(ref.slug)
    about = (str(row[0].subject),) if row else ()
    found = findings_near(view, about, lang)
    return found if found is None else tuple(one for one in found if ref.slug in {*one.claims, *one.context})


def _person(case: CaseFile, leaf: PageData, clocks: AsOfText, lang: str) -> None:
    ref = str(leaf.portrait.ref)
    asked = {"on": clocks.on, "said": clocks.said, "known": clocks.known, "by": clocks.by}
    found = case.status(person=ref, lang=lang, **asked)
    leaf.status = found[0] if found else None
    leaf.course = case.course(ref, **asked)
    leaf.spells = case.spells(person=ref, **asked)
    every = case.posts(**asked)
    leaf.holdings = tuple(one for one in every if one.person in leaf.portrait.names)
    leaf.authority = case.authority(ref, **asked)
    leaf.judgements = _judgements(case, leaf.portrait.names, lang)
    power = leaf.authority
    called = {place for spell in leaf.spells for stay in spell.stays for place in stay.places}
    called |= {one.post for one in leaf.holdings} | {body.state for body in power.bodies}
    leaf.labels = _labels(case, called | {name for one in power.posts for name in (one.post, one.person)}, lang)


def _labels(case: CaseFile, names: Iterable[str], lang: str) -> dict[str, str]:
    """What these are called; `home` is a word and no name."""
    renderer = ClaimRenderer(case, lang)
    return {name: renderer.label(Ref.parse(name)) for name in names if ":" in name}


def _population(case: CaseFile, leaf: PageData, _clocks: AsOfText, lang: str) -> None:
    found = leaf.portrait.described
    if isinstance(found, Entity):
        leaf.labels = _labels(case, [str(ref) for ref in (found.keeper, found.subset_of) if ref], lang)


def _judgements(case: CaseFile, names: Sequence[str], lang: str) -> tuple[JudgementView, ...]:
    mine = (one for one in case.judgements() if {str(ref) for ref in one.pair} & set(names))
    return tuple(judgement_view(case, one, lang) for one in mine)


def _judged(case: CaseFile, leaf: PageData, _clocks: AsOfText, lang: str) -> None:
    leaf.judgements = _judgements(case, leaf.portrait.names, lang)


def _post(case: CaseFile, leaf: PageData, clocks: AsOfText, lang: str) -> None:
    asked = {"on": clocks.on, "said": clocks.said, "known": clocks.known, "by": clocks.by}
    leaf.holdings = tuple(one for one in case.posts(**asked) if one.post in leaf.portrait.names)
    leaf.labels = _labels(case, {name for one in leaf.holdings for name in (one.person, one.post)}, lang)
    _judged(case, leaf, clocks, lang)


def _document(case: CaseFile, leaf: PageData, _clocks: AsOfText, lang: str) -> None:
    source = leaf.portrait.described
    if isinstance(source, Source):
        leaf.text, leaf.text_gone = snapshot_text(case, source)
        leaf.spots = marked_passages(case, source) if leaf.text else ()
        publisher = source.publisher
        leaf.labels = {str(publisher): ClaimRenderer(case, lang).label(publisher)} if publisher else {}


def _claim(case: CaseFile, leaf: PageData, _clocks: AsOfText, lang: str) -> None:
    ref = leaf.portrait.ref
    leaf.history = tuple(case.history(str(ref), lang))
    if leaf.findings is not None:
        leaf.origins = case.echo(str(ref))


MORE: Final = {
    "person": _person, "facility": _judged, "org": _post, "collective": _judged, "post": _post, "place": _judged,
    "doc": _document, "claim": _claim, "population": _population,
}  # fmt: skip
