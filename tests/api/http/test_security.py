"""Who may ask, and from where: names bent to this computer, pages of other sites, missing tokens; and what every answer
carries.
"""

from __future__ import annotations

import base64
import stat

import httpx
import pytest
from tests.api.served import Served

from habeas_api.http.security import AccessPolicy, host_name

SMALL = {"query": "ASK { ?s ?p ?o }"}
READS = [
    "/",
    "/sparql",
    "/graph?default",
    "/id/person/enrique-marquez.ttl",
    "/api/people",
    "/api/search?q=a",
    "/docs",
    "/openapi.json",
]
NAMES = [
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.example:8420",
    "0.0.0.0",  # noqa: S104 a name that is not answered
    "192.168.1.7",
    "[::]",
    "a b",
]
SITES = ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1", "http://localhost.evil.example"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", READS)
def test_a_name_that_is_bent_to_this_computer_is_not_answered(client: httpx.Client, path: str, name: str) -> None:
    response = client.get(path, headers={"Host": name})
    assert response.status_code == 421
    assert "Example" not in response.text


@pytest.mark.parametrize(
    "name", ["localhost", "localhost:1234", "127.0.0.1", "127.5.5.5:80", "[::1]:8420", "LOCALHOST"]
)
def test_names_of_this_computer_are_answered(client: httpx.Client, name: str) -> None:
    assert client.get("/sparql", params=SMALL, headers={"Host": name}).status_code == 200


@pytest.mark.parametrize("origin", SITES)
@pytest.mark.parametrize("path", READS)
def test_scripts_of_other_sites_are_refused(client: httpx.Client, path: str, origin: str) -> None:
    response = client.get(path, headers={"Origin": origin})
    assert response.status_code == 403
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
@pytest.mark.parametrize("path", READS)
def test_pages_of_other_sites_are_refused_also_as_a_link_or_an_image(
    client: httpx.Client, path: str, site: str
) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-User": "?1"}
    assert client.get(path, headers=headers).status_code == 403


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_the_address_bar_and_our_own_pages_are_answered(client: httpx.Client, site: str) -> None:
    origin = str(client.base_url).rstrip("/")
    assert client.get("/", headers={"Sec-Fetch-Site": site, "Origin": origin}).status_code == 200


def test_a_form_of_another_site_cannot_ask(client: httpx.Client) -> None:
    headers = {"Origin": "http://evil.example", "Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/sparql", content=b"query=ASK+{}", headers=headers).status_code == 403


def test_preflight_gets_no_leave(client: httpx.Client) -> None:
    headers = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    response = client.options("/sparql", headers=headers)
    assert response.status_code == 403
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_refusals_of_strangers_look_the_same_whatever_they_ask(client: httpx.Client) -> None:
    told = {
        client.get(path, headers={"Origin": "http://evil.example"}).text
        for path in [*READS, "/nothing", "/id/person/nobody"]
    }
    assert len(told) == 1


@pytest.mark.parametrize("path", [*READS, "/nothing", "/api/people?x=1"])
def test_every_answer_carries_the_headers_that_keep_a_browser_safe(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/docs", "/docs/errors", "/id/person/enrique-marquez.html"])
def test_pages_load_nothing_from_elsewhere_and_run_only_their_own_scripts(client: httpx.Client, path: str) -> None:
    page = client.get(path).text.replace(
        'xmlns="http://www.w3.org/2000/svg"', ""
    )  # a name, which nothing is loaded from
    assert page.count("<script") == page.count('<script type="module" src="/static/built/')
    assert "style=" not in page
    assert not [
        part for part in page.split('"') if part.startswith(("http:", "https:", "//")) and "w3id.org" not in part
    ]


# -- the token


def test_the_token_is_for_the_owner_only(server: Served) -> None:
    path = server.folder / ".token"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text().strip()) >= 32


@pytest.mark.parametrize("path", ["/api/claims", "/api/claims/N056/withdraw", "/api/claims/N056/supersede", "/nothing"])
@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer wrong", "Basic " + base64.b64encode(b"x:wrong").decode(), "Basic !!", "Bearer ü"]
)
def test_writing_without_the_token_is_401(anybody: httpx.Client, path: str, given: str) -> None:
    response = anybody.post(path, json={"reason": "x"}, headers={"Authorization": given.encode()} if given else {})
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")


def test_the_token_is_never_taken_from_an_address(server: Served, anybody: httpx.Client) -> None:
    assert anybody.post(f"/api/claims?token={server.token}", json={}).status_code == 401


# -- the small parts


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:8420", "localhost"),
        ("[::1]:1", "::1"),
        ("a@b", ""),
        ("x/y", ""),
        ("x?y", ""),
        ("x:port", ""),
        ("", ""),
        ("x#y", ""),
    ],
)
def test_the_name_in_a_host_header(host: str, name: str) -> None:
    assert host_name(host) == name


def test_an_empty_token_opens_nothing() -> None:
    assert AccessPolicy(token="").is_ours("localhost")
    assert not AccessPolicy(token="").is_ours("")
