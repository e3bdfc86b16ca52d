"""`/sparql` against the SPARQL 1.1 Protocol (query part): one test a requirement, named for it. Section numbers are its
own.
"""

from __future__ import annotations

import httpx
import pytest

ASK = "ASK {}"
SELECT = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 3"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ID = "https://w3id.org/habeas/id/"
ONE, TWO = f"{ID}claim/N056", f"{ID}claim/N057"
PROBLEM = "application/problem+json"


def get(client: httpx.Client, query: str, accept: str = "*/*", **more: object) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **more}, headers={"Accept": accept})  # type: ignore[arg-type]


def rows(response: httpx.Response) -> list[dict[str, dict[str, str]]]:
    assert response.status_code == 200, response.text
    found: list[dict[str, dict[str, str]]] = response.json()["results"]["bindings"]
    return found


# -- 2.1 query operation


def test_2_1_1_query_via_get_with_the_query_percent_encoded(client: httpx.Client) -> None:
    assert get(client, ASK).json() == {"head": {}, "boolean": True}


def test_2_1_1_get_takes_a_plus_as_a_space(client: httpx.Client) -> None:
    assert client.get("/sparql?query=ASK+%7B%7D").json()["boolean"] is True


def test_2_1_2_query_via_url_encoded_post(client: httpx.Client) -> None:
    assert client.post("/sparql", data={"query": ASK}).json()["boolean"] is True


def test_2_1_2_url_encoded_post_may_name_its_character_set(client: httpx.Client) -> None:
    headers = {"Content-Type": f"{FORM}; charset=UTF-8"}
    assert client.post("/sparql", content=b"query=ASK%20%7B%7D", headers=headers).json()["boolean"] is True


def test_2_1_3_query_via_post_directly(client: httpx.Client) -> None:
    assert client.post("/sparql", content=ASK, headers={"Content-Type": DIRECT}).json()["boolean"] is True


def test_2_1_3_direct_post_takes_the_dataset_from_the_address(client: httpx.Client) -> None:
    address = "/sparql?" + str(httpx.QueryParams({"default-graph-uri": ONE}))
    found = rows(client.post(address, content="SELECT * { ?s ?p ?o }", headers={"Content-Type": DIRECT}))
    assert 0 < len(found) < 20


def test_2_1_3_direct_post_is_utf_8(client: httpx.Client) -> None:
    query = 'SELECT ("Márquez" AS ?name) {}'.encode()
    found = rows(client.post("/sparql", content=query, headers={"Content-Type": f"{DIRECT}; charset=utf-8"}))
    assert found[0]["name"]["value"] == "Márquez"


def test_2_1_3_direct_post_in_another_character_set_is_refused(client: httpx.Client) -> None:
    headers = {"Content-Type": f"{DIRECT}; charset=utf-16"}
    assert client.post("/sparql", content=ASK.encode("utf-16"), headers=headers).status_code == 415


def test_2_1_3_direct_post_that_is_not_utf_8_is_refused(client: httpx.Client) -> None:
    refused = client.post("/sparql", content=b"ASK { ?s ?p '\xff\xfe' }", headers={"Content-Type": DIRECT})
    assert refused.status_code == 400
    assert refused.json()["where"] == "byte 13"


# -- 2.1.4 dataset


def test_2_1_4_one_default_graph_uri_is_the_default_graph(client: httpx.Client) -> None:
    everything = len(rows(get(client, "SELECT * { ?s ?p ?o }")))
    assert 0 < len(rows(get(client, "SELECT * { ?s ?p ?o }", **{"default-graph-uri": ONE}))) < everything


def test_2_1_4_several_default_graph_uris_are_merged(client: httpx.Client) -> None:
    query = "SELECT * { ?s ?p ?o }"
    one, two, both = (len(rows(get(client, query, **{"default-graph-uri": g}))) for g in (ONE, TWO, [ONE, TWO]))
    assert both == one + two


