"""Reading in a real browser: a person on two days, a saved question, a search."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.visit import Visit

PERSON = "/id/person/enrique-marquez.html"


def test_a_persons_page_tells_another_state_on_another_day(visit: Visit) -> None:
    page = visit.go(f"{PERSON}?on=2025-06-01")
    before = page.locator("main").inner_text()
    page.get_by_label("On this day").fill("2026-02-01")
    page.get_by_role("button", name="Show").first.click()
    page.wait_for_url("**on=2026-02-01**")
    assert page.get_by_label("On this day").input_value() == "2026-02-01"
    after = page.locator("main").inner_text()
    assert "detained" in before.lower()
    assert "released" in after.lower()
    assert before != after


def test_each_claim_on_a_page_leads_to_its_own_address(visit: Visit) -> None:
    page = visit.go(PERSON)
    page.locator("main").get_by_role("link", name="NPR 12 Jan 2026 ¶11e", exact=True).first.click()
    page.wait_for_url("**/id/claim/N056*")
    expect(page.locator("h1")).to_be_visible()


def test_a_saved_question_is_asked_in_a_form_and_its_answer_has_an_address(visit: Visit) -> None:
    page = visit.go("/ask/held-on")
    page.locator("main form input[type=date], main form input[name=day]").first.fill("2026-01-05")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main table")).to_be_visible()
    again = page.url
    assert "2026-01-05" in again
    page.goto(again)
    expect(page.locator("main table")).to_be_visible()


def test_a_search_forgives_accents_and_a_slip(visit: Visit) -> None:
    page = visit.go("/search?q=marqez")
    expect(page.locator("main").get_by_role("link", name="Enrique Márquez").first).to_be_visible()
