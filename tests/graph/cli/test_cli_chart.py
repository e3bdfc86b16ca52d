"""`chart`: how many are held over time, the same as on each day, as a table and as files."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.builders import a_case, a_claim_form, a_form
from tests.graph.shell import NPR, NYT, done, habeas, made

WORDS = ("certain", "contested", "assumed", "possible")
FORM = a_form(
    a_claim_form("ana", began="2025-01-07"),
    a_claim_form("luis", began="2025-01", sensitivity="restricted"),
    a_claim_form("rosa", "detainedAt", "sur", began="2025-03-02", ended="2025-04-10"),
    names={"rosa": {"is": "person:rosa", "label": "Rosa"}},
)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("venezuela") / "case", NPR, NYT)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chart") / "case"
    with a_case(folder, FORM):
        pass
    return folder


def test_each_row_is_what_the_status_of_its_day_says(asked: Path) -> None:
    rows = table(done("chart", asked, "--from", "2024-06-01", "--to", "2026-01-20", "--format", "csv"))
    assert len(rows) > 8
    for row in (rows[0], rows[len(rows) // 2], rows[-1]):
        found = json.loads(done("status", asked, "--on", row["from"], "--format", "json"))
        held = Counter(one["held"] for one in found)
        assert {word: int(row[word]) for word in WORDS} == {word: held[word] for word in WORDS}
        assert int(row["at most"]) == sum(int(row[word]) for word in WORDS)


def test_published_totals_stand_beside_with_their_claims(asked: Path) -> None:
    found = json.loads(done("chart", asked, "--format", "json"))
    assert {one["claim"]: one["total"] for one in found["published"]} == {
        "Y004": "at least 801",
        "Y033": "800 to 900",
        "N007": "at least 200",
        "N013": "at least 801",
    }


def test_the_picture_is_whole_and_needs_nothing_else(asked: Path, tmp_path: Path) -> None:
    out = tmp_path / "held.svg"
    assert "Se ha escrito" in habeas("chart", asked, out, "--lang", "es").stderr
    text = out.read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 written by ourselves
    assert "Detenidas, con nombre conocido" in text and "Foro Penal: at least 801" in text
    assert "href" not in text and "url(" not in text
    assert habeas("chart", asked, out).exit_code == 2, "the file is there already"
    assert habeas("chart", asked, tmp_path / "held.png").exit_code == 2


def test_a_file_has_what_is_public_and_the_table_everything(told: Path, tmp_path: Path) -> None:
    assert table(done("chart", told, "--format", "csv"))[-1]["at most"] == "2"
    for sensitivity, most in (("public", "1"), ("restricted", "2")):
        out = tmp_path / f"{sensitivity}.csv"
        done("chart", told, out, "--sensitivity", sensitivity)
        rows = table(out.read_text(encoding="utf-8"))
        assert rows[-1]["at most"] == most


def test_one_facility_has_those_held_there_and_no_totals(told: Path) -> None:
    found = json.loads(done("chart", told, "--at", "Cárcel Sur", "--format", "json"))
    assert [(row["from"], row["certain"]) for row in found["held"] if row["certain"]] == [("2025-03-02", 1)]
    assert found["held"][-1]["at most"] == 0 and found["published"] == []
    assert habeas("chart", told, "--at", "Nowhere").exit_code == 2


def test_a_case_without_anybody_is_a_line_of_nothing(tmp_path: Path) -> None:
    done("init", tmp_path / "case")
    found = json.loads(done("chart", tmp_path / "case", "--to", "2026-01-01", "--format", "json"))
    assert [(row["from"], row["at most"]) for row in found["held"]] == [("2026-01-01", 0)]
    done("chart", tmp_path / "case", tmp_path / "held.svg")


@pytest.mark.parametrize(
    "asked_for", [["--from", "2026-02-01", "--to", "2026-01-01"], ["--from", "2026"], ["--to", "x"]]
)
def test_days_that_make_no_sense_are_bad_use(told: Path, asked_for: list[str]) -> None:
    assert habeas("chart", told, *asked_for).exit_code == 2
