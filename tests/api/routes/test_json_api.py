"""The JSON look-ups: people, facilities, organizations, sources, search. By page, by filter; and what is wrong with a
request.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import pytest
from tests.api.routes.lookups import every, get
from tests.api.served import Served

LISTS = ["people", "facilities", "organizations", "sources", "claims", "facts", "questions"]
KINDS = {"people": "person", "facilities": "facility", "organizations": "org", "sources": "doc"}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_by_pages_of_any_size(client: httpx.Client, name: str) -> None:
    whole = every(client, name, **({"limit": 500} if name != "questions" else {}))
    assert whole
    if name != "questions":
        assert every(client, name, limit=7) == whole


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_list_has_everything_described_of_that_kind(
    client: httpx.Client, server: Served, name: str, kind: str
) -> None:
    assert server
    ids = [item["id"] for item in every(client, name)]
    assert ids == sorted(set(ids))
    assert all(item.startswith(f"{kind}:") for item in ids)


@pytest.mark.parametrize("name", ["people", "facilities", "organizations", "sources"])
def test_everything_listed_answers_by_itself_with_its_claims(client: httpx.Client, name: str) -> None:
    for item in get(client, name, limit=5)["items"]:
        one = get(client, f"{name}/{item['id']}")
        assert {name: value for name, value in one.items() if name not in {"claims", "next"}} == item
        assert all(claim["speaker"]["label"] and claim["source"]["id"] for claim in one["claims"])


def test_the_next_page_keeps_the_filters(client: httpx.Client) -> None:
    link = get(client, "claims", by="Foro Penal", limit=1, lang="es")["next"]
    assert "by=Foro+Penal" in link
    assert "lang=es" in link
    assert not urlsplit(link).netloc


@pytest.mark.parametrize("name", ["marquez", "Márquez, Enrique", "enrique-marquez", "enriqe marquez"])
def test_a_list_can_be_searched(client: httpx.Client, name: str) -> None:
    assert "person:enrique-marquez" in [item["id"] for item in get(client, "people", q=name)["items"]]


@pytest.mark.parametrize("name", ["person:enrique-marquez", "enrique-marquez", "Enrique Márquez", "ENRIQUE MARQUEZ"])
def test_a_person_is_found_by_any_of_their_names(client: httpx.Client, name: str) -> None:
    assert get(client, f"people/{name}")["id"] == "person:enrique-marquez"


def test_a_name_of_another_kind_is_404_with_its_address(client: httpx.Client) -> None:
    response = client.get("/api/people/el-helicoide")
    assert (response.status_code, "/id/facility/el-helicoide" in response.json()["next"]) == (404, True)


@pytest.mark.parametrize(
    ("path", "status", "hint"),
    [
        ("people?limt=3", 400, "limit"),
        ("claims?abut=x", 400, "about"),
        ("facts?subjet=x", 400, "subject"),
        ("people?limit=0", 400, ""),
        ("people?limit=x", 400, ""),
        ("people?limit=501", 400, ""),
        ("people?offset=-1", 400, ""),
        ("people?limit=1&limit=2", 400, "once"),
        ("people?lang=fr", 400, ""),
        ("claims?on=yesterday", 400, ""),
        ("claims?on=20260110", 400, ""),
        ("claims?said=2026-02-30", 400, ""),
        ("claims?known=then", 400, "2026-02-05"),
        ("claims?status=dead", 400, ""),
        ("claims?about=enrique%20marques", 404, "person:enrique-marquez"),
        ("claims?by=foro%20pena", 404, "org:foro-penal"),
        ("claims?relation=detaindAt", 404, "detainedAt"),
        ("facts?object=el%20helicoid", 404, "facility:el-helicoide"),
        ("claims?about=%FF", 400, "UTF-8"),
        ("claims/none", 404, ""),
        ("people/%00", 404, ""),
        ("search", 400, ""),
        ("search?q=", 400, ""),
        ("nothing", 404, "/docs"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(client: httpx.Client, path: str, status: int, hint: str) -> None:
    response = client.get(f"/api/{path}")
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert hint in response.json()["next"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
def test_a_list_can_only_be_read(server: Served, client: httpx.Client, method: str) -> None:
    response = client.request(method, "/api/people", headers={"Authorization": f"Bearer {server.token}"})
    assert (response.status_code, response.headers["content-type"]) == (405, "application/problem+json")
    assert "GET" in response.headers["allow"]


@pytest.mark.parametrize("path", ["/api/people", "/api/claims/N056", "/openapi.json", "/docs", "/api/questions"])
def test_head_is_get_without_a_body(client: httpx.Client, path: str) -> None:
    head, got = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
