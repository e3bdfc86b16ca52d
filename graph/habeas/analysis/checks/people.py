"""C07, C14, C15, C17: ages, kin, posts; names that may be two people, or people who may be one.

Who is who is judged by a person: these are proposals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from habeas.analysis.checks.context import CheckContext, pair
from habeas.analysis.checks.units import TELLING, Portrait, ToldDays, Trait, labels_of
from habeas.analysis.checks.wording import CheckHit, between, hit, listed, message, name, named, traits
from habeas.analysis.custody.values import DEAD, Life
from habeas.analysis.intervals import FIRST, LAST, Days, Telling, closed, of_row
from habeas.model.findings import Severity

SLACK: Final = 366
"""Days by which two ages may miss each other and still be only strained."""
YOUNGEST: Final = 12
"""No parent is less than so many years older than the child."""

Born = tuple[Days, str]


def births(context: CheckContext, person: str) -> list[Born]:
    """The days on which somebody may have been born, by each age and each date of birth that is told of them."""
    return context.once("births", person, lambda _: list(_births(context, person)))


def _births(context: CheckContext, person: str) -> Iterator[Born]:
    for told in context.taking_part(person, speaking=False):
        if told.claim.relation == "bornOn" and told.stands:
            days = (fact.days for fact in told.facts if fact.name == "bornOn" and fact.days)
            yield from ((closed(born), told.claim.id) for born in days)
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


def ages_that_disagree(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C07. Ages and dates of birth that give days of birth not the same: strained up to a year, else hard."""
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


def circle_of_parents(context: CheckContext, person: str) -> Iterator[CheckHit]:
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


def parent_and_what_else(context: CheckContext, person: str) -> Iterator[CheckHit]:
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


def _kin(what: str, one: str, other: str, claims: Iterable[str]) -> CheckHit:
    """What they would be to each other."""
    values = {"years": YOUNGEST} if what == "young" else {}
    question = message(f"C15.question.{what}", one=name(one), other=name(other), **values)
    return hit("C15", Severity.HARD, claims, question, message("C15.why"), about=[one, other])


SHARED: Final = 3
"""So many facts in common make a proposal."""
RARE: Final = 10
"""A fact that more people share tells nobody apart."""
COMPANY: Final = 2
"""A day of arrest that more people share is the day on which they were taken together."""
TAKEN, HELD_AT, BORN = "taken on", "held at", "born"
IN_CUSTODY: Final = frozenset([TAKEN, HELD_AT])
"""Traits that people share who were taken together: alone they make nobody another."""
Tenure = tuple[str, str, date, date, tuple[Telling, ...]]
"""Person, node, first and last day certainly in the post, the tellings."""


def draw(context: CheckContext, person: str) -> Portrait:
    """The portrait of one person, from the claims."""
    life, born = context.life(person), tuple(births(context, person))
    overs = life.overs if life else ()
    died = tuple(((over.first, over.last), over.claim) for over in overs if over.kind in DEAD)
    entities = filter(None, (context.entity(raw) for raw in (context.names(person) if born or died else ())))
    traits: dict[Trait, list[str]] = {}
    for trait, claim in _traits(context, person, life):
        traits.setdefault(trait, []).append(claim)
    told = context.taking_part(person, speaking=False) if traits else ()
    return Portrait(
        labels=frozenset(label for entity in entities for label in labels_of(entity)),
        born=born,
        died=died,
        traits=tuple((trait, tuple(claims)) for trait, claims in sorted(traits.items())),
        documents=tuple(sorted({str(each.claim.source) for each in told})),
    )


def _traits(context: CheckContext, person: str, life: Life | None) -> Iterator[tuple[Trait, str]]:
    for told in context.taking_part(person, speaking=False):
        claim = told.claim
        telling = told.stands and claim.relation in TELLING and claim.subject.kind == "person"
        if telling and context.cluster(str(claim.subject)) == person:
            yield (claim.relation, told.facts[0].value), claim.id
    for hold in life.holds if life else ():
        if hold.begins and hold.first == hold.last:
            yield (TAKEN, str(hold.first)), hold.claim
    for row in (row for chain in (life.chains if life else ()) for stay in chain.stays for row in stay.rows):
        if row.facility:
            yield (HELD_AT, row.facility), row.claim
    for (first, last), claim_id in births(context, person):
        yield (BORN, f"{first} to {last}"), claim_id


