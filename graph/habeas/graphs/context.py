"""What every view of one request starts from: the claims that may leave, and what is worked out of them when a
view first asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from habeas.analysis.edges.custody import Custody
from habeas.analysis.edges.edges import EdgeFacts, EdgePart, ToldEvent, events_of, independent, is_fact, is_said
from habeas.analysis.edges.facts import CaseLines
from habeas.analysis.edges.stretches import BETWEEN
from habeas.analysis.sites import Sites, sites_of
from habeas.dates.format import in_words
from habeas.formats.graph import Column, Edge, Node, Past, Type
from habeas.formats.style import TYPES, size_of
from habeas.graphs.edges import label_of
from habeas.graphs.inputs import Alias, CaseInfo, Filters, Inputs, disclosed, kind_word
from habeas.model.claims import ReadClaim, read_claim
from habeas.model.disclosure import DisclosurePolicy
from habeas.model.geo_point import geo_point
from habeas.model.masking import TextMasker
from habeas.model.values import Claim, Ref, Text, When
from habeas.vocab import PROPERTIES, Range


@dataclass
class Context:
    """The part of a case that this reader may see. `withheld` is how many claims are left out for safety."""

    inputs: Inputs
    filters: Filters
    masker: TextMasker
    withheld: int
    named: dict[Ref, str] = field(default_factory=dict)
    """What a view calls nodes that stand for nothing in the file, such as a month at a facility."""

    @property
    def about(self) -> CaseInfo:
        """Of which case it is."""
        return self.inputs.about

    @property
    def alias(self) -> Alias | None:
        """The pseudonyms of the case."""
        return self.inputs.alias

    @cached_property
    def reads(self) -> tuple[ReadClaim, ...]:
        """The claims, each read once."""
        return tuple(read_claim(claim, self.inputs.conventions) for claim in self.inputs.claims)

    @cached_property
    def fact_claims(self) -> tuple[ReadClaim, ...]:
        """The claims that stand as facts."""
        return tuple(filter(is_fact, self.reads))

    @cached_property
    def saying_claims(self) -> tuple[ReadClaim, ...]:
        """The claims about accusations and speech acts; none unless asked for."""
        return tuple(filter(is_said, self.reads)) if self.filters.sayings else ()

    @cached_property
    def claims(self) -> tuple[ReadClaim, ...]:
        """All of these."""
        return (*self.fact_claims, *self.saying_claims)

    @cached_property
    def events(self) -> dict[Ref, ToldEvent]:
        """The events of the facts."""
        return events_of(self.fact_claims, self.inputs.reading)

    @cached_property
    def sayings(self) -> dict[Ref, ToldEvent]:
        """The accusations and speech acts asked for."""
        return events_of(self.saying_claims, self.inputs.reading)

    @cached_property
    def custody(self) -> Custody:
        """Everyone's custody over time."""
        return Custody(self.inputs.reading, self.reads)

    @cached_property
    def facts(self) -> CaseLines:
        """The lines that the facts state."""
        return CaseLines(self.inputs.reading, self.fact_claims, self.events, self.custody.stays_of)

    @cached_property
    def sites(self) -> Sites:
        """Where places lie."""
        return sites_of((read.claim for read in self.fact_claims), self.inputs.one_of)

    @cached_property
    def claims_on(self) -> dict[Ref, list[ReadClaim]]:
        """Everything that the claims of this request speak of, with those claims; a document with the claims in it."""
        found: dict[Ref, list[ReadClaim]] = {}
        for read in self.claims:
            for ref in {*map(self.inputs.one, read.mentions), read.claim.source, read.claim.ref}:
                found.setdefault(ref, []).append(read)
        return found

    @cached_property
    def last_day(self) -> date | None:
        """The last day on which anything here may have been said."""
        return max((read.said.latest for read in self.reads if read.said.latest), default=None)

    def label(self, ref: Ref) -> str:
        """What a node is called: its label; for an event its summary, or what it is and whom it is about, or whose
        it is."""
        if ref in self.named:
            return self.named[ref]
        inputs, event = self.inputs, self.events.get(ref) or self.sayings.get(ref)
        if event is None or ref in inputs.entities or ref in inputs.sources:
            return self.masker.mask(inputs.label(ref))
        summary = next(
            (v.text for c in event.claims for n, v in c.claim.details if n == "summary" and isinstance(v, Text)), ""
        )
        people = ", ".join(inputs.label(person) for person in sorted(event.persons or event.has("agent")))
        return self.masker.mask(summary or f"{kind_word(ref.kind, inputs.lang)}: {people or ref.slug}")


def context(inputs: Inputs, filters: Filters, policy: DisclosurePolicy | None = None) -> Context:
    """What the views of one request start from. Without a policy, what the values themselves say may be shown."""
    ego = inputs.one(filters.ego) if filters.ego else None
    by, at = (frozenset(map(inputs.one, names)) for names in (filters.by, filters.at))
    filters = replace(filters, by=by, at=at, ego=ego)
    return Context(*disclosed(inputs, filters, policy or inputs.policy(filters.sensitivity)))


EdgeParts = Callable[[Context], Iterable[EdgePart]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSpec:
    """A way of looking at a case. `about` says in one sentence what it shows; `weight` what the weight of a line is,
    which `weigh` calculates where it is no number of documents or claims."""

    name: str
    about: str
    parts: EdgeParts
    alone: Callable[[Context], Iterable[Ref]] | None = None
    directed: bool = True
    columns: tuple[Column, ...] = ()
    weight: str = "A line weighs as many independent documents as say it."
    weigh: Callable[[EdgeFacts, Context], float] | None = None


# -- a claim in words


def sentence(claim: Claim, context: Context) -> str:
    """The claim in words: its id, its subject, what is said of it."""
    not_ = "not: " if claim.polarity == "negative" else ""
    word = label_of(claim.relation, context.inputs.lang)
    return f"{context.masker.mask(claim.id)}: {not_}{context.label(claim.subject)} — {word} — {_told(claim, context)}"


def _told(claim: Claim, context: Context) -> str:
    value = claim.object
    match value:
        case Ref():
            return context.label(value)
        case Text():
            return context.masker.mask(value.text)
        case When():
            return in_words(value.read(context.inputs.conventions), context.inputs.lang)
    return geo_point(value).words if PROPERTIES[claim.relation].range is Range.POINT else str(value)


# -- nodes, with their columns and the status of people over time


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


def _closed(past: Past, until: date | None) -> Past:
    return past if past.end or until is None else past._replace(end=max(until.isoformat(), past.start))


def _node(ref: Ref, lines: int, context: Context) -> Node:
    told = context.custody.history(ref) if ref.kind == "person" else ()
    history = tuple(_closed(past, context.filters.ongoing_until) for past in told)
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
    kind: str,
    name: str,
    label: str,
    *,
    other_names: str,
    placeholder: bool | None,
    org_kind: str,
    detail: str | None,
    support: Support,
    lines: int,
    history: tuple[Past, ...],
) -> Node:
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
