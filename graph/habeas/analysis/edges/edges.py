"""Edges without words: who is tied to whom, in which way, by which claims, over which days; and the events they are
read from.

Many parts make one edge: one for each source, target and kind, with the stretches of all of them and with what they
rest on. An edge weighs as much as the independent documents behind it: one document counts once however often it says
so, and an unnamed group of speakers counts once however many documents quote it. A detention, an arrest, a term of
office has a name of its own, so that several claims, also of different documents, speak of the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from habeas.analysis.edges.periods import DrawnPeriod, PeriodEnd, edge_time, evidence, period_end
from habeas.analysis.edges.stretches import EdgeTime, joined
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.model.claims import ReadClaim
from habeas.model.values import Assertion, Ref, When
from habeas.vocab import PROPERTIES

EdgeValue = str | int | float | bool | None
CREDIBILITY: Final = ("unlikely", "possible", "likely", "confirmed")
"""From the least to the most credible."""


def rank(credibility: str) -> int:
    """1 to 4 from unlikely to confirmed; 0 when nobody judged it."""
    return CREDIBILITY.index(credibility) + 1 if credibility in CREDIBILITY else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgePart:
    """One line as claims state it.

    `extra` holds values of a view's own columns; `weight` and `n_sources` take the place of the usual count: weights of
    several parts add up.
    """

    source: Ref
    target: Ref
    kind: str
    claims: tuple[ReadClaim, ...]
    period: DrawnPeriod | None = None
    standing: str = "asserted"
    extra: Mapping[str, EdgeValue] | None = None
    weight: float | None = None
    n_sources: int | None = None


EdgeKey = tuple[Ref, Ref, str]


def by_line(parts: Iterable[EdgePart]) -> dict[EdgeKey, list[EdgePart]]:
    """The parts of each line, sorted by source, target and kind."""
    lines: dict[EdgeKey, list[EdgePart]] = {}
    for part in parts:
        lines.setdefault((part.source, part.target, part.kind), []).append(part)
    return {key: lines[key] for key in sorted(lines, key=_order)}


def _order(key: EdgeKey) -> tuple[str, str, str]:
    return str(key[0]), str(key[1]), key[2]


def independent(claims: Iterable[ReadClaim]) -> int:
    """How many independent documents these claims come from."""
    every = [read.claim for read in claims]
    own = {claim.source for claim in every if claim.speaker.kind != "collective"}
    groups = {claim.speaker for claim in every if claim.speaker.kind == "collective" and claim.source not in own}
    return len(own) + len(groups)


class Denials:
    """What other claims say no to: claims that are denied by name, and what a negative claim says."""

    def __init__(self, claims: Iterable[ReadClaim]) -> None:
        self.ids: set[str] = set()
        self.heads: set[tuple[object, ...]] = set()
        for read in claims:
            claim = read.claim
            denied = [claim.object] if claim.relation == "denies" else []
            denied += [value for name, value in claim.details if name == "denies"]
            self.ids.update(ref.slug for ref in denied if isinstance(ref, Ref) and ref.kind == "claim")
            if claim.polarity == "negative":
                self.heads.add((claim.subject, claim.relation, claim.object))

    def denies(self, read: ReadClaim) -> bool:
        """True when another claim says no to this one."""
        claim = read.claim
        return claim.id in self.ids or (claim.subject, claim.relation, claim.object) in self.heads


class EdgeFacts(NamedTuple):
    """One edge with what it rests on, names as names; speakers and documents are those of the claims, whoever is one.

    `denied`: another claim says no, or its dates cannot all be so.
    """

    source: str
    target: str
    kind: str
    weight: float
    relations: str
    claims: tuple[str, ...]
    n_sources: int
    documents: tuple[str, ...]
    speakers: tuple[str, ...]
    first_said: str | None
    last_said: str | None
    modalities: str
    hedges: str
    credibility: str
    rank: int
    standing: str
    denied: bool
    time: EdgeTime
    extra: tuple[EdgeValue | tuple[str, ...], ...] = ()


def edge_facts(
    key: EdgeKey, parts: Sequence[EdgePart], denials: Denials, *, until: date | None = None, extra: Iterable[str] = ()
) -> EdgeFacts:
    """What one line amounts to. `until` closes open ends; `extra` names values of the parts to go along."""
    reads = {read.claim.id: read for part in parts for read in part.claims}
    claims = [reads[id_] for id_ in sorted(reads)]
    told: dict[DrawnPeriod, set[str]] = {}
    for part in parts:
        if part.period:
            told.setdefault(part.period, set()).update(read.claim.id for read in part.claims)
    n_sources = max((part.n_sources for part in parts if part.n_sources), default=0) or independent(claims)
    firsts = [read.said.earliest for read in claims if read.said.earliest]
    lasts = [read.said.latest for read in claims if read.said.latest]
    judged = sorted({read.claim.credibility for read in claims} - {""}, key=rank, reverse=True)
    return EdgeFacts(
        source=str(key[0]),
        target=str(key[1]),
        kind=key[2],
        weight=sum(part.weight for part in parts if part.weight) or float(n_sources),
        relations=joined(read.claim.relation for read in claims),
        claims=tuple(read.claim.id for read in claims),
        n_sources=n_sources,
        documents=tuple(map(str, sorted({read.claim.source for read in claims}))),
        speakers=tuple(map(str, sorted({read.claim.speaker for read in claims}))),
        first_said=min(firsts).isoformat() if firsts else None,
        last_said=max(lasts).isoformat() if lasts else None,
        modalities=joined(read.claim.modality for read in claims),
        hedges=joined(read.claim.hedge for read in claims),
        credibility=joined(judged),
        rank=max(map(rank, judged), default=0),
        standing=parts[0].standing,
        denied=any(map(denials.denies, claims)) or any(each.contested for each in told),
        time=edge_time(told, until),
        extra=tuple(_extra(parts, name) for name in extra),
    )


def _extra(parts: Sequence[EdgePart], name: str) -> EdgeValue | tuple[str, ...]:
    """The value of a view's own column: texts of several parts go along, of other values the first counts."""
    found = [part.extra[name] for part in parts if part.extra and part.extra.get(name) is not None]
    if found and isinstance(found[0], str):
        return tuple(map(str, found))
    return found[0] if found else None


