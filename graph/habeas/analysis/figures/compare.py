"""What two numbers are to each other, and which are put side by side.

Never one number: a row for each keeper, side by side, with the reasons why two of them may or may not be held
together. In a small file each stands beside each, in a larger one those of the same thing, kind and days. Pure.
Rules: domain/vocabulary.md 8.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import Final

from habeas.analysis.values import Count, NumberRange, days_text

MOST_COMPARED: Final = 200
"""So many numbers are compared each with each; of more, only those of the same thing, kind and days, and of these so
many."""


class ComparisonVerdict(StrEnum):
    """What two numbers are to each other."""

    REPEATED = "one says the other again"
    COMPATIBLE = "compatible"
    NESTED = "one is part of the other"
    DISCREPANCY = "discrepancy"
    CONTRADICTION = "contradiction"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two numbers side by side: the verdict, why, and the numbers both allow where they are compatible."""

    one: str
    other: str
    verdict: ComparisonVerdict
    reasons: tuple[str, ...]
    common: NumberRange | None = None


def compare(one: Count, other: Count) -> Comparison:
    """Whether two numbers can both hold, by their five parts. A missing part is named, never guessed."""
    reasons = tuple(_differences(one, other))
    common = overlap(one.bounds, other.bounds)
    same_days = one.days == other.days
    if part_of(one, other) or part_of(other, one):
        verdict = ComparisonVerdict.NESTED
    elif (
        one.kind != other.kind
        or one.thing is not other.thing
        or not (one.numbered and other.numbered)
        or not may_be_one_population(one, other)
    ):
        verdict = ComparisonVerdict.NOT_COMPARABLE
    elif not same_days and one.kind == "flow":
        verdict = (
            ComparisonVerdict.NESTED if nested(one, other) or nested(other, one) else ComparisonVerdict.NOT_COMPARABLE
        )
    elif not same_days and not common:
        verdict = ComparisonVerdict.NOT_COMPARABLE
    elif common:
        again = (one.keeper, one.population, one.source, one.bounds) == (
            other.keeper,
            other.population,
            other.source,
            other.bounds,
        )
        verdict = ComparisonVerdict.REPEATED if again and same_days else ComparisonVerdict.COMPATIBLE
    elif (one.keeper, one.population) == (other.keeper, other.population):
        verdict = ComparisonVerdict.CONTRADICTION
    else:
        verdict = ComparisonVerdict.DISCREPANCY
    kept = common if verdict in {ComparisonVerdict.COMPATIBLE, ComparisonVerdict.REPEATED} else None
    return Comparison(one=one.claim, other=other.claim, verdict=verdict, reasons=reasons, common=kept)


def may_be_one_population(one: Count, other: Count) -> bool:
    """True when two numbers may be of the same people: one population, or two that no word puts apart."""
    if one.population and one.population == other.population:
        return True
    return one.who == other.who and bool(not one.where or not other.where or one.where & other.where)


def part_of(part: Count, whole: Count) -> bool:
    """True when the first is told to be a share of the second, or counts a part of its population over the same
    days."""
    if part.whole and part.whole == whole.node:
        return True
    return whole.population in part.wider and (part.kind, part.thing, part.days) == (
        whole.kind,
        whole.thing,
        whole.days,
    )


def _differences(one: Count, other: Count) -> Iterator[str]:
    parts = (
        ("counts", one.thing.value, other.thing.value),
        ("population", one.population, other.population),
        ("keeper", one.keeper, other.keeper),
        ("kind", one.kind, other.kind),
    )
    for name, mine, yours in parts:
        if mine != yours:
            yield f"{name}: {mine or 'not stated'} / {yours or 'not stated'}"
    if one.days != other.days:
        yield f"days: {days_text(one.days)} / {days_text(other.days)}"
    for count in (one, other):
        if count.kind in {"cumulative", "flow"} and count.window[0] is None:
            yield f"{count.claim}: since when it counts is not stated"


def overlap(one: NumberRange, other: NumberRange) -> NumberRange | None:
    """The numbers both ranges allow; None when there is none."""
    lower = max(one[0], other[0])
    uppers = [upper for upper in (one[1], other[1]) if upper is not None]
    upper = min(uppers, default=None)
    return None if upper is not None and upper < lower else (lower, upper)


def nested(part: Count, whole: Count) -> bool:
    """True when the days of the first lie within those of the second and it counts the same population of the same
    keeper."""
    same = (part.population, part.keeper, part.kind) == (whole.population, whole.keeper, whole.kind)
    (first, last), (wide_first, wide_last) = part.days, whole.days
    if not same or part.days == whole.days or first is None or last is None or wide_first is None or wide_last is None:
        return False
    return wide_first <= first and last <= wide_last


class Lists:
    """Numbers by keeper and kind, to find the parts of one without holding each beside each."""

    def __init__(self, counts: Iterable[Count]) -> None:
        self._shares: dict[object, list[Count]] = {}
        self._windows: dict[object, list[tuple[date, int, Count]]] = {}
        for place, count in enumerate(count for count in counts if count.numbered):
            mine = count.keeper, count.kind
            if count.whole:
                self._shares.setdefault((*mine, count.whole), []).append(count)
            for wider in count.wider:
                self._shares.setdefault((*mine, wider, count.thing, count.days), []).append(count)
            if count.days[0] is not None and count.days[1] is not None:
                self._windows.setdefault((*mine, count.population), []).append((count.days[0], place, count))
        for windows in self._windows.values():
            windows.sort(key=itemgetter(0, 1))

    def shares(self, whole: Count) -> list[Count]:
        """The numbers that are told to be a share of one, or count a part of its population over the same days."""
        mine = whole.keeper, whole.kind
        wider = self._shares.get((*mine, whole.population, whole.thing, whole.days), ())
        return [part for part in (*self._shares.get((*mine, whole.node), ()), *wider) if part is not whole]

    def within(self, whole: Count) -> list[Count]:
        """The numbers of its population over some of its days, in the order they were given."""
        first, last = whole.days
        if first is None or last is None:
            return []
        windows = self._windows.get((whole.keeper, whole.kind, whole.population), [])
        begin, end = (
            find(windows, day, key=itemgetter(0)) for find, day in ((bisect_left, first), (bisect_right, last))
        )
        near = windows[begin:end]
        return [part for _, _, part in sorted(near, key=itemgetter(1)) if nested(part, whole)]


# -- side by side


def group_of(count: Count, number: int) -> str:
    """The group whose members are compared with a count, in a file with so many numbers."""
    return count.alike if number > MOST_COMPARED else ""


def side_by_side(counts: Sequence[Count]) -> list[Comparison]:
    """Every two numbers that something can be said of, in the order of the numbers."""
    groups: dict[str, list[Count]] = {}
    for count in counts:
        groups.setdefault(group_of(count, len(counts)), []).append(count)
    place = {count.claim: number for number, count in enumerate(counts)}
    found = [each for group in groups.values() for each in _pairs(group[:MOST_COMPARED])]
    return sorted(found, key=lambda each: (place[each.one], place[each.other]))


def _pairs(group: Sequence[Count]) -> Iterator[Comparison]:
    for number, one in enumerate(group):
        yield from comparable(one, group[number + 1 :])


def comparable(one: Count, others: Iterable[Count]) -> Iterator[Comparison]:
    """One number beside others, where something can be said of the two."""
    found = (compare(one, other) for other in others)
    return (each for each in found if each.verdict is not ComparisonVerdict.NOT_COMPARABLE)
