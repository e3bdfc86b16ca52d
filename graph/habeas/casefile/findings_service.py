"""What the claims of an open case tell together: numbers side by side, contradictions, independent origins.

These read the claims themselves, from the journal; `custody_service` reads the evidence rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from habeas.analysis import checks
from habeas.analysis.custody import life_of
from habeas.analysis.figures.compare import Comparison, Derived, Verdict, compare, growths, rests
from habeas.analysis.figures.figures import Count, counts_of
from habeas.analysis.figures.named import ByName, by_name
from habeas.analysis.provenance import Echo, echo
from habeas.casefile.custody_service import labels
from habeas.errors import BadChoice
from habeas.model import Claim, Entity, Ref, Source
from habeas.model.claims import facts_of
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.findings import Finding
from habeas.sparql.gc import seldom_collecting
from habeas.storage.custody_evidence import people_in
from habeas.storage.decisions import standing_in
from habeas.storage.index import Index
from habeas.storage.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One number with its keeper: what it counts, over which days, and how many the file knows by name."""

    count: Count
    keeper: str
    population: str
    by_name: ByName | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers side by side: never one. `derived` follow from claims and are claimed by nobody."""

    rows: tuple[CountRow, ...]
    comparisons: tuple[Comparison, ...]
    derived: tuple[Derived, ...]


def entities_of(index: Index) -> Mapping[str, Entity]:
    """Every description by name."""
    return {body["ref"]: entity_from_plain(body) for body in index.entities() if not body["ref"].startswith("doc:")}


def sources_of(index: Index) -> Mapping[str, Source]:
    """Every source by name."""
    return {body["ref"]: source_from_plain(body) for body in index.entities("doc")}


@seldom_collecting()
def count_table(scope: Scope, lang: str = "en", *, names: bool = True) -> Counts:
    """Who says how many, which numbers can be held together, and with `names` what is known by name beside each.

    To look for the people of each number costs numbers times people; a page that only draws the numbers goes without.
    """
    label = labels(scope.index, lang)
    claims = scope.claims(scope.index.claims_of_kind("count"))
    populations = {body["ref"]: entity_from_plain(body) for body in scope.index.entities("population")}
    counts = counts_of(claims, populations, scope.conventions)
    rows = [CountRow(count=c, keeper=label(c.keeper), population=label(c.population), by_name=None) for c in counts]
    return Counts(
        rows=with_names(scope, rows) if names else tuple(rows),
        comparisons=tuple(found for found in _compared(counts) if found.verdict is not Verdict.NOT_COMPARABLE),
        derived=(*rests(counts), *growths(counts)),
    )


def with_names(scope: Scope, rows: Iterable[CountRow]) -> tuple[CountRow, ...]:
    """The same numbers, with who is known by name beside each."""
    lives = [life_of(person, told) for person, told in people_in(scope)]
    return tuple(replace(row, by_name=by_name(row.count, lives)) for row in rows)


MOST_COMPARED: Final = 200
"""So many numbers are compared each with each; of more, only those of the same thing, kind and days."""


def _compared(counts: Sequence[Count]) -> Iterator[Comparison]:
    groups: dict[object, list[Count]] = {}
    for count in counts:
        key = (count.kind, count.thing, count.days) if len(counts) > MOST_COMPARED else ""
        groups.setdefault(key, []).append(count)
    for group in groups.values():
        for number, one in enumerate(group[:MOST_COMPARED]):
            yield from (compare(one, other) for other in group[number + 1 : MOST_COMPARED])


@seldom_collecting()
def claim_set(scope: Scope) -> checks.ClaimSet:
    """The live claims that count, for the checks."""
    clusters = scope.clusters
    return checks.ClaimSet(
        scope.claims(scope.index.claims(status="live")),
        entities=entities_of(scope.index),
        sources=sources_of(scope.index),
        conventions=scope.conventions,
        cluster=scope.cluster,
        apart=lambda one, other: clusters.are_apart(Ref.parse(one), Ref.parse(other)),
    )


@dataclass(frozen=True, slots=True)
class Sifted:
    """Claims under the clocks of a question: those that count, and those that may have been said in time but not certainly."""

    kept: frozenset[str]
    maybe: tuple[str, ...]


def sifted(scope: Scope, claims: Iterable[str]) -> Sifted:
    """Which of these claims had certainly been said by the day asked for and by the speaker, and which may have been."""
    anytime = replace(scope.filter, said=None)
    kept, maybe = set[str](), set[str]()
    for name in claims:
        found = scope.views.claim(name)
        if found is None:
            continue
        read = found[0].said.read(scope.conventions)
        said, who = (read.earliest, read.latest), {"speaker": str(found[0].speaker), "source": str(found[0].source)}
        if scope.filter.admits(name, said=said, **who):
            kept.add(name)
        elif anytime.admits(name, said=said, **who) and (said[0] or date.min) <= (scope.filter.said or date.max):
            maybe.add(name)
    return Sifted(frozenset(kept), tuple(sorted(maybe)))


@seldom_collecting()
def findings(scope: Scope, rules: Iterable[str] = (), lang: str = "en") -> tuple[Finding, ...]:
    """What the checks find. Raises BadChoice for a rule that does not exist."""
    wanted = known_rules(rules)
    return checks.check(claim_set(scope), rules=wanted, decisions=standing_in(scope.index), lang=lang)


def known_rules(rules: Iterable[str]) -> list[str]:
    """The rules asked for. Raises BadChoice for one that does not exist."""
    wanted = list(rules)
    for rule in wanted:
        if rule not in checks.RULES:
            raise BadChoice(where="rule", why=f"there is no check “{rule}”", next=f"Checks: {', '.join(checks.RULES)}")
    return wanted


def origins(scope: Scope, ref: Ref) -> Echo:
    """The independent origins of a claim's fact, or of an event as told by the claims on it."""
    if ref.kind != "claim":
        names = tuple(map(str, scope.clusters.names(ref)))
        told = scope.claims(scope.index.claims(about=names, status="live"))
        return echo((claim for claim in told if claim.polarity == "positive"), scope.cluster)
    found = scope.views.claim(ref.slug)
    if found is None:
        return Echo(origins=())
    same = _same_number(scope, found[0]) or _same_fact(scope, found[0])
    return echo((claim for claim in same if claim.polarity == "positive"), scope.cluster)


def _same_fact(scope: Scope, claim: Claim) -> list[Claim]:
    main = facts_of(claim, scope.conventions)[0]
    near = scope.claims(scope.index.claims(about=(str(claim.subject), main.about), status="live"))
    return [other for other in near if any(main.agrees(fact) for fact in facts_of(other, scope.conventions))]


def _same_number(scope: Scope, claim: Claim) -> list[Claim]:
    """The claims that give a number of the same thing for the same days which may be the same number."""
    if claim.subject.kind != "count":
        return []
    populations = {body["ref"]: entity_from_plain(body) for body in scope.index.entities("population")}
    claims = {each.id: each for each in scope.claims(scope.index.claims_of_kind("count"))}
    counts = counts_of(claims.values(), populations, scope.conventions)
    own = next((count for count in counts if count.claim == claim.id), None)
    same = (Verdict.REPEATED, Verdict.COMPATIBLE)
    alike = [c for c in counts if own and c.days == own.days and (c is own or compare(own, c).verdict in same)]
    return [claims[count.claim] for count in alike]
