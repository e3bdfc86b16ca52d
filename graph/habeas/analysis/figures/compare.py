"""What two numbers are to each other, and what follows from several without being claimed by anybody.

Never one number: a row for each keeper, side by side, with the reasons why two of them may or may not be held together.
Numbers of different keepers are never mixed in one sum, and flows are never added. Pure. Rules: domain/vocabulary.md 8.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from operator import itemgetter

from habeas.analysis.figures.figures import Count, Range, Thing, days_text


class Verdict(StrEnum):
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
    verdict: Verdict
    reasons: tuple[str, ...]
    common: Range | None = None


def compare(one: Count, other: Count) -> Comparison:
    """Whether two numbers can both hold, by their five parts. A missing part is named, never guessed."""
    reasons = tuple(_differences(one, other))
    common = overlap(one.bounds, other.bounds)
    same_days = one.days == other.days
    if part_of(one, other) or part_of(other, one):
        verdict = Verdict.NESTED
    elif one.kind != other.kind or one.thing is not other.thing or not (one.numbered and other.numbered):
        verdict = Verdict.NOT_COMPARABLE
    elif not same_days and one.kind == "flow":
        verdict = Verdict.NESTED if nested(one, other) or nested(other, one) else Verdict.NOT_COMPARABLE
    elif not same_days and not common:
        verdict = Verdict.NOT_COMPARABLE
    elif common:
        again = (one.keeper, one.population, one.source, one.bounds) == (
            other.keeper,
            other.population,
            other.source,
            other.bounds,
        )
        verdict = Verdict.REPEATED if again and same_days else Verdict.COMPATIBLE
    elif (one.keeper, one.population) == (other.keeper, other.population):
        verdict = Verdict.CONTRADICTION
    else:
        verdict = Verdict.DISCREPANCY
    kept = common if verdict in {Verdict.COMPATIBLE, Verdict.REPEATED} else None
    return Comparison(one=one.claim, other=other.claim, verdict=verdict, reasons=reasons, common=kept)


def part_of(part: Count, whole: Count) -> bool:
    """True when the first is told to be a share of the second, or counts a part of its population over the same days."""
    if part.whole and part.whole == whole.node:
        return True
    return whole.population in part.wider and (part.kind, part.thing, part.days) == (
        whole.kind,
        whole.thing,
        whole.days,
    )


def _differences(one: Count, other: Count) -> Iterator[str]:
    parts = (
        ("counts", one.thing.value, other.thing.value), ("population", one.population, other.population),
        ("keeper", one.keeper, other.keeper), ("kind", one.kind, other.kind),
    )  # fmt: skip
    for name, mine, yours in parts:
        if mine != yours:
            yield f"{name}: {mine or 'not stated'} / {yours or 'not stated'}"
    if one.days != other.days:
        yield f"days: {days_text(one.days)} / {days_text(other.days)}"
    for count in (one, other):
        if count.kind in {"cumulative", "flow"} and count.window[0] is None:
            yield f"{count.claim}: since when it counts is not stated"


def overlap(one: Range, other: Range) -> Range | None:
    """The numbers both ranges allow; None when there is none."""
    lower = max(one[0], other[0])
    uppers = [upper for upper in (one[1], other[1]) if upper is not None]
    upper = min(uppers, default=None)
    return None if upper is not None and upper < lower else (lower, upper)


def nested(part: Count, whole: Count) -> bool:
    """True when the days of the first lie within those of the second and it counts the same population of the same keeper."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Two stocks of one keeper and what was told to have happened between them.

    `needed` is how many must have been arrested or newly documented, beyond any arrests told, for all to hold; below
    none: so many more must have left. `missing` names the terms that nobody tells.
    """

    keeper: str
    before: Count
    after: Count
    needed: tuple[int | None, int | None]
    claims: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """True when the numbers can meet with nothing further."""
        least, most = self.needed
        return (least is None or least <= 0) and (most is None or most >= 0)

    @property
    def text(self) -> str:
        """The unknown term in words."""
        least, most = self.needed
        if least is not None and least > 0:
            return f"at least {least} arrested or newly documented"
        if most is not None and most < 0:
            return f"at least {-most} more who left, or were taken off the list"
        return "nothing further is needed"


def balances(counts: Iterable[Count]) -> tuple[Balance, ...]:
    """stock(t2) = stock(t1) - released - died + arrested + newly documented, keeper by keeper, where any flow between is told."""
    stocks: dict[tuple[str, str], list[Count]] = {}
    flows: dict[str, list[Count]] = {}
    for count in counts:
        if count.numbered and None not in count.days and count.kind == "stock":
            stocks.setdefault((count.keeper, count.population), []).append(count)
        elif count.numbered and None not in count.days and count.kind == "flow":
            flows.setdefault(count.keeper, []).append(count)
    for told in flows.values():
        told.sort(key=_first)
    found = []
    for (keeper, _), told in stocks.items():
        ordered = sorted(told, key=lambda count: (_first(count), count.claim))
        for before, after in pairwise(ordered):
            between = _between(flows.get(keeper, []), before, after)
            if between:
                found.append(_balance(before, after, between))
    return tuple(found)


def _first(count: Count) -> str:
    return str(count.days[0])


def _between(flows: list[Count], before: Count, after: Count) -> list[Count]:
    """The flows, given in the order of their first days, that lie between two stocks."""
    start, end = before.days[1], after.days[0]
    if start is None or end is None or start >= end:
        return []
    near = flows[bisect_left(flows, str(start), key=_first) : bisect_right(flows, str(end), key=_first)]
    return [flow for flow in near if flow.days[1] is not None and flow.days[1] <= end]


def _balance(before: Count, after: Count, flows: Iterable[Count]) -> Balance:
    """The longest flow of each kind is taken; flows are never added."""
    terms: dict[Thing, Count] = {}
    for flow in sorted(flows, key=lambda count: (_length(count), count.claim)):
        terms[flow.thing] = flow
    gone = [terms[thing].bounds if thing in terms else (0, None) for thing in (Thing.RELEASED, Thing.DIED)]
    came = terms[Thing.ARRESTED].bounds if Thing.ARRESTED in terms else (0, 0)
    rise = _less(after.bounds, before.bounds)
    least = None if rise[0] is None or came[1] is None else rise[0] + sum(each[0] for each in gone) - came[1]
    most = _sum([rise[1], *(each[1] for each in gone), -came[0]])
    missing = tuple(thing.value for thing in (Thing.RELEASED, Thing.DIED, Thing.ARRESTED) if thing not in terms)
    claims = (before.claim, after.claim, *sorted(flow.claim for flow in terms.values()))
    return Balance(
        keeper=before.keeper, before=before, after=after, needed=(least, most), claims=claims, missing=missing
    )


def _length(count: Count) -> int:
    first, last = count.days
    return (last - first).days if first and last else 0


def _less(after: Range, before: Range) -> tuple[int | None, int | None]:
    return None if before[1] is None else after[0] - before[1], None if after[1] is None else after[1] - before[0]


def _sum(terms: Iterable[int | None]) -> int | None:
    every = list(terms)
    return None if None in every else sum(term for term in every if term is not None)
