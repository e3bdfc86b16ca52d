"""Several subjects in the form for a claim, in a real browser: asked for, removed, none made by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.visit import Visit

pytestmark = pytest.mark.usefixtures("built")
FORM = "/add?doc=letter-2026-02-11"


def _another(page: Page) -> None:
    page.get_by_role("button", name="Add another").press("Enter")


def _settled(page: Page) -> None:
    """The proposals are those of what stands in the field now: before that, Enter takes none."""
    expect(page.locator("[role=listbox][aria-busy=true]")).to_have_count(0)


def test_several_people_are_one_claim_each_from_one_form_by_keyboard_alone(writer: Visit) -> None:
    page = writer.go(FORM)
    page.locator("#f-subject").focus()
    page.keyboard.type("ana ru")
    expect(page.get_by_role("option", name="Ana Ruiz Paz").first).to_be_visible()
    _settled(page)
    page.keyboard.press("Enter")
    assert page.locator("input[name=subject]").input_value() == "person:ana-ruiz"
    _another(page)
    expect(page.locator("#f-subject_2")).to_be_focused()
    page.keyboard.type("enrique")
    expect(page.get_by_role("option", name="Enrique").first).to_be_visible()
    _settled(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert page.locator("input[name=subject_2]").input_value().startswith("person:enrique")
    page.locator("#f-relation").select_option("occupation")
    page.locator("#f-object").focus()
    page.keyboard.type("journalist")
    page.get_by_role("button", name="Preview").press("Enter")
    expect(page.locator(".preview .each li")).to_have_count(2)
    expect(page.locator(".preview .each")).to_contain_text("occupation — journalist")
    assert writer.violations() == []


def test_tab_takes_no_proposal_that_nobody_chose(writer: Visit) -> None:
    page = writer.go(FORM)
    for name in ("subject", "subject_2"):
        page.locator(f"#f-{name}").focus()
        page.keyboard.type("ana ru")
        expect(page.get_by_role("option", name="Ana Ruiz Paz").first).to_be_visible()
        page.keyboard.press("Tab")
        assert page.locator(f"input[name={name}]").input_value() == "ana ru"
        if name == "subject":
            _another(page)
            expect(page.locator("#f-subject_2")).to_be_focused()


def test_a_subject_is_removed_and_what_was_typed_of_it_does_not_come_back(writer: Visit) -> None:
    page = writer.go(FORM)
    page.locator("#f-subject").fill("Una")
    for n, name in ((2, "Dos"), (3, "Tres")):
        _another(page)
        page.locator(f"#f-subject_{n}").fill(name)
    page.get_by_role("button", name="Remove: Dos").press("Enter")
    expect(page.locator("#f-subject_2")).to_have_value("Tres")
    expect(page.locator("#f-subject_3")).to_have_count(0)
    expect(page.get_by_role("button", name="Add another")).to_be_focused()
    _another(page)
    expect(page.locator("#f-subject_3")).to_have_value("")
    expect(page.locator("#f-subject")).to_have_value("Una")


def test_enter_in_a_field_removes_nobody(writer: Visit) -> None:
    page = writer.go(FORM)
    page.locator("#f-subject").fill("Una")
    _another(page)
    page.locator("#f-subject_2").fill("Dos")
    page.locator("#f-hedge_words").evaluate("field => field.closest('details').open = true")
    page.locator("#f-hedge_words").press("Enter")
    expect(page.locator("#f-subject")).to_have_value("Una")
    expect(page.locator("#f-subject_2")).to_have_value("Dos")


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("width", [1280, 390])
def test_several_subjects_fit_on_a_wide_and_a_narrow_page(writer: Visit, lang: str, width: int) -> None:
    page = writer.go(f"{FORM}&lang={lang}")
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("#f-subject").fill("person:ana-ruiz")
    for n in (2, 3):
        page.locator("button[name=step][value=more]").press("Enter")
        expect(page.locator(f"#f-subject_{n}")).to_be_focused()
        page.locator(f"#f-subject_{n}").fill("Enrique Márquez" if n == 2 else "Nadie Conocido")
    page.keyboard.press("Tab")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
    assert writer.violations() == []


@pytest.mark.parametrize("moved", ["button[name=step][value=more]", "#f-object", "#f-subject"])
def test_scripts_that_come_late_leave_the_focus_where_it_is(writer: Visit, moved: str) -> None:
    page, held = writer.page, list[Route]()
    page.route("**/static/built/entry.js*", lambda route: held.append(route))  # noqa: PLW0108 playwright marks it
    with page.expect_request(
        "**/static/built/entry.js*"
    ):  # a page is loaded once its scripts are, and this one is held
        page.goto(writer.url.rstrip("/") + FORM, wait_until="commit")
    page.locator("#f-subject").press_sequentially("Una")
    page.locator(moved).focus()
    for route in held:
        route.continue_()
    expect(page.locator("#f-subject[role=combobox]")).to_have_count(1)
    expect(page.locator(moved)).to_be_focused()
    assert page.locator("input[name=subject]").input_value() == "Una"
