"""Numbers that nobody claims and that follow from claims: what is left of a whole, what a cumulative count grew by,
and what two stocks and the flows between them leave unsaid.

Numbers of different keepers are never mixed in one sum, and flows are never added. Pure. Rules: domain/vocabulary.md 8.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from habeas.analysis.figures.compare import Lists
from habeas.analysis.values import Count, Fate, NumberRange, days_text, range_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A number that nobody claims and that follows from claims."""

    words: str
    bounds: NumberRange
    claims: tuple[str, ...]

    @property
    def text(self) -> str:
        """The range in words; `at most` where nothing holds it up."""
        if not self.bounds[0] and self.bounds[1] is not None:
            return f"at most {self.bounds[1]}"
        return range_text(self.bounds)


def rests(counts: Iterable[Count]) -> tuple[Derived, ...]:
    """What is left of a longer window outside a shorter one within it; equal answers of several claims are one."""
    return merged(derived for _, _, derived in each_rest(counts))


def each_rest(counts: Iterable[Count]) -> Iterable[tuple[Count, Count, Derived]]:
    """The same for each whole and part."""
    flows = [count for count in counts if count.kind == "flow" and count.numbered]
    lists = Lists(flows)
    for whole in flows:
        for part in lists.within(whole):
            words = f"{whole.thing} in {days_text(whole.days)} outside {days_text(part.days)}"
            bounds = minus(whole.bounds, part.bounds)
            yield whole, part, Derived(words=words, bounds=bounds, claims=(whole.claim, part.claim))


def merged(derived: Iterable[Derived]) -> tuple[Derived, ...]:
    """Equal answers of several claims as one."""
    found: dict[tuple[str, NumberRange], tuple[str, ...]] = {}
    for each in derived:
        key = each.words, each.bounds
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *each.claims)))
    return tuple(Derived(words=words, bounds=bounds, claims=claims) for (words, bounds), claims in found.items())


def minus(whole: NumberRange, part: NumberRange) -> NumberRange:
    """[least - greatest, greatest - least], never below none."""
    lower = 0 if part[1] is None else max(0, whole[0] - part[1])
    return lower, None if whole[1] is None else max(0, whole[1] - part[0])


def growths(counts: Iterable[Count]) -> tuple[Derived, ...]:
    """What the cumulative count of one keeper grew by between two of its days, in the order of the earlier ones."""
    found = sorted(each_growth(counts), key=lambda growth: (growth[0].order, growth[1].order))
    return tuple(derived for _, _, derived in found)


def each_growth(counts: Iterable[Count]) -> Iterable[tuple[Count, Count, Derived]]:
    """The same with the two numbers."""
    lists: dict[tuple[str, str], list[Count]] = {}
    for count in counts:
        if count.kind == "cumulative" and count.numbered and None not in count.at:
            lists.setdefault((count.keeper, count.population), []).append(count)
    for told in lists.values():
        for before, after in pairwise(sorted(told, key=lambda count: (str(count.at[0]), count.claim))):
            if before.at[1] and after.at[0] and before.at[1] < after.at[0]:
                words = f"{after.thing or 'counted'} between {before.at[1]} and {after.at[0]}"
                bounds = minus(after.bounds, before.bounds)
                yield before, after, Derived(words=words, bounds=bounds, claims=(before.claim, after.claim))


# -- stocks and flows


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
    """stock(t2) = stock(t1) - released - died + arrested + newly documented, keeper by keeper, where any flow between
    is told."""
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
    terms: dict[Fate, Count] = {}
    for flow in sorted(flows, key=lambda count: (_length(count), count.claim)):
        terms[flow.thing] = flow
    gone = [terms[thing].bounds if thing in terms else (0, None) for thing in (Fate.RELEASED, Fate.DIED)]
    came = terms[Fate.ARRESTED].bounds if Fate.ARRESTED in terms else (0, 0)
    rise = _less(after.bounds, before.bounds)
    least = None if rise[0] is None or came[1] is None else rise[0] + sum(each[0] for each in gone) - came[1]
    most = _sum([rise[1], *(each[1] for each in gone), -came[0]])
    missing = tuple(thing.value for thing in (Fate.RELEASED, Fate.DIED, Fate.ARRESTED) if thing not in terms)
    claims = (before.claim, after.claim, *sorted(flow.claim for flow in terms.values()))
    return Balance(
        keeper=before.keeper, before=before, after=after, needed=(least, most), claims=claims, missing=missing
    )


def _length(count: Count) -> int:
    first, last = count.days
    return (last - first).days if first and last else 0


def _less(after: NumberRange, before: NumberRange) -> tuple[int | None, int | None]:
    return None if before[1] is None else after[0] - before[1], None if after[1] is None else after[1] - before[0]


def _sum(terms: Iterable[int | None]) -> int | None:
    every = list(terms)
    return None if None in every else sum(term for term in every if term is not None)
