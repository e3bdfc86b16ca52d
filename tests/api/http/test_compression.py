"""Large answers for programs come compressed to clients that take it; pages and small answers never."""

from __future__ import annotations

import httpx
import pytest

LARGE = "SELECT * { ?s ?p ?o } LIMIT 2000"


def get(client: httpx.Client, path: str, encoding: str = "gzip", accept: str = "*/*", **query: str) -> httpx.Response:
    return client.get(path, params=query or None, headers={"Accept-Encoding": encoding, "Accept": accept})


@pytest.mark.parametrize(
    ("path", "query"), [("/sparql", {"query": LARGE}), ("/api/claims", {}), ("/graph", {"default": ""})]
)
def test_a_large_answer_comes_compressed_and_is_the_same(
    client: httpx.Client, path: str, query: dict[str, str]
) -> None:
    plain, packed = get(client, path, "identity", **query), get(client, path, "br, gzip;q=0.8", **query)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["vary"]
    assert packed.content == plain.content
    assert packed.num_bytes_downloaded < len(plain.content) / 2


def test_an_answer_that_is_kept_is_the_same_each_time_compressed_or_not(client: httpx.Client) -> None:
    answers = [get(client, "/api/claims", encoding, limit="5") for encoding in ("gzip", "gzip", "identity", "gzip")]
    assert [one.headers.get("content-encoding") for one in answers] == ["gzip", "gzip", None, "gzip"]
    assert len({one.content for one in answers}) == 1


@pytest.mark.parametrize("encoding", ["identity", "gzip;q=0", "gzip; q=0.00", "br", "xgzip"])
def test_who_does_not_take_it_gets_it_as_it_is(client: httpx.Client, encoding: str) -> None:
    assert "content-encoding" not in get(client, "/sparql", encoding, query=LARGE).headers


def test_small_answers_and_pages_stay_as_they_are(client: httpx.Client) -> None:
    assert "content-encoding" not in get(client, "/sparql", query="ASK { ?s ?p ?o }").headers
    page = client.get("/people", headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "content-encoding" not in page.headers


def test_a_compressed_answer_is_spared_like_any_other(client: httpx.Client) -> None:
    first = get(client, "/api/claims")
    again = client.get("/api/claims", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
