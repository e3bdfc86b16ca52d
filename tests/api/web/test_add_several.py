"""Several people in one form: asked for and removed without scripts, shown one by one, recorded in one step."""

from __future__ import annotations

import re

from tests.api.served import Served
from tests.api.web.adding_cases import GOOD, fill, journal, running, writer
from tests.api.web.browsing import Browser

__all__ = ["running", "writer"]
"""The fixtures that these tests start from."""


def _subject_buttons(page: str) -> list[str]:
    return re.findall(r'value="(remove-\d+|more)"', page)


def test_another_subject_is_asked_for_and_can_be_removed_without_scripts(running: Served, writer: Browser) -> None:
    before = journal(running)
    page = fill(writer, **GOOD, step="more")[2]
    assert 'name="subject_2"' in page and 'id="f-subject_2" name="subject_2" value=""' in page
    assert _subject_buttons(page) == ["remove-1", "remove-2", "more"]
    two = writer.submit(writer.form(page, "/room/claims"), subject_2="person:ana-ruiz-2", step="more").text
    assert 'name="subject_2_ref" value="person:ana-ruiz-2"' in two and 'name="subject_3"' in two
    one = writer.submit(writer.form(two, "/room/claims"), step="remove-1").text
    assert 'name="subject_ref" value="person:ana-ruiz-2"' in one and "subject_2" not in one
    assert journal(running) == before


def test_the_preview_lists_a_claim_of_each_and_they_are_recorded_in_one_step(running: Served, writer: Browser) -> None:
    new = {"subject_2": "Irma Sol", "subject_2_new": "1", "subject_2_kind": "person", "subject_3": "person:ana-ruiz-2"}
    typed = {**GOOD, "object": "norte", "object_new": "", "relation": "occupation", "on": ""} | new
    typed = {**typed, "object": "journalist"}
    before = journal(running)
    page = fill(writer, **typed, step="preview")[2]
    assert journal(running) == before
    assert "3 claims, one of each:" in page
    assert all(f"{name} — occupation — journalist" in page for name in ("Ana Ruiz", "Irma Sol"))
    sent = writer.submit(writer.form(page, "/room/claims"), step="record")
    assert (sent.status_code, sent.headers["location"].endswith("?note=recorded-each")) == (303, True)
    assert journal(running) == before + 4, "one new name and three claims"
    assert "one claim of each" in writer.page(sent.headers["location"])
    again = fill(writer, **{**typed, "subject_2": "person:irma-sol", "subject_2_new": ""}, step="preview")[2]
    assert "The file has exactly these already" in again


def test_a_mistake_stands_beside_its_own_subject_and_nothing_is_recorded(running: Served, writer: Browser) -> None:
    before = journal(running)
    status, _, page = fill(writer, **GOOD, subject_2="Nobody Here", subject_3="Ana Ruiz", step="record")
    assert (status, journal(running)) == (422, before)
    assert 'id="e-subject_2"' in page and 'id="e-subject_3"' in page and 'id="e-subject"' not in page
    form = writer.form(page, "/room/claims")
    assert {one["value"] for one in form.buttons if one.get("name") == "subject_3"} == {
        "person:ana-ruiz",
        "person:ana-ruiz-2",
    }


def test_what_fits_one_subject_and_not_another_is_said(writer: Browser) -> None:
    page = fill(writer, **GOOD, subject_2="facility:norte", step="preview")[2]
    assert "“detained at” cannot be said of the kind “facility”" in page


def test_the_same_name_twice_is_one_claim(writer: Browser) -> None:
    page = fill(writer, **GOOD, subject_2="person:ana-ruiz", step="preview")[2]
    assert "one of each" not in page and "Ana Ruiz — detained at" in page


def test_a_correction_is_of_one_subject(writer: Browser) -> None:
    made = fill(writer, **GOOD, step="record")[1].partition("?")[0].rpartition("/")[2]
    page = writer.page(f"/add?instead={made}")
    assert _subject_buttons(page) == []
    told = writer.submit(writer.form(page, "/room/claims"), subject_2="person:ana-ruiz-2", reason="two", step="record")
    assert told.status_code == 422 and "a correction is of one claim" in told.text


def test_several_subjects_are_asked_for_in_spanish(writer: Browser) -> None:
    page = fill(writer, "/add?lang=es", **GOOD, step="more")[2]
    assert all(word in page for word in ("Añadir otra", "Quitar: ", "Y de quién o de qué", "Lo mismo se registra"))
