"""The last moment and the last day count: what is recorded at a moment is known then, what is said on a day was said by
then.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import Clock, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.sparql.patterns import Filter, claims_query

MOMENT = "2026-02-01T09:12:00.000Z"
A_MOMENT_BEFORE = "2026-02-01T09:11:59.999Z"
SAID = "2026-01-12"
ARREST = a_claim_form("ana", "arrestedOn", "2026-01-10", id="A", said=SAID)


def custody(case: CaseFile, **clocks: str) -> str:
    """How custody stands the day after the arrest; empty when nothing is told."""
    return next((row.custody.state for row in case.status(on="2026-01-11", **clocks)), "")


@pytest.fixture
def told(case: CaseFile, clock: Clock) -> CaseFile:
    """A case in which an arrest is recorded at MOMENT."""
    clock.at(MOMENT)
    assert not case.record_form(a_form(ARREST)).refused
    return case


def test_what_is_recorded_at_a_moment_is_known_at_that_moment(told: CaseFile) -> None:
    assert custody(told, known=MOMENT) == "held"
    assert custody(told, known=A_MOMENT_BEFORE) == ""
    with told.at(MOMENT) as then, told.at(A_MOMENT_BEFORE) as before:
        assert (custody(then), custody(before)) == ("held", "")


def test_what_is_withdrawn_at_a_moment_is_not_known_at_that_moment(told: CaseFile, clock: Clock) -> None:
    clock.at("2026-02-02T09:12:00.000Z")
    told.withdraw("A", reason="a slip")
    assert custody(told, known="2026-02-02T09:12:00.000Z") == ""
    assert custody(told, known="2026-02-02T09:11:59.999Z") == "held"


def test_what_is_said_on_a_day_was_said_by_that_day(told: CaseFile) -> None:
    assert custody(told, said=SAID) == "held"
    assert custody(told, said="2026-01-11") == ""


def test_what_may_have_been_said_later_was_not_certainly_said_by_a_day(case: CaseFile) -> None:
    case.record_form(a_form(ARREST | {"said": "[2026-01-12..2026-01-14]"}))
    assert [custody(case, said=day) for day in ("2026-01-13", "2026-01-14")] == ["", "held"]


def test_a_query_takes_what_is_said_on_the_day_too(told: CaseFile) -> None:
    def found(day: str) -> int:
        wanted = Filter(said=date.fromisoformat(day))
        return len(told.query(claims_query(wanted, told.views.mapper, limit=9, offset=0)).table().rows)

    assert (found(SAID), found("2026-01-11")) == (1, 0)
