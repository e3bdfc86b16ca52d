"""What the checks ask about: families of keys, and which keys a claim has a part in.

    person   one person's custody, ages, death            node     one event or state
    kin      one person among parents and children        post     one post
    page     one document about one thing                 fact     one statement, however often it is made
    claim    one claim and its document                   denial, negation, words   one claim and what speaks against it
    keeper   the numbers of one keeper                    alike    the numbers of one thing, kind and days
    names    a person and others of the same name         traits   a person and others who share rare facts

`own` are the keys that a claim itself has; `near` those whose answer it may change as well. All findings of a file are those
of all keys; after an operation only those of the keys that the claims touched have, or are near to, are looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.contradictions import denied_by, is_negation, negations_of, opposed_by
from habeas.analysis.checks.units import FACT, PAGE, PARTS, YES, ClaimFacts, sides, unit
from habeas.analysis.custody.people import ABOUT_CUSTODY


class Family(StrEnum):
    """A family of keys."""

    PERSON = "person"
    NODE = "node"
    KIN = "kin"
    POST = "post"
    PAGE = "page"
    FACT = "fact"
    CLAIM = "claim"
    DENIAL = "denial"
    NEGATION = "negation"
    WORDS = "words"
    KEEPER = "keeper"
    ALIKE = "alike"
    NAMES = "names"
    TRAITS = "traits"


Key = tuple[Family, str]
BY_NAME = frozenset(
    [Family.PERSON, Family.NODE, Family.KIN, Family.POST, Family.KEEPER, Family.NAMES, Family.TRAITS],
)
"""Families whose keys are names that stand for others by judgement."""


def own(context: CheckContext, told: ClaimFacts) -> Iterator[Key]:
    """The keys that a claim has by itself."""
    claim, main = told.claim, told.facts[0]
    yield Family.CLAIM, claim.id
    yield from ((Family.PERSON, context.cluster(name)) for name in _people(told))
    if told.node:
        yield Family.NODE, context.cluster(told.node)
    if claim.snapshot:
        yield Family.PAGE, unit(PAGE, str(claim.source), main.about)
    if told.stands:
        yield Family.FACT, unit(FACT, str(claim.subject), claim.relation, main.value)
        yield from _standing(context, told)
    if any(told.values("denies")):
        yield Family.DENIAL, claim.id
    if is_negation(told):
        yield Family.NEGATION, claim.id
    yield from ((Family.WORDS, f"{number} {claim.id}") for number, side in sides(told) if side == YES)


def _people(told: ClaimFacts) -> set[str]:
    """Those who have a part in what is told, and the one who tells it."""
    named = {*told.values(*PARTS), str(told.claim.speaker), str(told.claim.subject)}
    return {name for name in named if name.startswith("person:")}


def _standing(context: CheckContext, told: ClaimFacts) -> Iterator[Key]:
    if told.kind == "relationship":
        yield from ((Family.KIN, context.cluster(name)) for name in told.values("person", "relative"))
    if told.kind == "tenure":
        posts = (context.cluster(name) for name in told.values("post"))
        yield from ((Family.POST, post) for post in posts if post.startswith("post:"))


def near(context: CheckContext, told: ClaimFacts) -> Iterator[Key]:
    """The keys of others whose answer a claim may change."""
    yield from ((Family.DENIAL, claim) for claim in denied_by(context, told))
    yield from ((Family.NEGATION, claim) for claim in negations_of(context, told))
    yield from ((Family.WORDS, key) for key in opposed_by(context, told))
    if told.kind in ABOUT_CUSTODY:
        yield from ((Family.PERSON, person) for person in context.people_of(told.node))
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
