"""Bringing a document into the case from a browser, without scripts."""

from __future__ import annotations

import httpx
from tests.api.served import Served
from tests.api.web.adding_cases import running, writer
from tests.api.web.browsing import Browser, browser
from tests.graph.capture import files

__all__ = ["running", "writer"]
"""The fixtures that these tests start from."""


def send(writer: Browser, content: bytes, name: str, **typed: str) -> httpx.Response:
    form = writer.form(writer.page("/capture"), "/room/documents")
    fields = {**{key: value for key, value in form.fields.items() if key not in {"file", "accept"}}, **typed}
    return writer.post("/room/documents", data=fields, files={"file": (name, content)})


def test_without_a_session_the_page_tells_how_to_come_in(running: Served) -> None:
    with browser(running) as stranger:
        assert "/enter?key=" in stranger.page("/capture")


def test_a_file_is_kept_and_leads_to_its_page_or_tells_what_it_proposes(writer: Browser) -> None:
    page = send(writer, files.PAGE.encode(), "page.html").text
    assert "Detenidos en Cárcel Norte" in page and "nothing of it was recorded" in page
    assert "Read it: drafts of claims" in page and "/drafts?document=page" in page, "it leads on"
    done = send(writer, files.PAGE.encode(), "page.html", accept="yes")
    assert (done.status_code, done.headers["location"].endswith("/doc/page")) == (303, True)
    shown = writer.page(done.headers["location"])
    assert "Detenidos en Cárcel Norte" in shown and "Ana Ruiz fue" in shown and "secreto" not in shown


def test_a_marked_passage_tells_its_page_and_line(writer: Browser) -> None:
    send(writer, files.a_pdf(files.LINES, ["Página dos.", "Luis Paz volvió."]), "pages.pdf", date="2026-01-12")
    form = writer.form(writer.page("/add?doc=pages"), "/room/claims")
    said = {"quote": "Luis Paz volvió", "subject": "person:ana-ruiz", "relation": "occupation", "object": "weaver"}
    made = writer.submit(form, **said, said_by="Radio Sur", step="record")
    assert made.status_code == 303, made.text
    assert ": page 2, line 2" in writer.page("/id/doc/pages")


def test_a_file_that_is_refused_keeps_what_was_typed(writer: Browser) -> None:
    answer = send(writer, files.a_pdf(files.LINES, encrypted=True), "a.pdf", title="The list of January")
    assert answer.status_code == 422
    assert "protected by a password" in answer.text and 'value="The list of January"' in answer.text


def test_a_form_without_a_file_says_so(writer: Browser) -> None:
    assert "choose a file" in send(writer, b"", "").text


def test_a_file_from_another_page_is_refused(writer: Browser) -> None:
    answer = writer.post("/room/documents", data={"guard": "x"}, files={"file": ("a.txt", b"words")})
    assert answer.status_code == 403
