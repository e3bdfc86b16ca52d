"""The nodes of a graph, with their columns and the status of people over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from habeas.analysis.edges.edges import BETWEEN, independent
from habeas.dates.format import in_words
from habeas.formats.graph import Column, Edge, Node, Past, Type
from habeas.formats.style import TYPES, size_of
from habeas.graphs.context import Context
from habeas.graphs.provenance import sentence
from habeas.model.claims import ReadClaim
from habeas.model.disclosure import TextMasker
from habeas.model.values import Ref

Support = tuple[int, int, str | None, str | None]
"""How many claims and documents speak of something, and the first and the last day on which they may have said so."""
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


def nodes_of(refs: Iterable[Ref], edges: Iterable[Edge], context: Context) -> list[Node]:
    """The nodes with these names, sorted by name."""
    lines = Counter(end for edge in edges for end in {edge.source, edge.target})
    return [_node(ref, lines[str(ref)], context) for ref in sorted(refs, key=str)]


def _node(ref: Ref, lines: int, context: Context) -> Node:
    history = context.custody.history(ref) if ref.kind == "person" else ()
    claims = context.claims_on.get(ref, [])
    label = sentence(claims[0].claim, context) if ref.kind == "claim" and claims else context.label(ref)
    entity = context.inputs.entities.get(ref)
    names = (text.text for text in (*entity.labels, *entity.also)) if entity else ()
    return node(
        ref.kind,
        str(ref),
        label,
        other_names=other_names(label, names, context.masker),
        placeholder=entity.placeholder if entity else None,
        org_kind=entity.org_kind if entity else "",
        detail=_detail(ref, claims, context),
        support=(len(claims), independent(claims), *_said(claims)),
        lines=lines,
        history=history,
    )


def node(
    kind: str, name: str, label: str, *, other_names: str, placeholder: bool | None, org_kind: str, detail: str | None,
    support: Support, lines: int, history: tuple[Past, ...],
) -> Node:  # fmt: skip
    """A node with its columns; `support` is how many claims and documents speak of it, first and last said when."""
    n_claims, n_sources, first, last = support
    own = (TYPES[kind], other_names or None, placeholder, org_kind or None, detail)
    values = (*own, n_claims, n_sources, lines, first, last, _words(history))
    return Node(name, label, TYPES[kind], values, history, size=size_of(lines))


def other_names(label: str, names: Iterable[str], masker: TextMasker) -> str:
    """What else something is called than its label."""
    return BETWEEN.join(name for name in dict.fromkeys(map(masker.mask, names)) if name != label)


def _detail(ref: Ref, claims: list[ReadClaim], context: Context) -> str | None:
    if ref.kind == "claim" and claims:
        modality, whole = claims[0].claim.modality, claims[0].valid
        return f"{modality}; {in_words(whole, context.inputs.lang)}" if whole else modality
    event = context.events.get(ref) or context.sayings.get(ref)
    found = [word for name in CODES for word in event.codes(name)] if event else []
    return BETWEEN.join(context.masker.mask(word) for word in found) or None


def _said(claims: Iterable[ReadClaim]) -> tuple[str | None, str | None]:
    said = [read.said for read in claims]
    first = min((each.earliest for each in said if each.earliest), default=None)
    last = max((each.latest for each in said if each.latest), default=None)
    return first.isoformat() if first else None, last.isoformat() if last else None


def _words(history: tuple[Past, ...]) -> str | None:
    return BETWEEN.join(f"{past.value} from {past.start or 'the first'}" for past in history) or None
