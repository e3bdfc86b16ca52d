"""Caches that are gone or broken are made anew, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import EXAMPLE_FILES, Clock, a_case, a_claim_form, a_form, journal_of, lines_of

from habeas.casefile import CaseFile
from habeas.casefile.case_file import KEPT
from habeas.errors import JournalBroken

# -- caches that are gone or broken --------------------------------------------------------------------------------


def _no_store(folder: Path) -> None:
    shutil.rmtree(folder / "store")


def _no_index(folder: Path) -> None:
    (folder / "store" / "index.sqlite").unlink()


def _no_quads(folder: Path) -> None:
    shutil.rmtree(folder / "store" / "quads")


def _index_of_nonsense(folder: Path) -> None:
    (folder / "store" / "index.sqlite").write_bytes(b"nonsense" * 999)


def _index_of_nothing(folder: Path) -> None:
    (folder / "store" / "index.sqlite").write_bytes(b"")


def _engine_without_its_files(folder: Path) -> None:
    for path in (folder / "store" / "quads").glob("*.sst"):
        path.unlink()


def _engine_of_nonsense(folder: Path) -> None:
    (folder / "store" / "quads" / "CURRENT").write_bytes(b"nonsense\n")


BREAKS = (
    _no_store,
    _no_index,
    _no_quads,
    _index_of_nonsense,
    _index_of_nothing,
    _engine_without_its_files,
    _engine_of_nonsense,
)


@pytest.fixture(scope="module")
def small_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with a_case(
        tmp_path_factory.mktemp("small") / "case", a_form(a_claim_form(id="A1"), a_claim_form("luis", id="A2"))
    ) as case:
        case.withdraw("A1", reason="x")
    return case.folder


@pytest.mark.parametrize("write", [True, False], ids=["to write", "to read"])
@pytest.mark.parametrize("breaks", BREAKS, ids=lambda f: f.__name__)
def test_a_cache_that_is_gone_or_broken_is_made_anew_when_the_case_is_opened(
    small_once: Path, tmp_path: Path, breaks: Callable[[Path], None], write: bool
) -> None:
    folder = Path(shutil.copytree(small_once, tmp_path / "case"))
    breaks(folder)
    with CaseFile.open(folder, write=write) as case:
        assert {line.claim_id: line.status for line in case.claims(status="")} == {"A1": "withdrawn", "A2": "live"}
        assert case.show("Luis Paz").lines
    assert CaseFile.verify(folder, deep=True).ok


@pytest.mark.parametrize("write", [True, False], ids=["to write", "to read"])
def test_a_journal_that_lost_lines_at_its_end_is_not_taken_for_the_truth(example_folder: Path, write: bool) -> None:
    journal_of(example_folder).write_bytes(b"".join(lines_of(example_folder)[:-2]))
    with pytest.raises(JournalBroken, match="lines at its end are missing") as caught:
        CaseFile.open(example_folder, write=write)
    assert "backup" in caught.value.next


def test_a_journal_that_is_gone_is_not_taken_for_an_empty_one(example_folder: Path) -> None:
    journal_of(example_folder).unlink()
    with pytest.raises(JournalBroken, match="the journal has 0"):
        CaseFile.open(example_folder, write=True)


def test_the_journal_of_another_case_is_not_taken_for_this_one(example_folder: Path, tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "other", clock=Clock("08:00")) as other:
        for path in EXAMPLE_FILES:
            other.load(path)
        other.withdraw("N001", reason="x")
    shutil.copy(journal_of(other.folder), journal_of(example_folder))
    with pytest.raises(JournalBroken, match="not the journal that the store was made from"):
        CaseFile.open(example_folder, write=True)


def test_whoever_wants_the_journal_as_it_is_takes_the_store_away(example_folder: Path) -> None:
    journal_of(example_folder).write_bytes(b"".join(lines_of(example_folder)[:-2]))
    shutil.rmtree(example_folder / "store")
    with CaseFile.open(example_folder, write=True) as case:
        assert case.summary()["claims live"] == 144


def test_bytes_that_a_crash_left_at_the_end_of_the_journal_are_set_aside_and_kept(example_folder: Path) -> None:
    torn = b'{"at":"2026-02-01T09:00:00.000Z","body":{"half'
    with journal_of(example_folder).open("ab") as stream:
        stream.write(torn)
    with CaseFile.open(example_folder, write=True) as case:
        assert case.summary()["claims live"] == 146
        assert case.record_form(a_form()).recorded
    [aside] = (example_folder / "journal").glob("torn-*.bin")
    assert aside.read_bytes() == torn
    assert CaseFile.verify(example_folder, deep=True).ok


def test_answers_that_were_kept_with_another_meaning_are_worked_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "case"
    with monkeypatch.context() as before:
        before.setattr(CaseFile, "kept", replace(KEPT, answers=0))
        with a_case(folder) as case:
            case.record_form(a_form(a_claim_form()))
            case.views.index.connection.execute("DELETE FROM kept_people")
    with CaseFile.open(folder) as case:
        assert list(case.views.index.connection.execute("SELECT * FROM kept_people")) != []
