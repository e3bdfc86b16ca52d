"""Findings brought up to date: after some claims, descriptions or judgements changed, only the keys they touch are
looked at again.

What is kept between two refreshes is behind `Kept`: the findings of each key, the portrait of each person, the
numbers of each count. What the checks read is behind `CheckContext`, and shows the file as it stands now. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.contradictions import (
    denied_by,
    negations_of,
    opposed_by,
)
from habeas.analysis.checks.people import RARE, draw
from habeas.analysis.checks.registry import BY_NAME, CheckKey, Family, Kept, own, run
from habeas.analysis.checks.sources import statements_near
from habeas.analysis.checks.units import (
    DENIED,
    EXAMPLE,
    KIN,
    NODE,
    PERSON,
    POST,
    SITE,
    SOURCE,
    SPEAKER,
    STEP,
    TIED,
    VALUE,
    WITHIN,
    ClaimFacts,
    Portrait,
    unit,
)
from habeas.analysis.figures.figures import counts_of
from habeas.analysis.figures.named import happened
from habeas.analysis.people import ABOUT_CUSTODY
from habeas.analysis.values import Count
from habeas.model.values import Entity

PLACES = ("facility:", "place:")
NOBODY = Portrait(), None


@dataclass(slots=True)
class CheckChanges:
    """What changed since the last refresh.

    `claims` were recorded, withdrawn or superseded; `judged` are raw names whose cluster became another, those of the
    old cluster too; `apart` are names judged to be two, or no more; `authorities` are speakers, `documents` sources,
    `populations` populations and `described` people and posts whose description changed in what the checks look at;
    `clashed` are clashes of two copies that came or were settled.
    """

    claims: list[ClaimFacts] = field(default_factory=list)
    judged: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)
    authorities: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    populations: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    clashed: set[str] = field(default_factory=set)


def refresh(context: CheckContext, kept: Kept, touched: CheckChanges) -> None:
    """Look again at every key that the changes touch."""
    claims = {told.claim.id: told for told in (*touched.claims, *_judged_claims(context, touched.judged))}
    keys = set(_keys(context, touched, claims.values()))
    keys |= set(_numbers(context, kept, touched, claims.values()))
    people = {name for family, name in keys if family is Family.PERSON}
    keys |= set(_portraits(context, kept, people))
    keys |= {(Family.CLASH, mark) for mark in touched.clashed}
    for key in sorted(keys):
        kept.put_findings(key, list(run(context, key)))


def _judged_claims(context: CheckContext, names: Iterable[str]) -> Iterator[ClaimFacts]:
    """The claims that are read otherwise when a name is judged to be another's, or no more."""
    sorts = (PERSON, NODE, TIED, POST, KIN, WITHIN, SITE, SPEAKER, STEP, DENIED, VALUE)
    yield from context.claims_in(*(unit(sort, name) for name in sorted(names) for sort in sorts))


def _keys(context: CheckContext, touched: CheckChanges, claims: Iterable[ClaimFacts]) -> Iterator[CheckKey]:
    for told in claims:
        yield from own(context, told)
        yield from near(context, told)
    for name in touched.judged:
        yield from ((family, each) for family in BY_NAME for each in (name, context.cluster(name)))
    places = [name for name in touched.judged if name.startswith(PLACES)]
    if places:
        yield from ((Family.PERSON, person) for person in context.people_at(places_in(context, places)))
    for name in touched.apart:
        yield from ((family, context.cluster(name)) for family in (Family.NAMES, Family.TRAITS))
    of_events = context.claims_in(*(unit(NODE, name) for name in sorted(touched.apart)))
    yield from (key for told in of_events for key in chain(own(context, told), near(context, told)))
    for name in touched.described:
        yield from ((family, context.cluster(name)) for family in (Family.PERSON, Family.POST))
    spoken = context.claims_in(*(unit(SPEAKER, name) for name in sorted(touched.authorities)))
    yield from ((Family.NODE, context.cluster(told.node)) for told in spoken if told.node)
    yield from (key for told in spoken for key in near(context, told))
    of_documents = context.claims_in(*(unit(SOURCE, name) for name in sorted(touched.documents)))
    yield from ((Family.CLAIM, told.claim.id) for told in of_documents)


# -- numbers


def _numbers(
    context: CheckContext, kept: Kept, touched: CheckChanges, claims: Iterable[ClaimFacts]
) -> Iterator[CheckKey]:
    nodes = {told.node for told in claims if told.kind == "count"}
    for node in sorted(nodes | set(kept.count_nodes(touched.populations))):
        now = numbers_on(context, node)
        before = kept.put_counts(node, now)
        for count in {*before, *now}:
            yield Family.ALIKE, count.alike
        if list(before) != list(now):
            changed = (*before, *now, *kept.counts_sharing(node))
            yield from ((Family.KEEPER, context.cluster(count.keeper)) for count in changed)
    for name in touched.judged:
        yield from ((Family.ALIKE, count.alike) for count in context.counts_of_keeper(context.cluster(name)))


