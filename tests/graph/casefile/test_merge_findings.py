"""What two copies of a case clashed on when they were merged: a finding in both, until somebody settles it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form
from tests.graph.casefile.test_merging import Work, meet, record, work
from tests.graph.shell import habeas

from habeas.casefile import CaseFile
from habeas.model.findings import Finding

ANA, LUIS = "person:ana-ruiz", "person:luis-paz"


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a case with two claims."""
    with a_case(tmp_path, a_form(a_claim_form(id="A1"), a_claim_form("luis", id="B1"))) as case:
        one = case.folder
    (one / "questions").mkdir(exist_ok=True)
    two = tmp_path / "two"
    shutil.copytree(one, two)
    return one, two


def found_in(folder: Path, **view: Any) -> list[Finding]:
    """What the check says of copies that clash."""
    with CaseFile.open(folder) as case:
        return list(case.findings(rules=["C29"], **view))


def named(label: str, **more: Any) -> Work:
    """Describe Ana otherwise."""
    names = {"ana": {"is": ANA, "label": label, **more}}
    return lambda case: case.record_form(a_form(names=names))


def supersede(new: str) -> Work:
    """Put another claim in the place of A1."""
    return lambda case: case.supersede("A1", a_form(a_claim_form(id=new, value="sur", note=new)), reason="better")


def judge(verdict: str) -> Work:
    """Judge Ana and Luis."""
    return lambda case: case.judge(ANA, LUIS, verdict, reason="seen")


def settings(title: str) -> Work:
    """Change the title in case.toml and record that."""

    def change(case: CaseFile) -> None:
        path = case.folder / "case.toml"
        path.write_text(path.read_text(encoding="utf-8") + f"\n# {title}\n", encoding="utf-8")
        case.accept_settings(reason="changed")

    return change


def question(text: str) -> Work:
    """Save a question under a name."""
    body = f"# {text}\nSELECT ?s WHERE {{ ?s ?p ?o }} LIMIT 1\n"
    return lambda case: (case.folder / "questions" / "who.rq").write_text(body, encoding="utf-8")


CLASHES = {
    "described": (named("Ana Ruiz", note="a nurse"), named("Ana Ruiz", note="a teacher")),
    "names": (named("Ana Ruiz", also=["Anita"]), named("Ana Ruiz", also=["Anucha"])),
    "judged": (judge("same"), judge("different")),
    "superseded": (supersede("A2"), supersede("A3")),
    "withdrawn": (supersede("A2"), lambda case: case.withdraw("A1", reason="wrong")),
    "id": (record("X", note="of Ida"), record("X", value="sur", note="of Juan")),
    "settings": (settings("Ida"), settings("Juan")),
    "question": (question("one"), question("two")),
}
"""What each copy does to one thing."""
SETTLES: dict[str, Work] = {
    "described": named("Ana Ruiz", note="a nurse and a teacher"),
    "names": named("Ana Ruiz", also=["Anita", "Anucha", "Ani"]),
    "judged": lambda case: case.take_back(ANA, LUIS, reason="no"),
    "superseded": lambda case: case.withdraw("A3", reason="no"),
    "withdrawn": lambda case: case.withdraw("A2", reason="no"),
    "id": lambda case: case.withdraw("X", reason="no"),
    "settings": settings("both"),
}


@pytest.mark.parametrize("kind", CLASHES)
def test_each_clash_is_one_finding_in_both_copies_whichever_was_merged_first(
    kind: str, copies: tuple[Path, Path]
) -> None:
    one, two = copies
    for folder, step, at in zip(copies, CLASHES[kind], ("10:00", "10:01"), strict=True):
        work(folder, step, at=at)
    again = [shutil.copytree(folder, folder.with_name(f"{folder.name}-again")) for folder in copies]
    meet(one, two)
    meet(again[1], again[0])
    (found,) = found_in(one)
    assert found.question.endswith("?") and found.is_open
    for folder in (two, *again):
        assert found_in(folder) == [found]
    if kind in SETTLES:
        work(one, SETTLES[kind], at="13:00")
        assert found_in(one) == []
        assert len(found_in(two)) == 1
        meet(two, one, at="14:00")
        assert found_in(two) == found_in(one) == []


