"""Everything a page about one name shows, under its clocks: description, claims page by page, neighbours.

Claims of a name with at most SORTED claims come by topic; of more, in the order in which they were recorded, for to
sort them all would mean to read them all on each view. Either way a page tells so many claims and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from habeas.casefile.dossier import denials_of
from habeas.casefile.open_case import OpenCase
from habeas.casefile.past_claims import page_of_rows, rows_of
from habeas.casefile.rendering import TOPICS, ClaimRenderer, RecordedClaim, topic_of
from habeas.casefile.results import AsOfText, ClaimPage, ClaimView, EntityPage, Neighbour
from habeas.model.claims import node_of, own_mentions, stands_as_fact
from habeas.model.codec import source_from_plain
from habeas.model.values import Claim, Ref, Status
from habeas.sparql.patterns import Filter
from habeas.storage.contract import ClaimRow
from habeas.storage.index import Index
from habeas.storage.judgements import clusters_in

MAX_SORTED: Final = 500
PAGE_SIZE: Final = 40
MAX_NEIGHBOURS: Final = 14
SortKey = Callable[[ClaimRow, Claim], tuple[Any, ...]]
PEERS: Final = frozenset(["person", "facility", "org", "place", "post", "collective", "population"])


def entity_page(
    case: OpenCase, ref: Ref, clocks: AsOfText, *, lang: str, offset: int = 0, part: str = "claims"
) -> EntityPage:
    """One name under its clocks; `case` is the file as it was at the moment asked for. `part` (claims, spoken,
    inside) is the list that `offset` turns the pages of.
    """
    renderer = ClaimRenderer(case, lang)
    names = clusters_in(case.views.index).names(ref)
    at = {part: offset}
    about, neighbours = _about(case, renderer, names, clocks, at.get("claims", 0))
    spoken = _list(case, renderer, Filter(by=names, status=""), clocks, at.get("spoken", 0), _by_document)
    inside = ClaimPage()
    if ref.kind == "doc":
        inside = _list(case, renderer, Filter(source=names, status=""), clocks, at.get("inside", 0), _by_place)
    return EntityPage(
        ref=ref,
        title=renderer.label(ref),
        described=renderer.described(ref),
        names=tuple(map(str, names)),
        judged=tuple((other, renderer.label(other)) for other in names if other != ref),
        claims=about,
        spoken=spoken,
        inside=inside,
        neighbours=neighbours,
        languages=_languages(case.views.index, (about, spoken, inside)),
    )


def _languages(index: Index, shown: Iterable[ClaimPage]) -> dict[str, str]:
    """The language of each document that is shown, where it is known; looked up at once."""
    sources = {str(view.claim.source) for one in shown for _, view in one.items}
    found = index.descriptions(sorted(sources))
    return {ref: language for ref, body in found.items() if (language := source_from_plain(body).language)}


def _about(
    case: OpenCase, renderer: ClaimRenderer, names: Sequence[Ref], clocks: AsOfText, offset: int
) -> tuple[ClaimPage, tuple[Neighbour, ...]]:
    """The claims about a name, and what they set beside it.

    Only up to SORTED of them are looked through for neighbours.
    """
    own = [row for ref in names if ref.kind == "claim" and (row := case.views.index.claim(ref.slug))]
    about = Filter(about=tuple(names), status="")
    rows, total = (own, len(own)) if own else page_of_rows(case.views.index, about, limit=MAX_SORTED)
    found = list(_read(case, rows, clocks))
    if total > MAX_SORTED:
        first = [claim for _, claim, _ in found]
        page = _unsorted(case, renderer, about, total, clocks, offset, found)
        return page, _neighbours(first, names, renderer)
    live = [claim for row, claim, _ in found if row.status == Status.LIVE]
    more = denials_of(case.views, live)
    shown = {row.id for row, _, _ in found}
    beside = list(_read(case, [row for row in more if row.id not in shown], clocks))
    return _sorted(renderer, [*found, *beside], offset, _by_topic), _neighbours(live, names, renderer)


def _list(
    case: OpenCase, renderer: ClaimRenderer, wanted: Filter, clocks: AsOfText, offset: int, order: SortKey
) -> ClaimPage:
    rows, total = page_of_rows(case.views.index, wanted, limit=MAX_SORTED)
    if total > MAX_SORTED:
        return _unsorted(case, renderer, wanted, total, clocks, offset)
    return _sorted(renderer, list(_read(case, rows, clocks)), offset, order)


def _by_topic(row: ClaimRow, claim: Claim) -> tuple[int, ...]:
    """Live claims before others, then by topic, as they were recorded."""
    return row.status != Status.LIVE, TOPICS.index(topic_of(claim)), row.place


def _by_document(row: ClaimRow, _claim: Claim) -> tuple[str, int]:
    return row.source, row.place


def _by_place(row: ClaimRow, claim: Claim) -> tuple[int, int]:
    """In the order of the document."""
    return min((passage.start for passage in claim.passages), default=0), row.place


def _sorted(renderer: ClaimRenderer, found: list[RecordedClaim], offset: int, order_of: SortKey) -> ClaimPage:
    order = sorted(found, key=lambda read: order_of(*read[:2]))
    shown = _in_topics(renderer.render_read(order[offset : offset + PAGE_SIZE]))
    return ClaimPage(items=shown, total=len(found), offset=offset)


def _in_topics(views: Iterable[ClaimView]) -> tuple[tuple[str, ClaimView], ...]:
    return tuple((topic_of(view.claim), view) for view in views)


def _unsorted(
    case: OpenCase,
    renderer: ClaimRenderer,
    wanted: Filter,
    total: int,
    clocks: AsOfText,
    offset: int,
    first: Sequence[RecordedClaim] = (),
) -> ClaimPage:
    """A page of many claims. Without a clock every row counts, and only those of the page are looked up, unless they
    are among the `first`, which were read already."""
    index = case.views.index
    if clocks.said or clocks.by:
        found = list(_read(case, rows_of(index, wanted), clocks))
        page, total = found[offset : offset + PAGE_SIZE], len(found)
    elif offset + PAGE_SIZE <= len(first):
        page = list(first[offset : offset + PAGE_SIZE])
    else:
        rows = rows_of(index, wanted, limit=PAGE_SIZE, offset=offset)
        page = [(row, *case.views.claim_in(row)) for row in rows]
    shown = _in_topics(renderer.render_read(page))
    return ClaimPage(items=shown, total=total, offset=offset, by_topic=False)


def _read(case: OpenCase, rows: Iterable[ClaimRow], clocks: AsOfText) -> Iterator[RecordedClaim]:
    """The claims that count under the clocks."""
    view = case.scope(said=clocks.said, by=clocks.by)
    for row in rows:
        claim, operation = case.views.claim_in(row)
        if view.counts(claim):
            yield row, claim, operation


def _neighbours(claims: Iterable[Claim], names: Sequence[Ref], renderer: ClaimRenderer) -> tuple[Neighbour, ...]:
    """What facts set beside a name, the most often first.

    What is only said, denied or alleged sets nothing beside anybody.
    """
    beside: dict[Ref, dict[str, list[str]]] = {}
    for claim in claims:
        if stands_as_fact(claim):
            for ref in {*own_mentions(claim, node_of(claim)), *claim.about}:
                if ref.kind in PEERS and ref not in names:
                    beside.setdefault(ref, {}).setdefault(claim.relation, []).append(claim.id)
    order = sorted(beside.items(), key=lambda item: (-sum(map(len, item[1].values())), str(item[0])))
    return tuple(
        Neighbour(ref, renderer.label(ref), tuple(told), tuple(dict.fromkeys(c for ids in told.values() for c in ids)))
        for ref, told in order[:MAX_NEIGHBOURS]
    )
