"""A form with a file is read without a temporary file: what it holds may name somebody."""

from __future__ import annotations

import asyncio
from tempfile import SpooledTemporaryFile
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from habeas_api.web.forms import read_file_form


def test_a_large_file_goes_to_no_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpooledTemporaryFile, "rollover", None)
    content = b"Ana Ruiz;" * 300_000
    sent = httpx.Request("POST", "http://127.0.0.1/", data={"guard": "g"}, files={"file": ("list.csv", content)})
    body = sent.read()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(k.lower(), v) for k, v in sent.headers.raw]}
    form, name, found = asyncio.run(read_file_form(Request(scope, receive)))
    assert (form["guard"], name, found == content) == ("g", "list.csv", True)
