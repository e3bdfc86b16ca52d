"""Who says how many: a number is its bounds, what it counts, of which kind, over which days, and whose it is.

Words are turned into bounds when a claim is recorded; here nothing is rounded, guessed or added. What two numbers are
to each other is worked out in `compare`. Pure. Rules: domain/vocabulary.md 8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from habeas.analysis.figures.populations import groups_in, groups_of, places_in, places_of
from habeas.analysis.values import Count, Fate
from habeas.dates.calendar import NOWHERE, Bounds
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.model.claims import assertion_of, node_of, stated
from habeas.model.text import fold
from habeas.model.values import Assertion, Claim, Entity, Ref, Text, Value, When

_WORDS: Final = (
    (Fate.RELEASED, r"freed|free\b|releas|let (go|out)|left prison|liberad|excarcel|libertad|puest[oa]s? en libertad"),
    (Fate.DIED, r"\bdied|\bdeaths?\b|\bdead\b|killed|muert|fallec|murier"),
    (Fate.ARRESTED, r"arrest|taken|detained|imprisoned|in prison for|put in prison|jailed|detenid|encarcelad|apresad"),
    (Fate.HELD, r"\bheld\b|behind bars|in prison|in custody|pres[oa]s\b|recluid"),
)


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
