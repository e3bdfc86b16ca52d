"""What is due, from the claims of a case: when an answer came, what names no day, and which view asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_claim_form, a_form

from habeas.analysis.followup import Deadline
from habeas.casefile import CaseFile
from habeas.casefile.followup_service import DueQuestion, followup, is_kept
from habeas.errors import BadChoice, BadDate, NotFound
from habeas.model.config import CaseSettings, read_settings, settings_text
from habeas.model.followup import FollowupRule, followup_rules, rules_text

RULES = """
[followup.reply]
title = "Reply of the State"
after = "remedy"
days = 60
until = ["answered", "release"]
source = "A law"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A case with a rule on remedies."""
    case = tmp_path / "case"
    CaseFile.create(case).close()
    (case / "case.toml").write_text((case / "case.toml").read_text() + RULES)
    yield case


def recorded(folder: Path, *claims: dict[str, Any]) -> None:
    with CaseFile.open(folder, write=True) as case:
        report = case.record_form(a_form(*claims))
        assert not report.refused, report.refused


def asked_of(case: CaseFile, **given: str) -> list[Deadline]:
    asked = DueQuestion(**given)
    return followup(asked.view(case), asked)


def due(folder: Path, on: str, **asked: str) -> list[Deadline]:
    with CaseFile.open(folder) as case:
        return asked_of(case, on=on, **asked)


def damages_of_the_store(folder: Path) -> list[object]:
    every = CaseFile.verify(folder, deep=True).damages
    return [damage for damage in every if damage.where.startswith("store")]


FILED = a_claim_form("ana", "remedyTried", "un-petition", event="remedy:un", id="filed", on="2026-01-10")


def test_an_answer_counts_from_the_day_that_its_claim_gives(folder: Path) -> None:
    answer = a_claim_form("ana", "remedyTried", "un-petition", event="remedy:un", id="answer", on="2026-01-10")
    recorded(folder, FILED, {**answer, "answeredOn": "2026-04-02", "remedyOutcome": "rejected"})
    [before] = due(folder, "2026-04-01")
    assert (before.stands, before.maybe) == ("overdue", ())
    assert due(folder, "2026-04-02") == []


def test_an_answer_in_doubtful_days_may_have_come_on_the_first_and_has_come_on_the_last(folder: Path) -> None:
    answer = a_claim_form("remedy:un", "answeredOn", "[2026-04-02..2026-04-10]", id="answer")
    recorded(folder, FILED, answer)
    assert [(one.stands, one.maybe) for one in due(folder, "2026-04-01")] == [("overdue", ())]
    assert [(one.stands, one.maybe) for one in due(folder, "2026-04-09")] == [("possibly overdue", ("answer",))]
    assert due(folder, "2026-04-10") == []


def test_an_answer_without_a_day_had_come_by_the_day_on_which_it_was_said(folder: Path) -> None:
    said = {"said": "2026-05-01"}
    recorded(folder, FILED, a_claim_form("remedy:un", "remedyOutcome", "rejected", id="answer", **said))
    assert [(one.stands, one.maybe) for one in due(folder, "2026-04-30")] == [("possibly overdue", ("answer",))]
    assert due(folder, "2026-05-01") == []


def test_that_there_was_no_answer_ends_nothing(folder: Path) -> None:
    recorded(folder, FILED, a_claim_form("remedy:un", "remedyOutcome", "not-answered", id="none"))
    assert [one.stands for one in due(folder, "2026-06-01")] == ["overdue"]


def test_the_day_of_an_answer_is_not_the_day_of_the_petition(folder: Path) -> None:
    recorded(folder, a_claim_form("ana", "remedyTried", "appeal", id="answer", answeredOn="2026-02-20"))
    [one] = due(folder, "2026-02-19")
    assert [str(day) for day in one.since] == ["None", "2026-02-20"]


def test_an_event_that_names_no_day_may_be_due_on_any(folder: Path) -> None:
    recorded(folder, a_claim_form("ana", "remedyTried", "appeal", id="undated"))
    [one] = due(folder, "2026-02-19")
    assert (one.since, one.due, one.stands) == ((None, None), (None, None), "possibly overdue")


def test_a_release_that_names_no_day_leaves_doubt(folder: Path) -> None:
    release = a_claim_form("release:ana", "person", "ana", id="free")
    recorded(folder, FILED, release)
    assert [(one.stands, one.maybe) for one in due(folder, "2026-06-01")] == [("possibly overdue", ("free",))]


def test_what_is_asked_of_a_view_is_of_that_view(folder: Path) -> None:
    recorded(folder, FILED, a_claim_form("remedy:un", "answeredOn", "2026-02-01", id="answer", said_by="paper"))
    assert due(folder, "2026-06-01") == []
    assert [one.claims for one in due(folder, "2026-06-01", by="Radio Sur")] == [("filed",)]
    assert due(folder, "2026-06-01", said="2026-01-01") == []
    with CaseFile.open(folder) as case:
        view = case.view()
        assert is_kept(view) and not is_kept(case.view(by="Radio Sur"))
        day = "2026-01-20"
        assert asked_of(case, on=day, person="Ana Ruiz") == asked_of(case, on=day, stands="not yet due") != []
        assert asked_of(case, on=day, person="Luis Paz") == asked_of(case, on=day, stands="overdue") == []
        for wrong in ({"person": "Nobody Atall"}, {"on": "2026-13-01"}, {"stands": "late"}):
            with pytest.raises((BadDate, BadChoice, NotFound)):
                asked_of(case, **wrong)


def test_a_changed_rule_holds_at_once(folder: Path) -> None:
    recorded(folder, FILED)
    assert [str(one.due[1]) for one in due(folder, "2026-01-20")] == ["2026-03-11"]
    text = (folder / "case.toml").read_text()
    (folder / "case.toml").write_text(text.replace("days = 60", "days = 1"))
    assert [str(one.due[1]) for one in due(folder, "2026-01-20")] == ["2026-01-11"]
    assert not damages_of_the_store(folder)
    with CaseFile.open(folder, write=True) as case:
        assert [str(one.due[1]) for one in asked_of(case, on="2026-01-20")] == ["2026-01-11"]
    with CaseFile.open(folder) as case:
        assert is_kept(case.view()), "the first reader who may write has brought it up"
    assert not damages_of_the_store(folder)


def test_rules_are_written_as_they_are_read(tmp_path: Path) -> None:
    plain = {'a "rule".\\': {"title": "“Ñ” \x7f\t1", "after": "arrest", "days": 3, "until": ["release"], "source": "x"}}
    plain["two"] = {**plain['a "rule".\\'], "after": "remedy", "type": "appeal", "months": 2, "until": ["answered"]}
    del plain["two"]["days"]
    rules = followup_rules(plain, "case.toml")
    (tmp_path / "case.toml").write_text(settings_text(CaseSettings(followup=rules), whole=True), encoding="utf-8")
    assert read_settings(tmp_path).followup == rules
    assert rules_text(()) == ""
    assert isinstance(rules[0], FollowupRule)
