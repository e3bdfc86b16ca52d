"""The folder of a case as it begins: killed at any step it can be begun again, and what stands in its way is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders import a_form
from tests.graph.shell import habeas
from tests.processes import PATIENCE

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, BadFile, CaseDamaged, CaseMissing

KILLED = 9
STEPS = 12
CODE = """
import os, sys
from habeas.casefile import CaseFile
root, fewest = sys.argv[1], int(sys.argv[2])

def begun(folder, last):
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        steps = 0
        def watch(event, given):
            nonlocal steps
            watched = event in {"os.mkdir", "os.chmod", "os.rename", "open", "sqlite3.connect"}
            if watched and any(folder in str(one) for one in given):
                steps += 1
                if steps == last:
                    os._exit(9)
        sys.addaudithook(watch)
        CaseFile.create(folder).close()
        os.write(write, str(steps).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        steps = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), steps

ended, every = begun(root + "/whole", 0)
print(ended, every)
for number, last in enumerate(range(1, int(every), int(every) // fewest)):
    print(*begun(f"{root}/killed-{number}", last))
"""


def test_a_beginning_that_was_killed_at_any_step_is_a_case_or_can_be_begun_again(tmp_path: Path) -> None:
    """`habeas init`, killed when it touches the folder for the nth time; one program forks for each time."""
    command = [sys.executable, "-c", CODE, str(tmp_path), str(STEPS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    (ended, every), *killed = (line.split() for line in done.stdout.splitlines())
    assert (int(ended), int(every) > STEPS) == (0, True)
    assert len(killed) >= STEPS
    for number, (status,) in enumerate(killed):
        assert int(status) == KILLED
        folder = tmp_path / f"killed-{number}"
        if not (folder / "case.toml").exists():
            with pytest.raises(CaseMissing, match="no case file"):
                CaseFile.open(folder)
            CaseFile.create(folder).close()
        with CaseFile.open(folder, write=True) as case:
            assert [line.op for line in case.history()] == ["create"]
            assert case.record_form(a_form()).recorded


@pytest.mark.parametrize("what", ["notes.txt", "journal/more.txt", "sources/text.txt", "questions/mine.rq"])
def test_a_folder_with_anything_of_somebody_s_in_it_is_left_as_it_is(tmp_path: Path, what: str) -> None:
    path = tmp_path / "folder" / what
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    with pytest.raises(BadChoice, match="this folder is not empty"):
        CaseFile.create(tmp_path / "folder")
    assert path.read_text() == "mine"


def test_a_journal_without_its_settings_is_left_as_it_is(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "case") as case:
        case.record_form(a_form())
    (tmp_path / "case" / "case.toml").unlink()
    with pytest.raises(BadChoice, match="not empty"):
        CaseFile.create(tmp_path / "case")


def test_a_case_is_not_begun_twice_nor_in_place_of_a_file(tmp_path: Path) -> None:
    CaseFile.create(tmp_path / "case").close()
    with pytest.raises(BadChoice, match="already a case file"):
        CaseFile.create(tmp_path / "case")
    (tmp_path / "file").touch()
    with pytest.raises(BadChoice, match="a file of this name is there"):
        CaseFile.create(tmp_path / "file")


# -- parts of a case that are not what they should be


@pytest.mark.parametrize("name", ["store", "journal", "sources", "questions"])
@pytest.mark.parametrize("write", [False, True])
def test_a_file_in_place_of_a_folder_is_told_with_what_to_do(tmp_path: Path, name: str, *, write: bool) -> None:
    CaseFile.create(tmp_path / "case").close()
    (tmp_path / "case" / name).rename(tmp_path / name)
    (tmp_path / "case" / name).write_text("not a folder")
    with pytest.raises(CaseDamaged, match="something else is where a case file has a folder") as raised:
        CaseFile.open(tmp_path / "case", write=write)
    assert (raised.value.where, raised.value.next[:9]) == (str(tmp_path / "case" / name), "Move it a")
    assert (tmp_path / "case" / name).read_text() == "not a folder"


@pytest.mark.parametrize("name", ["store/quads", "store/index.sqlite"])
def test_a_view_that_is_of_another_kind_is_made_anew(tmp_path: Path, name: str) -> None:
    with CaseFile.create(tmp_path / "case") as case:
        case.record_form(a_form())
    path = tmp_path / "case" / name
    path.rename(tmp_path / "away")
    path.mkdir() if path.suffix else path.write_text("not a folder")
    with CaseFile.open(tmp_path / "case") as case:
        assert case.summary()["claims live"] == 1


@pytest.mark.parametrize("command", ["show", "status", "verify", "serve", "query", "load"])
def test_settings_that_cannot_be_read_are_told_by_every_command(tmp_path: Path, command: str) -> None:
    CaseFile.create(tmp_path / "case").close()
    path = tmp_path / "case" / "case.toml"
    path.unlink()
    path.mkdir()
    more = {"show": ["x"], "query": ["ASK {}"], "load": ["x.yaml"]}
    told = habeas(command, tmp_path / "case", *more.get(command, []))
    assert told.exit_code == 2
    assert told.stderr.startswith(f"habeas: {path}:\n  this cannot be read: Is a directory\n  Check")
    with pytest.raises(BadFile):
        CaseFile.open(tmp_path / "case")
