"""Random tellings of lives in custody by two speakers: drawn from a seed, or from hypothesis
(tests/properties/lives_made.py).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from tests.tellings import WHO, told

from habeas.model.values import Claim

T = TypeVar("T")
START = date(2025, 1, 1)
SPAN = 24
"""Days on which something may be told to have been; it is said in the 16 days after."""
LATER = 16
MOST_CLAIMS = 8
NUMBERS = ("1", "2")
WIDTHS = (0, 0, 0, 1, 3, 8)
RELEASES = ("full", "to-house-arrest", "furlough")
SPEAKERS = ("org:radio", "org:paper")


class Pick(Protocol):
    """Where chance comes from."""

    def number(self, least: int, most: int) -> int:
        """A number, both ends included."""

    def among(self, values: Sequence[T]) -> T:
        """One of these."""


class Seeded:
    """Chance from a seed: the same for ever."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 nothing is secret here

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def among(self, values: Sequence[T]) -> T:
        return values[self._random.randrange(len(values))]


def day(number: int) -> str:
    return (START + timedelta(number)).isoformat()


def a_life(pick: Pick) -> list[Claim]:
    """What is told of one life: up to eight claims, which may contradict each other in every way."""
    return [a_claim_of_a_life(pick) for _ in range(pick.number(1, MOST_CLAIMS))]


def a_date(pick: Pick) -> str:
    """A day, or one day in a range."""
    first, width = pick.number(0, SPAN), pick.among(WIDTHS)
    return f"[{day(first)}..{day(first + width)}]" if width else day(first)


def a_claim_of_a_life(pick: Pick) -> Claim:
    """One claim on the custody of one person."""
    said = {"by": pick.among(SPEAKERS), "said": day(pick.number(SPAN + 1, SPAN + LATER))}
    kinds = _kinds(pick, said)
    return kinds[pick.among(sorted(kinds))]()


def _kinds(pick: Pick, said: Mapping[str, str]) -> dict[str, Callable[[], Claim]]:
    number, other, when = pick.among(NUMBERS), pick.among(NUMBERS), a_date(pick)
    first, last = sorted((pick.number(0, SPAN), pick.number(0, SPAN)))
    stay, at = f"detention:{number}", f"facility:{other}"
    seen, span = f"observation:{number}{other}", f"{day(first)}/{day(last)}"

    def of_stay(relation: str, **details: str) -> Claim:
        return told(stay, relation, when, person=WHO, **said, **details)

    def held_at(**details: str) -> Claim:
        return told(WHO, "detainedAt", at, event=stay, **said, **details)

    def observed(node: str, state: str, on: str) -> Claim:
        return told(node, "observedState", state, person=WHO, on=on, **said)

    def released(**details: str) -> Claim:
        return told(WHO, "releasedOn", when, event=f"release:{number}", **said, **details)

    def of_kind() -> Claim:
        return told(f"release:{number}", "releaseType", pick.among(RELEASES), person=WHO, **said)

    return {
        "arrest": lambda: told(WHO, "arrestedOn", when, event=f"arrest:{number}", **said),
        "seen": lambda: held_at(on=when),
        "began": lambda: of_stay("began"),
        "ended": lambda: of_stay("ended"),
        "both": lambda: held_at(began=day(first), ended=day(last)),
        "held": lambda: observed(seen, "held", when),
        "visits": lambda: observed(seen, "held", span),
        "away": lambda: observed(f"observation:a{number}", "furlough", when),
        "ward": lambda: held_at(on=when, custodyKind="hospital-under-guard"),
        "unknown": lambda: of_stay("began", custodyKind="unacknowledged"),
        "free": lambda: observed(f"observation:f{number}", "free", when),
        "release": released,
        "ends": lambda: released(ends=f"detention:{other}"),
        "type": of_kind,
        "moved": lambda: told("detention:1", "continuedAs", "detention:2", person=WHO, **said),
        "death": lambda: told(WHO, "diedOn", when, event="death:1", **said),
        "in custody": lambda: told("death:1", "inCustody", True, person=WHO, on=when, **said),
    }
