"""What a graph is made from: the live claims of a case, what things are called, and who is taken for whom."""

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
class Inputs:
    """What the file holds now, as plain values.

    `claims` are the live ones, each with its id. `same` leads from a name to the name that stands for it, where a
    person judged them to be one. `disputed` holds ids of claims that a check found to clash with others. `alias`
    gives pseudonyms; without it nobody is shown under one. `recorded` is the day of the last record.
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


def is_saying(claim: Claim) -> bool:
    """True for a claim about a speech act or an accusation."""
    return claim.subject.kind in SAYINGS


def is_fact(claim: Claim) -> bool:
    """True for a claim that stands as a fact of the file and is not about a saying (claims.assertion_of)."""
    return assertion_of(claim) is Assertion.ASSERTED and not is_saying(claim)


def is_said(claim: Claim) -> bool:
    """True for a claim about a saying of which at least the act of saying it stands."""
    return is_saying(claim) and assertion_of(claim) is not Assertion.DESCRIBED_ONLY
