"""What the cases of custody where it is not clear are told with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.tellings import WHO, told

from habeas.model.values import Claim

Cases = Mapping[str, tuple[Sequence[Claim], Mapping[str, str]]]
N, S, E = "facility:norte", "facility:sur", "facility:este"
F, M = "collective:family", "org:ministry"


def taken(day: str = "2025-03-04", n: str = "1", **more: str) -> Claim:
    """An arrest."""
    return told(WHO, "arrestedOn", day, event=f"arrest:{n}", id=more.pop("id", f"taken{n}"), **more)


def stay(n: str = "1", at: str = N, **more: str) -> Claim:
    """A detention at a prison."""
    return told(WHO, "detainedAt", at, event=f"detention:{n}", id=more.pop("id", f"stay{n}"), **more)


def out(day: str, n: str = "1", **more: str) -> Claim:
    """A release."""
    return told(WHO, "releasedOn", day, event=f"release:{n}", id=more.pop("id", f"out{n}"), **more)


def died(day: str, n: str = "1", *, inside: bool | None = None, **more: str) -> Claim:
    """A death; `inside` is whether in custody, where that is said."""
    claim = told(WHO, "diedOn", day, event=f"death:{n}", **more)
    return claim if inside is None else replace(claim, details=(*claim.details, ("inCustody", inside)))


def seen(state: str, on: str = "", n: str = "", **more: str) -> Claim:
    """A sighting."""
    return told(
        f"observation:{state}{n}",
        "observedState",
        state,
        person=WHO,
        on=on,
        id=more.pop("id", f"seen-{state}{n}"),
        **more,
    )


def listed(n: str = "1", at: str = N, said: str = "2026-01-12", **more: str) -> Claim:
    """A list of people held that gives no dates."""
    return told(WHO, "detainedAt", at, event=f"detention:u{n}", said=said, id=f"list{n}", **more)


def no(claim: Claim, mode: str = "") -> Claim:
    """The same, said not to be so."""
    return replace(claim, polarity="negative", modality=mode or claim.modality)


def announced(claim: Claim) -> Claim:
    """The same, as an announcement."""
    return replace(claim, modality="announcement")


T = taken("2025-12-01", said="2025-12-02")
U = "2026-01-12"
PLAN = out("2026-01-16", by=M, said="2026-01-12")
TAG = told("condition:1", "conditionType", "ankle-tag", person=WHO, on="2026-02-10", id="tag")
