"""Who says how many, in an open case: numbers side by side, never one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from habeas.analysis.custody import life_of
from habeas.analysis.figures.compare import Comparison, Derived, Verdict, compare, growths, rests
from habeas.analysis.figures.figures import Count, counts_of
from habeas.analysis.figures.named import ByName, by_name
from habeas.casefile.custody_service import labels
from habeas.model.codec import entity_from_plain
from habeas.sparql.gc import relaxed_gc
from habeas.storage.custody_evidence import people_in
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
