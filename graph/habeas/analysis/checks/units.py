"""Under which names a claim is found by the checks, and what a person may be taken for another by.

A check never walks through a file: it asks for the claims under a unit, such as all that are on one event
(`node|arrest:1`) or all that take part in one person's custody (`person|person:ana`). Names stand as they were
written; judgements come on top. Names that look alike and facts in common only ever make proposals. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from habeas.dates.calendar import Bounds
from habeas.dates.conventions import Conventions
from habeas.model.claims import Fact, ReadClaim, read_claim
from habeas.model.geo_point import COORDINATES
from habeas.model.text import fold
from habeas.model.values import Claim, Entity, Text

PERSON: Final = "person"
"""Claims on one person's custody, ages, acts and traits: those that name the person as person or agent."""
NODE: Final = "node"
"""Claims on one event or state."""
TIED: Final = "tied"
"""Claims that tie something to an event: a release to the stay it ends, a stay to the next one."""
POST: Final = "post"
KIN: Final = "kin"
WITHIN: Final = "within"
"""Claims that tell what a place is a part of."""
INSIDE: Final = "inside"
"""The same, by the larger place."""
VALUE: Final = "value"
"""Claims that name a cause or a place of a death."""
FACT: Final = "fact"
"""Claims that say the same of the same thing: name, property, value."""
PAGE: Final = "page"
"""Claims of captured documents, by document and by what they are about."""
DENIED: Final = "denied"
WORDS: Final = "words"
STEP: Final = "step"
"""Claims that somebody passed on."""
SITE: Final = "site"
"""Claims that tell where a facility or place lies."""
SPEAKER: Final = "speaker"
SOURCE: Final = "source"

PARTS: Final = frozenset(["person", "agent"])
EXAMPLE: Final = "exampleOf"
"""The relation that places a person in a population."""
TELLING: Final = frozenset(["occupation", "residedIn", "award", EXAMPLE, "nationality"])
"""Relations that tell people apart."""
TYING: Final = frozenset(["continuedAs", "endedBy", "ends", "imposes"])
TOLD_IN_WORDS: Final = frozenset(
    ["content", "outcomeReported", "characterisedAs", "pattern", "context", "motiveStated"]
)
OPPOSED: Final = (
    (
        r"\b(won|wins?|victory|winner|gano|vencio|ganador|victoria)\b",
        r"\b(lost|loses?|defeat(ed)?|loser|perdio|derrot\w*|perdedor)\b",
    ),
    (r"\b(is|are|still) (alive|living)\b|\bcon vida\b", r"\b(dead|died|killed|muert\w*|fallec\w*)\b"),
    (r"\b(innocent|inocentes?)\b", r"\b(guilty|culpables?)\b"),
)
"""Words that say the opposite of each other, in English and Spanish, accents folded. A short list on purpose: the
words only bring two claims side by side; a person reads them."""
YES, NO = "yes", "no"


class ClaimFacts(NamedTuple):
    """One claim as the checks see it: what it amounts to, the node it talks about by name and its kind (both empty when
    it talks about none), its facts, and whether what it says is a fact of the file. The checks ask for these again and
    again.
    """

    read: ReadClaim
    node: str
    facts: tuple[Fact, ...]
    claim: Claim
    kind: str
    stands: bool

    @classmethod
    def of(cls, claim: Claim | ReadClaim, conventions: Conventions) -> ClaimFacts:
        """Read one claim. Raises BadDate."""
        read = read_claim(claim, conventions)
        node = read.node
        return cls(read, str(node or ""), read.facts(), read.claim, node.kind if node else "", read.stands)

    @property
    def said(self) -> Bounds:
        """The first and the last day on which it may have been said."""
        return self.read.said_bounds

    def values(self, *properties: str) -> Iterator[str]:
        """The values of some properties."""
        return (fact.value for fact in self.facts if fact.name in properties)


