"""A case under a passphrase: nothing plain beside it, the same bytes afterwards, and wholly one or the other whatever
cuts it off.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.storage.locked_cases import NAME, WORDS, a_full_case, plain, tree

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, CaseEncrypted, CaseLocked, CaseMissing, in_shell
from habeas.storage import age_stream, lockbox, passphrase_lock
from habeas.storage.lockbox import LOCKED, NOTE, OURS, is_locked
from habeas.storage.passphrase_lock import lock, unlock


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase that costs nothing, and no waiting for whoever has the case open."""
    monkeypatch.setattr(age_stream, "WORK", 4)
    monkeypatch.setattr("habeas.storage.lock.WAIT_SECONDS", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_full_case(tmp_path / "case")


def test_a_locked_case_is_one_file_and_comes_back_byte_for_byte(folder: Path) -> None:
    before = tree(folder)
    assert plain(folder)
    done = lock(folder, WORDS)
    assert {path.name for path in folder.iterdir()} == {LOCKED, NOTE, ".lock"}
    assert plain(folder) == [] and is_locked(folder)
    assert (folder / LOCKED).stat().st_mode & 0o777 == (folder / NOTE).stat().st_mode & 0o777 == 0o600
    assert unlock(folder, WORDS).files == done.files
    assert tree(folder) == before
    assert CaseFile.verify(folder, deep=True).ok


def test_the_note_says_what_it_is_and_names_nobody(folder: Path) -> None:
    lock(folder, WORDS)
    told = (folder / NOTE).read_text(encoding="utf-8")
    assert "habeas unlock" in told and "age -d" in told and "frase" in told
    assert not {"Zulema", "Quiroga", "Norte"} & set(told.split())


def test_work_between_two_locks_is_kept(folder: Path) -> None:
    lock(folder, WORDS)
    unlock(folder, WORDS)
    with CaseFile.open(folder, write=True) as case:
        case.record_form(a_form(a_claim_form(id="A2", note="later")))
    lock(folder, WORDS.upper())
    unlock(folder, WORDS.upper())
    with CaseFile.open(folder) as case:
        assert {line.claim_id for line in case.claims()} >= {"A1", "A2"}


def test_without_habeas_the_file_is_an_archive(folder: Path) -> None:
    before = {name: content for name, (content, _, _) in tree(folder).items() if (folder / name).is_file()}
    lock(folder, WORDS)
    content = pyrage.passphrase.decrypt((folder / LOCKED).read_bytes(), WORDS)
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        found = {one.name: archive.extractfile(one) for one in archive}
        read = {name: stream.read() for name, stream in found.items() if stream}
    del read["contents.json"]
    assert read == before


def test_another_passphrase_changes_nothing(folder: Path) -> None:
    lock(folder, WORDS)
    before = tree(folder)
    with pytest.raises(BadChoice, match="does not open it"):
        unlock(folder, WORDS + " ")
    assert tree(folder) == before


def test_who_has_the_case_open_keeps_it_open(folder: Path) -> None:
    for write in (True, False):
        with CaseFile.open(folder, write=write) as case:
            with pytest.raises(CaseLocked, match="open in another program"):
                lock(folder, WORDS)
            assert case.find("Zulema Quiroga") and (folder / "case.toml").exists()


def test_a_case_that_is_served_is_not_borrowed_to_lock_it(folder: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom habeas.storage.lending import SERVED\nimport portalocker\n"
        "with (Path(sys.argv[1]) / SERVED).open('w') as held:\n    portalocker.lock(held, portalocker.LOCK_EX)\n"
        "    print('held', flush=True)\n    sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None and server.stdout.readline() == "held\n"
        with pytest.raises(CaseLocked, match="is served") as told:
            lock(folder, WORDS)
        server.communicate()
    assert "End the server" in told.value.next and not is_locked(folder)
    lock(folder, WORDS)
    assert plain(folder) == []


def test_files_of_the_lock_that_an_older_habeas_did_not_know_cost_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".lock.turn").write_bytes(b"1")
    with monkeypatch.context() as older:
        for module in (lockbox, passphrase_lock):
            older.setattr(module, "OURS", OURS - {".lock.turn"})
        lock(folder, WORDS)
    (folder / ".lock.turn").write_bytes(b"2")
    unlock(folder, WORDS)
    assert (folder / ".lock.turn").read_bytes() == b"2"
    assert CaseFile.verify(folder, deep=True).ok


def test_what_is_locked_is_not_locked_again_and_what_is_open_not_opened(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadChoice, match="not locked"):
        unlock(folder, WORDS)
    lock(folder, WORDS)
    with pytest.raises(BadChoice, match="locked already"):
        lock(folder, WORDS)
    for command in (lock, unlock):
        with pytest.raises(CaseMissing):
            command(tmp_path / "nowhere", WORDS)


def test_every_door_says_that_it_is_locked(folder: Path, tmp_path: Path) -> None:
    with a_case(tmp_path / "other") as other:
        lock(folder, WORDS)
        before = tree(folder)
        doors: list[Callable[[], object]] = [
            lambda: CaseFile.open(folder),
            lambda: CaseFile.open(folder, write=True),
            lambda: CaseFile.verify(folder),
            lambda: CaseFile.back_up(folder, tmp_path / "copy"),
            lambda: CaseFile.backups(folder),
            lambda: CaseFile.put_back_settings(folder),
            lambda: CaseFile.restore(tmp_path / "new", folder),
            lambda: other.merge(folder),
        ]
        for door in doors:
            with pytest.raises(CaseEncrypted, match="locked with a passphrase") as told:
                door()
            assert "habeas unlock" in in_shell(told.value.next)
        with pytest.raises(BadChoice, match="locked case, and no backup"):
            CaseFile.restore(tmp_path / "new", folder / LOCKED)
        with pytest.raises(BadChoice, match="and it is locked"):
            CaseFile.create(folder)
    assert tree(folder) == before and not (tmp_path / "new").exists()


# -- what is in the way


def test_a_link_is_not_followed_and_a_second_name_is_told(folder: Path, tmp_path: Path) -> None:
    os.link(folder / "case.toml", tmp_path / "second name")
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(BadChoice, match="link"):
        lock(folder, WORDS)
    (folder / "link").unlink()
    assert lock(folder, WORDS).linked == 1


def test_what_was_put_into_a_locked_folder_stays_and_is_never_replaced(folder: Path) -> None:
    before = tree(folder)
    lock(folder, WORDS)
    (folder / "letter.txt").write_text("new")
    (folder / "journal").mkdir()
    (folder / "journal" / "operations.jsonl").write_text("forged")
    with pytest.raises(BadChoice, match="put here while the case was locked"):
        unlock(folder, WORDS)
    assert (folder / "letter.txt").read_text() == "new" and is_locked(folder)
    assert (folder / "journal" / "operations.jsonl").read_text() == "forged"
    (folder / "journal" / "operations.jsonl").unlink()
    unlock(folder, WORDS)
    assert {name: what for name, what in tree(folder).items() if name != "letter.txt"} == before


def test_what_a_file_manager_notes_goes(folder: Path) -> None:
    (folder / "sources" / ".DS_Store").write_bytes(NAME)
    lock(folder, WORDS)
    unlock(folder, WORDS)
    assert not (folder / "sources" / ".DS_Store").exists()


def test_a_folder_of_the_name_of_the_encrypted_file_is_left_alone(folder: Path) -> None:
    for name in (LOCKED, NOTE):
        (folder / name).write_text("mine")
        with pytest.raises(BadChoice, match="has the name"):
            lock(folder, WORDS)
        assert (folder / name).read_text() == "mine"
        with CaseFile.open(folder) as case:
            assert case.find("Zulema Quiroga")
        (folder / name).unlink()
