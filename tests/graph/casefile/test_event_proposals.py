"""Two accounts of what may be one event: proposed, contested until somebody judges them, and as before when that is
taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.errors import BadChoice


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """Two accounts of an arrest, of a release a month later, and one arrest of somebody else."""
    form = a_form(
        a_claim_form("ana", "arrestedOn", "2025-03-04", id="A1"),
        a_claim_form("ana", "arrestedOn", "2025-03-06", id="A2", said_by="paper"),
        a_claim_form("ana", "releasedOn", "2025-04-10", id="A3"),
        a_claim_form("ana", "releasedOn", "2025-04-10", id="A4", said_by="paper"),
        a_claim_form("luis", "arrestedOn", "2025-03-05", id="L1"),
    )
    with a_case(tmp_path / "file", form) as made:
        yield made


def proposed(case: CaseFile) -> dict[tuple[str, str], str]:
    found = case.proposals(kind="event").found
    return {(str(each.a), str(each.b)): each.verdict.value for each in found}


def held(case: CaseFile, day: str) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    (row,) = case.status(on=day, person="Ana Ruiz")
    return row.custody.state, row.custody.word.value, row.custody.claims, row.custody.against


def test_events_of_one_kind_and_person_near_each_other_are_proposed(case: CaseFile) -> None:
    assert proposed(case) == {
        ("arrest:A1", "arrest:A2"): "unsure",
        ("release:A3", "release:A4"): "same",
    }
    assert {str(each.a) for each in case.proposals().found} >= {"arrest:A1", "release:A3"}
    with pytest.raises(BadChoice, match="nothing is proposed"):
        case.proposals(kind="arrest")


def test_until_they_are_judged_the_days_between_are_contested_and_a_finding(case: CaseFile) -> None:
    assert held(case, "2025-03-05") == ("held", "contested", ("A1",), ("A2",))
    assert [(found.rule, found.claims) for found in case.findings(rules=["C23", "C24"])] == [("C23", ("A1", "A2"))]
    assert held(case, "2025-03-07")[1] != "contested"


def test_judged_two_events_there_is_nothing_to_ask_and_judged_one_a_day_is_wrong(case: CaseFile) -> None:
    before = held(case, "2025-03-05")
    case.judge("A1", "claim:A2", "different", reason="let go for a night")
    assert held(case, "2025-03-05")[1] != "contested"
    assert case.findings(rules=["C05", "C23", "C24"]) == ()
    assert ("arrest:A1", "arrest:A2") not in proposed(case)
    case.take_back("A1", "A2", reason="no")
    assert held(case, "2025-03-05") == before
    case.judge("A1", "A2", "same", reason="one arrest")
    assert [found.rule for found in case.findings(rules=["C05", "C23", "C24"])] == ["C05"]
    state, word, claims, against = held(case, "2025-03-05")
    assert (state, word, "A1" in claims, against) == ("held", "contested", True, ("A2",))


def test_what_is_certainly_told_apart_is_not_proposed(case: CaseFile) -> None:
    form = a_form(
        a_claim_form("luis", "releasedOn", "2025-03-07", id="L2"),
        a_claim_form("luis", "arrestedOn", "2025-03-09", id="L3"),
        a_claim_form("luis", "arrestedOn", "2025-06-09", id="L4", said_by="paper"),
        id="more",
    )
    assert not case.record_form(form).refused
    assert not [pair for pair in proposed(case) if "arrest:L" in pair[0]]
    assert [found.claims for found in case.findings(rules=["C23"]) if "L4" in found.claims] == [("L3", "L4")]


def test_two_deaths_are_one_death_on_two_days(case: CaseFile) -> None:
    form = a_form(
        a_claim_form("luis", "diedOn", "2025-05-01", id="D1"),
        a_claim_form("luis", "diedOn", "2025-05-04", id="D2", said_by="paper"),
        id="deaths",
    )
    assert not case.record_form(form).refused
    words = {day: case.status(on=day, person="Luis Paz")[0].custody for day in ("2025-05-03", "2025-05-05")}
    assert (words["2025-05-03"].word.value, words["2025-05-03"].against) == ("contested", ("D2",))
    assert (words["2025-05-05"].state, words["2025-05-05"].word.value) == ("dead", "certain")
    assert ("death:D1", "death:D2") in proposed(case)
