"""A question in words on the pages and as JSON: it is shown how it was read, and nothing runs before somebody asks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import httpx
import pytest
from tests.api.served import Served
from tests.api.web.browsing import Browser, browser

WORDS = "who was held at El Helicoide on 8 January 2026"
ADDRESS = "/api/questions/held-on?facility=facility%3Ael-helicoide&on=2026-01-08"


@pytest.fixture
def reader(server: Served) -> Iterator[Browser]:
    with browser(server) as found:
        yield found


def test_json_says_which_question_words_ask_and_where_its_answer_is(client: httpx.Client) -> None:
    read = client.get("/api/ask", params={"words": WORDS}).json()
    assert read["sure"] is True and read["words"] == WORDS
    first = read["readings"][0]
    assert first["question"] == "held-on" and first["url"] == ADDRESS and first["doubts"] == []
    assert first["parameters"] == {"facility": "facility:el-helicoide", "on": "2026-01-08"}
    assert first["labels"] == {"facility": "El Helicoide"}
    rows = client.get(first["url"], headers={"Accept": "application/json"}).json()["results"]["bindings"]
    assert [row["personName"]["value"] for row in rows] == ["Enrique Márquez"]


def test_json_proposes_what_is_not_certain_and_nothing_for_nonsense(client: httpx.Client) -> None:
    unsure = client.get("/api/ask", params={"words": "When was Márquez released?"}).json()
    assert unsure["sure"] is False and unsure["readings"][0]["doubts"]
    assert client.get("/api/ask", params={"words": "what is the price of bananas"}).json()["readings"] == []
    assert client.get("/api/ask", params={"words": "x" * 301}).status_code == 400
    assert client.get("/api/ask").status_code == 400


def test_the_page_shows_how_words_are_read_and_asks_nothing(reader: Browser) -> None:
    page = reader.page("/ask?" + urlencode({"words": WORDS}))
    shown = re.sub(r"<[^>]+>", "", page.split('id="read"')[1].split("</section>")[0])
    assert "Read as this question" in shown and "El Helicoide" in shown and "8 January 2026" in shown
    assert "Nothing was asked yet" in page and "Enrique Márquez" not in page
    link = html.unescape(page.split('href="/ask/held-on?')[1].split('"')[0])
    assert "Enrique Márquez" in reader.page(f"/ask/held-on?{link}")


def test_the_page_proposes_and_says_when_nothing_is_asked_in_both_languages(reader: Browser) -> None:
    unsure = reader.page("/ask?" + urlencode({"words": "¿Cuándo fue liberado Márquez?", "lang": "es"}))
    assert "Puede preguntar una de estas" in unsure and "nada en este expediente se llama “Márquez”" in unsure
    nothing = reader.page("/ask?" + urlencode({"words": "what is the price of bananas"}))
    assert "No saved question is asked in these words" in nothing


def test_the_search_box_shows_the_question_that_its_words_ask(reader: Browser) -> None:
    page = reader.page("/search?" + urlencode({"q": WORDS}))
    assert "Read as this question" in page and "/ask/held-on?" in page
    assert "Read as this question" not in reader.page("/search?q=helicoide")
