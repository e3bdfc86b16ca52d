"""Asking without scripts: saved questions as forms, SPARQL in a plain box, answers with links and with addresses of
their own.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from tests.api.served import Served
from tests.api.web.browsing import Browser, Form, Forms, browser

from habeas_api.web.i18n import localizer_for
from habeas_api.web.question_labels import COLUMN_LABELS, PARAMETER_LABELS


@pytest.fixture
def reader(server: Served) -> Iterator[Browser]:
    with browser(server) as found:
        yield found


def rows(page: str) -> list[list[str]]:
    """The table of an answer as texts."""
    found = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in found]
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


def the_form(page: str, action: str) -> Form:
    return next(one for one in Forms(page).found if one.action == action)


def test_every_saved_question_is_listed_and_has_a_page_with_its_parameters(reader: Browser) -> None:
    page = reader.page("/ask")
    questions = reader.get("/api/questions", headers={"Accept": "application/json"}).json()["items"]
    for question in questions:
        assert f'href="/ask/{question["name"]}"' in page
        form = reader.page(f"/ask/{question['name']}", status=200)
        for param in question["params"]:
            assert f'name="{param["name"]}"' in form and f'for="p-{param["name"]}"' in form
    assert 'type="date"' in reader.page("/ask/held-on")


def test_an_answer_is_a_table_with_links_and_can_be_shared(reader: Browser) -> None:
    form = the_form(reader.page("/ask/held-on"), "/ask/held-on")
    assert form.method == "get"
    address = f"/ask/held-on?{urlencode({'on': '2026-01-12', 'ask': '1'})}"
    page = reader.page(address)
    table = rows(page)
    assert table[0][0] == "person" and reader.get(address).headers["cache-control"] == "private, no-cache"
    assert {row[0] for row in table[1:]} >= {"Nicolás Maduro", "Juan Pablo Guanipa"}
    assert 'href="/id/person/nicolas-maduro.html?on=2026-01-12"' in page
    assert re.search(r'href="/id/claim/[A-Z]\d+\?on=', page)
    assert reader.page(address) == page


def test_the_same_answer_is_there_as_csv(reader: Browser) -> None:
    page = reader.page("/ask/held-on?on=2026-01-12")
    link = html.unescape(re.search(r'href="(/api/questions/held-on\.csv[^"]*)"', page)[1])  # type: ignore[index]
    told = list(csv.reader(io.StringIO(reader.get(link).content.decode("utf-8-sig"))))
    assert told[1][1] == rows(page)[1][0]
    assert len(told) == len(rows(page))
    assert told[0][:2] == ["person", "personName"] and rows(page)[0][:2] == ["person", "held"]


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/ask/held-on?on=someday", 400, "someday"),
        ("/ask/about?name=nobody+here", 404, "called"),
        ("/ask/held-on?ask=1", 400, "on"),
        ("/ask/nothing", 404, "/ask"),
        ("/ask/held-on?nothing=1", 400, "no such parameter"),
    ],
)
def test_a_mistake_is_told_on_the_page_and_what_was_typed_stays(
    reader: Browser, address: str, status: int, told: str
) -> None:
    answer = reader.get(address)
    assert (answer.status_code, told in html.unescape(answer.text)) == (status, True)
    assert answer.headers["content-type"].startswith("text/html")
    if "?on=" in address:
        assert 'value="someday"' in answer.text
        assert 'id="e-on"' in answer.text and "aria-invalid=true" in answer.text


def test_a_question_without_needed_parameters_is_asked_by_opening_it(reader: Browser) -> None:
    assert len(rows(reader.page("/ask/died"))) > 1


def test_a_question_answers_in_spanish(reader: Browser) -> None:
    page = reader.page("/ask/held-on?on=2026-01-12&lang=es")
    assert '<html lang="es"' in page and "lang=es" in page
    assert rows(page)[0][:3] == ["persona", "bajo custodia", "estado"]


def test_every_name_of_a_column_and_of_a_parameter_has_its_spanish() -> None:
    spanish = localizer_for("es")
    missing = [word for word in {*COLUMN_LABELS.values(), *PARAMETER_LABELS.values()} if spanish.gettext(word) == word]
    assert sorted(missing) == []


def test_a_name_without_a_page_stands_in_the_column_of_names(reader: Browser) -> None:
    page = rows(reader.page("/ask/held-on?on=2026-01-12"))
    place = page[0].index("place")
    assert "not stated" in {row[place] for row in page[1:]}


# -- SPARQL

NAMES = 'SELECT ?who ?name { ?who hab:detainedAt ?f ; skos:prefLabel ?name . ?f skos:prefLabel "El Helicoide"@es }'


def asked(reader: Browser, query: str, status: int = 200) -> str:
    return reader.page(f"/ask/sparql?{urlencode({'query': query})}", status)


def test_a_query_is_asked_from_a_plain_box_and_stays_in_it(reader: Browser) -> None:
    page = asked(reader, NAMES)
    assert the_form(page, "/ask/sparql").fields["query"] == NAMES
    assert ["Enrique Márquez", "Enrique Márquez"] in rows(page)
    assert 'href="/id/person/enrique-marquez.html"' in page
    link = html.unescape(re.search(r'href="(/sparql\?[^"]*format=csv)"', page)[1])  # type: ignore[index]
    assert "enrique-marquez" in reader.get(link, headers={"Accept": "*/*"}).text


def test_yes_no_and_graphs_are_told_as_what_they_are(reader: Browser) -> None:
    assert "Yes" in asked(reader, "ASK { ?s a hab:Claim }")
    assert "No information is not a no" in asked(reader, "ASK { ?s hab:occupation 'astronaut of the moon' }")
    page = asked(reader, "CONSTRUCT { ?c hab:statedBy ?s } WHERE { ?c hab:statedBy ?s } LIMIT 3")
    assert "hab:statedBy" in page and "format=ttl" in page
    assert "No rows" in asked(reader, "SELECT ?s { ?s hab:occupation 'astronaut of the moon' }")


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("SELECT ?who {\n ?who ex:heldAt ?f }", 400, "line 2"),
        ("SELECT", 400, "line 1"),
        ("SELECT * { SERVICE <urn:x> {} }", 403, "column 12"),
        ("CLEAR ALL", 403, "only reads"),
    ],
)
def test_a_mistake_in_a_query_is_told_under_the_box_with_its_place(
    reader: Browser, query: str, status: int, told: str
) -> None:
    page = asked(reader, query, status)
    assert 'id="query-wrong"' in page
    assert told in html.unescape(page.partition('id="query-wrong"')[2].partition("</p>")[0])
    assert the_form(page, "/ask/sparql").fields["query"] == query


def test_values_are_shown_as_text_whatever_they_are(reader: Browser) -> None:
    page = asked(reader, 'SELECT ("<script>alert(1)</script>" AS ?x) (<javascript:alert(1)> AS ?y) {}')
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_a_very_long_answer_is_cut_and_says_so(reader: Browser) -> None:
    page = asked(reader, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 900")
    assert len(rows(page)) == 501
    assert "The first 500 are shown" in page
    cell = asked(reader, f'SELECT ("{"word " * 1000}" AS ?x) {{}}')
    assert "(cut)" in cell


def test_examples_to_begin_with_all_work(reader: Browser) -> None:
    page = html.unescape(reader.page("/ask/sparql"))
    links = re.findall(r'href="(/ask/sparql\?query=[^"]+)"', page)
    assert len(links) >= 3
    for link in links:
        assert 'id="query-wrong"' not in reader.page(link)


# -- search


@pytest.mark.parametrize("typed", ["marquez", "Enrique Márquez", "enrique marqez", "MÁRQ"])
def test_a_name_is_found_whatever_its_accents_capitals_and_one_slip(reader: Browser, typed: str) -> None:
    page = reader.page(f"/search?{urlencode({'q': typed})}")
    assert 'href="/id/person/enrique-marquez.html"' in page
    assert the_form(page, "/search").fields["q"] == typed


def test_passages_are_found_by_their_words_with_their_speaker_and_document(reader: Browser) -> None:
    claims = reader.get("/api/claims?limit=500", headers={"Accept": "application/json"}).json()["items"]
    claim = next(one for one in claims if len(one["hedge_words"].split()) > 1)
    page = reader.page(f"/search?{urlencode({'q': claim['hedge_words'], 'kind': 'claim'})}")
    assert f'href="/id/claim/{claim["id"]}"' in page and 'href="/id/doc/' in page


def test_nothing_found_says_what_to_try(reader: Browser) -> None:
    page = reader.page("/search?q=zzzzqqqq")
    assert "Try fewer words" in page
    assert "beginnings count" in reader.page("/search")
    assert "No hay nada" in reader.page("/search?q=zzzzqqqq&lang=es")


def test_results_come_by_page(reader: Browser) -> None:
    first = reader.page("/search?q=a")
    assert 'rel="next"' in first
    second = reader.page("/search?q=a&page=2")
    assert 'rel="prev"' in second and "page=2" not in second.partition('rel="prev"')[0][-80:]


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '"><img src=x>', "a" * 5000, "\x00", "%", "NEAR(", '"', "*"]
)
def test_odd_words_are_looked_for_as_they_are_and_never_run(reader: Browser, typed: str) -> None:
    page = reader.page(f"/search?{urlencode({'q': typed})}")
    assert "<script>alert" not in page and "<img src=x>" not in page


def test_the_query_page_tells_of_a_misspelt_property_in_both_languages(reader: Browser) -> None:
    query = urlencode({"query": "SELECT ?who { ?who hab:detainedat ?f }"})
    assert "Did you mean hab:detainedAt?" in reader.page(f"/ask/sparql?{query}")
    assert "hab:detainedat no está en el vocabulario" in reader.page(f"/ask/sparql?{query}&lang=es")
    fine = urlencode({"query": "SELECT ?who { ?who hab:detainedAt ?f }"})
    assert "is not in the vocabulary" not in reader.page(f"/ask/sparql?{fine}")
