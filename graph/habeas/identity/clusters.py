"""Which names mean one: judgements of people go in, clusters of names come out.

    same        two names mean one person, body, place or event
    different   they do not; not to be proposed again
    unsure      somebody looked and could not tell; not to be proposed again

Claims stay with the name as it was written. What follows from judgements is computed from those that stand, each time
anew, so taking one back restores exactly what was, and their order does not matter.

Judgements can clash: A is B, B is C, and A is not C. Nobody here decides which of them is wrong. Every judgement that
has a part in a clash counts for nothing until one of them is taken back, and the clash is reported. A judgement has a
part in it when it lies on a way from the one name to the other; the others count as before.

Pure. Rules: DESIGN.md 2.6, domain/vocabulary.md 1, docs/decisions/0030.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from habeas.model.values import Ref

RefPair = tuple[Ref, Ref]


class Verdict(StrEnum):
    """What somebody judged about two names."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """When, by whom and why a judgement was taken back."""

    at: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What somebody judged about two names, and what it rests on. `number` is its line in the journal; `a` comes
    before `b`.

    `claims` speak for the verdict, `against` against it. `stands` is the name chosen to stand for both.
    """

    number: int
    a: Ref
    b: Ref
    verdict: Verdict
    by: str
    at: str
    reason: str
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    stands: Ref | None = None
    taken_back: TakenBack | None = None

    @property
    def pair(self) -> RefPair:
        """Both names, the smaller first."""
        return pair_of(self.a, self.b)


@dataclass(frozen=True, slots=True)
class Clash:
    """Judgements that cannot all hold: those by which two names differ, and those by which they are one."""

    different: tuple[Judgement, ...]
    same: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Clusters:
    """What the judgements amount to. `same` leads from a name to the one that stands for its cluster, for clusters of
    two or more.

    `apart` holds pairs of clusters judged different, by the names that stand for them.
    """

    same: Mapping[Ref, Ref] = field(default_factory=lambda: MappingProxyType({}))
    members: Mapping[Ref, tuple[Ref, ...]] = field(default_factory=lambda: MappingProxyType({}))
    apart: frozenset[RefPair] = frozenset()
    clashes: tuple[Clash, ...] = ()

    def one(self, ref: Ref) -> Ref:
        """The name that stands for this one; a name without a judgement stands for itself."""
        return self.same.get(ref, ref)

    def names(self, ref: Ref) -> tuple[Ref, ...]:
        """Every name in its cluster, including this one, in alphabetical order."""
        return self.members.get(self.one(ref), (ref,))

    def are_apart(self, a: Ref, b: Ref) -> bool:
        """True when they, or names that mean the same as they do, were judged different."""
        return pair_of(self.one(a), self.one(b)) in self.apart


def pair_of(a: Ref, b: Ref) -> RefPair:
    """Two names without an order, the smaller first."""
    return (a, b) if a <= b else (b, a)


def clusters(judgements: Iterable[Judgement]) -> Clusters:
    """The clusters that follow from the judgements that stand. Those taken back count for nothing."""
    standing = sorted((j for j in judgements if j.taken_back is None), key=lambda j: j.number)
    same = _by_pair(standing, Verdict.SAME)
    different = _by_pair(standing, Verdict.DIFFERENT)
    clashes = tuple(_clashes(same, different))
    idle = {judgement.pair for clash in clashes for judgement in clash.same}
    members = _members(same.keys() - idle)
    chosen = {j.stands for pair in same.keys() - idle for j in same[pair] if j.stands}
    named = {_name_of(names, chosen): names for names in members}
    one = {ref: name for name, names in named.items() for ref in names}
    disputed = {judgement.pair for clash in clashes for judgement in clash.different}
    apart = frozenset(pair_of(one.get(a, a), one.get(b, b)) for a, b in different.keys() - disputed)
    return Clusters(same=MappingProxyType(one), members=MappingProxyType(named), apart=apart, clashes=clashes)


def _by_pair(judgements: Iterable[Judgement], verdict: Verdict) -> dict[RefPair, list[Judgement]]:
    found: dict[RefPair, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.verdict is verdict:
            found.setdefault(judgement.pair, []).append(judgement)
    return found


def _name_of(names: tuple[Ref, ...], chosen: set[Ref]) -> Ref:
    """The name that stands for a cluster: the smallest that somebody chose, otherwise the smallest."""
    return next((name for name in names if name in chosen), names[0])


def _clashes(same: Mapping[RefPair, list[Judgement]], different: Mapping[RefPair, list[Judgement]]) -> Iterator[Clash]:
    component = {ref: names for names in _members(same) for ref in names}
    for (a, b), judged in sorted(different.items()):
        names = component.get(a, ())
        if b in names:
            within = {pair for pair in same if pair[0] in names}
            ways = sorted(_ways(within, a, b))
            yield Clash(tuple(judged), tuple(judgement for pair in ways for judgement in same[pair]))


def _members(pairs: Iterable[RefPair]) -> list[tuple[Ref, ...]]:
    """The groups of names that these pairs connect, each sorted, and sorted among each other."""
    graph = _graph(pairs)
    found: list[tuple[Ref, ...]] = []
    seen: set[Ref] = set()
    for ref in sorted(graph):
        if ref not in seen:
            names = _reached(graph, ref)
            seen |= names
            found.append(tuple(sorted(names)))
    return found


def _ways(pairs: set[RefPair], a: Ref, b: Ref) -> set[RefPair]:
    """The pairs on any path from a to b that visits no name twice.

    With the pair a-b added these are the ones that no single name cuts off from it.
    """
    graph = _graph({*pairs, pair_of(a, b)})
    found = set(pairs)
    for cut in graph:
        reached = _reached(graph, b if cut == a else a, without=cut) | {cut}
        found = {pair for pair in found if reached.issuperset(pair)}
    return found


def _graph(pairs: Iterable[RefPair]) -> dict[Ref, set[Ref]]:
    graph: dict[Ref, set[Ref]] = {}
    for a, b in pairs:
        graph.setdefault(a, set()).add(b)
        graph.setdefault(b, set()).add(a)
    return graph


def _reached(graph: Mapping[Ref, set[Ref]], start: Ref, without: Ref | None = None) -> set[Ref]:
    found, waiting = {start}, [start]
    while waiting:
        new = graph[waiting.pop()] - found - {without}
        found |= new
        waiting.extend(new)
    return found
