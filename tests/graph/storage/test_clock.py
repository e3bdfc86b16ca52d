"""A clock that is wrong: it is told at once, and what was recorded after it can be told from what it stamped."""

from __future__ import annotations

from pathlib import Path

from tests.builders import Clock, a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.storage.clock import clock_remarks

FUTURE, NOW = "2031-01-01T00:00:00.000Z", "2026-02-02T10:00:00.000Z"


def test_a_step_of_the_future_is_told_whenever_the_case_is_opened(tmp_path: Path) -> None:
    clock = Clock()
    with a_case(tmp_path, clock=clock) as case:
        clock.at(FUTURE)
        case.record_form(a_form(a_claim_form(id="A1")))
        clock.at(NOW)
        assert any(FUTURE in remark and NOW in remark for remark in case.remarks())
    with CaseFile.open(case.folder, clock=clock) as again:
        [remark] = again.remarks()
    assert "later than this computer's clock" in remark


def test_later_steps_keep_their_order_and_say_what_the_clock_said(tmp_path: Path) -> None:
    clock = Clock()
    with a_case(tmp_path, clock=clock) as case:
        clock.at(FUTURE)
        case.record_form(a_form(a_claim_form(id="A1")))
        clock.at(NOW)
        case.record_form(a_form(a_claim_form("luis", id="A2")))
        last = list(case.history())[-1]
        assert (last.at, NOW in last.sentence) == (FUTURE, True)
        assert {line.claim_id for line in case.at(FUTURE).claims()} == {"A1", "A2"}
        assert list(case.at("2026-12-31").claims()) == []
    assert CaseFile.verify(case.folder, deep=True).ok
    with CaseFile.open(case.folder, write=True, clock=clock) as again:
        again.rebuild()
        assert NOW in list(again.history())[-1].sentence


def test_a_clock_that_jumps_far_ahead_is_asked_about_before_anything_is_recorded(tmp_path: Path) -> None:
    clock = Clock()
    with a_case(tmp_path, a_form(), clock=clock) as case:
        assert case.remarks() == []
    clock.at(FUTURE)
    with CaseFile.open(case.folder, write=True, clock=clock) as again:
        [remark] = again.remarks()
    assert "set it right before you record" in remark


def test_a_clock_that_fits_is_not_remarked_upon() -> None:
    assert clock_remarks("", NOW) == []
    assert clock_remarks("2026-02-02T09:59:59.999Z", NOW) == []
    assert clock_remarks(NOW, NOW) == []
    assert clock_remarks("2025-02-02T10:00:00.000Z", NOW) == []
