"""C09 to C13: numbers. Rounding and vague words never make a contradiction by themselves: they are bounds already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from habeas.checks.whole import Whole
from habeas.checks.wording import listed
from habeas.counts import Count, Thing, days_text, range_text
from habeas.dates import Bounds
from habeas.evidence import NOWHERE
from habeas.findings import Finding, Severity, finding
from habeas.reckoning import balances, nested, overlap, part_of

MOST_SHOWN: Final = 4


def one_keeper_two_numbers(whole: Whole) -> Iterator[Finding]:
    """C09. One keeper gives two numbers for one population, kind and day that share no number."""
    for group in _groups(whole, lambda count: (count.population, whole.cluster(count.keeper), count.kind, count.days)):
        members = _apart(group)
        if members and group[0].days != NOWHERE:
            yield finding(
                "C09", Severity.HARD, [count.claim for count in members],
                f"Which number of {whole.label(group[0].keeper)} is right for {days_text(group[0].days)}: {_numbers(members)}?",
                "One keeper, one population, one kind, one day, and no number fits all.", about=[group[0].population],
            )  # fmt: skip


def keepers_apart(whole: Whole) -> Iterator[Finding]:
    """C10. Different keepers give numbers of the same thing for the same days that share no number: a discrepancy, not a contradiction."""
    for group in _groups(whole, lambda count: (count.thing, count.kind, count.days)):
        members = _apart(group, same=lambda one, other: whole.cluster(one.keeper) == whole.cluster(other.keeper))
        if members and group[0].thing is not Thing.UNCLEAR and group[0].days != NOWHERE:
            yield finding(
                "C10", Severity.INFO, [count.claim for count in members],
                f"What makes the difference between {_numbers(members)}, {members[0].thing} by {days_text(members[0].days)}?",
                "; ".join(_definitions(whole, members)), about=[count.population for count in members], context=_gaps(whole, members),
            )  # fmt: skip


def _groups(whole: Whole, key: object) -> Iterator[list[Count]]:
    found: dict[object, list[Count]] = {}
    for count in whole.counts:
        if count.numbered and callable(key):
            found.setdefault(key(count), []).append(count)
    return (group for group in found.values() if len(group) > 1)


def _apart(group: list[Count], same: object = None) -> list[Count]:
    """Those that share no number with some other of the group, of another keeper where `same` tells keepers apart."""
    found = []
    for count in group:
        others = (each for each in group if not (callable(same) and same(count, each)))
        if any(overlap(count.bounds, other.bounds) is None for other in others):
            found.append(count)
    return found


def _numbers(counts: Iterable[Count]) -> str:
    texts = [f"{count.text} ({count.claim})" for count in counts]
    return " and ".join(texts) if len(texts) <= MOST_SHOWN else f"{len(texts)} numbers from {texts[0]} on"


def _definitions(whole: Whole, counts: Iterable[Count]) -> Iterator[str]:
    for count in counts:
        entity = whole.entities.get(count.population)
        criterion = (
            entity.criterion.text
            if entity and entity.criterion
            else whole.label(count.population) or "population not stated"
        )
        since = "" if count.window[0] else "; since when is not stated"
        yield f"{count.claim}, {whole.label(count.keeper)}: {criterion}{since if count.kind != 'stock' else ''}"


def _gaps(whole: Whole, counts: Iterable[Count]) -> list[str]:
    """Claims that say outright what is not known of these numbers."""
    return [
        told.claim.id
        for count in counts
        for told in whole.by_node.get(whole.cluster(count.node), ())
        if told.claim.modality == "gap"
    ]


def parts_and_wholes(whole: Whole) -> Iterator[Finding]:
    """C11. A part is greater than its whole, or parts over separate days sum to more than the whole."""
    by_list: dict[tuple[str, str], list[Count]] = {}
    for count in whole.counts:
        if count.numbered:
            by_list.setdefault((count.keeper, count.kind), []).append(count)
    nodes = {count.node: count for count in whole.counts}
    for counts in by_list.values():
        for outer in counts:
            told = [part for part in counts if part is not outer and (part_of(part, outer) or nested(part, outer))]
            yield from _greater(told, outer)
            yield from _sums([part for part in told if nested(part, outer)], outer)
    shares = [(part, nodes[part.whole]) for part in nodes.values() if part.whole in nodes]
    for part, outer in shares:
        if (part.keeper, part.kind) != (outer.keeper, outer.kind):
            yield from _greater([part], outer)


def _greater(parts: Iterable[Count], outer: Count) -> Iterator[Finding]:
    for part in parts:
        if outer.upper is not None and part.bounds[0] > outer.upper:
            yield finding(
                "C11", Severity.HARD, [part.claim, outer.claim],
                f"Can {part.text} ({part.claim}) be a part of {outer.text} ({outer.claim})?", "A part is never greater than its whole.",
                about=[part.population, outer.population],
            )  # fmt: skip


def _sums(parts: list[Count], outer: Count) -> Iterator[Finding]:
    """Parts of one population over days that certainly do not meet may be added up; no others."""
    chosen: list[Count] = []
    for part in sorted(parts, key=lambda count: (str(count.days[1]), count.claim)):
        if not chosen or str(chosen[-1].days[1]) < str(part.days[0]):
            chosen.append(part)
    least = sum(part.bounds[0] for part in chosen)
    if (
        outer.upper is not None
        and len(chosen) > 1
        and least > outer.upper
        and all(part.bounds[0] <= outer.upper for part in chosen)
    ):
        yield finding(
            "C11", Severity.HARD, [outer.claim, *(part.claim for part in chosen)],
            f"Can {listed(part.claim for part in chosen)}, at least {least} together, be parts of {outer.text} ({outer.claim})?",
            "They are counted over separate days within it.", about=[outer.population],
        )  # fmt: skip


def shrinking(whole: Whole) -> Iterator[Finding]:
    """C12. A cumulative count of one keeper goes down."""
    lists: dict[tuple[str, str, Bounds], list[Count]] = {}
    for count in whole.counts:
        if count.kind == "cumulative" and count.numbered and None not in count.at:
            lists.setdefault((count.population, whole.cluster(count.keeper), (count.window[0], None)), []).append(count)
    for counts in lists.values():
        ordered = sorted(counts, key=lambda count: (str(count.at[0]), count.claim))
        for before, after in pairwise(ordered):
            if str(before.at[1]) < str(after.at[0]) and after.upper is not None and after.upper < before.bounds[0]:
                yield finding(
                    "C12", Severity.SOFT, [before.claim, after.claim],
                    f"Why did the count of {whole.label(before.keeper)} go down from {before.text} on {before.at[0]} to {after.text} on {after.at[0]}?",
                    "A count since one beginning only grows. Was the first one corrected?", about=[before.population],
                )  # fmt: skip


def stock_and_flow(whole: Whole) -> Iterator[Finding]:
    """C13. What was held before, less those who left, with those who came, is not what was held after."""
    for balance in balances(whole.counts):
        if not balance.holds:
            missing = f" Not told: {', '.join(balance.missing)}." if balance.missing else ""
            yield finding(
                "C13", Severity.SOFT, balance.claims,
                f"{whole.label(balance.keeper)} counts {range_text(balance.before.bounds)} on {days_text(balance.before.days)} and "
                f"{range_text(balance.after.bounds)} on {days_text(balance.after.days)}. Where does the difference come from?",
                f"With what is told in between, {balance.text}.{missing}", about=[balance.before.population],
            )  # fmt: skip
