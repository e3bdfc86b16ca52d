"""Deciding on drafts in a real browser: one key accepts, one rejects, one opens the form, in English and Spanish."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.visit import DESK, PHONE, Visit

pytestmark = pytest.mark.usefixtures("built")
TEXT = """Uma Rehn was freed from Fort Gray on Monday, Ole Dahl said.

Pia Lund was arrested on 3 May 2026, according to Court Watch.

Nils Berg died on Sunday, his wife said.
"""


def captured(visit: Visit, title: str) -> Page:
    """The drafts of a new document, by the way that a person goes."""
    page = visit.go("/capture")
    page.locator("#c-file").set_input_files(
        {"name": "free.txt", "mimeType": "text/plain", "buffer": f"{title}\n\n{TEXT}".encode()}
    )
    page.locator("#c-title").fill(title)
    page.locator("#c-date").fill("2027-03-10")
    page.locator("#c-language").fill("en")
    page.get_by_role("button", name="Capture").click()
    page.get_by_role("link", name="Read it: drafts of claims").click()
    return page


def test_a_key_accepts_a_key_rejects_and_a_key_opens_the_form(writer: Visit) -> None:
    page = captured(writer, "Keys")
    expect(page.locator(".draft")).to_have_count(3)
    expect(page.locator(".draft").first).to_be_focused()
    expect(page.locator(".draft mark").first).to_have_text("Uma Rehn was freed from Fort Gray on Monday")
    page.keyboard.press("a")
    expect(page.locator(".draft")).to_have_count(2)
    expect(page.locator(".draft").first).to_be_focused()
    expect(page.locator(".draft").first).to_contain_text("Pia Lund")
    page.keyboard.press("r")
    expect(page.locator(".draft")).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("1 draft to decide, 1 recorded, 1 rejected.")
    page.keyboard.press("c")
    expect(page.locator("#f-subject")).to_have_value("Nils Berg")
    expect(page.locator("#f-relation")).to_have_value("diedOn")
    assert writer.violations() == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_page_of_drafts_fits_the_window(writer: Visit, size: dict[str, int]) -> None:
    page = captured(writer, f"Fits {size['width']}")
    page.set_viewport_size(size)  # type: ignore[arg-type]  # a ViewportSize as a plain dict
    assert not writer.is_sideways()


def test_it_works_with_the_buttons_alone_and_in_spanish(writer: Visit) -> None:
    page = captured(writer, "Buttons")
    page = writer.go("/drafts?lang=es&document=buttons")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Borradores")
    page.get_by_role("button", name="Aceptar").first.click()
    expect(page.locator(".draft")).to_have_count(2)
    page.get_by_role("button", name="Rechazar").first.click()
    expect(page.locator(".draft")).to_have_count(1)
    assert writer.violations() == []


def test_keys_in_a_field_and_with_control_do_nothing(writer: Visit) -> None:
    page = captured(writer, "Fields")
    expect(page.locator(".draft").first).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.press("j")
    expect(page.locator(".draft").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".draft").nth(0)).to_be_focused()
    expect(page.locator(".draft")).to_have_count(3)
