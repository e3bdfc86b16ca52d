"""Kept answers are due after a change, and brought up before anybody reads them, once for many changes."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_case, a_claim_form, a_form

from habeas.analysis.intervals import Certainty
from habeas.casefile import CaseFile
from habeas.casefile.case_file import KEPT
from habeas.errors import BadFile
from habeas.storage.index import Index
from habeas.storage.kept.areas import KeptAreas

DAY = "2026-02-01"


@pytest.fixture
def brought_up(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """For how many claims the kept answers were brought up, each time; -1 from nothing."""
    found: list[int] = []
    refresh = KeptAreas.refresh

    def told(self: KeptAreas, db: sqlite3.Connection, scope: Any, affected: Any) -> None:
        found.append(len(affected.claims) if affected else -1)
        refresh(self, db, scope, affected)

    monkeypatch.setattr(KeptAreas, "refresh", told)
    return found


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    some = [a_claim_form("luis", id=f"L{n}", on=f"2025-01-{n:02}") for n in range(1, 9)]
    with a_case(tmp_path / "case", a_form(a_claim_form(id="A1", on="2026-01-02"), *some)) as case:
        yield case


def held(case: CaseFile) -> set[str]:
    return {row.person for row in case.status(on=DAY) if row.held is not Certainty.NOT_STATED}


def record(case: CaseFile, name: str, number: int) -> None:
    who = {"is": f"person:{name}", "label": name}
    case.record_form(a_form(a_claim_form("who", id=f"N{number}", on="2026-01-03"), names={"who": who}, id=f"d{number}"))


def test_several_claims_are_recorded_and_the_first_reader_brings_the_answers_up_for_all(
    case: CaseFile, brought_up: list[int]
) -> None:
    before = held(case)
    brought_up.clear()
    for number, name in enumerate(("eva", "ivo", "uma")):
        record(case, name, number)
    assert brought_up == []
    assert held(case) - before == {"person:eva", "person:ivo", "person:uma"}
    assert brought_up == [3]
    held(case)
    assert brought_up == [3]


def test_closing_the_case_brings_them_up(case: CaseFile, tmp_path: Path, brought_up: list[int]) -> None:
    held(case)
    copy = shutil.copytree(case.folder, tmp_path / "copy")
    brought_up.clear()
    with CaseFile.open(copy, write=True) as again:
        record(again, "eva", 1)
        assert brought_up == []
    assert brought_up == [1]
    with CaseFile.open(copy) as again:
        assert "person:eva" in held(again)
    assert brought_up == [1]


def test_what_a_killed_program_left_due_is_brought_up_at_the_next_opening(
    case: CaseFile, tmp_path: Path, brought_up: list[int]
) -> None:
    held(case)
    brought_up.clear()
    record(case, "eva", 1)
    killed = shutil.copytree(case.folder, tmp_path / "killed")
    with CaseFile.open(killed) as again:
        assert brought_up == [1]
        assert "person:eva" in held(again)
        kept = KEPT.digest(again.views.index.connection)
    with CaseFile.open(killed, write=True) as again:
        again.rebuild()
        assert KEPT.digest(again.views.index.connection) == kept
    assert CaseFile.verify(killed, deep=True).ok


def test_where_the_disk_refuses_answers_are_worked_out_and_brought_up_when_there_is_room(
    case: CaseFile, brought_up: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    held(case)
    brought_up.clear()
    record(case, "eva", 1)
    with monkeypatch.context() as disk:

        def full(*_: Any) -> None:
            raise BadFile(why="no space left on device")

        disk.setattr(KeptAreas, "refresh", full)
        assert "person:eva" in held(case)
        assert case.views.index.kept_is_behind()
    assert brought_up == []
    assert "person:eva" in held(case)
    assert brought_up == [1]
    assert not case.views.index.kept_is_behind()


def test_what_is_due_does_not_grow_without_end(
    case: CaseFile, brought_up: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    held(case)
    brought_up.clear()
    monkeypatch.setattr("habeas.storage.keeping.MOST_DUE", 6)
    for number, name in enumerate(("eva", "ivo", "uma", "noa")):
        record(case, name, number)
    assert len(brought_up) == 1


def test_where_most_of_many_people_are_reached_everybody_is_brought_up(
    case: CaseFile, brought_up: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("habeas.storage.keeping.MOST_DUE", 1)
    held(case)
    brought_up.clear()
    two = (a_claim_form("luis", id="N1", on="2026-01-03"), a_claim_form(id="N2", on="2026-01-04"))
    case.record_form(a_form(*two, id="d2"))
    assert brought_up == [-1]


def test_who_reads_beside_sees_one_state_and_knows_that_answers_are_due(case: CaseFile) -> None:
    held(case)
    beside = Index.read_only(case.folder / "store" / "index.sqlite", KEPT.tables)
    beside.answers.hold()
    record(case, "eva", 1)
    assert beside.claim("N1") is None
    assert not beside.kept_is_behind()
    beside.close()
    beside = Index.read_only(case.folder / "store" / "index.sqlite", KEPT.tables)
    beside.answers.hold()
    assert beside.claim("N1") is not None
    assert beside.kept_is_behind()
    beside.close()
