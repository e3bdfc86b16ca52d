"""What a person may be taken for another by. Names that look alike and facts in common only ever make proposals. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from habeas.model.values import Entity, fold

Trait = tuple[str, str]
"""What many people may share: a property and a value."""
Dated = tuple[tuple[date, date], str]
"""The days between which something happened, and the claim."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """What somebody may be taken for another by: days of birth and death, traits, each with its claims; and labels.

    Labels are only those of somebody of whom a birth or a death is told: without one nobody is seen to be another.
    """

    labels: frozenset[str] = frozenset()
    born: tuple[Dated, ...] = ()
    died: tuple[Dated, ...] = ()
    traits: tuple[tuple[Trait, tuple[str, ...]], ...] = ()


def labels_of(entity: Entity) -> set[str]:
    """The labels by which a person may be taken for another, accents and case folded; a placeholder has none."""
    if entity.ref.kind != "person" or entity.placeholder:
        return set()
    return {" ".join(fold(text.text).split()) for text in entity.labels}
