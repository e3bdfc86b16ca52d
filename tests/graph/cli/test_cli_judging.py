"""`habeas judge`, and what a saved question prints under its answer."""

import json
from pathlib import Path

import pytest
from tests.graph.shell import NPR, NYT, done, habeas, made

ALLIANCE, OPPOSITION = "org:ve-main-opposition-alliance", "org:ve-opposition"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with the example, to change."""
    return made(tmp_path / "case", NPR, NYT)


def test_without_names_it_lists_what_looks_alike_with_both_sides(case: Path) -> None:
    text = done("judge", case)
    assert (
        text.index("Probably the same")
        < text.index(OPPOSITION)
        < text.index("Probably different")
        < text.index("person:rhoda-torres")
    )
    assert "for: said of both: leads, María Corina Machado [N032, Y045]" in text
    assert "parent" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "a favor" in done("judge", case, "--lang", "es")


def test_a_judgement_is_recorded_listed_and_taken_back(case: Path) -> None:
    done(
        "judge",
        case,
        ALLIANCE,
        OPPOSITION,
        "same",
        "--reason",
        "both led by Machado",
        "--claim",
        "N032",
        "--by",
        "rosa",
    )
    assert "same (rosa, " in done("judge", case).replace("\n  ", " ")
    assert "Y045" in done("show", case, OPPOSITION)
    told = json.loads(done("judge", case, "--format", "json"))
    assert [(j["verdict"], j["by"], j["claims"], j["taken_back"]) for j in told["judgements"]] == [
        ("same", "rosa", ["N032"], None)
    ]
    assert OPPOSITION not in {p["b"] for p in told["proposals"]}
    done("judge", case, ALLIANCE, OPPOSITION, "--take-back", "--reason", "two bodies", "--by", "luz")
    assert "Y045" not in done("show", case, OPPOSITION)
    history = done("history", case, OPPOSITION)
    assert all(word in history for word in ("unjudge", "luz", "two bodies"))


def test_a_clash_is_told_and_is_a_finding(case: Path) -> None:
    done("judge", case, ALLIANCE, OPPOSITION, "same", "--reason", "r", "--by", "rosa")
    result = habeas("judge", case, ALLIANCE, OPPOSITION, "different", "--reason", "r", "--by", "luz")
    assert result.exit_code == 1
    assert "none of them counts" in result.stdout


def test_half_a_judgement_is_refused_with_the_whole_form(case: Path) -> None:
    for given in ((ALLIANCE,), (ALLIANCE, OPPOSITION), (ALLIANCE, OPPOSITION, "same")):
        result = habeas("judge", case, *given)
        assert result.exit_code == 2
        assert "--reason" in result.stderr
    assert habeas("judge", case, "--kind", "claim").exit_code == 2


def test_proposals_are_csv_for_programs_and_can_be_limited(case: Path) -> None:
    lines = done("judge", case, "--format", "csv", "--kind", "person", "--limit", "2").splitlines()
    assert lines[0] == "verdict,a,b,worth,for,against,claims"
    assert len(lines) == 3


def test_an_answer_tells_its_conventions_and_where_its_words_stand(case: Path) -> None:
    text = done("ask", case, "held-on", "on=2026-01-10")
    assert "not stated" in text
    assert "'last week' is the whole week before. (N057)" in text
    assert "N057 doc:npr-2026-01-12 3234-3269" in text.replace("\n  ", " ")
    many = done("ask", case, "said-until", "until=2026-01-05")
    assert "It rests on 60 claims" in many


def test_a_library_question_is_listed_and_answered_in_every_form(case: Path) -> None:
    assert "held-on" in done("ask", case)
    rows = json.loads(done("ask", case, "held-on", "on=2026-01-12", "--format", "json"))["results"]["bindings"]
    assert {row["held"]["value"] for row in rows} == {"certain", "assumed"}
    assert done("ask", case, "held-on", "on=2026-01-12", "--format", "csv").startswith("person,personName,held")
    assert habeas("ask", case, "held-on").exit_code == 2
    assert habeas("ask", case, "held-on", "on=someday").exit_code == 2
