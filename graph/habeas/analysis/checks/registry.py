"""Every check, what it asks about, and which keys a claim has a part in.

    person   one person's custody, ages, death            node     one event or state
    kin      one person among parents and children        post     one post
    page     one document about one thing                 fact     one statement, however often it is made
    claim    one claim and its document                   denial, negation, words   one claim and what speaks against it
    keeper   the numbers of one keeper                    alike    the numbers of one thing, kind and days
    names    a person and others of the same name         traits   a person and others who share rare facts
    clash    one clash between two copies of the case     site     one facility or place

`own` are the keys that a claim itself has; `near` (refresh) those whose answer it may change as well. All findings of
a file are those of all keys; after an operation only those of the keys that the claims touched have, or are near to,
are looked at again.

C24 makes `check` and `status` one: it names the sides of a contested custody that no other check names. So it is here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Final

from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.contradictions import (
    denials,
    is_negation,
    opposed_words,
    opposite_polarity,
)
from habeas.analysis.checks.copies import clash_of_copies
from habeas.analysis.checks.custody import (
    after_death,
    died_twice,
    end_before_beginning,
    released_or_house_arrest,
    seen_after_the_end,
    two_places_at_once,
)
from habeas.analysis.checks.dating import another_weekday, lengths, told_too_early, two_days_of_one_event, unread_words
from habeas.analysis.checks.events import accounts_of_death, causes_of_death, one_event_or_two, places_that_differ
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
from habeas.analysis.checks.points import points_apart
from habeas.analysis.checks.sources import (
    captures_that_differ,
    gone_from_the_source,
    officials_alone,
    one_origin,
    without_a_place,
)
from habeas.analysis.checks.units import (
    FACT,
    PAGE,
    PARTS,
    YES,
    ClaimFacts,
    Portrait,
    sides,
    unit,
)
from habeas.analysis.checks.wording import CheckHit, between, hit, listed, message, name
from habeas.analysis.custody.contested import ContestedPair
from habeas.analysis.custody.values import Life
from habeas.analysis.figures.named import Happened
from habeas.analysis.values import Count
from habeas.model.findings import Severity
from habeas.model.geo_point import COORDINATES


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
    CLASH = "clash"
    SITE = "site"

    __hash__ = str.__hash__  # that of Enum is written in Python: every key has a family


CheckKey = tuple[Family, str]
BY_NAME = frozenset(
    [Family.PERSON, Family.NODE, Family.KIN, Family.POST, Family.KEEPER, Family.NAMES, Family.TRAITS, Family.SITE],
)


def contested_custody(context: CheckContext, person: str) -> Iterator[CheckHit]:
    """C24. Sides that clash over custody, charges, restrictions or place, where no other check names them both."""
    pairs = context.contested(person)
    if not pairs:
        return
    named = [{*found.claims, *found.context} for found in _named_elsewhere(context, person, pairs)]
    left = [pair for pair in pairs if not any(named_ & {*pair.claims} and named_ & {*pair.against} for named_ in named)]
    groups: dict[tuple[str, str, tuple[str, ...]], list[ContestedPair]] = {}
    for pair in left:
        groups.setdefault((pair.axis, pair.node, pair.against), []).append(pair)
    for (axis, _, against), same in groups.items():
        ours = {claim for pair in same for claim in pair.claims}
        days = between(min(pair.first for pair in same), max(pair.last for pair in same))
        sides = {"these": listed(ours), "others": listed(against or ours)}
        question = message(f"C24.question.{axis}", who=name(person), days=days, **sides)
        yield hit("C24", Severity.SOFT, {*ours, *against}, question, message("C24.why"), about=[person])


def _named_elsewhere(context: CheckContext, person: str, pairs: Iterable[ContestedPair]) -> Iterator[CheckHit]:
    """What the other checks on custody find about this person, its events and the denials among these claims."""
    checks = (two_places_at_once, end_before_beginning, seen_after_the_end, after_death, died_twice, one_event_or_two)
    yield from chain.from_iterable(check(context, person) for check in (*checks, released_or_house_arrest))
    life = context.life(person)
    yield from (found for node in _events(life) for found in two_days_of_one_event(context, node))
    claims = sorted({claim for pair in pairs for claim in (*pair.claims, *pair.against)})
    denials = (claim for claim in claims if (told := context.claim(claim)) and is_negation(told))
    yield from (found for claim in denials for found in opposite_polarity(context, claim))


def _events(life: Life | None) -> list[str]:
    if life is None:
        return []
    return sorted({*(m.node for m in life.holds), *(m.node for m in life.overs), *(m.node for m in life.rest)})


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
    if told.claim.relation == COORDINATES:
        yield Family.SITE, context.cluster(str(told.claim.subject))
    if told.kind == "tenure":
        posts = (context.cluster(name) for name in told.values("post"))
        yield from ((Family.POST, post) for post in posts if post.startswith("post:"))


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
    Check("C27", Family.CLAIM, without_a_place),
    Check("C28", Family.CLAIM, gone_from_the_source),
    Check("C29", Family.CLASH, clash_of_copies),
    Check("C30", Family.SITE, points_apart),
)
_OF_FAMILY: Final = {
    family: tuple((place, check) for place, check in enumerate(CHECKS) if check.family is family) for family in Family
}
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
    for place, check in _OF_FAMILY[family]:
        if not rules or check.rule in rules:
            for found in check.run(context, name):
                yield place, name, found


def each_once(found: Iterable[KeyedHit]) -> Iterator[CheckHit]:
    """Each finding once: where two checks or keys come to the same, the later check and key put it into words."""
    kept: dict[str, tuple[tuple[int, str], CheckHit]] = {}
    for place, key, each in found:
        if each.key not in kept or kept[each.key][0] <= (place, key):
            kept[each.key] = (place, key), each
    return (each for _, each in kept.values())


class Kept(ABC):
    """What is kept between two refreshes."""

    @abstractmethod
    def put_findings(self, key: CheckKey, found: Sequence[KeyedHit]) -> None:
        """Keep the findings of a key in the place of those it had."""

    @abstractmethod
    def put_portrait(self, person: str, portrait: Portrait) -> Portrait:
        """Keep the portrait of a person; an empty one is none. Returns the one before."""

    @abstractmethod
    def put_happened(self, person: str, happened: Sequence[Happened]) -> None:
        """Keep the arrests, releases and deaths of a person."""

    @abstractmethod
    def put_examples(self, person: str, populations: Collection[str]) -> None:
        """Keep in which populations claims place a person."""

    @abstractmethod
    def put_counts(self, node: str, counts: Sequence[Count]) -> Sequence[Count]:
        """Keep the numbers on a count. Returns those before."""

    @abstractmethod
    def count_nodes(self, populations: Iterable[str]) -> Iterable[str]:
        """The counts of some populations, or of populations that are told to be a part of them."""

    @abstractmethod
    def counts_sharing(self, node: str) -> Iterable[Count]:
        """The numbers that are told to be a share of a count."""
