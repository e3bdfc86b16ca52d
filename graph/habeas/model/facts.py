"""What a claim states, fact by fact: of which thing, which property, which value.

A short form and the same said of its node are one fact: `ana releasedOn 2026-01-08` and `release:ana occurred 2026-01-08`.
So claims that say the same thing in different forms meet. Whether a fact may stand is another question (`claims.assertion_of`). Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from habeas.dates import DEFAULTS, Bounds, Conventions
from habeas.model import Claim, Ref, Text, Value, When, fold
from habeas.model.claims import node_of, on_property
from habeas.vocab import PROPERTIES


@dataclass(frozen=True, slots=True)
class Fact:
    """One property of one thing. Dates have `days`, the first and last day they may mean; their text is in `value`."""

    about: str
    name: str
    value: str
    days: Bounds | None = None

    def agrees(self, other: Fact) -> bool:
        """The same fact: equal values, or dates that may be the same day."""
        if (self.about, self.name) != (other.about, other.name):
            return False
        if self.days is None or other.days is None:
            return self.value == other.value
        return meet(self.days, other.days)


def meet(one: Bounds, other: Bounds) -> bool:
    """True when some day lies in both."""
    before = one[1] and other[0] and one[1] < other[0]
    after = other[1] and one[0] and other[1] < one[0]
    return not before and not after


def stated(claim: Claim) -> Iterator[tuple[str, Value]]:
    """Property and value, one by one, of the claim's node, or of its subject where it has none. The main one comes first."""
    prop = PROPERTIES[claim.relation]
    if prop.makes and claim.subject.kind == "person":
        if prop.object_role:
            yield prop.object_role, claim.object
        yield prop.subject_role or "person", claim.subject
    else:
        yield claim.relation, claim.object
    yield from claim.details
    if claim.on is not None:
        yield on_property(claim), claim.on


def facts_of(claim: Claim, conventions: Conventions = DEFAULTS) -> tuple[Fact, ...]:
    """Every fact of a claim, the main one first. Raises BadDate."""
    about = str(node_of(claim) or claim.subject)
    return tuple(fact(about, name, value, conventions) for name, value in stated(claim))


def fact(about: str, name: str, value: Value, conventions: Conventions = DEFAULTS) -> Fact:
    """One fact with its value as comparable text: texts folded, references by name, dates by their days."""
    match value:
        case When():
            read = value.read(conventions)
            return Fact(about, name, read.text, (read.earliest, read.latest))
        case Text():
            return Fact(about, name, " ".join(fold(value.text).split()))
        case Ref():
            return Fact(about, name, str(value))
    return Fact(about, name, str(value).lower() if isinstance(value, bool) else str(value))
