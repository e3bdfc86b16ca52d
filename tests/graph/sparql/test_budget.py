"""Long requests have a budget for each who asks: one alone never has the long lane to themselves."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.graph.sparql.test_worker_pool import BOMB, FLOOD, ask, failing, folder, running

from habeas.errors import Busy, QueryStopped
from habeas.sparql.budget import MAX_PAYERS, Budgets, paid_by
from habeas.sparql.pool import WorkerPool

__all__ = ["folder"]
SMALL = "SELECT ?o { <urn:7> <urn:p> ?o }"


class Hand:
    """A clock that goes when it is told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_what_is_under_way_counts_before_it_is_over_and_what_was_not_used_comes_back() -> None:
    budgets = Budgets(60, 0.5, Hand())
    held = [budgets.reserve("rosa", 10) for _ in range(6)]
    with pytest.raises(Busy) as told:
        budgets.reserve("rosa", 10)
    assert (told.value.place, told.value.wait) == (7, 20)
    assert "6 of yours are under way" in told.value.why and "20 seconds" in told.value.next
    budgets.reserve("ana", 10)
    held[0].settle(1)
    held[0].settle(1)
    with pytest.raises(Busy):
        budgets.reserve("rosa", 10)
    held[1].settle(1)
    budgets.reserve("rosa", 8)


def test_a_budget_fills_up_with_time_and_never_over_its_brim() -> None:
    hand = Hand()
    budgets = Budgets(60, 0.5, hand)
    budgets.reserve("rosa", 10).settle(65)
    with pytest.raises(Busy) as told:
        budgets.reserve("rosa", 10)
    assert (told.value.place, told.value.wait) == (1, 30)
    hand.now += 29
    with pytest.raises(Busy) as told:
        budgets.reserve("rosa", 10)
    assert told.value.wait == 1
    hand.now += 1
    budgets.reserve("rosa", 10).settle(0)
    hand.now += 1_000_000
    budgets.charge("rosa", 60)
    with pytest.raises(Busy):
        budgets.reserve("rosa", 1)


def test_one_may_always_begin_where_nothing_was_taken_however_long_it_may_be() -> None:
    budgets = Budgets(60, 0.5, Hand())
    assert budgets.reserve("rosa", 100_000).seconds == 10


def test_whoever_keeps_the_case_is_not_limited_and_only_so_many_are_remembered() -> None:
    budgets = Budgets(60, 0.5, Hand())
    for _ in range(1000):
        budgets.reserve("", 60)
    budgets.charge("", 1e9)
    for number in range(MAX_PAYERS + 5):
        budgets.reserve(str(number), 1)
    assert len(budgets._purses) == MAX_PAYERS


def test_who_spent_all_gets_short_answers_and_others_get_long_ones_too(folder: str) -> None:
    """A bomb is known by its text, so nothing here waits for it to take long."""

    async def test(pool: WorkerPool) -> None:
        with paid_by("rosa"):
            pool._budgets.charge("rosa", 120)
            refused = await failing(ask(pool, BOMB))
            assert isinstance(refused, Busy)
            assert (refused.place, 1 <= refused.wait <= 20) == (1, True)
            assert b'"7"' in await ask(pool, SMALL)
        for payer in ("ana", ""):
            with paid_by(payer):
                assert isinstance(await failing(ask(pool, BOMB, seconds=0.2)), QueryStopped)

    running(folder, test)


@pytest.mark.parametrize("text", [BOMB, FLOOD], ids=["ended", "given up"])
def test_what_was_set_aside_comes_back_and_what_was_used_is_paid(folder: str, text: str) -> None:
    async def test(pool: WorkerPool) -> None:
        with paid_by("rosa"):
            asking: asyncio.Task[Any] = asyncio.ensure_future(ask(pool, text, seconds=1))
            await asyncio.wait([asking])
        purse = pool._budgets._purses["rosa"]
        assert (purse.aside, purse.under_way) == (0, 0)
        assert 0 < 120 - purse.left < 2

    running(folder, test, aside_seconds=0.1)


def test_whoever_gets_no_turn_pays_nothing(folder: str) -> None:
    async def test(pool: WorkerPool) -> None:
        held = asyncio.ensure_future(ask(pool, BOMB, seconds=60))
        while not pool._long:
            await asyncio.sleep(0.02)
        with paid_by("rosa"):
            assert isinstance(await failing(ask(pool, BOMB, seconds=0.1)), Busy)
        held.cancel()
        await asyncio.wait([held])
        assert pool._budgets._purses["rosa"].left == 120 and pool._budgets._purses["rosa"].aside == 0

    running(folder, test, quick=1, slow=1, queue_seconds=0.1)
