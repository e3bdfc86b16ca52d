"""What nobody would put in who means well: nothing of it runs, nothing of it leads out, no page gives way under it."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.cases import MANY, SCRIPT
from tests.browser.visit import Visit

PLACES = (
    "/id/person/script-tag.html",
    "/id/facility/quote-mark.html",
    "/id/doc/hostile",
    "/people",
    "/facilities",
    "/documents",
    "/search?q=script",
    "/graph-view?view=person-facility",
    "/graph-view?view=full&ego=person:script-tag",
    "/?on=2026-01-15",
    "/check",
)


def test_a_label_that_is_a_script_is_only_read_wherever_it_stands(visit: Visit) -> None:
    for path in PLACES:
        page = visit.go(path)
        visit.settle()
        assert page.title() not in {"ran", "1"}, path
        assert page.locator("img[src=x], main script").count() == 0, path


def test_a_label_that_is_a_script_is_shown_letter_for_letter(visit: Visit) -> None:
    page = visit.go("/id/person/script-tag.html")
    assert page.locator("h1").inner_text() == SCRIPT


def test_an_island_shows_a_script_as_letters_too(visit: Visit, built: object) -> None:
    page = visit.go("/graph-view?view=person-facility")
    visit.settle()
    page.get_by_label("Find in the graph").fill("onerror")
    page.locator(".node-list button.node").first.click()
    assert page.locator("#node-about h3").inner_text() == SCRIPT
    assert page.locator("#node-about img, .node-list img").count() == 0


def test_an_address_that_is_a_script_is_no_link(visit: Visit) -> None:
    page = visit.go("/id/doc/hostile")
    expect(page.locator("main")).to_contain_text("javascript:document.title")
    for path in ("/id/doc/hostile", "/documents", "/id/person/script-tag.html"):
        visit.go(path)
        assert page.locator("a[href^='javascript' i], form[action^='javascript' i]").count() == 0


def test_a_quote_of_a_megabyte_is_folded(visit: Visit) -> None:
    page = visit.go("/id/person/script-tag.html")
    seen = page.locator("main").inner_text()
    assert len(seen) < 20_000
    assert "word word" in seen


def test_a_person_with_two_thousand_claims_has_them_in_pages(visit: Visit) -> None:
    page = visit.go("/id/person/much-talked-of.html")
    expect(page.locator("main")).to_contain_text(f"{MANY:,}")
    assert 0 < page.locator("article.claim, li.claim").count() <= 200
    assert page.evaluate("document.documentElement.outerHTML.length") < 2_000_000


def test_two_tabs_that_send_the_same_form_record_once(writer: Visit) -> None:
    page = writer.go("/id/person/much-talked-of.html")
    page.locator("main a[href*='/id/claim/']").first.click()
    page.wait_for_url("**/id/claim/**")
    page.get_by_text("Withdraw").first.click()
    form = page.locator("form[action^='/room/withdraw']")
    form.get_by_label("Reason").fill("Entered twice by mistake.")
    other = page.context.new_page()
    body = form.evaluate("form => new URLSearchParams(new FormData(form)).toString()")
    other.goto(page.url)
    send = (
        "body => fetch('/room/withdraw', {method: 'POST', body, headers: {'Content-Type': "
        "'application/x-www-form-urlencoded'}}).then(a => a.url)"
    )
    first, second = other.evaluate(send, body), page.evaluate(send, body)
    assert first == second
    assert "/id/claim/" in first
    page.goto(first)
    assert page.locator("main").inner_text().count("Entered twice by mistake.") <= 2
