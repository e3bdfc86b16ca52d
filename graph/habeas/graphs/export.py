"""From an open case to graphs: for files, for the web, for networkx.

    graph_of(case.views, case.settings, "person-facility", on="2026-01-12", min_sources=2)

networkx takes a quarter of a second to import, so `layout` and `measures` are fetched when a graph is made and not before.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, TypedDict, Unpack

from habeas.analysis.checks import ClaimSet, clashing
from habeas.dates import parse
from habeas.errors import BadChoice, BadInput
from habeas.formats.graph import Graph
from habeas.formats.style import TYPES
from habeas.formats.write import WRITERS, ending_of
from habeas.graphs.disclosure import LEVELS
from habeas.graphs.edges import WORDS
from habeas.graphs.inputs import CREDIBILITY, Bounds, Filters, Known
from habeas.graphs.limit import most_connected
from habeas.graphs.views import VIEWS, view_of
from habeas.model import Ref
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.config import CaseSettings
from habeas.sparql.gc import seldom_collecting
from habeas.storage.atomic import require_free, save
from habeas.storage.decisions import standing_in
from habeas.storage.judgements import clusters_in
from habeas.storage.names import get_name
from habeas.storage.read_model import ReadModel
from habeas.vocab import PROPERTIES

Progress = Callable[[str], None]
Names = str | Iterable[str]


class Asked(TypedDict, total=False):
    """What may be asked of a view. Days are EDTF text; several names stand in a list or in one text with commas.

    `since` and `until` are `--from` and `--to`; `by` are speakers or documents; `measures` adds a column for each measure; `redact` shows
    who must not be named under the pseudonyms that `alias` gives. `most` keeps so many nodes, the best connected.
    """

    on: str
    since: str
    until: str
    types: Names
    relations: Names
    by: Names
    min_sources: int
    credibility: str
    sensitivity: str
    redact: bool
    alias: Callable[[Ref], str]
    sayings: bool
    ego: str
    steps: int
    most: int
    ongoing_until: str
    measures: bool
    lang: str
    progress: Progress | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: where, in which form, how much, what a reader must know and what the form has no room for."""

    path: Path
    form: str
    view: str
    nodes: int
    edges: int
    size: int
    notes: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A graph for the web: its media type, a name for the file, and its bytes in pieces. What can fail has been done."""

    media: str
    name: str
    pieces: Iterator[bytes]


def export(
    views: ReadModel, settings: CaseSettings, path: Path, view: str, *, force: bool = False, **asked: Unpack[Asked]
) -> Exported:
    """Write a view to a file in the form its ending tells; the file appears whole or not at all. Raises BadChoice, BadFile, NotFound."""
    ending = ending_of(path)
    require_free(path, force=force)
    graph = graph_of(views, settings, view, **asked)
    size = save(WRITERS[ending].write(graph), path, force=force)
    writer, nodes, edges = WRITERS[ending], len(tuple(graph.nodes)), len(tuple(graph.edges))
    return Exported(
        path=path, form=writer.name, view=view, nodes=nodes, edges=edges, size=size, notes=graph.notes, lost=writer.lost
    )


def download(views: ReadModel, settings: CaseSettings, view: str, ending: str, **asked: Unpack[Asked]) -> Download:
    """A view in one of the forms of WRITERS (`.gexf`, …), for an answer of the web. Raises BadChoice, NotFound."""
    writer = WRITERS.get(ending)
    if writer is None:
        raise BadChoice(where="form", why=f"graphs are not written as “{ending}”", next="Forms: " + ", ".join(WRITERS))
    graph = graph_of(views, settings, view, **asked)
    return Download(media=writer.media, name=f"{view}{ending}", pieces=writer.write(graph))


def as_networkx(views: ReadModel, settings: CaseSettings, view: str, **asked: Unpack[Asked]) -> Any:
    """A view as a networkx graph."""
    return _late("graphs.measures").as_networkx(plain_graph(views, settings, view, **asked))


@seldom_collecting()
def graph_of(views: ReadModel, settings: CaseSettings, view: str, **asked: Unpack[Asked]) -> Graph:
    """A view with a place for every node, and with measures when they are asked for."""
    graph = plain_graph(views, settings, view, **asked)
    if asked.get("measures"):
        graph = _late("graphs.measures").measured(graph, asked.get("progress"))
    found: Graph = _late("graphs.layout").placed(graph)
    return found


@seldom_collecting()
def plain_graph(views: ReadModel, settings: CaseSettings, view: str, **asked: Unpack[Asked]) -> Graph:
    """A view without places and measures."""
    if view not in VIEWS:
        raise BadChoice(where="view", why=f"there is no view “{view}”", next=_nearest(view, VIEWS))
    known = known_of(views, settings, asked.get("lang", ""))
    whole = view_of(replace(known, alias=asked.get("alias")), view, filters_of(views, asked))
    return most_connected(whole, asked.get("most", 0))


def _late(module: str) -> Any:
    return importlib.import_module(f"habeas.{module}")


# -- what the case holds


def known_of(views: ReadModel, settings: CaseSettings, lang: str = "") -> Known:
    """The live claims of a case and what things are called, as plain values."""
    bodies = {Ref.parse(body["ref"]): body for body in views.index.entities()}
    read = [views.claim_in(row) for row in views.index.claims(status="live")]
    known = Known(
        claims=tuple(claim for claim, _ in read),
        entities={ref: entity_from_plain(body) for ref, body in bodies.items() if ref.kind != "doc"},
        sources={ref: source_from_plain(body) for ref, body in bodies.items() if ref.kind == "doc"},
        conventions=settings.conventions,
        same=clusters_in(views.index).same,
        sensitivity=settings.sensitivity,
        title=settings.title,
        base=settings.base,
        recorded=max((operation.at[:10] for _, operation in read), default=""),
        lang=lang or settings.languages[0],
    )
    return replace(known, disputed=_clashing(views, known))


def _clashing(views: ReadModel, known: Known) -> frozenset[str]:
    """The claims that a check finds to clash, and about which nobody has decided that they do not."""
    same, apart = {str(name): str(one) for name, one in known.same.items()}, clusters_in(views.index).are_apart
    claims = ClaimSet(
        known.claims, entities={str(ref): entity for ref, entity in known.entities.items()},
        sources={str(ref): source for ref, source in known.sources.items()}, conventions=known.conventions,
        cluster=lambda name: same.get(name, name),
        apart=lambda one, other: apart(Ref.parse(one), Ref.parse(other)),
    )  # fmt: skip
    return clashing(claims, standing_in(views.index))


# -- what is asked


def filters_of(views: ReadModel, asked: Asked) -> Filters:
    """The filters asked for, each checked. Raises BadChoice, NotFound."""
    since, until = _days(views, asked, "since", "from")[0], _days(views, asked, "until", "to")[1]
    if since and until and since > until:
        raise BadChoice(
            where="--from",
            why=f"{since} is after {until}",
            next="Give the earlier day with --from, the later with --to.",
        )
    on = _days(views, asked, "on", "on")
    return Filters(
        on=on if asked.get("on") else None,
        since=since,
        until=until,
        types=frozenset(map(_kind, _listed(asked.get("types", ())))),
        relations=frozenset(among("relations", name, RELATIONS) for name in _listed(asked.get("relations", ()))),
        by=frozenset(get_name(views, name) for name in _listed(asked.get("by", ()))),
        min_sources=_at_least_one("min-sources", asked.get("min_sources", 1)),
        credibility=among("credibility", asked.get("credibility", ""), ("", *CREDIBILITY)),
        sensitivity=among("sensitivity", asked.get("sensitivity", "") or LEVELS[0], LEVELS),
        redact=bool(asked.get("redact")),
        sayings=bool(asked.get("sayings")),
        ego=get_name(views, asked["ego"]) if asked.get("ego") else None,
        steps=_at_least_one("steps", asked.get("steps", 1)),
        ongoing_until=_days(views, asked, "ongoing_until", "ongoing-until")[1],
    )


RELATIONS: Final = (
    *sorted({*WORDS, *(name for name, prop in PROPERTIES.items() if prop.is_relation or prop.is_detail)}),
)
"""The kinds of lines there may be."""


NODES: Final = tuple(sorted({*TYPES, *TYPES.values()}))
"""The kinds of nodes, and the words for them."""


def _listed(names: Names) -> list[str]:
    parts = names.split(",") if isinstance(names, str) else names
    return [part.strip() for part in parts if part.strip()]


def _kind(word: str) -> str:
    """A kind of node from its name or its word: org, organization."""
    kinds = {label: kind for kind, label in TYPES.items()}
    return among("types", kinds.get(word, word), TYPES)


def _days(views: ReadModel, asked: Mapping[str, Any], name: str, option: str) -> Bounds:
    text = asked.get(name)
    if not text:
        return None, None
    try:
        edtf = parse(str(text), views.mapper.conventions)
    except BadInput as error:
        raise BadChoice(where=f"--{option}", why=error.why, next=error.next) from None
    return edtf.earliest, edtf.latest


def _at_least_one(option: str, number: int) -> int:
    if number < 1:
        raise BadChoice(where=f"--{option}", why=f"{number} is too few", next="Give 1 or more.")
    return number


def among(option: str, word: str, choices: Iterable[str]) -> str:
    """The word, when it is one of the choices. Raises BadChoice with the nearest."""
    known = tuple(choices)
    if word not in known:
        raise BadChoice(where=f"--{option}", why=f"“{word}” is not one of its values", next=_nearest(word, known))
    return word


def _nearest(word: str, choices: Iterable[str]) -> str:
    known = [choice for choice in choices if choice]
    near = get_close_matches(word, known, n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(near)}?" if near else "It may be: " + ", ".join(known)
