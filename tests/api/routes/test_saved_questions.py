"""Saved questions as addresses: parameters by type, put in as terms, answers in every format of SPARQL results."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import httpx
import pytest
from tests.api.served import Served, copy_case, served

from habeas.casefile import CaseFile
from habeas.sparql.saved.questions import from_library, packaged

ALL = (*packaged(), *from_library())
OWN = """# title: Who was born when
# about: Invented.
# param day: date optional – a day
# param most: integer optional – how many
# param words: text optional – words
# param who: name optional – a person
SELECT ?day ?most ?words ?who WHERE { }
"""


def test_every_question_is_listed_with_its_parameters(client: httpx.Client) -> None:
    listed = {item["name"]: item for item in client.get("/api/questions").json()["items"]}
    assert set(listed) == {question.name for question in ALL}
    for question in ALL:
        assert [param["name"] for param in listed[question.name]["params"]] == [param.name for param in question.params]


def test_titles_come_in_spanish(client: httpx.Client) -> None:
    assert "detenido" in str(client.get("/api/questions?lang=es").json())


@pytest.mark.parametrize(
    "question", [question.name for question in ALL if not any(p.required for p in question.params)]
)
def test_a_question_answers_over_http_as_it_does_in_the_shell(
    client: httpx.Client, case_folder: Path, question: str
) -> None:
    response = client.get(f"/api/questions/{question}.csv")
    assert response.status_code == 200, response.text
    with CaseFile.open(case_folder) as case:
        expected = case.ask(question).serialise("sheet").decode()
    rows, others = (sorted(csv.reader(StringIO(text))) for text in (response.text, expected))
    assert rows == others


def test_a_question_of_the_library_takes_its_parameters_too(client: httpx.Client, case_folder: Path) -> None:
    rows = client.get("/api/questions/held-on", params={"on": "2026-01-10"}).json()["results"]["bindings"]
    with CaseFile.open(case_folder) as case:
        expected = case.ask("held-on", {"on": "2026-01-10"}).table()
    assert len(rows) == len(expected.rows) > 0
    refused = client.get("/api/questions/in-order", params={"things": "x"})
    assert (refused.status_code, refused.headers["content-type"]) == (409, "application/problem+json")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_answers_come_in_every_format(client: httpx.Client, accept: str, media: str) -> None:
    response = client.get("/api/questions/detained-at", headers={"Accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, media)


@pytest.mark.parametrize("suffix", ["json", "csv", "tsv", "xml"])
def test_a_suffix_counts_before_accept(client: httpx.Client, suffix: str) -> None:
    response = client.get(f"/api/questions/detained-at.{suffix}", headers={"Accept": "image/png"})
    assert (
        response.status_code,
        suffix in response.headers["content-type"].replace("tab-separated-values", "tsv"),
    ) == (200, True)


@pytest.mark.parametrize("name", ["enrique-marquez", "Enrique Márquez", "person:enrique-marquez"])
def test_a_name_is_taken_as_people_write_it(client: httpx.Client, name: str) -> None:
    rows = client.get("/api/questions/detained-at", params={"person": name}).json()["results"]["bindings"]
    assert {row["personName"]["value"] for row in rows} == {"Enrique Márquez"}


@pytest.mark.parametrize(
    ("path", "status", "hint"),
    [
        ("detained-at?persn=x", 400, "person"),
        ("detained-at?person=enrique%20marques", 404, "person:enrique-marquez"),
        ("detained-at?person=a&person=b", 400, "once"),
        ("detaind-at", 404, "detained-at"),
        ("about", 400, "name="),
        ("detained-at.png", 404, "detained-at"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(client: httpx.Client, path: str, status: int, hint: str) -> None:
    response = client.get(f"/api/questions/{path}")
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert hint in response.json()["next"]


def test_a_question_can_only_be_asked(client: httpx.Client, server: Served) -> None:
    token = {"Authorization": f"Bearer {server.token}"}
    assert client.post("/api/questions/detained-at", json={}, headers=token).status_code == 405


def test_parameters_are_checked_by_type_and_never_become_query_text(case_folder: Path, tmp_path: Path) -> None:
    folder = copy_case(case_folder, tmp_path / "case")
    (folder / "questions" / "mine.rq").write_text(OWN, encoding="utf-8")
    (folder / "questions" / "chance.rq").write_text(
        "# title: Chance\nSELECT (RAND() AS ?x) WHERE { }\n", encoding="utf-8"
    )
    evil = '" } SELECT * { ?s ?p ?o } # \\" } . BIND(1 AS ?x)'
    with served(folder) as running, running.client() as client:

        def ask(**given: str) -> httpx.Response:
            return client.get("/api/questions/mine", params=given)

        assert ask(words=evil).json()["results"]["bindings"] == [{"words": {"type": "literal", "value": evil}}]
        assert ask(most="7").json()["results"]["bindings"][0]["most"]["value"] == "7"
        assert ask(day="2026-01-10").json()["results"]["bindings"][0]["day"]["value"] == "2026-01-10"
        assert {ask(most="many").status_code, ask(day="soon").status_code, ask(day=evil).status_code} == {400}
        assert ask(who=evil).status_code == 404
        assert "/api/questions/mine" in client.get("/openapi.json").json()["paths"]
        chances = [client.get("/api/questions/chance") for _ in range(2)]
        assert chances[0].text != chances[1].text
        assert not any("etag" in chance.headers for chance in chances)
        assert "etag" in ask(most="7").headers


@pytest.mark.parametrize("name", ["died", "official-alone"])
def test_a_format_that_no_table_has_is_406_whoever_answers(client: httpx.Client, name: str) -> None:
    refused = client.get(f"/api/questions/{name}", headers={"Accept": "image/png"})
    assert (refused.status_code, refused.headers["content-type"]) == (406, "application/problem+json")


@pytest.mark.parametrize("path", ["questions/died", "questions/official-alone"])
def test_a_406_names_the_formats_there_are(client: httpx.Client, path: str) -> None:
    hint = client.get(f"/api/{path}", headers={"Accept": "image/png"}).json()["next"]
    assert all(media in hint for media in ("application/sparql-results+json (json)", "text/csv", "(tsv)", "+xml"))
    assert "turtle" not in hint


def test_a_question_that_cannot_be_read_takes_nothing_along(case_folder: Path, tmp_path: Path) -> None:
    folder = copy_case(case_folder, tmp_path / "case")
    (folder / "questions" / "good.rq").write_text(OWN, encoding="utf-8")
    (folder / "questions" / "bad.rq").write_text("SELECT * { ?s ?p ?o }", encoding="utf-8")
    (folder / "questions" / "died.rq").write_bytes(b"\xff\xfe")
    with served(folder) as running, running.client() as client:
        names = {one["name"] for one in client.get("/api/questions").json()["items"]}
        assert {"good", "detained-at"} <= names
        assert not names & {"bad", "died"}
        for path in ("/docs", "/openapi.json", "/ask", "/ask/good", "/api/questions/detained-at"):
            assert client.get(path).status_code == 200, path
        for path in ("/api/questions/bad", "/api/questions/died", "/ask/bad"):
            told = client.get(path)
            assert (told.status_code, told.json()["type"]) == (409, "/docs/errors#bad-question"), path
            assert told.json()["where"].startswith("questions/")
            assert str(folder) not in told.text
