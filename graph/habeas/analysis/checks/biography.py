"""C07, C15: ages, kin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from habeas.analysis.checks.context import CheckContext, pair
from habeas.analysis.checks.hits import Hit, hit
from habeas.analysis.checks.wording import listed, message, name
from habeas.analysis.intervals import FIRST, LAST, closed
from habeas.model.findings import Severity

SLACK: Final = 366
"""Days by which two ages may miss each other and still be only strained."""
YOUNGEST: Final = 12
"""No parent is less than so many years older than the child."""

Days = tuple[date, date]
Born = tuple[Days, str]


def births(context: CheckContext, person: str) -> list[Born]:
    """The days on which somebody may have been born, by each age that is told of them."""
    return context.once("births", person, lambda _: list(_births(context, person)))


def _births(context: CheckContext, person: str) -> Iterator[Born]:
    for told in context.taking_part(person, speaking=False):
        if told.kind == "age" and told.stands:
            ages = [int(value) for value in told.values("age") if value.lstrip("-").isdigit()]
            on = next((fact.days for fact in told.facts if fact.name == "asOf"), None) or told.said
            for who in told.values("person"):
                if context.cluster(who) == person:
                    yield from ((_born(age, closed(on)), told.claim.id) for age in ages)


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


def ages_that_disagree(context: CheckContext, person: str) -> Iterator[Hit]:
    """C07. Two ages give days of birth that are not the same: strained up to a year, else hard."""
    born = births(context, person)
    latest = max((first for (first, _), _ in born), default=FIRST)
    earliest = min((last for (_, last), _ in born), default=LAST)
    gap = (latest - earliest).days
    if gap > 0:
        members = [claim for (first, last), claim in born if last < latest or first > earliest]
        severity = Severity.SOFT if gap <= SLACK else Severity.HARD
        question = message("C07.question", who=name(person), these=listed(members))
        yield hit("C07", severity, members, question, message("C07.why", gap=gap), about=[person])


# -- kin


def circle_of_parents(context: CheckContext, person: str) -> Iterator[Hit]:
    """C15. People each of whom descends from every other; told of the first of them."""
    circle = _reached(context, person, up=True) & _reached(context, person, up=False)
    if not circle or person != min(circle):
        return
    ties = {tie: told for one in circle for tie, told in context.ties(one)[0].items() if set(tie) <= circle}
    claims = [claim for told in ties.values() for claim in told]
    yield _kin("circle", person, max(circle), claims)


def _reached(context: CheckContext, person: str, *, up: bool) -> set[str]:
    """Everybody somebody descends from, or who descends from them; the person only where that leads back."""
    found, waiting = set[str](), [person]
    while waiting:
        here = waiting.pop()
        for parent, child in context.ties(here)[0]:
            far = parent if up and child == here else child if not up and parent == here else ""
            if far and far not in found:
                found.add(far)
                waiting.append(far)
    return found


def parent_and_what_else(context: CheckContext, person: str) -> Iterator[Hit]:
    """C15. A parent who is also a sibling, or hardly older than the child."""
    parents, siblings = context.ties(person)
    for (parent, child), claims in sorted(parents.items()):
        if parent != person:
            continue
        if pair(parent, child) in siblings:
            yield _kin("sibling", parent, child, [*claims, *siblings[pair(parent, child)]])
        ages = _too_young(births(context, parent), births(context, child))
        if ages:
            yield _kin("young", parent, child, [*claims, *ages])


def _too_young(parent: Iterable[Born], child: Iterable[Born]) -> list[str]:
    """An age of each by which the child was born too soon after the parent."""
    youngest = [(last, claim) for (_, last), claim in child if last < LAST]
    for (first, _), claim in parent:
        for last, other in youngest if first > FIRST else ():
            if (last - first).days < YOUNGEST * 365:
                return [claim, other]
    return []


def _kin(what: str, one: str, other: str, claims: Iterable[str]) -> Hit:
    """What they would be to each other."""
    values = {"years": YOUNGEST} if what == "young" else {}
    question = message(f"C15.question.{what}", one=name(one), other=name(other), **values)
    return hit("C15", Severity.HARD, claims, question, message("C15.why"), about=[one, other])
