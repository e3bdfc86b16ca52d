"""What is judged of places and events goes into every answer, and out of it again when it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile

GATE = {"gate": {"is": "facility:penal-norte", "label": "Penal del Norte"}}
SPAN = {"began": "2025-05-01", "ended": "2025-06-30"}
DAY = "2025-06-01"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """Two papers on one arrest and one stay, each with its own names for them."""
    form = a_form(
        a_claim_form("ana", "detainedAt", "norte", event="detention:1", **SPAN),
        a_claim_form("ana", "detainedAt", "gate", event="detention:2", said_by="paper", **SPAN),
        a_claim_form("ana", "arrestedOn", "2025-05-01", event="arrest:1"),
        a_claim_form("ana", "arrestedOn", "2025-05-09", event="arrest:2", said_by="paper"),
        names=GATE,
    )
    with a_case(tmp_path, form) as opened:
        yield opened


def place(case: CaseFile) -> tuple[str, str]:
    (row,) = case.status(on=DAY)
    (same,) = case.status(on=DAY, person="Ana Ruiz")
    assert row == same
    return row.place.state, row.place.word.value


def rules(case: CaseFile) -> list[str]:
    return [finding.rule for finding in case.findings(rules=["C01", "C05"])]


def test_two_names_of_one_prison_are_one_place_while_the_judgement_stands(case: CaseFile) -> None:
    before = place(case), rules(case)
    assert before == (("facility:norte or facility:penal-norte", "contested"), ["C01"])
    case.judge("facility:norte", "facility:penal-norte", "same", reason="one gate")
    assert (place(case), rules(case)) == (("facility:norte", "certain"), [])
    case.take_back("facility:norte", "facility:penal-norte", reason="two gates")
    assert (place(case), rules(case)) == before
    case.judge("facility:norte", "facility:penal-norte", "same", reason="one gate after all")
    assert place(case) == ("facility:norte", "certain")


def test_two_arrests_judged_one_are_one_arrest_told_twice(case: CaseFile) -> None:
    case.judge("detention:1", "detention:2", "same", reason="one stay")
    assert len(case.spells(on="2026-01-12")) == 2, "the second arrest may be a new one"
    case.judge("arrest:1", "arrest:2", "same", reason="one arrest")
    assert "C05" in rules(case), "one arrest cannot have been on two days"
    (spell,) = case.spells(on="2026-01-12")
    assert [stay.node for stay in spell.stays] == ["detention:1"]
    case.take_back("arrest:1", "arrest:2", reason="two arrests")
    assert "C05" not in rules(case)


def test_a_wing_of_a_prison_is_no_second_place_while_somebody_says_so(case: CaseFile) -> None:
    form = a_form(a_claim_form("gate", "containedInPlace", "norte", id="wing"), names=GATE, id="plan")
    assert not case.record_form(form).refused
    assert (place(case), rules(case)) == (("facility:penal-norte", "certain"), [])
    case.withdraw("wing", reason="another prison")
    assert (place(case), rules(case)) == (("facility:norte or facility:penal-norte", "contested"), ["C01"])
