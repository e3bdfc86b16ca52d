"""Every query on the SPARQL page answers something on the example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from habeas.casefile import CaseFile

ROOT = Path(__file__).parents[2]
QUERIES = re.findall(r"## ([^\n]+)\n.*?```sparql\n(.*?)```", (ROOT / "docs" / "words.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path_factory.mktemp("words") / "case") as case:
        for path in sorted((ROOT / "examples" / "venezuela-2026").glob("*.yaml")):
            case.load(path)
        yield case


def test_the_page_shows_at_least_six_queries() -> None:
    assert len(QUERIES) >= 6


@pytest.mark.parametrize(("heading", "sparql"), QUERIES, ids=[heading for heading, _ in QUERIES])
def test_a_query_shown_on_the_page_answers_on_the_example(heading: str, sparql: str, example: CaseFile) -> None:
    table = example.query(sparql).table()
    assert table.rows, heading
    assert all(value is not None for value in table.rows[0][:2])
