"""The full form for a claim in a real browser: names proposed, relations that fit, the date as understood, nothing
typed lost.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.api.served import Served
from tests.api.web.browsing import link_of
from tests.browser.conftest import Opening
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
    expect(page.locator("#f-object")).to_have_attribute("data-names", re.compile("facility"))
    expect(page.locator("input[name=on]")).to_have_value("last week")
    assert page.locator("input[name=subject]").input_value() in {"person:ana-ruiz", "Ana Ruiz Paz"}


def test_letters_go_through_the_relations_and_the_focus_stays(writer: Visit) -> None:
    page = writer.go(FORM)
    page.locator("#f-relation").focus()
    for letter, found in (("h", "held post"), ("eld post", "held post"), ("", "held post")):
        page.keyboard.type(letter)
        expect(page.locator("#f-relation")).to_be_focused()
        expect(page.locator("#f-relation option:checked")).to_have_text(found)
    page.locator("#f-relation").select_option("holdsPost")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#f-relation")).to_have_value("heldPost")
    expect(page.locator("#f-relation")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#f-object")).to_be_focused()
    expect(page.locator("#more summary")).to_be_visible()


def test_what_fits_the_relation_is_the_same_with_scripts_and_without(writer: Visit) -> None:
    fields = """() => [...document.querySelectorAll("#what, #more")].flatMap(place =>
      [...place.querySelectorAll(".field")].map(one => one.querySelector("label").textContent
        + "|" + one.querySelector("[id^=f-]").tagName + "|" + (one.querySelector(".hint")?.textContent || "")))"""
    page = writer.go(FORM)
    page.evaluate("document.querySelector('#what').dataset.mine = 'yes'")
    for relation in ("sentencedTo", "diedOn", "detainedAt", "ageAt", "gender"):
        page.locator("#f-relation").select_option(relation)
        expect(page.locator("#more")).to_have_attribute("data-of", relation)
        by_script = page.evaluate(fields)
        assert page.locator("#what").get_attribute("data-mine") == "yes", "the page is still the same"
        other = writer.page.context.new_page()
        other.goto(f"{writer.url.rstrip('/')}{FORM}&relation={relation}")
        assert by_script == other.evaluate(fields), relation
        other.close()


def test_the_form_waits_in_the_field_that_comes_next(writer: Visit) -> None:
    for address, field in (
        ("/add", "f-doc"),
        (FORM, "f-quote"),
        (f"{FORM}&from=0&to=12", "f-subject"),
        ("/add?instead=N056", "f-subject"),
    ):
        page = writer.go(address)
        expect(page.locator(f"#{field}")).to_be_focused()


def test_a_correction_shows_names_and_sends_ids(writer: Visit) -> None:
    page = writer.go("/add?instead=N056")
    for name, shown, ref in (
        ("subject", "Enrique Márquez", "person:enrique-marquez"),
        ("object", "El Helicoide", "facility:el-helicoide"),
        ("said_by", "NPR", "org:npr"),
    ):
        expect(page.locator(f"#f-{name}")).to_have_value(shown)
        expect(page.locator(f"input[name={name}]")).to_have_value(ref)
    page.reload()
    expect(page.locator("#f-subject")).to_have_value("Enrique Márquez")


@pytest.mark.parametrize("typed", ["24 February", "Ana Ruis"])
def test_tab_makes_nobody_of_what_was_typed_and_the_hint_says_that_nobody_is_called_so(
    writer: Visit, typed: str
) -> None:
    page = writer.go(FORM)
    page.locator("#f-subject").focus()
    page.keyboard.type(typed)
    expect(page.locator(".options li").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#f-subject_new")).to_be_focused()
    assert not page.locator("#f-subject_new").is_checked()
    expect(page.locator("#u-subject")).to_contain_text(f"Nothing in this file is called “{typed}”")
    expect(page.locator("#f-subject")).to_have_attribute("aria-invalid", "true")
    assert writer.violations() == []


def test_enter_takes_no_new_name_that_the_arrows_did_not_choose(writer: Visit) -> None:
    page = writer.go(FORM)
    page.locator("#f-subject").focus()
    page.keyboard.type("Zulma Quintero")
    expect(page.get_by_role("option", name="Zulma Quintero new person")).to_be_visible()
    page.keyboard.press("Enter")
    assert not page.locator("#f-subject_new").is_checked()
    expect(page.get_by_role("option", name="Zulma Quintero new person")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#f-subject_new")).to_be_checked()
    expect(page.locator("#f-subject")).to_be_focused()


def test_hints_follow_the_document_that_is_chosen_in_the_form(writer: Visit) -> None:
    page = writer.go("/add")
    page.locator("#f-on").fill("last week")
    expect(page.locator("#u-on")).to_contain_text("Give the document a date")
    page.locator("#f-doc").select_option("letter-2026-02-11")
    expect(page.locator("#u-on")).to_have_text("one day between 2 and 8 February 2026")


def test_one_claim_from_an_empty_form_by_keyboard_and_then_the_next_of_the_document(writer: Visit) -> None:
    page = writer.go("/add")
    keys = 0

    def press(*names: str) -> None:
        nonlocal keys
        for name in names:
            page.keyboard.press(name)
            keys += 1

    def write(text: str) -> None:
        nonlocal keys
        page.keyboard.type(text)
        keys += len(text)

    expect(page.locator("#f-doc")).to_be_focused()
    write("Letter of a m")
    press("Tab", "Tab")
    write("Una vecina vio que la llevaron")
    press("Tab")
    write("ana ru")
    expect(page.get_by_role("option", name="Ana Ruiz Paz").first).to_have_attribute("aria-selected", "true")
    press("Enter", "Tab", "Tab")
    write("detained at")
    press("Tab")
    write("north")
    expect(page.get_by_role("option", name="North Prison").first).to_have_attribute("aria-selected", "true")
    press("Enter", "Tab")
    write("last week")
    expect(page.locator("#u-on")).to_contain_text("between 2 and 8 February 2026")
    press("Enter")
    expect(page.locator(".preview .sentence")).to_contain_text("Ana Ruiz Paz — detained at — North Prison")
    expect(page.locator(".preview").get_by_role("button", name="Record")).to_be_focused()
    press("Enter")
    expect(page.get_by_role("link", name="Next claim of this document")).to_be_focused()
    assert keys <= 100
    press("Enter")
    expect(page.locator("#f-doc")).to_have_value("letter-2026-02-11")
    expect(page.locator("#f-quote")).to_be_focused()
    expect(page.locator("#f-quote")).to_have_value("")


def test_enter_in_a_form_that_is_not_complete_says_what_is_missing_and_stays(writer: Visit) -> None:
    page = writer.go(FORM)
    page.locator("#f-on").fill("2026-02-03")
    page.locator("#f-on").press("Enter")
    expect(page.locator("#u-subject")).to_have_text("Enter a name.")
    expect(page.locator("#u-relation")).to_contain_text("Choose a relation")
    expect(page.locator("#f-on")).to_be_focused()


def test_a_claim_is_recorded_by_keyboard_without_scripts(opening: Opening, room: Served) -> None:
    with opening(java_script_enabled=False) as visit:
        visit.expect("422")
        visit.page.context.request.get(link_of(room), max_redirects=0)
        page = visit.go(FORM)
        page.locator("#f-subject").fill("Ana Ruiz Paz")
        page.locator("#f-relation").select_option("ageAt")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#f-object")).to_be_focused()
        page.keyboard.type("thirty-one")
        page.get_by_role("button", name="Preview").press("Enter")
        expect(page.locator("#f-object")).to_be_focused()
        expect(page.locator("#e-object")).to_contain_text("is not a whole number")
        page.locator("#f-object").fill("31")
        page.get_by_role("button", name="Preview").press("Enter")
        expect(page.locator(".preview").get_by_role("button", name="Record")).to_be_focused()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Next claim of this document").click()
        expect(page.locator("#f-doc")).to_have_value("letter-2026-02-11")


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