# -- events


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How claims are taken together: what loose dates mean, and which name stands for which others by judgement."""

    conventions: Conventions = DEFAULTS
    same: Mapping[Ref, Ref] = field(default_factory=dict)

    def one(self, ref: Ref) -> Ref:
        """The name that stands for this one."""
        return self.same.get(ref, ref)


SAYINGS: Final = frozenset({"act", "accusation"})
"""Kinds of nodes that are a saying: never drawn unless asked for, and never more than nodes of their own."""


def is_fact(read: ReadClaim) -> bool:
    """True for a claim that stands as a fact of the file and is not about a saying."""
    return read.stands and read.claim.subject.kind not in SAYINGS


def is_said(read: ReadClaim) -> bool:
    """True for a claim about a saying of which at least the act of saying it stands."""
    return read.claim.subject.kind in SAYINGS and read.assertion is not Assertion.DESCRIBED_ONLY


@dataclass(slots=True)
class ToldEvent:
    """One event or state: in each role the names with the claims that say so, and the dates."""

    ref: Ref
    roles: dict[str, dict[Ref, list[ReadClaim]]] = field(default_factory=dict)
    dates: dict[str, list[When]] = field(default_factory=dict)
    claims: list[ReadClaim] = field(default_factory=list)

    @property
    def persons(self) -> dict[Ref, list[ReadClaim]]:
        """Whom it is about."""
        return self.roles.get("person", {})

    def has(self, role: str) -> dict[Ref, list[ReadClaim]]:
        """The names in a role."""
        return self.roles.get(role, {})

    def end(self, name: str, reading: Interpretation) -> PeriodEnd | None:
        """What is said of its beginning, end or day."""
        return period_end(self.dates.get(name, ()), reading.conventions)

    def seen(self, reading: Interpretation) -> PeriodEnd | None:
        """The days as of which it held."""
        return evidence(self.dates.get("asOf", ()), reading.conventions)

    def codes(self, relation: str) -> tuple[str, ...]:
        """The codes or words that claims give for a relation or a detail of it, each once, in order."""
        found = [read.claim.object for read in self.claims if read.claim.relation == relation]
        found += [value for read in self.claims for name, value in read.claim.details if name == relation]
        return tuple(dict.fromkeys(str(getattr(value, "text", value)) for value in found))


def events_of(claims: Iterable[ReadClaim], reading: Interpretation) -> dict[Ref, ToldEvent]:
    """Every event of these claims, in the order of their names."""
    events: dict[Ref, ToldEvent] = {}
    for read in claims:
        if read.node is not None:
            ref = reading.one(read.node)
            _add(events.setdefault(ref, ToldEvent(ref)), read, reading)
    return dict(sorted(events.items()))


def _add(event: ToldEvent, read: ReadClaim, reading: Interpretation) -> None:
    event.claims.append(read)
    for role, ref in roles_of(read):
        event.roles.setdefault(role, {}).setdefault(reading.one(ref), []).append(read)
    for name, whens in read.dates.items():
        event.dates.setdefault(name, []).extend(whens)


def roles_of(read: ReadClaim) -> Iterator[tuple[str, Ref]]:
    """Whom and what the claim ties to its event, and in which role."""
    claim = read.claim
    prop = PROPERTIES[claim.relation]
    if read.node == claim.subject:
        if isinstance(claim.object, Ref):
            yield claim.relation, claim.object
    else:
        if prop.subject_role:
            yield prop.subject_role, claim.subject
        if prop.object_role and isinstance(claim.object, Ref):
            yield prop.object_role, claim.object
    yield from ((name, value) for name, value in claim.details if isinstance(value, Ref))
