"""What the journal names beside itself: kept documents, case.toml, the format; and who may read the files. Whatever
`verify` calls wrong it says how to mend, and that mends it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_case, a_claim_form, a_form, journal_of, lines_of
from tests.graph.shell import done, habeas

from habeas.casefile import CaseFile
from habeas.errors import CaseDamaged, CaseMissing, CaseNewer
from habeas.storage.journal.line import make_line
from habeas.storage.journal.operations import FORMAT
from habeas.storage.verify_files import Damage

LETTER = "They took her to the northern prison.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with one kept document, closed."""
    form = a_form(a_claim_form(id="A1", quote="took her", at="5-13"), snapshot={"file": "letter.txt"})
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "form.json").write_text(json.dumps(form), encoding="utf-8")
    with CaseFile.create(tmp_path / "case") as case:
        assert case.load(tmp_path / "form.json").recorded == ("A1",)
    assert damages(tmp_path / "case") == ()
    return tmp_path / "case"


def damages(folder: Path) -> tuple[Damage, ...]:
    return CaseFile.verify(folder, deep=True).damages


def document(folder: Path) -> Path:
    [path] = (folder / "sources").iterdir()
    return path


# -- kept documents


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("Another letter.", encoding="utf-8")])
def test_a_document_that_is_gone_or_changed_is_told_and_both_ways_back_mend_it(
    folder: Path, harm: Callable[[Path], Any]
) -> None:
    path = document(folder)
    content = path.read_bytes()
    harm(path)
    [damage] = damages(folder)
    assert damage.where == f"sources/{path.name}"
    with CaseFile.open(folder, write=True) as case:
        case.load(folder.parent / "form.json")
    assert (path.read_bytes(), damages(folder)) == (content, ())
    harm(path)
    path.write_bytes(content)
    path.chmod(0o600)
    assert damages(folder) == ()


def test_a_document_of_an_older_case_is_named_with_the_next_operation(folder: Path) -> None:
    journal_of(folder).write_bytes(_of_an_older_habeas(lines_of(folder)))
    shutil.rmtree(folder / "store")
    document(folder).rename(folder / "moved")
    assert damages(folder) == (), "what nobody wrote down is not missed"
    (folder / "moved").rename(folder / "sources" / _sha_of(LETTER))
    with CaseFile.open(folder, write=True) as case:
        case.withdraw("A1", reason="misread")
    document(folder).unlink()
    assert [damage.where for damage in damages(folder)] == [f"sources/{_sha_of(LETTER)}"]


def _sha_of(text: str) -> str:
    return f"{hashlib.sha256(text.encode()).hexdigest()}.txt"


def _of_an_older_habeas(lines: list[bytes]) -> bytes:
    """The same journal without what an older habeas did not write."""
    operations = [json.loads(line) for line in lines]
    for operation in operations:
        for part in ("settings", "format"):
            operation["body"].pop(part, None)
    return _chained([operation for operation in operations if operation["op"] != "keep"])


def _chained(operations: list[dict[str, Any]]) -> bytes:
    made, prev = b"", "0" * 64
    for n, operation in enumerate(operations, 1):
        parts = {key: operation[key] for key in ("at", "by", "op", "body")}
        line, prev = make_line(n=n, prev=prev, **parts)
        made += line + b"\n"
    return made


# -- case.toml


def test_a_change_by_hand_holds_is_told_and_one_command_records_it(folder: Path) -> None:
    path = folder / "case.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"case"', '"Spring"'), encoding="utf-8")
    [damage] = damages(folder)
    assert (damage.where, '+ title = "Spring"' in damage.why) == ("case.toml", True)
    assert "settings" in habeas("status", folder).stderr
    shown = habeas("settings", folder)
    assert (shown.exit_code, '- title = "case"' in shown.stdout) == (1, True)
    done("settings", folder, "--accept", "--reason", "a better title")
    assert damages(folder) == ()
    assert habeas("status", folder).stderr == ""
    with CaseFile.open(folder) as case:
        assert (case.settings.title, list(case.history())[-1].reason) == ("Spring", "a better title")


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("title = ", encoding="utf-8")])
def test_settings_that_are_gone_or_broken_are_put_back_from_the_journal(
    folder: Path, harm: Callable[[Path], Any]
) -> None:
    path = folder / "case.toml"
    before = path.read_bytes()
    harm(path)
    for told in (habeas("verify", folder), habeas("status", folder)):
        assert (told.exit_code, "--put-back" in told.stderr) == (2, True)
    done("settings", folder, "--put-back")
    assert (path.read_bytes(), damages(folder)) == (before, ())


def test_a_change_that_is_not_mine_is_put_back(folder: Path) -> None:
    path = folder / "case.toml"
    before = path.read_bytes()
    path.write_bytes(before.replace(b'sensitivity = "public"', b'sensitivity = "sealed"'))
    done("settings", folder, "--put-back")
    assert (path.read_bytes(), damages(folder)) == (before, ())


