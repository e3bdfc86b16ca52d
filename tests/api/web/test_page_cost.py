"""What a page costs is counted, not timed: calls of the engine, questions to reader processes, look-ups in the side
index.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import copy_case
from tests.api.web.inside import make_case, visit
from tests.builders import a_claim_form, a_form

from habeas.casefile.entity_page import PAGE_SIZE

ENGINE_CALLS = 2
"""To find out whether a name is there: as subject, as object."""
SECTIONS = 3
"""Of the first page that look at the whole case where a clock narrows it: who is held, what clashes, numbers."""
PAGES = [
    "/id/person/enrique-marquez.html?on=2026-01-12",
    "/id/facility/el-helicoide.html",
    "/id/org/foro-penal.html",
    "/id/doc/npr-2026-01-12",
    "/id/claim/N056",
    "/id/post/president-ve.html",
    "/people",
    "/facilities",
    "/organizations",
    "/documents",
    "/claims",
    "/counts",
    "/check",
]


def form_with(claims: int, *, person: str = "busy") -> dict[str, Any]:
    """One document in which so much is said of one person."""
    return {
        "source": {"id": "log", "title": "A log", "date": "2026-02-01"},
        "names": {
            person: {"is": f"person:{person}", "label": "Busy Person"},
            "by": {"is": "org:by", "label": "By"},
        },
        "claims": [
            {"id": f"L{number:05}", "claim": [person, "occupation", f"trade {number}"], "said-by": "by"}
            for number in range(claims)
        ],
    }


@pytest.fixture(scope="module")
def example(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_case(case_folder, tmp_path_factory.mktemp("cost") / "case")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_the_engine_at_most_once_a_section(example: Path, path: str) -> None:
    async def visiting(client: httpx.AsyncClient, counted: Counter[str]) -> None:
        counted.clear()
        page = await client.get(path)
        assert page.status_code in {200, 404}, page.text[:500]
        assert counted["engine"] <= ENGINE_CALLS
        assert counted["readers"] <= 2

    visit(example, visiting)


def test_the_first_page_reckons_once_and_not_again_until_something_changes(example: Path) -> None:
    async def visiting(client: httpx.AsyncClient, counted: Counter[str]) -> None:
        then = "said=2027-01-01"
        counted.clear()
        assert (await client.get(f"/?{then}")).status_code == 200
        assert 0 < counted["readers"] <= SECTIONS
        assert counted["engine"] == 0
        counted.clear()
        assert (await client.get(f"/?lang=en&{then}")).status_code == 200
        for path in ("/", "/people", "/?lang=en", "/facilities", "/check", "/counts"):
            assert (await client.get(path)).status_code == 200
        assert counted["readers"] == 0, "what no clock narrows is kept, and the rest was computed"
        sent = {"source": {"id": "x", "date": "2026-02-01"}, "claims": []}
        recorded = await client.post("/api/claims", json=sent, headers={"Authorization": "Bearer t"})
        assert recorded.status_code < 300, recorded.text
        counted.clear()
        await client.get("/")
        assert counted["readers"] == 0, "what is kept moved with the head"
        await client.get(f"/?{then}")
        assert counted["readers"] == SECTIONS, "the head moved"

    visit(example, visiting)


@pytest.mark.parametrize(
    "path", ["/people", "/people?on=2026-01-12&q=a", "/id/facility/el-helicoide.html?on=2026-01-05"]
)
def test_who_is_held_is_kept_and_asks_no_worker_on_any_day(example: Path, path: str) -> None:
    async def visiting(client: httpx.AsyncClient, counted: Counter[str]) -> None:
        counted.clear()
        assert (await client.get(path)).status_code == 200
        assert counted["readers"] == 0

    visit(example, visiting)


def test_two_who_ask_at_once_wait_for_one_reckoning(example: Path) -> None:
    async def visiting(client: httpx.AsyncClient, counted: Counter[str]) -> None:
        await client.get("/documents")
        counted.clear()
        await asyncio.gather(*(client.get("/people?said=2026-02-05") for _ in range(5)))
        assert counted["readers"] == 1

    visit(example, visiting)


def test_other_clocks_are_another_reckoning(example: Path) -> None:
    async def visiting(client: httpx.AsyncClient, counted: Counter[str]) -> None:
        await client.get("/people?said=2026-01-05")
        counted.clear()
        one = await client.get("/people?said=2026-01-12")
        other = await client.get("/people?said=2026-01-05")
        assert counted["readers"] == 1
        assert one.text != other.text

    visit(example, visiting)


def test_a_person_of_whom_ten_times_as_much_is_told_costs_a_page_no_more(tmp_path: Path) -> None:
    costs = {}
    for claims in (600, 2_000):
        folder = make_case(tmp_path / str(claims), form_with(claims))

        async def visiting(client: httpx.AsyncClient, counted: Counter[str], claims: int = claims) -> None:
            counted.clear()
            page = await client.get("/id/person/busy.html")
            assert f"1 to {PAGE_SIZE} of {claims:,} claims" in page.text
            assert 'rel="next"' in page.text
            last = await client.get(f"/id/person/busy.html?page={-(-claims // PAGE_SIZE)}&part=claims")
            assert "trade" in last.text
            assert 'rel="next"' not in last.text
            costs[claims] = counted["index"]

        visit(folder, visiting)
    assert costs[2_000] <= costs[600]


def test_a_facility_where_twice_as_many_are_held_costs_a_page_no_more(tmp_path: Path) -> None:
    costs = {}
    for number in (350, 700):
        folder = make_case(tmp_path / str(number), held_at_one_place(number))

        async def visiting(client: httpx.AsyncClient, counted: Counter[str], number: int = number) -> None:
            await client.get("/id/facility/norte.html?on=2026-01-11")
            counted.clear()
            page = await client.get("/id/facility/norte.html?on=2026-01-12")
            assert f"50 of {number // 2} people" in page.text
            assert page.text.count('class="finding') <= 12
            costs[number] = counted["index"]

        visit(folder, visiting)
    assert costs[700] <= costs[350]


def held_at_one_place(number: int) -> dict[str, Any]:
    """So many people said to be held at one place, every second of them released since."""
    people = {f"p{n}": {"is": f"person:p{n}", "label": f"P {n}"} for n in range(number)}
    claims = [a_claim_form(f"p{n}", on="2026-01-02", id=f"H{n}") for n in range(number)]
    claims += [a_claim_form(f"p{n}", "releasedOn", "2026-01-05", id=f"R{n}") for n in range(0, number, 2)]
    return a_form(*claims, names=people)
