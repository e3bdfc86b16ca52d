"""Making a claim of a marked passage, by keyboard alone; and that nothing typed is lost or recorded twice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect
from tests.api.served import Served
from tests.browser.visit import AXE, Visit

pytestmark = pytest.mark.usefixtures("built")
LETTER = "/id/doc/letter-2026-02-11"
UNMARKED = """() => {
  const texts = document.createTreeWalker(document.querySelector("[data-island=passage]"), NodeFilter.SHOW_TEXT);
  let found = texts.nextNode();
  while (found.parentElement.closest("mark") || !/\\p{L}{4}/u.test(found.data)) found = texts.nextNode();
  found.parentElement.scrollIntoView({block: "center"});
  const range = document.createRange(), at = found.data.search(/\\p{L}{4}/u);
  range.setStart(found, at); range.setEnd(found, at + 3);
  const box = range.getBoundingClientRect();
  return {x: box.x + box.width / 2, y: box.y + box.height / 2};
}"""
"""The middle of a word that no claim stands at yet."""
SENTENCES = 3
MOST_KEYS = 60
"""For one claim of a passage: 3.6 seconds at 60 ms a key; `python -m bench form` measures the seconds."""


def _mark(page: Page, sentence: int = SENTENCES) -> None:
    """Go to the text and mark a sentence of it, by keyboard."""
    page.locator("[data-island=passage]").focus()
    for _ in range(sentence):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Who or what")).to_be_focused()


def _fill(page: Page, place: str) -> None:
    """Who, what, whom and when, as somebody types who knows the file."""
    page.keyboard.type("ana ru")
    _take(page, "Ana Ruiz Paz")
    expect(page.get_by_label("Who or what")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("detained at")
    _take(page, "detained at")
    page.keyboard.press("Tab")
    page.keyboard.type(place)
    _take(page, "North Prison")
    page.keyboard.press("Tab")
    expect(page.get_by_label("When")).to_be_focused()
    page.keyboard.type("last week")
    expect(page.locator("#u-on")).to_contain_text("one day between 2 and 8 February 2026")


def _take(page: Page, label: str) -> None:
    expect(page.locator(".options [aria-selected=true]")).to_contain_text(label)
    page.keyboard.press("Enter")


def _claims(room: Served, quote: str) -> list[str]:
    """The claims that stand at a passage with these words, found by SPARQL."""
    query = (
        f"SELECT ?claim "
        f'{{ ?claim hab:foundAt/oa:hasSelector/oa:exact ?q FILTER(CONTAINS(STR(?q), "{quote}")) '
        f"?claim rdf:predicate hab:detainedAt }}"
    )
    with room.client() as client:
        found = client.get("/sparql", params={"query": query}, headers={"Accept": "application/json"}).json()
    return [row["claim"]["value"] for row in found["results"]["bindings"]]


def test_a_passage_becomes_a_claim_by_keyboard_alone_and_sparql_finds_it(writer: Visit, room: Served) -> None:
    page = writer.go(LETTER)
    _mark(page)
    quote = page.locator(".passage-panel blockquote").inner_text()
    before = _claims(room, quote)
    _fill(page, "north")
    page.keyboard.press("Enter")
    done = page.locator(".marking-done")
    expect(done).to_contain_text("Recorded")
    new = set(_claims(room, quote)) - set(before)
    assert len(new) == 1
    done.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text(quote.strip()[:60])
    assert page.url.split("?")[0].endswith(next(iter(new)).rpartition("/")[2])


def test_a_claim_of_a_passage_takes_few_keys_and_the_next_one_of_the_document_begins_with_one(writer: Visit) -> None:
    page = writer.go(LETTER)
    page.evaluate("window.keys = 0; addEventListener('keydown', () => { window.keys += 1 }, true)")
    _mark(page, 1)
    _fill(page, "north")
    page.keyboard.press("Enter")
    done = page.locator(".marking-done")
    expect(done).to_contain_text("Recorded: Ana Ruiz Paz — detained at — North Prison")
    assert page.evaluate("window.keys") <= MOST_KEYS
    said = page.locator(".passage-panel blockquote")
    first = said.text_content()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Who or what")).to_be_focused()
    assert said.text_content() == first, "another claim of the same passage"
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Who or what")).to_be_focused()
    assert said.text_content() != first, "the next sentence"


def test_tab_skips_no_field_of_the_passage_however_a_proposal_was_chosen(writer: Visit) -> None:
    page = writer.go(LETTER)
    _mark(page)
    page.keyboard.type("ana ru")
    expect(page.locator(".options [aria-selected=true]")).to_contain_text("Ana Ruiz Paz")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(page.get_by_label("What is said")).to_be_focused()
    expect(page.locator(".options li").first).to_be_visible()
    page.keyboard.type("sentenced to")
    page.keyboard.press("Tab")
    expect(page.locator("#p-object")).to_be_focused()
    expect(page.locator("label[for=p-object]")).to_have_text("sentenced to")
    assert page.locator("input[name=relation]").input_value() == "sentencedTo", "written out in full"
    for label in ("When", "Who says so"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(label)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Record")).to_be_focused()


def test_the_speaker_of_a_passage_is_the_publisher_unless_somebody_is_named(writer: Visit, room: Served) -> None:
    page = writer.go(LETTER)
    _mark(page, 2)
    expect(page.locator("#u-said_by")).to_have_text("Left empty: Inés Paz de Ruiz")
    quote = page.locator(".passage-panel blockquote").inner_text()
    before = _claims(room, quote)
    _fill(page, "north")
    page.keyboard.press("Tab")
    page.keyboard.type("enrique")
    _take(page, "Enrique")
    page.keyboard.press("Enter")
    expect(page.locator(".marking-done")).to_contain_text("Recorded")
    (new,) = set(_claims(room, quote)) - set(before)
    with room.client() as client:
        told = client.get(f"/api/claims/{new.rpartition('/')[2]}").json()
    assert told["speaker"]["id"] == "person:enrique-marquez"
    page.keyboard.press("Enter")
    page.get_by_label("Who says so").focus()
    expect(page.locator(".options li")).to_have_text(["Enrique Márquez"])
    assert page.locator("input[name=said_by]").input_value() == "", "proposed, and not filled in"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here; web/build.py fetches it")
def test_who_types_before_the_relations_came_is_shown_those_that_fit(writer: Visit) -> None:
    page = writer.go(LETTER)
    held: list[Route] = []
    page.route("**/room/fitting*", lambda route: held.append(route))  # noqa: PLW0108 playwright marks it
    _mark(page)
    page.keyboard.type("ana ru")
    _take(page, "Ana Ruiz Paz")
    page.keyboard.press("Tab")
    page.keyboard.type("detained at")
    page.wait_for_function("document.activeElement.value === 'detained at'")
    expect(page.locator(".options li")).to_have_count(0)
    held[-1].continue_()
    expect(page.locator(".options [aria-selected=true]")).to_contain_text("detained at")


def test_axe_finds_nothing_in_the_form_with_its_proposals_open(writer: Visit) -> None:
    page = writer.go(LETTER)
    _mark(page)
    page.keyboard.type("ana ru")
    expect(page.locator(".options [aria-selected=true]")).to_be_visible()
    assert writer.violations() == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".passage-panel")).to_be_hidden()


def test_what_was_typed_survives_a_reload(writer: Visit) -> None:
    page = writer.go(LETTER)
    _mark(page)
    _fill(page, "north")
    page.reload()
    expect(page.get_by_label("Who or what")).to_have_value("Ana Ruiz Paz")
    expect(page.locator("#p-relation")).to_have_value("detained at")
    expect(page.locator("#p-object")).to_have_value("North Prison")
    expect(page.get_by_label("When")).to_have_value("last week")
    page.keyboard.press("Escape")
    expect(page.locator(".passage-panel")).to_be_hidden()


def test_a_lost_answer_and_a_second_try_record_once(writer: Visit, room: Served) -> None:
    writer.expect("ERR_FAILED|net::")
    page = writer.go(LETTER)
    _mark(page, 4)
    quote = page.locator(".passage-panel blockquote").inner_text()
    before = _claims(room, quote)
    _fill(page, "north")
    page.route("**/room/claims", _answer_gets_lost, times=1)
    page.keyboard.press("Enter")
    expect(page.locator(".panel-says")).to_contain_text("What you typed is kept")
    page.get_by_role("button", name="Record").click()
    expect(page.locator(".marking-done")).to_contain_text("Recorded")
    assert len(set(_claims(room, quote)) - set(before)) == 1


def _answer_gets_lost(route: Route) -> None:
    """The server gets the form, and the browser never hears of it."""
    route.fetch()
    route.abort("failed")


def test_a_date_that_is_none_is_told_below_its_field(writer: Visit) -> None:
    page = writer.go(LETTER)
    _mark(page)
    page.get_by_label("When").fill("31 February 2026")
    expect(page.locator("#u-on")).to_have_class(re.compile("wrong"))
    page.keyboard.press("Escape")


def test_a_stranger_reads_and_marks_nothing(visit: Visit) -> None:
    page = visit.go(LETTER)
    expect(page.locator("[data-island=passage]")).to_be_visible()
    assert page.locator(".passage-panel, .mark-it").count() == 0


def test_the_mouse_marks_too(writer: Visit) -> None:
    page = writer.go(LETTER)
    expect(page.get_by_role("button", name="Make a claim of this passage")).to_be_hidden()
    where = page.evaluate(UNMARKED)
    page.mouse.dblclick(where["x"], where["y"])
    page.get_by_role("button", name="Make a claim of this passage").click()
    expect(page.get_by_label("Who or what")).to_be_focused()
    page.keyboard.press("Escape")
