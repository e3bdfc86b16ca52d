"""What rests on something as JSON: every answer that would be another, before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Field
from typing_extensions import TypedDict

from habeas.casefile.impact_values import Effect, Impact, PersonState, Sentence, Shift
from habeas_api.serializers.reports import (
    ComparisonOut,
    CountOut,
    DerivedOut,
    FindingOut,
    StatusOut,
    comparison_of,
    count_of,
    derived_of,
    finding_of,
    status_of,
)

T = TypeVar("T")


class ShiftOut(TypedDict, Generic[T]):
    """One answer, before and after; null where there is none."""

    effect: Annotated[Effect, Field(description="`support`: the same answer, on other claims.")]
    before: T | None
    after: T | None


class PersonOut(TypedDict):
    """One person on the day, and how many days they were in custody up to it; `most` null where there is no limit."""

    status: StatusOut
    days: dict[str, int | None]


class SentenceOut(TypedDict):
    """A sentence of a dossier, under its heading; without claims, it says what no claim says."""

    part: str
    text: str
    claims: list[str]


class DossierOut(TypedDict):
    """What would be told otherwise in one dossier."""

    id: str
    label: str
    sentences: list[ShiftOut[SentenceOut]]


class FallenOut(TypedDict):
    """What is supposed to fall, and the claims that would count no more."""

    kind: Literal["claim", "document", "speaker", "operation"]
    id: str
    title: str
    claims: list[str]


class ImpactOut(TypedDict):
    """What would be another answer. Nothing of it is recorded."""

    fallen: FallenOut
    on: str
    reached: Annotated[int, Field(description="How many people were looked at.")]
    people: list[ShiftOut[PersonOut]]
    findings: list[ShiftOut[FindingOut]]
    figures: list[ShiftOut[CountOut]]
    comparisons: list[ShiftOut[ComparisonOut]]
    derived: list[ShiftOut[DerivedOut]]
    dossiers: list[DossierOut]
    dossiers_left: Annotated[int, Field(description="So many more dossiers were not compared.")]


def impact_of(found: Impact) -> ImpactOut:
    """An impact."""
    what = found.fallen
    dossiers = [
        DossierOut(id=one.ref, label=one.name, sentences=_shifts(one.sentences, _sentence)) for one in found.dossiers
    ]
    return {
        "fallen": {"kind": what.kind.value, "id": what.ref, "title": what.title, "claims": list(what.claims)},
        "on": found.on.isoformat(),
        "reached": found.reached,
        "people": _shifts(found.people, _person),
        "findings": _shifts(found.findings, finding_of),
        "figures": _shifts(found.figures, count_of),
        "comparisons": _shifts(found.comparisons, comparison_of),
        "derived": _shifts(found.derived, derived_of),
        "dossiers": dossiers,
        "dossiers_left": found.dossiers_left,
    }


def _shifts(shifts: Iterable[Shift[T]], plain: Callable[[T], Any]) -> list[ShiftOut[Any]]:
    sides = ((shift.effect, shift.before, shift.after) for shift in shifts)
    return [
        {
            "effect": effect,
            "before": None if before is None else plain(before),
            "after": None if after is None else plain(after),
        }
        for effect, before, after in sides
    ]


def _person(state: PersonState) -> PersonOut:
    days = state.course.days
    return {"status": status_of(state.status), "days": {"least": days.certain, "most": days.most}}


def _sentence(one: Sentence) -> SentenceOut:
    return {"part": one.part, "text": one.text, "claims": list(one.claims)}
