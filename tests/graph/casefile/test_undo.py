"""Undoing a step: each kind of operation, any step, an undo itself; and what is left as it is, with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form, facts_of
from tests.graph.shell import done, habeas

from habeas.casefile import CaseFile
from habeas.errors import BadChoice, NotFound
from habeas.model.values import Status

REASON = "it was the wrong file"


def stands(case: CaseFile) -> dict[str, Any]:
    """What the case says: live claims, descriptions, judgements, decisions, the triples of claims."""
    index = case.views.index
    latest = {one.key: one.decision.value for one in case.decisions()}
    return {
        "live": sorted(row.id for row in index.claims(status=Status.LIVE.value)),
        "described": list(index.entities()),
        "judged": sorted(str((j.a, j.b, j.verdict)) for j in case.judgements() if j.taken_back is None),
        "decided": {key: decision for key, decision in latest.items() if decision != "open"},
        "asserted": sorted(str(quad) for quad in case.views.store.quads(graph=...) if "<" in str(quad.graph_name)),
    }


def test_a_recorded_claim_is_withdrawn_and_its_names_go_with_it(case: CaseFile) -> None:
    before = stands(case)
    case.record_form(a_form(a_claim_form(id="A1")))
    plan = case.undo(reason=REASON)
    assert stands(case) == before
    assert {line.op for line in plan.changes} == {"withdraw", "undescribe"}
    assert case.show("claim:A1").lines[0].reason == REASON
    assert not case.find("Ana Ruiz")


def test_a_withdrawn_claim_is_recorded_again(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(id="A1")))
    before, facts = stands(case), facts_of(case)
    case.withdraw("A1", reason="wrong page")
    case.undo(reason="it was the right page")
    assert stands(case) == before
    assert facts_of(case) == facts


def test_a_superseded_claim_stands_again_and_an_undone_undo_puts_the_new_one_back(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(id="A1")))
    before = stands(case)
    case.supersede("A1", a_form(a_claim_form(value="sur", id="A2")), reason="another prison")
    after, row = stands(case), case.views.index.claim("A1")
    case.undo(reason=REASON)
    assert stands(case)["live"] == before["live"]
    case.undo(reason="it was right")
    assert stands(case) == after
    found = case.views.index.claim("A1")
    assert row and found and found.status == row.status == Status.SUPERSEDED
    assert any("supersedes" in fact for fact in facts_of(case))


def test_judging_and_taking_back_are_undone(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form("ana"), a_claim_form("luis")))
    before = stands(case)
    case.judge("person:ana-ruiz", "person:luis-paz", "same", reason="same mother")
    judged = stands(case)
    case.undo(reason=REASON)
    assert stands(case) == before
    case.judge("person:ana-ruiz", "person:luis-paz", "same", reason="same mother")
    case.take_back("person:ana-ruiz", "person:luis-paz", reason="no")
    case.undo(reason="yes")
    assert stands(case) == judged


def test_a_decision_is_undone_to_the_one_before(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(began="2026-03-01", said="2026-01-01", id="A1")))
    finding = case.findings()[0]
    before = stands(case)
    case.decide(finding.key, "explained", reason="seen")
    explained = stands(case)
    case.decide(finding.key, "false-alarm", reason="no")
    case.undo(reason=REASON)
    assert stands(case) == explained
    with pytest.raises(BadChoice, match="undo that first"):
        case.undo(_number(case, "decide"), reason=REASON)
    case.undo(case.undo_plan().step, reason="again")
    case.undo(case.undo_plan().step, reason="and back")
    assert stands(case) == explained
    assert before["decided"] == {}


def test_a_change_of_settings_is_undone_and_done_again(case: CaseFile) -> None:
    path = case.folder / "case.toml"
    before = path.read_text()
    after = before.replace('title = "', 'title = "More: ', 1)
    path.write_text(after)
    case.accept_settings(reason="another title")
    case.undo(reason=REASON)
    assert path.read_text() == before
    case.undo(reason="no, it was right")
    assert path.read_text() == after


def test_a_description_is_the_one_before(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(id="A1")))
    before = stands(case)
    names = {"ana": {"is": "person:ana-ruiz", "label": "Ana María Ruiz", "also": ["Anita"]}}
    case.record_form(a_form(a_claim_form(value="sur", id="A2"), names=names, title="Another title"))
    case.undo(reason=REASON)
    assert stands(case) == before
    assert not case.find("Anita")


def test_a_load_is_one_step_whatever_the_clock_says(case: CaseFile, tmp_path: Path) -> None:
    case.record_form(a_form(a_claim_form(id="A0", value="sur"), id="other", title="Another letter"))
    before = stands(case)
    claims = "\n".join(
        f"    - {{claim: [ana, detainedAt, norte], said-by: radio, id: L{n}, note: n{n}}}" for n in range(9)
    )
    page = tmp_path / "page.yaml"
    page.write_text(
        "source: {id: letter, title: A letter, date: 2026-01-12, publisher: radio}\n"
        "names:\n  ana: {is: person:ana-ruiz, label: Ana Ruiz}\n  radio: {is: org:radio, label: Radio Sur}\n"
        f"  norte: {{is: facility:norte, label: Norte}}\nclaims:\n{claims.replace('    - ', '  - ')}\n"
    )
    report = case.load(page)
    assert len(report.recorded) == 9
    plan = case.undo(reason=REASON)
    assert len([line for line in plan.changes if line.op == "withdraw"]) == 9
    assert stands(case) == before
    case.undo(reason="it was right")
    assert len(stands(case)["live"]) == 10


def test_any_step_is_undone_and_what_a_later_step_changed_is_left_with_the_reason(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(id="A1"), a_claim_form("luis", id="B1")))
    step = _number(case, "record")
    case.supersede("A1", a_form(a_claim_form(value="sur", id="A2")), reason="another prison")
    plan = case.undo(step, reason=REASON)
    assert {line.subject for line in plan.changes if line.op == "withdraw"} == {"claim:B1"}
    left = {line.subject: line.why for line in plan.left}
    assert "undo that step first" in left["claim:A1"]
    assert "still needs this name" in left["person:ana-ruiz"]
    assert stands(case)["live"] == ["A2"]


def test_one_line_of_a_step(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(id="A1"), a_claim_form("luis", id="B1")))
    case.undo(_number(case, "record"), line=True, reason=REASON)
    assert stands(case)["live"] == ["B1"]


def test_what_is_withdrawn_already_needs_no_undoing(case: CaseFile) -> None:
    case.record_form(a_form(a_claim_form(id="A1")))
    step = _number(case, "record")
    case.withdraw("A1", reason="wrong")
    plan, later = case.undo_plan(step), _number(case, "withdraw")
    assert f"the claim is withdrawn already, by step {later}" in [line.why for line in plan.lines]
    assert not plan.left


def test_the_beginning_cannot_be_undone_nor_a_step_that_is_not_there(case: CaseFile) -> None:
    with pytest.raises(BadChoice, match="this is how the file began"):
        case.undo(1, reason=REASON)
    with pytest.raises(NotFound):
        case.undo(99, reason=REASON)
    case.record_form(a_form())
    with pytest.raises(BadChoice, match="give a reason"):
        case.undo(reason=" ")


def test_history_verify_dump_and_known_read_an_undo(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "case"
    with a_case(tmp_path, a_form(a_claim_form(id="A1")), clock=clock) as case:
        folder = case.folder
        clock.at("10:00")
        case.undo(reason=REASON)
        last = next(line for line in case.history() if line.op == "undo")
        assert (last.sentence, last.reason) == ("step 2 is undone", REASON)
        assert case.at("2026-02-01T09:30:00Z").find("Ana Ruiz")
        case.dump(tmp_path / "all.nq")
        held = sorted(map(str, case.views.store.quads(graph=...)))
    assert CaseFile.verify(folder, deep=True).damages == ()
    with CaseFile.restore(tmp_path / "again", tmp_path / "all.nq") as again:
        assert sorted(map(str, again.views.store.quads(graph=...))) == held


def test_the_shell_shows_first_and_then_undoes(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    with CaseFile.create(folder) as case:
        case.record_form(a_form(a_claim_form(id="A1")))
    shown = habeas("undo", folder, "--dry-run")
    assert shown.exit_code == 0 and "withdrawn: " in shown.stdout and "Nothing was changed" in shown.stderr
    refused = habeas("undo", folder)
    assert refused.exit_code == 2 and "give a reason" in refused.stderr
    assert "A1" in done("show", folder, "person:ana-ruiz", "--format", "json")
    done("undo", folder, "--reason", REASON)
    with CaseFile.open(folder) as case:
        assert stands(case)["live"] == []
    assert "registrada de nuevo" in done("undo", folder, "--dry-run", "--lang", "es")


def _number(case: CaseFile, op: str) -> int:
    return next(line.n for line in case.history() if line.op == op)
