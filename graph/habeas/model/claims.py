"""What a claim amounts to, decided from the claim and the vocabulary alone.

Which node it talks about, whether it stands as a fact, as a saying or as neither (vocabulary.md 1 and 4,
docs/decisions/0003), whom it mentions, which dates it gives, and what it states, fact by fact. `read_claim` derives
all of it once, into a value that is carried from there (docs/decisions/0111); the functions derive one part each.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from habeas.dates.calendar import Bounds, span_text
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import Edtf, hull
from habeas.model.text import fold
from habeas.model.values import Assertion, Claim, Ref, Text, Value, When
from habeas.vocab import KINDS, PROPERTIES, Asserted, Origin

RECORDS: Final = frozenset({"claim", "doc", "snapshot"})
"""Kinds that are records of this file: their address answers by itself. The others are things in the world."""


_NOT_ASSERTED: Final = (
    "opinion prediction demand pledge warning announcement hearsay gap characterisation accusation denial non-response"
)
NOT_ASSERTED_MODES: Final = frozenset(_NOT_ASSERTED.split())
"""Ways of saying that never make a fact of what is said (vocabulary.md 1)."""

_FACTS: Final = frozenset({Asserted.PLAIN, Asserted.NODE})

Dates = dict[str, tuple[When, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClaim:
    """A claim and what it amounts to under the conventions of its case.

    `node` is the event or state it talks about; `mentions` every name in it; `stated` its properties and values, the
    main one first; `dates` its dates for the world by property; `valid` the whole stretch of them; `said` when it was
    said. `key` is its content key, where one was made or read (canonical.py).
    """

    claim: Claim
    key: str = ""
    node: Ref | None
    assertion: Assertion
    mentions: tuple[Ref, ...]
    stated: tuple[tuple[str, Value], ...]
    dates: Mapping[str, tuple[When, ...]]
    valid: Edtf | None
    said: Edtf
    conventions: Conventions

    @property
    def about(self) -> str:
        """The name of what its facts are about: its node, or its subject where it has none."""
        return str(self.node or self.claim.subject)

    @property
    def stands(self) -> bool:
        """True when what it says is a fact of the file."""
        return self.assertion is Assertion.ASSERTED

    @property
    def said_bounds(self) -> Bounds:
        """The first and the last day on which it may have been said."""
        return self.said.earliest, self.said.latest

    def facts(self) -> tuple[Fact, ...]:
        """Every fact, the main one first. Raises BadDate."""
        return tuple(fact(self.about, name, value, self.conventions) for name, value in self.stated)


def read_claim(claim: Claim | ReadClaim, conventions: Conventions = DEFAULTS, *, key: str = "") -> ReadClaim:
    """Derive what a claim amounts to; one that has been read already is returned as it is. Raises BadDate."""
    if isinstance(claim, ReadClaim):
        return claim
    node = node_of(claim)
    on = time_property(claim, node)
    dates = _dates(claim, on)
    return ReadClaim(
        claim=claim,
        key=key,
        node=node,
        assertion=assertion_of(claim),
        mentions=_all_mentions(claim, node),
        stated=tuple(_stated(claim, on)),
        dates=dates,
        valid=_whole(dates, conventions),
        said=claim.said.read(conventions),
        conventions=conventions,
    )


def rewritten(read: ReadClaim, claim: Claim, node: Ref | None, key: str) -> ReadClaim:
    """What the same claim amounts to in another form; whatever the form does not change is kept."""
    on = time_property(claim, node)
    mentions = read.mentions if node == read.node else _all_mentions(claim, node)
    stated, dates = tuple(_stated(claim, on)), _dates(claim, on)
    return replace(read, claim=claim, key=key, node=node, mentions=mentions, stated=stated, dates=dates)


# -- the node, and whether it stands


def node_of(claim: Claim) -> Ref | None:
    """The event or state the claim talks about: its subject, the node its short form makes, or None."""
    if KINDS[claim.subject.kind].origin is Origin.CLAIMED:
        return claim.subject
    makes = PROPERTIES[claim.relation].makes
    if makes is None or claim.subject.kind != "person":
        return None
    return claim.event or Ref(makes, claim.id)


def assertion_of(claim: Claim) -> Assertion:
    """Whether the claim stands as a fact, only as something said, or is kept as a description."""
    if claim.assertion == Assertion.DESCRIBED_ONLY:
        return Assertion.DESCRIBED_ONLY
    is_saying = claim.subject.kind in {"act", "accusation"}
    if stands_as_fact(claim):
        return Assertion.ASSERTED
    if is_saying and PROPERTIES[claim.relation].asserted is not Asserted.NEVER:
        return Assertion.ACT_ONLY
    return Assertion.DESCRIBED_ONLY


def stands_as_fact(claim: Claim) -> bool:
    """True when nothing in what is said or how it is said forbids plain triples."""
    asserted = PROPERTIES[claim.relation].asserted
    return (
        claim.polarity == "positive"
        and claim.subject.kind != "accusation"
        and claim.modality not in NOT_ASSERTED_MODES
        and claim.assertion != Assertion.ACT_ONLY
        and (asserted in _FACTS or (asserted is Asserted.CONTENT and claim.modality == "reported-fact"))
    )


# -- names


def is_negated(claim: Claim) -> bool:
    """True when it says that something is not so: in the negative, or as a denial."""
    return claim.polarity == "negative" or claim.modality == "denial"


def mentions(claim: Claim) -> tuple[Ref, ...]:
    """Every entity and node the claim mentions, each once, in a stable order."""
    return _all_mentions(claim, node_of(claim))


def _all_mentions(claim: Claim, node: Ref | None) -> tuple[Ref, ...]:
    return tuple(sorted({*own_mentions(claim, node), *claim.about}))


def own_mentions(claim: Claim, node: Ref | None) -> Iterator[Ref]:
    """What the claim mentions by what it says, without its `about`."""
    yield claim.subject
    if isinstance(claim.object, Ref):
        yield claim.object
    if node is not None:
        yield node
    yield from (value for _, value in claim.details if isinstance(value, Ref))


# -- dates


def dates_of(claim: Claim) -> Dates:
    """The dates in the world that the claim gives, by property.

    `on` is under its node's time property, or under `on`.
    """
    return _dates(claim, on_property(claim))


def _dates(claim: Claim, on: str) -> Dates:
    found: Dates = {}
    for name, value in _dated(claim, on):
        if isinstance(value, When):
            found[name] = (*found.get(name, ()), value)
    return found


def _dated(claim: Claim, on: str) -> Iterator[tuple[str, Value]]:
    if isinstance(claim.object, When):
        yield PROPERTIES[claim.relation].object_role or claim.relation, claim.object
    yield from claim.details
    if claim.on is not None:
        yield on, claim.on


def on_property(claim: Claim) -> str:
    """Which property a plain `on:` date takes.

    That of the relation, such as `ended` for one that ends a term of office; else that of the node.
    """
    return time_property(claim, node_of(claim))


def time_property(claim: Claim, node: Ref | None) -> str:
    """The same, for a claim whose node is known."""
    if node is None:
        return "on"
    own = PROPERTIES[claim.relation].time if node != claim.subject else None
    return own or KINDS[node.kind].time or "on"


def valid_time(claim: Claim, conventions: Conventions) -> Edtf | None:
    """The whole stretch of days the claim is about.

    Its one date, or the hull of its several dates; None when it gives none.
    """
    return _whole(dates_of(claim), conventions)


def _whole(dates: Dates, conventions: Conventions) -> Edtf | None:
    every = [when.read(conventions) for whens in dates.values() for when in whens]
    if len({edtf.text for edtf in every}) <= 1:
        return every[0] if every else None
    return When(edtf=span_text(*hull(every))).read(conventions)


# -- facts


@dataclass(frozen=True, slots=True)
class Fact:
    """One property of one thing. Dates have `days`, the first and last day they may mean; their text is in `value`.

    A short form and the same said of its node are one fact: `ana releasedOn 2026-01-08` and `release:ana occurred
    2026-01-08`. So claims that say the same thing in different forms meet. Whether a fact may stand is another
    question.
    """

    about: str
    name: str
    value: str
    days: Bounds | None = None

    def agrees(self, other: Fact) -> bool:
        """True for the same fact: equal values, or dates that may be the same day."""
        if (self.about, self.name) != (other.about, other.name):
            return False
        if self.days is None or other.days is None:
            return self.value == other.value
        return meet(self.days, other.days)


def meet(one: Bounds, other: Bounds) -> bool:
    """True when a day is in both."""
    before = one[1] and other[0] and one[1] < other[0]
    after = other[1] and one[0] and other[1] < one[0]
    return not before and not after


def stated(claim: Claim) -> Iterator[tuple[str, Value]]:
    """Property and value, one by one, of the claim's node, or of its subject where it has none.

    The main one comes first.
    """
    return _stated(claim, on_property(claim))


def _stated(claim: Claim, on: str) -> Iterator[tuple[str, Value]]:
    prop = PROPERTIES[claim.relation]
    if prop.makes and claim.subject.kind == "person":
        if prop.object_role:
            yield prop.object_role, claim.object
        yield prop.subject_role or "person", claim.subject
    else:
        yield claim.relation, claim.object
    yield from claim.details
    if claim.on is not None:
        yield on, claim.on


def facts_of(claim: Claim, conventions: Conventions = DEFAULTS) -> tuple[Fact, ...]:
    """Every fact of a claim, the main one first. Raises BadDate."""
    return read_claim(claim, conventions).facts()


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