def test_2_1_4_named_graph_uris_are_the_named_graphs(client: httpx.Client) -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    found = rows(get(client, query, **{"named-graph-uri": [ONE, TWO]}))
    assert {row["g"]["value"] for row in found} == {ONE, TWO}


def test_2_1_4_with_named_graphs_only_the_default_graph_is_empty(client: httpx.Client) -> None:
    assert rows(get(client, "SELECT * { ?s ?p ?o }", **{"named-graph-uri": ONE})) == []


def test_2_1_4_with_default_graphs_only_there_are_no_named_graphs(client: httpx.Client) -> None:
    assert rows(get(client, "SELECT * { GRAPH ?g { ?s ?p ?o } }", **{"default-graph-uri": ONE})) == []


def test_2_1_4_the_dataset_of_the_protocol_counts_before_from_in_the_query(client: httpx.Client) -> None:
    query = f"SELECT * FROM <{TWO}> {{ ?s ?p ?o }}"  # noqa: S608 SPARQL, and no SQL
    protocol = rows(get(client, query, **{"default-graph-uri": ONE}))
    assert protocol == rows(get(client, "SELECT * { ?s ?p ?o }", **{"default-graph-uri": ONE}))


def test_2_1_4_without_a_dataset_from_and_from_named_count(client: httpx.Client) -> None:
    query = "SELECT ?g { ?a ?b ?c . GRAPH ?g { ?s ?p ?o } }"
    found = rows(get(client, query.replace("{", f"FROM <{ONE}> FROM NAMED <{TWO}> {{", 1)))
    assert {row["g"]["value"] for row in found} == {TWO}


