"""One person's evidence, put in order: which stays hang together, what opens custody, what shows it, what ends it.

Nothing is decided here about any day; `state` does that. Tellings of one node by several claims stay apart. What was
told before it was to happen is kept apart as a plan, and what is said not to be so as a denial (docs/decisions/0151,
`ahead`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from habeas.analysis.custody.ahead import denials, happened, planned_holds, planned_overs, still_held
from habeas.analysis.custody.answer import HELD
from habeas.analysis.custody.clashes import event_clashes, judged_apart
from habeas.analysis.custody.values import DEAD, Chain, Hold, Life, Over, Stay, exactly
from habeas.analysis.intervals import FIRST, LAST, Days, closed, of_row, telling
from habeas.analysis.values import Evidence
from habeas.dates.calendar import NOWHERE, Bounds

BY_KIND: Final = {
    "house-arrest": "house-arrest",
    "hospital-under-guard": "hospital-under-guard",
    "incommunicado": "held-incommunicado",
    "unacknowledged": "whereabouts-unknown",
}
"""Custody state by kind of custody; the other kinds are plainly `held`."""
NAMED: Final = {"whereabouts-unknown": "held-incommunicado"}
"""The same where a claim names the facility: nobody's whereabouts are unknown at a place that is told."""
NO_EXIT: Final = frozenset(["to-house-arrest", "furlough"])
"""Release types that do not end the deprivation of liberty."""
OUT: Final = DEAD | {"free", "furlough"}
"""Observed states in which nobody is held."""


def life_of(person: str, rows: Iterable[Evidence]) -> Life:
    """Put one person's evidence in order. The order in which it was recorded does not matter."""
    every = sorted(rows, key=lambda row: (row.node, row.claim, row.part))
    nodes: dict[tuple[str, str], list[Evidence]] = {}
    for row in happened(every):
        nodes.setdefault((row.what, row.node), []).append(row)
    plan = _Plan(nodes)
    chains = tuple(plan.chain(number) for number in range(len(plan.groups)))
    overs = (*plan.overs(chains), *planned_overs(every))
    holds = [hold for number, chain in enumerate(chains) for hold in _chain_holds(chain, number)]
    holds += [*plan.holds(), *planned_holds(every)]
    if not holds and all(over.plan for over in overs):
        holds += still_held(every)
    rest = [row for what in ("charge", "condition", "observation") for row in plan.of(what)]
    parted = judged_apart(every)
    clashes = event_clashes(holds, overs, parted)
    standing = tuple(_standing(holds, overs))
    return Life(person, chains, standing, overs, tuple(rest), tuple(denials(every)), clashes, parted)


def _standing(holds: Sequence[Hold], overs: Sequence[Over]) -> Iterator[Hold]:
    """Without lists in the present tense that an end shortly before has overtaken: such a list may be an old one."""
    begins = [hold for hold in holds if hold.begins and not hold.plan]
    ends = [over for over in overs if not over.plan and over.kind != "furlough"]
    for hold in holds:
        near = [over for over in ends if hold.reach <= over.last <= hold.last] if hold.undated else []
        if not near or any(begun.last >= over.first and begun.first <= hold.last for over in near for begun in begins):
            yield hold


