"""The graph page as the server makes it: what it costs, what it says when something is missing or too large."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import copy_case
from tests.api.web.inside import visit

from habeas.errors import QueryStopped
from habeas_api.service.case_service import CaseService
from habeas_api.web import static


@pytest.fixture(scope="module")
def example(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_case(case_folder, tmp_path_factory.mktemp("graph") / "case")


def test_the_page_and_its_script_ask_for_one_graph_between_them(example: Path) -> None:
    async def visiting(client: httpx.AsyncClient, counted: Counter[str]) -> None:
        page = await client.get("/graph-view?view=person-facility&types=person&types=facility")
        data = await client.get("/graph-view/data?view=person-facility&types=person,facility&most=2000&lang=en")
        assert (page.status_code, data.status_code) == (200, 200)
        assert counted["readers"] == 1
        assert {node["attributes"]["label"] for node in data.json()["nodes"]} >= {"Enrique Márquez", "El Helicoide"}

    visit(example, visiting)


def test_what_the_script_gets_is_what_the_file_holds(example: Path) -> None:
    async def visiting(client: httpx.AsyncClient, _: Counter[str]) -> None:
        data = await client.get("/graph-view/data?view=full&on=2026-01-10&lang=en&most=2000")
        file = await client.get("/api/export/full.json?on=2026-01-10&lang=en&most=2000")
        assert data.json() == file.json()

    visit(example, visiting)


def test_without_the_built_parts_the_page_says_so_and_shows_a_table(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = shutil.copytree(static.FOLDER, tmp_path / "static", ignore=shutil.ignore_patterns("built"))
    monkeypatch.setattr(static, "FOLDER", bare)

    async def visiting(client: httpx.AsyncClient, _: Counter[str]) -> None:
        page = (await client.get("/graph-view?view=person-facility")).text
        assert "needs the built parts" in page
        assert "<script" not in page
        assert ">El Helicoide</a>" in page

    visit(example, visiting)


def test_a_file_that_cannot_be_drawn_in_time_is_told_with_the_way_to_go_on(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def visiting(client: httpx.AsyncClient, _: Counter[str]) -> None:
        async def ended(*_: Any, **__: Any) -> None:
            raise QueryStopped(why="the query took longer than 60 seconds")

        monkeypatch.setattr(CaseService, "run", ended)
        page = await client.get("/graph-view?view=claims")
        assert page.status_code == 400
        assert "could not be drawn within a minute" in page.text
        assert "Choose a name to look around" in page.text
        assert "data-island" not in page.text.partition("<main")[2]

    visit(example, visiting)


NO_FILTERS = {
    "on=yesterday": "yesterday",
    "min-sources=many": "not a whole number",
    "view=nothing": "there is no view",
    "types=dragon": "dragon",
    "ego=nobody-here": "nobody-here",
}


def test_a_filter_that_is_none_is_told_on_the_page_with_the_form_as_it_was(example: Path) -> None:
    async def visiting(client: httpx.AsyncClient, _: Counter[str]) -> None:
        for asked, told in NO_FILTERS.items():
            page = await client.get(f"/graph-view?{asked}")
            assert page.status_code == 400, asked
            assert told in page.text, asked
            assert 'id="graph-form"' in page.text, asked

    visit(example, visiting)


def test_the_vocabulary_for_the_editor_has_every_word_in_both_languages(example: Path) -> None:
    async def visiting(client: httpx.AsyncClient, _: Counter[str]) -> None:
        found = (await client.get("/room/vocabulary")).json()
        terms = {term["name"]: term for term in found["terms"]}
        assert terms["hab:detainedAt"]["labels"] == {"en": "detained at", "es": "preso en (centro)"}
        assert terms["hab:Person"]["sort"] == "class"
        assert found["base"].endswith("/id/")

    visit(example, visiting)
