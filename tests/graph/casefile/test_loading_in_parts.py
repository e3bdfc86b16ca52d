"""A large file is written in parts: its kept answers are brought up once, equal to a computation from nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_case, a_claim_form, a_form, journal_of

from habeas.casefile import CaseFile
from habeas.casefile.case_file import KEPT
from habeas.errors import BadFile
from habeas.formats.read.files import batches
from habeas.formats.read.raw import Batch
from habeas.storage.contract import ScopeReader
from habeas.storage.index_tables import Affected
from habeas.storage.journal.line import JournalEntry
from habeas.storage.journal.writer import Journal
from habeas.storage.kept.areas import KeptAreas
from habeas.storage.kept.beside import Beside


def write(folder: Path, *documents: dict[str, Any]) -> Path:
    path = folder / "form.jsonl"
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return path


def in_parts(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Files are written in parts of a few operations. Whether each refresh of the kept answers was from nothing."""
    asked: list[bool] = []
    refresh = KeptAreas.refresh

    def told(self: KeptAreas, db: sqlite3.Connection, scope: ScopeReader, affected: Affected | None) -> None:
        asked.append(affected is None)
        refresh(self, db, scope, affected)

    whole = KeptAreas.refresh_all

    def told_whole(self: KeptAreas, db: sqlite3.Connection, scope: ScopeReader, case: Path | None) -> None:
        asked.append(True)
        whole(self, db, scope, case)

    monkeypatch.setattr(KeptAreas, "refresh", told)
    monkeypatch.setattr(KeptAreas, "refresh_all", told_whole)
    monkeypatch.setattr("habeas.casefile.loading.CHUNK", 7)
    return asked


def some(first: int, last: int) -> list[dict[str, Any]]:
    """Documents with five claims each."""
    return [
        a_form(*(a_claim_form(id=f"D{d}N{n}", on=f"20{d:02}-01-{n:02}") for n in range(1, 6)), id=f"doc-{d}")
        for d in range(first, last)
    ]


def require_kept(case: CaseFile) -> None:
    """What is kept is what is worked out from nothing."""
    kept = KEPT.digest(case.views.index.connection)
    assert not case.views.index.kept_is_behind()
    case.rebuild()
    assert KEPT.digest(case.views.index.connection) == kept


