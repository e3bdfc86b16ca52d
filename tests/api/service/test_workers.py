"""What a worker may take is limited before it works; how it ended is reported as it was; nobody waits for it twice."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.served import copy_case
from tests.graph.sparql.test_worker_pool import TABLES, ask, failing, pids
from tests.processes import PATIENCE

from habeas.errors import QueryStopped, WorkerFailed
from habeas.sparql.embedded import EmbeddedStore
from habeas.sparql.executed_worker import executed
from habeas.sparql.ipc import Prefixes, Request
from habeas.sparql.limits import Limits
from habeas.sparql.pool import WorkerPool
from habeas.sparql.worker_handle import WorkerHandle
from habeas.sparql.worker_process import StartWorker, WorkerExited
from habeas_api.app import create_app
from habeas_api.http.security import AccessPolicy
from habeas_api.service.case_service import CaseService, JobName
from habeas_api.service.worker import JOBS
from habeas_api.service.workers import EXECUTED

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the memory limit is Linux's")
MADE_UP = """
import ctypes, os, signal
from habeas.sparql.worker import main

def allocate(request, store, out):
    kept = [b"x" * 1_000_000 for _ in range(400)]
    out.head("application/json", "json", "table")
    out.write(str(len(kept)).encode())

def killed(request, store, out):
    os.kill(os.getpid(), signal.SIGKILL)

def aborted(request, store, out):
    os.abort()

def left(request, store, out):
    os._exit(7)

def wrong(request, store, out):
    raise ValueError("Enrique")

