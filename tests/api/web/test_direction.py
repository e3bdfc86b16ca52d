"""Names from right to left are set apart on pages, and characters that turn the direction reach none of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.api.web.inside import make_case, visit

from habeas.model.text import DIRECTIONS, visible_directions
from habeas_api.web.direction import as_written, isolated, shown

PLACE = "سجن الوادي"
SALMA = "سلمى الكيلاني"
TURNED = "\u202eSalma\u202c \u2067Kilani\u2069\u200f"
QUOTE = f"قالت الأسرة إن {SALMA} في \u202b{PLACE}\u202c منذ شهر"
PAGES = (
    "/",
    "/people",
    "/claims",
    "/search?q=kilani",
    "/id/person/salma.html",
    "/id/person/turned.html",
    "/id/doc/page",
)


def form() -> dict[str, Any]:
    """Somebody named from right to left, somebody whose name turns what follows, and a quote that does."""
    return {
        "source": {"id": "page", "title": "\u202eegap A", "date": "2026-02-01", "language": "ar", "text": QUOTE},
        "names": {
            "salma": {"is": "person:salma", "label": f"{SALMA} (3)"},
            "turned": {"is": "person:turned", "label": TURNED},
            "valley": {"is": "facility:valley", "label": PLACE},
        },
        "claims": [
            {"claim": ["salma", "detainedAt", "valley"], "said-by": "turned", "quote": QUOTE},
            {"claim": ["turned", "detainedAt", "valley"], "said-by": "salma"},
        ],
    }


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    found: dict[str, str] = {}

    async def visiting(client: httpx.AsyncClient, _: Counter[str]) -> None:
        for path in PAGES:
            found[path] = (await client.get(path)).text
        for path in ("/api/people", "/api/status?on=2026-02-01", "/api/claims"):
            found[path] = (await client.get(path, headers={"Accept": "application/json"})).text

    visit(make_case(tmp_path_factory.mktemp("turned") / "case", form()), visiting)
    yield found


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_character_that_turns_the_direction(read: dict[str, str], path: str) -> None:
    assert DIRECTIONS.findall(read[path]) == []


def test_a_name_from_right_to_left_is_set_apart_with_the_number_behind_it(read: dict[str, str]) -> None:
    assert f"<h1><bdi>{SALMA} (3)</bdi></h1>" in read["/id/person/salma.html"]
    assert f"<bdi>{SALMA} (3)</bdi></a>" in read["/people"]
    sentence = re.search(r'<p class="sentence">(.*?)</p>', read["/claims"])
    assert sentence
    assert sentence[1].startswith(f"<bdi>{SALMA} (3)</bdi>: detained at <bdi>{PLACE}</bdi>, according to ")


def test_a_quote_has_its_own_direction_and_language(read: dict[str, str]) -> None:
    assert '<blockquote dir="auto" lang="ar"><p>' in read["/id/person/salma.html"]
    assert 'dir="auto" lang="ar">' in read["/id/doc/page"], "so has the text that was captured"


def test_labels_are_without_them_and_the_quote_keeps_them_in_the_data(read: dict[str, str]) -> None:
    for path in ("/api/people", "/api/status?on=2026-02-01"):
        assert DIRECTIONS.findall(read[path]) == []
    assert "Salma Kilani" in read["/api/status?on=2026-02-01"]
    assert QUOTE in read["/api/claims"]
    assert visible_directions(QUOTE) in read["/id/person/salma.html"]


def test_what_is_put_out_stays_what_it_is_but_for_these_characters() -> None:
    assert shown(7) == 7
    assert shown("\u202eabc") == "\ufffdabc"
    assert str(isolated("<b> & أحمد خليل, 41")) == "&lt;b&gt; &amp; <bdi>أحمد خليل, 41</bdi>"
    assert str(isolated("שירה לוי and דן כהן")) == "<bdi>שירה לוי</bdi> and <bdi>דן כהן</bdi>"
    assert str(shown(as_written("\u202e<"))) == "\u202e&lt;", "a field sends back what it was given"