def test_kept_answers_are_brought_up_once_after_a_file_in_parts(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = in_parts(monkeypatch)
    case.load(write(tmp_path, *some(1, 9)))
    assert asked == [True]
    case.load(write(tmp_path, *some(9, 12)))
    assert asked == [True, False]
    case.record_form(a_form(a_claim_form(id="ONE")))
    assert not case.views.index.kept_is_behind()
    assert asked == [True, False, False]
    require_kept(case)


def test_lines_of_people_are_the_same_however_many_people_are_taken_at_once(
    example: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KEPT.digest(example.views.index.connection)
    monkeypatch.setattr("habeas.storage.kept.edges.PEOPLE_AT_ONCE", 2)
    example.rebuild()
    assert KEPT.digest(example.views.index.connection) == kept


def state_of(case: CaseFile) -> tuple[bytes, list[str], dict[str, str]]:
    """The journal, the kept documents and the kept answers."""
    documents = sorted(path.name for path in (case.folder / "sources").iterdir())
    return journal_of(case.folder).read_bytes(), documents, KEPT.digest(case.views.index.connection)


@pytest.mark.parametrize("end", [BadFile(why="it breaks off"), KeyboardInterrupt()], ids=["bad", "interrupted"])
def test_of_a_large_file_that_breaks_off_or_is_interrupted_nothing_stays(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: BaseException
) -> None:
    def broken(*given: Any) -> Iterator[Batch]:
        yield from batches(*given)
        raise end

    in_parts(monkeypatch)
    (tmp_path / "letter.txt").write_text("They took Ana.", encoding="utf-8")
    documents = [a_form(snapshot={"file": "letter.txt"}), *some(1, 5)]
    before = state_of(case)
    with monkeypatch.context() as reader:
        reader.setattr("habeas.casefile.case_file.batches", broken)
        with pytest.raises(type(end)):
            case.load(write(tmp_path, *documents))
    assert state_of(case) == before
    assert len(case.load(write(tmp_path, *documents)).recorded) == 21
    require_kept(case)


def test_of_a_large_file_that_the_disk_does_not_take_whole_nothing_stays(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts(monkeypatch)
    append, before = Journal.append_many, state_of(case)

    def full_later(self: Journal, *given: Any, **more: Any) -> list[JournalEntry]:
        if self.n > 15:
            raise BadFile(why="the disk did not take it (No space left on device)")
        return append(self, *given, **more)

    with monkeypatch.context() as disk:
        disk.setattr(Journal, "append_many", full_later)
        report = case.load(write(tmp_path, *some(1, 9)))
    assert (report.recorded, report.described, len(report.refused)) == ((), 0, 1)
    assert "nothing of it was recorded" in report.refused[0].next
    assert state_of(case) == before


def test_a_large_file_with_strict_is_all_refused_when_one_claim_is(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts(monkeypatch)
    before = state_of(case)
    bad = a_form(a_claim_form(relation="nonsense"), id="last")
    assert case.load(write(tmp_path, *some(1, 9), bad), strict=True).recorded == ()
    assert state_of(case) == before


def test_a_claim_and_an_id_that_come_again_in_a_later_part_are_known(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts(monkeypatch)
    again = a_form(a_claim_form(id="D1N1", on="2001-01-01"), a_claim_form(id="D1N2", on="2019-01-01"), id="doc-1")
    report = case.load(write(tmp_path, *some(1, 9), again))
    assert (len(report.recorded), report.already, len(report.refused)) == (40, ("D1N1",), 1)
    assert report.described == len({body["ref"] for body in case.views.index.entities()}) - report.sources


def test_a_load_that_was_killed_before_its_last_line_is_not_there_for_any_reader(tmp_path: Path) -> None:
    case = a_case(tmp_path / "killed", a_form(a_claim_form(id="A1")))
    folder, journal = case.folder, journal_of(case.folder).read_bytes()
    case._space.begin()
    case._space.append([("describe", {"ref": "person:x"})], by="killed", step=0, ready={})
    case.close()
    assert len(journal_of(folder).read_bytes()) > len(journal)
    assert CaseFile.verify(folder).ok
    with CaseFile.open(folder) as reader:
        assert [line.claim_id for line in reader.claims()] == ["A1"]
    with CaseFile.open(folder, write=True) as writer:
        assert journal_of(folder).read_bytes() == journal
        writer.record_form(a_form(a_claim_form("luis", id="A2")))
    assert CaseFile.verify(folder, deep=True).ok


def test_a_file_that_does_not_fit_on_the_disk_is_refused_before_it_is_read(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, *some(1, 9))
    monkeypatch.setattr("habeas.storage.folder.SMALL", 100)
    monkeypatch.setattr("habeas.storage.folder.GROWS", {".jsonl": 10**12})
    before = state_of(case)
    with pytest.raises(BadFile, match="the disk is too small"):
        case.load(path)
    assert state_of(case) == before


def test_kept_answers_of_a_large_case_are_the_same_from_two_processes_and_from_one_when_the_other_fails(
    example: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KEPT.digest(example.views.index.connection)
    monkeypatch.setattr("habeas.storage.kept.areas.LARGE", 1)
    copied: list[bool] = []
    copy = Beside.copy_to

    def told(self: Beside, db: sqlite3.Connection) -> bool:
        copied.append(copy(self, db))
        return copied[-1]

    monkeypatch.setattr(Beside, "copy_to", told)
    example.rebuild()
    assert KEPT.digest(example.views.index.connection) == kept
    monkeypatch.setattr("habeas.storage.kept.beside.MODULE", "habeas.no_such_module")
    example.rebuild()
    assert KEPT.digest(example.views.index.connection) == kept
    assert copied == [True, False]
    assert not list((example.folder / "store").glob("beside*"))
