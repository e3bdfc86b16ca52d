"""Checks: claims in, findings out. One rule a function; CHECKS is all of them, in the order of their codes.

    whole     the live claims of a file, read once          custody   C01 C02 C03 C18
    dating    C05 C08 C19                                    lives     C07 C15
    deaths    C04 C06
    numbers   C09 to C13                                     posts     C14
    speech    C16      people  C17                           sources   C20 C21 C22

Contradictory, circular and absurd data are findings, never exceptions. Pure. Rules: domain/vocabulary.md 7, docs/decisions/0021.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from habeas.analysis.checks.biography import ages_that_disagree, kinship
from habeas.analysis.checks.context import Whole
from habeas.analysis.checks.contradictions import denials, opposed_words, opposite_polarity
from habeas.analysis.checks.custody import (
    end_before_beginning,
    released_or_house_arrest,
    seen_after_the_end,
    two_places_at_once,
)
from habeas.analysis.checks.dating import lengths, told_too_early, two_days_of_one_event
from habeas.analysis.checks.deaths import after_death, causes_of_death, died_twice
from habeas.analysis.checks.numbers import (
    keepers_apart,
    one_keeper_two_numbers,
    parts_and_wholes,
    shrinking,
    stock_and_flow,
)
from habeas.analysis.checks.people import one_name_two_people, two_names_one_person
from habeas.analysis.checks.posts import two_in_one_post
from habeas.analysis.checks.sources import captures_that_differ, officials_alone, one_origin
from habeas.analysis.checks.wording import Tongue
from habeas.model.findings import Decided, Decision, Finding, Severity, decided

Check = Callable[[Whole], Iterable[Finding]]

CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("C01", two_places_at_once),
    ("C02", end_before_beginning),
    ("C03", seen_after_the_end),
    ("C04", after_death),
    ("C04", died_twice),
    ("C05", two_days_of_one_event),
    ("C06", causes_of_death),
    ("C07", ages_that_disagree),
    ("C08", lengths),
    ("C09", one_keeper_two_numbers),
    ("C10", keepers_apart),
    ("C11", parts_and_wholes),
    ("C12", shrinking),
    ("C13", stock_and_flow),
    ("C14", two_in_one_post),
    ("C15", kinship),
    ("C16", denials),
    ("C16", opposite_polarity),
    ("C16", opposed_words),
    ("C17", one_name_two_people),
    ("C17", two_names_one_person),
    ("C18", released_or_house_arrest),
    ("C19", told_too_early),
    ("C20", captures_that_differ),
    ("C21", officials_alone),
    ("C22", one_origin),
)
HARD: Final = ("C01", "C02", "C03", "C04", "C05", "C07", "C08", "C09", "C11", "C15", "C19")
"""The checks that can find claims which cannot both hold."""
NONE: Final[Mapping[str, Decided]] = {}

__all__ = ["CHECKS", "HARD", "Check", "Tongue", "Whole", "check", "clashing"]


def check(whole: Whole, *, rules: Iterable[str] = (), decisions: Mapping[str, Decided] = NONE) -> tuple[Finding, ...]:
    """All findings, or those of some rules, with what was decided about them; each once."""
    wanted = set(rules)
    every = {found.key: found for rule, run in CHECKS if not wanted or rule in wanted for found in run(whole)}
    return decided(every.values(), decisions)


def clashing(whole: Whole, decisions: Mapping[str, Decided] = NONE) -> frozenset[str]:
    """The ids of claims that cannot hold together with others, and about which a person has not decided that they can.

    Where a person prefers one of them, the others are left.
    """
    left = (Decision.OPEN, Decision.PREFER)
    found = check(whole, rules=HARD, decisions=decisions)
    standing = (one for one in found if one.severity is Severity.HARD and one.decision in left)
    return frozenset(claim for one in standing for claim in one.claims if claim != one.preferred)
