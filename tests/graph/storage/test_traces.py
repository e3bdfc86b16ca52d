"""What is left behind: nothing in clear outside the case, and nothing of killed programs for long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.shell import done

from habeas.casefile import CaseFile
from habeas.errors import CaseDamaged
from habeas.storage.atomic import LEFTOVERS

posix = pytest.mark.skipif(os.name == "nt", reason="another system")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with a_case(tmp_path, a_form(a_claim_form(id="A1"))) as case:
        return case.folder


def dead() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
        return process.pid


def left_by(pid: int, folder: Path, *, room: bool = False) -> Path:
    """What a program with that number left in a folder."""
    path = folder / LEFTOVERS.replace("*", f"{pid}-0123456789abcdef")
    if room:
        path.mkdir()
        (path / "0").write_bytes(b"Ana Ruiz")
    else:
        path.write_bytes(b"Ana Ruiz")
    return path


@pytest.mark.parametrize("command", [("record",), ("supersede", "A1", "--reason", "corrected")])
def test_what_is_piped_in_is_written_nowhere_but_in_the_case(
    command: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("a temporary file")

    for name in ("mkdtemp", "mkstemp", "TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile"):
        monkeypatch.setattr(tempfile, name, never)
    form = yaml.safe_dump(a_form(a_claim_form("luis", id="A2")), allow_unicode=True)
    name, *rest = command
    assert "A2" in done(name, folder, *rest[:1], "-", *rest[1:], input=form, HABEAS_FORMAT="json") or name != "record"
    with CaseFile.open(folder) as case:
        assert "A2" in {line.claim_id for line in case.claims()}


def test_a_dump_sorts_inside_the_case(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda path, content: (seen.append(path), write(path, content))[1])
    with CaseFile.open(folder) as case:
        case.dump(tmp_path / "dump.nq")
    assert seen
    assert all(path.is_relative_to(folder / "store") for path in seen)
    assert not list(folder.rglob(LEFTOVERS))


@posix
@pytest.mark.parametrize("room", [False, True])
def test_what_a_killed_program_left_goes_with_the_next_and_what_a_running_one_writes_stays(
    folder: Path, tmp_path: Path, *, room: bool
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    gone = [left_by(dead(), place, room=room) for place in (out, folder / "store")]
    stays = left_by(os.getpid(), out)
    with CaseFile.open(folder) as case:
        case.dump(out / "dump.nq")
    assert not any(path.exists() for path in gone)
    assert stays.exists()


@posix
@pytest.mark.parametrize("place", ["", "sources", "questions", "store", "journal", "proofs"])
def test_all_of_them_go_when_the_case_is_opened_to_write(folder: Path, place: str) -> None:
    (folder / place).mkdir(exist_ok=True)
    left = [left_by(os.getpid(), folder / place), folder / "store" / "checkpoints" / "1"]
    left[1].mkdir(parents=True)
    CaseFile.open(folder, write=True).close()
    assert not any(path.exists() for path in left)


def a_file_that_is_a_link(questions: Path, outside: Path) -> None:
    (questions / "yours.rq").symlink_to(outside / "secret.txt")


def a_folder_that_is_a_link(questions: Path, outside: Path) -> None:
    questions.rename(outside / "questions")
    questions.symlink_to(outside / "questions")


@posix
@pytest.mark.parametrize("make", [a_file_that_is_a_link, a_folder_that_is_a_link])
def test_a_dump_takes_in_nothing_that_a_link_leads_to(
    folder: Path, tmp_path: Path, make: Callable[[Path, Path], None]
) -> None:
    (tmp_path / "secret.txt").write_text("not for the dump", encoding="utf-8")
    (folder / "questions" / "mine.rq").write_text("SELECT * {}", encoding="utf-8")
    make(folder / "questions", tmp_path)
    with CaseFile.open(folder) as case, pytest.raises(CaseDamaged, match="a link"):
        case.dump(tmp_path / "dump.nq")
    assert not (tmp_path / "dump.nq").exists()


@posix
def test_a_dump_takes_the_place_of_a_link_and_writes_nothing_through_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text("as it was", encoding="utf-8")
    (tmp_path / "dump.nq").symlink_to(tmp_path / "theirs")
    with CaseFile.open(folder) as case:
        case.dump(tmp_path / "dump.nq")
    assert (tmp_path / "theirs").read_text(encoding="utf-8") == "as it was"
    assert not (tmp_path / "dump.nq").is_symlink()


KILLED = """
import os, signal, sys
from pathlib import Path
from habeas_api.service.rdf_file_service import RdfFileService
service = RdfFileService([Path(sys.argv[1])])
service.open()
print(service._folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@posix
def test_the_store_of_rdf_files_goes_with_its_server_when_that_is_killed_too(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text('<x:a> <x:b> "Ana Ruiz" .', encoding="utf-8")
    command = [sys.executable, "-c", KILLED, str(tmp_path / "x.ttl")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL
    left, deadline = Path(ended.stdout.strip()), time.monotonic() + 20
    waiting = threading.Event()
    while left.exists() and time.monotonic() < deadline:
        waiting.wait(0.01)
    assert left.name.startswith("habeas-rdf-")
    assert not left.exists()


@posix
def test_every_file_of_a_command_is_for_the_owner_alone(tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    form.write_text(yaml.safe_dump(a_form()), encoding="utf-8")
    script = "umask 022; set -e; habeas() { %s -c 'from habeas.cli.main import run; run()' \"$@\"; }; "
    script += "habeas init c; habeas load c form.yaml; habeas dump c d.nq; habeas restore e d.nq; habeas rebuild c; "
    script += "habeas export c x.gexf --view person-facility; habeas verify c"
    subprocess.run(["bash", "-c", script % sys.executable], cwd=tmp_path, check=True, capture_output=True)
    made = [
        path for name in ("c", "e", "d.nq", "x.gexf") for path in ((tmp_path / name), *(tmp_path / name).rglob("*"))
    ]
    assert [path for path in made if path.stat().st_mode & 0o077] == []


@posix
def test_a_crash_of_a_command_writes_no_memory_to_the_disk() -> None:
    look = (
        "import resource, sys\nfrom habeas.cli.main import run\nsys.argv = ['habeas', '--version']\n"
        "try:\n    run()\nexcept SystemExit:\n    print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1] == "(0, 0)"
