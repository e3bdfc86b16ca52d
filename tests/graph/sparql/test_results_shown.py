"""Answers as a notebook shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.graph.shell import NPR, made

from habeas import CaseFile


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("shown") / "case", NPR)


def test_an_answer_is_a_table_and_can_still_be_taken(case: Path) -> None:
    with CaseFile.open(case) as file:
        found = file.query("SELECT ?who ?where { ?who hab:detainedAt ?f . ?f skos:prefLabel ?where } ORDER BY ?where")
        html = found._repr_html_()
        assert html.startswith("<table><thead><tr><th>who</th><th>where</th></tr></thead>") and "El Helicoide" in html
        assert list(found.to_pandas().columns) == ["who", "where"]


def test_a_value_is_never_markup(case: Path) -> None:
    with CaseFile.open(case) as file:
        html = file.query("SELECT ('<script>x</script>' AS ?a) ?b {}")._repr_html_()
    assert "<script>" not in html and "<td>&lt;script&gt;x&lt;/script&gt;</td><td></td>" in html


def test_yes_a_graph_and_more_rows_than_are_shown(case: Path) -> None:
    with CaseFile.open(case) as file:
        assert file.query("ASK { ?s hab:detainedAt ?o }")._repr_html_() == "<p>yes</p>"
        assert "<th>predicate</th>" in file.query("CONSTRUCT WHERE { ?s hab:detainedAt ?o }")._repr_html_()
        assert "<p>100 of " in file.query("SELECT * { ?s ?p ?o }")._repr_html_()


def test_an_answer_that_was_taken_says_so(case: Path) -> None:
    with CaseFile.open(case) as file:
        found = file.query("SELECT * { ?s hab:detainedAt ?o }")
        list(found.rows())
        assert found._repr_html_() == "<p>this answer was taken already</p>"
