"""A disk that takes no more: what was recorded is said, and the same program goes on when there is room."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.errors import BadFile
from habeas.storage.index import Index
from habeas.storage.journal.writer import Journal


def full(*_: Any, **__: Any) -> None:
    raise BadFile(why="the disk did not take it (No space left on device)", next="Make room on the disk.")


@pytest.fixture
def case(tmp_path: Path) -> CaseFile:
    return a_case(tmp_path / "case", a_form(a_claim_form(id="A1")))


def test_a_load_whose_views_fail_says_what_is_recorded_and_the_next_step_brings_them_up(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "form.json").write_text(json.dumps(a_form(a_claim_form("luis", id="A2"))), encoding="utf-8")
    with case, monkeypatch.context() as disk:
        disk.setattr(Index, "write", full)
        report = case.load(tmp_path / "form.json")
        assert (report.recorded, report.refused) == (("A2",), ())
        assert any("the views could not follow" in note for note in report.notes)
        disk.undo()
        case.withdraw("A1", reason="misread")
        assert {line.claim_id: line.status for line in case.claims(status="")} == {"A1": "withdrawn", "A2": "live"}
    assert CaseFile.verify(case.folder, deep=True).damages == ()


def test_views_that_were_left_behind_catch_up_at_the_next_opening(
    case: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as disk:
        disk.setattr(Index, "write", full)
        case.withdraw("A1", reason="misread")
        case.close()
    with CaseFile.open(case.folder) as again:
        assert [line.status for line in again.claims(status="")] == ["withdrawn"]


def test_a_load_whose_journal_fails_says_that_nothing_of_it_is_recorded(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "form.json").write_text(json.dumps(a_form(a_claim_form("luis", id="A2"))), encoding="utf-8")
    with case:
        with monkeypatch.context() as disk:
            disk.setattr(Journal, "append_many", full)
            report = case.load(tmp_path / "form.json")
        assert (report.recorded, len(report.refused)) == ((), 1)
        assert "load the file again" in report.refused[0].next
        assert case.load(tmp_path / "form.json").recorded == ("A2",)
    assert CaseFile.verify(case.folder, deep=True).damages == ()


def test_a_mistake_of_the_program_is_not_taken_for_a_disk_that_refuses(
    case: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "INSERT INTO claims (nothing) VALUES (1)"
    with case, monkeypatch.context() as patch, pytest.raises(sqlite3.ProgrammingError, match="nothing"):
        patch.setattr("habeas.storage.index_tables.write", lambda db, rows: db.execute(wrong))
        case.record_form(a_form(a_claim_form("luis")))
