"""Every address for every role: what may be done, what is refused and how; tokens and links that are taken back."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from habeas.casefile import utc_now
from habeas.casefile.grants import GrantKind, Grants
from habeas.model.access import Role
from habeas_api import app
from habeas_api.http.access import AccessControl
from habeas_api.http.security import AccessGuard, AccessPolicy
from habeas_api.http.sessions import Sessions
from habeas_api.web.error_pages import refusal

MAY = {
    "read": {"read"},
    "read-restricted": {"read"},
    "read-all": {"read"},
    "add": {"read", "add"},
    "record": {"read", "record"},
    "decide": {"read", "record", "decide"},
    "administer": {"read", "record", "decide", "administer"},
}
"""What each role may do; `test_..._role_is_here` holds that there is no other."""
NEEDS = {
    ("POST", "/sparql"): "read",
    ("POST", "/reconcile"): "read",
    ("POST", "/leave"): "read",
    ("POST", "/language"): "read",
    ("POST", "/api/claims"): "record",
    ("POST", "/api/claims/{claim}/withdraw"): "record",
    ("POST", "/api/claims/{claim}/supersede"): "record",
    ("POST", "/api/documents"): "record",
    ("POST", "/api/load"): "record",
    ("POST", "/room/documents"): "record",
    ("POST", "/room/messages"): "add",
    ("POST", "/room/claims"): "record",
    ("POST", "/room/list"): "record",
    ("POST", "/room/drafts"): "record",
    ("POST", "/room/withdraw"): "record",
    ("POST", "/api/judgements"): "decide",
    ("POST", "/api/judgements/take-back"): "decide",
    ("POST", "/api/decisions"): "decide",
    ("POST", "/room/judge"): "decide",
    ("POST", "/room/decide"): "decide",
    ("GET", "/api/tokens"): "administer",
    ("HEAD", "/api/tokens"): "administer",
    ("POST", "/api/tokens"): "administer",
    ("POST", "/api/tokens/{grant}/revoke"): "administer",
}
"""What is not only read, or not by everybody. A new address that writes has to be entered here."""
OPEN = {"/enter", "/static/{name:path}"}


def addresses() -> list[tuple[str, str]]:
    """Every method at every address of the application."""
    modules = [*app.PROTOCOLS, *app.OF_A_CASE]
    routes = [route for module in modules for route in module.router.routes]
    routes += [route for page in (*app.PAGES, *app.PAGES_OF_A_CASE) for route in page.ROUTES]
    found = {(method, route.path) for route in routes for method in {*(route.methods or ()), "HEAD"} - {"HEAD"}}
    return sorted(found | {("HEAD", path) for method, path in found if method == "GET"})


def needed(method: str, path: str) -> str:
    """The right that the table above says; an unknown address that writes has none."""
    return "" if path in OPEN else NEEDS[method, path] if method == "POST" else NEEDS.get((method, path), "read")


class Fence:
    """The real fence before an application that only says that it was reached."""

    def __init__(self, folder: Path, *, open_reads: bool) -> None:
        self.grants, self.sessions = Grants(folder, utc_now), Sessions()
        control = AccessControl("keeper", self.grants, open_reads=open_reads)
        policy = AccessPolicy(token="keeper", open_reads=open_reads)  # noqa: S106
        guard = AccessGuard(self._reached, policy, self.sessions, control, refusal)
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app=guard), base_url="http://127.0.0.1:1")

    async def _reached(self, scope: Any, receive: Any, send: Any) -> None:
        access = scope["state"]["access"]
        said = {"role": access.role, "audience": scope["state"]["audience"], "recorder": access.recorder}
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps(said).encode()})

    def token(self, role: str, **more: str) -> dict[str, str]:
        _, secret = self.grants.give(GrantKind.TOKEN, role, recorder="Ana", **more)
        return {"Authorization": f"Bearer {secret}"}

    def session(self, role: str) -> dict[str, str]:
        one, _ = self.grants.give(GrantKind.LINK, role, recorder="Ana")
        return {"Cookie": f"habeas-1={self.sessions.start(entered=True, grant=one.id).cookie}"}

    async def asked(self, method: str, path: str, headers: dict[str, str]) -> httpx.Response:
        return await self.client.request(
            method, path.replace("{", "").replace("}", "").replace(":path", ""), headers=headers
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.toml").write_text('title = "Roles"\n')
    return tmp_path


def walk(fence: Fence, headers: dict[str, str]) -> dict[tuple[str, str], httpx.Response]:
    """What every address answers to somebody."""

    async def all_of_them() -> dict[tuple[str, str], httpx.Response]:
        return {(method, path): await fence.asked(method, path, headers) for method, path in addresses()}

    return asyncio.run(all_of_them())


def test_every_address_that_writes_has_a_right_in_the_table_and_every_role_is_here() -> None:
    writing = {(method, path) for method, path in addresses() if method not in {"GET", "HEAD", "OPTIONS"}}
    assert writing == {key for key in NEEDS if key[0] == "POST"}
    assert set(MAY) == set(Role)
    assert len(addresses()) > 80


@pytest.mark.parametrize("role", MAY)
def test_a_token_does_what_its_role_may_and_is_told_what_is_missing(folder: Path, role: str) -> None:
    fence = Fence(folder, open_reads=False)
    for (method, path), answer in walk(fence, fence.token(role)).items():
        right = needed(method, path)
        allowed = not right or right in MAY[role]
        assert answer.status_code == (200 if allowed else 403), (method, path)
        if not allowed and method != "HEAD":
            told = answer.json()
            assert told["type"].endswith("#right-needed")
            assert f"yours is {role}" in told["detail"]
            assert f"with the role {right}" in told["next"] and "whoever keeps the case" in told["next"]


@pytest.mark.parametrize("role", MAY)
def test_a_browser_that_came_in_reads_and_sends_forms_as_its_role_may_and_writes_nothing_as_a_program(
    folder: Path, role: str
) -> None:
    fence = Fence(folder, open_reads=False)
    for (method, path), answer in walk(fence, fence.session(role)).items():
        right = needed(method, path)
        program = right not in {"", "read"} and not path.startswith("/room/")
        expected = 401 if program else 200 if not right or right in MAY[role] else 403
        assert answer.status_code == expected, (method, path)


@pytest.mark.parametrize("open_reads", [True, False])
def test_nobody_reads_what_is_public_on_this_computer_and_nothing_beyond_it(folder: Path, *, open_reads: bool) -> None:
    for (method, path), answer in walk(Fence(folder, open_reads=open_reads), {}).items():
        right = needed(method, path)
        expected = 200 if not right or (right == "read" and open_reads) else 401
        assert answer.status_code == expected, (method, path)
        if expected == 401:
            assert answer.headers["www-authenticate"].startswith("Bearer")


def test_whoever_keeps_the_case_may_do_everything_but_write_to_themselves(folder: Path) -> None:
    told = walk(Fence(folder, open_reads=False), {"Authorization": "Bearer keeper"})
    assert [key for key, answer in told.items() if answer.status_code != 200] == [("POST", "/room/messages")]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/api/settings", "/room/anything", "/api/claims/a/b/withdraw", "/api/claims/x/erase"])
def test_an_address_that_is_not_in_the_table_is_for_who_administers(folder: Path, method: str, path: str) -> None:
    fence = Fence(folder, open_reads=True)

    async def asked() -> list[int]:
        people = [{}, *(fence.token(role) for role in ("decide", "administer"))]
        return [(await fence.asked(method, path, who)).status_code for who in people]

    assert asyncio.run(asked()) == [401, 403, 200]


@pytest.mark.parametrize(
    ("role", "audience"),
    [("read", "public"), ("add", "public"), ("read-restricted", "restricted")]
    + [(role, "everything") for role in ("read-all", "record", "decide", "administer")],
)
def test_what_of_the_case_a_role_reads(folder: Path, role: str, audience: str) -> None:
    fence = Fence(folder, open_reads=True)
    told = [asyncio.run(fence.asked("GET", "/", who)).json() for who in (fence.token(role), fence.session(role))]
    assert told == [{"role": role, "audience": audience, "recorder": "Ana"}] * 2


@pytest.mark.parametrize("spoilt", ["{}", "", "[]", '{"role": "administer"}', "not json"])
def test_a_file_that_does_not_say_all_of_it_opens_nothing(folder: Path, spoilt: str) -> None:
    fence = Fence(folder, open_reads=False)
    known = fence.token("read")
    (path,) = (folder / ".access").iterdir()
    path.write_text(spoilt)
    assert asyncio.run(fence.asked("GET", "/", known)).status_code == 401


def test_a_link_is_no_token_a_token_is_no_link_and_the_id_alone_is_nothing(folder: Path) -> None:
    fence = Fence(folder, open_reads=False)
    one, link = fence.grants.give(GrantKind.LINK, "administer", recorder="Ana")
    _, token = fence.grants.give(GrantKind.TOKEN, "administer", recorder="Ana")
    control = AccessControl("keeper", fence.grants, open_reads=False)
    assert control.with_link(link) is not None
    assert [control.with_link(key) for key in (token, one.id, "", "keeper", f"{link}x", one.digest)] == [None] * 6
    for sent in (link, one.id, one.digest, f"hab-{one.id}-", f"hab-../../x-{'a' * 32}"):
        assert asyncio.run(fence.asked("GET", "/", {"Authorization": f"Bearer {sent}"})).status_code == 401


def test_whatever_records_asks_whose_name_is_written() -> None:
    """A token or link has a name of its own, and no other may be given: `recorder_for` is asked before a write."""
    home = Path(app.__file__).parent
    writing = [path for part in ("routes", "web/pages") for path in (home / part).glob("*.py") if _writes(path)]
    assert len(writing) >= 6
    assert [path.name for path in writing if "recorder_for(" not in path.read_text(encoding="utf-8")] == []


def _writes(path: Path) -> bool:
    return ".write(" in path.read_text(encoding="utf-8")
