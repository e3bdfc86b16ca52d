"""What holds for every answer to the competency questions: exactly these claims, nothing from outside, told as not
stated.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.graph.casefile.competency_cases import ASKED, BEFORE, TORRES_DUQUE, answer, asked, by, case, claims, rows
from tests.graph.shell import done

from habeas.casefile import CaseFile
from habeas.errors import NotFound

__all__ = ["case"]
"""The fixtures that these tests start from."""

EXACTLY = {
    "Q02": "N022 N024 N025 N026 N037 N044 N052 N053 N056 N057 N066 N067",
    "Q03": "N044 N056 N057 N059 N061 Y013 Y056 Y058",
    "Q04": "N044 N056 N057 N060 N061 Y013 Y056 Y058",
    "Q06": "N010 N021 N068 Y026",
    "Q07": "N066 N069 Y050 Y051 Y052 Y053 Y054 Y055 Y056 Y058",
    "Q10": "N062 N083 Y004 Y005 Y006 Y007 Y008 Y011 Y012 Y022 Y032 Y033 Y034 Y035 Y054",
    "Q16": "N004 N005 N006 N056 N057 N067 Y056",
    "Q19": "N019 Y013 Y050",
    "Q20": "N044 N045 N046 N050 N052 N053 N054 N055 N056 N057 N058 N059 N060",
    "Q21": "N024 N025 N026 N035 N036 N044 N057 Y013 Y056",
}
"""All claims of an answer: those of the question, and those that tell the same event or stay."""


@pytest.mark.parametrize("number", EXACTLY)
def test_an_answer_rests_on_these_claims_and_no_others(case: CaseFile, number: str) -> None:
    assert claims(asked(case, number)) == set(EXACTLY[number].split())


def test_the_shell_says_not_stated_where_a_number_tells_nothing(example_once: Path) -> None:
    told = {" ".join(line.split()) for line in done("ask", example_once, "how-many-freed").splitlines()}
    assert {"window not stated", "upper not stated", "asOf not stated", "window 2025-12-01/2026-01-01"} <= told


# -- what holds for every answer


@pytest.mark.parametrize("number", ASKED)
def test_every_answer_comes_with_claims_and_the_places_of_their_words(case: CaseFile, number: str) -> None:
    footing = answer(case, number).footing
    assert footing.claims
    live = {line.claim_id: line for line in case.claims()}
    assert set(footing.claims) <= set(live)
    for claim, place in footing.places:
        assert place.endswith(live[claim].passage)
        assert place.startswith("doc:")
    assert {claim for claim, _ in footing.places} == set(footing.claims)


@pytest.mark.parametrize("number", ASKED)
def test_every_row_of_an_answer_names_its_claims(case: CaseFile, number: str) -> None:
    for row in asked(case, number):
        assert claims([row]), row


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("Q02", "'last week' is the whole week before. (N057)"),
        ("Q08", "'Nearly N' is at least 90 % of N and less than N. (Y012)"),
        ("Q08", "'Dozens' is at least 24. (Y003)"),
        ("Q09", "'Hundreds' is at least 200. (N007)"),
        ("Q22", "'Late' in a year is October to December. (Y016)"),
        ("Q11", "'Late' in a month is day 20 to day 31"),
        ("Q11", "'Recent months' begin 6 months back."),
        ("Q20", "'~' reaches 1 further"),
        ("Q06", "An occupation counts as an office"),
        ("Q15", "A post is taken to belong to a body"),
    ],
)
def test_the_conventions_an_answer_was_read_with_are_told(case: CaseFile, number: str, words: str) -> None:
    assert any(words in sentence for sentence in answer(case, number).footing.conventions)


def test_not_stated_is_told_apart_from_no(case: CaseFile) -> None:
    known = rows(case, "in-office", on="2026-01-12")
    assert not any(row["post"] == "post:ve-president" for row in known), "his term is told to be over: no"
    assert by(known, "post")["post:ve-interim-president"]["began"] == "not stated"
    free = by(rows(case, "charges-after-release", on="2026-01-12"), "person")
    assert free[TORRES_DUQUE]["charges"] == "not stated"
    assert "no" not in {row.get("charges") for row in free.values()}


@pytest.fixture(scope="module")
def before(case: CaseFile) -> Iterator[CaseFile]:
    """The example before anything was recorded."""
    then = case.at(BEFORE)
    yield then
    then.close()


@pytest.mark.parametrize("number", sorted(set(ASKED) - {"Q12", "Q15", "Q18", "Q20", "Q21", "Q23"}))
def test_before_it_was_recorded_the_file_answers_nothing(before: CaseFile, number: str) -> None:
    assert asked(before, number) == []


@pytest.mark.parametrize("number", ["Q12", "Q15", "Q18", "Q20", "Q21", "Q23"])
def test_before_it_was_recorded_a_name_is_not_in_the_file(before: CaseFile, number: str) -> None:
    with pytest.raises(NotFound):
        asked(before, number)
