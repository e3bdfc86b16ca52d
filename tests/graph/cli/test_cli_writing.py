"""The commands that make, fill, change, check and copy a case."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from tests.graph.shell import NPR, NYT, done, habeas, made

from habeas.model.text import MARK_OF_UTF8

BAD_FORM = """
source: {id: d, date: 2026-01-01}
names: {p: {is: person:p, label: P}}
claims:
- {claim: [p, occupation, baker], said-by: p}
- {claim: [p, ocupation, baker], said-by: p}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with one source, to change."""
    return made(tmp_path / "case", NPR)


# -- making and filling a case


def test_a_new_case_says_what_to_do_next_and_is_not_made_twice(tmp_path: Path) -> None:
    result = habeas("init", tmp_path / "case", "--title", "Mine")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "habeas load" in result.stderr
    assert 'title = "Mine"' in (tmp_path / "case" / "case.toml").read_text(encoding="utf-8")
    again = habeas("init", tmp_path / "case")
    assert again.exit_code == 2
    assert "already a case file" in again.stderr


def test_loading_twice_records_once(case: Path) -> None:
    first, second = (json.loads(done("load", case, path, "--format", "json"))[0] for path in (NYT, NPR))
    assert (len(first["recorded"]), len(first["already there"])) == (60, 0)
    assert (len(second["recorded"]), len(second["already there"])) == (0, 86)


def test_what_is_refused_is_told_with_its_place_and_what_to_do(case: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(BAD_FORM, encoding="utf-8")
    result = habeas("load", case, bad, tmp_path / "none.yaml", "--quiet")
    assert result.exit_code == 1
    header, bad_row, none_row, total = (re.split(r"  +", line) for line in result.stdout.splitlines())
    assert header == ["file", "recorded", "already there", "withdrawn before", "refused"]
    assert bad_row == ["bad.yaml", "1", "0", "0", "1"]
    assert none_row == ["none.yaml", "0", "0", "0", "1"]
    assert total == ["total", "1", "0", "0", "2"]
    assert (
        f"refused: {bad}, line 6\n  claim 2: there is no relation or "
        f"detail called “ocupation”\n  Did you mean occupation" in result.stderr
    )
    assert "there is no such file" in result.stderr


def test_strict_records_nothing_of_a_file_with_a_refusal(case: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(BAD_FORM, encoding="utf-8")
    result = habeas("load", case, bad, "--strict", "--format", "csv")
    assert result.exit_code == 1
    assert next(iter(csv.DictReader(io.StringIO(result.stdout.removeprefix(MARK_OF_UTF8))))) == {
        "file": "bad.yaml",
        "recorded": "0",
        "already there": "0",
        "withdrawn before": "0",
        "refused": "1",
    }
    assert "Nothing of this file was recorded" in result.stderr


def test_one_claim_is_recorded_from_the_shell(case: Path) -> None:
    made = json.loads(
        done(
            "record",
            case,
            "--source",
            "npr-2026-01-12",
            "--claim",
            "enrique marquez",
            "detainedAt",
            "facility:new",
            "--label",
            "facility:new=New place",
            "--on",
            "2025",
            "--at",
            "10-20",
            "--set",
            "custodyKind=prison",
            "--by",
            "Ana",
            "--format",
            "json",
        )
    )
    (claim,) = made[0]["recorded"]
    line = json.loads(done("show", case, claim, "--format", "json"))["lines"][0]
    assert (line["subject"], line["object"], line["speaker"]) == ("person:enrique-marquez", "New place", "NPR")
    assert (line["passage"], line["said"], line["recorded_by"]) == ("10-20", "12 January 2026", "Ana")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--claim", "a", "b", "c"], "--source:\n  this is missing"),
        (["--source", "d"], "--claim:\n  this is missing"),
        (["--source", "d", "--claim", "person:x", "detaind", "y"], "Did you mean detains"),
        (["--source", "d", "--claim", "nobody", "occupation", "y"], "nothing in this file is called “nobody”"),
        (["--source", "d", "--claim", "person:x", "occupation", "y", "--set", "on"], "--set KEY=VALUE"),
        (["claims.yaml"], "“claims.yaml” cannot be recorded"),
    ],
)
def test_a_claim_that_cannot_be_recorded_is_told_why(case: Path, arguments: list[str], words: str) -> None:
    result = habeas("record", case, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_form_is_read_from_standard_input(case: Path) -> None:
    result = habeas("record", case, "-", input=BAD_FORM, format="table")
    assert result.exit_code == 1
    assert "refused: standard input, line 6" in result.stderr
    broken = habeas("record", case, "-", input="source: {id: x\n")
    assert broken.exit_code == 2
    assert broken.stderr.startswith("habeas: standard input, line 1, column 9:")
    claims = "- {claim: [b, occupation, nurse]}\n- {claim: [b, occupation, nurse}\n"
    text = (
        "source: {id: slip, date: 2026-03-01, publisher: b}\nnames: {b: {is: person:b, label: B}}\nclaims:\n" + claims
    )
    half = habeas("record", case, "-", input=text, format="table")
    assert half.exit_code == 1
    assert "refused: standard input, line 5" in half.stderr
    assert json.loads(done("show", case, "person:b", "--format", "json"))["lines"][0]["object"] == "nurse"
    assert "it is empty" in habeas("record", case, "-", input="").stderr


def test_a_withdrawn_claim_leaves_the_sheet_and_stays_in_the_history(case: Path) -> None:
    assert habeas("withdraw", case, "N057").exit_code == 2
    done("withdraw", case, "N057", "--reason", "a slip", "--by", "Ana")
    assert "N057" not in done("show", case, "Enrique Márquez")
    everything = done("show", case, "Enrique Márquez", "--all")
    assert (
        everything.index("Withdrawn or superseded") < everything.index("N057") < everything.index("withdrawn: a slip")
    )
    assert "(reason: a slip)" in done("history", case, "N057")
    again = habeas("withdraw", case, "N057", "--reason", "twice")
    assert "already withdrawn" in again.stderr


def test_a_corrected_claim_takes_the_place_of_the_old_one(case: Path) -> None:
    result = habeas(
        "supersede",
        case,
        "N020",
        "--reason",
        "misread",
        "--source",
        "npr-2026-01-12",
        "--claim",
        "Edilson Torres",
        "ageAt",
        "51",
        "--on",
        "2026-01-10",
    )
    assert result.exit_code == 0
    new = result.stderr.split()[0]
    lines = json.loads(done("show", case, "Edilson Torres", "--all", "--format", "json"))["lines"]
    status = {line["claim_id"]: line["status"] for line in lines}
    assert (status["N020"], status[new]) == ("superseded", "live")


# -- care


def test_a_case_is_verified_dumped_and_restored(case: Path, tmp_path: Path) -> None:
    assert "Nothing is damaged" in done("verify", case, "--deep")
    dump, copy = tmp_path / "case.nq", tmp_path / "copy"
    done("dump", case, dump)
    done("restore", copy, dump)
    assert done("verify", copy) == done("verify", case)
    done("rebuild", copy)
    assert done("ask", copy, "died") == done("ask", case, "died")
    assert habeas("restore", copy, dump).exit_code == 2


def test_damage_is_a_finding(case: Path) -> None:
    journal = next((case / "journal").iterdir())
    journal.write_bytes(journal.read_bytes().replace(b"Saab", b"Xaab", 1))
    result = habeas("verify", case)
    assert result.exit_code == 1
    assert result.stdout.startswith("journal, line ")
    assert json.loads(habeas("verify", case, "--format", "json").stdout)["ok"] is False
    assert habeas("verify", case, "--format", "csv").stdout.startswith(MARK_OF_UTF8 + "where,why,next\n")
