"""Pictures of every page at the width of a laptop and of a phone, from the example: `make pictures`.

All of them go to out/pictures, to be looked at; the few that the README and the docs show go to docs/pictures.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright
from tests.api.served import Served, make_case, served
from tests.api.web.browsing import link_of
from tests.browser.cases import INVENTED
from tests.browser.chromium import FLAGS, WANTED, find_chromium
from tests.browser.visit import DESK, PHONE, Visit, visiting

from habeas.casefile import CaseFile

ROOT: Final = Path(__file__).parents[2]
ALL: Final = ROOT / "out" / "pictures"
FEW: Final = ROOT / "docs" / "pictures"
KEPT: Final = {
    "home-1280": "home.png",
    "person-1280": "person.png",
    "graph-1280": "graph.png",
    "passage-1280": "passage.png",
    "person-390": "phone.png",
}
QUERY: Final = (
    "SELECT ?who ?where ?source {\n  ?who hab:detainedAt ?where .\n  GRAPH ?claim { "
    "?who hab:detainedAt ?where }\n  ?claim hab:inDocument ?source\n}"
)
PAGES: Final = {
    "home": "/",
    "people": "/people",
    "facilities": "/facilities",
    "organizations": "/organizations",
    "documents": "/documents",
    "claims": "/claims",
    "counts": "/counts",
    "check": "/check",
    "search": "/search?q=helicoide",
    "person": "/id/person/enrique-marquez.html?on=2025-06-01",
    "facility": "/id/facility/el-helicoide.html",
    "org": "/id/org/nyt.html",
    "document": "/id/doc/letter-2026-02-11",
    "claim": "/id/claim/N056",
    "graph": "/graph-view",
    "graph-held": "/graph-view?view=person-facility",
    "ask": "/ask",
    "question": "/ask/held-on?on=2026-01-05&ask=1",
    "sparql": f"/ask/sparql?query={quote(QUERY)}",
    "add": "/add?doc=letter-2026-02-11",
    "docs": "/docs",
    "missing": "/nothing-here",
    "inicio": "/?lang=es",
    "grafo": "/graph-view?lang=es",
}
HIGH: Final = 1100
"""What a picture shows of a page that is longer."""


def main() -> int:
    """Make them all."""
    program = find_chromium()
    if program is None:
        print(WANTED, file=sys.stderr)
        return 1
    ALL.mkdir(parents=True, exist_ok=True)
    FEW.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        served(_case(Path(place) / "case")) as room,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=list(FLAGS))
        for width, size in ((DESK["width"], DESK), (PHONE["width"], PHONE)):
            _all_pages(browser, room, width, size)
        browser.close()
    print(
        f"{len(list(ALL.glob('*.png')))} pictures in {ALL.relative_to(ROOT)}, "
        f"{len(KEPT)} of them in {FEW.relative_to(ROOT)}"
    )
    return 0


def _case(folder: Path) -> Path:
    make_case(folder)
    with CaseFile.open(folder, write=True) as case:
        case.load(INVENTED / "case.yaml")
    return folder


def _all_pages(browser: Browser, room: Served, width: int, size: dict[str, int]) -> None:
    for colours in ("light", "dark"):
        with visiting(browser, room.url, viewport=size, color_scheme=colours, device_scale_factor=1) as visit:
            visit.expect("404")
            visit.page.context.request.get(link_of(room), max_redirects=0)
            for name, path in PAGES.items():
                if colours == "light" or name in {"home", "person", "graph"}:
                    visit.go(path)
                    _take(visit, f"{name}-{width}" + ("" if colours == "light" else "-dark"))
            if colours == "light":
                _passage(visit, f"passage-{width}")


def _passage(visit: Visit, name: str) -> None:
    """A passage marked, and the form half filled in."""
    page = visit.go(PAGES["document"])
    text = page.locator("[data-island=passage]")
    text.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("ana ru")
    page.locator(".options [aria-selected=true]").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("detained")
    page.locator(".options [aria-selected=true]").wait_for()
    _take(visit, name)
    page.keyboard.press("Escape")


def _take(visit: Visit, name: str) -> None:
    visit.settle()
    visit.page.wait_for_load_state("networkidle")
    page = visit.page
    size = page.viewport_size or DESK
    high = min(HIGH, int(page.evaluate("document.documentElement.scrollHeight")))
    content = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": size["width"], "height": high})
    (ALL / f"{name}.png").write_bytes(content)
    if name in KEPT:
        (FEW / KEPT[name]).write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