def numbers_on(context: CheckContext, node: str) -> tuple[Count, ...]:
    """The numbers on one count."""
    told = context.claims_in(unit(NODE, node))
    entities: dict[str, Entity] = {}
    waiting = [name for each in told for name in each.values("population")]
    while waiting:
        entity = context.entity(waiting.pop())
        if entity is not None and str(entity.ref) not in entities:
            entities[str(entity.ref)] = entity
            waiting += [str(entity.subset_of)] if entity.subset_of else []
    return counts_of([each.claim for each in told], entities, context.conventions)


# -- people


def populations_with(context: CheckContext, person: str) -> set[str]:
    """The populations that claims place somebody in; none for a name that another stands for."""
    if context.cluster(person) != person:
        return set()
    told = (each for each in context.taking_part(person, speaking=False) if each.stands)
    mine = (each for each in told if each.claim.relation == EXAMPLE)
    return {each.facts[0].value for each in mine if context.cluster(str(each.claim.subject)) == person}


def _portraits(context: CheckContext, kept: Kept, people: Iterable[str]) -> Iterator[CheckKey]:
    """Draw people again, and find whom else they may be taken for now, or might have been before."""
    changed: list[tuple[str, Portrait, Portrait]] = []
    for person in sorted(people):
        now, life = (draw(context, person), context.life(person)) if context.cluster(person) == person else NOBODY
        kept.put_happened(person, happened(life) if life else ())
        kept.put_examples(person, populations_with(context, person))
        before = kept.put_portrait(person, now)
        if before != now:
            changed.append((person, before, now))
    gained = Counter(trait for _, before, now in changed for trait in {t for t, _ in now.traits})
    gained.subtract(trait for _, before, now in changed for trait in {t for t, _ in before.traits})
    for person, before, now in changed:
        yield from ((family, person) for family in (Family.NAMES, Family.TRAITS))
        labels = before.labels | now.labels
        yield from ((Family.NAMES, other) for label in labels for other in context.people_called(label))
        changed_traits = set(before.traits) ^ set(now.traits)
        if before.documents != now.documents:
            changed_traits = {*before.traits, *now.traits}
        for trait in {trait for trait, _ in changed_traits}:
            sharing = context.people_with(trait, RARE + max(gained[trait], 0))  # those few before, or few now
            yield from ((Family.TRAITS, other) for other in sharing)


def near(context: CheckContext, told: ClaimFacts) -> Iterator[CheckKey]:
    """The keys of others whose answer a claim may change."""
    yield from ((Family.DENIAL, claim) for claim in denied_by(context, told))
    yield from ((Family.NEGATION, claim) for claim in negations_of(context, told))
    yield from ((Family.WORDS, key) for key in opposed_by(context, told))
    if told.kind in ABOUT_CUSTODY:
        yield from ((Family.PERSON, person) for person in context.people_of(told.node))
    yield from ((Family.NODE, node) for node in statements_near(context, told))
    if told.kind == "tenure":
        posts = {row.other for row in context.tenure(context.cluster(told.node)) if row.other.startswith("post:")}
        yield from ((Family.POST, post) for post in posts)
    if told.kind == "relationship":
        yield from ((Family.KIN, person) for person in _kin(context, told))
    if told.kind == "age":
        yield from ((Family.KIN, parent) for name in told.values("person") for parent in _parents(context, name))
    places = [fact.about for fact in told.facts if fact.name == "containedInPlace"]
    if places:
        yield from ((Family.PERSON, person) for person in context.people_at(places_in(context, places)))


def _kin(context: CheckContext, told: ClaimFacts) -> set[str]:
    """Everybody tied, step by step, to those on a relationship."""
    named = (name for each in (told, *context.on_node(told.node)) for name in each.values("person", "relative"))
    waiting = [context.cluster(name) for name in named]
    found = set(waiting)
    while waiting:
        for tie in context.ties(waiting.pop())[0]:
            fresh = set(tie) - found
            found |= fresh
            waiting.extend(fresh)
    return found


def _parents(context: CheckContext, name: str) -> Iterator[str]:
    person = context.cluster(name)
    yield person
    yield from (parent for parent, child in context.ties(person)[0] if child == person)


def places_in(context: CheckContext, places: Iterable[str]) -> set[str]:
    """Some places and all that are told to be a part of them."""
    waiting = [context.cluster(place) for place in places]
    found = set(waiting)
    while waiting:
        fresh = set(context.parts_of(waiting.pop())) - found
        found |= fresh
        waiting.extend(fresh)
    return found
