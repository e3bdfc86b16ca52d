"""Workers that are forked: the same as those that are started as programs, and none outlives who asked for them."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from bench.children import children_of
from tests.api.served import Served, copy_case, served
from tests.processes import PATIENCE

from habeas.sparql.embedded import EmbeddedStore

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux alone")
PROGRAM = """
import asyncio, json, os, signal, socket, sys
from habeas.errors import HabeasError
from habeas.sparql.executed_worker import executed
from habeas.sparql.fork_server import ForkServer
from habeas.sparql.ipc import Request
from habeas.sparql.limits import Limits
from habeas.sparql.pool import WorkerPool

def allocate(request, store, out):
    kept = [b"x" * 1_000_000 for _ in range(400)]

def killed(request, store, out):
    os.kill(os.getpid(), signal.SIGKILL)

def left(request, store, out):
    os._exit(7)

def connect(request, store, out):
    try:
        socket.socket()
    except PermissionError:
        out.head("text/plain", "txt", "table")
        out.write(b"refused")

def parents(request, store, out):
    out.head("text/plain", "txt", "table")
    out.write(str(os.getppid()).encode())

jobs = dict(allocate=allocate, killed=killed, left=left, connect=connect, parents=parents)
forks = ForkServer(jobs, otherwise=executed())
TABLES = (("json", "application/sparql-results+json"),)

async def where():
    return sys.argv[1]

async def main():
    pool = WorkerPool(where, Limits(quick=1, aside_seconds=60, memory_mb=100), start=forks.start)
    await pool.start()

    async def told(**asked):
        try:
            return (await (await pool.answer(Request(tables=TABLES, **asked))).read()).decode()
        except HabeasError as error:
            return str(error.why)

    print(json.dumps([await told(job=name) for name in ("allocate", "killed", "left", "connect")]))
    print(json.dumps([await told(job="parents") == str(forks.pid), "true" in await told(text="ASK {}")]))
    os.kill(forks.pid, signal.SIGKILL)
    print(json.dumps("true" in [await told(text="ASK {}"), await told(text="ASK {}")][-1]))
    before = pool.workers()[0].pid
    await pool.close()
    forks.close()
    print(json.dumps(before))

asyncio.run(main())
"""


def gone(pids: set[int]) -> bool:
    for pid in pids:
        with suppress(ProcessLookupError):
            ending = os.pidfd_open(pid)
            try:
                if not select.select([ending], [], [], PATIENCE)[0]:
                    return False
            finally:
                os.close(ending)
    return True


def test_forked_workers_are_limited_replaced_and_told_of_like_others(tmp_path: Path) -> None:
    EmbeddedStore.open(tmp_path / "quads").close()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "quads")],
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.stderr == ""
    ended, forked, goes_on, last = map(json.loads, done.stdout.splitlines())
    assert ended == [
        "the query needed more memory than a query may take (100 MB)",
        "the process that worked on the query ended unexpectedly (signal 9)",
        "the process that worked on the query ended unexpectedly (exit status 7)",
        "refused",
    ]
    assert forked == [True, True]
    assert goes_on is True, "without the fork server, workers are programs"
    assert gone({last})


@pytest.fixture
def running(case_folder: Path, tmp_path: Path) -> Iterator[Served]:
    with served(copy_case(case_folder, tmp_path / "case"), "--quiet") as server:
        yield server


def test_a_server_has_one_child_whose_children_answer_and_all_of_them_end_with_it(running: Served) -> None:
    with running.client() as client:
        assert client.get("/api/export/person-facility.gexf").status_code == 200
    (forks,) = children_of(running.process.pid)
    workers = children_of(forks)
    assert len(workers) >= 3  # two for queries, one at least for jobs
    running.process.kill()
    running.process.wait(PATIENCE)
    assert gone({forks, *workers})


def test_a_server_whose_fork_server_is_killed_answers_as_before(running: Served) -> None:
    with running.client() as client:
        query = {"query": "SELECT ?who { ?who hab:detainedAt ?where }"}
        before = client.get("/sparql", params=query)
        (forks,) = children_of(running.process.pid)
        workers = children_of(forks)
        os.kill(forks, signal.SIGKILL)
        assert gone(workers)
        after = client.get("/sparql", params=query)
        assert (after.status_code, after.content) == (before.status_code, before.content) == (200, before.content)
        assert client.get("/api/export/person-facility.gexf").status_code == 200
    assert running.stop() == 0
