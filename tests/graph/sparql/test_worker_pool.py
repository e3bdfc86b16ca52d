"""Worker processes: they can be ended, they are limited, they have no network, and none is lost."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from tests.processes import PATIENCE

from habeas.errors import BadQuery, Busy, HabeasError, NotAcceptable, NotFound, QueryRefused, QueryStopped
from habeas.sparql.ipc import Request, read_request, request_frame
from habeas.sparql.limits import Limits
from habeas.sparql.pool import WorkerPool

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


def running(folder: str, test: Callable[[WorkerPool], Awaitable[Any]], first: int | None = None, **limits: Any) -> Any:
    """A test with a pool of its own, which starts with all its quick workers, or with the `first` of them."""

    async def where() -> str:
        return folder

    async def run() -> Any:
        pool = WorkerPool(where, Limits(**limits))
        await pool.start(first)
        try:
            return await test(pool)
        finally:
            await pool.close()

    return asyncio.run(run())


async def ask(pool: WorkerPool, text: str, **more: Any) -> bytes:
    seconds = more.pop("seconds", 0)
    question = Request(text=text, **({"tables": TABLES, "graphs": GRAPHS} | more))
    answer = await pool.answer(question, seconds=seconds)
    return b"".join([part async for part in answer.parts()])


async def failing(asking: Coroutine[Any, Any, Any]) -> HabeasError:
    try:
        await asking
    except HabeasError as error:
        return error
    raise AssertionError("it was answered")


def pids(pool: WorkerPool) -> set[int]:
    return {worker.pid for worker in pool.workers()}


def test_a_long_answer_comes_in_parts_and_whole(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
        answer = await pool.answer(Request(text=query, tables=TABLES))
        assert not answer.whole
        content = b"".join([part async for part in answer.parts()])
        assert content.count(b'"urn:p"') == 60_000

    running(folder, test)


def test_the_answer_can_be_left_halfway(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        answer = await pool.answer(Request(text=FLOOD, tables=TABLES))
        async for _ in answer.parts():
            break
        answer.close()
        assert b"true" in await ask(pool, "ASK {}")

    running(folder, test, quick=1, slow=0)


def test_a_pool_that_starts_with_one_worker_starts_the_next_when_somebody_waits(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        assert [b"true" in await ask(pool, "ASK {}") for _ in range(3)] == [True] * 3
        assert len(pids(pool)) == 1
        held = await pool.answer(Request(text=FLOOD, tables=TABLES))
        assert [b"true" in await ask(pool, "ASK {}") for _ in range(3)] == [True] * 3
        assert len(pids(pool)) == 2
        held.close()

    running(folder, test, first=1, quick=2, slow=0)


def test_readers_whose_answers_nobody_reads_end_at_once(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        for _ in range(4):
            answer = await pool.answer(Request(text=FLOOD, tables=TABLES))
            await asyncio.sleep(0.3)  # its pipe is full now
            answer.close()
        await pool.answer(Request(text=FLOOD, tables=TABLES))
        await asyncio.sleep(0.3)
        async with asyncio.timeout(PATIENCE):
            await pool.close()

    running(folder, test)


def test_a_query_ends_at_its_deadline_and_its_reader_is_replaced(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        before = pids(pool)
        error = await failing(ask(pool, BOMB, seconds=0.3))
        assert isinstance(error, QueryStopped)
        assert "0.3 seconds" in error.why
        assert b"true" in await ask(pool, "ASK {}")
        assert not before & pids(pool)

    running(folder, test, quick=1)


def test_a_deadline_is_never_longer_than_the_longest(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        assert "0.2 seconds" in (await failing(ask(pool, BOMB, seconds=1000))).why

    running(folder, test, most_seconds=0.2)


def test_a_query_that_takes_too_much_memory_is_stopped(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        error = await failing(ask(pool, FLOOD + " ORDER BY ?c ?f ?i"))
        assert isinstance(error, QueryStopped)
        assert "memory" in error.why
        assert b"true" in await ask(pool, "ASK {}")

    if sys.platform.startswith("linux"):
        running(folder, test, memory_mb=64)


def test_an_answer_that_is_too_long_is_stopped(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        error = await failing(ask(pool, "SELECT * { ?a ?b ?c }"))
        assert (type(error), error.why) == (QueryStopped, "the answer is longer than an answer may be")
        assert b"true" in await ask(pool, "ASK {}")

    running(folder, test, result_bytes=5_000)


def test_long_queries_step_aside_for_short_ones(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        bombs = [asyncio.ensure_future(ask(pool, BOMB)) for _ in range(2)]
        assert [b"true" in await ask(pool, "ASK {}") for _ in range(50)] == [True] * 50
        assert not any(bomb.done() for bomb in bombs)
        for bomb in bombs:
            bomb.cancel()
        await asyncio.wait(bombs)
        assert b"true" in await ask(pool, "ASK {}")
        assert len(pids(pool)) <= 3

    running(folder, test, quick=1, slow=2, seconds=60)


def test_when_everybody_is_busy_others_are_told_so(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        bombs = [asyncio.ensure_future(ask(pool, BOMB, seconds=60)) for _ in range(2)]
        await asyncio.sleep(0)
        assert isinstance(await failing(ask(pool, "ASK {}")), Busy)
        for bomb in bombs:
            bomb.cancel()
        await asyncio.wait(bombs)

    running(folder, test, quick=1, slow=0, waiting=1)


def test_who_waits_too_long_for_a_worker_is_told_so(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        bomb = asyncio.ensure_future(ask(pool, BOMB, seconds=60))
        await asyncio.sleep(0)
        error = await failing(ask(pool, "ASK {}"))
        assert (type(error), error.why) == (Busy, "other queries kept every worker busy for 0.2 seconds")
        bomb.cancel()
        await asyncio.wait({bomb})

    running(folder, test, quick=1, slow=0, queue_seconds=0.2)


def test_a_short_deadline_is_for_the_query_and_not_for_its_place_in_the_queue(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        bomb = asyncio.ensure_future(failing(ask(pool, BOMB, seconds=1)))
        await asyncio.sleep(0)
        with suppress(QueryStopped):  # on a machine so busy that this took half a second; it had its turn all the same
            assert b"true" in await ask(pool, "ASK {}", seconds=0.5)
        assert isinstance(await bomb, QueryStopped)

    running(folder, test, quick=1, slow=0, queue_seconds=600)


def test_a_question_that_is_given_up_ends(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        before = pids(pool)
        bomb = asyncio.ensure_future(ask(pool, BOMB))
        assert b"true" in await ask(pool, "ASK {}")
        bomb.cancel()
        await asyncio.wait({bomb})
        assert b"true" in await ask(pool, "ASK {}")
        assert len(before & pids(pool)) == 1

    running(folder, test, quick=2)


def test_a_reader_that_dies_while_idle_is_replaced(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        for pid in pids(pool):
            os.kill(pid, signal.SIGKILL)
        for _ in range(5):
            try:
                assert b"true" in await ask(pool, "ASK {}")
            except QueryStopped:
                continue

    running(folder, test, quick=2)


@pytest.mark.parametrize(
    ("text", "more", "kind"),
    [
        ("SELECT", {}, BadQuery),
        ("SELECT * { SERVICE <urn:x> {} }", {}, QueryRefused),
        ("ASK {}", {"tables": ()}, NotAcceptable),
        ("", {"graph": "urn:none"}, NotFound),
        ("ASK {}", {"default_graphs": ("no iri",)}, BadQuery),
        ("ASK { ?s ?p '\ud800' }", {}, HabeasError),
    ],
)
def test_what_is_wrong_comes_back_as_the_error_it_is(
    folder: str, text: str, more: dict[str, Any], kind: type[HabeasError]
) -> None:
    async def test(pool: WorkerPool) -> None:
        assert isinstance(await failing(ask(pool, text, **more)), kind)
        assert b"true" in await ask(pool, "ASK {}")

    running(folder, test, quick=1)


def test_questions_survive_the_wire() -> None:
    question = Request(store="a", text="é\ud800", default_graphs=("urn:a",), tables=TABLES, arguments={"a": ["b"]})
    assert read_request(request_frame(question, "a")[5:]) == question


def test_whoever_gives_up_at_the_start_does_not_keep_workers_from_starting_nor_from_ending(folder: str) -> None:
    async def where() -> str:
        return folder

    async def test() -> None:
        pool = WorkerPool(where, Limits(quick=2))
        starting = asyncio.ensure_future(pool.start())
        await asyncio.sleep(0.01)
        starting.cancel()
        await asyncio.wait({starting})
        assert b"true" in await ask(pool, "ASK {}")
        await pool.close()

        late = WorkerPool(where, Limits(quick=2))
        starting = asyncio.ensure_future(late.start())
        await asyncio.sleep(0.01)
        starting.cancel()
        await late.close()
        assert not pids(late)
        assert not late._tasks

    asyncio.run(test())
