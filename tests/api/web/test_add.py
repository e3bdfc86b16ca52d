"""Recording a claim without scripts: what was understood is shown first, mistakes stand beside their field, nothing is
recorded twice.
"""

from __future__ import annotations

import re

import pytest
from tests.api.served import Served
from tests.api.web.adding_cases import GOOD, TEXT, claim, fill, journal, running, writer
from tests.api.web.browsing import Browser, browser

from habeas.model.translate import translator_for
from habeas_api.forms.fields import MESSAGES

__all__ = ["running", "writer"]
"""The fixtures that these tests start from."""


def test_without_a_session_the_page_tells_how_to_come_in(running: Served) -> None:
    with browser(running) as stranger:
        page = stranger.page("/add")
        assert "habeas serve" in page and "/enter?key=" in page
        assert "<form id=" not in page
        assert "Para añadir" in stranger.page("/add?lang=es")


def test_what_was_understood_is_shown_before_anything_is_recorded(running: Served, writer: Browser) -> None:
    before = journal(running)
    status, _, page = fill(writer, **GOOD, step="preview")
    assert (status, journal(running)) == (200, before)
    assert "This is what will be recorded" in page
    assert "one day between 2 and 8 February 2026" in page
    assert "Ana Ruiz — detained at — Cárcel Norte" in page


def test_the_preview_is_recorded_once_and_leads_to_the_claim(running: Served, writer: Browser) -> None:
    form = writer.form(fill(writer, **GOOD, step="preview")[2], "/room/claims")
    first = writer.submit(form, step="record")
    assert (first.status_code, first.headers["location"].endswith("?note=recorded")) == (303, True)
    before = journal(running)
    assert writer.submit(form, step="record").headers["location"] == first.headers["location"]
    assert journal(running) == before
    path = first.headers["location"].partition("?")[0]
    made = claim(writer, path.rpartition("/")[2])
    assert (made["subject"]["id"], made["relation"], made["speaker"]["id"]) == (
        "person:ana-ruiz",
        "detainedAt",
        "org:radio",
    )
    assert (made["valid"]["earliest"], made["valid"]["latest"]) == ("2026-02-02", "2026-02-08")
    assert "Recorded." in writer.page(first.headers["location"])
    again = fill(writer, **GOOD, step="record")
    assert again[1] == f"{path}?note=already"


def test_a_marked_passage_is_the_quote_letter_for_letter(writer: Browser) -> None:
    start = TEXT.index("Zulma")
    page = writer.page(f"/add?doc=letter&from={start}&to={start + 10}")
    assert "<mark>Zulma Ríos</mark>" in page
    status, to, _ = fill(
        writer,
        f"/add?doc=letter&from={start}&to={start + 10}",
        subject="Zulma Ríos",
        subject_new="1",
        subject_kind="person",
        relation="detainedAt",
        object="facility:norte",
        step="record",
    )
    made = claim(writer, to.partition("?")[0].rpartition("/")[2])
    assert (status, made["quote"], made["subject"]["id"]) == (303, "Zulma Ríos", "person:zulma-rios")
    assert [made["passages"][0][name] for name in ("start", "end")] == [start, start + 10]


def test_words_that_are_pasted_are_found_whatever_their_spaces_and_quotation_marks(writer: Browser) -> None:
    status, to, _ = fill(writer, **{**GOOD, "on": ""}, quote='the "Norte"   prison last week', step="record")
    made = claim(writer, to.partition("?")[0].rpartition("/")[2])
    assert (status, made["quote"]) == (303, "the “Norte” prison\nlast week")


def test_a_new_document_with_its_text_and_a_new_name_are_made_in_the_same_step(writer: Browser) -> None:
    status, to, _ = fill(
        writer,
        new_doc_title="Note of a neighbour",
        new_doc_date="11 February 2026",
        new_doc_text="I saw Luz at the gate.\nShe waved.",
        subject="Luz",
        subject_new="1",
        subject_kind="person",
        relation="detainedAt",
        object="Cárcel Norte",
        quote="saw Luz at the gate",
        said_by="Luz",
        step="record",
    )
    made = claim(writer, to.partition("?")[0].rpartition("/")[2])
    assert (status, made["subject"]["id"], made["speaker"]["id"]) == (303, "person:luz", "person:luz")
    assert "Note of a neighbour (note-of-a-neighbour)" in writer.page("/add")
    page = writer.page("/add?doc=note-of-a-neighbour&from=6&to=9")
    assert 'name="paragraph"' in page
    assert "<mark>Luz</mark>" in page


