"""No query reaches the network: the guard refuses it, and the sandbox would; workers end with the server they belong
to.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.api.http.test_hostile import SMALL, ask
from tests.graph.sparql.test_worker_pool import folder
from tests.processes import PATIENCE

__all__ = ["folder"]


@contextmanager
def canary() -> Iterator[tuple[int, list[object]]]:
    """A port that listens, and who came."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def waiting() -> None:
            while True:
                try:
                    connection, who = listening.accept()
                except OSError:
                    return
                came.append(who)
                connection.close()

        thread = threading.Thread(target=waiting, daemon=True)
        thread.start()
        yield listening.getsockname()[1], came
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


NETWORK = [
    "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } }",
    "SELECT * { BIND(<http://127.0.0.1:PORT/> AS ?e) sErViCe ?e { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<http://127.0.0.1:PORT/>{ ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1:PORT/x.ttl>",
    "SELECT * FROM <http://127.0.0.1:PORT/x.ttl> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:PORT/x.ttl> { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <http://127.0.0.1:PORT/x>",
]


@pytest.mark.parametrize("query", NETWORK)
def test_no_query_makes_a_connection(client: httpx.Client, query: str) -> None:
    with canary() as (port, came):
        status, _ = ask(client, query.replace("PORT", str(port)))
        assert status in {200, 400, 403}
        assert came == []


def test_no_graph_parameter_makes_a_connection(client: httpx.Client) -> None:
    with canary() as (port, came):
        for name in ("default-graph-uri", "named-graph-uri"):
            client.get("/sparql", params={**SMALL, name: f"http://127.0.0.1:{port}/x.ttl"})
        client.get("/graph", params={"graph": f"http://127.0.0.1:{port}/x.ttl"})
        assert came == []


# -- the sandbox


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the second fence is Linux's")
def test_a_reader_has_no_network_even_past_the_guard() -> None:
    with canary() as (port, came):
        code = f"""
import socket, subprocess
from pyoxigraph import Store
from habeas import sandbox
sandbox._end_with = lambda server: None
sandbox.enter(0)
for attempt in (lambda: socket.socket(), lambda: subprocess.run(["true"]),
                lambda: list(Store().query("SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))):
    try:
        attempt()
    except OSError as error:
        print(error.errno or "refused")
"""
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=True
        )
        assert done.stdout.split() == ["13", "13", "refused"]
        assert came == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
def test_readers_end_with_the_server_that_was_killed(folder: str, tmp_path: Path) -> None:
    code = f"""
import asyncio, os, sys
from habeas.sparql.pool import WorkerPool
from tests.graph.sparql.test_worker_pool import BOMB, ask, pids
async def main():
    async def where(): return {folder!r}
    pool = WorkerPool(where)
    await pool.start()
    task = asyncio.ensure_future(ask(pool, BOMB))
    await ask(pool, "ASK {{}}")
    print(*pids(pool), flush=True)
    os.kill(os.getpid(), 9)
asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    children = [int(pid) for pid in done.stdout.split()]
    assert len(children) == 2
    for pid in children:
        _wait_gone(pid)


def _wait_gone(pid: int) -> None:
    """Until the process is gone, or waits to be buried; it looks at its parent once a second."""
    code = f"""
import pathlib, time
path = pathlib.Path("/proc/{pid}/stat")
for _ in range(100):
    try:
        if path.read_text().rpartition(")")[2].split()[0] in "ZX":
            break
    except OSError:
        break
    time.sleep(0.05)
else:
    raise SystemExit(1)
"""
    assert subprocess.run([sys.executable, "-c", code], timeout=PATIENCE, check=False).returncode == 0
