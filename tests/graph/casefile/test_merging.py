"""Merging two copies of a case: what travels, clashes, is refused or cut off, and what was known when."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form, journal_of
from tests.graph.shell import done, habeas
from tests.two_laptops import content_of

from habeas.casefile import CaseFile, merging
from habeas.casefile.merging import MergeReport
from habeas.errors import BadChoice, BadFile, CaseDamaged, CaseLocked
from habeas.model.findings import Finding
from habeas.storage.journal.writer import Journal

Work = Callable[[CaseFile], Any]


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a case with one claim."""
    with a_case(tmp_path, a_form(a_claim_form(id="A1"), a_claim_form("luis", id="B1"))) as case:
        one = case.folder
    two = tmp_path / "two"
    shutil.copytree(one, two)
    return one, two


def work(folder: Path, *steps: Work, at: str = "10:00") -> None:
    """Do this on one copy."""
    clock = Clock(at)
    with CaseFile.open(folder, write=True, clock=clock) as case:
        for step in steps:
            step(case)


def meet(one: Path, two: Path, at: str = "12:00") -> tuple[MergeReport, MergeReport]:
    """Merge both ways; both copies then say the same, and are sound."""
    reports = []
    for here, there in ((one, two), (two, one)):
        with CaseFile.open(here, write=True, clock=Clock(at)) as case:
            reports.append(case.merge(there, by="merger"))
    said = []
    for folder in (one, two):
        with CaseFile.open(folder) as case:
            said.append(content_of(case))
        assert CaseFile.verify(folder, deep=True).damages == ()
    assert said[0] == said[1]
    return reports[0], reports[1]


def record(claim: str, **keys: Any) -> Work:
    """Record a claim."""
    return lambda case: case.record_form(a_form(a_claim_form(id=claim, **keys)), by=keys.get("note", "somebody"))


def test_claims_documents_judgements_and_withdrawals_travel(copies: tuple[Path, Path]) -> None:
    one, two = copies
    work(one, record("A2", value="sur"), lambda case: case.withdraw("B1", reason="another Luis", by="Ida"))
    work(
        two,
        lambda case: case.record_form(a_form(a_claim_form(id="C1", note="n")), text="Ana Ruiz is held.", by="Juan"),
        lambda case: case.judge("person:ana-ruiz", "person:luis-paz", "different", reason="seen", by="Juan"),
    )
    first, second = meet(one, two)
    assert not first.clashes and not second.clashes
    with CaseFile.open(one) as case:
        line = case.show("claim:C1").lines[0]
        assert (line.recorded_at, line.recorded_by) == ("2026-02-01T10:00:00.000Z", "Juan")
        assert len(list((one / "sources").iterdir())) == 1
        assert [j.by for j in case.judgements()] == ["Juan"]
    with CaseFile.open(two) as case:
        line = case.show("claim:B1").lines[0]
        assert (line.status, line.reason) == ("withdrawn", "another Luis")


def test_merging_again_changes_nothing(copies: tuple[Path, Path]) -> None:
    one, two = copies
    work(two, record("C1", note="n"))
    meet(one, two)
    before = journal_of(one).read_bytes(), journal_of(two).read_bytes()
    first, second = meet(one, two, at="13:00")
    assert first.nothing_new and second.nothing_new
    assert before == (journal_of(one).read_bytes(), journal_of(two).read_bytes())


def test_a_withdrawal_is_not_undone_by_somebody_who_had_not_seen_it(copies: tuple[Path, Path]) -> None:
    one, two = copies
    work(one, lambda case: case.withdraw("A1", reason="wrong"))
    work(two, lambda case: case.withdraw("A1", reason="too"), at="10:05")
    work(two, lambda case: case.undo(reason="no, it is right"), at="10:10")
    first, _ = meet(one, two)
    assert [clash.kind for clash in first.clashes] == ["recorded"]
    with CaseFile.open(two) as case:
        assert case.show("claim:A1").lines[0].reason == "wrong"


