"""C07, C15: ages, kin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from habeas.analysis.checks.context import Told, Whole
from habeas.analysis.intervals import FIRST, LAST, closed
from habeas.model.findings import Finding, Severity, finding

SLACK: Final = 366
"""Days by which two ages may miss each other and still be only strained."""
YOUNGEST: Final = 12
"""No parent is less than so many years older than the child."""

Days = tuple[date, date]
Born = tuple[Days, str]


def births(whole: Whole) -> Mapping[str, list[Born]]:
    """The days on which each may have been born, by each age that is told of them."""
    found: dict[str, list[Born]] = {}
    for told in whole.told:
        if told.kind != "age" or not told.stands:
            continue
        ages = [int(fact.value) for fact in told.facts if fact.name == "age" and fact.value.lstrip("-").isdigit()]
        people = [whole.cluster(fact.value) for fact in told.facts if fact.name == "person"]
        on = next((fact.days for fact in told.facts if fact.name == "asOf"), None) or told.said
        for person in people:
            found.setdefault(person, []).extend((_born(age, closed(on)), told.claim.id) for age in ages)
    return found


def _born(age: int, on: Days) -> Days:
    first = FIRST if on[0] == FIRST else _years_back(on[0], age + 1)
    return (date.fromordinal(first.toordinal() + 1) if first > FIRST else FIRST), (
        LAST if on[1] == LAST else _years_back(on[1], age)
    )


def _years_back(day: date, years: int) -> date:
    if day.year - years < 1:
        return FIRST
    leap = day.month == 2 and day.day == 29  # noqa: PLR2004 the day that not every year has
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def ages_that_disagree(whole: Whole) -> Iterator[Finding]:
    """C07. Two ages give days of birth that are not the same: strained up to a year, else hard."""
    for person, born in sorted(births(whole).items()):
        latest, earliest = max(first for (first, _), _ in born), min(last for (_, last), _ in born)
        gap = (latest - earliest).days
        if gap > 0:
            members = [claim for (first, last), claim in born if last < latest or first > earliest]
            who, these = whole.label(person), whole.tongue.listed(members)
            yield finding(
                "C07", Severity.SOFT if gap <= SLACK else Severity.HARD, members,
                whole.tongue.say(
                    f"How old is {who}, and how do {these} go together?",
                    f"¿Qué edad tiene {who}, y cómo se concilian {these}?",
                ),
                whole.tongue.say(
                    f"An age on a day leaves a year for the birth; these miss each other by {gap} days.",
                    f"Una edad en un día deja un año para el nacimiento; a estas les faltan {gap} días para coincidir.",
                ),
                about=[person],
            )  # fmt: skip


# -- kin


def kinship(whole: Whole) -> Iterator[Finding]:
    """C15. A parent of one's own parent, a circle of parents, a parent hardly older than the child, a sibling who is a parent."""
    parents, siblings = _ties(whole)
    yield from _circles(whole, parents)
    born = births(whole)
    for (parent, child), claims in sorted(parents.items()):
        if pair(parent, child) in siblings:
            yield _kin(
                whole,
                parent,
                child,
                [*claims, *siblings[pair(parent, child)]],
                ("both parent and sibling", "a la vez padre o madre y hermano o hermana"),
            )
        ages = _too_young(born.get(parent, []), born.get(child, []))
        if ages:
            yield _kin(
                whole,
                parent,
                child,
                [*claims, *ages],
                (f"a parent less than {YOUNGEST} years older", f"padre o madre con menos de {YOUNGEST} años más"),
            )


def pair(one: str, other: str) -> tuple[str, str]:
    """Two names without an order."""
    return (one, other) if one <= other else (other, one)


def _ties(whole: Whole) -> tuple[dict[tuple[str, str], list[str]], dict[tuple[str, str], list[str]]]:
    parents: dict[tuple[str, str], list[str]] = {}
    siblings: dict[tuple[str, str], list[str]] = {}
    for _, every in whole.by_node.items():
        for told in every:
            for kind, one, other in _tie(whole, told, every):
                if kind == "parent-of":
                    parents.setdefault((one, other), []).append(told.claim.id)
                elif kind == "child-of":
                    parents.setdefault((other, one), []).append(told.claim.id)
                elif kind == "sibling-of":
                    siblings.setdefault(pair(one, other), []).append(told.claim.id)
    return parents, siblings


def _tie(whole: Whole, told: Told, every: Iterable[Told]) -> Iterator[tuple[str, str, str]]:
    """Kind, person, relative of a relationship, as far as the claims on its node tell them together."""
    if told.kind != "relationship" or not told.stands:
        return
    word = {"parentOf": "parent-of", "childOf": "child-of", "siblingOf": "sibling-of"}.get(told.claim.relation)
    facts = {fact.name: fact.value for each in every if each.stands for fact in each.facts}
    kind, person, relative = word or facts.get("relationshipType", ""), facts.get("person"), facts.get("relative")
    if person and relative:
        yield kind, whole.cluster(person), whole.cluster(relative)


def _circles(whole: Whole, parents: Mapping[tuple[str, str], list[str]]) -> Iterator[Finding]:
    children: dict[str, list[str]] = {}
    for parent, child in sorted(parents):
        children.setdefault(parent, []).append(child)
    for circle in _loops(children):
        claims = [claim for tie, told in parents.items() if set(tie) <= circle for claim in told]
        names = sorted(circle)
        yield _kin(whole, names[0], names[-1], claims, ("descended from each other", "descendientes la una de la otra"))


def _loops(children: Mapping[str, list[str]]) -> list[frozenset[str]]:
    """Groups of people each of whom descends from every other: strongly connected parts (Tarjan, without recursion)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    found: list[frozenset[str]] = []
    for start in children:
        waiting = [(start, 0)] if start not in order else []
        while waiting:
            name, at = waiting.pop()
            if at == 0:
                order[name] = low[name] = len(order)
                path.append(name)
            after = children.get(name, [])
            if at:
                low[name] = min(low[name], low[after[at - 1]]) if after[at - 1] in path else low[name]
            if at < len(after):
                waiting.append((name, at + 1))
                if after[at] not in order:
                    waiting.append((after[at], 0))
                continue
            if low[name] == order[name]:
                part = path[path.index(name) :]
                del path[path.index(name) :]
                if len(part) > 1 or name in after:
                    found.append(frozenset(part))
    return found


def _too_young(parent: Iterable[Born], child: Iterable[Born]) -> list[str]:
    for (first, _), claim in parent:
        for (_, last), other in child:
            if first > FIRST and last < LAST and (last - first).days < YOUNGEST * 365:
                return [claim, other]
    return []


def _kin(whole: Whole, one: str, other: str, claims: Iterable[str], what: tuple[str, str]) -> Finding:
    """`what` they would be to each other, in English and in Spanish."""
    mine, yours = whole.label(one), whole.label(other)
    return finding(
        "C15", Severity.HARD, claims,
        whole.tongue.say(f"Can {mine} and {yours} be {what[0]}?", f"¿Pueden ser {mine} y {yours} {what[1]}?"),
        whole.tongue.say("Kinship allows no such tie.", "El parentesco no permite tal lazo."), about=[one, other],
    )  # fmt: skip
