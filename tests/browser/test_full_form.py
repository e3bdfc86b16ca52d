"""The full form for a claim in a real browser: names proposed, relations that fit, the date as understood, nothing
typed lost.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.visit import Visit

pytestmark = pytest.mark.usefixtures("built")
FORM = "/add?doc=letter-2026-02-11"


def _choose(page: Page, field: str, typed: str, label: str) -> None:
    """Type into a field and take what is proposed under this label."""
    page.locator(field).click()
    page.locator(field).press_sequentially(typed)
    expect(page.get_by_role("option", name=label).first).to_be_visible()
    page.get_by_role("option", name=label).first.click()


def test_the_form_proposes_names_and_lists_only_what_fits(writer: Visit) -> None:
    page = writer.go(FORM)
    every = page.locator("#f-relation option").count()
    _choose(page, "#f-subject", "north pri", "North Prison")
    expect(page.locator("#f-subject")).to_have_value("North Prison")
    expect(page.locator("#f-relation option")).not_to_have_count(every)


def test_choosing_a_relation_brings_the_field_it_takes_and_keeps_the_rest(writer: Visit) -> None:
    page = writer.go(FORM)
    _choose(page, "#f-subject", "ana ru", "Ana Ruiz Paz")
    page.locator("#f-on").fill("last week")
    expect(page.locator("#u-on")).to_contain_text("between 2 and 8 February 2026")
    page.locator("#f-relation").select_option("detainedAt")
    expect(page.locator("#f-object")).to_be_focused()
    expect(page.locator("input[name=on]")).to_have_value("last week")
    assert page.locator("input[name=subject]").input_value() in {"person:ana-ruiz", "Ana Ruiz Paz"}


def test_a_reload_takes_nothing_that_was_typed(writer: Visit) -> None:
    page = writer.go(FORM)
    page.locator("#f-quote").fill("no está en la lista")
    page.locator("#f-note").evaluate("field => field.closest('details').open = true")
    page.locator("#f-note").fill("Asked again on Monday.")
    page.reload()
    expect(page.locator("#f-quote")).to_have_value("no está en la lista")
    expect(page.locator("#f-note")).to_have_value("Asked again on Monday.")


def test_words_typed_into_one_form_never_turn_up_in_another(writer: Visit) -> None:
    page = writer.go("/id/person/ana-ruiz.html")
    page.get_by_text("Is this the same as another name?").click()
    page.locator("#judge").get_by_label("Reason").fill("A reason about Ana.")
    page = writer.go("/id/person/enrique-marquez.html")
    page.get_by_text("Is this the same as another name?").click()
    expect(page.locator("#judge").get_by_label("Reason")).to_have_value("")
