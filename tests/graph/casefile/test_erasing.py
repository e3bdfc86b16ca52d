"""Erasing: nothing of what was erased is in any byte of the folder, and the chain still holds; after a kill too."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form, journal_of
from tests.graph.shell import done, habeas
from tests.two_laptops import content_of

from habeas.casefile import CaseFile, utc_now
from habeas.casefile.grants import GrantKind, Grants
from habeas.errors import BadChoice, BadFile, NotFound
from habeas.storage import erasing, workspace
from habeas.storage.journal.reader import verify

ANA = {"is": "person:zulema-quiroga", "label": "Zulema Quiroga", "also": ["Zule Quiroga Paz"]}
LUIS = {"is": "person:luis-paz", "label": "Luis Paz"}
SECRETS = (b"zulema", b"quiroga", b"zule ")
REASON = "her family is threatened"


def forms() -> Iterator[tuple[dict[str, Any], str]]:
    """What is recorded of Ana and of somebody else, with the texts it was read from."""
    names = {"ana": ANA, "luis": LUIS}
    yield a_form(a_claim_form(id="A1", note="Zulema Quiroga was pale"), names=names), "Zulema Quiroga is at Norte."
    event = a_claim_form("luis", id="B1", quote="", note="seen beside Quiroga, Zulema")
    yield a_form(event, names={"luis": LUIS}, id="list", title="The list of ZULEMA QUIROGA"), "Luis Paz is at Norte."
    told = a_claim_form("luis", value="sur", id="B2", note="her uncle says so")
    text = "Luis Paz is at Sur."
    snapshot = {"sha256": hashlib.sha256(text.encode()).hexdigest()}
    yield a_form(told, names={"luis": LUIS}, id="other", title="Another letter", snapshot=snapshot), text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with two people in it, whose names are in documents, questions, settings, reasons and torn bytes."""
    with a_case(tmp_path) as case:
        for form, text in forms():
            assert not case.record_form(form, text=text).refused
        case.judge("person:luis-paz", "person:zulema-quiroga", "different", reason="Zulema is a woman")
        case.withdraw("B2", reason="it was Zulema Quiroga whom he meant")
        settings = case.folder / "case.toml"
        settings.write_text(settings.read_text().replace('title = "', 'title = "Zulema Quiroga: ', 1))
        case.accept_settings(reason="as Zulema Quiroga asked")
        (case.folder / "questions" / "mine.rq").write_text("# on Zulema Quiroga\nSELECT * { ?a ?b ?c }")
        (case.folder / "journal" / "torn-1-2.bin").write_bytes(b"Zulema Quiroga")
        (case.folder / ".habeas-0123.part").write_bytes(b"Zulema Quiroga")
    return case.folder


