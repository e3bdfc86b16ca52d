"""Which relations fit a kind of thing, which details fit a relation, and what each takes: for whoever writes a claim in a form.

Pure: it reads the vocabulary and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from habeas.model.validate import fits_kind
from habeas.vocab import KINDS, PROPERTIES, SCHEMES, Origin, Property, Range

FIRST: Final = (
    "detainedAt", "arrestedOn", "releasedOn", "diedOn", "detainedIn", "arrestedBy", "heldPost", "holdsPost", "occupation", "ageAt",
    "subjectedTo", "spouseOf", "childOf", "parentOf", "siblingOf", "lawyerOf", "leads", "speaksFor", "residedIn", "nationality",
)  # fmt: skip
"""What is said most often, in the order in which it is offered; the rest follows by name."""
FIRST_DETAILS: Final = (
    "custodyKind",
    "began",
    "ended",
    "occurred",
    "agent",
    "facility",
    "place",
    "duration",
    "releaseType",
)
MADE: Final = ("accusation", "act", "arrest", "charge", "count", "death", "detention", "release", "treatment")
"""Kinds that exist because claims say something of them, and that a form may make."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A relation or a detail as a form shows it: what it is called, and what it takes."""

    name: str
    label: str
    about: str
    takes: str
    kinds: tuple[str, ...]
    codes: tuple[str, ...]
    makes: str

    @property
    def has_when(self) -> bool:
        """True when a date beside it makes sense; where the object is itself the date, it does not."""
        return self.takes != Range.DATE.value


def slot_of(prop: Property, lang: str = "en") -> Slot:
    """A property as a form shows it."""
    return Slot(
        name=prop.name, label=prop.label_es if lang == "es" else prop.label, about=prop.comment, takes=TAKES[prop.range],
        kinds=_wanted(prop), codes=tuple(SCHEMES[prop.scheme]) if prop.scheme else (), makes=prop.makes or "",
    )  # fmt: skip


TAKES: Final = {
    Range.ENTITY: "entity", Range.CONCEPT: "code", Range.TEXT: "text", Range.INTEGER: "integer", Range.BOOLEAN: "boolean",
    Range.DATE: "date", Range.DATETIME: "datetime", Range.STRING: "string",
}  # fmt: skip


def _wanted(prop: Property) -> tuple[str, ...]:
    if prop.range is not Range.ENTITY:
        return ()
    return tuple(kind for kind in KINDS if fits_kind(kind, prop.kinds) and KINDS[kind].origin is not Origin.SYSTEM)


def relations_of(kind: str, lang: str = "en") -> list[Slot]:
    """The relations that something of this kind may have; all of them for an unknown kind. Those said most often come first."""
    found = [
        prop for prop in PROPERTIES.values() if prop.is_relation and (kind not in KINDS or fits_kind(kind, prop.domain))
    ]
    return sorted((slot_of(prop, lang) for prop in found), key=lambda slot: _rank(slot, FIRST))


def details_of(relation: str, kind: str, lang: str = "en") -> list[Slot]:
    """The details that a claim with this relation may have: those of the event or count that it talks about."""
    prop = PROPERTIES.get(relation)
    if prop is None:
        return []
    about = kind if kind in KINDS and KINDS[kind].origin is Origin.CLAIMED else prop.makes
    if not about:
        return []
    told = {prop.subject_role, prop.object_role, *dict(prop.fixed)} if about == prop.makes else {prop.name}
    every = (
        one for one in PROPERTIES.values() if one.is_detail and one.name not in told and fits_kind(about, one.domain)
    )
    return sorted((slot_of(one, lang) for one in every), key=lambda slot: _rank(slot, FIRST_DETAILS))


def _rank(slot: Slot, first: tuple[str, ...]) -> tuple[int, str]:
    return (first.index(slot.name) if slot.name in first else len(first), slot.label)
