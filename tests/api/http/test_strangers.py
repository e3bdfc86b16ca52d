"""To a name that is not ours nothing tells which program listens: the same bare refusal at every address."""

from __future__ import annotations

import re
import socket

import pytest
from tests.api.served import Served
from tests.processes import PATIENCE

PATHS = [
    "/",
    "/sparql?query=ASK%20{}",
    "/id/person/enrique-marquez",
    "/api/people",
    "/docs",
    "/favicon.ico",
    "/static/room.css",
    "/enter?key=x",
    "/nothing/at/all",
    "/%00",
    "http://127.0.0.1/",
    "*",
]
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]
STRANGE = ["Host: evil.example", "Host: ", "X: y", "Host: 127.0.0.1\r\nHost: evil.example", "Host: 127.0.0.1@evil"]
ACCEPTS = ["text/html", "application/json", "*/*"]


def told(server: Served, content: str) -> str:
    """All that comes back, but the moment at which it was told."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as asking:
        asking.sendall(content.encode())
        found = b"".join(iter(lambda: asking.recv(65_536), b"")).decode()
    return re.sub(r"(?i)date: [^\r\n]*\r\n", "", found)


def asked(method: str, path: str, host: str, more: str = "") -> str:
    body = "Content-Length: 2\r\n\r\nxx" if method in {"POST", "PUT", "PATCH"} else "\r\n"
    return f"{method} {path} HTTP/1.1\r\n{host}\r\n{more}{body}"


BARE = "HTTP/1.1 421 Misdirected Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


@pytest.mark.parametrize("host", STRANGE)
@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_gets_the_same_bare_refusal_everywhere(server: Served, method: str, host: str) -> None:
    assert {told(server, asked(method, path, host)) for path in PATHS} == {BARE}


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize(
    "more", ["", "Authorization: Bearer x\r\n", "Cookie: habeas-1=x\r\n", "If-None-Match: *\r\n", "Origin: null\r\n"]
)
def test_whatever_a_stranger_sends_along(server: Served, accept: str, more: str) -> None:
    assert told(server, asked("GET", "/people", STRANGE[0], f"Accept: {accept}\r\n{more}")) == BARE


def test_whoever_has_the_token_is_a_stranger_under_another_name_too(server: Served) -> None:
    more = f"Authorization: Bearer {server.token}\r\n"
    assert told(server, asked("GET", "/api/people", STRANGE[0], more)) == BARE


@pytest.mark.parametrize("content", ["nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\x00\x01\r\n\r\n"])
def test_what_is_no_request_is_refused_without_a_word(server: Served, content: str) -> None:
    found = told(server, content)
    assert found.startswith("HTTP/1.1 400 ")
    assert found.endswith("\r\n\r\n")
    assert not re.search("(?i)habeas|uvicorn|server:|docs|json", found)
