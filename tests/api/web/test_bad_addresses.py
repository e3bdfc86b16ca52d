"""An address that is no UTF-8 is refused on every page, as a page, and never brings the server into trouble."""

from __future__ import annotations

import httpx
import pytest
from tests.api.web.browsing import PAGE

from habeas_api.app import PAGES, PAGES_OF_A_CASE

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


EVERY = [
    route.path
    for page in (*PAGES, *PAGES_OF_A_CASE)
    for route in page.ROUTES
    if "GET" in (route.methods or ()) and not route.path.startswith(("/static/", "/enter"))
]
"""Every address of a page or its scripts that is read, but the style sheets and the way in."""
FILLED = {"{name}": "missing", "{name:path}": "enrique-marquez", "{kind}": "person"}


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize("asked", ["type=foo", "lang=xx"])
def test_no_page_takes_what_it_does_not_know(client: httpx.Client, path: str, asked: str) -> None:
    for part, value in FILLED.items():
        path = path.replace(part, value)
    assert client.get(f"{path}?{asked}", headers=PAGE).status_code == 400


def test_no_address_for_programs_takes_a_word_that_is_none_of_its_values(client: httpx.Client) -> None:
    taken, asked = [], 0
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        given = operations.get("get", {}).get("parameters", [])
        address, needed = path, {}
        for one in given:
            values = one["schema"].get("enum") or ["enrique-marquez"]
            if one["in"] == "path":
                address = address.replace(f"{{{one['name']}}}", values[0])
            elif one.get("required"):
                needed[one["name"]] = "a"
        for one in given:
            schema = one["schema"]
            if one["in"] == "query" and ({"enum", "pattern"} & set(schema) or schema.get("type") == "boolean"):
                asked += 1
                found = client.get(address, params={**needed, one["name"]: "foo"}).status_code
                taken += [(path, one["name"], found)] if found != 400 else []
        if "get" in operations:
            found = client.get(address, params={**needed, "nothing": "foo"}).status_code
            taken += [(path, "nothing", found)] if found != 400 else []
    assert taken == [] and asked > 10


@pytest.mark.parametrize("path", ["/graph-view?with-sayings=foo", "/room/fitting?kind=foo", "/room/names?q=a&kind=foo"])
def test_a_field_of_a_page_that_is_none_of_its_values_is_refused(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 400
