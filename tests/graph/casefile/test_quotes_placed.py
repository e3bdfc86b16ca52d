"""Quotes of a file, a form or the shell get their place in the captured text, or are kept without one and listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_claim_form, a_form

from habeas.casefile import CaseFile
from habeas.model.values import Passage

TEXT = (
    "Ana Ruiz was taken to Cárcel Norte on 3 January. Luis Ruiz was taken to Cárcel Norte on 4 January.\n"
    "The lawyer said “she has not been seen since the trans-\nfer”."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "letter.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path / "case", clock=Clock()) as made:
        yield made


def write(folder: Path, form: dict[str, Any], name: str = "claims.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(form), encoding="utf-8")
    return path


def load(case: CaseFile, folder: Path, **claim: object) -> list[str]:
    """Loads one claim; gives what is told of its quote."""
    report = case.load(write(folder, a_form(a_claim_form(id="q", **claim), snapshot={"file": "letter.txt"})))
    assert report.recorded == ("q",)
    return [note for note in report.notes if note.startswith("q: ")]


def passages(case: CaseFile) -> tuple[Passage, ...]:
    return case.views.claim("q")[0].passages


def rules(case: CaseFile) -> list[tuple[str, str]]:
    return [(found.rule, found.severity.value) for found in case.findings(rules=["C27"])]


def test_a_quote_written_otherwise_is_placed_and_it_is_said_how(case: CaseFile, folder: Path) -> None:
    told = load(case, folder, quote="she has not been seen since the transfer")
    [spot] = passages(case)
    assert TEXT[spot.start : spot.end] == "she has not been seen since the trans-\nfer"
    assert told == ["q: the text has these words written otherwise (a hyphen at the end of a line)."]
    assert case.views.claim("q")[0].quote == "she has not been seen since the transfer"
    assert rules(case) == []


def test_words_in_several_places_are_kept_without_one_and_the_places_are_told(case: CaseFile, folder: Path) -> None:
    [told] = load(case, folder, quote="was taken to Cárcel Norte")
    assert "2 places" in told and "9-34: “Ana Ruiz [was taken to Cárcel Norte] on 3" in told
    assert passages(case) == ()
    assert rules(case) == [("C27", "soft")]


def test_words_that_stand_nowhere_lose_no_claim(case: CaseFile, folder: Path) -> None:
    told = load(case, folder, quote="she has been seen since the transfer")
    assert told == ["q: the words stand nowhere in the text. Recorded without a place (C27)."]
    assert rules(case) == [("C27", "soft")]


def test_a_claim_that_quotes_nothing_of_a_captured_text_is_listed(case: CaseFile, folder: Path) -> None:
    assert load(case, folder) == []
    assert rules(case) == [("C27", "info")]


def test_a_place_chooses_between_several(case: CaseFile, folder: Path) -> None:
    start = TEXT.rindex("was taken")
    assert load(case, folder, quote="was taken to Cárcel Norte", at=f"{start}-{start + 25}") == []
    assert passages(case) == (Passage(start, start + 25),)


def test_a_wrong_place_gives_way_to_the_one_where_the_words_stand_and_it_is_said(case: CaseFile, folder: Path) -> None:
    [told] = load(case, folder, quote="on 4 January", at="3-9")
    start = TEXT.index("on 4 January")
    assert f"the words stand at {start}-{start + 12}, not where `at:` says" in told
    assert passages(case) == (Passage(start, start + 12),)


def test_a_quote_with_words_left_out_has_a_passage_for_each_part(case: CaseFile, folder: Path) -> None:
    load(case, folder, quote="Ana Ruiz was taken […] on 3 January")
    assert [TEXT[spot.start : spot.end] for spot in passages(case)] == ["Ana Ruiz was taken", "on 3 January"]


def test_a_text_that_the_case_holds_already_is_looked_in_too(case: CaseFile, folder: Path) -> None:
    load(case, folder)
    report = case.load(write(folder, a_form(a_claim_form("luis", id="later", quote="on 4 January"))))
    assert report.recorded == ("later",)
    claim = case.views.claim("later")[0]
    assert claim.passages and claim.snapshot == case.views.claim("q")[0].snapshot


def test_loading_the_same_file_again_records_nothing_twice(case: CaseFile, folder: Path) -> None:
    for quote in ("since the transfer", "was taken to Cárcel Norte", "nowhere at all", "on 3 January"):
        made = write(folder, a_form(a_claim_form("luis", quote=quote), snapshot={"file": "letter.txt"}))
        again = write(folder, a_form(a_claim_form("luis", quote=quote)), "again.json")
        assert len(case.load(made).recorded) == 1
        assert [len(case.load(file).already) for file in (made, again)] == [1, 1]


def test_a_claim_recorded_before_its_text_came_is_not_recorded_again(case: CaseFile, folder: Path) -> None:
    bare = write(folder, a_form(a_claim_form(quote="on 3 January")))
    assert len(case.load(bare).recorded) == 1
    case.load(write(folder, a_form(snapshot={"file": "letter.txt"})))
    assert len(case.load(bare).already) == 1
