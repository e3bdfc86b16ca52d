"""Lists of what is described, by name, with a filter; the claims recorded last; judgements with what their names are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from habeas.casefile import CaseFile
from habeas.casefile.entity_page import AsOfText, ClaimPage
from habeas.casefile.rendering import ClaimRenderer, topic_of
from habeas.identity.clusters import Judgement
from habeas.model import Ref, fold
from habeas.model.codec import entity_from_plain, source_from_plain


@dataclass(frozen=True, slots=True)
class Listed:
    """One description in a list. `names` has all its names, folded, for a filter; `more` is its kind, date, language."""

    ref: str
    label: str
    names: str
    note: str
    more: tuple[str, ...]
    language: str
    placeholder: bool


def listing(case: CaseFile, kinds: Sequence[str], lang: str) -> list[Listed]:
    """Every description of these kinds, by name; documents the newest first."""
    found = [one for kind in kinds for one in (_sources(case) if kind == "doc" else _entities(case, kind, lang))]
    if "doc" in kinds:
        return sorted(found, key=lambda one: (one.more[0], one.label), reverse=True)
    return sorted(found, key=lambda one: (fold(one.label), one.ref))


def _entities(case: CaseFile, kind: str, lang: str) -> Iterator[Listed]:
    for entity in map(entity_from_plain, case.views.index.entities(kind)):
        names = [text.text for text in (*entity.labels, *entity.also, *entity.hidden)]
        yield Listed(
            str(entity.ref), entity.label(lang), fold("\n".join([*names, entity.ref.slug])),
            entity.note.text if entity.note else "", (entity.org_kind or kind,), "", entity.placeholder,
        )  # fmt: skip


def _sources(case: CaseFile) -> Iterator[Listed]:
    for source in map(source_from_plain, case.views.index.entities("doc")):
        day = (source.date.edtf or source.date.words) if source.date else ""
        label = source.title or source.ref.slug
        names = fold(f"{label}\n{source.ref.slug}")
        yield Listed(str(source.ref), label, names, "", (day, source.kind), source.language, placeholder=False)


def latest(case: CaseFile, clocks: AsOfText, *, lang: str, limit: int) -> ClaimPage:
    """The live claims that entered the file last, as far as they were said in time and by the speaker asked for.

    Under a clock only some of the latest are looked through.
    """
    view = case.view(known=clocks.known, said=clocks.said, by=clocks.by)
    renderer = ClaimRenderer(view, lang)
    most = limit if view.filter.admits_all else limit * 10
    found = (
        (topic_of(one.claim), one)
        for row in view.index.latest(most)
        if view.counts((one := renderer.render(row)).claim)
    )
    shown = tuple(islice(found, limit))
    return ClaimPage(items=shown, total=len(shown))


@dataclass(frozen=True, slots=True)
class JudgementView:
    """A judgement, and what its names are called."""

    judgement: Judgement
    labels: Mapping[Ref, str]


def judgement_view(case: CaseFile, judgement: Judgement, lang: str = "en") -> JudgementView:
    """A judgement with its labels."""
    return JudgementView(judgement, {ref: case.label(ref, lang) for ref in judgement.pair})


def judgement_views(case: CaseFile, lang: str) -> list[JudgementView]:
    """Every judgement, those taken back too, in the order they were made."""
    return [judgement_view(case, one, lang) for one in case.judgements()]
