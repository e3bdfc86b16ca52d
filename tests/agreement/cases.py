"""Cases in which many lives are told at once, each under its own name: one case file, every door asked once a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.builders import Clock
from tests.histories import HISTORIES
from tests.lives import LATER, SPAN, START, Seeded, a_life
from tests.tellings import WHO

from habeas.analysis.evidence import evidence_of
from habeas.casefile import CaseFile
from habeas.model.values import Claim, Ref, Value, When

BODIES = ("org:paper", "org:radio", "org:ministry", "collective:family")
PLACES = ("facility:1", "facility:2", "facility:norte", "facility:sur", "facility:hospital")
Lives = Mapping[str, Sequence[Claim]]
"""The slug of a person → what is told of them, as `tests.tellings.told` tells it of person:ana."""


def the_histories() -> Lives:
    """The ten awkward histories, under their titles."""
    return {f"history-{number}": history.claims for number, history in enumerate(HISTORIES)}


def random_lives(number: int) -> Lives:
    """So many random lives, the same each time."""
    return {f"life-{seed}": a_life(Seeded(seed)) for seed in range(number)}


def make_case(folder: Path, lives: Lives) -> Path:
    """A case file that tells these lives; nothing of them is refused."""
    with CaseFile.create(folder, clock=Clock()) as case:
        report = case.record_form(form_of(lives))
        assert not report.refused, report.refused[:3]
    return folder


def form_of(lives: Lives) -> dict[str, Any]:
    """They all as one document of the claim form."""
    names = {name.partition(":")[2]: {"is": name, "label": name.partition(":")[2].title()} for name in BODIES + PLACES}
    people = {name: {"is": f"person:{name}", "label": name} for name in lives}
    return {
        "source": {"id": "page", "title": "A page", "date": "2027-01-01", "publisher": "paper"},
        "names": {**names, **people},
        "claims": [_plain(claim, name) for name, claims in lives.items() for claim in _once(claims)],
    }


def _once(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Each claim once: chance may say the same thing twice."""
    return {claim.id: claim for claim in claims}.values()


def _plain(claim: Claim, name: str) -> dict[str, Any]:
    """A claim in the claim form, told of somebody of this name; events belong to that person alone."""

    def plain(value: Value) -> Any:
        if isinstance(value, When):
            return value.edtf
        return _renamed(value, name) if isinstance(value, Ref) else value

    found: dict[str, Any] = {
        "claim": [plain(claim.subject), claim.relation, plain(claim.object)],
        "said-by": str(claim.speaker),
        "said": claim.said.edtf,
        "polarity": claim.polarity,
        "mode": claim.modality,
    }
    for key, value in (("event", claim.event), ("on", claim.on)):
        if value is not None:
            found[key] = plain(value)
    return found | {key: plain(value) for key, value in claim.details}


def _renamed(ref: Ref, name: str) -> str:
    if str(ref) == WHO:
        return f"person:{name}"
    return str(ref) if ref.kind in {"facility", "org", "collective"} else f"{ref}-{name}"


def days_around(lives: Iterable[Sequence[Claim]]) -> list[str]:
    """Every day on which one of these claims begins or ends to hold, and the days beside it."""
    told = {day for claims in lives for claim in claims for day in _limits(claim)}
    return sorted({(day + timedelta(step)).isoformat() for day in told for step in (-1, 0, 1)})


def days_of_histories() -> list[str]:
    """The days around what is told in tests/histories.py, and every day asked for there."""
    asked = {day for history in HISTORIES for day in history.days}
    return sorted(asked | {*days_around(history.claims for history in HISTORIES)})


def _limits(claim: Claim) -> Iterator[date]:
    for row in evidence_of(claim):
        yield from (day for bounds in (row.at, row.began, row.ended) for day in bounds if day)


def days_of_lives() -> list[str]:
    """Every day on which something may be told of a random life, and some after."""
    return [(START + timedelta(number)).isoformat() for number in range(-1, SPAN + LATER)]
