"""`/graph` against the SPARQL 1.1 Graph Store HTTP Protocol (reading part): one test a requirement. Section numbers are
its own.
"""

from __future__ import annotations

import httpx
import pytest
import rdflib
from tests.api.served import Served

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
ID = "https://w3id.org/habeas/id/"
ONE = f"{ID}claim/N056"
PROBLEM = "application/problem+json"
FORMATS = ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]


def graph(client: httpx.Client, accept: str = "text/turtle", method: str = "GET", **which: str) -> httpx.Response:
    return client.request(method, "/graph", params=which, headers={"Accept": accept})


def parsed(response: httpx.Response) -> rdflib.Graph:
    assert response.status_code == 200, response.text
    media = response.headers["content-type"].partition(";")[0]
    return rdflib.Graph().parse(data=response.text, format="json-ld" if media.endswith("ld+json") else media)


def asked(client: httpx.Client, query: str) -> int:
    response = client.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"})
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def test_4_2_indirect_identification_gives_the_graph_of_that_name(client: httpx.Client) -> None:
    found = parsed(graph(client, graph=ONE))
    assert len(found) == asked(client, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}") > 0


def test_4_2_default_gives_the_default_graph(client: httpx.Client) -> None:
    found = graph(client, "application/n-triples", default="")
    assert found.text.count("\n") == asked(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def test_4_1_the_address_by_itself_names_a_graph_that_is_not_there(client: httpx.Client) -> None:
    assert graph(client).status_code == 404


def test_4_2_default_takes_no_value(client: httpx.Client) -> None:
    assert graph(client, default="yes").status_code == 400


def test_4_2_both_default_and_a_graph_are_400(client: httpx.Client) -> None:
    assert graph(client, default="", graph=ONE).status_code == 400


def test_4_2_two_graphs_are_400(client: httpx.Client) -> None:
    assert client.get("/graph", params={"graph": [ONE, ONE]}).status_code == 400


@pytest.mark.parametrize("name", ["claim/N056", "", "no scheme", "http://a b/", "<urn:x>"])
def test_4_2_a_graph_name_that_is_no_absolute_iri_is_400(client: httpx.Client, name: str) -> None:
    assert graph(client, graph=name).status_code == 400


@pytest.mark.parametrize("media", FORMATS)
def test_5_2_get_answers_in_the_format_accepted(client: httpx.Client, media: str) -> None:
    response = graph(client, media, graph=ONE)
    assert response.headers["content-type"].partition(";")[0] == media
    assert len(parsed(response)) == len(parsed(graph(client, "application/n-triples", graph=ONE)))


def test_5_2_get_without_accept_gives_turtle(client: httpx.Client) -> None:
    assert graph(client, "*/*", graph=ONE).headers["content-type"] == "text/turtle; charset=utf-8"


def test_5_2_a_format_that_is_not_there_is_406(client: httpx.Client) -> None:
    assert graph(client, "image/png", graph=ONE).status_code == 406


def test_5_2_a_graph_that_is_not_there_is_404(client: httpx.Client) -> None:
    response = graph(client, graph=f"{ID}claim/none")
    assert (response.status_code, response.headers["content-type"]) == (404, PROBLEM)


def test_5_6_head_is_get_without_the_graph(client: httpx.Client) -> None:
    got, head = graph(client, graph=ONE), graph(client, method="HEAD", graph=ONE)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "etag", "vary"):
        assert head.headers[name] == got.headers[name]


def test_5_6_head_of_a_graph_that_is_not_there_is_404(client: httpx.Client) -> None:
    assert graph(client, method="HEAD", graph=f"{ID}claim/none").status_code == 404


def test_options_names_what_can_be_done(client: httpx.Client) -> None:
    response = client.options("/graph")
    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_5_writing_a_graph_is_405_also_with_the_token(server: Served, client: httpx.Client, method: str) -> None:
    token = {"Authorization": f"Bearer {server.token}", "Content-Type": "text/turtle"}
    response = client.request(
        method, "/graph", params={"graph": ONE}, headers=token, content=b"<urn:a> <urn:b> <urn:c> ."
    )
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert response.headers["content-type"] == PROBLEM


def test_an_unknown_parameter_is_named(client: httpx.Client) -> None:
    assert graph(client, graphs=ONE).json()["next"] == "Did you mean graph?"
