"""Reading the file in a browser: the same file on two days, under other clocks, in two languages; and what harm must not come of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import Served, served
from tests.room.browsing import Browser, browser
from tests.room.inside import make_case
from tests.room.reader import faults, read

from habeas.casefile import CaseFile
from habeas.model import Ref
from habeas_api.room.here import Here

MARQUEZ = "/id/person/enrique-marquez.html"
TEXT = "Ana Ruiz was taken on Monday.\r\nShe is held at Old Mill, says her mother.\n\nNobody told why.\n"
EVIL = '<script>alert("x")</script>'
LONG = "so it was told and written down again " * 27_000
PAGES = [
    "/", "/people", "/people?q=zzz", "/facilities", "/organizations", "/documents", "/claims", "/counts", "/check", "/docs",
    "/docs/errors", MARQUEZ, "/id/facility/el-helicoide.html", "/id/org/foro-penal.html", "/id/doc/npr-2026-01-12", "/id/claim/N056",
    "/id/time/2026-01-12.html", "/nowhere", "/id/person/nobody.html", "/people?on=x",
]  # fmt: skip


@pytest.fixture(scope="module")
def reading(server: Served) -> Iterator[Browser]:
    with browser(server) as found:
        yield found


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A case with names that mean harm, a text that is held, a quote that is long, a claim that is to be kept to oneself."""
    folder = make_case(tmp_path_factory.mktemp("odd") / "case", held_form(), evil_form())
    with served(folder) as running, browser(running) as found:
        yield found


def held_form() -> dict[str, Any]:
    """A document whose text is held, with two passages that overlap."""
    start = TEXT.index("She")
    return {
        "source": {"id": "letter", "title": "A letter", "date": "2026-02-01", "language": "en", "text": TEXT},
        "names": {
            "ana": {"is": "person:ana", "label": "Ana Ruiz"},
            "mill": {"is": "facility:old-mill", "label": "Old Mill"},
            "mother": {"is": "person:mother", "label": "Her mother"},
        },
        "claims": [
            {"id": "H1", "claim": ["ana", "detainedAt", "mill"], "asOf": "2026-02-01", "said-by": "mother",
             "quote": "She is held at Old Mill", "at": f"{start}-{start + 23}"},
            {"id": "H2", "claim": ["ana", "occupation", "held"], "said-by": "mother", "sensitivity": "restricted",
             "quote": "held at Old Mill, says her mother", "at": f"{start + 7}-{start + 40}"},
        ],
    }  # fmt: skip


def evil_form() -> dict[str, Any]:
    return {
        "source": {"id": "evil", "title": EVIL, "date": "2026-02-01", "url": "javascript:alert(1)", "note": EVIL},
        "names": {
            "who": {"is": "person:who", "label": EVIL, "note": EVIL, "also": [EVIL]},
            "where": {"is": "facility:where", "label": EVIL},
            "by": {"is": "org:by", "label": EVIL},
        },
        "claims": [
            {"id": "X1", "claim": ["who", "detainedAt", "where"], "asOf": "2026-02-01", "said-by": "by", "quote": LONG, "note": EVIL},
            {"id": "X2", "claim": ["who", "occupation", EVIL], "said-by": "by"},
        ],
    }  # fmt: skip


# -- every page


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_read_by_everybody_and_runs_nothing(reading: Browser, path: str, lang: str) -> None:
    answer = reading.get(path, headers={"Accept-Language": lang}, follow_redirects=True)
    assert answer.headers["content-type"] == "text/html; charset=utf-8", answer.text[:300]
    assert read(answer.text).all("html")[0]["lang"] == lang
    assert faults(answer.text) == []


def test_no_page_leads_anywhere_but_here(reading: Browser) -> None:
    for path in PAGES:
        seen = read(reading.get(path, follow_redirects=True).text)
        assert [link for link in seen.links if not link.startswith(("/", "#"))] == [], path
        assert all(attrs["href"].startswith("/") for attrs in seen.all("link")), path


# -- one person, two days, three clocks


def state(page: str) -> str:
    found = re.search(r'<p class="answer">(.*?)</p>', page, re.DOTALL)
    assert found, page[:3000]
    return " ".join(read(found[1]).text.split())


@pytest.mark.parametrize(
    ("day", "told"),
    [("2025-06-01", "Held in custody — certain"), ("2026-01-10", "Held in custody — possible"), ("2026-01-12", "Released — certain")],
)  # fmt: skip
def test_a_person_stands_differently_on_other_days(reading: Browser, day: str, told: str) -> None:
    assert state(reading.page(f"{MARQUEZ}?on={day}")) == told


