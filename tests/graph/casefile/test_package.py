"""A package for others: verified with real sha256sum, sh and openssl; what may not leave is not in it."""

from __future__ import annotations

import errno
import itertools
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.builders import a_claim_form, a_form, journal_of
from tests.graph.casefile.packages import TEXT, a_packed_case, blocks, everything, make, rows, run, take
from tests.graph.shell import done, habeas
from tests.sealed_pairs import HIDDEN, make_pair

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, BadFile, CaseDamaged
from habeas.storage import bag

SECRET = {"luis": {"is": "person:luis-paz", "label": "Luis Paz", "sensitivity": "sealed"}}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    """A case in which nothing is sensitive (`a_packed_case`)."""
    file = a_packed_case(tmp_path)
    yield file
    with suppress(ValueError):  # a test may have closed it
        file.close()


def test_sha256sum_finds_every_file_and_a_changed_byte(case: CaseFile, tmp_path: Path) -> None:
    out = tmp_path / "for-the-court"
    report = make(case, out)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        checked = run(out, f"sha256sum --strict -c {manifest}")
        assert checked.returncode == 0 and "FAILED" not in checked.stdout, checked.stdout
    listed = set(re.findall(r"  (\S+)$", (out / "manifest-sha256.txt").read_text(), re.MULTILINE))
    assert listed == {p.relative_to(out).as_posix() for p in (out / "data").rglob("*") if p.is_file()}
    assert run(out, "sha256sum tagmanifest-sha256.txt").stdout.split()[0] == report.seal
    for path in (out / "data" / "documents" / "letter.txt", out / "data" / "journal" / "operations.jsonl"):
        whole = path.read_bytes()
        path.write_bytes(whole[:9] + bytes([whole[9] ^ 1]) + whole[10:])
        checked = run(out, "sha256sum -c manifest-sha256.txt")
        assert checked.returncode == 1 and f"data/{path.relative_to(out / 'data')}: FAILED" in checked.stdout
        path.write_bytes(whole)


