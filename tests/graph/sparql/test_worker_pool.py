"""Reader processes: they can be ended, they are limited, they have no network, and none is lost."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from tests.api.http.test_hostile import canary

from habeas.errors import BadQuery, HabeasError, NotFound, QueryRefused
from habeas.sparql.ipc import Question, question_frame, read_question
from habeas.sparql.limits import Busy, Limits, NotAcceptable, QueryStopped
from habeas.sparql.worker_pool import Readers

TABLES = (("json", "application/json"),)
GRAPHS = (("nt", "application/n-triples"),)
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("store") / "quads"
    store = Store(str(path))
    store.bulk_extend(Quad(NamedNode(f"urn:{n}"), NamedNode("urn:p"), Literal(str(n))) for n in range(500))
    store.flush()
    return str(path)


def running(folder: str, test: Callable[[Readers], Awaitable[Any]], **limits: Any) -> Any:
    """A test with readers of its own."""

    async def where() -> str:
        return folder

    async def run() -> Any:
        readers = Readers(where, Limits(**limits))
        await readers.start()
        try:
            return await test(readers)
        finally:
            await readers.close()

    return asyncio.run(run())


async def ask(readers: Readers, text: str, **more: Any) -> bytes:
    seconds = more.pop("seconds", 0)
    question = Question(text=text, **({"tables": TABLES, "graphs": GRAPHS} | more))
    answer = await readers.answer(question, seconds=seconds)
    return b"".join([part async for part in answer.parts()])


async def failing(asking: Coroutine[Any, Any, Any]) -> HabeasError:
    try:
        await asking
    except HabeasError as error:
        return error
    raise AssertionError("it was answered")


def pids(readers: Readers) -> set[int]:
    return {reader._process.pid for reader in (*readers._idle, *readers._busy)}


def test_a_long_answer_comes_in_parts_and_whole(folder: str) -> None:
    async def test(readers: Readers) -> None:
        query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
        answer = await readers.answer(Question(text=query, tables=TABLES))
        assert not answer.whole
        content = b"".join([part async for part in answer.parts()])
        assert content.count(b'"urn:p"') == 60_000

    running(folder, test)


def test_the_answer_can_be_left_halfway(folder: str) -> None:
    async def test(readers: Readers) -> None:
        answer = await readers.answer(Question(text=FLOOD, tables=TABLES))
        async for _ in answer.parts():
            break
        answer.close()
        assert b"true" in await ask(readers, "ASK {}")

    running(folder, test, quick=1, slow=0)


def test_readers_whose_answers_nobody_reads_end_at_once(folder: str) -> None:
    async def test(readers: Readers) -> None:
        for _ in range(4):
            answer = await readers.answer(Question(text=FLOOD, tables=TABLES))
            await asyncio.sleep(0.3)  # its pipe is full now
            answer.close()
        await readers.answer(Question(text=FLOOD, tables=TABLES))
        await asyncio.sleep(0.3)
        async with asyncio.timeout(5):
            await readers.close()

    running(folder, test)


def test_a_query_ends_at_its_deadline_and_its_reader_is_replaced(folder: str) -> None:
    async def test(readers: Readers) -> None:
        before = pids(readers)
        error = await failing(ask(readers, BOMB, seconds=0.3))
        assert isinstance(error, QueryStopped)
        assert "0.3 seconds" in error.why
        assert b"true" in await ask(readers, "ASK {}")
        assert not before & pids(readers)

    running(folder, test, quick=1)


def test_a_deadline_is_never_longer_than_the_longest(folder: str) -> None:
    async def test(readers: Readers) -> None:
        assert "0.2 seconds" in (await failing(ask(readers, BOMB, seconds=1000))).why

    running(folder, test, most_seconds=0.2)


def test_a_query_that_takes_too_much_memory_is_stopped(folder: str) -> None:
    async def test(readers: Readers) -> None:
        error = await failing(ask(readers, FLOOD + " ORDER BY ?c ?f ?i"))
        assert isinstance(error, QueryStopped)
        assert "memory" in error.why
        assert b"true" in await ask(readers, "ASK {}")

    if sys.platform.startswith("linux"):
        running(folder, test, memory_mb=64)


def test_an_answer_that_is_too_long_is_stopped(folder: str) -> None:
    async def test(readers: Readers) -> None:
        error = await failing(ask(readers, "SELECT * { ?a ?b ?c }"))
        assert (type(error), error.why) == (QueryStopped, "the answer is longer than an answer may be")
        assert b"true" in await ask(readers, "ASK {}")

    running(folder, test, result_bytes=5_000)


def test_long_queries_step_aside_for_short_ones(folder: str) -> None:
    async def test(readers: Readers) -> None:
        bombs = [asyncio.ensure_future(failing(ask(readers, BOMB))) for _ in range(2)]
        assert [b"true" in await ask(readers, "ASK {}") for _ in range(50)] == [True] * 50
        assert not any(bomb.done() for bomb in bombs)
        assert {type(await bomb) for bomb in bombs} == {QueryStopped}
        assert b"true" in await ask(readers, "ASK {}")
        assert len(pids(readers)) <= 3

    running(folder, test, quick=1, slow=2, seconds=2.5)


def test_when_everybody_is_busy_others_are_told_so(folder: str) -> None:
    async def test(readers: Readers) -> None:
        bombs = [asyncio.ensure_future(failing(ask(readers, BOMB, seconds=1.5))) for _ in range(2)]
        await asyncio.sleep(0)
        assert isinstance(await failing(ask(readers, "ASK {}", seconds=0.2)), Busy)
        for bomb in bombs:
            await bomb

    running(folder, test, quick=1, slow=0, waiting=1)


def test_a_question_that_is_given_up_ends(folder: str) -> None:
    async def test(readers: Readers) -> None:
        before = pids(readers)
        bomb = asyncio.ensure_future(ask(readers, BOMB))
        assert b"true" in await ask(readers, "ASK {}")
        bomb.cancel()
        await asyncio.wait({bomb})
        assert b"true" in await ask(readers, "ASK {}")
        assert len(before & pids(readers)) == 1

    running(folder, test, quick=2)


def test_a_reader_that_dies_while_idle_is_replaced(folder: str) -> None:
    async def test(readers: Readers) -> None:
        for pid in pids(readers):
            os.kill(pid, signal.SIGKILL)
        for _ in range(5):
            try:
                assert b"true" in await ask(readers, "ASK {}")
            except QueryStopped:
                continue

    running(folder, test, quick=2)


@pytest.mark.parametrize(
    ("text", "more", "kind"),
    [
        ("SELECT", {}, BadQuery), ("SELECT * { SERVICE <urn:x> {} }", {}, QueryRefused), ("ASK {}", {"tables": ()}, NotAcceptable),
        ("", {"graph": "urn:none"}, NotFound), ("ASK {}", {"default_graphs": ("no iri",)}, BadQuery), ("ASK { ?s ?p '\ud800' }", {}, HabeasError),
    ],
)  # fmt: skip
def test_what_is_wrong_comes_back_as_the_error_it_is(
    folder: str, text: str, more: dict[str, Any], kind: type[HabeasError]
) -> None:
    async def test(readers: Readers) -> None:
        assert isinstance(await failing(ask(readers, text, **more)), kind)
        assert b"true" in await ask(readers, "ASK {}")

    running(folder, test, quick=1)


def test_questions_survive_the_wire() -> None:
    question = Question(store="a", text="é\ud800", default_graphs=("urn:a",), tables=TABLES, given={"a": ["b"]})
    assert read_question(question_frame(question, "a")[5:]) == question


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the second fence is Linux's")
def test_a_reader_has_no_network_even_past_the_guard() -> None:
    with canary() as (port, came):
        code = f"""
import socket, subprocess
from pyoxigraph import Store
from habeas.sparql import sandbox as cage
cage._end_with = lambda server: None
cage.enter(0)
for attempt in (lambda: socket.socket(), lambda: subprocess.run(["true"]),
                lambda: list(Store().query("SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))):
    try:
        attempt()
    except OSError as error:
        print(error.errno or "refused")
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
        assert done.stdout.split() == ["13", "13", "refused"]
        assert came == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
def test_readers_end_with_the_server_that_was_killed(folder: str, tmp_path: Path) -> None:
    code = f"""
import asyncio, os, sys
from habeas.sparql.worker_pool import Readers
from tests.graph.sparql.test_worker_pool import BOMB, ask, pids
async def main():
    async def where(): return {folder!r}
    readers = Readers(where)
    await readers.start()
    task = asyncio.ensure_future(ask(readers, BOMB))
    await ask(readers, "ASK {{}}")
    print(*pids(readers), flush=True)
    os.kill(os.getpid(), 9)
asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
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
    assert subprocess.run([sys.executable, "-c", code], timeout=20, check=False).returncode == 0
