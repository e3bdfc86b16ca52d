"""A file too large to reckon in the time a page may take: every page still comes, and says what it left out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import copy_case
from tests.api.web.inside import visit
from tests.api.web.reader import faults, read

from habeas.errors import QueryStopped
from habeas_api.web import result_cache
from habeas_api.web.result_cache import ResultCache

SAID = {
    "/?said=2027-01-01": "This file is too large to calculate this",
    "/facilities?said=2027-01-01": "not calculated",
    "/id/facility/el-helicoide.html?said=2027-01-01": "This file is too large to calculate who is held here",
    "/counts?said=2027-01-01": "The shell has them: habeas counts.",
    "/check?rule=C05&said=2027-01-01": "The shell does it: habeas check.",
}


@pytest.fixture(scope="module")
def example(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_case(case_folder, tmp_path_factory.mktemp("large") / "case")


def test_a_page_that_cannot_be_reckoned_in_time_says_so(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compute = ResultCache.answer

    async def stopped(self: ResultCache, what: str, *more: Any) -> Any:
        if what == "listing":
            return await compute(self, what, *more)
        raise QueryStopped(why="the query took longer than a minute", next="Ask for less.")

    monkeypatch.setattr(ResultCache, "answer", stopped)

    async def visiting(client: httpx.AsyncClient, _: Counter[str]) -> None:
        for path, told in SAID.items():
            page = await client.get(path)
            assert page.status_code == 200, path
            assert told in read(page.text).text, path
            assert faults(page.text) == [], path

    visit(example, visiting)


def test_a_list_that_cannot_be_reckoned_is_told_with_what_to_do(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def stopped(*_: Any) -> Any:
        raise QueryStopped(why="the query took longer than a minute", next="Ask for less.")

    monkeypatch.setattr(ResultCache, "answer", stopped)

    async def visiting(client: httpx.AsyncClient, _: Counter[str]) -> None:
        page = await client.get("/people?said=2027-01-01")
        assert page.status_code == 422
        assert "Ask for less." in read(page.text).text

    visit(example, visiting)


def test_in_a_large_file_contradictions_wait_until_they_are_asked_for(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_cache, "SMALL_FILE", 10)

    async def visiting(client: httpx.AsyncClient, counted: Counter[str]) -> None:
        then = "said=2027-01-01"
        assert "contradictions are looked for check by check" in (await client.get(f"/?{then}")).text
        assert "This file is large: choose one check above." in (await client.get(f"/check?{then}")).text
        assert "Do both hold?" in (await client.get(f"/check?rule=C08&{then}")).text
        assert "the people known by name are not looked up" in (await client.get(f"/counts?{then}")).text
        counted.clear()
        for path in ("/", "/check", "/counts"):
            page = await client.get(path)
            assert "looked for check by check" not in page.text
            assert "This file is large" not in page.text
            assert "are not looked up" not in page.text
        assert counted["readers"] == 0, "who is held, what clashes and who says how many are kept"

    visit(example, visiting)
