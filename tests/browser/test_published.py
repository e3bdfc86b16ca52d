"""A published folder in a real browser, opened from its files: nothing leaves, and search, questions and graph work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.api.publishing.test_publishing import LETTER
from tests.browser.visit import DESK, PHONE, Visit, visiting
from tests.builders import a_case, a_claim_form, a_form

from habeas_api.app import create_reading_app
from habeas_api.publishing.edition import publish
from habeas_api.web.static import path_of

HELD = a_form(
    a_claim_form("luis", "detainedAt", "sur", on="2026-01-05", quote="Luis Paz was seen at Sur by his sister"),
    id="second",
    title="A second letter",
    language="en",
)
BY_AXE = "Connecting to '.*css' violates|Couldn't load preload assets"
"""axe fetches style sheets, which a page from a file may not."""
WHERE = (
    "SELECT ?name ?place WHERE { GRAPH ?claim { ?who hab:detainedAt ?where } "
    "?who skos:prefLabel ?name . ?where skos:prefLabel ?place }"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if path_of("built/edition.js") is None:
        pytest.skip("The scripts of a published folder are not built: python web/build.py")
    here = tmp_path_factory.mktemp("published")
    with a_case(here, LETTER, HELD) as case:
        publish(case, here / "out", create_reading_app)
    return here / "out"


@pytest.fixture(params=[DESK, PHONE], ids=["1280", "390"])
def visit(browser: Browser, folder: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A tab; whatever is asked for outside the folder is wrong."""
    with visiting(browser, f"{folder.as_uri()}/", viewport=request.param) as found:
        found.expect(BY_AXE)
        yield found


def test_search_by_keyboard_finds_names_and_passages_and_leads_on(visit: Visit) -> None:
    page = visit.go("/es/index.html")
    page.keyboard.press("/")
    page.keyboard.type("luis")
    page.keyboard.press("Enter")
    expect(page.locator("#found h2")).to_have_text(["Nombres", "Pasajes"])
    assert not visit.is_sideways() and visit.violations() == []
    page.locator("#found .hits a").first.click()
    expect(page.locator("h1")).to_have_text("Luis Paz")
    assert page.url.endswith("/es/id/person/luis-paz.html")


def test_sparql_is_answered_in_the_browser(visit: Visit) -> None:
    page = visit.go(f"/en/ask/sparql.html?query={WHERE}")
    expect(page.locator("#answer tbody tr")).to_have_count(2)
    assert not visit.is_sideways() and visit.violations() == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV").click()
    assert sorted(Path(saved.value.path()).read_text().split())[0].startswith("Ana")
    page.goto(page.url.partition("?")[0] + "?query=SELECT nothing")
    expect(page.locator("#answer [role=alert]")).to_contain_text("error")


def test_a_saved_question_is_answered_by_name(visit: Visit) -> None:
    page = visit.go("/es/ask/detained-at.html")
    page.locator("input[name=person]").fill("Luis Paz")
    page.locator("form[data-island=question] button").click()
    expect(page.locator("#answer tbody tr")).to_have_count(1)
    expect(page.locator("#answer tbody")).to_contain_text("Cárcel Sur")
    page.locator("input[name=person]").fill("Nobody Here")
    page.locator("form[data-island=question] button").click()
    expect(page.locator("#answer [role=alert]")).to_contain_text("no hay nada con ese nombre")


def test_the_graph_is_drawn_and_says_how_much(visit: Visit) -> None:
    page = visit.go("/es/graph-view.html")
    expect(page.locator("#graph-status")).to_contain_text(re.compile(r"\d+ nodos"))
    page.select_option("#g-view", "person-facility")
    page.get_by_role("button", name="Mostrar").click()
    expect(page.locator("#graph-status")).to_have_text("4 nodos, 2 líneas.")
    assert not visit.is_sideways()


def test_every_kind_of_page_is_accessible_and_quiet(visit: Visit, folder: Path) -> None:
    for name in ("index", "people", "check", "counts", "id/person/ana-ruiz", "id/doc/letter"):
        visit.go(f"/en/{name}.html")
        assert visit.violations() == [], name
        assert not visit.is_sideways(), name