def test_2_1_4_dataset_parameters_work_in_a_form_too(client: httpx.Client) -> None:
    body = {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": [ONE]}
    assert [row["g"]["value"] for row in rows(client.post("/sparql", data=body))] == [ONE]


def test_2_1_4_a_graph_that_is_not_here_is_empty_and_never_fetched(client: httpx.Client) -> None:
    assert rows(get(client, SELECT, **{"default-graph-uri": "http://127.0.0.1:9/graph"})) == []


def test_2_1_4_a_relative_graph_uri_is_refused(client: httpx.Client) -> None:
    assert get(client, SELECT, **{"default-graph-uri": "graph"}).status_code == 400


# -- 2.1.5 and 2.1.6 what is accepted, and the answer


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/json", "application/json"),
        ("application/xml", "application/xml"),
        ("*/*", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("image/png, text/csv;q=0.1", "text/csv; charset=utf-8"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/json"),
        ("text/turtle, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
    ],
)
@pytest.mark.parametrize("query", [SELECT, ASK])
def test_2_1_5_select_and_ask_answer_in_the_format_accepted(
    client: httpx.Client, query: str, accept: str, media: str
) -> None:
    response = get(client, query, accept)
    assert (response.status_code, response.headers["content-type"]) == (200, media)
    assert "accept" in response.headers["vary"].lower()


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.8, */*;q=0.1", "application/rdf+xml"),
    ],
)
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{ID}person/enrique-marquez>"])
def test_2_1_5_construct_and_describe_answer_in_the_format_accepted(
    client: httpx.Client, query: str, accept: str, media: str
) -> None:
    response = get(client, query, accept)
    assert (response.status_code, response.headers["content-type"]) == (200, media)


def test_2_1_5_without_an_accept_header_there_is_an_answer(client: httpx.Client) -> None:
    request = client.build_request("GET", "/sparql", params={"query": SELECT})
    del request.headers["accept"]
    assert client.send(request).status_code == 200


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (ASK, "image/png")])
def test_2_1_5_a_format_that_does_not_fit_the_answer_is_406(client: httpx.Client, query: str, accept: str) -> None:
    response = get(client, query, accept)
    assert (response.status_code, response.headers["content-type"]) == (406, PROBLEM)


def test_2_1_6_a_format_parameter_counts_where_accept_takes_anything(client: httpx.Client) -> None:
    assert get(client, SELECT, format="csv").headers["content-type"].startswith("text/csv")
    assert get(client, SELECT, "application/sparql-results+xml", format="csv").headers["content-type"].endswith("+xml")


# -- 2.1.7 refusals


@pytest.mark.parametrize("query", ["SELECT", "SELECT * {", "SELECT ?x WHERE { ?s ?p ?o } GROUP BY ?s", "nothing"])
def test_2_1_7_a_malformed_query_is_400_with_its_place(client: httpx.Client, query: str) -> None:
    response = get(client, query)
    assert (response.status_code, response.headers["content-type"]) == (400, PROBLEM)
    assert response.json()["where"].startswith("line 1, column ")
    assert response.json()["detail"]


def test_2_1_7_a_mistake_on_a_later_line_is_told_with_that_line(client: httpx.Client) -> None:
    told = get(client, "SELECT *\nWHERE {\n  ?s ex:name ?o\n}").json()
    assert told["where"] == "line 3, column 6"
    assert told["detail"] == "the prefix “ex:” is not declared"


def test_2_1_7_no_query_in_a_form_is_400(client: httpx.Client) -> None:
    assert client.post("/sparql", data={"default-graph-uri": ONE}).status_code == 400


def test_2_1_7_an_empty_direct_query_is_400(client: httpx.Client) -> None:
    assert client.post("/sparql", content=b"", headers={"Content-Type": DIRECT}).status_code == 400


def test_2_1_7_two_queries_are_400(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": [ASK, ASK]}).status_code == 400


def test_2_1_7_a_query_in_the_address_and_one_in_the_body_are_400(client: httpx.Client) -> None:
    address = "/sparql?" + str(httpx.QueryParams({"query": ASK}))
    assert client.post(address, content=ASK, headers={"Content-Type": DIRECT}).status_code == 400


@pytest.mark.parametrize("media", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_2_1_7_a_body_of_another_media_type_is_415(client: httpx.Client, media: str) -> None:
    response = client.post("/sparql", content=ASK, headers={"Content-Type": media})
    assert (response.status_code, response.headers["content-type"]) == (415, PROBLEM)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_2_1_7_other_methods_are_405_and_name_those_there_are(
    server: object, client: httpx.Client, method: str
) -> None:
    response = client.request(method, "/sparql", headers={"Authorization": f"Bearer {server.token}"})
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


def test_options_names_the_methods(client: httpx.Client) -> None:
    response = client.options("/sparql")
    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


def test_head_gives_the_head_of_the_answer(client: httpx.Client) -> None:
    response = client.head("/sparql", params={"query": SELECT}, headers={"Accept": "text/csv"})
    assert (response.status_code, response.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert response.content == b""


# -- 2.2 update operation: not here


@pytest.mark.parametrize("where", ["form", "address", "direct", "as a query"])
def test_2_2_an_update_is_refused_with_the_reason_and_the_right_door(client: httpx.Client, where: str) -> None:
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    match where:
        case "form":
            response = client.post("/sparql", data={"update": update})
        case "address":
            response = client.get("/sparql", params={"update": update})
        case "direct":
            response = client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"})
        case _:
            response = get(client, update)
    assert response.status_code == 403
    assert "record" in response.json()["next"].lower()
    assert get(client, "ASK { <urn:a> <urn:b> <urn:c> }").json()["boolean"] is False


# -- 3 and the service description


@pytest.mark.parametrize("accept", ["*/*", "text/turtle", "application/rdf+xml", "application/ld+json", "text/html"])
def test_service_description_without_a_query(client: httpx.Client, accept: str) -> None:
    response = client.get("/sparql", headers={"Accept": accept})
    assert response.status_code == 200
    assert "sparql-service-description#Service" in response.text or "sd:Service" in response.text
    assert "SPARQL11Query" in response.text
    assert str(client.base_url) in response.text


def test_relative_addresses_in_a_query_are_counted_from_the_endpoint(client: httpx.Client) -> None:
    found = rows(get(client, "SELECT (STR(<x>) AS ?x) {}"))
    assert found[0]["x"]["value"] == f"{client.base_url}x".replace("//x", "/x")
