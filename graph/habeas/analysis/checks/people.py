"""C14, C17: two people in one post; names that may be two people, or people who may be one.

Who is who is judged by a person: these are proposals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from habeas.analysis.checks.biography import births
from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.hits import Hit, hit
from habeas.analysis.checks.portraits import Dated, Portrait, Trait, labels_of
from habeas.analysis.checks.units import TELLING
from habeas.analysis.checks.wording import between, message, name, named, traits
from habeas.analysis.custody import Life
from habeas.analysis.custody.marks import DEAD
from habeas.analysis.intervals import FIRST, LAST, Telling, of_row
from habeas.model.findings import Severity

SHARED: Final = 3
"""So many facts in common make a proposal."""
RARE: Final = 10
"""A fact that more people share tells nobody apart."""
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
    return Portrait(
        labels=frozenset(label for entity in entities for label in labels_of(entity)),
        born=born,
        died=died,
        traits=tuple((trait, tuple(claims)) for trait, claims in sorted(traits.items())),
    )


def _traits(context: CheckContext, person: str, life: Life | None) -> Iterator[tuple[Trait, str]]:
    for told in context.taking_part(person, speaking=False):
        claim = told.claim
        telling = told.stands and claim.relation in TELLING and claim.subject.kind == "person"
        if telling and context.cluster(str(claim.subject)) == person:
            yield (claim.relation, told.facts[0].value), claim.id
    for hold in life.holds if life else ():
        if hold.begins and hold.first == hold.last:
            yield ("taken on", str(hold.first)), hold.claim
    for row in (row for chain in (life.chains if life else ()) for stay in chain.stays for row in stay.rows):
        if row.facility:
            yield ("held at", row.facility), row.claim
    for (first, last), claim_id in births(context, person):
        yield ("born", f"{first} to {last}"), claim_id


def one_name_two_people(context: CheckContext, person: str) -> Iterator[Hit]:
    """C17. Two entries bear one name, and what is told of them cannot be told of one person. ClaimFacts of the first of the two."""
    mine = context.portrait(person)
    for label in sorted(mine.labels):
        for other in sorted(context.people_called(label)):
            yours = context.portrait(other) if other > person else Portrait()
            claims = [*_apart(mine.born, yours.born)[:2], *_apart(mine.died, yours.died)[:2]]
            if claims and not context.apart(person, other):
                question = message("C17.question.two", one=person, other=other, label=label)
                yield hit("C17", Severity.SOFT, claims, question, message("C17.why.two"), about=[person, other])


def _apart(mine: Sequence[Dated], yours: Sequence[Dated]) -> list[str]:
    """The claims of days that cannot be the same."""
    pairs = ((a, b) for a in mine for b in yours if a[0][1] < b[0][0] or b[0][1] < a[0][0])
    return [claim for one, other in pairs for claim in (one[1], other[1])]


def two_names_one_person(context: CheckContext, person: str) -> Iterator[Hit]:
    """C17. Two names share several facts that few share. ClaimFacts of the first of the two."""
    shared: dict[str, dict[Trait, Sequence[str]]] = {}
    for trait, claims in context.portrait(person).traits:
        people = context.people_with(trait, RARE)
        for other in people:
            if other > person:
                shared.setdefault(other, {})[trait] = (*claims, *people[other])
    for other, facts in sorted(shared.items()):
        if len(facts) >= SHARED and not context.apart(person, other):
            question = message("C17.question.one", one=named(person), other=named(other))
            members, why = [c for told in facts.values() for c in told], message("C17.why.one", traits=traits(facts))
            yield hit("C17", Severity.SOFT, members, question, why, about=[person, other])


# -- posts


def two_in_one_post(context: CheckContext, post: str) -> Iterator[Hit]:
    """C14. Two people certainly held one post on the same days; or one was in it after its told end. A handover day is none."""
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


def _both(post: str, one: Tenure, other: Tenure) -> Hit:
    shared = other[2], min(one[3], other[3])
    tellings = (t for tenure in (one, other) for t in tenure[4])
    members = [t.claim for t in tellings if t.lasts[0] <= shared[1] or t.lasts[1] >= shared[0]]
    values = {"post": name(post), "days": between(*shared), "one": name(one[0]), "other": name(other[0])}
    question = message("C14.question", **values)
    return hit("C14", Severity.SOFT, members, question, message("C14.why"), about=[post, one[0], other[0]])
