"""`habeas followup`: what is due by the rules in case.toml, in the shell and as a calendar that its reader reads."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from tests.builders import a_claim_form, a_form
from tests.graph.shell import done, habeas

from habeas.casefile import CaseFile

RULE = """
[followup.judge]
title = "Brought before a judge, or “released”; at once"
after = "arrest"
days = 2
until = ["hearing", "release"]
source = "A law, article 9"
"""
FORM = a_form(
    a_claim_form("ana", "arrestedOn", "[2026-01-10..2026-01-12]", id="a1"),
    a_claim_form("luis", "arrestedOn", "2026-01-10", id="l1", sensitivity="restricted"),
)


@pytest.fixture(scope="module")
def due(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with one rule and two arrests, one of them restricted."""
    folder = tmp_path_factory.mktemp("followup") / "case"
    done("init", folder, "--title", "Ana, and others")
    (folder / "case.toml").write_text((folder / "case.toml").read_text() + RULE)
    done("settings", folder, "--accept", "--reason", "a rule")
    with CaseFile.open(folder, write=True) as case:
        report = case.record_form(FORM)
        assert not report.refused, report.refused
    return folder


def test_it_tells_since_when_until_when_and_by_whose_rule(due: Path) -> None:
    found = habeas("followup", due, "--on", "2026-01-14", "--format", "json")
    assert found.exit_code == 1, "something is overdue"
    ana, luis = sorted(json.loads(found.stdout), key=lambda one: str(one["name"]))
    assert (ana["stands"], ana["since"], ana["due"]) == (
        "possibly overdue",
        "2026-01-10 to 2026-01-12",
        "2026-01-12 to 2026-01-14",
    )
    assert (luis["stands"], luis["claims"], luis["source"]) == ("overdue", ["l1"], "A law, article 9")
    told = " ".join(habeas("followup", due, "--on", "2026-01-14").stdout.split())
    assert "not legal advice" in told and "A law, article 9" in told


def test_it_is_told_in_spanish_too(due: Path) -> None:
    told = habeas("followup", due, "--on", "2026-01-14", "--lang", "es").stdout
    assert "overdue" not in told and "Due:" not in told and "legal advice" not in told


def test_a_calendar_has_what_is_public_and_is_read_back_whole(due: Path, tmp_path: Path) -> None:
    out = tmp_path / "due.ics"
    habeas("followup", due, "--on", "2026-01-13", "--ics", out)
    raw = out.read_bytes()
    assert max(map(len, raw.split(b"\r\n"))) <= 75, "lines are folded"
    [event] = Calendar.from_ical(raw).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Ana Ruiz: Brought before a judge, or “released”; at once"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 1, 12), date(2026, 1, 15))
    assert b"Luis" not in raw and b"l1" not in raw
    habeas("followup", due, "--on", "2026-01-13", "--ics", out, "--force", "--sensitivity", "restricted")
    assert len(Calendar.from_ical(out.read_bytes()).walk("VEVENT")) == 2


def test_a_calendar_is_not_written_over_another_file(due: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.ics"
    out.write_text("mine")
    assert habeas("followup", due, "--ics", out).exit_code == 2
    assert out.read_text() == "mine"


def test_without_rules_it_says_where_to_find_some(tmp_path: Path) -> None:
    done("init", tmp_path / "case")
    assert "--examples prints some" in " ".join(habeas("followup", tmp_path / "case").stderr.split())


def test_the_examples_are_rules_that_are_read(tmp_path: Path) -> None:
    done("init", tmp_path / "case")
    printed = done("followup", tmp_path / "case", "--examples")
    (tmp_path / "case" / "case.toml").write_text((tmp_path / "case" / "case.toml").read_text() + printed)
    assert habeas("followup", tmp_path / "case").exit_code == 0


@pytest.mark.parametrize(
    ("was", "wrong", "told"),
    [
        ('"arrest"', '"arest"', "Did you mean arrest?"),
        ("days = 2", "days = 2\nmonths = 1", "it is not said when it is due"),
        ("days = 2", 'days = "two"', "it is not said when it is due"),
        ('source = "A law, article 9"', "", "names its source"),
        ('until = ["hearing", "release"]', "until = []", "what ends it"),
        ("days = 2", "days = 2\nday = 3", "has no “day”"),
    ],
)
def test_a_rule_that_is_wrong_is_told_with_its_place(tmp_path: Path, was: str, wrong: str, told: str) -> None:
    done("init", tmp_path / "case")
    settings = tmp_path / "case" / "case.toml"
    settings.write_text(settings.read_text() + RULE.replace(was, wrong))
    found = habeas("followup", tmp_path / "case")
    assert found.exit_code == 2
    assert told in " ".join(found.stderr.split()) and "followup.judge" in found.stderr
