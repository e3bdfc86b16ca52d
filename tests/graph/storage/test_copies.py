"""Backups: what they hold, what they refuse, and that a cut-off one is what it was before."""

from __future__ import annotations

import errno
import io
import shutil
from pathlib import Path

import pytest
from tests.builders import a_case, a_claim_form, a_form, journal_of
from tests.graph.shell import done, habeas

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, BadFile, CaseDamaged
from habeas.storage import copies
from habeas.storage.age import Secret, make_key

WORDS = "four words that nobody guesses"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with a claim, a document and a question, closed."""
    with a_case(tmp_path) as case:
        case.record_form(a_form(a_claim_form(id="A1")), text="Ana Ruiz is held at Norte.")
        (case.folder / "questions" / "mine.rq").write_text("SELECT * { ?a ?b ?c }")
        return case.folder


def add(folder: Path, claim: str, text: str = "") -> None:
    """One more claim, and a document."""
    with CaseFile.open(folder, write=True) as case:
        case.record_form(a_form(a_claim_form(id=claim, note=claim)), text=text)


def content(folder: Path) -> dict[str, bytes]:
    """What a case or a copy consists of, without what is made from it."""
    every = (p for p in sorted(folder.rglob("*")) if p.is_file() and "store" not in p.parts)
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in every}
    return {n: c for n, c in found.items() if n not in {".lock", ".lock.pid", "backup.json", ".backups.json"}}


def test_a_folder_holds_the_case_and_grows_with_it(folder: Path, tmp_path: Path) -> None:
    where = tmp_path / "stick" / "copy"
    CaseFile.back_up(folder, where)
    assert content(where) == content(folder)
    add(folder, "A2", "Another text.")
    report = CaseFile.back_up(folder, where)
    assert content(where) == content(folder)
    assert report.new_files == 1 and report.before and 0 < report.new_lines < report.copy.lines
    assert CaseFile.back_up(folder, where).new_lines == 0
    assert {p.stat().st_mode & 0o777 for p in where.rglob("*") if p.is_file()} == {0o600}
    assert CaseFile.verify(where, deep=True).ok


def test_a_backup_is_restored(folder: Path, tmp_path: Path) -> None:
    key = make_key(tmp_path / "my.key")
    for where, secret in ((tmp_path / "copy", None), (tmp_path / "copy.age", key)):
        CaseFile.back_up(folder, where, secret=secret)
        add(folder, f"B{where.suffix}".replace(".", ""))
        CaseFile.back_up(folder, where, secret=secret)
        again = tmp_path / f"again{where.suffix}"
        with CaseFile.restore(again, where, secret=secret) as case:
            assert case.find("Ana Ruiz")
        assert content(again) == content(folder)
        assert CaseFile.verify(again, deep=True).ok
    assert b"Ana Ruiz" not in (tmp_path / "copy.age").read_bytes()


def test_a_passphrase_opens_what_it_closed_and_no_other_does(folder: Path, tmp_path: Path) -> None:
    where = tmp_path / "copy.age"
    CaseFile.back_up(folder, where, secret=Secret(passphrase=WORDS))
    with pytest.raises(BadFile, match="does not open it"):
        CaseFile.restore(tmp_path / "again", where, secret=Secret(passphrase=WORDS[:-1]))
    assert not (tmp_path / "again").exists()
    with pytest.raises(BadChoice, match="encrypted"):
        CaseFile.restore(tmp_path / "again", where)


@pytest.mark.parametrize("ending", ["", ".age"])
def test_a_damaged_case_never_replaces_a_good_backup(folder: Path, tmp_path: Path, ending: str) -> None:
    where, secret = tmp_path / f"copy{ending}", make_key(tmp_path / "k") if ending else None
    CaseFile.back_up(folder, where, secret=secret)
    before = where.read_bytes() if ending else content(where)
    add(folder, "A2")
    journal = journal_of(folder)
    journal.write_bytes(journal.read_bytes().replace(b"Norte", b"Sur!!", 1))
    with pytest.raises(CaseDamaged, match="nothing was backed up"):
        CaseFile.back_up(folder, where, secret=secret)
    assert (where.read_bytes() if ending else content(where)) == before


def test_a_changed_or_missing_document_stops_a_backup(folder: Path, tmp_path: Path) -> None:
    where = tmp_path / "copy"
    CaseFile.back_up(folder, where)
    document = next((folder / "sources").iterdir())
    text = document.read_bytes()
    for damage in (lambda: document.write_bytes(b"changed"), document.unlink):
        damage()
        with pytest.raises(CaseDamaged):
            CaseFile.back_up(folder, where)
        document.write_bytes(text)
    assert content(where) == content(folder)


def test_what_is_no_backup_of_this_case_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    CaseFile.create(other).close()
    where = tmp_path / "copy"
    CaseFile.back_up(folder, where)
    with pytest.raises(BadChoice, match="another case"):
        CaseFile.back_up(other, where)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(BadChoice, match="not a backup"):
        CaseFile.back_up(folder, tmp_path / "full")
    with pytest.raises(BadChoice, match="in the folder of the case"):
        CaseFile.back_up(folder, folder / "backup")


def test_a_case_that_was_put_back_does_not_overwrite_its_future(folder: Path, tmp_path: Path) -> None:
    where, early = tmp_path / "copy", tmp_path / "early"
    shutil.copytree(folder, early)
    add(folder, "A2")
    CaseFile.back_up(folder, where)
    before = content(where)
    with pytest.raises(BadChoice, match="does not have"):
        CaseFile.back_up(early, where)
    assert content(where) == before


def test_what_was_recorded_in_the_backup_itself_is_not_cut_off(folder: Path, tmp_path: Path) -> None:
    where = tmp_path / "copy"
    CaseFile.back_up(folder, where)
    add(where, "MINE")
    with pytest.raises(BadChoice, match="in this backup itself"):
        CaseFile.back_up(folder, where)


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    with pytest.raises(BadChoice, match="link"):
        CaseFile.back_up(folder, tmp_path / "link")
    secret = tmp_path / "secret.txt"
    secret.write_text("not of the case")
    (folder / "questions" / "theirs.rq").symlink_to(secret)
    with pytest.raises(BadChoice, match="link"):
        CaseFile.back_up(folder, tmp_path / "copy")
    assert list(real.iterdir()) == []


def test_a_backup_that_is_cut_off_is_the_one_before(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "copy"
    CaseFile.back_up(folder, where)
    old = tmp_path / "old"
    CaseFile.restore(old, where).close()
    add(folder, "A2", "Another text.")
    for stage in ("put", "_put_journal", "put_manifest"):
        with monkeypatch.context() as cut:
            whole = getattr(copies, stage)

            def stop(*given: object, whole=whole, stage=stage) -> None:  # type: ignore[no-untyped-def]
                if stage != "put_manifest":
                    whole(*given)
                raise KeyboardInterrupt

            cut.setattr(copies, stage, stop)
            with pytest.raises(KeyboardInterrupt):
                CaseFile.back_up(folder, where)
        again = tmp_path / f"again{stage}"
        CaseFile.restore(again, where).close()
        assert content(again) == content(old)
    CaseFile.back_up(folder, where)
    assert content(where) == content(folder)


def test_a_changed_backup_is_not_restored(folder: Path, tmp_path: Path) -> None:
    where = tmp_path / "copy"
    CaseFile.back_up(folder, where)
    for path in (journal_of(where), next((where / "sources").iterdir())):
        before = path.read_bytes()
        path.write_bytes(before[:-9])
        with pytest.raises(BadFile, match="changed"):
            CaseFile.restore(tmp_path / "again", where)
        assert not (tmp_path / "again").exists()
        path.write_bytes(before)


def test_the_shell_backs_up_lists_and_restores(folder: Path, tmp_path: Path) -> None:
    assert "No backup of this case is known" in " ".join(done("backup", folder).split())
    key, where = tmp_path / "my.key", tmp_path / "copy.age"
    done("backup", folder, where, "--new-key", key)
    assert "está ahí" in " ".join(done("backup", folder, "--lang", "es").split())
    done("restore", tmp_path / "again", where, "--key", key)
    assert CaseFile.verify(tmp_path / "again").ok
    refused = habeas("backup", folder, where)
    assert refused.exit_code == 2 and "--key FILE" in refused.stderr


def test_a_full_disk_is_told_as_that_by_an_encrypted_backup_too(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def write(self, content: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left") as told:
        make_key(tmp_path / "my.key").encrypt(io.BytesIO(bytes(200_000)), Full())
    assert told.value.errno == errno.ENOSPC
