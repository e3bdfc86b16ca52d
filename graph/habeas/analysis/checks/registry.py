"""Every check, what it asks about, and which keys a claim has a part in.

    person   one person's custody, ages, death            node     one event or state
    kin      one person among parents and children        post     one post
    page     one document about one thing                 fact     one statement, however often it is made
    claim    one claim and its document                   denial, negation, words   one claim and what speaks against it
    keeper   the numbers of one keeper                    alike    the numbers of one thing, kind and days
    names    a person and others of the same name         traits   a person and others who share rare facts

`own` are the keys that a claim itself has; `near` those whose answer it may change as well. All findings of a file
are those of all keys; after an operation only those of the keys that the claims touched have, or are near to, are
looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.contradictions import (
    denials,
    denied_by,
    is_negation,
    negations_of,
    opposed_by,
    opposed_words,
    opposite_polarity,
)
from habeas.analysis.checks.custody import (
    after_death,
    died_twice,
    end_before_beginning,
    released_or_house_arrest,
    seen_after_the_end,
    two_places_at_once,
)
from habeas.analysis.checks.dating import another_weekday, lengths, told_too_early, two_days_of_one_event, unread_words
from habeas.analysis.checks.events import (
    accounts_of_death,
    causes_of_death,
    contested_custody,
    one_event_or_two,
    places_that_differ,
)
from habeas.analysis.checks.numbers import (
    keepers_apart,
    one_keeper_two_numbers,
    parts_and_wholes,
    shrinking,
    stock_and_flow,
)
from habeas.analysis.checks.people import (
    ages_that_disagree,
    circle_of_parents,
    one_name_two_people,
    parent_and_what_else,
    two_in_one_post,
    two_names_one_person,
)
from habeas.analysis.checks.sources import captures_that_differ, officials_alone, one_origin, statements_near
from habeas.analysis.checks.units import FACT, PAGE, PARTS, YES, ClaimFacts, sides, unit
from habeas.analysis.checks.wording import CheckHit
from habeas.analysis.people import ABOUT_CUSTODY


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


CheckKey = tuple[Family, str]
BY_NAME = frozenset(
    [Family.PERSON, Family.NODE, Family.KIN, Family.POST, Family.KEEPER, Family.NAMES, Family.TRAITS],
)
"""Families whose keys are names that stand for others by judgement."""


def own(context: CheckContext, told: ClaimFacts) -> Iterator[CheckKey]:
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


def _standing(context: CheckContext, told: ClaimFacts) -> Iterator[CheckKey]:
    if told.kind == "relationship":
        yield from ((Family.KIN, context.cluster(name)) for name in told.values("person", "relative"))
    if told.kind == "tenure":
        posts = (context.cluster(name) for name in told.values("post"))
        yield from ((Family.POST, post) for post in posts if post.startswith("post:"))


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


Run = Callable[[CheckContext, str], Iterable[CheckHit]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its rule, the keys it asks about, and how it asks."""

    rule: str
    family: Family
    run: Run


CHECKS: Final = (
    Check("C01", Family.PERSON, two_places_at_once),
    Check("C02", Family.PERSON, end_before_beginning),
    Check("C03", Family.PERSON, seen_after_the_end),
    Check("C04", Family.PERSON, after_death),
    Check("C04", Family.PERSON, died_twice),
    Check("C05", Family.NODE, two_days_of_one_event),
    Check("C06", Family.NODE, causes_of_death),
    Check("C06", Family.PERSON, accounts_of_death),
    Check("C07", Family.PERSON, ages_that_disagree),
    Check("C08", Family.PERSON, lengths),
    Check("C09", Family.KEEPER, one_keeper_two_numbers),
    Check("C10", Family.ALIKE, keepers_apart),
    Check("C11", Family.KEEPER, parts_and_wholes),
    Check("C12", Family.KEEPER, shrinking),
    Check("C13", Family.KEEPER, stock_and_flow),
    Check("C14", Family.POST, two_in_one_post),
    Check("C15", Family.KIN, circle_of_parents),
    Check("C15", Family.KIN, parent_and_what_else),
    Check("C16", Family.DENIAL, denials),
    Check("C16", Family.NEGATION, opposite_polarity),
    Check("C16", Family.WORDS, opposed_words),
    Check("C17", Family.NAMES, one_name_two_people),
    Check("C17", Family.TRAITS, two_names_one_person),
    Check("C18", Family.PERSON, released_or_house_arrest),
    Check("C19", Family.CLAIM, told_too_early),
    Check("C20", Family.PAGE, captures_that_differ),
    Check("C21", Family.NODE, officials_alone),
    Check("C22", Family.FACT, one_origin),
    Check("C23", Family.PERSON, one_event_or_two),
    Check("C23", Family.PERSON, places_that_differ),
    Check("C24", Family.PERSON, contested_custody),
    Check("C25", Family.CLAIM, unread_words),
    Check("C26", Family.CLAIM, another_weekday),
)
RULES: Final = tuple(sorted({check.rule for check in CHECKS}))
HARD: Final = ("C01", "C02", "C03", "C04", "C05", "C07", "C08", "C09", "C11", "C15", "C19")
"""The checks that can find claims which cannot both hold."""
EVERY: Final[frozenset[str]] = frozenset()
KeyedHit = tuple[int, str, CheckHit]
"""What was found by which check (its place in CHECKS), for which key."""


def run(context: CheckContext, key: CheckKey, rules: frozenset[str] = EVERY) -> Iterator[KeyedHit]:
    """What the checks, or those of some rules, find for one key; nothing for a name that another stands for."""
    family, name = key
    if family in BY_NAME and context.cluster(name) != name:
        return
    for place, check in enumerate(CHECKS):
        if check.family is family and (not rules or check.rule in rules):
            yield from ((place, name, found) for found in check.run(context, name))


def each_once(found: Iterable[KeyedHit]) -> Iterator[CheckHit]:
    """Each finding once: where two checks or keys come to the same, the later check and key put it into words."""
    kept: dict[str, tuple[tuple[int, str], CheckHit]] = {}
    for place, name, hit in found:
        if hit.key not in kept or kept[hit.key][0] <= (place, name):
            kept[hit.key] = (place, name), hit
    return (hit for _, hit in kept.values())
