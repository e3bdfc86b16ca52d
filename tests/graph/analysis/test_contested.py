"""Contested pairs: status is contested on a day exactly when a pair has that day, and both sides are named."""

from __future__ import annotations

from datetime import date

from tests.agreement.kinds import KINDS
from tests.graph.analysis.custody_cases import OUT, STAY
from tests.graph.analysis.test_doubt import CASES as DOUBTS
from tests.histories import HISTORIES
from tests.tellings import WHO, rows, told

from habeas.analysis.custody.contested import ContestedPair, contested_pairs
from habeas.analysis.custody.timeline import timeline
from habeas.analysis.intervals import LAST, Certainty
from habeas.analysis.people import people
from habeas.model.values import Claim

LIVES = [
    *KINDS.values(),
    *(history.claims for history in HISTORIES),
    *(claims for claims, _ in DOUBTS.values() if people(rows(*claims))),
]


def pairs(*claims: Claim) -> tuple[ContestedPair, ...]:
    return contested_pairs(timeline(WHO, people(rows(*claims))[WHO]))


def test_a_day_is_contested_exactly_when_a_pair_has_it() -> None:
    for claims in LIVES:
        line = timeline(WHO, people(rows(*claims))[WHO])
        found = contested_pairs(line)
        for period in line.periods:
            for axis in ("custody", "place"):
                inside = [pair for pair in found if pair.axis == axis and pair.first <= period.first <= pair.last]
                assert bool(inside) == (getattr(period, axis).word is Certainty.CONTESTED)


def test_both_sides_of_every_pair_are_named_and_apart() -> None:
    for claims in LIVES:
        for pair in pairs(*claims):
            assert pair.claims
            assert pair.against
            assert not {*pair.claims} & {*pair.against}


def test_seen_inside_after_a_release_is_one_pair_until_the_end_of_days() -> None:
    inside = told("observation:2", "observedState", "held", person=WHO, on="2025-10-01", id="inside")
    (pair,) = (pair for pair in pairs(STAY, OUT, inside) if pair.axis == "custody" and pair.first >= date(2025, 10, 1))
    assert (pair.claims, pair.against, pair.last) == (("inside",), ("out",), LAST)


def test_two_prisons_on_the_same_days_are_two_sides() -> None:
    south = told(
        WHO, "detainedAt", "facility:sur", event="detention:2", began="2025-02-01", ended="2025-03-01", id="south"
    )
    (pair,) = (pair for pair in pairs(STAY, OUT, south) if pair.axis == "place")
    assert "stay" in pair.claims
    assert "south" in pair.against


def test_one_stay_told_of_two_prisons_has_a_side_for_each() -> None:
    here = told(
        WHO, "detainedAt", "facility:norte", event="detention:1", began="2025-01-01", ended="2025-01-01", id="h"
    )
    there = told(WHO, "detainedAt", "facility:sur", event="detention:1", began="2025-01-01", ended="2025-01-02", id="t")
    place = [pair for pair in pairs(here, there) if pair.axis == "place"]
    assert [(str(pair.first), pair.claims, pair.against) for pair in place] == [("2025-01-01", ("h",), ("t",))]