def test_both_superseded_the_same_claim(copies: tuple[Path, Path]) -> None:
    one, two = copies
    for folder, new in ((one, "A2"), (two, "A3")):
        form = a_form(a_claim_form(id=new, value="sur", note=new))
        work(folder, lambda case, form=form: case.supersede("A1", form, reason="better"))
    first, second = meet(one, two)
    assert [clash.kind for clash in first.clashes] == [clash.kind for clash in second.clashes] == ["superseded"]
    assert "by A2 and by A3" in first.clashes[0].why.replace("by A3 and by A2", "by A2 and by A3")


def test_contradictory_judgements_decisions_and_labels_clash(copies: tuple[Path, Path]) -> None:
    one, two = copies

    def finding(case: CaseFile) -> Finding:
        return next(iter(case.findings()))

    for folder, verdict, decision, label in (
        (one, "same", "explained", "Ana A"),
        (two, "different", "false-alarm", "Ana B"),
    ):
        names = {"ana": {"is": "person:ana-ruiz", "label": label}}
        work(
            folder,
            lambda case, v=verdict: case.judge("person:ana-ruiz", "person:luis-paz", v, reason="seen"),
            lambda case, d=decision: case.decide(finding(case).key, d, reason="seen") if case.findings() else None,
            lambda case, n=names: case.record_form(a_form(a_claim_form(id="D1"), names=n)),
        )
    first, _ = meet(one, two)
    assert {"judged", "described"} <= {clash.kind for clash in first.clashes}
    assert all(clash.next for clash in first.clashes)
    with CaseFile.open(one) as case:
        assert case.find("Ana A") == case.find("Ana B") == case.find("person:ana-ruiz")


def test_two_claims_under_one_id_both_stay(copies: tuple[Path, Path]) -> None:
    one, two = copies
    work(one, record("X", note="of Ida"), lambda case: case.withdraw("X", reason="Ida was wrong"))
    work(two, record("X", value="sur", note="of Juan"), at="10:30")
    first, second = meet(one, two)
    assert [clash.kind for clash in (*first.clashes, *second.clashes)] == ["id", "id"]
    with CaseFile.open(two) as case:
        found = {row.id: row.status for row in case.views.index.claims() if row.id.startswith("X")}
        notes = {row.id: case.views.claim_in(row)[0].note for row in case.views.index.claims() if row.id in found}
    other = next(name for name in found if name != "X")
    assert found == {"X": "withdrawn", other: "live"}
    assert str(notes[other]).find("of Juan") >= 0 and str(notes["X"]).find("of Ida") >= 0


def test_what_was_known_before_a_merge_is_what_this_file_knew(copies: tuple[Path, Path]) -> None:
    one, two = copies
    work(two, record("C1", note="n"), at="10:00")
    meet(one, two, at="12:00")
    with CaseFile.open(one) as case:
        index = case.at("2026-02-01T11:00:00Z").views.index
        assert index.claim("C1") is None
        assert case.at("2026-02-01T12:00:00Z").views.index.claim("C1") is not None
    with CaseFile.open(two) as case:
        assert case.at("2026-02-01T11:00:00Z").views.index.claim("C1") is not None


