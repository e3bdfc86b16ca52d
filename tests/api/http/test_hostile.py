"""Queries and requests that mean harm. Whatever comes, it ends within its limit, nothing leaves the machine, and others
are answered.

The queries are those of the threat model: nesting, planner bombs, cross joins, memory, floods, the network.
"""

from __future__ import annotations

import asyncio
import json
import select
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import httpx
import pytest
from bench.children import descendants_of
from tests.api.served import Served
from tests.processes import PATIENCE

SMALL = {"query": "SELECT ?s { ?s a hab:Claim } LIMIT 3"}
LIMIT = 1
PROBLEM = "application/problem+json"


def _patterns(count: int) -> str:
    return " ".join(f"?x{i} ?p{i} ?x{i + 1} ." for i in range(count))


def _doubling(steps: int) -> str:
    binds = " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(steps))
    return f"SELECT (STRLEN(?a{steps}) AS ?n) {{ BIND('aaaaaaaaaa' AS ?a0) {binds} }}"


VALUES = " ".join(f"VALUES ?v{i} {{ {' '.join(str(n) for n in range(60))} }}" for i in range(7))
NESTED = {
    "if": "SELECT (" + "IF(true, " * 976 + "1" + ", 2)" * 976 + " AS ?x) {}",
    "str": "SELECT (" + "STR(" * 3000 + "1" + ")" * 3000 + " AS ?x) {}",
    "exists": "SELECT * { FILTER " + "EXISTS { FILTER " * 880 + "true" + " }" * 880 + " }",
    "sub-queries": "SELECT * { " + "{ SELECT * { " * 1216 + "} }" * 1216 + " }",
    "groups": "SELECT * " + "{ " * 2272 + "} " * 2272,
    "brackets": "SELECT (" + "(" * 4672 + "1" + ")" * 4672 + " AS ?x) {}",
    "sum": "SELECT (" + "1+" * 7168 + "1 AS ?x) {}",
    "negations": "SELECT (" + "!" * 5000 + "true AS ?x) {}",
    "binds": "SELECT * { " + " ".join(f"BIND({i} AS ?x{i})" for i in range(2656)) + " }",
    "triple terms": "SELECT * { " + "<<(" * 6016 + " ?s ?p ?o " + ")>>" * 6016 + " ?q ?r }",
    "collection": "SELECT * { ?s ?p " + "(" * 140 + ")" * 140 + " }",
    "blank nodes": "SELECT * { ?s ?p " + "[ ?p " * 300 + "1" + " ]" * 300 + " }",
    "unclosed": "SELECT * " + "{" * 100_000,
}
PLANNER = {
    "140 patterns": f"SELECT * {{ {_patterns(140)} }}",
    "200 patterns": f"SELECT * {{ {_patterns(200)} }}",
    "path of 400": "SELECT * { ?s " + "/".join(["hab:x"] * 400) + " ?o }",
    "2500 filters": "SELECT * { ?s ?p ?o " + " ".join(f"FILTER(?o != {i})" for i in range(2500)) + " }",
    "2000 optionals": "SELECT * { ?s ?p ?o " + " ".join(f"OPTIONAL {{ ?s ?p{i} ?o{i} }}" for i in range(2000)) + " }",
    "2500 unions": "SELECT * { " + " UNION ".join(f"{{ ?s ?p {i} }}" for i in range(2500)) + " }",
    "140 groups": "SELECT * { " + " ".join(f"{{ ?a{i} ?b{i} ?c{i} }}" for i in range(140)) + " }",
}
COSTLY = {
    "cross join, counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cross join of values": f"SELECT (COUNT(*) AS ?n) {{ {VALUES} }}",
    "cross join, ordered": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c",
    "cross join, distinct": "SELECT (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "paths everywhere": "SELECT (COUNT(*) AS ?n) { ?a (hab:x|!hab:x)* ?b . ?b (hab:x|!hab:x)* ?c }",
    "doubling": _doubling(60),
    "group_concat": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "replace": "SELECT (REPLACE(REPLACE(?l, '.', ?l), '.', ?l) AS ?x) { BIND('" + "a" * 3000 + "' AS ?l) ?s ?p ?o }",
    "regex": "SELECT * { ?s ?p ?o FILTER(REGEX('" + "a" * 50_000 + "', '(a+)+$')) } LIMIT 2",
    "a flood of rows": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a flood of values": f"SELECT * {{ {VALUES} }}",
}


def ask(client: httpx.Client, query: str, **more: object) -> tuple[int, str]:
    """Status, and why there is no answer; an answer that is cut on the way has the status 0."""
    with client.stream("POST", "/sparql", data={"query": query, "timeout": str(LIMIT), **more}) as response:
        try:
            content = b"".join(part[:1000] for part in response.iter_bytes())
        except httpx.RemoteProtocolError:
            return 0, ""
    if response.status_code == 200:
        return 200, ""
    assert response.headers["content-type"] == PROBLEM
    return response.status_code, str(json.loads(content)["detail"])


def is_stopped(status: int, why: str) -> bool:
    """Whether it ended at a limit, and says which. Left alone, these queries take hours; how long a busy machine takes
    to notice is not looked at."""
    return status == 422 and any(
        limit in why for limit in (f"longer than {LIMIT} seconds", "more memory", "longer than an")
    )


