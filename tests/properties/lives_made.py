"""Random tellings of one life in custody (tests/lives.py), as the property tests of custody draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st
from tests.lives import MOST_CLAIMS, SPAN, START, a_claim_of_a_life, a_date, day

from habeas.analysis.custody.answer import CustodyStatus
from habeas.model.canonical import identified
from habeas.model.values import Claim, When

__all__ = ["SPAN", "START", "claims", "dates", "day", "days", "doubtful_files", "files", "short", "shown"]
T = TypeVar("T")
days = st.integers(0, SPAN)


class Drawn:
    """Draws from hypothesis, as `Seeded` of tests/lives.py draws from a seed."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def number(self, least: int, most: int) -> int:
        return self._draw(st.integers(least, most))

    def among(self, values: Sequence[T]) -> T:
        return self._draw(st.sampled_from(values))


@st.composite
def dates(draw: st.DrawFn) -> str:
    """A day, or one day in a range."""
    return a_date(Drawn(draw))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """One claim on the custody of one person."""
    return a_claim_of_a_life(Drawn(draw))


files = st.lists(claims(), max_size=MOST_CLAIMS)


@st.composite
def doubtful(draw: st.DrawFn) -> Claim:
    """The same, also denied, announced, told beforehand, or without its dates."""
    claim = draw(claims())
    match draw(st.sampled_from(["", "", "negative", "denial", "announcement", "before", "undated"])):
        case "negative":
            claim = replace(claim, polarity="negative")
        case "denial" | "announcement" as mode:
            claim = replace(claim, modality=mode)
        case "before":
            claim = replace(claim, said=When(edtf=day(draw(days))))
        case "undated":
            claim = replace(claim, details=tuple(one for one in claim.details if not isinstance(one[1], When)), on=None)
    return identified(replace(claim, id=""))[0]


doubtful_files = st.lists(doubtful(), max_size=MOST_CLAIMS)


def short(claim: Claim) -> str:
    """A claim in a line, for the message of a failing test."""
    details = " ".join(f"{name}={value.edtf if isinstance(value, When) else value}" for name, value in claim.details)
    value = claim.object.edtf if isinstance(claim.object, When) else claim.object
    return f"{claim.id[-4:]} {claim.subject} {claim.relation} {value} {claim.event or ''} {details}"


def shown(*statuses: CustodyStatus) -> str:
    return " -> ".join(f"{s.custody.state} {s.custody.sure} {s.custody.claims}" for s in statuses)
