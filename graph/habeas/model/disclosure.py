"""What may be shown to whom: one policy for exports, pages and answers.

A claim is withheld when it, its speaker, its document's publisher, or anything it names is more sensitive than the
reader may see. So is every event about somebody withheld: its own name may give them away. What is left may still
hold a withheld name inside a longer text, such as the title of a document: `masking` takes it out there.

Pure. Docs: docs/for-analysts.md, docs/decisions/0040.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from habeas.model.claims import mentions, node_of
from habeas.model.rulings import NO_RULINGS, Rulings
from habeas.model.values import Claim, Entity, Ref, Source
from habeas.vocab import KINDS, PROPERTIES, Origin

LEVELS: Final = ("public", "restricted", "sealed")
"""From what anybody may see to what nobody else may."""


WORDS: Final = re.compile(r"[^\W_]+")
LONG_TITLE: Final = 12
TITLE_WORDS: Final = 3


def level(sensitivity: str) -> int:
    """How sensitive: 0 public, 1 restricted, 2 sealed; an unknown word is more sensitive than all."""
    return LEVELS.index(sensitivity) if sensitivity in LEVELS else len(LEVELS)


NO_FIELDS: Final[Mapping[str, str]] = {}


def automatic_sensitivity(claim: Claim, fields: Mapping[str, str] = NO_FIELDS) -> str:
    """The strictest that its relation and its details ask for, such as the number of an identity card; else empty.

    `fields` are those that a case marks besides, each with its level ([fields] in case.toml).
    """
    names = (claim.relation, *(name for name, _ in claim.details))
    asked = (word for name in names for word in (PROPERTIES[name].sensitivity, fields.get(name)))
    return max(filter(None, asked), key=level, default="")


def marked_sensitivity(claim: Claim, fields: Mapping[str, str]) -> str:
    """The mark of a claim in a case: somebody's own, or what its fields ask for today."""
    own = claim.sensitivity
    return own if own not in {"", automatic_sensitivity(claim)} else automatic_sensitivity(claim, fields)


def claim_level(sensitivity: str, automatic: str, default: str) -> int:
    """How sensitive a claim is by its mark; `default` is how the case counts what nobody marked.

    A mark that its relations asked for (`automatic`) is nobody's decision: the stronger of it and the default holds.
    """
    own = sensitivity or automatic
    return level(own) if own != automatic else max(level(own or LEVELS[0]), level(default))


def above(most: str) -> tuple[str, ...]:
    """The words for what is more sensitive than a level."""
    return LEVELS[level(most) + 1 :]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosurePolicy:
    """What a reader at a level of sensitivity may see.

    `most` is that level; `default` the sensitivity of claims that nobody marked; `withheld` are the names that
    are above the level, and the events about them; `names` everything that these are called, `people` what the people
    among them are: their names are looked for in every spelling.
    """

    most: str
    default: str = "public"
    withheld: frozenset[Ref] = frozenset()
    names: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    rulings: Rulings = NO_RULINGS
    """What was decided on words that may name one of them."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """The relations and details that the case marks, each with its level."""

    @classmethod
    def of(
        cls,
        most: str,
        described: Mapping[Ref, Entity | Source],
        claims: Iterable[Claim],
        same: Mapping[Ref, Ref],
        default: str = "public",
        fields: Mapping[str, str] = NO_FIELDS,
    ) -> DisclosurePolicy:
        """The policy for a case in memory. `same` leads from a name to the one that stands for it by judgement."""
        refs = {ref for ref, entity in described.items() if level(entity.sensitivity or "public") > level(most)}
        if refs:
            refs |= {same.get(ref, ref) for ref in refs}
            refs |= {ref for ref, one in same.items() if one in refs}
            refs |= {event for claim in claims for event in events_about(claim, refs)}
        named = [(ref.kind, name) for ref in refs if ref in described for name in names_of(described[ref])]
        named = [(kind, name) for kind, name in named if is_telling(kind, name)]
        names, people = frozenset(name for _, name in named), frozenset(n for kind, n in named if kind == "person")
        withheld = frozenset(refs)
        return cls(most=most, default=default, fields=fields, withheld=withheld, names=names, people=people)

    def allows(self, claim: Claim, publisher: Ref | None = None) -> bool:
        """True when the claim may be shown. `publisher` is that of its document."""
        asked = automatic_sensitivity(claim, self.fields)
        own = claim_level(marked_sensitivity(claim, self.fields), asked, self.default)
        if own > level(self.most):
            return False
        if not self.withheld:
            return True
        named = {*mentions(claim), claim.speaker, claim.source}
        return self.withheld.isdisjoint(named) and publisher not in self.withheld


def names_of(entity: Entity | Source) -> Iterator[str]:
    """Everything that somebody is called, in texts and in names; a document its title."""
    if isinstance(entity, Source):
        yield from filter(None, (entity.title, entity.ref.slug))
        return
    yield from (text.text for text in (*entity.labels, *entity.also, *entity.hidden))
    yield entity.ref.slug


def is_telling(kind: str, name: str) -> bool:
    """Whether a name is looked for in texts.

    Titles of documents and names of events are made of everybody's words: short ones (“A letter”) are not.
    """
    if kind != "doc" and not _is_event(Ref(kind, "")):
        return True
    return len(name) >= LONG_TITLE and len(WORDS.findall(name)) >= TITLE_WORDS


def events_about(claim: Claim, withheld: AbstractSet[Ref]) -> Iterator[Ref]:
    """The event the claim talks about, when the claim also names somebody withheld; and the other events it names."""
    about = node_of(claim)
    if about is not None and not withheld.isdisjoint(mentions(claim)):
        yield about
        yield from (value for _, value in claim.details if isinstance(value, Ref) and _is_event(value))


def _is_event(ref: Ref) -> bool:
    return KINDS[ref.kind].origin is Origin.CLAIMED
