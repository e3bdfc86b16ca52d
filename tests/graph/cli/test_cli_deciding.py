"""`habeas decide`, and how `habeas check` tells what was decided."""

import json
from pathlib import Path

import pytest
from tests.graph.shell import done, habeas, made

RAISES = Path(__file__).parents[2] / "findings" / "C05" / "raises.yaml"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with two days of one arrest."""
    return made(tmp_path / "case", RAISES)


def key_in(case: Path) -> str:
    found = json.loads(habeas("check", case, "--format", "json").stdout)
    return str(next(one["key"] for one in found if one["severity"] == "hard"))


def test_check_prints_the_key_that_decide_takes_and_then_ends_with_status_zero(case: Path) -> None:
    key = key_in(case)
    before = habeas("check", case)
    assert (before.exit_code, key in before.stdout) == (1, True)
    done("decide", case, key, "prefer", "--claim", "A2", "--reason", "the register was seen", "--by", "rosa")
    after = habeas("check", case)
    text = " ".join(after.stdout.split())
    assert (after.exit_code, text.count(key)) == (0, 1)
    assert text.index("Decided") < text.index(key)
    assert "prefer A2 (rosa, " in text and "the register was seen" in text
    assert "0 to decide, 1 decided" in habeas("check", case, "--rule", "C05").stderr


def test_a_finding_that_was_opened_again_counts_again(case: Path) -> None:
    key = key_in(case)
    done("decide", case, key, "explained", "--reason", "two calendars")
    done("decide", case, key, "open", "--reason", "the calendars are one")
    assert habeas("check", case).exit_code == 1
    rows = json.loads(done("decide", case, "--format", "json"))
    assert [(one["decision"], one["state"]) for one in rows] == [("explained", "overtaken"), ("open", "stands")]


def test_a_decision_on_a_finding_that_is_gone_is_told_and_no_error(case: Path) -> None:
    key = key_in(case)
    done("decide", case, key, "explained", "--reason", "two calendars")
    done("withdraw", case, "A2", "--reason", "misread")
    text = " ".join(done("check", case).split())
    assert "Decided, and no longer found" in text and key in text
    assert "finding gone" in done("decide", case, "--format", "csv")


def test_the_json_of_a_finding_tells_what_was_decided_by_whom_and_when(case: Path) -> None:
    key = key_in(case)
    done("decide", case, key, "false-alarm", "--reason", "one arrest, told twice", "--by", "rosa")
    found = next(one for one in json.loads(done("check", case, "--format", "json")) if one["key"] == key)
    assert (found["decision"], found["reason"], found["by"]) == ("false-alarm", "one arrest, told twice", "rosa")
    assert found["at"].startswith("20")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("C05-nothing", "explained", "--reason", "r"), "no finding"),
        (("KEY",), "the decision is missing"),
        (("KEY", "explained"), "give a reason"),
        (("KEY", "prefer", "--reason", "r"), "--claim A1 or A2"),
        (("KEY", "settled", "--reason", "r"), "false-alarm"),
        (("KEY", "open", "--reason", "r"), "it is open"),
    ],
)
def test_half_a_decision_is_refused_with_what_to_do(case: Path, given: tuple[str, ...], told: str) -> None:
    key = key_in(case)
    result = habeas("decide", case, *(key if part == "KEY" else part for part in given))
    assert (result.exit_code, told in " ".join(result.stderr.split())) == (2, True)


def test_without_decisions_the_list_says_so(case: Path) -> None:
    assert done("decide", case).strip() == "No finding has been decided yet."
