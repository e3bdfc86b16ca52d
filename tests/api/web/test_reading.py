"""Reading the file in a browser: the same file on two days, under other clocks, in two languages; and what harm must
not come of.
"""

from __future__ import annotations

import re

import pytest
from tests.api.web.browsing import Browser
from tests.api.web.reader import faults, read
from tests.api.web.reading_cases import MARQUEZ, PAGES, odd, reading, state

from habeas_api.http.urls import PageUrls

__all__ = ["odd", "reading"]
"""The fixtures that these tests start from."""


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


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2025-06-01", "Held in custody — certain"),
        ("2026-01-10", "Held in custody — possible"),
        ("2026-01-12", "Released — certain (last evidence 1 to 4 days old)"),
    ],
)
def test_a_person_stands_differently_on_other_days(reading: Browser, day: str, told: str) -> None:
    assert state(reading.page(f"{MARQUEZ}?on={day}")) == told


def test_before_anything_was_told_it_is_not_stated_and_never_a_no(reading: Browser) -> None:
    page = reading.page(f"{MARQUEZ}?on=2020-01-01")
    assert state(page) == "not stated"
    assert "No information is not a no." in page


def test_what_was_said_later_does_not_count_yet(reading: Browser) -> None:
    page = reading.page(f"{MARQUEZ}?on=2026-01-12&said=2026-01-05")
    assert state(page) == "not stated"
    assert "Only what had been said by 5 January 2026." in page


def test_what_the_file_did_not_have_yet_is_not_shown(reading: Browser) -> None:
    page = reading.page("/id/claim/N056?known=2020-01-01")
    assert "As of then, this claim was not in the file." in page


def test_the_latest_claims_are_the_latest_of_that_moment(odd: Browser, reading: Browser) -> None:
    assert 'id="c-X2"' in odd.page("/")
    assert "None of the latest claims was in the file as of then." in reading.page("/?known=2020-01-01")
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
    drawn = set(re.findall(r'<rect class="bar ([a-z-]+)', page[page.index('aria-labelledby="tl-title') :]))
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
        "Enrique Márquez: detained at El Helicoide",
        "from 1 November 2024",
        ", according to NPR.",
        "Said 12 January 2026 in NPR report",
        "characters 3198–3232",
        "recorded",
    ):
        assert part in told


def test_a_finding_stands_where_it_arises_and_asks_without_deciding(reading: Browser) -> None:
    page = reading.page(MARQUEZ)
    assert "Conflicts and possible conflicts" in page
    assert "Do both hold?" in page


def test_a_facility_tells_who_is_there_on_the_day_and_who_was(reading: Browser) -> None:
    there = reading.page("/id/facility/el-helicoide.html?on=2025-12-12")
    later = reading.page("/id/facility/el-helicoide.html?on=2026-02-12")
    assert "Enrique Márquez" in there[there.index("here-now") : there.index("What is said of it")]
    assert "Nobody, as far as this file shows." in later
    assert "Reported held here at another time" in later


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
        "Last known: held 1",
        "Possibly held 0",
        "Released, or seen free 3",
        "Dead 1",
    ):
        assert part in told, part


def test_the_first_page_opens_on_the_day_of_the_last_evidence(reading: Browser) -> None:
    page = reading.page("/")
    told = " ".join(read(page).text.split())
    assert "Who is held as of 12 January 2026 The day of the last evidence." in told
    assert "/people?on=2026-01-12&amp;group=held&amp;word=certain" in page, "lists are of that day too"
    assert "Held, for certain 1" in told and "Held, for certain 0" in " ".join(
        read(reading.page("/?on=2026-12-01")).text.split()
    )
    assert "Who is held as of 1 January 2026" in read(reading.page("/?said=2026-01-05")).text
    assert "Who is held as of 1 January 2026" in read(reading.page("/?by=The+New+York+Times")).text
    assert "Quién está bajo custodia al 12 de enero de 2026" in read(reading.page("/?lang=es")).text


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_main_navigation_has_six_words_and_the_first_page_leads_everywhere(reading: Browser, lang: str) -> None:
    page = reading.page(f"/?lang={lang}")
    main = page[page.index("<nav aria-label=") : page.index("</nav>")]
    words = re.findall(r"<a [^>]*>([^<]+)</a>", main)
    assert len(words) == 6 and sum(len(one.split()) for one in words) <= 8
    links = {link.partition("?")[0] for link in read(page).links}
    assert links >= {"/people", "/facilities", "/organizations", "/documents", "/claims", "/counts", "/check", "/ask"}
    assert links >= {"/graph-view", "/add", "/docs"}


def test_what_came_last_is_told_in_sentences(reading: Browser) -> None:
    page = reading.page("/")
    last = " ".join(read(page[page.index('id="latest"') : page.index('id="numbers"')]).text.split())
    assert last.count("according to") == 4


def test_people_are_found_without_their_accents(reading: Browser) -> None:
    told = read(reading.page("/people?q=nicolas+maduro")).text
    assert "Nicolás Maduro" in told
    assert "1 person" in told


def test_numbers_are_drawn_as_ranges_and_said_in_words(reading: Browser) -> None:
    page = reading.page("/counts")
    assert "<b>800 to 900</b>" in page
    assert 'class="rangeopen"' in page


def test_the_chart_over_time_has_a_table_and_the_source_of_each_total(reading: Browser) -> None:
    page = reading.page("/counts?lang=es")
    assert 'aria-labelledby="held-title held-desc"' in page and "Detenidas, con nombre conocido" in page
    below = page[page.index('id="over-time"') :]
    assert '<caption id="held-rows">' in below and below.count('class="chart-range"') == 4
    assert all(claim in below for claim in ("Y004", "Y033", "N007", "N013"))
    assert "El gráfico es del expediente tal como está" in reading.page("/counts?said=2026-01-05&lang=es")


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
    here = PageUrls("/")
    for name in ("time:[2024-05..2025-05]", "time:%5B2024-05..2025-05%5D"):
        assert here.to(name) == "/id/time/%5B2024-05..2025-05%5D.html"
    assert "2024-05-01" in reading.page(here.to("time:[2024-05..2025-05]"))
