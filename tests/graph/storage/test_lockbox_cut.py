"""A case under a passphrase that was damaged, or whose locking was cut off: wholly one or the other; nothing lost."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bench.children import child, ended
from tests.graph.storage.locked_cases import WORDS, Tree, a_full_case, plain, tree

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, BadFile, CaseEncrypted, CaseLocked
from habeas.storage import age_stream, passphrase_lock
from habeas.storage.lockbox import GOING, LOCKED, NOTE, STAGED, is_locked, require_open, settle
from habeas.storage.passphrase_lock import lock, unlock

KILLED = 9


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase that costs nothing, and no waiting for whoever has the case open."""
    monkeypatch.setattr(age_stream, "WORK", 4)
    monkeypatch.setattr("habeas.storage.lock.WAIT_SECONDS", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_full_case(tmp_path / "case")


def test_a_damaged_file_opens_nothing_and_stays(folder: Path) -> None:
    lock(folder, WORDS)
    content = (folder / LOCKED).read_bytes()
    for harmed in (content[:60_000], content[:1000] + b"x" + content[1001:], content[:200], b""):
        (folder / LOCKED).write_bytes(harmed)
        before = tree(folder)
        with pytest.raises((BadFile, BadChoice)):
            unlock(folder, WORDS)
        assert tree(folder) == before
    (folder / LOCKED).write_bytes(content)
    unlock(folder, WORDS)
    assert CaseFile.verify(folder, deep=True).ok


def test_damage_in_what_is_made_again_costs_nothing_else(folder: Path) -> None:
    lock(folder, WORDS)
    content = bytearray((folder / LOCKED).read_bytes())
    content[-1000] ^= 1
    (folder / LOCKED).write_bytes(content)
    assert unlock(folder, WORDS).lost
    assert not (folder / "store").exists()
    with CaseFile.open(folder) as case:
        assert case.find("Zulema Quiroga")
    assert CaseFile.verify(folder, deep=True).ok


@pytest.mark.parametrize("name", ["note.txt", "new.txt"])
def test_a_file_that_changes_or_comes_meanwhile_is_not_lost(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = passphrase_lock._compare

    def later(*told: object) -> None:
        with (folder / "sources" / name).open("a") as stream:
            stream.write("one more word")
        compare(*told)  # type: ignore[arg-type]

    (folder / "sources" / "note.txt").write_text("a word")
    monkeypatch.setattr(passphrase_lock, "_compare", later)
    with pytest.raises(BadFile, match="changed meanwhile"):
        lock(folder, WORDS)
    assert (folder / "sources" / name).read_text().endswith("one more word") and not is_locked(folder)


@pytest.mark.parametrize("command", ["lock", "unlock"])
def test_a_full_disk_leaves_it_as_it_was(folder: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if command == "unlock":
        lock(folder, WORDS)
    before = tree(folder)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(passphrase_lock, "sync", full)
        with pytest.raises(BadFile, match="No space") as told:
            getattr(passphrase_lock, command)(folder, WORDS)
    assert "Make room" in told.value.next
    assert tree(folder) == before


# -- whatever cuts it off


def dying_at(step: int, work: Callable[[], object]) -> Callable[[], None]:
    """The work, ended by the system at its so manieth touch of a name in a folder."""
    left = step
    watched = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link"}

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in watched or writes:
            left -= 1
            if left < 0:
                os._exit(KILLED)

    def dying() -> None:
        sys.addaudithook(watch)
        work()

    return dying


def cut_at(steps: Iterator[int], folder: Path, command: str) -> int:
    """Kill the command at each of these steps, until it comes to its end; returns how many kills there were."""
    before: dict[bool, Tree] = {True: {}, False: {}}
    for kills, step in enumerate(steps):
        if is_locked(folder) == (command == "lock"):
            (lock if command == "unlock" else unlock)(folder, WORDS)
        before[is_locked(folder)] = before[is_locked(folder)] or tree(folder)
        pid = child(dying_at(step, lambda: getattr(passphrase_lock, command)(folder, WORDS)))
        if ended(pid) != KILLED:
            return kills
        try:
            require_open(folder)
        except CaseEncrypted:
            assert plain(folder) == [] and {path.name for path in folder.iterdir()} <= {
                LOCKED,
                NOTE,
                ".lock",
                ".lock.pid",
            }
        else:
            found = tree(folder)
            assert found == (before[False] or found), step
            assert not {GOING, STAGED, NOTE, LOCKED} & set(found)
        if is_locked(folder):
            unlock(folder, WORDS)
            assert tree(folder) == (before[False] or tree(folder)), step
            if command == "unlock":
                lock(folder, WORDS)
    raise AssertionError("it did not come to its end")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another system")
@pytest.mark.parametrize("command", ["lock", "unlock"])
def test_killed_at_any_step_it_is_wholly_locked_or_wholly_open(folder: Path, command: str) -> None:
    assert cut_at(iter(range(0, 400, 7)), folder, command) >= 8


def test_another_program_at_work_is_waited_for_and_not_disturbed(folder: Path) -> None:
    lock(folder, WORDS)
    (folder / GOING).write_text('{"files": [], "folders": []}')
    held = "import sys; from habeas.storage.lock import CaseLock; from pathlib import Path\n"
    held += "with CaseLock(Path(sys.argv[1]), shared=False):\n print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", held, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        with pytest.raises(CaseLocked):
            settle(folder)
        assert (folder / GOING).exists()
        other.communicate()
    settle(folder)
    assert not (folder / GOING).exists() and is_locked(folder)
