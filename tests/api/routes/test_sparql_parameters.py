"""`/sparql`: parameters of our own, and those that nobody knows."""

from __future__ import annotations

import httpx
import pytest

ASK = "ASK {}"


def get(client: httpx.Client, **more: object) -> httpx.Response:
    return client.get("/sparql", params={"query": ASK, **more})  # type: ignore[arg-type]


def test_an_unknown_parameter_is_named_with_the_nearest(client: httpx.Client) -> None:
    told = get(client, **{"default-graph-url": "urn:x"})
    assert told.status_code == 400
    assert told.json()["next"] == "Did you mean default-graph-uri?"


def test_an_empty_query_is_400(client: httpx.Client) -> None:
    assert client.get("/sparql?query=").status_code == 400


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "inf", "61", "1.5", "", "٣"])
def test_a_timeout_that_is_none_is_refused(client: httpx.Client, seconds: str) -> None:
    assert get(client, timeout=seconds).status_code == 400