def test_the_history_shows_both_and_a_dump_and_a_backup_carry_them(copies: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = copies
    work(two, record("C1", note="n"))
    meet(one, two)
    with CaseFile.open(one, write=True) as case:
        line = next(line for line in case.history() if line.op == "merge")
        assert "lines of another copy were taken in" in line.sentence
        case.dump(tmp_path / "all.nq")
        said = content_of(case)
    CaseFile.back_up(one, tmp_path / "copy")
    for file in ("all.nq", "copy"):
        with CaseFile.restore(tmp_path / f"again-{file}", tmp_path / file) as again:
            assert content_of(again) == said
        assert CaseFile.verify(tmp_path / f"again-{file}", deep=True).ok


def test_a_changed_line_of_the_other_copy_shows(copies: tuple[Path, Path]) -> None:
    one, two = copies
    work(two, record("C1", note="n"))
    meet(one, two)
    kept = next((one / "journal").glob("other-*.jsonl"))
    whole = kept.read_bytes()
    kept.write_bytes(whole.replace(b"norte", b"oeste", 1))
    assert any(kept.name in damage.where for damage in CaseFile.verify(one).damages)
    kept.write_bytes(b"\n".join(whole.split(b"\n")[1:]))
    assert any(kept.name in damage.where for damage in CaseFile.verify(one).damages)
    kept.unlink()
    assert not CaseFile.verify(one).ok


def test_another_case_a_damaged_copy_and_one_that_is_open_are_refused(
    copies: tuple[Path, Path], tmp_path: Path
) -> None:
    one, two = copies
    other = tmp_path / "other"
    with CaseFile.create(other, clock=Clock("08:00")) as case:
        case.record_form(a_form(a_claim_form(id="Z1", note="z")))
    with CaseFile.open(one, write=True, clock=Clock("11:00")) as case:
        with pytest.raises(BadChoice, match="another case"):
            case.merge(other)
        with pytest.raises(BadChoice, match="the case itself"):
            case.merge(one)
        case.merge(other, different=True)
        assert case.views.index.claim("Z1") is not None
        with CaseFile.open(two, write=True), pytest.raises(CaseLocked):
            case.merge(two)
        journal = journal_of(two)
        journal.write_bytes(journal.read_bytes().replace(b"Norte", b"Sur!!", 1))
        with pytest.raises(CaseDamaged, match="the other copy is damaged"):
            case.merge(two)


def test_a_merge_that_is_cut_off_at_any_line_is_finished_by_the_next(copies: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = copies
    form = a_form(a_claim_form(id="C2", value="sur", note="n"))
    work(
        two,
        record("C1", note="n"),
        lambda case: case.supersede("A1", form, reason="better"),
        lambda case: case.judge("person:ana-ruiz", "person:luis-paz", "same", reason="seen"),
        lambda case: case.take_back("person:ana-ruiz", "person:luis-paz", reason="no"),
    )
    whole = tmp_path / "whole"
    shutil.copytree(one, whole)
    before = len(journal_of(one).read_bytes().splitlines())
    with CaseFile.open(whole, write=True, clock=Clock("12:00")) as case:
        case.merge(two)
        said = content_of(case)
    lines = journal_of(whole).read_bytes().splitlines(keepends=True)
    for cut in range(before, len(lines)):
        folder = tmp_path / f"cut{cut}"
        shutil.copytree(whole, folder, ignore=shutil.ignore_patterns("store", ".lock*"))
        journal_of(folder).write_bytes(b"".join(lines[:cut]) + lines[cut][:20])
        with CaseFile.open(folder, write=True, clock=Clock("12:30")) as case:
            case.merge(two)
            assert json.loads(content_of(case)) == json.loads(said)


def test_the_shell_merges_and_lists_what_clashes(copies: tuple[Path, Path]) -> None:
    one, two = copies
    assert "holds nothing that is not here already" in " ".join(done("merge", one, two).split())
    work(one, lambda case: case.judge("person:ana-ruiz", "person:luis-paz", "same", reason="seen", by="Ida"))
    work(two, lambda case: case.judge("person:ana-ruiz", "person:luis-paz", "different", reason="seen", by="Juan"))
    told = habeas("merge", one, two, "--lang", "es")
    assert told.exit_code == 1
    assert "Las copias se contradicen" in told.stdout and "--take-back" in told.stdout
    assert json.loads(done("merge", one, two, "--format", "json"))["lines"] == 0
    assert [row["kind"] for row in json.loads(done("merge", one, "--format", "json"))] == ["judged"]


def test_a_large_merge_is_all_or_nothing_and_brings_what_a_small_one_does(
    copies: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = copies
    work(two, record("C1", note="one"), record("C2", note="two"), lambda case: case.withdraw("A1", reason="wrong"))
    before = journal_of(one).read_bytes()
    monkeypatch.setattr(merging, "MANY", 2)

    def refused(_: Journal) -> None:
        raise BadFile(why="the disk is full")

    with monkeypatch.context() as full:
        full.setattr(Journal, "finish", refused)
        with CaseFile.open(one, write=True) as case, pytest.raises(BadFile):
            case.merge(two)
    assert journal_of(one).read_bytes() == before
    report, _ = meet(one, two)
    assert report.changes == {"record": 2, "withdraw": 1}