def one_name_two_people(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C17. Two entries bear one name, and what is told of them cannot be told of one person. Asked of the
    first of the two."""
    mine = context.portrait(person)
    for label in sorted(mine.labels):
        for other in sorted(context.people_called(label)):
            yours = context.portrait(other) if other > person else Portrait()
            claims = [*_apart(mine.born, yours.born)[:2], *_apart(mine.died, yours.died)[:2]]
            if claims and not context.apart(person, other):
                question = message("C17.question.two", one=person, other=other, label=label)
                yield hit("C17", Severity.SOFT, claims, question, message("C17.why.two"), about=[person, other])


def _apart(mine: Sequence[ToldDays], yours: Sequence[ToldDays]) -> list[str]:
    """The claims of days that cannot be the same."""
    pairs = ((a, b) for a in mine for b in yours if a[0][1] < b[0][0] or b[0][1] < a[0][0])
    return [claim for one, other in pairs for claim in (one[1], other[1])]


def two_names_one_person(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C17. Two names share several facts that few share. Asked of the first of the two.

    Not of people taken together: a day of arrest that a third shares tells nobody apart, nor do days and places of
    custody alone; and a document that tells of both takes them for two.
    """
    mine = context.portrait(person)
    shared: dict[str, dict[Trait, Sequence[str]]] = {}
    for trait, claims in mine.traits:
        people = context.people_with(trait, COMPANY if trait[0] == TAKEN else RARE)
        for other in people:
            if other > person:
                shared.setdefault(other, {})[trait] = (*claims, *people[other])
    for other, facts in sorted(shared.items()):
        told_of_both = set(mine.documents) & set(context.portrait(other).documents)
        alike = len(facts) >= SHARED and not {trait for trait, _ in facts} <= IN_CUSTODY
        if alike and not told_of_both and not context.apart(person, other):
            question = message("C17.question.one", one=named(person), other=named(other))
            members, why = [c for told in facts.values() for c in told], message("C17.why.one", traits=traits(facts))
            yield hit("C17", Severity.SOFT, members, question, why, about=[person, other])


# -- posts


def two_in_one_post(context: CheckContext, post: str) -> Iterator[CheckHit]:
    """C14. Two people certainly held one post on the same days; or one was in it after its told end. A handover day
    is none."""
    entity = context.entity(post)
    if entity is not None and entity.placeholder:
        return
    ordered = sorted(_tenures(context, post), key=lambda tenure: (tenure[2], tenure[3], tenure[0], tenure[1]))
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other[2] > one[3]:
                break
            if one[0] != other[0] and not _handover(one, other):
                yield _both(post, one, other)


def _tenures(context: CheckContext, post: str) -> Iterator[Tenure]:
    for node in sorted(context.terms_in(post)):
        rows = context.tenure(node)
        tellings = tuple(of_row(row) for row in rows)
        first, last = min(t.lasts[0] for t in tellings), max(t.lasts[1] for t in tellings)
        if first < LAST and last > FIRST and first <= last:
            for person in sorted({row.person for row in rows if row.person and row.other == post}):
                yield person, node, first, last, tellings


def _handover(one: Tenure, other: Tenure) -> bool:
    """True when they share one day only, and on it one is told to have ended or the other to have begun."""
    return other[2] == min(one[3], other[3]) and (
        any(t.ends_told for t in one[4]) or any(t.begins_told for t in other[4])
    )


def _both(post: str, one: Tenure, other: Tenure) -> CheckHit:
    shared = other[2], min(one[3], other[3])
    tellings = (t for tenure in (one, other) for t in tenure[4])
    members = [t.claim for t in tellings if t.lasts[0] <= shared[1] or t.lasts[1] >= shared[0]]
    values = {"post": name(post), "days": between(*shared), "one": name(one[0]), "other": name(other[0])}
    question = message("C14.question", **values)
    return hit("C14", Severity.SOFT, members, question, message("C14.why"), about=[post, one[0], other[0]])
