"""How long, by whom, from how many origins, and in which order: each is one question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders import Clock, a_case, a_claim_form, a_form
from tests.graph.casefile.competency_cases import Row, rows

from habeas.casefile import CaseFile

NAMES = {"guard": {"is": "org:guard", "label": "Guard"}, "court": {"is": "org:court", "label": "Second Court"}}


def asked(folder: Path, question: str, *claims: dict[str, Any], **given: str) -> list[Row]:
    with a_case(folder, a_form(*claims, names=NAMES), clock=Clock()) as case:
        return rows(case, question, **given)


def claim(subject: str, relation: str, value: object, **keys: Any) -> dict[str, Any]:
    return a_claim_form(subject, relation, value, **keys)


# -- how long


def test_a_length_has_a_least_and_a_greatest(tmp_path: Path) -> None:
    held = claim("ana", "detainedAt", "norte", id="H", began="2025-03", ended="2025-04-10", duration="some five weeks")
    [row] = asked(tmp_path, "how-long", held, on="2026-01-12")
    assert (row["person"], row["atLeast"], row["atMost"]) == ("person:ana-ruiz", "10", "40")
    assert (row["told"], row["claims"]) == ("some five weeks", "H")


def test_a_length_that_goes_on_is_counted_to_the_day_asked_for(tmp_path: Path) -> None:
    held = claim("ana", "detainedAt", "norte", began="2025-03-01")
    [row] = asked(tmp_path, "how-long", held, on="2025-03-11", person="Ana Ruiz")
    assert (row["atLeast"], row["atMost"], row["ended"], row["told"]) == ("0", "10", "not stated", "not stated")


# -- by whom


def test_who_took_somebody_and_who_judged_is_one_question(tmp_path: Path) -> None:
    found = asked(
        tmp_path,
        "by-whom",
        claim("ana", "arrestedBy", "guard", on="2025-03-01", id="T"),
        claim("ana", "sentencedBy", "court", on="2025-06-01", id="S"),
        claim("ana", "arrestedBy", "radio", polarity="negative", id="N"),
        claim("luis", "arrestedOn", "2025-03-01", id="L"),
    )
    told = {(row["person"], row["by"], row["as"], row["claims"]) for row in found}
    assert told == {("person:ana-ruiz", "org:guard", "fact", "T"), ("person:ana-ruiz", "org:court", "fact", "S")}


def test_that_nobody_says_by_whom_is_said(tmp_path: Path) -> None:
    [row] = asked(tmp_path, "by-whom", claim("luis", "arrestedOn", "2025-03-01"), person="Luis Paz")
    assert row["byName"] == "not stated"


# -- origins


def test_what_one_speaker_says_twice_has_one_origin(tmp_path: Path) -> None:
    said = [claim("ana", "arrestedOn", "2025-03-01", id=f"C{n}", event="arrest:a", quote=f"words {n}") for n in (1, 2)]
    other = claim("ana", "arrestedOn", "2025-03-01", id="C3", event="arrest:a", said_by="luis")
    found = asked(tmp_path, "origins", *said, other, of="claim:C1")
    assert [(row["speakers"], row["claims"]) for row in found] == [("Radio Sur", "C1 C2"), ("Luis Paz", "C3")]


# -- in which order


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ({"began": "2025-01-10"}, {"began": "2025-02-10"}, "before"),
        ({"began": "2025-01-10", "ended": "2025-05-01"}, {"began": "2025-02-10"}, "before"),
        ({"asOf": "2025-01-10"}, {"began": "2025-02-10"}, "before"),
        ({"ended": "2025-01-10"}, {"began": "2025-02-10"}, "before"),
        ({"began": "2025-02-10"}, {"asOf": "2025-03-01"}, "not certain"),
        ({"began": "2025-01"}, {"began": "2025-01-20"}, "not certain"),
        ({}, {"began": "2025-01-20"}, "not stated"),
    ],
)
def test_what_lasts_comes_into_the_order_with_its_beginning(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], order: str
) -> None:
    stays = claim("ana", "detainedAt", "norte", id="O1", **one), claim("luis", "detainedAt", "norte", id="O2", **other)
    for things in ("claim:O1; claim:O2", "detention:O1; detention:O2"):
        folder = tmp_path / things[:5]
        [row] = asked(folder, "in-order", *stays, things=things)
        told = row["order"] if row["order"] in {"before", "not stated"} else "not certain"
        assert (told, "O1" in row["first"] or order != "before") == (order, True)


def test_a_beginning_counts_before_a_day_on_which_it_went_on(tmp_path: Path) -> None:
    seen = claim("ana", "detainedAt", "norte", id="O1", asOf="2025-06-01", event="detention:a")
    began = claim("ana", "detainedAt", "norte", id="O2", began="2025-01-10", event="detention:a")
    later = claim("luis", "arrestedOn", "2025-03-01", id="O3")
    [row] = asked(tmp_path, "in-order", seen, began, later, things="detention:a; arrest:O3")
    assert (row["order"], row["firstWhen"]) == ("before", "2025-01-10")


def test_the_case_lists_them(example_once: Path) -> None:
    with CaseFile.open(example_once) as case:
        assert {"how-long", "by-whom", "origins", "in-order"} <= {question.name for question in case.questions()}
