"""An address that is no UTF-8 is refused on every page, as a page, and never brings the server into trouble."""

from __future__ import annotations

import httpx
import pytest
from tests.api.web.browsing import PAGE

PATHS = [
    "/",
    "/people",
    "/facilities",
    "/documents",
    "/claims",
    "/counts",
    "/check",
    "/search",
    "/ask",
    "/docs",
    "/docs/errors",
    "/graph-view",
    "/leave",
    "/room/decide",
    "/nothing",
    "/id/person/enrique-marquez.html",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("bad", ["%FF", "%ED%A0%80", "%C3%28"])
@pytest.mark.parametrize("accept", [PAGE["Accept"], "*/*"])
def test_an_address_that_is_no_utf_8_is_refused(client: httpx.Client, path: str, bad: str, accept: str) -> None:
    answer = client.get(f"{path}?q={bad}", headers={"Accept": accept})
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"].partition(";")[0] in {"text/html", "application/problem+json"}


@pytest.mark.parametrize("path", ["/search?q=a&kind=foo", "/search?kind=Person", "/api/search?q=a&type=foo"])
def test_a_kind_that_cannot_be_looked_for_is_refused_and_the_others_are_named(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "*/*"})
    assert answer.status_code == 400
    told = answer.json()
    assert told["where"] in {"parameter kind", "parameter type"}
    assert "facility" in told["detail"] + told["next"]
