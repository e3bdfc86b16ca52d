"""A store whose files were damaged so that the engine never comes back: commands mend it and answer."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.shell import done

from habeas.casefile import CaseFile
from habeas.storage import store_trial

TYPE = 6
"""Where the type of a record stands in the list of files that the engine keeps; 4 more makes it one it loops over."""
LOOPS = 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with two claims that was closed."""
    with a_case(tmp_path, a_form(a_claim_form(id="A1"), a_claim_form("luis", id="B1"))) as case:
        return case.folder


@pytest.fixture
def damaged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case that a crash left, over whose list of files the engine does not come back for as long as it is given."""
    monkeypatch.setattr(store_trial, "SECONDS", 1)
    (manifest,) = (folder / "store" / "quads").glob("MANIFEST-*")
    content = bytearray(manifest.read_bytes())
    first = TYPE + 1 + int.from_bytes(content[4:6], "little")
    content[first + TYPE] ^= LOOPS
    manifest.write_bytes(content)
    (folder / "store" / store_trial.NOTE).unlink()
    return folder


def flip(path: Path, *, keep_date: bool) -> None:
    """Change one bit in the middle of a file."""
    before, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    if keep_date:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def largest(folder: Path) -> Path:
    """The largest file with facts."""
    return max((folder / "store" / "quads").glob("*.sst"), key=lambda path: path.stat().st_size)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How each trial in a child ended."""
    ends: list[int] = []
    run: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run

    def told(*command: object, **how: object) -> subprocess.CompletedProcess[bytes]:
        ended = run(*command, **how)
        ends.append(ended.returncode)
        return ended

    monkeypatch.setattr(store_trial.subprocess, "run", told)
    return ends


def test_a_store_that_the_engine_would_not_come_back_from_is_made_again(damaged: Path, tried: list[int]) -> None:
    with CaseFile.open(damaged) as case:
        assert {row.id for row in case.views.index.claims()} == {"A1", "B1"}
        assert len(list(case.query("SELECT ?who { ?who hab:detainedAt ?where }").rows())) == 2
        assert any("made again" in remark for remark in case.remarks())
    assert len(tried) == 1 and tried[0] < 0
    with CaseFile.open(damaged) as case:
        assert case.show("claim:A1").lines
    assert len(tried) == 1


def test_rebuild_works_without_opening_what_is_damaged(damaged: Path) -> None:
    done("rebuild", damaged)
    assert CaseFile.verify(damaged, deep=True).ok


def test_a_file_of_facts_that_changed_is_told_and_made_again_and_a_copied_case_is_left_alone(
    folder: Path, tmp_path: Path, tried: list[int]
) -> None:
    copied = shutil.copytree(folder, tmp_path / "copied", copy_function=shutil.copyfile)
    flip(largest(folder), keep_date=False)
    for case, remarks in ((folder, 1), (copied, 0)):
        with CaseFile.open(case) as opened:
            assert len(list(opened.query("SELECT ?who { ?who hab:detainedAt ?where }").rows())) == 2
            assert sum("made again" in remark for remark in opened.remarks()) == remarks
    assert tried == []


def test_verify_tells_of_a_changed_byte_that_no_date_shows(folder: Path) -> None:
    path = largest(folder)
    flip(path, keep_date=True)
    assert [damage.where for damage in CaseFile.verify(folder).damages] == [f"store/quads/{path.name}"]
    done("rebuild", folder)
    assert CaseFile.verify(folder, deep=True).ok


def test_a_store_that_was_closed_is_opened_without_a_trial_and_one_without_a_note_with_one(
    folder: Path, tried: list[int]
) -> None:
    for write in (False, True, False):
        with CaseFile.open(folder, write=write):
            pass
    assert tried == []
    (folder / "store" / store_trial.NOTE).unlink()
    with CaseFile.open(folder) as case:
        assert case.show("claim:A1").lines and not case.remarks()
    assert tried == [store_trial.FINE]