class _Plan:
    """Which stays go on as which, and which releases and deaths end them."""

    def __init__(self, nodes: Mapping[tuple[str, str], Sequence[Evidence]]) -> None:
        self.nodes = nodes
        self.exits = {n: rows for (what, n), rows in nodes.items() if what in {"release", "death"}}
        self.types = {
            n: {row.code for row in rows if row.what == "release" and row.code} for n, rows in self.exits.items()
        }
        self.stays = {n: rows for (what, n), rows in nodes.items() if what == "detention"}
        self.stays |= {
            n: [_into_house(row) for row in rows]
            for n, rows in self.exits.items()
            if "to-house-arrest" in self.types[n]
        }
        onward = [row.other for rows in self.stays.values() for row in rows if row.other.startswith("detention:")]
        self.stays |= {node: [] for node in onward if node not in self.stays}
        self.next: dict[str, set[str]] = {node: set() for node in self.stays}
        self.ends: dict[str, set[str]] = {node: set() for node in self.exits}
        self.out: dict[str, set[str]] = {node: set() for node in self.stays}
        for (what, node), rows in nodes.items():
            for row in rows:
                self._tie(what, node, row.other)
        self.groups = _groups(self.next)

    def of(self, what: str) -> Iterator[Evidence]:
        """The rows of one kind."""
        yield from (row for (kind, _), rows in self.nodes.items() if kind == what for row in rows)

    def _tie(self, what: str, node: str, other: str) -> None:
        exit_, stay = (other, node) if what == "detention" else (node, other)
        if what == "detention" and other in self.stays and other not in self.exits:
            self.next[node].add(other)
        elif exit_ in self.exits and stay in self.stays and stay != exit_:
            if "to-house-arrest" in self.types[exit_]:
                self.next[stay].add(exit_)
            if "furlough" in self.types[exit_]:
                self.out[stay].add(exit_)
            if self.leaves(exit_):
                self.ends[exit_].add(stay)

    def leaves(self, exit_: str) -> bool:
        """True when some claim lets this release or death end the deprivation of liberty, or none says how."""
        types = self.types[exit_]
        return not types or bool(types - NO_EXIT)

    def chain(self, number: int) -> Chain:
        """The chain of one group of stays, with the ends that releases and deaths give it."""
        group = self.groups[number]
        followers = {after for node in group for after in self.next[node]}
        stays = tuple(self._stay(node, followers) for node in group)
        told = [(row, s) for s in stays for row in s.rows if _dated(row)]
        told = told or [(row._replace(at=row.said), s) for s in stays for row in s.rows if not row.other]
        tellings = [of_row(row, begins=s.opens, ends=s.closes) for row, s in told]
        for node, ended in self.ends.items():
            if ended.intersection(group):
                tellings += [telling(r.claim, r.said, ended=r.at) for r in self.exits[node] if r.at != NOWHERE]
        return Chain(stays, tuple(tellings))

    def _stay(self, node: str, followers: set[str]) -> Stay:
        rows = tuple(self.stays[node])
        kind = next((row.code for row in rows if row.code and row.what == "detention"), "")
        state = BY_KIND.get(kind, "held")
        circular = all(n in followers and self.next[n] for n in self.groups[self._group(node)])
        return Stay(
            node=node,
            rows=rows,
            kind=kind,
            state=NAMED.get(state, state) if any(row.facility for row in rows) else state,
            onward=frozenset(self.next[node]),
            opens=circular or node not in followers,
            closes=circular or not self.next[node],
            out=tuple(row for exit_ in sorted(self.out[node]) for row in self.exits[exit_] if row.at != NOWHERE),
        )

    def _group(self, node: str) -> int:
        return next(number for number, group in enumerate(self.groups) if node in group)

    def holds(self) -> Iterator[Hold]:
        """Arrests, disappearances, observations of custody; releases into house arrest, which show it until then."""
        for row in (row for row in self.of("arrest") if row.at != NOWHERE):
            yield Hold(row.node, row.claim, *closed(row.at), exactly(row.at), "held", begins=True, chain=-1)
        for row in self.of("observation"):
            if row.code in HELD:
                yield from _sightings(row, self.nodes["observation", row.node])
        tied = {exit_ for after in self.next.values() for exit_ in after}
        for node in self.stays.keys() & self.exits.keys() - tied:
            for row in (row for row in self.exits[node] if row.at != NOWHERE):
                days = (*closed(row.at), exactly(row.at))
                yield Hold(node, row.claim, *days, "held", begins=False, chain=-1, reach=row.reach[0] or FIRST)

    def overs(self, chains: Sequence[Chain]) -> Iterator[Over]:
        """Ends of stays, releases, deaths, and observations of liberty or death."""
        for number, chain in enumerate(chains):
            for stay, row in ((s, row) for s in chain.stays if s.closes for row in s.rows if row.ended != NOWHERE):
                days, reach = (*closed(row.ended), exactly(row.ended)), row.reach[0] or FIRST
                yield Over(
                    row.node, row.claim, *days, "ended", "", frozenset([number]), reach, facilities=stay.facilities
                )
        for node, rows in self.exits.items():
            tied = frozenset(n for n, group in enumerate(self.groups) if self.ends[node].intersection(group))
            for row in (row for row in rows if row.at != NOWHERE):
                for kind, type_, teller in self._kinds(node):
                    days = (*closed(row.at), exactly(row.at))
                    yield Over(node, teller or row.claim, *days, kind, type_, tied, row.reach[0] or FIRST)
        for row in self.of("observation"):
            if row.code in OUT and (row.at != NOWHERE or not any(map(_dated, self.nodes["observation", row.node]))):
                days = (*_day(row), _seen(row.seen)) if row.at != NOWHERE else (*closed(row.said), (LAST, FIRST))
                yield Over(row.node, row.claim, *days, row.code, "", frozenset(), row.reach[0] or FIRST)

    def _kinds(self, node: str) -> list[tuple[str, str, str]]:
        """What a release or death was, its type, and who says so where claims differ: an end, a furlough, or both."""
        rows, types = self.exits[node], self.types[node]
        if rows[0].what == "death":
            codes = {row.code for row in rows}
            inside = "dead-in-custody" in codes or (bool(self.ends[node]) and "dead" not in codes)
            return [("dead-in-custody" if inside else "dead", "", "")]
        left = [("left", ", ".join(sorted(types - NO_EXIT)))] if self.leaves(node) else []
        found = left + ([("furlough", "furlough")] if "furlough" in types else [])
        if len(found) == 1:
            return [(*found[0], "")]
        tellers = {kind: next(row.claim for row in rows if row.code in type_.split(", ")) for kind, type_ in found}
        return [(kind, type_, tellers[kind]) for kind, type_ in found]


