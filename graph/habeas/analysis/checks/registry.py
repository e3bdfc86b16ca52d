"""Every check, with the family of keys it asks about; and how all findings of a file are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from habeas.analysis.checks.biography import ages_that_disagree, circle_of_parents, parent_and_what_else
from habeas.analysis.checks.claim_set import ClaimSet
from habeas.analysis.checks.context import CheckContext
from habeas.analysis.checks.contradictions import denials, opposed_words, opposite_polarity
from habeas.analysis.checks.custody import (
    after_death,
    causes_of_death,
    died_twice,
    end_before_beginning,
    released_or_house_arrest,
    seen_after_the_end,
    two_places_at_once,
)
from habeas.analysis.checks.dating import lengths, told_too_early, two_days_of_one_event
from habeas.analysis.checks.families import BY_NAME, Family, Key, own
from habeas.analysis.checks.hits import Hit
from habeas.analysis.checks.numbers import (
    keepers_apart,
    one_keeper_two_numbers,
    parts_and_wholes,
    shrinking,
    stock_and_flow,
)
from habeas.analysis.checks.people import one_name_two_people, two_in_one_post, two_names_one_person
from habeas.analysis.checks.sources import captures_that_differ, officials_alone, one_origin

Run = Callable[[CheckContext, str], Iterable[Hit]]


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
)
RULES: Final = tuple(sorted({check.rule for check in CHECKS}))
HARD: Final = ("C01", "C02", "C03", "C04", "C05", "C07", "C08", "C09", "C11", "C15", "C19")
"""The checks that can find claims which cannot both hold."""
EVERY: Final[frozenset[str]] = frozenset()
Found = tuple[int, str, Hit]
"""What was found by which check (its place in CHECKS), for which key."""


def run(context: CheckContext, key: Key, rules: frozenset[str] = EVERY) -> Iterator[Found]:
    """What the checks, or those of some rules, find for one key; nothing for a name that another stands for."""
    family, name = key
    if family in BY_NAME and context.cluster(name) != name:
        return
    for place, check in enumerate(CHECKS):
        if check.family is family and (not rules or check.rule in rules):
            yield from ((place, name, found) for found in check.run(context, name))


def all_keys(claims: ClaimSet) -> list[Key]:
    """Every key of some claims, in order."""
    keys = {key for told in claims.told for key in own(claims, told)}
    keys |= {(Family.KEEPER, claims.cluster(count.keeper)) for count in claims.counts}
    keys |= {(Family.ALIKE, count.alike) for count in claims.counts}
    keys |= {(family, person) for person in claims.people for family in (Family.NAMES, Family.TRAITS)}
    return sorted(keys)


def each_once(found: Iterable[Found]) -> Iterator[Hit]:
    """Each finding once: where two checks or keys come to the same, the later check and key put it into words."""
    kept: dict[str, tuple[tuple[int, str], Hit]] = {}
    for place, name, hit in found:
        if hit.key not in kept or kept[hit.key][0] <= (place, name):
            kept[hit.key] = (place, name), hit
    return (hit for _, hit in kept.values())