def unit(sort: str, *names: str) -> str:
    """The name of a unit."""
    return f"{sort}|{names[0]}" if len(names) == 1 else "|".join((sort, *names))


def units_of(told: ClaimFacts) -> set[str]:
    """Every unit that a claim is found under."""
    return set(_units(told))


def _units(told: ClaimFacts) -> Iterator[str]:
    claim, main = told.claim, told.facts[0]
    yield unit(SPEAKER, str(claim.speaker))
    yield unit(SOURCE, str(claim.source))
    yield unit(FACT, str(claim.subject), claim.relation, main.value)
    yield unit(FACT, main.about, main.name, main.value)
    if told.node:
        yield unit(NODE, told.node)
    yield from (unit(PERSON, value) for value in told.values(*PARTS))
    yield from (unit(TIED, value) for value in told.values(*TYING))
    yield from (unit(DENIED, value) for value in told.values("denies"))
    yield from (unit(STEP, str(step.by)) for step in claim.chain[1:-1] if step.by)
    if claim.snapshot:
        yield unit(PAGE, str(claim.source), main.about)
    if told.stands:
        yield from _standing(told)
    yield from (unit(WORDS, str(n), side, person) for n, side in sides(told) for person in people_in(told))


def _standing(told: ClaimFacts) -> Iterator[str]:
    if told.claim.relation in TELLING | {"bornOn"} and told.claim.subject.kind == "person":
        yield unit(PERSON, str(told.claim.subject))
    if told.kind == "relationship":
        yield from (unit(KIN, value) for value in told.values("person", "relative"))
    if told.kind == "tenure":
        yield from (unit(POST, value) for value in told.values("post"))
    if told.kind == "death":
        yield from (unit(VALUE, value) for value in told.values("cause", "facility"))
    if told.claim.relation == COORDINATES:
        yield unit(SITE, str(told.claim.subject))
    for fact in (fact for fact in told.facts if fact.name == "containedInPlace"):
        yield unit(WITHIN, fact.about)
        yield unit(INSIDE, fact.value)


def sides(told: ClaimFacts) -> Iterator[tuple[int, str]]:
    """On which side of which opposed words a claim stands: (number of the pair, yes or no)."""
    words = _words(told)
    for number, (yes, no) in enumerate(OPPOSED if words else ()):
        if re.search(no, words):
            yield number, NO
        elif re.search(yes, words):
            yield number, YES


def _words(told: ClaimFacts) -> str:
    claim = told.claim
    if claim.relation not in TOLD_IN_WORDS or claim.polarity == "negative":
        return ""
    texts = (claim.object, *(value for _, value in claim.details))
    return next((fold(value.text) for value in texts if isinstance(value, Text)), "")


def people_in(told: ClaimFacts) -> set[str]:
    """The people a claim names, or is told to be about."""
    named = {fact.value for fact in told.facts if fact.value.startswith("person:")}
    return named | {str(ref) for ref in told.claim.about if ref.kind == "person"}


Trait = tuple[str, str]
"""What many people may share: a property and a value."""
ToldDays = tuple[tuple[date, date], str]
"""The days between which something happened, and the claim."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """What somebody may be taken for another by: days of birth and death, traits, each with its claims; and labels.

    Labels are only those of somebody of whom a birth or a death is told: without one nobody is seen to be another.
    `documents` tell of them, where there are traits: who tells of two people holds them apart.
    """

    labels: frozenset[str] = frozenset()
    born: tuple[ToldDays, ...] = ()
    died: tuple[ToldDays, ...] = ()
    traits: tuple[tuple[Trait, tuple[str, ...]], ...] = ()
    documents: tuple[str, ...] = ()


def labels_of(entity: Entity) -> set[str]:
    """The labels by which a person may be taken for another, accents and case folded; a placeholder has none."""
    if entity.ref.kind != "person" or entity.placeholder:
        return set()
    return {" ".join(fold(text.text).split()) for text in entity.labels}
