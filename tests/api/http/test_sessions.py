"""The link for adding: who came in through it may add, nobody else; one cookie; reading needs nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import Served, copy_case, served
from tests.api.web.browsing import PAGE, Browser, browser, link_of

from habeas_api.app import create_app
from habeas_api.http.security import AccessPolicy
from habeas_api.http.sessions import MAX_SESSIONS, Sessions
from habeas_api.service.case_service import CaseService

FORMS = ["/room/claims", "/room/withdraw", "/room/judge", "/room/decide", "/leave"]


@pytest.fixture(scope="module")
def running(case_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path_factory.mktemp("session") / "case")) as server:
        yield server


@pytest.fixture
def stranger(running: Served) -> Iterator[Browser]:
    with browser(running) as found:
        yield found


@pytest.fixture
def writer(running: Served) -> Iterator[Browser]:
    with browser(running, entered=True) as found:
        yield found


def cookies(answer: httpx.Response) -> list[str]:
    return answer.headers.get_list("set-cookie")


def test_the_link_opens_a_session_with_one_cookie_that_scripts_and_other_sites_do_not_get(
    running: Served, stranger: Browser
) -> None:
    answer = stranger.get(link_of(running))
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/")
    assert len(cookies(answer)) == 1
    told = cookies(answer)[0].lower()
    assert told.startswith(f"habeas-{running.port}=")
    assert all(part in told for part in ("httponly", "samesite=strict", "path=/"))
    assert "secure" not in told
    assert "expires" not in told and "max-age" not in told
    assert "You can add claims now" in stranger.page(answer.headers["location"])


def test_each_server_makes_a_link_of_its_own_and_shows_it_once(
    running: Served, case_folder: Path, tmp_path: Path
) -> None:
    assert "".join(running.log).count("/enter?key=") == 1
    with served(copy_case(case_folder, tmp_path / "case")) as other:
        assert link_of(other).partition("?")[2] != link_of(running).partition("?")[2]
        with browser(other) as found:
            key = link_of(running).partition("?")[2]
            assert found.get(f"/enter?{key}").status_code == 403


@pytest.mark.parametrize("key", ["", "?key=", "?key=wrong", "?key=%C3%A9", "?nothing=1"])
def test_another_key_opens_nothing(stranger: Browser, key: str) -> None:
    answer = stranger.get(f"/enter{key}")
    assert (answer.status_code, cookies(answer)) == (403, [])
    assert "printed when it started" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_a_session_is_refused_with_the_way_in(stranger: Browser, path: str) -> None:
    answer = stranger.post(path, data={"guard": "x", "reason": "y"})
    refused = 403 if path == "/leave" else 401
    assert (answer.status_code, "the link for adding" in answer.text) == (refused, True)


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("guard", ["", "wrong", "é"])
def test_a_form_without_its_guard_is_refused(writer: Browser, path: str, guard: str) -> None:
    answer = writer.post(path, data={"guard": guard, "reason": "y"})
    assert (answer.status_code, "another session" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_page_is_refused_even_with_cookie_and_guard(writer: Browser, headers: dict[str, str]) -> None:
    guard = writer.form(writer.page("/"), "/leave").fields["guard"]
    assert writer.post("/leave", data={"guard": guard}, headers=headers).status_code == 403
    assert "may add" in writer.page("/")


def test_a_cookie_alone_does_not_write_for_programs(writer: Browser) -> None:
    answer = writer.post("/api/claims/N057/withdraw", json={"reason": "x"})
    assert answer.status_code == 401


def test_the_token_goes_on_working_for_programs(running: Served) -> None:
    with running.client(headers={"Authorization": f"Bearer {running.token}"}) as program:
        assert program.post("/api/claims/nothing/withdraw", json={"reason": "x"}).status_code == 404
        assert cookies(program.get("/")) == []


def test_reading_sets_no_cookie(stranger: Browser) -> None:
    assert [cookies(stranger.get(path)) for path in ("/", "/docs", "/id/person/enrique-marquez.html")] == [[], [], []]


def test_leaving_ends_the_session(running: Served, writer: Browser) -> None:
    kept = dict(writer.cookies)
    form = writer.form(writer.page("/"), "/leave")
    answer = writer.submit(form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?note=left")
    assert not dict(writer.cookies)
    with Browser(base_url=running.url, cookies=kept, headers=PAGE, trust_env=False) as thief:
        assert "may add" not in thief.page("/")
        assert thief.submit(form).status_code == 403


def test_the_language_chosen_is_kept_in_the_session_and_only_there(writer: Browser, stranger: Browser) -> None:
    assert 'lang="es"' in writer.page("/?lang=es").partition(">")[2][:60]
    assert '<html lang="es"' in writer.page("/docs")
    assert '<html lang="en"' in stranger.page("/docs")


def test_a_stranger_may_keep_a_language_and_still_not_add(stranger: Browser) -> None:
    answer = stranger.post("/language", data={"lang": "es", "back": "/docs"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/docs")
    assert '<html lang="es"' in stranger.page("/docs")
    assert "Este navegador puede añadir" not in stranger.page("/")


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "", "/a\r\nX: y"]
)
def test_going_back_never_leads_to_another_server(stranger: Browser, back: str) -> None:
    answer = stranger.post("/language", data={"lang": "en", "back": back})
    assert answer.headers["location"] == "/"
    assert "x" not in answer.headers


@pytest.mark.parametrize("cookie", ["{name}=wrong", "{name}", "{name}=", 'a=b; {name}="x"', "@={name}", "=;=;" * 50])
def test_a_cookie_that_is_not_ours_is_a_stranger(running: Served, stranger: Browser, cookie: str) -> None:
    headers = {"Cookie": cookie.format(name=f"habeas-{running.port}")}
    answer = stranger.get("/", headers=headers)
    assert (answer.status_code, "may add" in answer.text) == (200, False)


@pytest.mark.parametrize("media", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_a_form_of_another_kind_is_refused(writer: Browser, media: str) -> None:
    assert writer.post("/leave", content=b"{}", headers={"Content-Type": media}).status_code == 415


def test_rdf_files_are_only_read_so_no_link_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .")
    with served("--rdf", file, folder=tmp_path) as server:
        assert "/enter" not in "".join(server.log)


def test_over_https_the_cookie_goes_over_https_alone(case_folder: Path, tmp_path: Path) -> None:
    async def enter(app: Any, key: str) -> httpx.Response:
        carrier = httpx.ASGITransport(app=app)
        owner = {**PAGE, "Authorization": "Bearer t"}
        async with httpx.AsyncClient(transport=carrier, base_url="https://127.0.0.1", headers=owner) as client:
            return await client.get(f"/enter?key={key}")

    sessions, service = Sessions(), CaseService(copy_case(case_folder, tmp_path / "case"))
    service.open()
    try:
        answer = asyncio.run(enter(create_app(service, AccessPolicy(token="t"), sessions), sessions.key))  # noqa: S106
    finally:
        asyncio.run(service.close())
    assert (answer.status_code, "secure" in cookies(answer)[0].lower()) == (303, True)


def test_so_many_sessions_are_kept_and_the_oldest_is_forgotten() -> None:
    sessions = Sessions()
    first = sessions.start()
    for _ in range(MAX_SESSIONS):
        sessions.start()
    scope = {"type": "http", "server": ("127.0.0.1", 1), "headers": [(b"cookie", f"habeas-1={first.cookie}".encode())]}
    assert sessions.of(scope) is None
