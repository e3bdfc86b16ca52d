"""The query editor in a real browser."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.visit import Visit

pytestmark = pytest.mark.usefixtures("built")
HELD = "SELECT ?who ?where { ?who hab:detainedAt ?where }"


def _write(page: Page, text: str) -> None:
    """Put a query into the editor as a paste would."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def test_a_query_runs_by_keyboard_and_its_answer_has_an_address(visit: Visit) -> None:
    page = visit.go("/ask/sparql")
    _write(page, HELD)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer, main").get_by_role("cell", name="Enrique Márquez").first).to_be_visible()
    page.goto(page.url)
    expect(page.locator("#answer").get_by_role("link", name="El Helicoide").first).to_be_visible()


def test_an_answer_is_a_table_links_a_graph_and_a_file(visit: Visit) -> None:
    page = visit.go(f"/ask/sparql?query={quote(HELD)}")
    page.get_by_role("button", name="Links").click()
    expect(page.locator("#answer").get_by_role("heading", name=re.compile("facility"))).to_be_visible()
    page.get_by_role("button", name="Graph", exact=True).click()
    expect(page.locator("#answer .stage canvas").first).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="CSV").click()
    assert downloading.value.path().read_text(encoding="utf-8-sig").startswith("who,where")


def test_the_editor_proposes_words_of_the_vocabulary_and_names_of_the_file(visit: Visit) -> None:
    page = visit.go("/ask/sparql")
    _write(page, "SELECT ?who { ?who ")
    page.keyboard.type("detained at")
    page.keyboard.press("Control+A")
    page.keyboard.type("detaine")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("hab:detainedAt")
    page.keyboard.press("Escape")
    _write(page, "")
    page.keyboard.type("helicoid")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("El Helicoide")
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_contain_text("/id/facility/el-helicoide>")


TAKE_AT_ONCE = """() => {
  const editor = document.querySelector(".editor").shadowRoot.querySelector(".cm-editor");
  const watch = new MutationObserver(() => {
    if (!editor.getRootNode().querySelector(".cm-tooltip-autocomplete")) return;
    watch.disconnect();
    const how = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
    editor.querySelector(".cm-content").dispatchEvent(new KeyboardEvent("keydown", how));
  });
  watch.observe(editor.getRootNode(), { childList: true, subtree: true });
}"""


def test_enter_in_the_moment_in_which_a_proposal_appears_takes_it(visit: Visit) -> None:
    page = visit.go("/ask/sparql")
    _write(page, "")
    page.evaluate(TAKE_AT_ONCE)
    page.keyboard.type("helicoid")
    expect(page.locator(".cm-content")).to_contain_text("/id/facility/el-helicoide>")
    expect(page.locator(".cm-line")).to_have_count(1)


def test_enter_waits_for_proposals_that_are_being_looked_up(visit: Visit) -> None:
    page, held = visit.go("/ask/sparql"), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    _write(page, "")
    page.keyboard.type("helic")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("El Helicoide")
    page.route("**/api/search?q=helico*", hold)
    with page.expect_request("**/api/search?q=helico*"):
        page.keyboard.type("oid")
    page.keyboard.press("Enter")
    for route in list(held):
        route.continue_()
    expect(page.locator(".cm-content")).to_contain_text("/id/facility/el-helicoide>")
    expect(page.locator(".cm-line")).to_have_count(1)


def test_in_spanish_words_are_proposed_by_their_spanish_labels(opening: object, visit: Visit) -> None:
    page = visit.go("/ask/sparql?lang=es")
    _write(page, "")
    page.keyboard.type("preso en")
    page.keyboard.press("Control+A")
    page.keyboard.type("preso")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("preso en")


def test_a_mistake_is_marked_at_its_line(visit: Visit) -> None:
    visit.expect("400 \\(Bad Request\\)")
    page = visit.go("/ask/sparql")
    _write(page, "SELECT ?who {\n  ?who foo:bar ?x\n}")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("foo:")
    expect(page.locator(".cm-lintRange-error")).to_have_count(1)
    assert page.locator(".cm-line").nth(1).locator(".cm-lintRange-error").count() == 1


def test_an_answer_of_nothing_is_not_a_no(visit: Visit) -> None:
    page = visit.go("/ask/sparql?query=" + quote("SELECT ?x { ?x a hab:Nothing }"))
    expect(page.locator("#answer")).to_contain_text("No information is not a no")
