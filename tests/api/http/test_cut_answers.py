"""An answer that is cut on its way says why, in its body, in a trailer and in the log, and is never taken for whole."""

from __future__ import annotations

import re
import socket
from time import monotonic

import httpx
import pytest
from tests.api.http.test_hostile import COSTLY
from tests.api.served import Served
from tests.processes import PATIENCE

from habeas_api.http.cut import note_in_body

SECONDS = 8
"""Long enough that something of the answer was given away, on a busy machine too."""
WHY = rf"(the query took longer than {SECONDS} seconds|the answer is longer than an answer may be)"
"""Whichever limit is reached first."""
NEW = "BIND (IRI(CONCAT('urn:', STR(?v1), '-', STR(?v2), '-', STR(?v3))) AS ?s)"
FOUR = " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(60)))} }}" for i in range(4))
GRAPH = f"CONSTRUCT {{ ?s <urn:v> ?v0 }} {{ {FOUR} {NEW} }}"
"""Each row makes a statement of its own: the engine gives each once."""
TABLE = COSTLY["a flood of values"]


def _asked(server: Served, query: str, accept: str, *more: str) -> bytes:
    """Everything that comes, until the server closes."""
    given = httpx.QueryParams({"query": query, "timeout": str(SECONDS)})
    lines = ["Host: 127.0.0.1", f"Authorization: Bearer {server.token}", f"Accept: {accept}", *more]
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as asking:
        asking.sendall(f"GET /sparql?{given} HTTP/1.1\r\n".encode() + "\r\n".join([*lines, "", ""]).encode())
        head, tail, last = b"", b"", b""
        while last := asking.recv(1_000_000):
            head = (head + last)[:2000] if len(head) < 2000 else head
            tail = (tail + last)[-2000:]
    assert head.startswith(b"HTTP/1.1 200"), head[:300]
    return head + tail


@pytest.mark.parametrize(
    ("query", "accept", "note"),
    [
        (TABLE, "text/csv", f"\r\n# cut: {WHY}\r\n"),
        (TABLE, "text/tab-separated-values", f"\n# cut: {WHY}\n"),
        (TABLE, "application/sparql-results+xml", f"\n<!-- cut: {WHY} -->\n"),
        (TABLE, "application/sparql-results+json", f"\n/\\* cut: {WHY} \\*/\n"),
        (GRAPH, "application/n-triples", f"\n# cut: {WHY}\n"),
    ],
)
def test_the_body_says_so_and_does_not_end_in_order(server: Served, query: str, accept: str, note: str) -> None:
    found = _asked(server, query, accept)
    assert re.search(f"{note}\r\n".encode(), found)
    assert not found.endswith(b"0\r\n\r\n")
    assert b"trailer:" not in found.lower()


def test_who_asks_for_trailers_is_told_in_one(server: Served) -> None:
    found = _asked(server, TABLE, "text/csv", "TE: trailers, deflate;q=0.5", "Connection: TE")
    assert b"\r\ntrailer: Answer-Cut\r\n" in found
    assert re.search(f"\r\n# cut: {WHY}\r\n\r\n0\r\nAnswer-Cut: {WHY}\r\n\r\n$".encode(), found)


def test_the_log_says_so(server: Served, client: httpx.Client) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        client.post("/sparql", data={"query": TABLE, "timeout": str(SECONDS)})
    end = monotonic() + PATIENCE
    line = re.compile(rf"POST /sparql 200 \d+ bytes \d+ ms, cut: {WHY}$")
    while not any(line.search(one.rstrip()) for one in server.log) and monotonic() < end:
        assert client.get("/nothing").status_code == 404  # which also passes the time
    assert any(line.search(one.rstrip()) for one in server.log)
    assert not any("VALUES" in line for line in server.log)


def test_an_answer_that_is_whole_says_nothing_of_it(client: httpx.Client) -> None:
    told = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 9000"}, headers={"TE": "trailers"})
    assert told.status_code == 200
    assert len(told.json()["results"]["bindings"]) > 1000


@pytest.mark.parametrize(
    ("media", "note"),
    [
        ("text/turtle; charset=utf-8", b"\n# cut: a - b\n"),
        ("application/gexf+xml", b"\n<!-- cut: a - b -->\n"),
        ("application/x-ndjson", b'\n{"error": "a - b"}\n'),
        ("application/ld+json", b"\n/* cut: a - b */\n"),
        ("application/zip", b""),
    ],
)
def test_what_stands_in_a_body(media: str, note: bytes) -> None:
    assert note_in_body(media, "a - b") == note
    assert b"-- -->" not in note_in_body("text/xml", "a -- ")
