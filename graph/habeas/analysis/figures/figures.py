"""Who says how many: a number is its bounds, what it counts, of which kind, over which days, and whose it is.

Words are turned into bounds when a claim is recorded; here nothing is rounded, guessed or added. What two numbers are
to each other is worked out in `compare`. Pure. Rules: domain/vocabulary.md 8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from habeas.analysis.figures.populations import groups_in, groups_of, places_in, places_of
from habeas.dates.calendar import NOWHERE, Bounds
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.model.claims import assertion_of, node_of, stated
from habeas.model.text import fold
from habeas.model.values import Assertion, Claim, Entity, Ref, Text, Value, When

NumberRange = tuple[int, int | None]
"""Least and greatest number; None above is open."""


class Fate(StrEnum):
    """What befell those who are counted, as the words of the count and its population have it."""

    RELEASED = "released"
    DIED = "died"
    ARRESTED = "arrested"
    HELD = "held"
    UNCLEAR = ""


_WORDS: Final = (
    (Fate.RELEASED, r"freed|free\b|releas|let (go|out)|left prison|liberad|excarcel|libertad|puest[oa]s? en libertad"),
    (Fate.DIED, r"\bdied|\bdeaths?\b|\bdead\b|killed|muert|fallec|murier"),
    (Fate.ARRESTED, r"arrest|taken|detained|imprisoned|in prison for|put in prison|jailed|detenid|encarcelad|apresad"),
    (Fate.HELD, r"\bheld\b|behind bars|in prison|in custody|pres[oa]s\b|recluid"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One number as one claim tells it. `at` is the day it holds for, `window` the days counted over; each empty when
    not stated.

    `origin` is the speaker; `keeper` keeps the list. `where` and `who` are the places and groups of people that its
    words tell (`populations`). `whole` is the count it is told to be a share of, `wider` are the populations that its
    own is told to be a part of.
    """

    claim: str
    node: str
    words: str
    lower: int | None
    upper: int | None
    population: str
    keeper: str
    kind: str
    thing: Fate
    at: Bounds
    window: Bounds
    whole: str
    wider: frozenset[str]
    where: frozenset[str] = frozenset()
    who: frozenset[str] = frozenset()
    origin: str
    source: str
    said: Bounds

    @property
    def bounds(self) -> NumberRange:
        """Least and greatest; nothing is less than none."""
        return self.lower or 0, self.upper

    @property
    def days(self) -> Bounds:
        """The days counted over; for a number held or counted up to a day, that day."""
        return self.window if self.window != NOWHERE else self.at

    @property
    def order(self) -> tuple[str, str, str]:
        """Where it stands among others: by the days it was counted over."""
        return str(self.days[1] or ""), str(self.days[0] or ""), self.claim

    @property
    def alike(self) -> str:
        """What numbers of the same thing, kind and days have in common."""
        return "|".join((self.thing.value, self.kind, *(str(day or "") for day in self.days)))

    @property
    def numbered(self) -> bool:
        """True when any bound is told."""
        return self.lower is not None or self.upper is not None

    @property
    def text(self) -> str:
        """`41`, `800 to 900`, `at least 80`, `no number`."""
        return range_text(self.bounds) if self.numbered else "no number"


def range_text(bounds: NumberRange) -> str:
    """A range of numbers in words."""
    lower, upper = bounds
    if upper is None:
        return f"at least {lower}"
    return str(lower) if lower == upper else f"{lower} to {upper}"


def days_text(days: Bounds) -> str:
    """Days as EDTF text; `not stated` where no limit is told."""
    first, last = days
    if first == last:
        return str(first) if first else "not stated"
    return f"{first or '..'}/{last or '..'}"


def counts_of(
    claims: Iterable[Claim], entities: Mapping[str, Entity], conventions: Conventions = DEFAULTS
) -> tuple[Count, ...]:
    """The numbers that stand in the file, one for each claim that gives one, in the order of their days."""
    nodes: dict[str, list[Claim]] = {}
    for claim in claims:
        node = node_of(claim)
        if node is not None and node.kind == "count" and assertion_of(claim) is Assertion.ASSERTED:
            nodes.setdefault(str(node), []).append(claim)
    found = [count for node, told in nodes.items() for count in _counts(node, told, entities, conventions)]
    return tuple(sorted(found, key=lambda count: count.order))


def _counts(node: str, told: list[Claim], entities: Mapping[str, Entity], conventions: Conventions) -> Iterator[Count]:
    told = sorted(told, key=lambda claim: claim.id)
    shared: dict[str, Value] = {name: value for claim in told for name, value in stated(claim)}
    for claim in told:
        own = dict(stated(claim))
        if {"count", "lower", "upper"} & set(own):
            numbers = {name: own.get(name) for name in ("lower", "upper", "count")}
            yield _count(node, claim, {**shared, **numbers}, entities, conventions)


def _count(
    node: str, claim: Claim, facts: Mapping[str, Value | None], entities: Mapping[str, Entity], conventions: Conventions
) -> Count:
    population, words = facts.get("population"), facts.get("count")
    entity = entities.get(str(population)) if isinstance(population, Ref) else None
    said = claim.said.read(conventions)
    kind = str(facts.get("countKind") or "")
    text = words.text if isinstance(words, Text) else ""
    wider = _wider(entity, entities)
    return Count(
        claim=claim.id,
        node=node,
        words=text,
        lower=_number(facts.get("lower")),
        upper=_number(facts.get("upper")),
        population=str(population or ""),
        keeper=str((entity.keeper if entity else None) or claim.speaker),
        kind=kind,
        thing=thing_of(kind, text, entity),
        at=_days(facts.get("asOf"), conventions),
        window=_days(facts.get("window"), conventions),
        whole=str(facts.get("shareOf") or ""),
        wider=frozenset(str(each.ref) for each in wider),
        where=places_of(entity, wider) or places_in(text),
        who=groups_of(entity) | groups_in(text),
        origin=str(claim.speaker),
        source=str(claim.source),
        said=(said.earliest, said.latest),
    )


def _wider(entity: Entity | None, entities: Mapping[str, Entity]) -> list[Entity]:
    """The populations that one is told to be a part of, step by step; those that nobody described by name alone."""
    found: dict[Ref, Entity] = {}
    while entity is not None and entity.subset_of is not None and entity.subset_of not in found:
        ref = entity.subset_of
        found[ref] = entities.get(str(ref)) or Entity(ref=ref)
        entity = found[ref]
    return list(found.values())


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _days(value: object, conventions: Conventions) -> Bounds:
    if not isinstance(value, When):
        return NOWHERE
    read = value.read(conventions)
    return read.earliest, read.latest


def thing_of(kind: str, words: str, entity: Entity | None = None) -> Fate:
    """What is counted, read from the words (English and Spanish); a stock counts those who are held. Unclear when no
    word tells."""
    labels = " ".join(label.text for label in entity.labels) if entity else ""
    for text in (fold(words), fold(labels)):
        found = next((thing for thing, pattern in _WORDS if re.search(pattern, text)), Fate.UNCLEAR)
        if kind == "stock" and found is not Fate.DIED:
            return Fate.HELD
        if found is not Fate.UNCLEAR and (kind, found) != ("flow", Fate.HELD):
            return found
    return Fate.UNCLEAR
