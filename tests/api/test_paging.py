"""What may have thousands of claims gives them by page: a person, a facility, a body, a document."""

from __future__ import annotations

import httpx
import pytest


@pytest.mark.parametrize(
    "path", ["/api/organizations/npr", "/api/sources/npr-2026-01-12", "/api/people/enrique-marquez"]
)
def test_a_description_gives_its_claims_by_page(client: httpx.Client, path: str) -> None:
    whole = client.get(path, params={"limit": 500}).json()
    assert whole["next"] is None
    seen: list[str] = []
    address: str | None = f"{path}?limit=7"
    while address:
        page = client.get(address).json()
        assert 0 < len(page["claims"]) <= 7
        assert (page["id"], page.get("label", "")) == (whole["id"], whole.get("label", ""))
        seen += [claim["id"] for claim in page["claims"]]
        address = page["next"]
    assert seen == [claim["id"] for claim in whole["claims"]]
    assert len(seen) > 7


def test_without_a_limit_a_page_has_fifty_at_most(client: httpx.Client) -> None:
    page = client.get("/api/sources/npr-2026-01-12").json()
    assert len(page["claims"]) == 50
    assert page["next"] == "/api/sources/npr-2026-01-12?limit=50&offset=50"