def test_before_anything_was_told_it_is_not_stated_and_never_a_no(reading: Browser) -> None:
    page = reading.page(f"{MARQUEZ}?on=2020-01-01")
    assert state(page) == "not stated"
    assert "That is never a no." in page


def test_what_was_said_later_does_not_count_yet(reading: Browser) -> None:
    page = reading.page(f"{MARQUEZ}?on=2026-01-12&said=2026-01-05")
    assert state(page) == "not stated"
    assert "Only what had been said by 5 January 2026." in page


def test_what_the_file_did_not_have_yet_is_not_shown(reading: Browser) -> None:
    page = reading.page("/id/claim/N056?known=2020-01-01")
    assert "Under these clocks this claim is not in the file." in page


def test_the_latest_claims_are_the_latest_of_that_moment(odd: Browser, reading: Browser) -> None:
    assert 'id="c-X2"' in odd.page("/")
    assert "None of the latest claims stands under these clocks." in reading.page("/?known=2020-01-01")
    assert 'id="c-X2"' in odd.page("/?known=2100-01-01")


def test_one_speaker_alone(reading: Browser) -> None:
    page = reading.page(f"{MARQUEZ}?on=2026-01-12&by=Foro+Penal")
    assert "Only what Foro Penal says." in page
    assert "N056" not in page


def test_the_clocks_go_along_from_page_to_page(reading: Browser) -> None:
    links = read(reading.page("/people?on=2026-01-12&lang=es")).links
    assert "/id/person/enrique-marquez.html?on=2026-01-12&lang=es" in links


def test_the_address_of_a_person_leads_to_the_page_with_its_clocks(reading: Browser) -> None:
    answer = reading.get("/id/person/enrique-marquez?on=2026-01-12")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{MARQUEZ}?on=2026-01-12")


def test_the_timeline_says_in_words_what_it_draws(reading: Browser) -> None:
    page = reading.page(f"{MARQUEZ}?on=2026-01-12")
    drawn = set(re.findall(r'<rect class="bar ([a-z-]+)', page[page.index('<svg role="img"') :]))
    assert {"certain", "possible"} <= drawn
    told = read(
        page[page.index('<ol class="stretches">') : page.index("</ol>", page.index('<ol class="stretches">'))]
    ).text
    assert "31 March 2025 to 8 January 2026: held in custody, certain" in " ".join(told.split())
    assert "<title" in page
    assert "<desc" in page


def test_every_claim_has_its_speaker_document_passage_and_three_clocks(reading: Browser) -> None:
    page = reading.page(MARQUEZ)
    claim = page[page.index('id="c-N056"') :]
    told = " ".join(read(claim[: claim.index("</article>")]).text.split())
    for part in (
        "says NPR",
        "NPR report",
        "characters 3198–3232",
        "so in the world from 1 November 2024",
        "said 12 January 2026",
        "recorded",
    ):
        assert part in told


def test_a_finding_stands_where_it_arises_and_asks_without_deciding(reading: Browser) -> None:
    page = reading.page(MARQUEZ)
    assert "Where claims clash or strain" in page
    assert "Do both hold?" in page


def test_a_facility_tells_who_is_there_on_the_day_and_who_was(reading: Browser) -> None:
    there = reading.page("/id/facility/el-helicoide.html?on=2025-12-12")
    later = reading.page("/id/facility/el-helicoide.html?on=2026-02-12")
    assert "Enrique Márquez" in there[there.index("here-now") : there.index("What is said of it")]
    assert "Nobody, as far as this file tells." in later
    assert "Told to have been held here at another time" in later


def test_an_event_is_called_by_whom_it_happens_to(reading: Browser) -> None:
    assert "<h1>Detention: Enrique Márquez</h1>" in reading.page("/id/detention/enrique-marquez.html")
    assert "<h1>Detención: Enrique Márquez</h1>" in reading.page("/id/detention/enrique-marquez.html?lang=es")


def test_whose_power_somebody_was_in_is_told_as_told(reading: Browser) -> None:
    page = reading.page(f"{MARQUEZ}?on=2025-06-01")
    power = page[page.index("In whose power") :]
    assert "Venezuelan security forces, no force named" in power[: power.index("</section>")]
    assert "only a claim can say who ordered what" in power


def test_a_speaker_has_what_they_said_by_document(reading: Browser) -> None:
    page = reading.page("/id/org/foro-penal.html")
    assert "What they said" in page
    assert "N012" in page


def test_the_first_page_tells_certainties_apart(reading: Browser) -> None:
    told = " ".join(read(reading.page("/?on=2026-01-12")).text.split())
    for part in (
        "Held, for certain 1",
        "Held, but contested 0",
        "Held, as assumed 1",
        "Possibly held 0",
        "Released, or seen free 3",
        "Dead 1",
    ):
        assert part in told, part