def test_what_is_no_case_is_still_none(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    with pytest.raises(CaseMissing):
        CaseFile.open(tmp_path)


def test_the_time_zone_that_habeas_writes_is_recorded(tmp_path: Path) -> None:
    inside = a_claim_form("norte", "containedInPlace", "ven")
    country = {"ven": {"is": "place:ven", "label": {"es": "Venezuela"}}}
    moment = a_claim_form("ana", "arrestedOn", "2026-01-12T02:00:00Z")
    a_case(tmp_path / "case", a_form(moment, inside, names=country)).close()
    assert "America/Caracas" in (tmp_path / "case" / "case.toml").read_text(encoding="utf-8")
    assert damages(tmp_path / "case") == ()


# -- a newer habeas


def _appended(folder: Path, op: str, body: dict[str, Any]) -> None:
    last = json.loads(lines_of(folder)[-1])
    line, _ = make_line(n=last["n"] + 1, at=last["at"], by="x", op=op, body=body, prev=last["hash"])
    with journal_of(folder).open("ab") as stream:
        stream.write(line + b"\n")


def _claim(folder: Path, **more: Any) -> dict[str, Any]:
    body = next(json.loads(line) for line in lines_of(folder) if b'"op":"record"' in line)["body"]
    return {"claim": {**body["claim"], "id": "B1", **more}, "key": "0"}


NEWER: dict[str, Callable[[Path], tuple[str, dict[str, Any]]]] = {
    "an operation": lambda folder: ("foretell", {"what": "x"}),
    "a part of an operation": lambda folder: ("withdraw", {"claim": "A1", "reason": "x", "until": "2027"}),
    "a part of a claim": lambda folder: ("record", _claim(folder, mood="grave")),
    "a part of a description": lambda folder: ("describe", {"ref": "person:x", "aura": "blue"}),
    "a part of a document": lambda folder: ("source", {"ref": "doc:x", "smell": "ink"}),
    "a format": lambda folder: ("settings", {"settings": "", "format": FORMAT + 1}),
}


@pytest.mark.parametrize("what", NEWER)
def test_what_a_newer_habeas_wrote_is_said_and_nothing_is_changed(folder: Path, what: str) -> None:
    _appended(folder, *NEWER[what](folder))
    before = journal_of(folder).read_bytes()
    for write in (False, True):
        with pytest.raises(CaseNewer) as caught:
            CaseFile.open(folder, write=write)
        assert ("written by a newer habeas" in caught.value.why, "newest" in caught.value.next) == (True, True)
    assert "written by a newer habeas" in damages(folder)[0].why
    assert journal_of(folder).read_bytes() == before


def test_a_line_with_more_parts_is_of_a_newer_habeas_and_a_changed_one_is_not(folder: Path) -> None:
    last = json.loads(lines_of(folder)[-1])
    plain = {"at": last["at"], "by": "x", "op": "withdraw", "body": {}, "n": last["n"] + 1, "prev": last["hash"]}
    plain["zone"] = "UTC"
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    plain["hash"] = hashlib.sha256(text.encode()).hexdigest()
    line = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    with journal_of(folder).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(CaseNewer):
        CaseFile.open(folder)
    text = journal_of(folder).read_text(encoding="utf-8").replace('"zone":"UTC"', '"zone":"EST"')
    journal_of(folder).write_text(text, encoding="utf-8")
    with pytest.raises(CaseDamaged, match="cannot be read"):
        CaseFile.open(folder)


def test_views_that_a_newer_habeas_made_are_not_read(folder: Path) -> None:
    with CaseFile.open(folder, write=True) as case:
        case.views.index.connection.execute("UPDATE chained SET value = ? WHERE name = 'format'", (str(FORMAT + 1),))
    with pytest.raises(CaseNewer):
        CaseFile.open(folder)


# -- who may read


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
@pytest.mark.parametrize("name", ["", "journal/operations.jsonl", "store/index.sqlite", "sources"])
def test_rights_of_others_are_told_and_the_command_that_is_named_takes_them(folder: Path, name: str) -> None:
    path = folder / name
    path.chmod(path.stat().st_mode | 0o044)
    [damage] = damages(folder)
    assert damage.where == str(path)
    subprocess.run(damage.next.split(), check=True)
    assert damages(folder) == ()
    path.chmod(path.stat().st_mode | 0o044)
    CaseFile.open(folder, write=True).close()
    assert damages(folder) == ()


def test_a_file_that_was_put_back_counts_by_the_folder_that_it_lies_in(folder: Path) -> None:
    document(folder).chmod(0o644)
    (folder / "case.toml").chmod(0o644)
    assert damages(folder) == ()
    folder.chmod(0o755)
    [damage] = damages(folder)
    assert "and 2 more" in damage.why