def test_the_folder_is_a_bag_as_rfc_8493_describes_it(case: CaseFile, tmp_path: Path) -> None:
    out = tmp_path / "bag"
    report = make(case, out)
    assert (out / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    info = dict(line.split(": ", 1) for line in (out / "bag-info.txt").read_text(encoding="utf-8").splitlines())
    payload = [path for path in (out / "data").rglob("*") if path.is_file()]
    assert info["Payload-Oxum"] == f"{sum(p.stat().st_size for p in payload)}.{len(payload)}"
    assert (info["Bagging-Date"], info["Habeas-Head"]) == ("2026-03-01", report.head)
    assert {stat.S_IMODE(p.stat().st_mode) for p in (out, *out.rglob("*")) if p.is_dir()} == {0o700}
    assert {stat.S_IMODE(p.stat().st_mode) for p in out.rglob("*") if p.is_file()} == {0o600}


def test_the_chain_is_calculated_again_with_a_few_lines_of_shell(case: CaseFile, tmp_path: Path) -> None:
    out = tmp_path / "bag"
    tricky = 'a note with ,"hash":"' + "0" * 64 + '" and ,"prev":"' + "1" * 64 + '" in it, \\ and %s'
    case.record_form(a_form(a_claim_form("luis", id="A3", note=tricky, quote="“Señor” \\n %d")))
    report = make(case, out)
    chains = [block for block in blocks(out) if "openssl dgst" in block and "while" in block]
    assert len(chains) == 2 and chains[0] == chains[1]
    assert run(out, chains[0]).stdout == f"{report.lines} lines, 0 of them erased, head {report.head}\n"
    assert f"head {report.head}" in run(out, f"cat data/proofs/{report.lines:07d}-{report.head[:16]}.txt").stdout
    journal = out / "data" / "journal" / "operations.jsonl"
    whole = journal.read_bytes()
    lines = whole.splitlines(keepends=True)
    changed = (
        whole.replace(b"misread", b"misled!"),
        b"".join(lines[:3] + lines[4:]),
        b"".join([lines[1], lines[0], *lines[2:]]),
    )
    for content in changed:
        journal.write_bytes(content)
        told = run(out, chains[0])
        assert told.returncode == 1 and "does not fit" in told.stdout


def test_it_holds_documents_claims_history_and_custody(case: CaseFile, tmp_path: Path) -> None:
    out = tmp_path / "bag"
    report = make(case, out)
    assert (out / "data" / "documents" / "letter.txt").read_text() == TEXT
    (entry,) = rows(out, "custody.csv")
    assert entry["file"] == "data/documents/letter.txt" and entry["recorded_at"] == "2026-02-01T09:00:00.000Z"
    assert run(out, f"sha256sum {entry['file']}").stdout.split()[0] == entry["sha256"]
    line = journal_of(case.folder).read_bytes().splitlines()[int(entry["line"]) - 1]
    assert entry["sha256"].encode() in line and b'"op":"source"' in line
    claims = {row["claim"]: row for row in rows(out, "claims.csv")}
    assert (claims["A1"]["status"], claims["A2"]["status"], claims["A2"]["reason"]) == ("live", "withdrawn", "misread")
    assert claims["A1"]["quote"] == "Ana Ruiz is held at Norte" and claims["A1"]["file"] == entry["file"]
    history = rows(out, "history.csv")
    assert len(history) == report.lines == report.history and history[-1]["by"] == "maria"
    assert (report.claims_withheld, report.documents_withheld, report.journal) == (0, 0, True)


def test_the_rdf_is_what_the_store_holds(case: CaseFile, tmp_path: Path) -> None:
    make(case, tmp_path / "bag")
    found = set((tmp_path / "bag" / "data" / "claims.nq").read_text(encoding="utf-8").splitlines())
    found = {line.replace(".000Z", "Z") for line in found}  # the store writes moments without thousandths
    stored = set(case.views.store.to_nquads().decode().splitlines())
    skipped = ("journalPosition", "journalHead", "#CaseFile>")
    assert found == {line for line in stored if not any(word in line for word in skipped)}


def seal(case: CaseFile) -> None:
    """Somebody who must not be named comes into the case, in a document of her own and in an old one."""
    first = a_claim_form("luis", id="B1", note="cousin of Ana")
    second = a_claim_form(id="B2", value="sur", note="told by the brother of Paz, Luis")
    take(case, first, second, text="Luis Paz told this.", id="visit", title="Visit to Luis Paz", names=SECRET)
    take(case, a_claim_form(id="B3", quote="Norte"), text="Norte, said Luis PAZ, is full.", id="other")
    case.judge("person:luis-paz", "person:ana-ruiz", "different", reason="Luis Paz is taller")


def test_what_is_withheld_is_not_in_it_and_the_journal_neither(case: CaseFile, tmp_path: Path) -> None:
    seal(case)
    out = tmp_path / "bag"
    report = make(case, out)
    text = everything(out)
    assert not re.search(r"luis|paz\b", text, re.IGNORECASE)
    assert not (out / "data" / "journal").exists() and "prev" not in text
    hashes = re.findall(r'"hash":"([0-9a-f]{64})"', journal_of(case.folder).read_text())
    assert [line for line in hashes[1:-1] if line in text] == [], "a single hash confirms a guess"
    assert report.head in text and report.head == hashes[-1]
    assert (report.claims_withheld, report.documents_withheld) == (1, 2)
    assert report.history_withheld > 0 and not report.journal
    assert f"claims: {report.claims_withheld};" in (out / "VERIFY.txt").read_text(encoding="utf-8")
    assert {row["claim"] for row in rows(out, "claims.csv")} == {"A1", "A2", "B2", "B3"}
    assert run(out, "sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt").returncode == 0


def test_everything_leaves_when_it_is_asked_for(case: CaseFile, tmp_path: Path) -> None:
    seal(case)
    out = tmp_path / "bag"
    report = make(case, out, "sealed")
    assert (out / "data" / "journal" / "operations.jsonl").read_bytes() == journal_of(case.folder).read_bytes()
    assert (report.claims_withheld, report.documents_withheld, report.history_withheld) == (0, 0, 0)
    assert (out / "data" / "documents" / "visit.txt").read_text() == "Luis Paz told this."
    assert "Luis Paz is taller" in (out / "data" / "history.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("again", [False, True])
def test_what_was_ever_marked_keeps_the_journal_back(case: CaseFile, tmp_path: Path, again: bool) -> None:
    """A claim that was sealed when it was recorded, and is so or public today."""
    case.record_form(a_form(a_claim_form("luis", id="C1", sensitivity="restricted")))
    if again:
        case.withdraw("C1", reason="may be said now")
        case.record_form(a_form(a_claim_form("luis", id="C2")))
    assert not make(case, tmp_path / "bag").journal
    assert make(case, tmp_path / "restricted", "restricted").journal


def test_two_documents_of_one_name_stand_beside_each_other(case: CaseFile, tmp_path: Path) -> None:
    take(case, a_claim_form(id="D1"), text="A later capture of the letter.")
    make(case, tmp_path / "bag")
    files = [row["file"] for row in rows(tmp_path / "bag", "custody.csv")]
    assert len(set(files)) == 2 and all((tmp_path / "bag" / file).is_file() for file in files)


def test_nothing_is_replaced_no_link_is_followed_and_nothing_is_left(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for out in (tmp_path / "there", tmp_path / "link", case.folder / "bag", case.folder / "sources" / "bag"):
        with pytest.raises(BadChoice):
            make(case, out)
    with pytest.raises(BadFile, match="no such folder"):
        make(case, tmp_path / "missing" / "bag")
    with pytest.raises(BadChoice, match="not one of its values"):
        make(case, tmp_path / "bag", "secret")
    kept = next((case.folder / "sources").glob("*.txt"))
    kept.write_text("another text")
    with pytest.raises(CaseDamaged, match="was changed"):
        make(case, tmp_path / "bag")
    kept.unlink()
    kept.symlink_to(journal_of(case.folder))
    with pytest.raises(CaseDamaged, match="a link"):
        make(case, tmp_path / "bag")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "link", "there"]


def test_a_damaged_journal_is_not_packed(case: CaseFile, tmp_path: Path) -> None:
    case.close()
    with CaseFile.open(case.folder) as read:
        journal_of(case.folder).write_bytes(journal_of(case.folder).read_bytes().replace(b"misread", b"misled!"))
        with pytest.raises(CaseDamaged, match="was changed"):
            make(read, tmp_path / "bag")
    assert not (tmp_path / "bag").exists()


def test_the_command_tells_what_it_made(case: CaseFile, tmp_path: Path) -> None:
    case.close()
    told = done("package", case.folder, tmp_path / "bag")
    assert "1 documents" in told and "Seal of the package" in told and "Withheld" not in told
    assert habeas("package", case.folder, tmp_path / "bag").exit_code == 2
    assert "Sello del paquete" in done("package", case.folder, tmp_path / "otro", "--lang", "es")


@pytest.mark.parametrize("seed", [1, 2, 4, 5])
def test_packages_of_cases_that_differ_only_in_what_is_sealed_say_the_same(tmp_path: Path, seed: int) -> None:
    """But for the numbers of lines, the head, and how much was withheld; in both cases something is."""
    told = []
    for folder in make_pair(tmp_path, seed):
        with CaseFile.open(folder) as case:
            out = tmp_path / f"{folder.name}-bag"
            make(case, out)
        text = everything(out)
        assert not any(name in text for name in (*HIDDEN, "hidden-", "Prensa Oculta"))
        tables = {name: rows(out, name) for name in ("claims.csv", "history.csv", "custody.csv")}
        for row in (row for table in tables.values() for row in table):
            row.pop("line", "")
        documents = {path.name: path.read_bytes() for path in out.glob("data/documents/*")}
        told.append((tables, sorted((out / "data" / "claims.nq").read_bytes().splitlines()), documents))
    assert told[0] == told[1]


def test_a_full_disk_leaves_nothing_of_a_package(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for last in range(12):
        written = itertools.count()

        def full(handle: int, last: int = last, written: Iterator[int] = written) -> None:
            if next(written) >= last:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(bag, "sync", full)
        with pytest.raises(BadFile, match="No space left"):
            make(case, tmp_path / "bag")
        assert [path.name for path in tmp_path.iterdir()] == ["case"], f"after {last} files"
    monkeypatch.undo()
    assert make(case, tmp_path / "bag").documents == 1
