"""A relative's phone: a link that may add opens a form for messages; each is sealed, and its sender alone reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.api.served import Served, copy_case, served
from tests.api.web.browsing import Browser, browser, link_of

from habeas.casefile import CaseFile, utc_now
from habeas.casefile.grants import GrantKind, Grants
from habeas.casefile.messages import MAX_LENGTH, send_message, sent_messages
from habeas.errors import BadChoice
from habeas.model.access import Access, Role

WORDS = "They took him from the market on Monday.\nI saw it: Enrique Márquez, <b>two</b> men, no papers."


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("messages") / "case")) as server:
        yield server


def came_in(server: Served, found: Browser, name: str, role: str = "add") -> str:
    one, secret = Grants(server.folder, utc_now).give(GrantKind.LINK, role, recorder=name)
    assert found.get(f"/enter?key={secret}").headers["location"] == "/?note=came-in"
    return one.id


def lines(server: Served) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (server.folder / "journal" / "operations.jsonl").read_bytes().splitlines()]


def test_a_message_is_kept_sealed_in_its_senders_name_and_shown_to_its_sender_alone(running: Served) -> None:
    with browser(running) as rosa, browser(running) as other, browser(running) as desk, running.public() as anybody:
        name = came_in(running, rosa, "Rosa")
        came_in(running, other, "Rosa")
        head = anybody.get("/api/people").headers["etag"]
        form = rosa.form(rosa.page("/add"), "/room/messages")
        sent = rosa.submit(form, words=WORDS, about="Enrique", when="Monday")
        assert (sent.status_code, sent.headers["location"]) == (303, "/messages?note=sent")
        assert rosa.submit(form, words=WORDS).headers["location"] == "/messages?note=sent"
        page = rosa.page(sent.headers["location"])
        assert page.count("They took him from the market") == 1
        assert "about: Enrique; when: Monday" in page and "&lt;b&gt;two&lt;/b&gt;" in page

        *_, kept, described = lines(running)
        assert [(line["op"], line["by"]) for line in (kept, described)] == [("keep", "Rosa"), ("source", "Rosa")]
        assert described["body"]["sensitivity"] == "sealed"
        kept_text = running.folder / "sources" / f"{kept['body']['sha256']}.txt"
        assert kept_text.read_text() == WORDS
        assert desk.get(link_of(running)).status_code == 303
        assert "They took him" in desk.page(f"/id/doc/message-{name}-1")

        assert "They took him" not in other.page("/add")
        for stranger in (rosa, other, anybody):
            assert stranger.get(f"/id/doc/message-{name}-1").status_code == 404
            assert "They took him" not in stranger.get("/api/search?q=market").text
        assert anybody.get("/api/people").headers["etag"] == head


def test_a_message_without_words_is_asked_for_again_and_nothing_is_kept(running: Served) -> None:
    with browser(running) as rosa:
        came_in(running, rosa, "Rosa")
        before = lines(running)
        form = rosa.form(rosa.page("/add?lang=es"), "/room/messages")
        wrong = rosa.submit(form, words="  ", about="Enrique")
        assert wrong.status_code == 422
        assert "aún no hay mensaje" in wrong.text and 'value="Enrique"' in wrong.text
        assert lines(running) == before


def test_who_may_record_gets_the_form_for_claims_and_sends_no_messages(running: Served) -> None:
    with browser(running) as desk:
        one, secret = Grants(running.folder, utc_now).give(GrantKind.LINK, "record", recorder="Ana")
        desk.get(f"/enter?key={secret}")
        form = desk.form(desk.page("/add"), "/room/claims")
        form.action = "/room/messages"
        assert desk.submit(form, words="x").status_code == 403
        assert one.role == "record"


def test_a_message_of_somebody_who_is_sealed_here_is_taken_like_any_other(tmp_path: Path) -> None:
    """Nothing of it is looked up: not in the names, nor among the documents."""
    told = []
    for sealed in ("public", "sealed"):
        with CaseFile.create(tmp_path / sealed, title="T") as case:
            names = {"a": {"is": "person:ana-brumal", "label": "Ana Brumal", "sensitivity": sealed}}
            case.record_form({"source": {"id": "s", "title": "S", "date": "2026-01-01"}, "names": names})
            rosa = Access(role=Role.ADD, recorder="Rosa", grant="0a0b0c0d")
            for words in ("Ana Brumal is held.", "Ana Brumal is held."):
                send_message(case, rosa, words=words, about="Ana Brumal", today="2026-12-01")
            told.append(sent_messages(case, rosa))
            assert case.views.index.entity("person:ana-brumal")["sensitivity"] == sealed  # type: ignore[index]
            assert len([ref for ref in case.views.index.entities("doc")]) == 3  # noqa: C416 they are read one by one
    assert told[0] == told[1] and len(told[0]) == 2


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [("words", " \n", "no message"), ("words", "x" * (MAX_LENGTH + 1), "characters"), ("about", "x" * 201, "200")],
)
def test_what_cannot_be_a_message_is_said(tmp_path: Path, field: str, text: str, why: str) -> None:
    with CaseFile.create(tmp_path / "case", title="T") as case, pytest.raises(BadChoice, match=why) as told:
        rosa = Access(role=Role.ADD, recorder="Rosa", grant="0a0b0c0d")
        send_message(case, rosa, **{"words": "x", "today": "2026-12-01", field: text})
    assert told.value.where == field
