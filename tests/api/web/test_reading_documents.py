"""Documents, what could do harm, mistakes and files of the room, as a reader of its pages meets them."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from tests.api.served import served
from tests.api.web.browsing import Browser, browser
from tests.api.web.inside import make_case
from tests.api.web.reader import faults, read
from tests.api.web.reading_cases import MARQUEZ, TEXT, held_form, odd, reading, state

from habeas.casefile import CaseFile
from habeas.model.values import Ref

__all__ = ["odd", "reading"]
"""The fixtures that these tests start from."""


# -- documents


def test_a_held_text_stands_letter_for_letter_with_its_passages_marked(odd: Browser) -> None:
    page = odd.page("/id/doc/letter")
    article = page[page.index('id="text"') :]
    article = article[article.index(">") + 1 : article.index("</article>")]
    assert read(article.replace("\r", "")).text == TEXT, "what is counted in the text stays true"
    marked = [read(one).text for one in re.findall(r"<mark>(.*?)</mark>", article, re.DOTALL)]
    assert "".join(marked) == TEXT[TEXT.index("She") : TEXT.index("She") + 40]
    assert 'href="#c-H1"' in article
    assert 'id="c-H1"' in page


def test_a_text_that_is_not_held_is_told(reading: Browser) -> None:
    assert "The text of this document is not in the case" in reading.page("/id/doc/npr-2026-01-12")


def test_a_text_that_was_changed_is_not_shown(tmp_path: Path) -> None:
    folder = make_case(tmp_path / "case", held_form())
    kept = next((folder / "sources").glob("*.txt"))
    kept.chmod(0o600)
    kept.write_text("something else", encoding="utf-8")
    with served(folder) as running, browser(running, keeper=True) as found:
        page = found.page("/id/doc/letter")
    assert "its SHA-256 differs" in page
    assert "something else" not in page


# -- harm


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/people",
        "/facilities",
        "/organizations",
        "/documents",
        "/claims",
        "/id/person/who.html",
        "/id/facility/where.html",
        "/id/org/by.html",
        "/id/doc/evil",
        "/id/claim/X1",
        "/id/claim/X2",
        "/check",
        "/counts",
    ],
)
def test_a_name_that_is_a_script_is_a_text(odd: Browser, path: str) -> None:
    page = odd.page(path)
    assert "<script>" not in page
    assert faults(page) == []


def test_an_address_that_runs_is_never_a_link(odd: Browser) -> None:
    page = odd.page("/id/doc/evil")
    assert "javascript:alert(1)" in read(page).text
    assert not any("javascript" in link for link in read(page).links)


@pytest.mark.parametrize(
    ("path", "most"), [("/id/person/who.html", 60_000), ("/claims", 60_000), ("/id/claim/X1", 80_000)]
)
def test_a_quote_of_a_megabyte_is_folded_and_cut_and_told_so(odd: Browser, path: str, most: int) -> None:
    page = odd.page(path)
    assert len(page) < most
    assert "more characters are left out here" in page


def test_a_claim_to_keep_to_oneself_says_so_by_word_and_sign(odd: Browser) -> None:
    page = odd.page("/id/person/ana.html")
    claim = page[page.index('id="c-H2"') :]
    assert "restricted: keep this to yourself" in " ".join(read(claim[: claim.index("</article>")]).text.split())
    assert 'class="claim guarded"' in page


# -- mistakes


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/people?on=2026-13-45", 400, "“2026-13-45” is not a date"),
        ("/people?page=0", 400, "“0” is not a page number"),
        ("/people?nme=x", 400, "there is no such parameter here"),
        ("/?by=Nobody+At+All", 404, "Nobody At All"),
        ("/check?rule=C99", 400, "there is no check"),
        ("/claims?about=xyzzy", 404, "xyzzy"),
        ("/claims?status=dead", 400, "is not a status"),
        ("/id/person/enrique-marques", 404, "enrique-marquez"),
        (f"{MARQUEZ}?page=99999999", 400, "is not a page number"),
        ("/people?q=" + "x" * 500, 400, "more than 200 characters"),
    ],
)
def test_a_mistake_is_told_on_a_page_with_what_to_do(reading: Browser, path: str, status: int, told: str) -> None:
    answer = reading.get(path, follow_redirects=True)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert told.casefold() in read(answer.text).text.casefold()


def test_programs_still_get_problems_as_json(client: httpx.Client) -> None:
    answer = client.get("/people?on=x")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_a_page_past_the_end_is_empty_and_not_a_mistake(reading: Browser) -> None:
    assert "Nobody fits." in reading.page("/people?page=900")


def test_empty_fields_of_a_form_are_as_good_as_none(reading: Browser) -> None:
    assert state(reading.page(f"{MARQUEZ}?on=2026-01-12&said=&known=&by=")).startswith("Released — certain")


def test_an_empty_file_teaches_how_to_begin(tmp_path: Path) -> None:
    CaseFile.create(tmp_path / "case", title="Empty").close()
    with served(tmp_path / "case") as running, browser(running, keeper=True) as found:
        page = found.page("/")
        assert "This file is still empty" in page
        assert faults(page) == []
        for path in ("/people", "/facilities", "/documents", "/claims", "/counts", "/check"):
            assert faults(found.page(path)) == []


# -- files of the room


def test_files_of_the_room_come_with_a_mark_and_are_kept(reading: Browser) -> None:
    href = next(attrs["href"] for attrs in read(reading.page("/")).all("link") if "room.css" in attrs["href"])
    sheet = reading.get(href)
    assert sheet.headers["content-type"].startswith("text/css")
    assert "immutable" in sheet.headers["cache-control"]
    again = reading.get("/static/room.css", headers={"If-None-Match": sheet.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "name",
    [
        "../app.py",
        "%2e%2e/app.py",
        "..%2fapp.py",
        "%2fetc%2fpasswd",
        "room.css%00.svg",
        "",
        "nothing.css",
        "..%5capp.py",
    ],
)
def test_nothing_but_files_of_the_room_is_given(reading: Browser, name: str) -> None:
    assert reading.get(f"/static/{name}").status_code == 404


def test_a_neighbour_is_told_with_its_relation(reading: Browser) -> None:
    page = reading.page(MARQUEZ)
    assert Ref("facility", "el-helicoide").slug in page[page.index("Connections") :]
