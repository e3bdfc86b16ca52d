"""Lists of what is described, by name, with a filter; the claims recorded last; judgements with what their names are
called.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from habeas.casefile.open_case import OpenCase
from habeas.casefile.rendering import ClaimRenderer, topic_of
from habeas.casefile.results import AsOfText, ClaimPage, JudgementView
from habeas.identity.clusters import Judgement
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.text import fold, without_directions
from habeas.storage import custody_evidence
from habeas.storage.judgements import judgements_in
from habeas.storage.kept.listing import LISTS, folded_names, listed


@dataclass(frozen=True, slots=True)
class ListedName:
    """One description in a list.

    `names` has all its names, folded, for a filter; `more` is its kind, date, language.
    """

    ref: str
    label: str
    names: str
    note: str
    more: tuple[str, ...]
    language: str
    placeholder: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some descriptions of a list, and how many the whole list has."""

    items: list[ListedName]
    total: int


def list_page(case: OpenCase, name: str, lang: str, *, letters: str = "", limit: int, offset: int = 0) -> ListPage:
    """A page of a list (`facility`, `org` or `doc`) by name, documents the newest first; only names with these
    letters.
    """
    index = case.views.index
    if index.n is None and not index.kept_is_behind():
        refs, total = listed(index, name, lang, folded=fold(letters), limit=limit, offset=offset)
        return ListPage([_listed(body, lang) for ref in refs if (body := index.entity(ref))], total)
    every = [_listed(body, lang) for kind, of in LISTS.items() if of == name for body in index.entities(kind)]
    found = sorted((one for one in every if fold(letters) in one.names), key=_sort, reverse=name == "doc")
    return ListPage(found[offset : offset + limit], len(found))


def _sort(one: ListedName) -> tuple[str, str]:
    return (f"{one.more[0]}\t{one.label}" if one.ref.startswith("doc:") else fold(one.label)), one.ref


def _listed(body: dict[str, Any], lang: str) -> ListedName:
    if body["ref"].startswith("doc:"):
        source = source_from_plain(body)
        day = (source.date.edtf or source.date.words) if source.date else ""
        label = without_directions(source.title) or source.ref.slug
        more = (day, source.kind)
        return ListedName(str(source.ref), label, folded_names(source), "", more, source.language, placeholder=False)
    entity = entity_from_plain(body)
    note, kind = entity.note.text if entity.note else "", entity.org_kind or entity.ref.kind
    names = folded_names(entity)
    return ListedName(str(entity.ref), entity.label(lang), names, note, (kind,), "", placeholder=entity.placeholder)


def latest(case: OpenCase, clocks: AsOfText, *, lang: str, limit: int) -> ClaimPage:
    """The live claims that entered the file last, as far as they were said in time and by the speaker asked for.

    Under a clock only some of the latest are looked through.
    """
    view = case.scope(known=clocks.known, said=clocks.said, by=clocks.by)
    renderer = ClaimRenderer(view, lang)
    most = limit if view.filter.admits_all else limit * 10
    found = (
        (topic_of(one.claim), one)
        for row in view.index.latest(most)
        if view.counts((one := renderer.render(row)).claim)
    )
    shown = tuple(islice(found, limit))
    return ClaimPage(items=shown, total=len(shown))


def last_evidence(case: OpenCase, clocks: AsOfText) -> str:
    """The day of the last evidence on anybody's custody, in what counts; not after today. Empty where there is none."""
    return custody_evidence.last_evidence(case.scope(known=clocks.known, said=clocks.said, by=clocks.by))


def judgement_view(case: OpenCase, judgement: Judgement, lang: str = "en") -> JudgementView:
    """A judgement with its labels."""
    return JudgementView(judgement, {ref: case.label(ref, lang) for ref in judgement.pair})


def judgement_views(case: OpenCase, lang: str) -> list[JudgementView]:
    """Every judgement, those taken back too, in the order they were made."""
    return [judgement_view(case, one, lang) for one in judgements_in(case.views.index)]
