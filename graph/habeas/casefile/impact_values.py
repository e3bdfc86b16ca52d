"""What would be another answer if something fell: the values that `impact` finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from habeas.analysis.figures.compare import Comparison
from habeas.analysis.figures.derived import Derived
from habeas.casefile.results import CountRow, PersonCourse, StatusRow
from habeas.model.findings import Finding

T = TypeVar("T")


class FallenKind(StrEnum):
    """What is supposed to fall."""

    CLAIM = "claim"
    DOCUMENT = "document"
    SPEAKER = "speaker"
    OPERATION = "operation"


class Effect(StrEnum):
    """What becomes of an answer. `support`: it is the same, and rests on other claims, mostly fewer."""

    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """What is supposed to fall: `claims` would count no more, by these operations."""

    kind: FallenKind
    ref: str
    title: str
    claims: tuple[str, ...]
    operations: tuple[tuple[str, Mapping[str, Any]], ...]
    names: tuple[str, ...] = ()
    """Two names that were judged, where it is a judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Generic[T]):
    """One answer before and after; None where there is none."""

    effect: Effect
    before: T | None
    after: T | None

    @property
    def either(self) -> T:
        """The answer before, or where there was none, the one after."""
        found = self.after if self.before is None else self.before
        assert found is not None  # noqa: S101 one of them is there
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonState:
    """One person: how things stand on the day, and custody up to it."""

    status: StatusRow
    course: PersonCourse


class Sentence(NamedTuple):
    """One sentence of a dossier, and its claims; without any, what no claim says."""

    part: str
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierShift:
    """What would be told otherwise in the dossier of one name."""

    ref: str
    name: str
    sentences: tuple[Shift[Sentence], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What would be another answer. `reached` people were looked at; `dossiers_left` dossiers were not written."""

    fallen: Fallen
    on: date
    reached: int
    people: tuple[Shift[PersonState], ...]
    findings: tuple[Shift[Finding], ...]
    figures: tuple[Shift[CountRow], ...]
    comparisons: tuple[Shift[Comparison], ...]
    derived: tuple[Shift[Derived], ...]
    dossiers: tuple[DossierShift, ...]
    dossiers_left: int

    @property
    def is_empty(self) -> bool:
        """True when no answer would be another."""
        every = (self.people, self.findings, self.figures, self.comparisons, self.derived, self.dossiers)
        return not any(every) and not self.dossiers_left