jobs = {"allocate": allocate, "report": allocate, "export": allocate}
main(jobs | {"killed": killed, "aborted": aborted, "left": left, "wrong": wrong})
"""


@pytest.fixture
def made_up(tmp_path: Path) -> StartWorker:
    script = tmp_path / "made_up.py"
    script.write_text(MADE_UP)
    return executed((sys.executable, str(script)))


@pytest.fixture
def folder(tmp_path: Path) -> str:
    path = tmp_path / "quads"
    EmbeddedStore.open(path).close()
    return str(path)


def working(start: StartWorker, folder: str, test: Callable[[WorkerPool], Awaitable[Any]], **limits: Any) -> Any:
    async def where() -> str:
        return folder

    async def run() -> Any:
        pool = WorkerPool(where, Limits(quick=1, aside_seconds=60, **limits), start=start)
        await pool.start()
        try:
            return await test(pool)
        finally:
            await pool.close()

    return asyncio.run(run())


async def job(pool: WorkerPool, name: str) -> bytes:
    return await (await pool.answer(Request(job=name))).read()


# -- memory


@LINUX
def test_the_first_job_of_a_worker_is_limited_like_every_other(made_up: StartWorker, folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        for _ in range(2):
            error = await failing(job(pool, "allocate"))
            assert isinstance(error, QueryStopped)
            assert error.why == "the query needed more memory than a query may take (100 MB)"

    working(made_up, folder, test, memory_mb=100)


def test_a_job_within_its_limit_is_answered(made_up: StartWorker, folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        before = pids(pool)
        assert await job(pool, "allocate") == b"400"
        assert pids(pool) == before

    working(made_up, folder, test, memory_mb=600)


@LINUX
def test_a_worker_that_ran_out_of_memory_is_replaced(made_up: StartWorker, folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        before = pids(pool)
        await failing(job(pool, "allocate"))
        await failing(job(pool, "allocate"))
        assert not before & pids(pool)

    working(made_up, folder, test, memory_mb=100)


@LINUX
def test_over_http_it_is_a_problem_that_says_so(case_folder: Path, tmp_path: Path, made_up: StartWorker) -> None:
    async def asked() -> httpx.Response:
        workers = replace(EXECUTED, jobs=made_up)
        service = CaseService(copy_case(case_folder, tmp_path / "case"), Limits(job_memory_mb=100), workers=workers)
        service.open()
        await service.start()
        try:
            carrier = httpx.ASGITransport(create_app(service, AccessPolicy(token="t")))  # noqa: S106 a token for a test
            owner = {"Authorization": "Bearer t"}
            async with httpx.AsyncClient(transport=carrier, base_url="http://127.0.0.1", headers=owner) as client:
                return await client.get("/api/export/full.gexf")
        finally:
            await service.close()

    answer = asyncio.run(asked())
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    told = answer.json()
    assert told["type"] == "/docs/errors#query-stopped"
    assert told["detail"] == "the query needed more memory than a query may take (100 MB)"


# -- how a worker ended


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("killed", "the process that worked on the query ended unexpectedly (signal 9)"),
        ("left", "the process that worked on the query ended unexpectedly (exit status 7)"),
        ("aborted", "the query needed more memory than a query may take (100 MB)"),
    ],
)
def test_a_worker_that_dies_at_its_work_is_reported_as_that(
    made_up: StartWorker, folder: str, how: str, why: str
) -> None:
    async def test(pool: WorkerPool) -> None:
        error = await failing(job(pool, how))
        assert (type(error), error.why) == (QueryStopped, why)
        assert b"true" in await ask(pool, "ASK {}")

    working(made_up, folder, test, memory_mb=100)


def test_a_mistake_in_a_job_is_a_mistake_of_the_program_and_its_words_stay_inside(
    made_up: StartWorker, folder: str
) -> None:
    async def test(pool: WorkerPool) -> None:
        with pytest.raises(WorkerFailed, match=r"^ValueError at wrong:\d+ < ") as raised:
            await job(pool, "wrong")
        assert "Enrique" not in str(raised.value)

    working(made_up, folder, test)


async def _started(start: StartWorker = executed()) -> WorkerHandle:  # noqa: B008 a function, made once
    return await WorkerHandle.start(start, 768, Prefixes())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_however_workers_end_their_true_status_is_known_and_nobody_waits_twice(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child watcher is the only one that waits; it would log a process that somebody else had waited for."""
    looks: list[int] = []
    poll = subprocess.Popen.poll
    monkeypatch.setattr(subprocess.Popen, "poll", lambda process: looks.append(process.pid) or poll(process))

    async def killed_outside(worker: WorkerHandle) -> int:
        os.kill(worker.pid, signal.SIGKILL)
        with pytest.raises(WorkerExited):
            await worker.frame()
        return await worker.end()

    async def killed_outside_just_now(worker: WorkerHandle) -> int:
        os.kill(worker.pid, signal.SIGKILL)
        return await worker.end()

    async def dead_before_anybody_looked(worker: WorkerHandle) -> int:
        os.kill(worker.pid, signal.SIGKILL)
        with suppress(ChildProcessError):  # the watcher's thread may be first; the loop cannot know of it yet
            os.waitid(os.P_PID, worker.pid, os.WEXITED | os.WNOWAIT)
        return await worker.end()

    async def ended(worker: WorkerHandle) -> int:
        return await worker.end()

    async def ended_by_two(worker: WorkerHandle) -> int:
        first, second = await asyncio.gather(worker.end(), worker.end())
        assert first == second
        return first

    async def test() -> list[int]:
        ways = (killed_outside, killed_outside_just_now, dead_before_anybody_looked, ended, ended_by_two)
        workers = [await _started() for _ in range(2 * len(ways))]
        return await asyncio.gather(*(way(worker) for way, worker in zip((*ways, *ways), workers, strict=True)))

    with caplog.at_level(logging.DEBUG, logger="asyncio"):
        assert set(asyncio.run(test())) == {-signal.SIGKILL}
    assert [record.message for record in caplog.records if "child" in record.message] == []
    assert looks == []


def test_a_command_that_starts_no_worker_is_told(tmp_path: Path) -> None:
    (tmp_path / "none.py").write_text("raise SystemExit(3)")
    with pytest.raises(WorkerExited):
        asyncio.run(_started(executed((sys.executable, str(tmp_path / "none.py")))))


# -- what a worker is made of


def test_every_job_has_its_function() -> None:
    assert set(JOBS) == set(JobName)


def test_a_query_worker_loads_the_engine_and_nothing_that_stands_above_it() -> None:
    """It starts in some 50 ms because it is small: what it imports is counted here, and bench/ has the seconds."""
    code = "import sys, habeas.sparql.worker; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    loaded = done.stdout.split()
    ours = {name for name in loaded if name.startswith("habeas.")} - {"habeas.model", "habeas.model.text"}
    above = ("casefile", "graphs", "storage", "formats", "analysis", "identity", "cli", "dates", "model")
    assert {name for name in ours if name.split(".")[1] in above} == set()
    assert not {"sqlite3", "networkx", "rdflib", "fastapi", "numpy", "asyncio", "yaml"} & set(loaded)


def test_a_job_that_nobody_has_is_a_mistake_of_the_program(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        with pytest.raises(WorkerFailed, match="KeyError"):
            await pool.answer(Request(job="os.system", tables=TABLES))

    working(executed(), folder, test)
