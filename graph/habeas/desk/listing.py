"""Lists of what is described, by name, with a filter; and the claims recorded last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from habeas.casefile import CaseFile
from habeas.desk.portrait import Clocks, Shown, test_of
from habeas.desk.telling import Voice
from habeas.desk.topics import topic_of
from habeas.model import Entity, Source, fold
from habeas.plain import entity_from_plain, source_from_plain


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of a list: of `total` that fit, these."""

    items: tuple[tuple[str, Entity | Source], ...]
    total: int


def listing(case: CaseFile, kinds: Sequence[str], *, text: str = "", lang: str, limit: int, offset: int) -> Slice:
    """Descriptions of these kinds whose names have these letters, by name (documents: the newest first)."""
    found = [(label, item) for kind in kinds for item, label in _described(case, kind, lang) if _fits(label, item, text)]
    if kinds == ("doc",):
        found.sort(key=lambda pair: (_day(pair[1]), pair[0]), reverse=True)
    else:
        found.sort(key=lambda pair: (fold(pair[0]), str(pair[1].ref)))
    return Slice(tuple(found[offset : offset + limit]), len(found))


def _described(case: CaseFile, kind: str, lang: str) -> list[tuple[Entity | Source, str]]:
    bodies = case.views.index.entities(kind)
    if kind == "doc":
        sources = (source_from_plain(body) for body in bodies)
        return [(source, source.title or source.ref.slug) for source in sources]
    return [(entity, entity.label(lang)) for entity in map(entity_from_plain, bodies)]


def _fits(label: str, item: Entity | Source, text: str) -> bool:
    if not text:
        return True
    names = [label, item.ref.slug]
    if isinstance(item, Entity):
        names += [name.text for name in (*item.labels, *item.also, *item.hidden)]
    return any(fold(text) in fold(name) for name in names)


def _day(item: Entity | Source) -> str:
    return (item.date.edtf or "") if isinstance(item, Source) and item.date else ""


def latest(case: CaseFile, clocks: Clocks, *, lang: str, limit: int) -> Shown:
    """The live claims that entered the file last, as far as they were said in time and by the speaker asked for."""
    voice, fits = Voice(case, lang), test_of(case, clocks)
    rows = case.views.index.latest(limit if clocks == Clocks(on=clocks.on) else limit * 10)
    told = [(topic_of(one.claim), one) for row in rows if fits((one := voice.tell(row)).claim)][:limit]
    return Shown(items=tuple(told), total=len(told))
