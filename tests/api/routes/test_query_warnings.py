"""A misspelt property finds nothing: `/sparql` says so beside the answer, which stays as the standard has it."""

from __future__ import annotations

import httpx


def get(client: httpx.Client, query: str, accept: str = "*/*") -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers={"Accept": accept})


def test_a_name_that_nothing_has_is_told_in_a_header_and_the_results_stay_as_they_are(client: httpx.Client) -> None:
    slip = get(client, "SELECT ?who { ?who hab:detainedat ?f }", "application/sparql-results+json")
    assert slip.headers["habeas-warning"] == (
        "hab:detainedat is not in the vocabulary, and nothing in this file has it. Did you mean hab:detainedAt?"
    )
    assert slip.json() == {"head": {"vars": ["who"]}, "results": {"bindings": []}}
    assert "habeas-warning" not in get(client, "SELECT ?who { ?who hab:detainedAt ?f }").headers


def test_what_is_told_in_the_header_is_one_line_of_ascii(client: httpx.Client) -> None:
    told = get(client, "PREFIX é: <https://example.org/ñ\\u000D/> ASK { ?who é:ü ?f }")
    assert told.status_code == 400 or told.headers["habeas-warning"].isascii()
    assert get(client, "PREFIX é: <https://example.org/ñ/> ASK { ?who é:ü ?f }").headers["habeas-warning"].isascii()
