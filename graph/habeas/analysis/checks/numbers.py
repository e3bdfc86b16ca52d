"""C09 to C13: numbers. Rounding and vague words never make a contradiction by themselves: they are bounds already.

C10 asks about the numbers of one thing, kind and days; the others about the lists of one keeper.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.wording import (
    CheckHit,
    Message,
    MessageValue,
    criterion,
    hit,
    listed,
    message,
    name,
    number,
    numbers,
    several,
    span,
    thing,
)
from habeas.analysis.figures.compare import Lists, may_be_one_population
from habeas.analysis.figures.derived import Balance, balances
from habeas.analysis.values import Count, Fate
from habeas.dates.calendar import NOWHERE, Bounds
from habeas.model.findings import Severity


def one_keeper_two_numbers(context: CheckContext, keeper: str) -> Iterator[CheckHit]:
    """C09. One keeper gives two numbers for one population, kind and day that share no number."""
    for group in _groups(context.counts_of_keeper(keeper), lambda count: (count.population, count.kind, count.days)):
        members = _apart(group, lambda _: "", alone=True)
        if members and group[0].days != NOWHERE:
            values = {"keeper": name(group[0].keeper), "days": span(group[0].days), "numbers": _numbers(members)}
            claims, about = [count.claim for count in members], [group[0].population]
            yield hit("C09", Severity.HARD, claims, message("C09.question", **values), message("C09.why"), about=about)


def keepers_apart(context: CheckContext, alike: str) -> Iterator[CheckHit]:
    """C10. Different keepers give numbers of the same thing for the same days that share no number: a discrepancy,
    not a contradiction."""
    every = [count for count in context.counts_alike(alike) if count.numbered]
    for group in _same_people(every):
        yield from _discrepancy(context, group)


def _same_people(every: Sequence[Count]) -> Iterator[list[Count]]:
    """The numbers in groups that may be of the same people, each group once."""
    kinds = {(one.where, one.who): one for one in every}
    groups = ([other for other in every if may_be_one_population(one, other)] for one in kinds.values())
    yield from {tuple(count.claim for count in group): group for group in groups if len(group) > 1}.values()


def _discrepancy(context: CheckContext, group: list[Count]) -> Iterator[CheckHit]:
    members = _apart(group, lambda count: context.cluster(count.keeper))
    members = [one for one in members if any(may_be_one_population(one, each) and each is not one for each in members)]
    if members and group[0].thing is not Fate.UNCLEAR and group[0].days != NOWHERE:
        first = members[0]
        values = {"numbers": _numbers(members), "thing": thing(first.thing), "days": span(first.days)}
        why = message("C10.why", definitions=several(map(_definition, members)))
        claims, about = [count.claim for count in members], [count.population for count in members]
        question = message("C10.question", **values)
        yield hit("C10", Severity.INFO, claims, question, why, about=about, context=_gaps(context, members))


def _groups(counts: Iterable[Count], key: Callable[[Count], Hashable]) -> Iterator[list[Count]]:
    found: dict[Hashable, list[Count]] = {}
    for count in counts:
        if count.numbered:
            found.setdefault(key(count), []).append(count)
    return (group for group in found.values() if len(group) > 1)


def _apart(group: Sequence[Count], keeper: Callable[[Count], str], *, alone: bool = False) -> list[Count]:
    """Those that share no number with some other of the group, of another keeper unless there is but one (`alone`)."""
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    for count in group:
        who = keeper(count)
        least[who] = max(least.get(who, count.bounds[0]), count.bounds[0])
        if count.upper is not None:
            most[who] = min(most.get(who, count.upper), count.upper)
    greatest = sorted(((bound, who) for who, bound in least.items()), reverse=True)[:2]
    smallest = sorted((bound, who) for who, bound in most.items())[:2]

    def is_apart(count: Count) -> bool:
        who = "" if alone else keeper(count)
        above = next((bound for bound, other in greatest if alone or other != who), None)
        below = next((bound for bound, other in smallest if alone or other != who), None)
        over = count.upper is not None and above is not None and count.upper < above
        return over or (below is not None and below < count.bounds[0])

    return [count for count in group if is_apart(count)]


def _numbers(counts: Iterable[Count]) -> MessageValue:
    return numbers((count.bounds if count.numbered else None, count.claim) for count in counts)


def _definition(count: Count) -> Message:
    dated = bool(count.window[0]) or count.kind == "stock"
    code = "C10.definition" if dated else "C10.definition.since"
    return message(code, claim=count.claim, keeper=name(count.keeper), whom=criterion(count.population))


def _gaps(context: CheckContext, counts: Iterable[Count]) -> list[str]:
    """Claims that say outright what is not known of these numbers."""
    told = (each for count in counts for each in context.on_node(count.node))
    return [each.claim.id for each in told if each.claim.modality == "gap"]


def parts_and_wholes(context: CheckContext, keeper: str) -> Iterator[CheckHit]:
    """C11. A part is greater than its whole, or parts over separate days sum to more than the whole."""
    every = context.counts_of_keeper(keeper)
    lists = Lists(every)
    for outer in every:
        if outer.numbered:
            within = lists.within(outer)
            yield from _greater([*lists.shares(outer), *within], outer)
            yield from _sums(within, outer)
    for part in every:
        outer_ = context.count_on(part.whole) if part.whole else None
        elsewhere = outer_ is not None and (part.keeper, part.kind) != (outer_.keeper, outer_.kind)
        if outer_ is not None and elsewhere and context.count_on(part.node) == part:
            yield from _greater([part], outer_)


def _greater(parts: Iterable[Count], outer: Count) -> Iterator[CheckHit]:
    for part in parts:
        if outer.upper is not None and part.bounds[0] > outer.upper:
            question = message("C11.question", part=_numbers([part]), whole=_numbers([outer]))
            about = [part.population, outer.population]
            yield hit("C11", Severity.HARD, [part.claim, outer.claim], question, message("C11.why"), about=about)


def _sums(parts: list[Count], outer: Count) -> Iterator[CheckHit]:
    """Parts of one population over days that certainly do not meet may be added up; no others."""
    if outer.upper is None:
        return
    chosen: list[Count] = []
    for part in sorted(parts, key=lambda count: (str(count.days[1]), count.claim)):
        if not chosen or str(chosen[-1].days[1]) < str(part.days[0]):
            chosen.append(part)
    least = sum(part.bounds[0] for part in chosen)
    if len(chosen) > 1 and least > outer.upper and all(part.bounds[0] <= outer.upper for part in chosen):
        claims = [part.claim for part in chosen]
        question = message("C11.question.sum", parts=listed(claims), least=least, whole=_numbers([outer]))
        about = [outer.population]
        yield hit("C11", Severity.HARD, [outer.claim, *claims], question, message("C11.why.sum"), about=about)


def shrinking(context: CheckContext, keeper: str) -> Iterator[CheckHit]:
    """C12. A cumulative count of one keeper goes down."""
    lists: dict[tuple[str, Bounds], list[Count]] = {}
    for count in context.counts_of_keeper(keeper):
        if count.kind == "cumulative" and count.numbered and None not in count.at:
            lists.setdefault((count.population, (count.window[0], None)), []).append(count)
    for counts in lists.values():
        ordered = sorted(counts, key=lambda count: (str(count.at[0]), count.claim))
        for before, after in pairwise(ordered):
            if str(before.at[1]) < str(after.at[0]) and after.upper is not None and after.upper < before.bounds[0]:
                yield _shrunk(before, after)


def _shrunk(before: Count, after: Count) -> CheckHit:
    question = message(
        "C12.question",
        keeper=name(before.keeper),
        before=number(before.bounds),
        first=str(before.at[0]),
        after=number(after.bounds),
        last=str(after.at[0]),
    )
    claims, about = [before.claim, after.claim], [before.population]
    return hit("C12", Severity.SOFT, claims, question, message("C12.why"), about=about)


def stock_and_flow(context: CheckContext, keeper: str) -> Iterator[CheckHit]:
    """C13. What was held before, less those who left, with those who came, is not what was held after."""
    for balance in balances(context.counts_of_keeper(keeper)):
        if not balance.holds:
            before, after = balance.before, balance.after
            question = message(
                "C13.question",
                keeper=name(balance.keeper),
                before=number(before.bounds),
                first=span(before.days),
                after=number(after.bounds),
                last=span(after.days),
            )
            yield hit("C13", Severity.SOFT, balance.claims, question, _balanced(balance), about=[before.population])


def _balanced(balance: Balance) -> Message:
    """What would have to be so, and which flows nobody told."""
    least, most = balance.needed
    needed = message("C13.needed.none")
    if least is not None and least > 0:
        needed = message("C13.needed.more", count=least)
    elif most is not None and most < 0:
        needed = message("C13.needed.fewer", count=-most)
    missing = ", ".join(balance.missing)
    code = "C13.why.missing" if missing else "C13.why"
    return message(code, needed=several([needed]), **({"missing": missing} if missing else {}))
