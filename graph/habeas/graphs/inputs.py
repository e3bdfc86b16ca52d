"""What a view is made from: the live claims of a case, what things are called, and who is taken for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from habeas.dates import DEFAULTS, Conventions
from habeas.model import Assertion, Claim, Entity, Ref, Source
from habeas.model.claims import assertion_of
from habeas.vocab import KINDS

SAYINGS: Final = frozenset({"act", "accusation"})
"""Kinds of nodes that are a saying: never drawn unless asked for, and never more than nodes of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the file holds now, as plain values.

    `claims` are the live ones, each with its id. `same` leads from a name to the name that stands for it, where a person judged
    them to be one. `disputed` holds ids of claims that a check found to clash with others. `alias` gives pseudonyms;
    without it nobody is shown under one.
    `recorded` is the day of the last record.
    """

    claims: tuple[Claim, ...]
    entities: Mapping[Ref, Entity]
    sources: Mapping[Ref, Source]
    conventions: Conventions = DEFAULTS
    same: Mapping[Ref, Ref] = field(default_factory=dict)
    disputed: frozenset[str] = frozenset()
    alias: Callable[[Ref], str] | None = None
    sensitivity: str = "public"
    title: str = ""
    base: str = ""
    recorded: str = ""
    lang: str = "en"

    def one(self, ref: Ref) -> Ref:
        """The name that stands for this one."""
        return self.same.get(ref, ref)

    def label(self, ref: Ref) -> str:
        """What it is called in the language of this view, else its kind and slug."""
        entity, source = self.entities.get(ref), self.sources.get(ref)
        if entity is not None:
            return entity.label(self.lang)
        if source is not None:
            return source.title or ref.slug
        return f"{kind_word(ref.kind, self.lang)} {ref.slug}"

    def earliest_said(self, claim: Claim) -> date | None:
        """The first day on which it may have been said."""
        return claim.said.read(self.conventions).earliest

    def latest_said(self, claim: Claim) -> date | None:
        """The last day on which it may have been said."""
        return claim.said.read(self.conventions).latest


def kind_word(kind: str, lang: str = "en") -> str:
    """The word for a kind of thing."""
    return KINDS[kind].label_es if lang == "es" else KINDS[kind].label


Bounds = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader wants to see. Every filter only takes away; together they all must hold.

    on, since, until   lines that may have held then; lines without a date stay, since nothing says that they did not
    types, relations   kinds of nodes (person, org, …) and of lines (detainedAt, …)
    by                 claims by these speakers or in these documents
    min_sources        lines that rest on so many independent documents
    credibility        claims judged at least so credible; claims that nobody judged are left out
    sensitivity        the most sensitive that may leave: public, restricted or sealed
    redact             what is more sensitive under pseudonyms, instead of leaving it out
    sayings            accusations and speech acts too, as nodes of their own
    ego, steps         only what lies within so many lines of someone
    ongoing_until      draw what has no stated end up to this day, instead of without end
    """

    on: Bounds | None = None
    since: date | None = None
    until: date | None = None
    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    by: frozenset[Ref] = field(default_factory=frozenset)
    min_sources: int = 1
    credibility: str = ""
    sensitivity: str = "public"
    redact: bool = False
    sayings: bool = False
    ego: Ref | None = None
    steps: int = 1
    ongoing_until: date | None = None

    @property
    def narrows_lines(self) -> bool:
        """True when lines may be left out, so that a node left without any line has nothing to show."""
        dated = self.on or self.since or self.until
        return bool(dated or self.types or self.relations or self.min_sources > 1 or self.ego)


CREDIBILITY: Final = ("unlikely", "possible", "likely", "confirmed")
"""From the least to the most credible."""


def rank(credibility: str) -> int:
    """1 to 4 from unlikely to confirmed; 0 when nobody judged it."""
    return CREDIBILITY.index(credibility) + 1 if credibility in CREDIBILITY else 0


def is_saying(claim: Claim) -> bool:
    """True for a claim about a speech act or an accusation."""
    return claim.subject.kind in SAYINGS


def is_fact(claim: Claim) -> bool:
    """True for a claim that stands as a fact of the file and is not about a saying (claims.assertion_of)."""
    return assertion_of(claim) is Assertion.ASSERTED and not is_saying(claim)


def is_told(claim: Claim) -> bool:
    """True for a claim about a saying of which at least the act of saying it stands."""
    return is_saying(claim) and assertion_of(claim) is not Assertion.DESCRIBED_ONLY
