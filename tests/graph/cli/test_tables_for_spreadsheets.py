"""Every table for spreadsheets begins with the mark of UTF-8 and holds nothing that one would run."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from tests.api.served import served
from tests.builders import Clock, a_case, a_claim_form, a_form
from tests.graph.shell import habeas

from habeas.model.text import MARK_OF_UTF8, guarded

RUN = '=HYPERLINK("http://192.0.2.1","press")'
NAMES = {"eva": {"is": "person:eva", "label": RUN}, "tab": {"is": "person:tab", "label": "\t@SUM(1)"}}
WHO = "SELECT ?name ?n { ?who skos:prefLabel ?name . BIND(-3 AS ?n) FILTER(CONTAINS(STR(?who), '/person/')) }"


@pytest.fixture
def case(tmp_path: Path, clock: Clock) -> Path:
    held = [a_claim_form(who, on="2026-01-02", quote="-2+3", note="+1 more") for who in ("eva", "tab", "ana")]
    with a_case(tmp_path, a_form(*held, names=NAMES), clock=clock) as made:
        return made.folder


def cells(text: str) -> list[str]:
    assert text.startswith(MARK_OF_UTF8)
    return [cell for row in csv.reader(io.StringIO(text.removeprefix(MARK_OF_UTF8))) for cell in row]


def would_run(cell: str) -> bool:
    return cell.startswith(("=", "+", "@", "\t", "\r")) or (cell.startswith("-") and not cell[1:].isdigit())


@pytest.mark.parametrize(
    "command",
    [
        ("status", "--on", "2026-01-02", "--all"),
        ("show", "person:eva"),
        ("history",),
        ("ask", "timeline", "person=person:eva"),
        ("ask", "detained-at"),
        ("query", WHO),
        ("words", "detainedAt"),
        ("measures",),
    ],
    ids=" ".join,
)
def test_a_table_of_the_shell_is_safe_to_open(case: Path, command: tuple[str, ...]) -> None:
    name, *rest = command
    folder = () if name == "words" else (case,)
    told = habeas(name, *folder, *rest, "--format", "csv").stdout
    assert [cell for cell in cells(told) if would_run(cell)] == []


def test_a_file_of_tables_is_safe_to_open(case: Path, tmp_path: Path) -> None:
    assert habeas("export", case, tmp_path / "out.csv.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "out.csv.zip") as archive:
        tables = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".csv")]
    assert len(tables) == 6
    assert [cell for table in tables for cell in cells(table) if would_run(cell)] == []


def test_a_table_over_http_is_safe_to_open_and_programs_get_what_sparql_says(case: Path) -> None:
    with served(case, "--quiet") as server, server.client() as client:
        asked = {"query": WHO, "format": "csv"}
        for text in (client.get("/api/questions/detained-at.csv").text, client.get("/sparql", params=asked).text):
            assert "'" + RUN in cells(text)
            assert [cell for cell in cells(text) if would_run(cell)] == []
        plain = client.get("/sparql", params={"query": WHO}, headers={"Accept": "text/csv"}).text
        assert plain.startswith("name,n\r\n")
        assert RUN in next(zip(*csv.reader(io.StringIO(plain)), strict=True))


@pytest.mark.parametrize("text", ["-", "+", "", "2026-01-02", "a=b", "Eva - Ana"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text
