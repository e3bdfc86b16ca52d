"""Judging two names to be the same person, and taking it back, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.api.served import Served
from tests.browser.visit import Visit

PAGE = "/id/person/neighbour-of-ana-ruiz.html"
REASON = "Both tell of the same evening at the prison gate."


def _same(room: Served) -> int:
    """How many standing judgements call two names the same."""
    with room.client() as client:
        return sum(
            one["verdict"] == "same"
            for one in client.get("/api/judgements").json()["items"]
            if not one.get("taken_back")
        )


def _judge_same(page: Page) -> None:
    page.get_by_text("Is this the same as another name?").click()
    page.get_by_label("The other name").fill("guard on the tele")
    expect(page.get_by_role("option").first).to_contain_text("a guard on the telephone")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("mean the same", exact=True).check()
    page.locator("#judge").get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Record the judgement").click()


def test_two_names_are_judged_the_same_and_it_is_taken_back(writer: Visit, room: Served) -> None:
    page = writer.go(PAGE)
    before = _same(room)
    _judge_same(page)
    expect(page.get_by_role("status").first).to_contain_text("Judged")
    assert _same(room) == before + 1
    expect(page.locator("main")).to_contain_text("a guard on the telephone")
    page.get_by_text("Take back: ").click()
    form = page.locator("details[open] form")
    form.get_by_label("Reason").fill("The guard was on duty inside that evening.")
    form.get_by_role("button").click()
    expect(page.get_by_role("status").first).to_contain_text("Taken back")
    assert _same(room) == before
