"""Pages name claims by their short references; the id is behind the link, and in its title."""

from __future__ import annotations

import re

import httpx
import pytest

CITE = re.compile(r'<a class="cite" href="/id/claim/([^"?]+)[^"]*"(?: title="([^"]+)")?>(.*?)</a>', re.DOTALL)


def cites(text: str) -> list[tuple[str, str, str]]:
    return [(claim, title, re.sub(r"<[^>]+>", "", words)) for claim, title, words in CITE.findall(text)]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_page_of_a_person_names_claims_for_people(client: httpx.Client, lang: str) -> None:
    found = cites(client.get(f"/id/person/enrique-marquez.html?lang={lang}").text)
    month = {"en": "Jan", "es": "ene"}[lang]
    assert len(found) > 30
    assert all(title == claim and f"NPR 12 {month} 2026 ¶" in words for claim, title, words in found)
    names = {claim: words for claim, _, words in found}
    assert len(set(names.values())) == len(names)


def test_findings_name_their_claims_so_too(client: httpx.Client) -> None:
    page = client.get("/check?show=all").text
    found = cites(page)
    assert len(found) > 20 and all(title == claim and title not in words for claim, title, words in found)
    sentence = re.search(r'<p class="sentence">(?:(?!</p>).)*N052.*?</p>', page, re.DOTALL)
    assert sentence and "¶11a" in sentence[0] and ">N052<" not in page


@pytest.mark.parametrize("path", ["/", "/claims", "/counts", "/search?q=helicoide", "/ask/held-on?on=2026-01-05&ask=1"])
def test_no_page_that_lists_claims_shows_an_id(client: httpx.Client, path: str) -> None:
    found = cites(client.get(path).text)
    assert found
    assert [words for claim, title, words in found if title != claim or claim in words] == []
