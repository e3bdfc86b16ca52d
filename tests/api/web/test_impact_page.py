"""What rests on something, over HTTP: the page, the JSON, and for whom."""

from __future__ import annotations

import re

import httpx
import pytest
from tests.api.served import Served

CLAIM = "/impact/claim:N056?on=2026-02-01"


@pytest.mark.parametrize(("lang", "words"), [("en", "222 to 620 days"), ("es", "de 222 a 620 días")])
def test_the_page_tells_what_would_be_another_answer(client: httpx.Client, lang: str, words: str) -> None:
    page = client.get(f"{CLAIM}&lang={lang}").text
    assert "Enrique Márquez" in page and words in page
    assert page.count('class="cite"') > 5


@pytest.mark.parametrize("path", ["/id/claim/N056", "/id/doc/npr-2026-01-12", "/id/org/npr.html"])
def test_the_pages_of_claims_documents_and_speakers_lead_there(client: httpx.Client, path: str) -> None:
    (link,) = re.findall(r'href="(/impact/[^"]+)"', client.get(path, headers={"Accept": "text/html"}).text)
    assert client.get(link).status_code == 200


def test_programs_get_every_answer_before_and_after(client: httpx.Client) -> None:
    found = client.get("/api/impact/claim:N056", params={"on": "2026-02-01"}).json()
    assert found["fallen"]["claims"] == ["N056"] and found["reached"] == 1
    (person,) = found["people"]
    assert (person["before"]["days"], person["after"]["days"]) == (
        {"least": 222, "most": 620},
        {"least": 0, "most": 641},
    )
    assert {one["id"] for one in found["dossiers"]} == {"person:enrique-marquez", "facility:el-helicoide", "org:npr"}


@pytest.mark.parametrize(
    ("name", "status", "lang", "words"),
    [
        ("facility:el-helicoide", 400, "es", "no dice nada por sí mismo"),
        ("claim:nothing", 404, "en", "nothing in this file"),
        ("1", 400, "en", "how the file began"),
    ],
)
def test_what_cannot_fall_is_told(server: Served, name: str, status: int, lang: str, words: str) -> None:
    with server.client(headers={"Accept": "text/html"}) as reader:
        page = reader.get(f"/impact/{name}", params={"lang": lang})
    assert (page.status_code, words in page.text.casefold()) == (status, True)