@pytest.mark.parametrize(
    ("typed", "field", "why"),
    [
        ({"doc": "nowhere"}, "doc", "no document"),
        ({"doc": ""}, "doc", "which document"),
        ({"subject": ""}, "subject", "enter a name"),
        ({"subject": "Nobody Here"}, "subject", "nothing in this file is called"),
        ({"subject": "Ana Ruiz"}, "subject", "any of several names"),
        ({"relation": ""}, "relation", "what is said about it"),
        ({"relation": "containedInPlace"}, "relation", "cannot be said of the kind “person”"),
        ({"object": ""}, "object", "say what goes with"),
        ({"object": "Radio Sur"}, "object", "is of the kind “organization”"),
        ({"on": "someday soon"}, "on", "not among the words"),
        ({"on": "03/04/2026"}, "on", "cannot be told apart"),
        ({"on": "2026-02-30"}, "on", ""),
        ({"quote": "words that are not there"}, "quote", "are not in the text"),
        ({"said_by": "Nobody Here"}, "said_by", "nothing in this file"),
        ({"mode": "gossip"}, "mode", "not one of the choices"),
        ({"detail_custodyKind": "zoo"}, "detail_custodyKind", "not one of the choices"),
        ({"subject": "Zoe", "subject_new": "1", "subject_kind": ""}, "subject", "what kind"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_what_was_typed_is_kept(
    running: Served, writer: Browser, typed: dict[str, str], field: str, why: str
) -> None:
    before = journal(running)
    full = {**GOOD, **typed, "note": "kept & <kept>"}
    status, _, page = fill(writer, **full, step="record")
    assert (status, journal(running)) == (422, before)
    assert f'id="e-{field}"' in page and f'href="#f-{field}"' in page
    assert why in page.replace("&#39;", "'")
    form = writer.form(page, "/room/claims")
    shown = {**full, "subject": "Ana Ruiz"} if full["subject"] == "person:ana-ruiz" else full
    for name in ("subject", "on", "note"):
        assert form.fields[name] == shown[name]


def test_words_that_are_nowhere_are_recorded_without_a_place_once_the_preview_told_so(writer: Browser) -> None:
    quote = "words that nobody printed"
    preview = fill(writer, **GOOD, quote=quote, step="preview")
    assert (preview[0], "These words are not in the text of the document" in preview[2]) == (200, True)
    form = writer.form(preview[2], "/room/claims")
    other = writer.submit(form, quote="words that nobody else printed", step="record")
    assert other.status_code == 422
    made = writer.submit(form, step="record").headers["location"].partition("?")[0]
    recorded = claim(writer, made.rpartition("/")[2])
    assert (recorded["quote"], recorded["passages"]) == (quote, [])
    asked = writer.get("/api/findings?rule=C27", headers={"Accept": "application/json"}).json()
    assert any(made.rpartition("/")[2] in each["claims"] for each in asked["items"])


def test_a_name_shows_as_a_name_and_stays_the_one_it_is_until_somebody_changes_it(writer: Browser) -> None:
    form = writer.form(writer.page("/add?doc=letter&subject=person:ana-ruiz-2"), "/room/claims")
    assert (form.fields["subject"], form.fields["subject_ref"]) == ("Ana Ruiz", "person:ana-ruiz-2")
    typed = {"relation": "occupation", "object": "teacher"}
    made = writer.submit(form, **typed, step="record").headers["location"]
    assert claim(writer, made.partition("?")[0].rpartition("/")[2])["subject"]["id"] == "person:ana-ruiz-2"
    changed = writer.submit(form, **typed, subject="Radio Sur", step="preview").text
    assert "cannot be said of the kind “organization”" in changed


def test_mistakes_are_told_in_spanish_to_whoever_reads_spanish(writer: Browser) -> None:
    _, _, page = fill(
        writer, "/add?lang=es", **{**GOOD, "object": "", "quote": "palabras que no están"}, lang="es", step="record"
    )
    assert "indique qué va con «preso en (centro)»" in page
    assert "estas palabras no están en el texto" in page
    writer.page("/add?lang=en")


def test_every_complaint_is_there_in_both_languages_with_the_same_values() -> None:
    spanish = translator_for("es", "habeas_api")
    for english in MESSAGES.values():
        told = [spanish.gettext(message) for message in english]
        assert re.findall(r"%\((\w+)\)s", " ".join(english)) == re.findall(r"%\((\w+)\)s", " ".join(told))
        assert english[0] != told[0]


def test_names_that_look_alike_can_be_chosen_from(writer: Browser) -> None:
    _, _, page = fill(writer, **{**GOOD, "subject": "Ana Ruiz"}, step="preview")
    form = writer.form(page, "/room/claims")
    assert {button["value"] for button in form.buttons if button.get("name") == "subject"} == {
        "person:ana-ruiz",
        "person:ana-ruiz-2",
    }


@pytest.mark.parametrize("typed", ["anna ruiz", "Ana Ruis", "Ana María Ruiz", "RUIZ"])
def test_a_name_nearly_like_a_known_one_gets_the_known_ones_proposed(writer: Browser, typed: str) -> None:
    _, _, page = fill(writer, **{**GOOD, "subject": typed}, step="preview")
    form = writer.form(page, "/room/claims")
    proposed = [button["value"] for button in form.buttons if button.get("name") == "subject"]
    assert "person:ana-ruiz" in proposed
    chosen = writer.submit(form, subject="person:ana-ruiz", step="preview")
    assert (chosen.status_code, "This is what will be recorded" in chosen.text) == (200, True)


def test_a_new_name_like_a_known_one_is_made_only_after_the_known_one_was_shown(writer: Browser) -> None:
    new = {**GOOD, "subject": "Ana Ruiz", "subject_new": "1", "subject_kind": "person"}
    status, _, page = fill(writer, **new, step="preview")
    form = writer.form(page, "/room/claims")
    assert status == 200 and "person:ana-ruiz" in [
        button["value"] for button in form.buttons if button.get("name") == "subject"
    ]
    known = writer.submit(form, subject="person:ana-ruiz", step="preview").text
    assert "New in the file" in page and "New in the file" not in known


def test_only_relations_that_fit_are_offered_once_the_subject_is_known(writer: Browser) -> None:
    page = writer.page("/add?doc=letter&subject=person:ana-ruiz")
    assert 'value="detainedAt"' in page and 'value="containedInPlace"' not in page
    status, _, page = fill(writer, doc="letter", subject="facility:norte", step="fit")
    assert (status, 'value="containedInPlace"' in page, 'value="detainedAt"' in page) == (200, True, False)
    _, _, page = fill(writer, doc="letter", subject="person:ana-ruiz", relation="detainedAt", step="fit")
    assert 'name="detail_custodyKind"' in page and 'id="wrong"' not in page


def test_an_accusation_is_recorded_as_a_saying_and_never_as_a_fact(writer: Browser) -> None:
    _, to, _ = fill(writer, **GOOD, mode="accusation", step="record")
    assert claim(writer, to.partition("?")[0].rpartition("/")[2])["assertion"] != "asserted"


def test_a_correction_starts_from_the_claim_and_takes_its_place_with_its_reason(writer: Browser) -> None:
    form = writer.form(writer.page("/add?instead=L1"), "/room/claims")
    names = ("subject", "subject_ref", "object", "said_by", "instead")
    assert [form.fields[name] for name in names] == ["Ana Ruiz", "person:ana-ruiz", "weaver", "Radio Sur", "L1"]
    for step in ("preview", "record"):
        missing = writer.submit(form, object="teacher", step=step)
        assert (missing.status_code, "give a reason" in missing.text) == (422, True)
    same = writer.submit(form, reason="none", step="preview")
    assert (same.status_code, "the file already says exactly this" in same.text) == (422, True)
    done = writer.submit(form, object="teacher", reason="misread", step="record")
    assert done.headers["location"].endswith("?note=superseded")
    old = claim(writer, "L1")
    assert (old["status"], old["reason"]) == ("superseded", "misread")
    for step in ("preview", "record"):
        late = writer.submit(
            writer.form(missing.text, "/room/claims"), object="nurse", reason="another", form=step, step=step
        )
        assert (late.status_code, "already superseded" in late.text, "stands in its place" in late.text) == (
            422,
            True,
            True,
        )
        assert writer.form(late.text, "/room/claims").fields["object"] == "nurse"
    stale = writer.get("/add?instead=L1")
    assert (stale.status_code, "stands in its place" in stale.text) == (400, True)


def test_a_long_quote_is_recorded_whole_and_folded_on_the_page(writer: Browser) -> None:
    words = "palabra " * 130_000
    typed = {
        "new_doc_title": "A very long letter",
        "new_doc_date": "2026-02-10",
        "new_doc_text": words,
        "quote": words.strip(),
        "said_by": "Radio Sur",
    }
    _, _, page = fill(writer, **{**GOOD, "doc": "", "on": ""}, **typed, step="preview")
    assert len(page) < 5_000_000 and "<details><summary>" in page
    status, to, _ = fill(writer, **{**GOOD, "doc": "", "on": ""}, **typed, step="record")
    assert status == 303
    assert len(claim(writer, to.partition("?")[0].rpartition("/")[2])["quote"]) == len(words) - 1


@pytest.mark.parametrize(
    "label",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onfocus='x", "{{ 7*7 }}", "javascript:alert(1)"],
)
def test_nothing_that_is_typed_is_run(writer: Browser, label: str) -> None:
    typed = {
        **GOOD,
        "subject": label,
        "subject_new": "1",
        "subject_kind": "person",
        "quote": "",
        "note": label,
        "by": label,
    }
    _, _, page = fill(writer, **typed, step="preview")
    assert label.replace("<", "x") == label or label not in page
    assert "<script>alert" not in page and "<img" not in page and "49" not in page.partition("Ana")[0][:10]
    assert writer.form(page, "/room/claims").fields["subject"] == label
