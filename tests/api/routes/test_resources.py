"""`/id/…`: everything with a name answers at its own address, in every format, and costs nothing when it did not
change.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
import rdflib
from tests.api.served import Served, copy_case, served

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
ID = "https://w3id.org/habeas/id/"
SUFFIX = {".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld"}
MEDIA = {"text/turtle": ".ttl", "application/n-triples": ".nt", "application/ld+json": ".jsonld", "text/html": ".html"}
HAB = rdflib.Namespace("https://w3id.org/habeas/ns#")


@pytest.fixture(scope="module")
def writing(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("things") / "case")) as running:
        yield running


def graph(client: httpx.Client, path: str, suffix: str) -> rdflib.Graph:
    response = client.get(f"/id/{path}{suffix}")
    assert response.status_code == 200, response.text
    return rdflib.Graph().parse(data=response.text, format=SUFFIX[suffix])


def every_name(client: httpx.Client) -> list[str]:
    """Every IRI of the case that the default graph says something of, as a path."""
    query = f'SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{ID}") && !CONTAINS(STR(?s), "#")) }}'
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return sorted(row["s"]["value"].removeprefix(ID) for row in rows)


def test_every_name_of_the_case_answers_at_its_address(client: httpx.Client) -> None:
    names = every_name(client)
    kinds = {name.partition("/")[0] for name in names}
    assert {"person", "facility", "org", "claim", "doc", "time", "detention", "release", "case"} <= kinds
    for name in names[::3]:
        found = graph(client, quote(name, safe="/%"), ".nt")
        assert (rdflib.URIRef(ID + name), None, None) in found, name


def test_who_recorded_answers_too(client: httpx.Client) -> None:
    assert (None, HAB.recordedBy, rdflib.URIRef(f"{ID}recorder/documenter")) in graph(
        client, "recorder/documenter", ".nt"
    )


@pytest.mark.parametrize("suffix", SUFFIX)
@pytest.mark.parametrize(
    "path",
    ["person/enrique-marquez", "claim/N056", "doc/npr-2026-01-12", "time/2026-01-12", "detention/enrique-marquez"],
)
def test_the_same_is_said_in_every_format(client: httpx.Client, path: str, suffix: str) -> None:
    assert set(graph(client, path, suffix)) == set(graph(client, path, ".nt"))


@pytest.mark.parametrize(("accept", "suffix"), MEDIA.items())
def test_a_thing_answers_303_with_the_address_of_a_description(client: httpx.Client, accept: str, suffix: str) -> None:
    response = client.get("/id/person/enrique-marquez", headers={"Accept": accept})
    assert (response.status_code, response.headers["location"]) == (303, f"/id/person/enrique-marquez{suffix}")
    described = client.get(response.headers["location"])
    assert described.headers["content-type"].partition(";")[0] == accept


@pytest.mark.parametrize("accept", MEDIA)
@pytest.mark.parametrize("path", ["claim/N056", "doc/npr-2026-01-12"])
def test_a_record_answers_at_its_own_address(client: httpx.Client, path: str, accept: str) -> None:
    response = client.get(f"/id/{path}", headers={"Accept": accept})
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, accept)


def test_a_browser_gets_a_page(client: httpx.Client) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = client.get("/id/person/enrique-marquez", headers={"Accept": accept}, follow_redirects=True).text
    assert "Enrique Márquez" in page
    assert "/id/claim/N056" in page
    assert 'rel="alternate" type="text/turtle"' in page


def test_a_page_speaks_spanish_when_asked(client: httpx.Client) -> None:
    assert "preso en" in client.get("/id/person/enrique-marquez.html?lang=es").text


def test_a_description_has_every_claim_with_its_speaker(client: httpx.Client) -> None:
    found = graph(client, "person/enrique-marquez", ".nt")
    claims = set(found.subjects(HAB.about, rdflib.URIRef(f"{ID}person/enrique-marquez")))
    assert len(claims) > 5
    assert all((claim, HAB.statedBy, None) in found for claim in claims)


def test_a_claim_says_what_it_asserts_and_where_it_stands_in_the_text(client: httpx.Client) -> None:
    found = graph(client, "claim/N056", ".nt")
    assert (
        rdflib.URIRef(f"{ID}person/enrique-marquez"),
        HAB.detainedAt,
        rdflib.URIRef(f"{ID}facility/el-helicoide"),
    ) in found
    assert list(found.objects(None, rdflib.URIRef("http://www.w3.org/ns/oa#start")))


def test_a_description_never_has_a_blank_node(client: httpx.Client) -> None:
    assert "_:" not in client.get("/id/claim/N056.nt").text


@pytest.mark.parametrize(
    "path", ["person/enrique-marques", "person/enrique-marques.ttl", "person/enrique-marques.html"]
)
def test_an_unknown_name_is_404_with_the_nearest(client: httpx.Client, path: str) -> None:
    response = client.get(f"/id/{path}")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert "person:enrique-marquez" in response.json()["next"]


@pytest.mark.parametrize(
    "path",
    ["nokind/x", "person/", "person", "", "time/2027-01-01", "person/a%00b", "person/..%2F..%2Fetc", "person/%F0%28"],
)
def test_what_is_no_name_is_404(client: httpx.Client, path: str) -> None:
    assert client.get(f"/id/{path}").status_code == 404


def test_names_in_pages_are_escaped(writing: Served) -> None:
    evil = '<script>alert("x")</script>'
    form = {
        "source": {"id": "letter", "title": evil, "date": "2026-02-01", "note": evil},
        "names": {
            "who": {"is": "person:who", "label": evil, "note": evil, "also": [evil]},
            "by": {"is": "org:by", "label": evil},
        },
        "claims": [{"id": "X1", "claim": ["who", "occupation", evil], "said-by": "by", "quote": evil, "note": evil}],
    }
    with writing.client() as client:
        posted = client.post("/api/claims", json=form, headers={"Authorization": f"Bearer {writing.token}"})
        assert posted.json()["recorded"] == ["X1"]
        for path in ("person/who", "doc/letter", "claim/X1", "org/by"):
            page = client.get(f"/id/{path}.html").text
            assert "<script>" not in page
            assert "&lt;script&gt;" in page


# -- unchanged answers


@pytest.mark.parametrize(
    "path",
    ["/id/person/enrique-marquez.ttl", "/id/claim/N056", "/api/people", "/graph?default", "/sparql?query=ASK+{}"],
)
def test_an_unchanged_answer_costs_a_304(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_another_format_has_another_tag(client: httpx.Client) -> None:
    tags = {client.get("/id/claim/N056", headers={"Accept": media}).headers["etag"] for media in MEDIA}
    assert len(tags) == len(MEDIA)


def test_a_tag_of_another_address_is_no_use(client: httpx.Client) -> None:
    tag = client.get("/id/claim/N056.ttl").headers["etag"]
    assert client.get("/id/claim/N057.ttl", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()", "now()", "N\\u004FW()"])
def test_answers_that_differ_each_time_have_no_tag(client: httpx.Client, function: str) -> None:
    response = client.get("/sparql", params={"query": f"SELECT ({function} AS ?x) {{}}"})
    assert "etag" not in response.headers


def test_a_claim_recorded_changes_every_tag(writing: Served) -> None:
    form = {
        "source": {"id": "letter", "date": "2026-02-01"},
        "names": {"by": {"is": "org:by", "label": "By"}},
        "claims": [{"id": "X2", "claim": ["person:enrique-marquez", "occupation", "teacher"], "said-by": "by"}],
    }
    with writing.client() as client:
        before = client.get("/api/people").headers["etag"]
        client.post("/api/claims", json=form, headers={"Authorization": f"Bearer {writing.token}"})
        after = client.get("/api/people", headers={"If-None-Match": before})
        assert after.status_code == 200
        assert after.headers["etag"] != before


def test_descriptions_lead_only_to_addresses_of_this_server(client: httpx.Client) -> None:
    page = client.get("/id/person/enrique-marquez.html").text
    targets = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert targets
    assert all(not urlsplit(target).netloc for target in targets)
