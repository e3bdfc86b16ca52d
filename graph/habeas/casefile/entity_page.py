"""Everything a page about one name shows, under its clocks: description, claims page by page, neighbours.

Claims of a name with at most SORTED claims come by topic; of more, in the order in which they were recorded, for to sort
them all would mean to read them all on each view. Either way a page tells so many claims and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from habeas.casefile import CaseFile
from habeas.casefile.as_of import rows_of
from habeas.casefile.rendering import Told, Voice
from habeas.casefile.topics import TOPICS, topic_of
from habeas.model import Claim, Entity, Ref, Source, Status
from habeas.model.claims import mentions, stands_as_fact
from habeas.sparql.patterns import Filter
from habeas.storage.index import Row
from habeas.storage.judgements import clusters_in

SORTED: Final = 500
PAGE: Final = 60
MOST_NEIGHBOURS: Final = 14
Order = Callable[[Row, Claim], tuple[Any, ...]]
PEERS: Final = frozenset(["person", "facility", "org", "place", "post", "collective", "population"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The clocks of a page as text: a day in the world, said by which day, known by which moment; and whose telling."""

    on: str = ""
    said: str = ""
    known: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Some claims of many: `total` there are, these from `offset` on. `by_topic` when they were put in order by topic."""

    items: tuple[tuple[str, Told], ...] = ()
    total: int = 0
    offset: int = 0
    by_topic: bool = True


class Neighbour(NamedTuple):
    """Something that claims set beside a name: what it is called, by which relations, in which claims."""

    ref: Ref
    label: str
    relations: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """One name as its page shows it. `judged` are other names that were judged to mean the same."""

    ref: Ref
    title: str
    described: Entity | Source | None
    names: tuple[str, ...]
    judged: tuple[tuple[Ref, str], ...]
    claims: Shown
    spoken: Shown
    inside: Shown
    neighbours: tuple[Neighbour, ...] = ()
    languages: Mapping[str, str]
    """Of the documents of its claims, where they are known."""


def portrait_of(
    case: CaseFile, ref: Ref, clocks: Clocks, *, lang: str, offset: int = 0, part: str = "claims"
) -> Portrait:
    """One name under its clocks; `case` is the file as it was at the moment asked for. `part` (claims, spoken, inside) is the list that `offset` turns the pages of."""
    voice = Voice(case, lang)
    names = clusters_in(case.views.index).names(ref)
    at = {part: offset}
    about, neighbours = _about(case, voice, names, clocks, at.get("claims", 0))
    spoken = _list(case, voice, Filter(by=names, status=""), clocks, at.get("spoken", 0), _by_document)
    inside = Shown()
    if ref.kind == "doc":
        inside = _list(case, voice, Filter(source=names, status=""), clocks, at.get("inside", 0), _by_place)
    return Portrait(
        ref=ref, title=voice.label(ref), described=voice.described(ref), names=tuple(map(str, names)),
        judged=tuple((other, voice.label(other)) for other in names if other != ref), claims=about,
        spoken=spoken, inside=inside, neighbours=neighbours, languages=_languages(voice, (about, spoken, inside)),
    )  # fmt: skip


def _languages(voice: Voice, shown: Iterable[Shown]) -> dict[str, str]:
    sources = {told.claim.source for one in shown for _, told in one.items}
    described = ((ref, voice.described(ref)) for ref in sources)
    return {str(ref): found.language for ref, found in described if isinstance(found, Source) and found.language}


def _about(
    case: CaseFile, voice: Voice, names: Sequence[Ref], clocks: Clocks, offset: int
) -> tuple[Shown, tuple[Neighbour, ...]]:
    """The claims about a name, and what they set beside it. Only up to SORTED of them are looked through for neighbours."""
    own = (case.views.index.claim(ref.slug) for ref in names if ref.kind == "claim")
    about = Filter(about=tuple(names), status="")
    rows = [row for row in own if row] or list(rows_of(case.views.index, about))
    read = _read(case, rows, clocks)
    if len(rows) > SORTED:
        first = [claim for _, claim in _read(case, rows[:SORTED], clocks)]
        return _unsorted(voice, read, rows, clocks, offset), _neighbours(first, names, voice)
    found = list(read)
    return _sorted(voice, found, offset, _by_topic), _neighbours(
        [claim for row, claim in found if row.status == Status.LIVE], names, voice
    )


def _list(case: CaseFile, voice: Voice, wanted: Filter, clocks: Clocks, offset: int, order: Order) -> Shown:
    rows = list(rows_of(case.views.index, wanted))
    read = _read(case, rows, clocks)
    if len(rows) > SORTED:
        return _unsorted(voice, read, rows, clocks, offset)
    return _sorted(voice, list(read), offset, order)


def _by_topic(row: Row, claim: Claim) -> tuple[int, ...]:
    """Live claims before others, then by topic, as they were recorded."""
    return row.status != Status.LIVE, TOPICS.index(topic_of(claim)), row.place


def _by_document(row: Row, _claim: Claim) -> tuple[str, int]:
    return row.source, row.place


def _by_place(row: Row, claim: Claim) -> tuple[int, int]:
    """As they stand in the document."""
    return min((passage.start for passage in claim.passages), default=0), row.place


def _sorted(voice: Voice, found: list[tuple[Row, Claim]], offset: int, order_of: Order) -> Shown:
    order = sorted(found, key=lambda pair: order_of(*pair))
    shown = tuple((topic_of(claim), voice.tell(row)) for row, claim in order[offset : offset + PAGE])
    return Shown(items=shown, total=len(found), offset=offset)


def _unsorted(
    voice: Voice, read: Iterator[tuple[Row, Claim]], rows: Sequence[Row], clocks: Clocks, offset: int
) -> Shown:
    """A page of many claims. Without a clock every row counts, and only those of the page are read."""
    if clocks.said or clocks.by:
        found = list(read)
        page, total = [row for row, _ in found[offset : offset + PAGE]], len(found)
    else:
        page, total = list(rows[offset : offset + PAGE]), len(rows)
    shown = tuple((topic_of(told.claim), told) for told in map(voice.tell, page))
    return Shown(items=shown, total=total, offset=offset, by_topic=False)


def _read(case: CaseFile, rows: Sequence[Row], clocks: Clocks) -> Iterator[tuple[Row, Claim]]:
    """The claims that count under the clocks."""
    view = case.view(said=clocks.said, by=clocks.by)
    for row in rows:
        claim = case.views.claim_in(row)[0]
        if view.counts(claim):
            yield row, claim


def _neighbours(claims: Iterable[Claim], names: Sequence[Ref], voice: Voice) -> tuple[Neighbour, ...]:
    """What facts set beside a name, the most often first. What is only said, denied or alleged sets nothing beside anybody."""
    beside: dict[Ref, dict[str, list[str]]] = {}
    for claim in claims:
        if stands_as_fact(claim):
            for ref in mentions(claim):
                if ref.kind in PEERS and ref not in names:
                    beside.setdefault(ref, {}).setdefault(claim.relation, []).append(claim.id)
    order = sorted(beside.items(), key=lambda item: (-sum(map(len, item[1].values())), str(item[0])))
    return tuple(
        Neighbour(ref, voice.label(ref), tuple(told), tuple(dict.fromkeys(c for ids in told.values() for c in ids)))
        for ref, told in order[:MOST_NEIGHBOURS]
    )
