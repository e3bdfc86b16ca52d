"""The nodes of a graph, with their columns and the status of people over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from habeas.dates import in_words
from habeas.formats.graph import Column, Edge, Node, Past, Scalar, Type
from habeas.formats.style import TYPES, size_of
from habeas.graphs.context import Ground
from habeas.graphs.edges import BETWEEN, independent
from habeas.graphs.sources import sentence
from habeas.model import Claim, Ref
from habeas.model.claims import valid_time

NODE_COLUMNS: Final = (
    Column("type", Type.STRING, "what it is: colour and shape follow it"),
    Column("other_names", Type.STRING, "what else it is called"),
    Column("placeholder", Type.BOOLEAN, "it stands for something that nobody named"),
    Column("org_kind", Type.STRING, "for a body: government, court, police, …"),
    Column("detail", Type.STRING, "for events, charges, sayings and claims: what is said, in codes or words"),
    Column("n_claims", Type.INTEGER, "how many claims here speak of it"),
    Column("n_sources", Type.INTEGER, "in how many independent documents"),
    Column("n_edges", Type.INTEGER, "how many lines it has here"),
    Column("first_said", Type.STRING, "the first day on which any of these claims may have been said"),
    Column("last_said", Type.STRING, "the last such day"),
    Column("status_words", Type.STRING, "the words on custody, each with the day from which it holds"),
)
CODES: Final = (
    *("chargeStatus", "conditionType", "observedState", "custodyKind", "releaseType", "statusText", "treatmentType"),
    *("content", "motiveStated", "medium"),
)
"""What tells of an event or a saying, in codes or in words."""


def nodes_of(refs: Iterable[Ref], edges: Iterable[Edge], ground: Ground) -> list[Node]:
    """The nodes with these names, sorted by name."""
    lines = Counter(end for edge in edges for end in {edge.source, edge.target})
    return [_node(ref, lines[str(ref)], ground) for ref in sorted(refs, key=str)]


def _node(ref: Ref, lines: int, ground: Ground) -> Node:
    history = ground.histories.get(ref, ())
    claims = ground.spoken.get(ref, [])
    label = sentence(claims[0], ground) if ref.kind == "claim" and claims else ground.label(ref)
    values = (
        TYPES[ref.kind],
        *_described(ref, label, ground),
        _detail(ref, claims, ground),
        len(claims),
        independent(claims),
        lines,
        *_said(claims, ground),
        _words(history),
    )
    return Node(str(ref), label, TYPES[ref.kind], values, history, size=size_of(lines))


def _described(ref: Ref, label: str, ground: Ground) -> tuple[Scalar, ...]:
    entity = ground.known.entities.get(ref)
    if entity is None:
        return None, None, None
    names = dict.fromkeys(ground.curtain.over(text.text) for text in (*entity.labels, *entity.also))
    others = BETWEEN.join(name for name in names if name != label)
    return others or None, entity.placeholder, entity.org_kind or None


def _detail(ref: Ref, claims: list[Claim], ground: Ground) -> str | None:
    if ref.kind == "claim" and claims:
        whole = valid_time(claims[0], ground.known.conventions)
        return f"{claims[0].modality}; {in_words(whole, ground.known.lang)}" if whole else claims[0].modality
    event = ground.events.get(ref) or ground.told.get(ref)
    found = [word for name in CODES for word in event.codes(name)] if event else []
    return BETWEEN.join(ground.curtain.over(word) for word in found) or None


def _said(claims: Iterable[Claim], ground: Ground) -> tuple[Scalar, ...]:
    days = (
        [ground.known.earliest_said(claim) for claim in claims],
        [ground.known.latest_said(claim) for claim in claims],
    )
    first, last = min(filter(None, days[0]), default=None), max(filter(None, days[1]), default=None)
    return first.isoformat() if first else None, last.isoformat() if last else None


def _words(history: tuple[Past, ...]) -> str | None:
    return BETWEEN.join(f"{past.value} from {past.start or 'the first'}" for past in history) or None
