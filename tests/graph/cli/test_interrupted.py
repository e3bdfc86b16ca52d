"""Ctrl-C while documents and lists come in: nothing half done, exit status 130, one sentence."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from time import monotonic

import pytest
from tests.graph.shell import RUN, habeas, made
from tests.processes import PATIENCE, running

from habeas.casefile import CaseFile

ROWS = "Name,Arrested on,Detained at\n" + "".join(
    f"Ana {n} Ruiz Paz,2026-01-{n:02},North Prison\n" for n in range(1, 13)
)
LIST = ("--publisher", "Desk", "--date", "2026-02-01", "--means", "held")
STOPPED = "stopped; what was recorded is kept"


def state_of(folder: Path) -> tuple[bytes, list[str]]:
    kept = sorted(path.name for path in (folder / "sources").iterdir())
    return (folder / "journal" / "operations.jsonl").read_bytes(), kept


def worker_of(pid: int) -> bool:
    """True once a process that reads a document was started by this one."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if any(b"habeas.capture.worker" in Path(f"/proc/{child}/cmdline").read_bytes() for child in children):
            return True
    return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_ctrl_c_while_a_document_is_read_keeps_nothing_of_it_and_ends_its_reader(tmp_path: Path) -> None:
    case, large = made(tmp_path / "case"), tmp_path / "large.txt"
    large.write_text("Words of a report. " * 2_000_000, encoding="utf-8")
    before = state_of(case)
    command = [*RUN, "capture", case, large]
    with running(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert worker_of(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
        assert process.stderr is not None
        said = process.stderr.read().decode()
    assert STOPPED in said
    assert "Traceback" not in said
    assert state_of(case) == before


@pytest.mark.parametrize("parts", [1, 5_000], ids=["large", "small"])
def test_of_a_list_that_is_interrupted_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: int
) -> None:
    """A large list is appended in parts, a small one at once: neither leaves its file or its mapping behind."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    case = made(tmp_path / "case")
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")
    before = state_of(case)
    with monkeypatch.context() as broken:
        broken.setattr("habeas.casefile.loading.CHUNK", parts)
        broken.setattr("habeas.storage.workspace.Journal.append_many", interrupted)
        done = habeas("list", case, tmp_path / "list.csv", *LIST, input="y\n")
    assert done.exit_code == 130
    assert STOPPED in done.stderr
    assert state_of(case) == before
    assert habeas("list", case, tmp_path / "list.csv", *LIST, input="y\n").exit_code == 0
    with CaseFile.open(case) as opened:
        assert len(opened.find("North Prison")) == 1


def test_a_document_that_is_kept_and_not_named_goes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    case = made(tmp_path / "case")
    before = state_of(case)
    with CaseFile.open(case, write=True) as opened:
        with monkeypatch.context() as broken:
            broken.setattr("habeas.casefile.documents.source_to_plain", interrupted)
            with pytest.raises(KeyboardInterrupt):
                opened.capture(b"A letter.", "letter.txt")
        assert state_of(case) == before
        assert not opened.capture(b"A letter.", "letter.txt").already
    assert len(state_of(case)[1]) == 1
