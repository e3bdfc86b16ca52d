"""Every file that habeas writes is on the disk before it has its name, and its name is on the disk before anything is
said.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import a_case, a_form

from habeas.casefile import CaseFile
from habeas.cli.serve import token_in
from habeas.errors import BadFile
from habeas.model.values import Ref
from habeas.storage.atomic import LEFTOVERS, remove_leftovers, replacing, save, write_atomic
from habeas.storage.journal.writer import Journal
from habeas.storage.pseudonyms import pseudonyms

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="files are followed through /proc")
Steps = list[tuple[str, str]]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """What is forced to the disk, and what gets its name, in order."""
    seen: Steps = []

    def named(handle: int) -> str:
        return Path(f"/proc/self/fd/{handle}").readlink().name

    for name in ("fsync", "fdatasync"):
        force = getattr(os, name)
        monkeypatch.setattr(os, name, lambda handle, force=force: (seen.append(("sync", named(handle))), force(handle)))
    for name in ("replace", "link"):
        move = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda a, b, move=move, **how: (move(a, b, **how), seen.append((Path(a).name, Path(b).name)))[0]
        )
    return seen


def is_atomic(path: Path, steps: Steps) -> bool:
    """Forced, named, its folder forced: in this order and next to each other; and for the owner alone."""
    at = next(n for n, (what, name) in enumerate(steps) if name == path.name and what != "sync")
    waiting = steps[at][0]
    assert Path(waiting).match(LEFTOVERS)
    assert steps[at - 1 : at + 2] == [("sync", waiting), (waiting, path.name), ("sync", path.parent.name)]
    return path.stat().st_mode & 0o777 == 0o600


def _settings(folder: Path) -> Path:
    CaseFile.create(folder / "new").close()
    return folder / "new" / "case.toml"


def _document(folder: Path) -> Path:
    with CaseFile.create(folder / "new") as case:
        return case._space.texts.keep(b"El Helicoide")


def _key(folder: Path) -> Path:
    pseudonyms(folder)(Ref("person", "x"))
    return folder / ".pseudonyms"


def _export(folder: Path) -> Path:
    with a_case(folder, a_form()) as case:
        case.export(folder / "x.gexf", "person-facility")
    return folder / "x.gexf"


def _dump(folder: Path) -> Path:
    with a_case(folder, a_form()) as case:
        case.dump(folder / "x.nq")
    return folder / "x.nq"


def _journal_restored(folder: Path) -> Path:
    CaseFile.restore(folder / "back", _dump(folder)).close()
    return folder / "back" / "journal" / "operations.jsonl"


def _torn_line(folder: Path) -> Path:
    with a_case(folder, a_form()) as case:
        journal = case.folder / "journal"
    with (journal / "operations.jsonl").open("ab") as stream:
        stream.write(b'{"half')
    again = Journal.open(journal)
    again.close()
    assert again.torn is not None
    return again.torn


def _token(folder: Path) -> Path:
    token_in(folder)
    return folder / ".token"


@pytest.mark.parametrize(
    "write",
    [_settings, _document, _key, _export, _dump, _journal_restored, _torn_line, _token],
    ids=lambda f: f.__name__,
)
def test_a_file_is_forced_to_the_disk_then_named_then_its_name_is_forced(
    write: Callable[[Path], Path], tmp_path: Path, steps: Steps
) -> None:
    assert is_atomic(write(tmp_path), steps)


def test_nothing_is_written_past_this_one_way() -> None:
    """A file opened to be written elsewhere in the program is a journal, a lock, or a copy that is thrown away."""
    root = Path(__file__).parents[3]
    allowed = {
        "graph/habeas/storage/atomic.py": "here",
        "graph/habeas/storage/bag.py": "a folder that is renamed when each of its files is on the disk",
        "graph/habeas/storage/public_folder.py": "a folder that is renamed when all of it is on the disk",
        "graph/habeas/storage/backup.py": "sorted parts in a folder that is removed",
        "graph/habeas/storage/lending.py": "who serves or writes, only to be named in a message",
        "graph/habeas/storage/passphrase_lock.py": "files that are forced to the disk before what they stand for goes",
        "graph/habeas/cli/write.py": "standard input, in a folder that is removed",
        "graph/habeas/formats/write/zipped.py": "an entry of an archive that `save` writes",
        "graph/habeas/sparql/worker.py": "the pipe of a worker",
        "graph/habeas/capture/serving.py": "the pipe of a worker",
    }
    writes = re.compile(r'write_text\(|write_bytes\(|(?:open|FileIO)\(.*"[wxa]b?"')
    found = {
        path.relative_to(root).as_posix()
        for folder in ("graph/habeas", "api/habeas_api")
        for path in (root / folder).rglob("*.py")
        if writes.search(path.read_text(encoding="utf-8"))
    }
    assert found <= set(allowed)


# -- what goes wrong


def test_what_stood_there_stands_still_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "x"
    write_atomic(path, b"old")
    with pytest.raises(ValueError, match="a mistake"), replacing(path) as stream:
        stream.write(b"half")
        raise ValueError("a mistake")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_somebody_else_took_first_is_left_to_them(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with pytest.raises(FileExistsError), replacing(path, exclusive=True) as stream:
        path.write_bytes(b"theirs")
        stream.write(b"mine")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_two_who_write_one_file_at_once_leave_one_of_the_two_whole(tmp_path: Path) -> None:
    with replacing(tmp_path / "x") as one, replacing(tmp_path / "x") as two:
        for _ in range(100):
            one.write(b"1" * 1000)
            two.write(b"2" * 1000)
    assert set((tmp_path / "x").read_bytes()) == {ord("1")}


def test_left_overs_of_a_killed_program_go_when_the_case_is_opened_to_write(tmp_path: Path) -> None:
    with a_case(tmp_path, a_form()) as case:
        folder = case.folder
        case._space.texts.keep(b"words")
    left = [folder / LEFTOVERS.replace("*", "0"), folder / "sources" / LEFTOVERS.replace("*", "1")]
    for path in left:
        path.write_bytes(b"half of a name")
    CaseFile.open(folder).close()
    assert all(path.exists() for path in left)
    CaseFile.open(folder, write=True).close()
    assert not any(path.exists() for path in left)


def test_a_folder_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as caught:
        save([b"x"], tmp_path / "no" / "x.gexf")
    assert str(tmp_path / "no") in caught.value.next
    shutil.rmtree(tmp_path / "no", ignore_errors=True)
    remove_leftovers(tmp_path / "no")