def lives(client: httpx.Client) -> bool:
    return len(client.get("/sparql", params=SMALL).json()["results"]["bindings"]) == 3


@pytest.mark.parametrize("name", NESTED)
def test_nesting_is_refused_before_it_reaches_a_parser(client: httpx.Client, name: str) -> None:
    assert ask(client, NESTED[name])[0] in {400, 403}
    assert lives(client)


@pytest.mark.parametrize("name", PLANNER)
def test_planner_bombs_are_refused_or_end_at_their_limit(client: httpx.Client, name: str) -> None:
    status, why = ask(client, PLANNER[name])
    assert status in {200, 403} or is_stopped(status, why)
    assert lives(client)


def test_what_takes_too_much_ends_at_its_limit_also_several_at_once(server: Served, client: httpx.Client) -> None:
    def one(name: str) -> tuple[str, int, str]:
        with server.client() as asking:
            return name, *ask(asking, COSTLY[name])

    with ThreadPoolExecutor(3) as pool:
        ended = list(pool.map(one, COSTLY))
    assert [one for one in ended if one[1] not in {0, 200} and not is_stopped(*one[1:])] == []
    assert lives(client)


def test_a_flood_is_cut_and_the_client_can_tell(client: httpx.Client) -> None:
    data = {"query": COSTLY["a flood of values"], "timeout": "20"}
    with pytest.raises(httpx.RemoteProtocolError), client.stream("POST", "/sparql", data=data) as response:
        size = sum(len(part) for part in response.iter_bytes())
        assert size < 100_000_000


# -- many, long and half requests


def test_others_are_answered_while_bombs_run(server: Served, client: httpx.Client) -> None:
    query = httpx.QueryParams({"query": COSTLY["cross join, counted"], "timeout": "60"})
    with ExitStack() as closing:
        bombs = [socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) for _ in range(3)]
        for bomb in map(closing.enter_context, bombs):
            bomb.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        answered = [client.get("/sparql", params=SMALL).status_code for _ in range(100)]
        assert select.select(bombs, [], [], 0)[0] == []  # none of them has an answer yet
    assert set(answered) == {200}


def test_two_hundred_connections_at_once_are_all_answered(server: Served) -> None:
    async def many() -> list[int]:
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
        async with httpx.AsyncClient(base_url=server.url, limits=limits, timeout=PATIENCE, trust_env=False) as asking:
            got = await asyncio.gather(*(asking.get("/sparql", params=SMALL) for _ in range(200)))
            return [response.status_code for response in got]

    assert set(asyncio.run(many())) == {200}


def raw(server: Served, content: bytes, *, read: bool = True) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(content)
        return connection.recv(65_536) if read else b""


def test_a_body_of_a_hundred_megabytes_is_413_before_it_is_sent(server: Served, client: httpx.Client) -> None:
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
        f"application/sparql-query\r\nContent-Length: {10**8}\r\n\r\n"
    )
    assert b" 413 " in raw(server, head.encode())
    assert lives(client)


def test_a_body_that_does_not_say_its_length_is_413_when_it_is_too_long(server: Served, client: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(20):
            yield b"#" * 1_000_000

    try:
        response = client.post("/sparql", content=endless(), headers={"Content-Type": "application/sparql-query"})
        assert response.status_code == 413
    except httpx.TransportError:
        pass  # the server closed before everything was sent
    assert lives(client)


def test_a_query_of_two_million_characters_is_refused(client: httpx.Client) -> None:
    assert ask(client, "ASK {} #" + "x" * 2_000_000)[0] == 403


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\x03\r\n\r\n",
        b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
def test_what_is_no_proper_request_gets_a_4xx(server: Served, client: httpx.Client, content: bytes) -> None:
    assert raw(server, content).split(b" ", 2)[1:2][0].startswith(b"4")
    assert lives(client)


def test_half_requests_do_not_keep_others_waiting(server: Served, client: httpx.Client) -> None:
    halves = [socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) for _ in range(100)]
    try:
        for half in halves:
            half.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le")
        assert lives(client)
    finally:
        for half in halves:
            half.close()


def test_a_client_that_does_not_read_keeps_nobody_waiting(server: Served, client: httpx.Client) -> None:
    query = httpx.QueryParams({"query": COSTLY["a flood of values"]})
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as lazy:
        lazy.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert lazy.recv(100).startswith(b"HTTP/1.1 200")
        assert all(lives(client) for _ in range(20))


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
def test_a_client_that_goes_away_ends_its_query(server: Served, client: httpx.Client) -> None:
    query = httpx.QueryParams({"query": COSTLY["cross join, counted"], "timeout": "60"})
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as leaving:
        leaving.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        working = _until(client, lambda: _working(server))
        assert working
    assert _until(client, lambda: not (working & _readers(server)))


def _until(client: httpx.Client, found: object, seconds: float = PATIENCE) -> object:
    """What `found` gives once it gives something; the server is asked in between, which also passes the time."""
    end = monotonic() + seconds
    while not (result := found()) and monotonic() < end:  # type: ignore[operator]
        assert lives(client)
    return result


def _readers(server: Served) -> set[int]:
    return descendants_of(server.process.pid)


def _working(server: Served) -> set[int]:
    """Readers that were made less important than the server is: they have worked for long."""
    usual = _nice(server.process.pid)
    return {pid for pid in _readers(server) if _nice(pid) > usual}


def _nice(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[16])
    except OSError:
        return 0
