"""Who says how many, in an open case: numbers side by side, never one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from habeas.analysis.checks.units import EXAMPLE
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.values import Life
from habeas.analysis.figures.compare import Comparison, side_by_side
from habeas.analysis.figures.derived import Derived, growths, rests
from habeas.analysis.figures.figures import counts_of
from habeas.analysis.figures.named import MOST_NAMED, ByName, by_name, parts_of
from habeas.analysis.values import Count
from habeas.casefile.custody_service import labels
from habeas.casefile.findings_service import is_kept
from habeas.casefile.results import CountRow
from habeas.model.claims import assertion_of
from habeas.model.codec import entity_from_plain
from habeas.model.values import Assertion
from habeas.sparql.gc import relaxed_gc
from habeas.storage.custody_evidence import people_in
from habeas.storage.kept import figures
from habeas.storage.kept.figures import known_by_name
from habeas.storage.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers side by side: never one. `derived` follow from claims and are claimed by nobody. `total`: how many there
    are, of which a page may have some.
    """

    rows: tuple[CountRow, ...]
    comparisons: tuple[Comparison, ...]
    derived: tuple[Derived, ...]
    total: int


@relaxed_gc()
def count_table(scope: Scope, lang: str = "en", *, names: bool = True, compared: bool = True) -> Counts:
    """Who says how many, with `compared` which numbers can be held together and what follows from them, and with
    `names` who is known by name beside each.
    """
    kept, db = is_kept(scope), scope.index.connection
    counts = figures.counts_in(db) if kept else _counts(scope)
    rows, both, derived = rows_of(scope, counts, lang), tuple[Comparison, ...](), tuple[Derived, ...]()
    if compared:
        both = tuple(figures.comparisons(db) if kept else side_by_side(counts))
        derived = figures.derived(db) if kept else (*rests(counts), *growths(counts))
    rows = with_names(scope, rows) if names else rows
    return Counts(rows=rows, comparisons=both, derived=derived, total=len(rows))


@relaxed_gc()
def count_page(scope: Scope, lang: str, *, limit: int, offset: int) -> Counts:
    """A page of the same: so many numbers, and what can be said of each and those after it. What follows from several
    stands on every page.
    """
    if not is_kept(scope):
        every = count_table(scope, lang, names=False)
        rows, total, derived = every.rows[offset : offset + limit], every.total, every.derived
        claims = {row.count.claim for row in rows}
        both = tuple(one for one in every.comparisons if one.one in claims)
    else:
        db = scope.index.connection
        rows = rows_of(scope, figures.counts_in(db, limit=limit, offset=offset), lang)
        both = tuple(figures.comparisons(db, [row.count.claim for row in rows]))
        derived, total = figures.derived(db), figures.how_many_counts(db)
    return Counts(rows=with_names(scope, rows), comparisons=both, derived=derived, total=total)


def rows_of(scope: Scope, counts: Iterable[Count], lang: str) -> tuple[CountRow, ...]:
    """Numbers with what their keeper and population are called, and nobody by name."""
    label = labels(scope.index, lang)
    return tuple(
        CountRow(count=c, keeper=label(c.keeper), population=label(c.population), by_name=None) for c in counts
    )


def _counts(scope: Scope) -> Sequence[Count]:
    """The numbers of the claims that count."""
    claims = scope.claims(scope.index.claims_of_kind("count"))
    populations = {body["ref"]: entity_from_plain(body) for body in scope.index.entities("population")}
    return counts_of(claims, populations, scope.conventions)


def with_names(scope: Scope, rows: Iterable[CountRow], most: int = MOST_NAMED) -> tuple[CountRow, ...]:
    """The same numbers, with who is known by name beside each: how many, and at most so many of them."""
    every = list(rows)
    parts = _parts(scope, {row.count.population for row in every})
    if is_kept(scope):
        db = scope.index.connection
        named = (known_by_name(db, row.count, parts[row.count.population], most) for row in every)
        return tuple(replace(row, by_name=found) for row, found in zip(every, named, strict=True))
    members = _members(scope)
    lives = [life_of(person, told) for person, told in people_in(scope)]
    return tuple(replace(row, by_name=_named(row.count, lives, members, parts, most)) for row in every)


def _named(
    count: Count, lives: Iterable[Life], members: Mapping[str, set[str]], parts: Mapping[str, set[str]], most: int
) -> ByName | None:
    people = set[str]().union(*(members.get(part, ()) for part in parts[count.population]))
    return by_name(count, lives, people, most)


def _parts(scope: Scope, populations: Iterable[str]) -> dict[str, set[str]]:
    """For each population the names of all that are told to be a part of it, its own among them."""
    bodies = scope.index.entities("population")
    wider = {scope.cluster(b["ref"]): scope.cluster(b["subset-of"]) for b in bodies if b.get("subset-of")}
    return {
        name: {raw for part in parts_of(scope.cluster(name) if name else "", wider) for raw in scope.names_of(part)}
        for name in populations
    }


def _members(scope: Scope) -> dict[str, set[str]]:
    """Whom the claims that count place in which population."""
    found: dict[str, set[str]] = {}
    for claim in scope.claims(scope.index.claims_with(EXAMPLE)):
        if assertion_of(claim) is Assertion.ASSERTED:
            found.setdefault(str(claim.object), set()).add(scope.cluster(str(claim.subject)))
    return found
