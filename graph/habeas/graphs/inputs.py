"""What a graph is made from: the live claims of a case, what things are called, and who is taken for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from habeas.analysis.edges.events import Interpretation
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.model.disclosure import DisclosurePolicy
from habeas.model.values import Claim, Entity, Ref, Source
from habeas.vocab import KINDS


class CaseInfo(NamedTuple):
    """Of which case a graph is: its title, its base IRI, the day of its last record, and the language of the reader."""

    title: str
    base: str
    recorded: str
    lang: str


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

    @property
    def reading(self) -> Interpretation:
        """How its claims are taken together."""
        return Interpretation(self.conventions, self.same)

    @property
    def about(self) -> CaseInfo:
        """Of which case it is."""
        return CaseInfo(self.title, self.base, self.recorded, self.lang)

    def policy(self, most: str) -> DisclosurePolicy:
        """What may be shown of these values at a level of sensitivity."""
        return DisclosurePolicy.of(most, self.entities, self.claims, self.same, self.sensitivity)

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

    def one_of(self, name: str) -> str:
        """The name that stands for this one, as texts."""
        return str(self.one(Ref.parse(name))) if self.same else name

    def label_of(self, name: str) -> str:
        """The same, for a name as text."""
        return self.label(Ref.parse(name))

    def url_of(self, document: str) -> str:
        """Where a document is published; empty where nobody says."""
        source = self.sources.get(Ref.parse(document))
        return source.url if source else ""


def kind_word(kind: str, lang: str = "en") -> str:
    """The word for a kind of thing."""
    return KINDS[kind].label_es if lang == "es" else KINDS[kind].label
