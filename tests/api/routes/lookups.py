"""What tests of the JSON look-ups read with: one answer, all pages of a list, the rows of a query."""

from __future__ import annotations

from typing import Any

import httpx


def get(client: httpx.Client, path: str, **params: str | int) -> Any:
    response = client.get(f"/api/{path}", params=params)
    assert response.status_code == 200, response.text
    return response.json()


def every(client: httpx.Client, path: str, **params: str | int) -> list[Any]:
    """All pages of a list."""
    page = get(client, path, **params)
    found = page["items"]
    while page["next"]:
        page = client.get(page["next"]).json()
        found += page["items"]
    return found


def bindings(client: httpx.Client, query: str) -> list[dict[str, str]]:
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]
