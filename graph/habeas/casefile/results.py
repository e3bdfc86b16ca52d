"""What questions are answered with, and what can be asked for: the values of lower rooms that a door shows, in one
place.

A door (HTTP, pages) imports from `habeas.casefile` and from nothing below it but the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from habeas.analysis.custody.answer import CustodyAnswer, CustodyStatus
from habeas.analysis.custody.course import DaysHeld, Stretch
from habeas.analysis.custody.spells import Spell
from habeas.analysis.figures.compare import Comparison
from habeas.analysis.figures.derived import Derived
from habeas.analysis.figures.named import ByName
from habeas.analysis.followup import Deadline, Due
from habeas.analysis.offices import Authority, Holding
from habeas.analysis.values import Count
from habeas.dates.edtf import Edtf
from habeas.formats.style import LOOKS, OTHER, TYPES
from habeas.graphs.edges import NODES, RELATIONS
from habeas.graphs.parameters import OPTIONS, options_of
from habeas.identity.clusters import Judgement
from habeas.model.values import Claim, Entity, Ref, Source, When
from habeas.sparql.patterns import (
    Filter,
    Pattern,
    TermValue,
)
from habeas.sparql.saved.questions import Param, ParamType, Question
from habeas.storage.contract import SearchHit

T = TypeVar("T")

__all__ = [
    "LOOKS",
    "NODES",
    "OPTIONS",
    "OTHER",
    "RELATIONS",
    "TYPES",
    "Authority",
    "Comparison",
    "CustodyAnswer",
    "Deadline",
    "Derived",
    "Due",
    "Filter",
    "Holding",
    "Judgement",
    "Param",
    "ParamType",
    "Pattern",
    "Question",
    "SearchHit",
    "Spell",
    "Stretch",
    "TermValue",
    "options_of",
]


class Trial(NamedTuple):
    """What would become of a claim: its id, its status where the file has it already, and what to look at in it."""

    claim_id: str
    status: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim as a person reads it. `when` is the time it is about, `said` when it was said, both in words.

    `more` are its fields that have a label of their own.
    """

    claim_id: str
    subject: str
    relation: str
    object: str
    sentence: str
    when: str
    speaker: str
    chain: str
    source: str
    passage: str
    more: tuple[tuple[str, str], ...]
    quote: str
    said: str
    status: str
    assertion: str
    modality: str
    polarity: str
    hedge: str
    credibility: str
    sensitivity: str
    note: str
    reason: str
    recorded_at: str
    recorded_by: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything the file holds about one name, and about the names that were judged to mean the same (`names`)."""

    ref: str
    kind: str
    title: str
    also: tuple[str, ...]
    note: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """A claim as support of a fact: who says so (with `labels`), in which document, when it was said, and of when."""

    claim: Claim
    said: Edtf
    valid: Edtf | None
    labels: Mapping[Ref, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim, its line in words, and what else an answer needs.

    `event` is the node it talks about; `valid` the days it is about. `labels` has every name in it, `ranges` the kind
    of value of each relation.
    """

    claim: Claim
    line: Line
    event: Ref | None
    said: Edtf
    valid: Edtf | None
    dates: Mapping[When, Edtf]
    labels: Mapping[Ref, str]
    ranges: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of what was asked for; `more` when there is a next page."""

    items: list[T]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A triple, with every live claim that asserts it."""

    subject: TermValue
    relation: str
    object: TermValue
    labels: Mapping[Ref, str]
    claims: list[ClaimView]


@dataclass(frozen=True, slots=True)
class EntitySheet:
    """A description, and a page of the claims about it or by it."""

    entity: Entity
    claims: Page[ClaimView]


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """A document, and a page of the claims in it."""

    source: Source
    claims: Page[ClaimView]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOfText:
    """The clocks of a page as text: a day in the world, said by which day, known by which moment; and whose telling."""

    on: str = ""
    said: str = ""
    known: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """Some claims of many: `total` there are, these from `offset` on. `by_topic` when they were put in order by
    topic.
    """

    items: tuple[tuple[str, ClaimView], ...] = ()
    total: int = 0
    offset: int = 0
    by_topic: bool = True


class Neighbour(NamedTuple):
    """Something that claims set beside a name: what it is called, by which relations, in which claims."""

    ref: Ref
    label: str
    relations: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """One name as its page shows it. `judged` are other names that were judged to mean the same."""

    ref: Ref
    title: str
    described: Entity | Source | None
    names: tuple[str, ...]
    judged: tuple[tuple[Ref, str], ...]
    claims: ClaimPage
    spoken: ClaimPage
    inside: ClaimPage
    neighbours: tuple[Neighbour, ...] = ()
    languages: Mapping[str, str]
    """Of the documents of its claims, where they are known."""


@dataclass(frozen=True, slots=True)
class JudgementView:
    """A judgement, and what its names are called."""

    judgement: Judgement
    labels: Mapping[Ref, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow(CustodyStatus):
    """One person's status with names as people read them: `name` of the person, `where` of the place."""

    name: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCourse:
    """One life in custody up to a day: stretches with one answer, and days in detention as a range."""

    person: str
    stretches: tuple[Stretch, ...]
    days: DaysHeld


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One number with its keeper: what it counts, over which days, and how many the file knows by name."""

    count: Count
    keeper: str
    population: str
    by_name: ByName | None


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person.

    `name` and `where` are told in every language. `ever` are all facilities and places told of any stay; `claims` are
    some of those the state rests on.
    """

    person: str
    name: Mapping[str, str]
    group: str
    state: str
    word: str
    age: tuple[int, int | None] | None
    places: tuple[str, ...]
    where: Mapping[str, str]
    ever: tuple[str, ...]
    claims: tuple[str, ...]
    against: int
