"""What an export makes by default: what may leave without naming an accusation as a fact."""

from __future__ import annotations

from habeas.casefile.builtin.context import Inquiry, Rows, ids
from habeas.graphs.export import plain_graph
from habeas.model import Ref

COLUMNS = ("start_text", "end_text", "n_claims", "n_sources", "contested", "claim_ids")


def may_be_published(asked: Inquiry) -> Rows:
    """The lines of the full view with the filters that an export has when nobody says otherwise."""
    graph = plain_graph(asked.views, asked.case.settings, "full")
    places = {column.name: n for n, column in enumerate(graph.edge_columns)}
    labels = {node.id: node.label for node in graph.nodes}
    rows = []
    for edge in graph.edges:
        start, end, claims, sources, contested, named = (edge.values[places[name]] for name in COLUMNS)
        ends = (Ref.parse(edge.source), labels[edge.source], edge.kind, Ref.parse(edge.target), labels[edge.target])
        told = ids(str(named or "").replace(",", " ").replace(";", " ").split())
        rows.append((*ends, str(start or ""), str(end or ""), _number(claims), _number(sources), bool(contested), told))
    columns = (
        "source",
        "sourceName",
        "relation",
        "target",
        "targetName",
        "start",
        "end",
        "nClaims",
        "weight",
        "contested",
        "claims",
    )
    return Rows(columns, rows, graph.notes)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
