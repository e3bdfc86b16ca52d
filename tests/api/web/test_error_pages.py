"""What goes wrong, as a page for people and as a problem for programs; always with what to do next."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from starlette.routing import Route
from tests.api.served import Served, copy_case
from tests.api.web.browsing import PAGE, Browser, browser

import habeas_api.app
from habeas_api.app import create_app
from habeas_api.http.security import AccessPolicy
from habeas_api.service.case_service import CaseService

WRONG: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("GET", "/nothing", {}, 404, "Back to the first page"),
    ("GET", "/id/person/nobody", {}, 404, "called"),
    ("GET", "/id/person/enrique-marques.html", {}, 404, "enrique-marquez"),
    ("GET", "/id/claim/N999", {}, 404, "N999"),
    ("GET", "/people?nothing=1", {}, 400, "no such parameter"),
    ("GET", "/people?on=someday", {}, 400, "2026-01-12"),
    ("GET", "/ask/nothing", {}, 404, "/ask"),
    ("GET", "/enter?key=wrong", {}, 403, "printed when it started"),
    ("GET", "/", {"headers": {"Origin": "http://evil.example"}}, 403, "another site"),
    ("POST", "/", {"data": {"a": "b"}}, 401, "token"),
    ("POST", "/room/withdraw", {"data": {"claim": "N056"}}, 401, "the link for adding"),
    ("POST", "/language", {"content": b" " * 16_000_001}, 413, "several parts"),
    ("POST", "/language", {"content": b"{}", "headers": {"Content-Type": "application/json"}}, 415, "form"),
    (
        "POST",
        "/language",
        {"content": b"\xff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        400,
        "UTF-8",
    ),
]


@pytest.fixture
def reader(server: Served) -> Iterator[Browser]:
    with browser(server) as found:
        yield found


def sent(client: httpx.Client, method: str, path: str, how: dict[str, Any], accept: str) -> httpx.Response:
    return client.request(method, path, **{**how, "headers": {"Accept": accept, **how.get("headers", {})}})


@pytest.mark.parametrize(
    ("method", "path", "how", "status", "told"), WRONG, ids=[f"{m} {p[:40]} {s}" for m, p, _, s, _ in WRONG]
)
def test_people_get_a_page_that_says_what_to_do_and_programs_a_problem(
    reader: Browser, method: str, path: str, how: dict[str, Any], status: int, told: str
) -> None:
    page = sent(reader, method, path, how, PAGE["Accept"])
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert told in html.unescape(page.text)
    assert page.text.count("<h1") == 1
    assert "default-src 'none'" in page.headers["content-security-policy"]
    plain = sent(reader, method, path, how, "*/*")
    assert (plain.status_code, plain.headers["content-type"]) == (status, "application/problem+json")
    assert plain.json()["detail"]


@pytest.mark.parametrize("path", ["/api/people/nobody", "/sparql?query=SELECT", "/graph?graph=urn:x", "/api/nothing"])
def test_addresses_of_programs_answer_programs_whoever_asks(reader: Browser, path: str) -> None:
    assert reader.get(path).headers["content-type"] == "application/problem+json"


def test_a_refusal_at_the_fences_shows_nothing_of_the_case(reader: Browser) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        assert "Example" not in reader.get("/", headers=headers).text


def test_problems_are_told_in_spanish(reader: Browser) -> None:
    page = reader.get("/nothing?lang=es").text
    assert '<html lang="es"' in page and "Volver" in page


def test_a_mistake_of_the_program_is_a_page_that_tells_nothing_of_what_was_asked(
    case_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(_: object) -> None:
        raise ZeroDivisionError("Enrique")

    monkeypatch.setattr(habeas_api.app, "PAGES", (SimpleNamespace(ROUTES=[Route("/breaks", breaks)]),))
    service = CaseService(copy_case(case_folder, tmp_path / "case"))
    service.open()
    try:
        answer = asyncio.run(asked(create_app(service, AccessPolicy(token="t")), "/breaks"))  # noqa: S106
    finally:
        asyncio.run(service.close())
    assert (answer.status_code, answer.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert "Enrique" not in answer.text and "Back to the first page" in answer.text


async def asked(app: Any, path: str) -> httpx.Response:
    """Ask the application itself."""
    carrier = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    owner = {**PAGE, "Authorization": "Bearer t"}
    async with httpx.AsyncClient(transport=carrier, base_url="http://127.0.0.1", headers=owner) as client:
        return await client.get(path)