def leaks(folder: Path) -> list[str]:
    """The files in which something of it is, byte by byte."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in files if any(secret in path.read_bytes().lower() for secret in SECRETS)]


def erase(folder: Path, name: str = "Zulema Quiroga") -> None:
    """Erase her."""
    with CaseFile.open(folder, write=True, clock=Clock("15:00")) as case:
        case.erase(name, reason=REASON, by="Ida")


def test_no_byte_of_a_person_is_left_and_the_chain_holds(folder: Path) -> None:
    heads = verify(folder / "journal")
    assert leaks(folder)
    erase(folder)
    assert leaks(folder) == []
    report = CaseFile.verify(folder, deep=True)
    assert report.damages == () and report.lines == heads.lines + 1
    with CaseFile.open(folder) as case:
        assert {row.id: row.status for row in case.views.index.claims()} == {"B1": "live", "B2": "withdrawn"}
        assert "beside [erased]" in str(case.views.claim("B1"))
        last = list(case.history())[-1]
        assert (last.op, last.by, last.reason) == ("erase", "Ida", REASON)
        assert len(list((folder / "sources").iterdir())) == 2
        assert not case.find("Zulema Quiroga")
    old = [line for line in journal_of(folder).read_bytes().splitlines() if heads.head.encode() in line]
    assert len(old) == 2, "the head that was printed before still stands, and is followed"


def test_tokens_and_links_in_the_name_open_nothing_any_more_and_others_do(folder: Path) -> None:
    grants = Grants(folder, utc_now)
    grants.give(GrantKind.LINK, "add", recorder="Zulema Quiroga")
    grants.give(GrantKind.TOKEN, "record", recorder="Ida")
    erase(folder)
    assert ([one.recorder for one in grants.all()], leaks(folder)) == (["Ida"], [])


def test_a_plan_changes_nothing(folder: Path) -> None:
    before = journal_of(folder).read_bytes()
    with CaseFile.open(folder) as case:
        plan = case.erase_plan("Zulema Quiroga")
    assert plan.claims == 1 and len(plan.documents) == 1 and plan.masked >= 3
    assert journal_of(folder).read_bytes() == before


def test_who_has_a_word_of_the_name_is_told_and_stays(folder: Path) -> None:
    names = {"aunt": {"is": "person:aunt-of-quiroga", "label": "an aunt", "placeholder": True}}
    with CaseFile.open(folder, write=True) as case:
        case.record_form(a_form(a_claim_form("aunt", id="Q1"), names=names, id="other"))
        assert case.erase_plan("Zulema Quiroga").alike == ("person:aunt-of-quiroga",)


def test_a_claim_goes_and_what_it_replaced_stays_replaced(folder: Path) -> None:
    form = a_form(a_claim_form("luis", value="sur", id="B3", note="said in secret"), names={"luis": LUIS}, id="other")
    with CaseFile.open(folder, write=True) as case:
        case.supersede("B1", form, reason="better")
        case.erase("claim:B3", reason=REASON)
        assert case.views.index.claim("B3") is None
        row = case.views.index.claim("B1")
        assert row and row.status == "superseded"
    assert not any(b"said in secret" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert CaseFile.verify(folder, deep=True).damages == ()


def test_a_document_goes_with_its_text_and_its_claims(folder: Path) -> None:
    with CaseFile.open(folder, write=True) as case:
        case.erase("doc:other", reason=REASON)
        assert case.views.index.claim("B2") is None
        assert case.views.index.claim("B1") is not None
        assert not case.find("doc:other")
    assert not any(b"Luis Paz is at Sur" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert CaseFile.verify(folder, deep=True).damages == ()


def test_who_is_judged_the_same_goes_too(folder: Path) -> None:
    with CaseFile.open(folder, write=True) as case:
        case.record_form(a_form(a_claim_form("z", id="Z1"), names={"z": {"is": "person:zq", "label": "La Zurda"}}))
        case.judge("person:zq", "person:zulema-quiroga", "same", reason="she says so")
        case.erase("La Zurda", reason=REASON)
    assert leaks(folder) == []
    assert b"Zurda" not in journal_of(folder).read_bytes()


@pytest.mark.parametrize("stage", ["write_atomic", "rename", "put_in_place", "half", "rebuild", "clear"])
def test_a_kill_at_any_stage_leaves_all_or_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    before = journal_of(folder).read_bytes()

    def stop(*_given: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as kill:
        match stage:
            case "write_atomic":
                kill.setattr(erasing, "write_atomic", stop)
            case "rename":
                kill.setattr(Path, "rename", stop)
            case "put_in_place" | "clear":
                kill.setattr(erasing, stage, stop)
            case "half":
                kill.setattr(erasing, "remove_leftovers", stop)
            case "rebuild":
                kill.setattr(workspace.Workspace, "rebuild", stop)
        with pytest.raises(KeyboardInterrupt):
            erase(folder)
    with CaseFile.open(folder):
        pass
    if stage in {"write_atomic", "rename"}:
        assert journal_of(folder).read_bytes() == before
        assert not (folder / ".erasing.part").exists()
        erase(folder)
    assert leaks(folder) == []
    assert CaseFile.verify(folder, deep=True).damages == ()


def test_a_full_disk_after_it_was_decided_is_told_as_that(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise BadFile(where="store", why="database or disk is full")

    with CaseFile.open(folder, write=True) as case:
        with monkeypatch.context() as patch:
            patch.setattr(workspace.Workspace, "rebuild", full)
            with pytest.raises(BadFile, match="it is erased; the rest is still to be made") as told:
                case.erase("person:zulema-quiroga", reason=REASON)
        assert "the next command on the case finishes it" in told.value.next
    with CaseFile.open(folder):
        pass
    assert leaks(folder) == [] and CaseFile.verify(folder, deep=True).ok


def test_a_line_that_only_says_that_it_was_erased_is_a_changed_line(folder: Path) -> None:
    erase(folder)
    journal = journal_of(folder)
    whole = journal.read_bytes()
    journal.write_bytes(whole.replace(b"beside [erased]", b"beside nobody..", 1))
    assert not CaseFile.verify(folder).ok
    lines = whole.splitlines(keepends=True)
    last = next(line for line in lines if b'"op":"withdraw"' in line and b'"erased":true' in line)
    journal.write_bytes(whole.replace(last, last.replace(b"whom he meant", b"whom she met.")))
    assert not CaseFile.verify(folder).ok


def test_later_backups_lose_it_and_older_ones_are_named(folder: Path, tmp_path: Path) -> None:
    again, old = tmp_path / "again", tmp_path / "old"
    CaseFile.back_up(folder, again)
    CaseFile.back_up(folder, old)
    with CaseFile.open(folder, write=True) as case:
        plan = case.erase("Zulema Quiroga", reason=REASON)
    assert {Path(copy.where) for copy in plan.copies} == {again, old}
    CaseFile.back_up(folder, again)
    assert leaks(again) == []
    assert CaseFile.verify(again).ok and leaks(old)


def test_a_dump_restores_what_is_left(folder: Path, tmp_path: Path) -> None:
    with CaseFile.open(folder, write=True) as case:
        case.erase("Zulema Quiroga", reason=REASON)
        case.dump(tmp_path / "all.nq")
        said = content_of(case)
    with CaseFile.restore(tmp_path / "again", tmp_path / "all.nq") as case:
        assert content_of(case) == said
    assert leaks(tmp_path / "again") == []


def test_a_copy_that_still_has_it_does_not_bring_it_back_and_loses_it(folder: Path, tmp_path: Path) -> None:
    two = tmp_path / "two"
    shutil.copytree(folder, two)
    with CaseFile.open(two, write=True, clock=Clock("14:00")) as case:
        case.record_form(a_form(a_claim_form("luis", id="C1", note="more"), names={"luis": LUIS}, id="other"))
    erase(folder)
    for here, there in ((folder, two), (two, folder), (folder, two)):
        with CaseFile.open(here, write=True, clock=Clock("16:00")) as case:
            case.merge(there)
        assert leaks(folder) == []
    assert leaks(two) == []
    said = []
    for one in (folder, two):
        assert CaseFile.verify(one, deep=True).damages == ()
        with CaseFile.open(one) as case:
            said.append(content_of(case))
    assert said[0] == said[1]


def test_what_was_merged_before_is_erased_in_the_lines_of_the_other_copy_too(folder: Path, tmp_path: Path) -> None:
    two = tmp_path / "two"
    with a_case(tmp_path / "x") as case:
        one = case.folder
    shutil.copytree(one, two)
    for form, text in forms():
        with CaseFile.open(two, write=True) as case:
            case.record_form(form, text=text)
    with CaseFile.open(one, write=True) as case:
        case.merge(two)
    assert leaks(one)
    erase(one)
    assert leaks(one) == []
    assert CaseFile.verify(one, deep=True).damages == ()


def test_reasons_and_names_are_asked_for(folder: Path) -> None:
    with CaseFile.open(folder, write=True) as case:
        with pytest.raises(BadChoice, match="names what is to be erased"):
            case.erase("Zulema Quiroga", reason="Zulema asked for it")
        with pytest.raises(BadChoice, match="give a reason"):
            case.erase("Zulema Quiroga", reason=" ")
        with pytest.raises(NotFound):
            case.erase("Nobody At All", reason=REASON)
        with pytest.raises(BadChoice, match="what was erased is gone"):
            case.erase("Zulema Quiroga", reason=REASON)
            case.undo(reason="no")


def test_the_shell_shows_asks_and_erases(folder: Path) -> None:
    shown = habeas("erase", folder, "Zulema Quiroga", "--reason", REASON, "--dry-run")
    assert shown.exit_code == 0 and leaks(folder)
    asked = habeas("erase", folder, "Zulema Quiroga", "--reason", REASON, input="n\n")
    assert asked.exit_code == 2 and leaks(folder)
    told = done("erase", folder, "Zulema Quiroga", "--reason", REASON, "--yes", "--lang", "es")
    assert "afirmaciones" in told and leaks(folder) == []
