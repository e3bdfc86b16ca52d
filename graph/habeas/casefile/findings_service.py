"""Where the claims of an open case contradict, may conflict or only repeat one another; and their independent origins.

Findings of the present are kept and read by page (storage.kept); in a narrowed view they are worked out from the
claims that count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from habeas.analysis.checks.claim_set import ClaimSet, check
from habeas.analysis.checks.registry import RULES
from habeas.analysis.checks.rendering import Renderer
from habeas.analysis.figures.compare import ComparisonVerdict, compare
from habeas.analysis.figures.figures import counts_of
from habeas.analysis.provenance import Echo, echo
from habeas.errors import BadChoice, phrase
from habeas.model.claims import Fact, facts_of, node_of, stated
from habeas.model.codec import entity_from_plain, source_from_plain
from habeas.model.findings import Decided, Finding, Severity, with_decision
from habeas.model.rulings import RULE
from habeas.model.values import Claim, Entity, Ref, Source
from habeas.sparql.gc import relaxed_gc
from habeas.storage.clash_table import clashes_in
from habeas.storage.index import Index
from habeas.storage.judgements import standing_in
from habeas.storage.kept import finding_rows
from habeas.storage.kept.check_context import StoredContext
from habeas.storage.scope import Scope


def entities_of(index: Index) -> Mapping[str, Entity]:
    """Every description by name."""
    return {body["ref"]: entity_from_plain(body) for body in index.entities() if not body["ref"].startswith("doc:")}


def sources_of(index: Index) -> Mapping[str, Source]:
    """Every source by name."""
    return {body["ref"]: source_from_plain(body) for body in index.entities("doc")}


@relaxed_gc()
def claim_set(scope: Scope) -> ClaimSet:
    """The live claims that count, for the checks."""
    return ClaimSet(
        scope.claims(scope.index.claims(status="live")),
        entities=entities_of(scope.index),
        sources=sources_of(scope.index),
        conventions=scope.conventions,
        cluster=scope.cluster,
        apart=scope.apart,
        clashes=clashes_in(scope.index.connection, scope.index.stands),
    )


@dataclass(frozen=True, slots=True)
class Sifted:
    """Claims under the clocks of a question: those that count, and those that may have been said in time but not
    certainly."""

    kept: frozenset[str]
    maybe: tuple[str, ...]


def sifted(scope: Scope, claims: Iterable[str]) -> Sifted:
    """Which of these claims had certainly been said by the day asked for and by the speaker, and which may have
    been."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """Some findings of a list that goes on, the open ones first, the hardest first; and how many it has."""

    items: tuple[Finding, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTotal:
    """How many findings there are of one rule and severity, and how many of them are open."""

    rule: str
    severity: Severity
    number: int
    open: int


def is_kept(scope: Scope) -> bool:
    """True when the findings are kept: nothing narrows the view, and it is of the present."""
    return scope.as_of.is_plain and scope.index.n is None and not scope.index.kept_is_behind()


@relaxed_gc()
def findings(scope: Scope, rules: Iterable[str] = (), lang: str = "en") -> tuple[Finding, ...]:
    """What the checks find. Raises BadChoice for a rule that does not exist."""
    wanted = known_rules(rules)
    if is_kept(scope):
        return _kept_page(scope, wanted, lang).items
    return check(claim_set(scope), rules=wanted, decisions=standing_in(scope.index), lang=lang)


def finding_page(
    scope: Scope, rules: Iterable[str] = (), lang: str = "en", *, limit: int, offset: int = 0, only_open: bool = False
) -> FindingPage:
    """A page of what the checks find. Raises BadChoice for a rule that does not exist."""
    wanted = known_rules(rules)
    if is_kept(scope):
        return _kept_page(scope, wanted, lang, limit=limit, offset=offset, only_open=only_open)
    every = [one for one in findings(scope, wanted, lang) if one.is_open or not only_open]
    return FindingPage(items=tuple(every[offset : offset + limit]), total=len(every))


def _kept_page(
    scope: Scope, rules: list[str], lang: str, *, limit: int = -1, offset: int = 0, only_open: bool = False
) -> FindingPage:
    db, decisions = scope.index.connection, standing_in(scope.index)
    closed = [key for key, told in decisions.items() if not told.is_open]
    decided = finding_rows.hits_with_keys(db, closed, rules) if closed else []
    number = sum(each.number for each in _totals(scope) if not rules or each.rule in rules)
    open_ = number - len(decided)
    hits = finding_rows.hits_in_order(db, rules, closed, limit=limit, offset=offset) if offset < open_ else []
    if not only_open and (limit < 0 or offset + limit > open_):
        first = max(0, offset - open_)
        hits += decided[first:] if limit < 0 else decided[first : max(0, offset + limit - open_)]
    renderer = Renderer(lang, StoredContext(db, scope).entity)
    items = (with_decision(renderer.finding(hit), decisions.get(hit.key)) for hit in hits)
    return FindingPage(items=tuple(items), total=open_ if only_open else number)


@relaxed_gc()
def finding_totals(scope: Scope) -> tuple[FindingTotal, ...]:
    """How many findings there are, by rule and severity."""
    if is_kept(scope):
        return _totals(scope)
    return totals_of(findings(scope))


def totals_of(every: Iterable[Finding]) -> tuple[FindingTotal, ...]:
    """How many of these findings there are, by rule and severity."""
    counted = Counter((found.rule, found.severity, found.is_open) for found in every)
    rules = sorted({(rule, severity) for rule, severity, _ in counted})
    return tuple(
        FindingTotal(
            rule=rule,
            severity=severity,
            number=counted[rule, severity, True] + counted[rule, severity, False],
            open=counted[rule, severity, True],
        )
        for rule, severity in rules
    )


def _totals(scope: Scope) -> tuple[FindingTotal, ...]:
    db = scope.index.connection
    keys = [key for key, told in standing_in(scope.index).items() if not told.is_open]
    closed = Counter((hit.rule, hit.severity) for hit in finding_rows.hits_with_keys(db, keys)) if keys else Counter()
    return tuple(
        FindingTotal(rule=rule, severity=severity, number=number, open=number - closed[rule, severity])
        for rule, severity, number in sorted(finding_rows.totals(db))
    )


def kept_findings_near(scope: Scope, names: Sequence[str], lang: str, limit: int) -> FindingPage:
    """The first of the kept findings that are about some names, or that a claim about them is part of."""
    db, decisions = scope.index.connection, standing_in(scope.index)
    closed = {key for key, told in decisions.items() if not told.is_open}
    near = sorted(finding_rows.hits_near(db, names), key=lambda each: (each.key in closed, *each[2:]))
    hits = finding_rows.hits_numbered(db, [each.number for each in near[:limit]])
    renderer = Renderer(lang, StoredContext(db, scope).entity)
    items = (with_decision(renderer.finding(hit), decisions.get(hit.key)) for hit in hits)
    return FindingPage(items=tuple(items), total=len(near))


def finding_with_key(scope: Scope, key: str) -> Finding | None:
    """One finding, by its key."""
    return findings_with_keys(scope, [key]).get(key)


def findings_with_keys(scope: Scope, keys: Collection[str], lang: str = "en") -> dict[str, Finding]:
    """The findings that have these keys, by their keys."""
    if not is_kept(scope):
        rules = [rule for rule in RULES if rule in {key.partition("-")[0] for key in keys}]
        every = findings(scope, rules, lang) if rules else ()
        return {found.key: found for found in every if found.key in keys}
    db, decisions = scope.index.connection, standing_in(scope.index, *(keys if len(keys) == 1 else ()))
    renderer = Renderer(lang, StoredContext(db, scope).entity)
    hits = finding_rows.hits_with_keys(db, keys)
    return {hit.key: with_decision(renderer.finding(hit), decisions.get(hit.key)) for hit in hits}


def finding_keys(scope: Scope, rule: str) -> tuple[str, ...]:
    """The keys of the findings of one rule; none of a rule that does not exist."""
    if rule not in RULES:
        return ()
    if is_kept(scope):
        return finding_rows.keys_of(scope.index.connection, rule)
    return tuple(found.key for found in findings(scope, [rule]))


def stale_decisions(scope: Scope) -> tuple[Decided, ...]:
    """The decisions that stand on findings that the checks no longer raise."""
    every = standing_in(scope.index).items()
    standing = {key: told for key, told in every if not told.is_open and told.rule != RULE}
    if is_kept(scope):
        keys = {hit.key for hit in finding_rows.hits_with_keys(scope.index.connection, standing)}
    else:
        keys = {found.key for found in findings(scope)}
    return tuple(told for key, told in standing.items() if key not in keys)


def known_rules(rules: Iterable[str]) -> list[str]:
    """The rules asked for. Raises BadChoice for one that does not exist."""
    wanted = list(rules)
    for rule in wanted:
        if rule not in RULES:
            raise BadChoice(
                where="rule",
                why=phrase("there is no check “%(rule)s”", rule=rule),
                next=phrase("Checks: %(rules)s", rules=", ".join(RULES)),
            )
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
    people = tuple(str(value) for name, value in stated(claim) if name == "person")
    about = {same for name in (str(claim.subject), main.about, *people) for same in scope.names_of(name)}
    near = scope.claims(scope.index.claims(about=sorted(about), status="live"))
    return [other for other in near if _says(scope, other, claim, main)]


def _says(scope: Scope, other: Claim, claim: Claim, main: Fact) -> bool:
    """True when a claim says the same: of this thing, or of what may be this event of the same people under another
    name."""
    facts = facts_of(other, scope.conventions)
    mine, yours = node_of(claim), node_of(other)
    if (
        mine
        and yours
        and mine.kind == yours.kind
        and main.about == str(mine)
        and not scope.apart(str(mine), str(yours))
    ):
        people = ({scope.cluster(str(v)) for name, v in stated(each) if name == "person"} for each in (claim, other))
        if set.intersection(*people):
            facts = tuple(replace(fact, about=main.about) if fact.about == str(yours) else fact for fact in facts)
    return any(main.agrees(fact) for fact in facts)


def _same_number(scope: Scope, claim: Claim) -> list[Claim]:
    """The claims that give a number of the same thing for the same days which may be the same number."""
    if claim.subject.kind != "count":
        return []
    populations = {body["ref"]: entity_from_plain(body) for body in scope.index.entities("population")}
    claims = {each.id: each for each in scope.claims(scope.index.claims_of_kind("count"))}
    counts = counts_of(claims.values(), populations, scope.conventions)
    own = next((count for count in counts if count.claim == claim.id), None)
    same = (ComparisonVerdict.REPEATED, ComparisonVerdict.COMPATIBLE)
    alike = [c for c in counts if own and c.days == own.days and (c is own or compare(own, c).verdict in same)]
    return [claims[count.claim] for count in alike]
