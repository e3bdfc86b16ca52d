"""What the claims of an open case tell together: numbers side by side, contradictions, independent origins.

These read the claims themselves, from the journal; `standing` reads the evidence rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from habeas.analysis import checks
from habeas.analysis.custody import life_of
from habeas.analysis.figures.compare import Comparison, Derived, Verdict, compare, growths, rests
from habeas.analysis.figures.figures import Count, counts_of
from habeas.analysis.figures.named import ByName, by_name
from habeas.analysis.provenance import Echo, echo
from habeas.casefile.custody_service import Asked, labels, people_in
from habeas.errors import BadChoice
from habeas.model import Claim, Entity, Ref, Source
from habeas.model.claims import facts_of
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.findings import Finding
from habeas.sparql.gc import seldom_collecting
from habeas.storage.decisions import standing_in
from habeas.storage.index import Row
from habeas.storage.projection import Views


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


def _claim(views: Views, row: Row) -> Claim:
    return views.claim_in(row)[0]


def entities_of(views: Views) -> Mapping[str, Entity]:
    """Every description by name."""
    return {
        body["ref"]: entity_from_plain(body) for body in views.index.entities() if not body["ref"].startswith("doc:")
    }


def sources_of(views: Views) -> Mapping[str, Source]:
    """Every source by name."""
    return {body["ref"]: source_from_plain(body) for body in views.index.entities("doc")}


@seldom_collecting()
def count_table(views: Views, question: Asked, lang: str = "en", *, names: bool = True) -> Counts:
    """Who says how many, which numbers can be held together, and with `names` what is known by name beside each.

    To look for the people of each number costs numbers times people; a page that only draws the numbers goes without.
    """
    label, conventions = labels(views, lang), views.mapper.conventions
    claims = [_claim(views, row) for row in views.index.claims_of_kind("count")]
    populations = {body["ref"]: entity_from_plain(body) for body in views.index.entities("population")}
    counts = [count for count in counts_of(claims, populations, conventions) if _said(count, question)]
    rows = [CountRow(count=c, keeper=label(c.keeper), population=label(c.population), by_name=None) for c in counts]
    return Counts(
        rows=with_names(views, question, rows) if names else tuple(rows),
        comparisons=tuple(found for found in _compared(counts) if found.verdict is not Verdict.NOT_COMPARABLE),
        derived=(*rests(counts), *growths(counts)),
    )


def with_names(views: Views, question: Asked, rows: Iterable[CountRow]) -> tuple[CountRow, ...]:
    """The same numbers, with who is known by name beside each."""
    lives = [life_of(person, told) for person, told in people_in(views, question)]
    return tuple(replace(row, by_name=by_name(row.count, lives)) for row in rows)


def _said(count: Count, question: Asked) -> bool:
    in_time = question.said is None or (count.said[1] is not None and count.said[1] <= question.said)
    return in_time and (not question.by or count.origin in question.by)


MOST_COMPARED: Final = 200
"""So many numbers are compared each with each; of more, only those of the same thing, kind and days."""


def _compared(counts: list[Count]) -> Iterator[Comparison]:
    groups: dict[object, list[Count]] = {}
    for count in counts:
        key = (count.kind, count.thing, count.days) if len(counts) > MOST_COMPARED else ""
        groups.setdefault(key, []).append(count)
    for group in groups.values():
        for number, one in enumerate(group[:MOST_COMPARED]):
            yield from (compare(one, other) for other in group[number + 1 : MOST_COMPARED])


@seldom_collecting()
def whole_of(views: Views, question: Asked, lang: str = "en") -> checks.Whole:
    """The live claims for the checks, as far as they were said in time and by the speaker asked for; told in that language."""
    conventions = views.mapper.conventions
    claims = [_claim(views, row) for row in views.index.claims(status="live")]
    if question.said is not None:
        limit = question.said
        claims = [claim for claim in claims if (claim.said.read(conventions).latest or date.max) <= limit]
    if question.by:
        claims = [claim for claim in claims if str(claim.speaker) in question.by]
    return checks.Whole(
        claims=tuple(claims), entities=entities_of(views), sources=sources_of(views), conventions=conventions,
        cluster=question.cluster, apart=lambda one, other: question.clusters.are_apart(Ref.parse(one), Ref.parse(other)),
        tongue=checks.Tongue(lang),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sifted:
    """Claims under the clocks of a question: those that count, and those that may have been said in time but not certainly."""

    kept: frozenset[str]
    maybe: tuple[str, ...]


def sifted(views: Views, question: Asked, claims: Iterable[str]) -> Sifted:
    """Which of these claims had certainly been said by the day asked for and by the speaker, and which may have been."""
    kept, maybe = set[str](), set[str]()
    for name in claims:
        found = views.claim(name)
        if found is None or (question.by and str(found[0].speaker) not in question.by):
            continue
        said = found[0].said.read(views.mapper.conventions)
        if question.said is None or (said.latest or date.max) <= question.said:
            kept.add(name)
        elif (said.earliest or date.min) <= question.said:
            maybe.add(name)
    return Sifted(frozenset(kept), tuple(sorted(maybe)))


@seldom_collecting()
def findings(views: Views, question: Asked, rules: Iterable[str] = (), lang: str = "en") -> tuple[Finding, ...]:
    """What the checks find. Raises BadChoice for a rule that does not exist."""
    wanted, known = list(rules), sorted({rule for rule, _ in checks.CHECKS})
    for rule in wanted:
        if rule not in known:
            raise BadChoice(where="rule", why=f"there is no check “{rule}”", next=f"Checks: {', '.join(known)}")
    return checks.check(whole_of(views, question, lang), rules=wanted, decisions=standing_in(views.index))


def origins(views: Views, ref: Ref, question: Asked) -> Echo:
    """The independent origins of a claim's fact, or of an event as told by the claims on it."""
    if ref.kind != "claim":
        names = tuple(map(str, question.clusters.names(ref)))
        told = [_claim(views, row) for row in views.index.claims(about=names, status="live")]
        return echo((claim for claim in told if claim.polarity == "positive"), question.cluster)
    found = views.claim(ref.slug)
    if found is None:
        return Echo(origins=())
    same = _same_number(views, found[0]) or _same_fact(views, found[0])
    return echo((claim for claim in same if claim.polarity == "positive"), question.cluster)


def _same_fact(views: Views, claim: Claim) -> list[Claim]:
    conventions = views.mapper.conventions
    main = facts_of(claim, conventions)[0]
    near = [_claim(views, row) for row in views.index.claims(about=(str(claim.subject), main.about), status="live")]
    return [other for other in near if any(main.agrees(fact) for fact in facts_of(other, conventions))]


def _same_number(views: Views, claim: Claim) -> list[Claim]:
    """The claims that give a number of the same thing for the same days which may be the same number."""
    populations = {body["ref"]: entity_from_plain(body) for body in views.index.entities("population")}
    claims = (
        {row.id: _claim(views, row) for row in views.index.claims_of_kind("count")}
        if claim.subject.kind == "count"
        else {}
    )
    counts = counts_of(claims.values(), populations, views.mapper.conventions)
    own = next((count for count in counts if count.claim == claim.id), None)
    same = (Verdict.REPEATED, Verdict.COMPATIBLE)
    alike = [c for c in counts if own and c.days == own.days and (c is own or compare(own, c).verdict in same)]
    return [claims[count.claim] for count in alike]
