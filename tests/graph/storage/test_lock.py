"""One writer or several readers, and nothing stale after a crash."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker
import pytest
from tests.processes import running

from habeas.errors import CaseLocked, CaseReadOnly
from habeas.storage.lock import CaseLock

HOLDER = """
    import sys
    from pathlib import Path
    from habeas.storage.lock import CaseLock
    with CaseLock(Path(sys.argv[1]), shared=sys.argv[2] == "shared"):
        print("held", flush=True)
        sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas.storage.lock.WAIT_SECONDS", 0.0)


@contextmanager
def another_program(folder: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(folder), how]
    with running(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n"
        yield program


@pytest.mark.parametrize("shared", [True, False])
def test_a_writer_keeps_everybody_else_out(tmp_path: Path, shared: bool) -> None:
    with another_program(tmp_path, "exclusive") as program:
        with pytest.raises(CaseLocked) as caught, CaseLock(tmp_path, shared=shared):
            pass
        assert caught.value.why == f"this case file is open in another program (pid {program.pid})"
        assert caught.value.next.startswith("Close it there")


def test_readers_read_together_and_keep_a_writer_out(tmp_path: Path) -> None:
    with another_program(tmp_path, "shared"), CaseLock(tmp_path, shared=True), CaseLock(tmp_path, shared=True):
        writer = CaseLock(tmp_path, shared=False)
        with pytest.raises(CaseLocked, match="open in another program"):
            writer.__enter__()


def test_a_program_locks_itself_out_too(tmp_path: Path) -> None:
    with (
        CaseLock(tmp_path, shared=False),
        pytest.raises(CaseLocked, match=f"pid {os.getpid()}"),
        CaseLock(tmp_path, shared=True),
    ):
        pass


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
@pytest.mark.parametrize("how", ["shared", "exclusive"])
def test_a_killed_program_leaves_no_lock(tmp_path: Path, how: str) -> None:
    with another_program(tmp_path, how) as program:
        program.send_signal(signal.SIGKILL)
        program.wait()
        assert (tmp_path / ".lock.pid").exists()
        with CaseLock(tmp_path, shared=False):
            assert (tmp_path / ".lock.pid").read_text() == str(os.getpid())


@pytest.mark.skipif(os.name == "nt", reason="a process cannot be asked for there")
def test_a_program_that_is_gone_is_not_named(tmp_path: Path) -> None:
    with another_program(tmp_path, "exclusive") as gone:
        pass
    with another_program(tmp_path, "shared"):
        (tmp_path / ".lock.pid").write_text(str(gone.pid))
        with pytest.raises(CaseLocked) as caught, CaseLock(tmp_path, shared=False):
            pass
    assert caught.value.why == "this case file is open in another program"


def test_the_lock_is_free_again_after_it(tmp_path: Path) -> None:
    for shared in (False, True, False):
        with CaseLock(tmp_path, shared=shared):
            assert (tmp_path / ".lock.pid").exists()
        assert not (tmp_path / ".lock.pid").exists()


def test_a_full_disk_that_takes_no_name_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / ".lock.pid").mkdir()
    with CaseLock(tmp_path, shared=False), pytest.raises(CaseLocked) as caught, CaseLock(tmp_path, shared=True):
        pass
    assert caught.value.why == "this case file is open in another program"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_only_the_owner_can_read_its_files(tmp_path: Path) -> None:
    with CaseLock(tmp_path, shared=False):
        assert [oct(path.stat().st_mode & 0o777) for path in sorted(tmp_path.iterdir())] == ["0o600", "0o600"]


def test_a_short_hold_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas.storage.lock.WAIT_SECONDS", 60.0)
    with another_program(tmp_path, "exclusive") as program:

        def end_it(_: float) -> None:
            program.kill()
            program.wait()

        monkeypatch.setattr("habeas.storage.lock.time.sleep", end_it)
        with CaseLock(tmp_path, shared=False):
            pass


def test_a_case_on_a_disk_that_nobody_can_write_to_is_read_without_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("habeas.storage.lock.os.open", refuse)
    with CaseLock(tmp_path, shared=True):
        assert not list(tmp_path.iterdir())
    with pytest.raises(CaseReadOnly, match="only be read here"), CaseLock(tmp_path, shared=False):
        pass


def test_a_disk_without_locks_is_said_to_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise portalocker.LockException("No locks available")

    monkeypatch.setattr("habeas.storage.lock.portalocker.lock", refuse)
    with pytest.raises(CaseLocked, match="cannot be locked on this disk: No locks"), CaseLock(tmp_path, shared=True):
        pass