def _sightings(row: Evidence, node: Iterable[Evidence]) -> Iterator[Hold]:
    """The days on which somebody was seen held; of a sighting without any day, the day on which it was told."""
    reach, where = row.reach[0] or FIRST, frozenset([row.facility] if row.facility else [])
    begins = row.node.startswith("disappearance:")
    if row.at != NOWHERE:
        days = (*_day(row), _seen(row.seen))
        yield Hold(row.node, row.claim, *days, row.code, begins=begins, chain=-1, reach=reach, facilities=where)
    elif not any(map(_dated, node)):
        yield _undated(row, row.code, -1)


def _undated(row: Evidence, state: str, chain: int) -> Hold:
    where = frozenset([row.facility] if row.facility else [])
    return Hold(
        row.node,
        row.claim,
        *closed(row.said),
        (LAST, FIRST),
        state,
        begins=False,
        chain=chain,
        reach=row.reach[0] or FIRST,
        facilities=where,
        undated=True,
    )


def _into_house(row: Evidence) -> Evidence:
    """A release into house arrest is the beginning of a stay under house arrest.

    The prison it names is the one that was left.
    """
    return row._replace(
        what="detention", code="house-arrest", began=row.at, at=NOWHERE, seen=NOWHERE, facility="", other=""
    )


def _dated(row: Evidence) -> bool:
    return any(bounds != NOWHERE for bounds in (row.began, row.ended, row.at))


def _day(row: Evidence) -> Days:
    """The days a state was seen on: with the day of saying, where the claim says that it still held then."""
    first, last = closed(row.at)
    return (first, max(row.seen[1], first) if row.at[1] is None and row.seen[1] else last)


def _seen(seen: Bounds) -> Days:
    """The days on which a state held for certain: empty (first after last) when no single day is certain."""
    return (seen[0] or LAST, seen[1] or FIRST)


def _groups(next_: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    """Stays that hang together, each group in the order of their names."""
    parent = {node: node for node in next_}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for node, after in next_.items():
        for other in after:
            low, high = sorted((root(node), root(other)))
            parent[high] = low
    found: dict[str, list[str]] = {}
    for node in sorted(next_):
        found.setdefault(root(node), []).append(node)
    return [tuple(group) for group in found.values()]


def _chain_holds(chain: Chain, number: int) -> Iterator[Hold]:
    """Beginnings of the chain; days on which a stay was seen; transfers inside it; or the day on which it was told."""
    states = {stay.node: stay.state for stay in chain.stays}
    dated = any(_dated(row) for stay in chain.stays for row in stay.rows)
    for stay in chain.stays:
        onward = {states[node] for node in stay.onward if node in states}
        then = onward.pop() if len(onward) == 1 else "held"
        for row in stay.rows:
            reach, where = row.reach[0] or FIRST, stay.facilities
            if not dated and not row.other:
                yield _undated(row, stay.state, number)
            if row.began != NOWHERE:
                days = (*closed(row.began), exactly(row.began))
                yield Hold(stay.node, row.claim, *days, stay.state, begins=stay.opens, chain=number, facilities=where)
            if row.at != NOWHERE:
                seen = (*_day(row), _seen(row.seen))
                yield Hold(
                    stay.node, row.claim, *seen, stay.state, begins=False, chain=number, reach=reach, facilities=where
                )
            if row.ended != NOWHERE and not stay.closes:
                ended = (*closed(row.ended), exactly(row.ended))
                yield Hold(stay.node, row.claim, *ended, stay.state, begins=False, chain=number, then=then, reach=reach)
