"""Deciding on findings: written to the journal, shown with the finding, opened again, kept when it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form, facts_of, rows_of

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, NotFound
from habeas.model.findings import Decision, Finding

DECIDED = (
    "SELECT ?rule ?claim { ?c a hab:Conflict ; hab:conflictRule ?rule "
    "; hab:decision hab:prefer ; hab:preferred ?claim }"
)
ANY = "SELECT ?c { ?c a hab:Conflict }"


@pytest.fixture
def file(tmp_path: Path, clock: Clock) -> Iterator[CaseFile]:
    """Two claims tell two days of one arrest."""
    claims = (
        a_claim_form("ana", "arrestedOn", "2025-04-01", id="D1", event="arrest:a"),
        a_claim_form("ana", "arrestedOn", "2025-04-09", id="D2", event="arrest:a", said_by="paper"),
    )
    with a_case(tmp_path, a_form(*claims), clock=clock) as case:
        yield case


def the_finding(case: CaseFile) -> Finding:
    """The one on the two days."""
    return next(one for one in case.findings(rules=["C05"]) if one.claims == ("D1", "D2"))


def test_a_decision_stands_with_its_finding_and_changes_no_answer(file: CaseFile) -> None:
    found, before = the_finding(file), [line.sentence for line in file.claims()]
    assert (found.is_open, found.decided) == (True, 0)
    made = file.decide(found.key, "prefer", reason="the register was seen", claim="D2", by="rosa")
    now = the_finding(file)
    assert (now.key, now.decision, now.reason) == (found.key, Decision.PREFER, "the register was seen")
    assert (now.preferred, now.by, now.at, now.decided) == ("D2", "rosa", "2026-02-01T09:00:00.000Z", made.number)
    assert [line.sentence for line in file.claims()] == before


def test_decided_findings_stand_after_open_ones(file: CaseFile) -> None:
    days = ("2025-04-01", "2025-04-09")
    file.record_form(a_form(*(a_claim_form("luis", "arrestedOn", day, event="arrest:b") for day in days)))
    first, second = file.findings(rules=["C05"])
    file.decide(first.key, "explained", reason="two calendars")
    assert [one.key for one in file.findings(rules=["C05"])] == [second.key, first.key]


def test_the_store_holds_what_was_decided_as_long_as_it_stands(file: CaseFile) -> None:
    before, key = facts_of(file), the_finding(file).key
    file.decide(key, "prefer", reason="r", claim="D2")
    assert [row[0] for row in rows_of(file, DECIDED)] == ["C05"]
    file.decide(key, "false-alarm", reason="r")
    assert rows_of(file, DECIDED) == []
    assert len(rows_of(file, ANY)) == 1
    file.decide(key, "open", reason="a new list came")
    assert facts_of(file) == before
    assert the_finding(file).reason == "a new list came"


def test_the_latest_decision_counts_and_every_one_is_kept(file: CaseFile) -> None:
    key = the_finding(file).key
    file.decide(key, "explained", reason="a", by="rosa")
    file.decide(key, "false-alarm", reason="b", by="luz")
    assert (the_finding(file).decision, the_finding(file).by) == (Decision.FALSE_ALARM, "luz")
    assert [(one.decision.value, one.by) for one in file.decisions()] == [
        ("explained", "rosa"),
        ("false-alarm", "luz"),
    ]


def test_a_decision_sent_twice_is_recorded_once(file: CaseFile) -> None:
    key = the_finding(file).key
    first = file.decide(key, "explained", reason="a", by="rosa", seen=0)
    assert file.decide(key, "explained", reason="a", by="rosa", seen=0) == first
    assert len(file.decisions()) == 1


def test_who_did_not_see_the_last_decision_is_told_and_overwrites_nothing(file: CaseFile) -> None:
    key = the_finding(file).key
    file.decide(key, "explained", reason="two calendars", by="rosa", seen=0)
    with pytest.raises(BadChoice, match="rosa decided on this meanwhile: explained"):
        file.decide(key, "false-alarm", reason="b", by="luz", seen=0)
    assert the_finding(file).decision is Decision.EXPLAINED


def test_a_decision_outlives_a_rebuild_a_reopening_a_dump_and_a_deep_look(file: CaseFile, tmp_path: Path) -> None:
    file.decide(the_finding(file).key, "prefer", reason="r", claim="D1")
    before = (file.findings(), file.decisions(), facts_of(file))
    file.rebuild()
    assert (file.findings(), file.decisions(), facts_of(file)) == before
    file.dump(tmp_path / "all.nq")
    with CaseFile.restore(tmp_path / "again", tmp_path / "all.nq") as again:
        assert (again.findings(), again.decisions(), facts_of(again)) == before
    assert CaseFile.verify(tmp_path / "again", deep=True).ok


def test_claims_loaded_from_a_dump_come_without_what_was_decided(file: CaseFile, tmp_path: Path) -> None:
    file.decide(the_finding(file).key, "explained", reason="r")
    file.dump(tmp_path / "all.nq")
    with CaseFile.create(tmp_path / "new") as new:
        report = new.load(tmp_path / "all.nq")
        assert (sorted(report.recorded), report.refused) == (["D1", "D2"], ())
        assert the_finding(new).is_open


def test_the_file_as_it_was_knows_no_later_decision(file: CaseFile, clock: Clock) -> None:
    clock.at("10:00")
    file.decide(the_finding(file).key, "explained", reason="r")
    clock.at("11:00")
    file.decide(the_finding(file).key, "open", reason="r")
    known = {
        time: the_finding(file.at(f"2026-02-01T{time}:00Z")).decision.value for time in ("09:30", "10:30", "11:30")
    }
    assert known == {"09:30": "open", "10:30": "explained", "11:30": "open"}


def test_a_decision_whose_finding_is_gone_is_kept_told_and_can_be_opened(file: CaseFile) -> None:
    key = the_finding(file).key
    file.decide(key, "explained", reason="two calendars")
    assert file.gone(file.findings()) == ()
    file.withdraw("D2", reason="misread")
    assert [(one.key, one.reason, one.claims) for one in file.gone(file.findings())] == [
        (key, "two calendars", ("D1", "D2"))
    ]
    file.rebuild()
    file.decide(key, "open", reason="no longer needed")
    assert file.gone(file.findings()) == ()


def test_a_withdrawn_claim_keeps_its_own_reason_after_a_decision(file: CaseFile) -> None:
    key = the_finding(file).key
    file.decide(key, "explained", reason="two calendars")
    file.withdraw("D2", reason="misread")
    file.decide(key, "open", reason="no longer needed")
    assert [line.reason for line in file.claims(status="withdrawn")] == ["misread"]


def test_the_history_of_a_claim_tells_what_was_decided(file: CaseFile) -> None:
    file.decide(the_finding(file).key, "prefer", reason="the register was seen", claim="D1", by="rosa")
    told = [(line.op, line.by, line.reason) for line in file.history("D2")]
    assert told == [("record", "documenter", ""), ("decide", "rosa", "the register was seen")]
    assert "prefer D1" in list(file.history())[-1].sentence


@pytest.mark.parametrize(
    ("decision", "more", "why"),
    [
        ("settled", {}, "is not a decision"),
        ("explained", {"reason": " "}, "give a reason"),
        ("prefer", {}, "say which claim to prefer"),
        ("prefer", {"claim": "D9"}, "none of the claims"),
        ("explained", {"claim": "D1"}, "prefers no claim"),
        ("open", {}, "it is open"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    file: CaseFile, decision: str, more: dict[str, str], why: str
) -> None:
    with pytest.raises(BadChoice, match=why):
        file.decide(the_finding(file).key, decision, **({"reason": "r"} | more))
    assert file.decisions() == ()


@pytest.mark.parametrize("key", ["C05-0000000000", "C99-1", "", "nothing"])
def test_a_finding_that_never_was_cannot_be_decided_on(file: CaseFile, key: str) -> None:
    with pytest.raises(NotFound, match="no finding"):
        file.decide(key, "explained", reason="r")