def test_a_claim_that_was_ended_and_recorded_again_is_a_finding_until_it_is_recorded_by_who_saw_both(
    copies: tuple[Path, Path],
) -> None:
    one, two = copies
    work(one, lambda case: case.withdraw("A1", reason="wrong"))
    work(two, lambda case: case.withdraw("A1", reason="too"), at="10:05")
    work(two, lambda case: case.undo(reason="no, it is right"), at="10:10")
    meet(one, two)
    (found,) = found_in(one)
    assert found.claims == ("A1",) and found_in(two) == [found]
    work(two, lambda case: case.record_form(a_form(a_claim_form(id="A1"))), at="13:00")
    assert found_in(two) == []
    meet(one, two, at="14:00")
    assert found_in(one) == []


def test_a_decision_on_it_closes_it_and_travels(copies: tuple[Path, Path]) -> None:
    one, two = copies
    work(one, judge("same"))
    work(two, judge("different"))
    meet(one, two)
    (found,) = found_in(one)
    work(one, lambda case: case.decide(found.key, "explained", reason="two people, the letter says so"), at="13:00")
    meet(one, two, at="14:00")
    for folder in copies:
        (now,) = found_in(folder)
        assert (now.key, now.is_open, now.reason) == (found.key, False, "two people, the letter says so")
    work(one, named("Ana", note="a"), at="15:00")
    work(two, named("Ana", note="b"), at="15:00")
    meet(one, two, at="16:00")
    assert [found.is_open for found in found_in(one)] == [True, False]


def test_different_decisions_on_one_finding_clash_too(copies: tuple[Path, Path]) -> None:
    one, two = copies
    work(one, judge("same"))
    work(two, judge("different"))
    meet(one, two)
    (found,) = found_in(one)
    work(one, lambda case: case.decide(found.key, "explained", reason="so"), at="13:00")
    work(two, lambda case: case.decide(found.key, "false-alarm", reason="not so"), at="13:01")
    meet(two, one, at="14:00")
    (open_, _) = found_in(one)
    assert found.key in open_.question and found_in(two)[0] == open_
    work(two, lambda case: case.decide(found.key, "explained", reason="both saw it"), at="15:00")
    meet(one, two, at="16:00")
    assert [one.is_open for one in found_in(one)] == [False]


def test_three_copies_agree_in_whatever_order_they_meet(copies: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = copies
    three = shutil.copytree(one, tmp_path / "three")
    for folder, note, at in zip((one, two, three), "abc", ("10:00", "10:01", "10:02"), strict=True):
        work(folder, named("Ana Ruiz", note=note), at=at)
    meet(one, two, at="12:00")
    meet(three, one, at="13:00")
    meet(two, three, at="14:00")
    meet(two, one, at="15:00")
    said = found_in(one)
    assert said and said == found_in(two) == found_in(three)


def test_before_the_merge_the_file_knew_nothing_of_it_and_a_narrowed_view_has_it(copies: tuple[Path, Path]) -> None:
    one, two = copies
    work(one, supersede("A2"))
    work(two, supersede("A3"))
    meet(one, two)
    with CaseFile.open(one) as case:
        assert case.at("2026-02-01T11:00:00Z").findings(rules=["C29"]) == ()
        assert len(case.at("2026-02-01T12:00:00Z").findings(rules=["C29"])) == 1
    again = habeas("check", one, "--rule", "C29", "--lang", "es")
    assert "¿Cuál de A2 y A3" in " ".join(again.stdout.split())


def test_what_was_erased_leaves_no_clash_behind_in_either_copy(copies: tuple[Path, Path]) -> None:
    one, two = copies
    work(one, named("Ana Ruiz", note="a nurse"), judge("same"))
    work(two, named("Ana Ruiz", note="a teacher"), judge("different"))
    meet(one, two)
    work(one, lambda case: case.erase(ANA, reason="she asked for it"), at="13:00")
    with CaseFile.open(two, write=True, clock=Clock("14:00")) as case:
        case.merge(one)
    for folder in copies:
        assert found_in(folder) == []
        written = [path for path in folder.rglob("*") if path.is_file() and b"ana-ruiz" in path.read_bytes()]
        assert written == []
        assert CaseFile.verify(folder, deep=True).damages == ()
