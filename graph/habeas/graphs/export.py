"""From an open case to graphs: for files, for the web, for networkx.

graph_of(case.views, case.settings, "person-facility", on="2026-01-12", min_sources=2)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Unpack

from habeas.analysis.checks.claim_set import ClaimSet, clashing, left_clashing
from habeas.analysis.checks.registry import HARD
from habeas.errors import BadChoice, phrase
from habeas.formats.graph import Graph
from habeas.formats.write.writers import ENDINGS, RECORD_WRITERS, WRITERS, ending_of
from habeas.graphs import measures
from habeas.graphs.build import build, most_connected
from habeas.graphs.context import context
from habeas.graphs.inputs import CaseInfo, Filters, Inputs, nearest
from habeas.graphs.kept import KeptRequest, graph_from_kept, is_kept
from habeas.graphs.kept_gexf import GexfStream, gexf_from_kept
from habeas.graphs.layout import placed
from habeas.graphs.options import filters_of
from habeas.graphs.parameters import ExportOptions
from habeas.graphs.records import CaseRecords, records_of, require_whole
from habeas.graphs.views import VIEWS
from habeas.model.as_of import AsOf
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.config import CaseSettings
from habeas.model.disclosure import DisclosurePolicy
from habeas.model.values import Ref
from habeas.sparql.gc import relaxed_gc
from habeas.storage.atomic import require_free, save
from habeas.storage.audience import policy_of, sensitive_claims, withheld_claims
from habeas.storage.judgements import clusters_in, standing_in
from habeas.storage.kept.finding_rows import hard_findings
from habeas.storage.scope import ReadModel, Scope

GEXF = ".gexf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: where, in which form, how much, what a reader must know and what the form has no room for.

    A form of records has no nodes and edges, and a graph no records.
    """

    path: Path
    form: str
    view: str
    nodes: int
    edges: int
    size: int
    records: int = 0
    notes: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A graph or records for the web: the media type, a name for the file, and its bytes in pieces.

    What can fail has been done.
    """

    media: str
    name: str
    pieces: Iterator[bytes]


def export(
    views: ReadModel,
    settings: CaseSettings,
    path: Path,
    view: str,
    *,
    force: bool = False,
    **options: Unpack[ExportOptions],
) -> Exported:
    """Write a view to a file in the form its ending tells; the file appears whole or not at all. Raises BadChoice,
    BadFile, NotFound."""
    ending = ending_of(path)
    require_free(path, force=force)
    if ending in RECORD_WRITERS:
        return _export_records(views, settings, path, view, force=force, **options)
    writer = WRITERS[ending]
    stream = gexf_stream(views, settings, view, **options) if ending == GEXF else None
    if stream:
        graph, nodes, edges = stream.graph, stream.totals.nodes, stream.totals.edges
    else:
        graph = graph_of(views, settings, view, **options)
        nodes, edges = len(tuple(graph.nodes)), len(tuple(graph.edges))
    size = save(stream.pieces if stream else writer.write(graph), path, force=force)
    return Exported(
        path=path, form=writer.name, view=view, nodes=nodes, edges=edges, size=size, notes=graph.notes, lost=writer.lost
    )


def download(
    views: ReadModel, settings: CaseSettings, view: str, ending: str, **options: Unpack[ExportOptions]
) -> Download:
    """A view in one of the forms of WRITERS (`.gexf`, …), for an answer of the web. Raises BadChoice, NotFound."""
    if ending in RECORD_WRITERS:
        pieces = RECORD_WRITERS[ending].write(case_records(views, settings, view, ending, **options).file)
        return Download(media=RECORD_WRITERS[ending].media, name=f"{view}{ending}", pieces=pieces)
    writer = WRITERS.get(ending)
    if writer is None:
        raise BadChoice(
            where="form",
            why=phrase("graphs are not written as “%(ending)s”", ending=ending),
            next="Forms: " + ", ".join(ENDINGS),
        )
    stream = gexf_stream(views, settings, view, **options) if ending == GEXF else None
    pieces = stream.pieces if stream else writer.write(graph_of(views, settings, view, **options))
    return Download(media=writer.media, name=f"{view}{ending}", pieces=pieces)


def _export_records(
    views: ReadModel, settings: CaseSettings, path: Path, view: str, *, force: bool, **options: Unpack[ExportOptions]
) -> Exported:
    ending = ending_of(path)
    writer, made = RECORD_WRITERS[ending], case_records(views, settings, view, ending, **options)
    size = save(writer.write(made.file), path, force=force)
    return Exported(
        path=path,
        form=writer.name,
        view=view,
        nodes=0,
        edges=0,
        size=size,
        records=made.total,
        notes=made.notes,
        lost=writer.lost,
    )


@relaxed_gc()
def case_records(
    views: ReadModel, settings: CaseSettings, view: str, ending: str, **options: Unpack[ExportOptions]
) -> CaseRecords:
    """The whole case as coded records, through the same gate as a graph. Raises BadChoice, NotFound."""
    require_whole(view, dict(options), RECORD_WRITERS[ending].name)
    filters = filters_of(views, options)
    policy = policy_of(views, filters.sensitivity, settings.sensitivity)
    inputs = inputs_of(views, settings, options.get("lang", ""))
    return records_of(replace(inputs, alias=options.get("alias")), filters, policy)


def gexf_stream(
    views: ReadModel, settings: CaseSettings, view: str, **options: Unpack[ExportOptions]
) -> GexfStream | None:
    """A view as GEXF from texts that are kept; None where it has to be made from values, which gives the same bytes."""
    if view not in VIEWS or options.get("measures") or options.get("most"):
        return None
    filters = filters_of(views, options)
    scope = Scope(views, AsOf(), today="", default_sensitivity=settings.sensitivity)
    if not is_kept(view, filters, scope, settings.sensitivity):
        return None
    policy = policy_of(views, filters.sensitivity, settings.sensitivity)
    return gexf_from_kept(VIEWS[view], _kept_request(filters, scope, policy, settings, options))


def as_networkx(views: ReadModel, settings: CaseSettings, view: str, **options: Unpack[ExportOptions]) -> Any:
    """A view as a networkx graph."""
    return measures.as_networkx(plain_graph(views, settings, view, **options))


@relaxed_gc()
def graph_of(views: ReadModel, settings: CaseSettings, view: str, **options: Unpack[ExportOptions]) -> Graph:
    """A view with a place for every node, and with measures when they are asked for."""
    graph = plain_graph(views, settings, view, **options)
    if options.get("measures"):
        graph = measures.measured(graph, options.get("progress"))
    return placed(graph)


@relaxed_gc()
def plain_graph(views: ReadModel, settings: CaseSettings, view: str, **options: Unpack[ExportOptions]) -> Graph:
    """A view without places and measures."""
    if view not in VIEWS:
        raise BadChoice(where="view", why=phrase("there is no view “%(view)s”", view=view), next=nearest(view, VIEWS))
    filters = filters_of(views, options)
    scope = Scope(views, AsOf(), today="", default_sensitivity=settings.sensitivity)
    policy = policy_of(views, filters.sensitivity, settings.sensitivity)
    whole = None
    if is_kept(view, filters, scope, settings.sensitivity):
        whole = graph_from_kept(VIEWS[view], _kept_request(filters, scope, policy, settings, options))
    if whole is None:
        inputs = replace(inputs_of(views, settings, options.get("lang", "")), alias=options.get("alias"))
        if views.index.n is not None:
            inputs = _protected_as_today(inputs, views, filters, policy)
        whole = view_of(inputs, view, filters, policy)
    return most_connected(whole, options.get("most", 0))


def _protected_as_today(inputs: Inputs, views: ReadModel, filters: Filters, policy: DisclosurePolicy) -> Inputs:
    """What was known at an earlier moment, with the claims that today's marks withhold, whatever was marked then.

    Under pseudonyms these are the claims that are marked themselves. A name that is withheld today stands for no other,
    though it was judged so then.
    """
    if filters.redact:
        withheld = frozenset(sensitive_claims(views.index.present, policy.default, policy.most))
    else:
        withheld = withheld_claims(views, policy.default, policy.most)
    same = {name: one for name, one in inputs.same.items() if policy.withheld.isdisjoint({name, one})}
    return replace(inputs, withheld=withheld, same=same)


def _kept_request(
    filters: Filters, scope: Scope, policy: DisclosurePolicy, settings: CaseSettings, options: ExportOptions
) -> KeptRequest:
    lang = options.get("lang") or settings.languages[0]
    at = frozenset(Ref.parse(scope.cluster(str(name))) for name in filters.at)
    ego = Ref.parse(scope.cluster(str(filters.ego))) if filters.ego else None
    return KeptRequest(
        scope=scope,
        policy=policy,
        filters=replace(filters, ego=ego, at=at),
        about=CaseInfo(settings.title, settings.base, scope.views.last_recorded()[:10], lang),
        disputed=disputed_claims(scope.views, settings),
        alias=options.get("alias"),
    )


def view_of(inputs: Inputs, name: str, filters: Filters | None = None, policy: DisclosurePolicy | None = None) -> Graph:
    """The graph of a view. Raises BadChoice for a view there is not."""
    view = VIEWS.get(name)
    if view is None:
        raise BadChoice(
            where="view", why=phrase("there is no view “%(name)s”", name=name), next="Views: " + ", ".join(VIEWS)
        )
    return build(view, context(inputs, filters or Filters(), policy))


# -- what the case holds


def inputs_of(views: ReadModel, settings: CaseSettings, lang: str = "") -> Inputs:
    """The live claims of a case and what things are called, as plain values."""
    bodies = {Ref.parse(body["ref"]): body for body in views.index.entities()}
    return Inputs(
        claims=tuple(views.claim_in(row)[0] for row in views.index.claims(status="live")),
        entities={ref: entity_from_plain(body) for ref, body in bodies.items() if ref.kind != "doc"},
        sources={ref: source_from_plain(body) for ref, body in bodies.items() if ref.kind == "doc"},
        conventions=settings.conventions,
        same=clusters_in(views.index).same,
        disputed=disputed_claims(views, settings),
        sensitivity=settings.sensitivity,
        fields=settings.fields,
        title=settings.title,
        base=settings.base,
        recorded=views.last_recorded()[:10],
        lang=lang or settings.languages[0],
    )


def disputed_claims(views: ReadModel, settings: CaseSettings) -> frozenset[str]:
    """The claims that a check finds to clash, and about which nobody has decided that they do not."""
    decisions = standing_in(views.index)
    if views.index.n is None and not views.index.kept_is_behind():
        return left_clashing(hard_findings(views.index.connection, HARD), decisions)
    clusters, bodies = clusters_in(views.index), list(views.index.entities())
    same = {str(name): str(one) for name, one in clusters.same.items()}
    claims = ClaimSet(
        (views.claim_in(row)[0] for row in views.index.claims(status="live")),
        entities={body["ref"]: entity_from_plain(body) for body in bodies if not body["ref"].startswith("doc:")},
        sources={body["ref"]: source_from_plain(body) for body in bodies if body["ref"].startswith("doc:")},
        conventions=settings.conventions,
        cluster=lambda name: same.get(name, name),
        apart=lambda one, other: clusters.are_apart(Ref.parse(one), Ref.parse(other)),
    )
    return clashing(claims, decisions)
