"""Deciding on drafts from a browser, without scripts: beside their sentences, once each, and nothing by itself."""

from __future__ import annotations

import re

from tests.api.served import Served
from tests.api.web.adding_cases import running, writer
from tests.api.web.browsing import Browser, browser
from tests.api.web.test_capture_page import send

__all__ = ["running", "writer"]
"""The fixtures that these tests start from."""
TEXT = "{title}\n\nUma Rehn was freed on Monday, Ole Dahl said.\n\nPia Lund was arrested on <b>3 May 2026</b>.\n"


def drafts(writer: Browser, slug: str) -> str:
    """The drafts of a new document."""
    send(writer, TEXT.format(title=slug).encode(), f"{slug}.txt", title=slug, date="2027-03-10", language="en")
    return writer.page(f"/drafts?document={slug}")


def test_a_draft_stands_beside_its_sentence_with_its_words_marked(writer: Browser) -> None:
    page = drafts(writer, "beside")
    assert "<mark>Uma Rehn was freed on Monday</mark>, Ole Dahl said." in page
    assert "New names" in page and "Ole Dahl" in page
    assert "rules 1" in page
    assert "&lt;b&gt;3 May 2026" in page
    assert "2 drafts to decide, 0 recorded, 0 rejected." in page
    assert "Read it: drafts of claims" in writer.page("/id/doc/beside")


def test_an_accepted_draft_is_recorded_once_and_leads_to_the_next(writer: Browser) -> None:
    form = writer.form(drafts(writer, "accepted"), "/room/drafts")
    done = writer.submit(form, step="accept")
    assert (done.status_code, "#d-" in done.headers["location"]) == (303, True)
    assert writer.submit(form, step="accept").headers["location"] == done.headers["location"]
    page = writer.page("/drafts?document=accepted")
    assert "1 draft to decide, 1 recorded, 0 rejected." in page
    (claim,) = re.findall(r'id="c-([\w-]+)"', writer.page("/id/doc/accepted"))
    assert "rules 1" in writer.page(f"/id/claim/{claim}")


def test_a_draft_that_lacks_something_offers_no_accepting_and_is_refused_when_sent(writer: Browser) -> None:
    page = drafts(writer, "lacking")
    assert page.count('value="accept"') == 1
    assert "who says so: the document names no publisher" in page
    first = writer.form(page, "/room/drafts")
    answer = writer.submit(first, step="accept", draft=first.fields["next"])
    assert answer.status_code == 409
    assert "this draft lacks something" in answer.text


def test_a_rejected_draft_is_out_of_sight_in_this_session_and_nothing_is_recorded(writer: Browser) -> None:
    form = writer.form(drafts(writer, "rejected"), "/room/drafts")
    assert writer.submit(form, step="reject").status_code == 303
    page = writer.page("/drafts?document=rejected")
    assert "1 draft to decide, 0 recorded, 1 rejected." in page
    assert form.fields["draft"] not in page


def test_changing_a_draft_opens_the_form_filled_in(writer: Browser) -> None:
    page = drafts(writer, "changed")
    (address, *_) = re.findall(r'href="(/add\?[^"]*relation=releasedOn[^"]*)"', page)
    form = writer.form(writer.page(address.replace("&amp;", "&")), "/room/claims")
    told = {key: form.fields[key] for key in ("subject", "relation", "object", "said_by", "proposed_by")}
    assert told == {
        "subject": "Uma Rehn",
        "relation": "releasedOn",
        "object": "Monday",
        "said_by": "Ole Dahl",
        "proposed_by": "rules 1",
    }


def test_a_document_that_is_none_is_told(writer: Browser) -> None:
    assert writer.get("/drafts?document=nix").status_code == 404


def test_without_a_session_nothing_is_proposed(running: Served) -> None:
    with browser(running) as stranger:
        assert "/enter?key=" in stranger.page("/drafts?document=accepted")


def test_a_form_of_another_page_decides_nothing(writer: Browser) -> None:
    assert writer.post("/room/drafts", data={"guard": "x", "step": "accept"}).status_code == 403