def test_people_are_found_without_their_accents(reading: Browser) -> None:
    told = read(reading.page("/people?q=nicolas+maduro")).text
    assert "Nicolás Maduro" in told
    assert "1 person" in told


def test_numbers_are_drawn_as_ranges_and_said_in_words(reading: Browser) -> None:
    page = reading.page("/counts")
    assert "<b>800 to 900</b>" in page
    assert 'class="rangeopen"' in page


def test_spanish_all_through(reading: Browser) -> None:
    told = " ".join(read(reading.page(f"{MARQUEZ}?on=2025-06-01&lang=es")).text.split())
    for part in (
        "Bajo custodia — cierto",
        "El 1 de junio de 2025",
        "Lo que se dice de esta persona",
        "La custodia en el tiempo",
    ):
        assert part in told
    assert "Held" not in told


def test_a_browser_that_asks_for_spanish_gets_it_and_an_address_overrules_it(reading: Browser) -> None:
    spanish = reading.get("/people", headers={"Accept-Language": "fr, es-VE;q=0.8, en;q=0.5"})
    assert spanish.headers["content-language"] == "es"
    assert reading.get("/people?lang=en", headers={"Accept-Language": "es"}).headers["content-language"] == "en"


def test_one_visitors_language_is_never_anothers(reading: Browser) -> None:
    for lang in ("es", "en", "es"):
        assert reading.get(MARQUEZ, headers={"Accept-Language": lang}).headers["content-language"] == lang


def test_a_link_to_a_date_leads_to_it_however_it_is_written(reading: Browser) -> None:
    here = Here("/")
    for name in ("time:[2024-05..2025-05]", "time:%5B2024-05..2025-05%5D"):
        assert here.to(name) == "/id/time/%5B2024-05..2025-05%5D.html"
    assert "2024-05-01" in reading.page(here.to("time:[2024-05..2025-05]"))


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
    with served(folder) as running, browser(running) as found:
        page = found.page("/id/doc/letter")
    assert "its SHA-256 differs" in page
    assert "something else" not in page


# -- harm


@pytest.mark.parametrize(
    "path", ["/", "/people", "/facilities", "/organizations", "/documents", "/claims", "/id/person/who.html", "/id/facility/where.html",
             "/id/org/by.html", "/id/doc/evil", "/id/claim/X1", "/id/claim/X2", "/check", "/counts"],
)  # fmt: skip
def test_a_name_that_is_a_script_is_a_text(odd: Browser, path: str) -> None:
    page = odd.page(path)
    assert "<script>" not in page
    assert faults(page) == []


def test_an_address_that_runs_is_never_a_link(odd: Browser) -> None:
    page = odd.page("/id/doc/evil")
    assert "javascript:alert(1)" in read(page).text
    assert not any("javascript" in link for link in read(page).links)


@pytest.mark.parametrize(
    ("path", "most"), [("/id/person/who.html", 60_000), ("/claims", 60_000), ("/", 80_000), ("/id/claim/X1", 80_000)]
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
        ("/people?on=2026-13-45", 400, "“2026-13-45” is no day"),
        ("/people?page=0", 400, "“0” is no page"),
        ("/people?nme=x", 400, "there is no such parameter here"),
        ("/?by=Nobody+At+All", 404, "Nobody At All"),
        ("/check?rule=C99", 400, "there is no check"),
        ("/claims?about=xyzzy", 404, "xyzzy"),
        ("/claims?status=dead", 400, "is no status"),
        ("/id/person/enrique-marques", 404, "enrique-marquez"),
        (f"{MARQUEZ}?page=99999999", 400, "is no page"),
        ("/people?q=" + "x" * 500, 400, "more than 200 characters"),
    ],
)
def test_a_mistake_is_told_on_a_page_with_what_to_do(reading: Browser, path: str, status: int, told: str) -> None:
    answer = reading.get(path, follow_redirects=True)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert told in read(answer.text).text


def test_programs_still_get_problems_as_json(client: httpx.Client) -> None:
    answer = client.get("/people?on=x")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_a_page_past_the_end_is_empty_and_not_a_mistake(reading: Browser) -> None:
    assert "Nobody fits." in reading.page("/people?page=900")


def test_empty_fields_of_a_form_are_as_good_as_none(reading: Browser) -> None:
    assert state(reading.page(f"{MARQUEZ}?on=2026-01-12&said=&known=&by=")) == "Released — certain"


def test_an_empty_file_teaches_how_to_begin(tmp_path: Path) -> None:
    CaseFile.create(tmp_path / "case", title="Empty").close()
    with served(tmp_path / "case") as running, browser(running) as found:
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
    assert Ref("facility", "el-helicoide").slug in page[page.index("Beside this name") :]
