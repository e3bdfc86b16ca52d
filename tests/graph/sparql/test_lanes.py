"""Short questions are answered whatever else is asked: long ones never take all workers and wait in their own lane."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.graph.sparql.test_worker_pool import BOMB, FLOOD, ask, failing, folder, pids, running

from habeas.errors import Busy
from habeas.sparql.ipc import Request
from habeas.sparql.lanes import Lane, LaneMemory, reads_long, shape_of
from habeas.sparql.pool import WorkerPool

__all__ = ["folder"]
HIDDEN = "SELECT (COUNT(*) AS ?n) { ?a <urn:p> ?c . ?d <urn:p> ?f . ?g <urn:p> ?i . ?j <urn:p> ?l }"
"""A cross join that does not read like one: every pattern has a name in it."""
SMALL = "SELECT ?o { <urn:7> <urn:p> ?o }"


async def _given_up(asking: list[asyncio.Task[Any]]) -> None:
    for one in asking:
        one.cancel()
    await asyncio.wait(asking)


@pytest.mark.parametrize("bomb", [BOMB, HIDDEN], ids=["known by its text", "found out by the clock"])
@pytest.mark.parametrize("number", [4, 14])
def test_however_many_long_ones_there_are_short_ones_are_answered(folder: str, bomb: str, number: int) -> None:
    async def test(pool: WorkerPool) -> None:
        bombs = [asyncio.ensure_future(ask(pool, f"{bomb} LIMIT {n + 1}", seconds=60)) for n in range(number)]
        await asyncio.sleep(0)
        for _ in range(50):
            assert b'"7"' in await ask(pool, SMALL, seconds=60)
        assert not any(one.done() for one in bombs)
        assert len(pids(pool)) <= 4
        await _given_up(bombs)
        assert b"true" in await ask(pool, "ASK {}")

    running(folder, test, quick=2, slow=2, queue_seconds=60, aside_seconds=0.2)


def test_one_that_steps_back_is_answered_later_and_whole(folder: str) -> None:
    """Two bombs that are long in fact hold the slow places; the third begins anew when one of them ends."""

    async def test(pool: WorkerPool) -> None:
        held = [asyncio.ensure_future(ask(pool, f"{HIDDEN} LIMIT {n + 1}", seconds=60)) for n in range(2)]
        while len(pool._slow) < 2:
            await asyncio.sleep(0.05)
        third = asyncio.ensure_future(ask(pool, "SELECT (COUNT(*) AS ?n) { ?a <urn:p> ?b . ?c <urn:p> ?d }"))
        late = asyncio.ensure_future(ask(pool, HIDDEN, seconds=60))
        while len(pool._queue._turns) < 1:
            await asyncio.sleep(0.05)
        await _given_up([*held, late])
        assert b'"250000"' in await third

    running(folder, test, quick=2, slow=2, queue_seconds=60, aside_seconds=0.05)


def test_a_long_one_that_gets_no_turn_is_told_its_place_and_when_to_come_again(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        held = [asyncio.ensure_future(ask(pool, BOMB, seconds=60)) for _ in range(2)]
        while len(pool._slow) < 2:
            await asyncio.sleep(0.05)
        third, fourth = await asyncio.gather(*(failing(ask(pool, BOMB, seconds=0.3)) for _ in range(2)))
        assert isinstance(third, Busy)
        assert isinstance(fourth, Busy)
        assert third.place == 1
        assert fourth.place in {1, 2}  # the one before it may have gone already
        assert third.wait >= 1
        assert str(third.wait) in third.next or "a second" in third.next
        assert f"number {third.place} in the queue" in third.next
        await _given_up(held)

    running(folder, test, quick=2, slow=2, queue_seconds=0.3, aside_seconds=0.1)


def test_as_many_of_a_lane_may_wait_and_the_other_lane_is_not_full_by_that(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        held = [asyncio.ensure_future(ask(pool, BOMB, seconds=60)) for _ in range(4)]
        await asyncio.sleep(0)
        full = await failing(ask(pool, BOMB, seconds=60))
        assert (type(full), full.why) == (Busy, "too many queries are waiting")
        assert isinstance(full, Busy)
        assert full.place == 4
        assert b"true" in await ask(pool, "ASK {}")
        await _given_up(held)

    running(folder, test, quick=2, slow=2, waiting=3, queue_seconds=60, aside_seconds=60)


# -- which lane


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        FLOOD,
        "SELECT * { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT * { VALUES ?a {1} VALUES ?b {2} VALUES ?c {3} }",
        "SELECT (COUNT(*) AS ?n) { ?a (hab:x|!hab:x)* ?b }",
    ],
)
def test_what_looks_at_everything_reads_long(text: str) -> None:
    assert reads_long(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK {}",
        "ASK { ?s ?p ?o }",
        "PREFIX x: <urn:x> ASK { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } LIMIT 3",
        "SELECT ?s { ?s a hab:Claim } LIMIT 3",
        "SELECT ?l { <urn:x> skos:prefLabel ?l }",
        "SELECT * { <urn:x> hab:partOf+ ?whole }",
        "DESCRIBE <urn:x>",
    ],
)
def test_what_is_about_one_thing_reads_short(text: str) -> None:
    assert not reads_long(text)


def test_what_was_learned_of_one_counts_for_all_of_its_shape() -> None:
    memory = LaneMemory()
    ana, luz = (
        Request(text=f'SELECT ?x {{ <urn:{name}> ?p ?x FILTER(?x > {n}) }} # "{name}"')
        for name, n in (("ana", 1), ("luz", 22))
    )
    assert shape_of(ana) == shape_of(luz)
    assert memory.lane(shape_of(luz), luz) is Lane.SHORT
    memory.learn(shape_of(ana), long=True, seconds=9)
    assert memory.lane(shape_of(luz), luz) is Lane.LONG
    memory.learn(shape_of(luz), long=False)
    assert memory.lane(shape_of(ana), ana) is Lane.SHORT


def test_jobs_of_one_kind_have_one_shape_whatever_day_they_are_of() -> None:
    days = [Request(job="report", arguments={"what": "numbers", "on": day}) for day in ("2026-01-01", "2026-01-02")]
    other = Request(job="report", arguments={"what": "findings"})
    assert shape_of(days[0]) == shape_of(days[1]) != shape_of(other)


def test_who_stands_further_back_is_told_to_wait_longer() -> None:
    memory = LaneMemory()
    waits = [memory.wait(place, 2) for place in (1, 4, 40, 4000)]
    assert waits == sorted(waits)
    assert waits[0] >= 1
    assert waits[-1] == 60
