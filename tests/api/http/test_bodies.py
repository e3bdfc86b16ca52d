"""A body has one deadline for all of it: who sends a little now and then gains no time by it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from tests.api.served import copy_case

from habeas_api.app import create_app
from habeas_api.http import security
from habeas_api.http.access import AccessControl
from habeas_api.http.problems import problem_of
from habeas_api.http.security import AccessGuard, AccessPolicy
from habeas_api.http.sessions import Sessions
from habeas_api.service.case_service import CaseService

SECONDS = 0.5


async def _reading(scope: Scope, receive: Receive, send: Send) -> None:
    try:
        told = Response(await Request(scope, receive).body())
    except security.TooSlow as error:
        told = problem_of(error)
    await told(scope, receive, send)


def _sent(pieces: int, every: float) -> tuple[int, float, bytes]:
    """Status, seconds and content of the answer to a body that comes piece by piece."""

    async def asking() -> tuple[int, float, bytes]:
        came, answer = 0, []

        async def receive() -> Message:
            nonlocal came
            await asyncio.sleep(every)
            came += 1
            return {"type": "http.request", "body": b"x", "more_body": came < pieces}

        async def send(message: Message) -> None:
            answer.append(message)

        policy = AccessPolicy(token="t")  # noqa: S106 a token for a test
        control = AccessControl("t", None, open_reads=True)
        guard = AccessGuard(_reading, policy, Sessions(), control, lambda _, error: problem_of(error))
        scope = {"type": "http", "method": "POST", "path": "/sparql", "scheme": "http", "query_string": b""}
        loop = asyncio.get_running_loop()
        begun = loop.time()
        await guard({**scope, "headers": [(b"host", b"127.0.0.1")]}, receive, send)
        return answer[0]["status"], loop.time() - begun, answer[1]["body"]

    return asyncio.run(asking())


@pytest.mark.parametrize("every", [0.01, 0.1, 0.4])
def test_a_body_that_drips_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch, every: float) -> None:
    monkeypatch.setattr(security, "BODY_SECONDS", SECONDS)
    status, _, content = _sent(10_000, every)
    assert (status, json.loads(content)["type"]) == (408, "/docs/errors#too-slow")


def test_a_body_that_comes_in_time_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "BODY_SECONDS", 60.0)
    assert _sent(20, 0.001)[::2] == (200, b"x" * 20)


def test_after_the_body_nothing_is_waited_for_by_that_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "BODY_SECONDS", 0.05)

    async def check() -> None:
        gone = asyncio.Event()
        messages = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Message:
            if messages:
                return messages.pop()
            await gone.wait()
            return {"type": "http.disconnect"}

        limited = security._LimitedBody(receive)
        await limited()
        waiting = asyncio.ensure_future(limited())
        await asyncio.sleep(0.2)
        assert not waiting.done()
        gone.set()
        assert (await waiting)["type"] == "http.disconnect"

    asyncio.run(check())


def test_a_body_that_nobody_reads_is_no_hindrance(client: httpx.Client) -> None:
    assert client.request("GET", "/api/people", content=b"x" * 1000).status_code == 200


JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("part", "status", "kind"), [(b" ", 408, "too-slow"), (b" " * 1_000_000, 413, "too-large")], ids=["slow", "endless"]
)
def test_every_route_tells_why_a_body_broke_off_and_closes_the_connection(
    monkeypatch: pytest.MonkeyPatch, case_folder: Path, tmp_path: Path, part: bytes, status: int, kind: str
) -> None:
    """Where a model reads the body, the framework would call it a mistake in it, and wait for the rest."""
    monkeypatch.setattr(security, "BODY_SECONDS", SECONDS)
    service = CaseService(copy_case(case_folder, tmp_path / "case"))
    service.open()
    app = create_app(service, AccessPolicy(token="t"))  # noqa: S106

    async def asked(path: str, media: str) -> tuple[int, str, str]:
        answer: list[Message] = []

        async def receive() -> Message:
            await asyncio.sleep(0.05 if kind == "too-slow" else 0)
            return {"type": "http.request", "body": part, "more_body": True}

        async def send(message: Message) -> None:
            answer.append(message)

        told = {"host": "127.0.0.1", "authorization": "Bearer t", "content-type": media}
        headers = [(name.encode(), value.encode()) for name, value in told.items()]
        scope = {"type": "http", "method": "POST", "path": path, "scheme": "http", "query_string": b""}
        await app({**scope, "headers": headers, "server": ("127.0.0.1", 1), "root_path": ""}, receive, send)
        closing = dict(answer[0]["headers"]).get(b"connection", b"").decode()
        return answer[0]["status"], closing, json.loads(answer[1]["body"])["type"].partition("#")[2]

    asks = [("/api/claims", JSON), ("/api/claims/N056/withdraw", JSON), ("/api/decisions", JSON), ("/sparql", FORM)]
    with asyncio.Runner() as runner:
        try:
            found = {path: runner.run(asked(path, media)) for path, media in [*asks, ("/language", FORM)]}
        finally:
            runner.run(service.close())
    assert found == dict.fromkeys(found, (status, "close", kind))
