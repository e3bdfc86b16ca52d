"""Every page in a real browser: no error, nothing from elsewhere, no violation of WCAG with all its panels open, wide
and as narrow as 320 pixels, light and dark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser
from starlette.routing import Route
from tests.api.served import Served
from tests.browser.conftest import Opening
from tests.browser.visit import AXE, DESK, NARROWEST, PHONE, Visit, visiting

from habeas_api.web import pages

NOWHERE = "/nothing-here"
PAGES = (
    "/followup",
    "/",
    "/people",
    "/facilities",
    "/map",
    "/organizations",
    "/documents",
    "/claims",
    "/counts",
    "/check?show=all",
    "/ask",
    "/ask?words=who+was+held+on+5+January+2026",
    "/ask/held-on",
    "/ask/held-on?on=2026-01-05&ask=1",
    "/ask/sparql",
    f"/ask/sparql?query={quote('SELECT ?who ?where { ?who hab:detainedAt ?where }')}",
    f"/ask/sparql?query={quote('SELECT ?who { ?who hab:detainedAtt ?where }')}",
    "/impact/claim:N056",
    "/graph-view",
    "/graph-view?view=claims",
    "/search?q=helicoide",
    "/add",
    "/docs",
    "/docs/errors",
    "/id/person/enrique-marquez.html",
    "/id/person/ana-ruiz.html?on=2026-02-10",
    "/id/facility/el-helicoide.html",
    "/id/org/npr.html",
    "/id/doc/letter-2026-02-11",
    "/id/claim/N056",
    "/?lang=es",
    "/people?lang=es",
    NOWHERE,
)
CLOSED = ("/add/list", "/capture", "/drafts?document=letter-2026-02-11", "/messages")
"""Pages that whoever may only read finds closed."""
WRITERS = (
    *CLOSED,
    "/add",
    "/add?doc=letter-2026-02-11",
    "/id/doc/letter-2026-02-11",
    "/id/claim/N056",
    "/id/person/enrique-marquez.html",
    "/check",
)
NO_PAGES = {
    *("/enter", "/openapi.json", "/graph-view/data", "/photo/{document}"),
    *("/room/fitting", "/room/names", "/room/form", "/room/vocabulary"),
}
MISSING = "404 (Not Found)"


needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; web/build.py fetches it")


@dataclass
class Seen:
    """What one sweep over every page found, by page."""

    status: dict[str, int] = field(default_factory=dict)
    light: dict[str, list[str]] = field(default_factory=dict)
    dark: dict[str, list[str]] = field(default_factory=dict)
    wide: list[tuple[str, int]] = field(default_factory=list)
    troubles: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def seen(browser: Browser, room: Served) -> Seen:
    """Every page once: in light, then dark, then as narrow as a phone, and as the narrowest."""
    found = Seen()
    with visiting(browser, room.url) as visit:
        for path in PAGES:
            visit.wrong.clear()
            _look(visit, path, found)
            found.troubles[path] = [one for one in visit.wrong if path != NOWHERE or MISSING not in one]
        visit.wrong.clear()
    return found


def _look(visit: Visit, path: str, found: Seen) -> None:
    answer = visit.page.goto(visit.url.rstrip("/") + path)
    found.status[path] = answer.status if answer else 0
    visit.page.set_viewport_size(DESK)
    visit.unfold()
    for colours, kept, rule in (("light", found.light, ""), ("dark", found.dark, "color-contrast")):
        visit.page.emulate_media(color_scheme=colours)
        if AXE.exists():
            kept[path] = visit.violations(rule)
    for size in (PHONE, NARROWEST):
        visit.page.set_viewport_size(size)
        if visit.is_sideways():
            found.wide.append((path, size["width"]))


def test_every_page_is_there_and_the_missing_one_is_told(seen: Seen) -> None:
    assert {path: status for path, status in seen.status.items() if status != 200} == {NOWHERE: 404}


def test_no_page_has_an_error_or_asks_another_server(seen: Seen) -> None:
    assert {path: troubles for path, troubles in seen.troubles.items() if troubles} == {}


@needs_axe
def test_axe_finds_nothing_on_any_page_in_light(seen: Seen) -> None:
    assert {path: found for path, found in seen.light.items() if found} == {}


@needs_axe
def test_axe_finds_enough_contrast_on_every_page_in_dark(seen: Seen) -> None:
    assert {path: found for path, found in seen.dark.items() if found} == {}


def test_every_page_of_the_room_is_looked_at() -> None:
    """Each address that gives a page stands in a list here; those left out give data, or send somebody elsewhere."""
    looked_at = [urlsplit(path).path for path in (*PAGES, *WRITERS)]
    patterns = [route.path_regex for route in page_routes() if route.path not in NO_PAGES]
    assert len(patterns) > 20
    assert [p.pattern for p in patterns if not any(p.match(path) for path in looked_at)] == []


def page_routes() -> list[Route]:
    modules = [import_module(f"{pages.__name__}.{one.name}") for one in iter_modules(pages.__path__)]
    found = [route for module in modules for route in getattr(module, "ROUTES", ())]
    return [route for route in found if "GET" in (route.methods or ())]


def test_no_page_is_wider_than_a_phone(seen: Seen) -> None:
    assert seen.wide == []


@needs_axe
def test_axe_finds_nothing_where_one_may_add(writer: Visit) -> None:
    found = {}
    wide = []
    for path in WRITERS:
        writer.page.set_viewport_size(DESK)
        writer.go(path)
        writer.unfold()
        found[path] = writer.violations()
        writer.page.set_viewport_size(NARROWEST)
        wide += [path] if writer.is_sideways() else []
    assert wide == []
    assert {path: violations for path, violations in found.items() if violations} == {}


def test_without_scripts_every_page_has_its_heading_and_its_content(opening: Opening) -> None:
    with opening(java_script_enabled=False) as visit:
        visit.expect(re.escape(MISSING))
        for path in PAGES:
            page = visit.go(path)
            assert page.locator("h1").count() == 1, path
            assert len(page.locator("main").inner_text()) > len(page.locator("h1").inner_text()), path


def test_without_scripts_the_graph_is_a_table_with_files(opening: Opening) -> None:
    with opening(java_script_enabled=False) as visit:
        page = visit.go("/graph-view?view=person-facility")
        assert page.get_by_role("link", name="El Helicoide").is_visible()
        assert (
            page.locator("a[data-form=gexf]").get_attribute("href")
            == "/api/export/person-facility.gexf?lang=en&most=2000"
        )


def test_without_scripts_one_searches_from_every_page(opening: Opening) -> None:
    with opening(java_script_enabled=False) as visit:
        page = visit.go("/people")
        page.get_by_role("searchbox").first.fill("marqez")
        page.get_by_role("button", name="Search").click()
        assert page.locator("main").get_by_role("link", name="Enrique Márquez").first.is_visible()


def test_a_slash_goes_to_the_search_unless_somebody_types(visit: Visit, built: object) -> None:
    page = visit.go("/people")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("heli/x")
    assert page.evaluate("document.activeElement.value") == "heli/x"


@pytest.mark.parametrize("path", ["/", "/people", "/graph-view", "/ask", "/id/person/enrique-marquez.html"])
def test_the_room_speaks_spanish_to_a_browser_that_does(opening: Opening, path: str) -> None:
    with opening(locale="es-VE") as visit:
        page = visit.go(path)
        assert page.locator("html").get_attribute("lang") == "es"
        assert page.get_by_role("link", name="Personas").first.is_visible()


def test_the_language_can_be_changed_and_stays(opening: Opening) -> None:
    with opening(locale="en-US") as visit:
        page = visit.go("/people")
        page.get_by_role("navigation", name="Languages").get_by_text("Español").click()
        page.get_by_role("navigation").get_by_role("link", name="Grafo").click()
        assert page.locator("html").get_attribute("lang") == "es"
