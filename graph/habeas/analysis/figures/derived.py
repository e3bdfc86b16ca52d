"""Numbers that nobody claims and that follow from claims: what is left of a whole, what a cumulative count grew by. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from habeas.analysis.figures.compare import Lists
from habeas.analysis.figures.figures import Count, Range, days_text, range_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A number that nobody claims and that follows from claims."""

    words: str
    bounds: Range
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
    found: dict[tuple[str, Range], tuple[str, ...]] = {}
    for each in derived:
        key = each.words, each.bounds
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *each.claims)))
    return tuple(Derived(words=words, bounds=bounds, claims=claims) for (words, bounds), claims in found.items())


def minus(whole: Range, part: Range) -> Range:
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
