"""Who says how many, in an open case: numbers side by side, never one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from habeas.analysis.custody.life import life_of
from habeas.analysis.figures.compare import Comparison, side_by_side
from habeas.analysis.figures.derived import Derived, growths, rests
from habeas.analysis.figures.figures import Count, counts_of
from habeas.analysis.figures.named import MOST_NAMED, ByName, by_name
from habeas.casefile.custody_service import labels
from habeas.casefile.findings_service import is_kept
from habeas.model.codec import entity_from_plain
from habeas.sparql.gc import relaxed_gc
from habeas.storage.custody_evidence import people_in
from habeas.storage.kept import figures
from habeas.storage.kept.known import known_by_name
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


@relaxed_gc()
def count_table(scope: Scope, lang: str = "en", *, names: bool = True) -> Counts:
    """Who says how many, which numbers can be held together, and with `names` who is known by name beside each."""
    kept, db = is_kept(scope), scope.index.connection
    counts = figures.counts_in(db) if kept else _counts(scope)
    label = labels(scope.index, lang)
    rows = [CountRow(count=c, keeper=label(c.keeper), population=label(c.population), by_name=None) for c in counts]
    return Counts(
        rows=with_names(scope, rows) if names else tuple(rows),
        comparisons=tuple(figures.comparisons(db) if kept else side_by_side(counts)),
        derived=figures.derived(db) if kept else (*rests(counts), *growths(counts)),
    )


def _counts(scope: Scope) -> Sequence[Count]:
    """The numbers of the claims that count."""
    claims = scope.claims(scope.index.claims_of_kind("count"))
    populations = {body["ref"]: entity_from_plain(body) for body in scope.index.entities("population")}
    return counts_of(claims, populations, scope.conventions)


def with_names(scope: Scope, rows: Iterable[CountRow], most: int = MOST_NAMED) -> tuple[CountRow, ...]:
    """The same numbers, with who is known by name beside each: how many, and at most so many of them."""
    if is_kept(scope):
        db = scope.index.connection
        return tuple(replace(row, by_name=known_by_name(db, row.count, most)) for row in rows)
    lives = [life_of(person, told) for person, told in people_in(scope)]
    return tuple(replace(row, by_name=by_name(row.count, lives, most)) for row in rows)
