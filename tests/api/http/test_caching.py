"""What is kept holds for one version of the case, takes no more room than it may, and is worked out once."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, cast

import pytest

from habeas.errors import QueryStopped
from habeas_api.http.caching import VersionedCache
from habeas_api.service.case_service import CaseService
from habeas_api.web.result_cache import ResultCache


class Version:
    """A version that moves when it is told to."""

    def __init__(self) -> None:
        self.now = "1"

    def __call__(self) -> str:
        return self.now


def cache_of(version: Version, *, entries: int = 9, size: int = 99) -> VersionedCache[str]:
    return VersionedCache(version, max_entries=entries, max_bytes=size)


def kept(cache: VersionedCache[str], keys: str) -> str:
    return "".join(key for key in keys if cache.get(key))


def test_what_was_made_of_an_earlier_version_is_never_given() -> None:
    version = Version()
    cache = cache_of(version)
    cache.put("a", "A", size=1, version="1")
    assert cache.get("a") == ("A", 1)
    version.now = "2"
    assert cache.get("a") is None
    cache.put("b", "B", size=1, version="1")
    assert cache.get("b") is None, "the version moved while it was made"


def test_what_was_not_used_for_longest_goes_first() -> None:
    cache = cache_of(Version(), entries=2)
    for key in "ab":
        cache.put(key, key, size=1, version="1")
    cache.get("a")
    cache.put("c", "c", size=1, version="1")
    assert kept(cache, "abc") == "ac"


def test_room_is_counted_in_bytes_and_a_value_that_is_replaced_counts_once() -> None:
    cache = cache_of(Version(), size=10)
    for size in (8, 4, 6):
        cache.put("a", "a", size=size, version="1")
    cache.put("b", "b", size=4, version="1")
    assert kept(cache, "ab") == "ab"
    cache.put("c", "c", size=1, version="1")
    assert kept(cache, "abc") == "bc"
    cache.put("d", "d", size=11, version="1")
    assert kept(cache, "abcd") == "d", "the newest is kept however large it is"


class Service:
    """A service whose jobs are counted, and wait until they may end."""

    def __init__(self) -> None:
        self.head = "1"
        self.asked: Counter[str] = Counter()
        self.may_end = asyncio.Event()
        self.fails = False

    async def run(self, _job: str, arguments: dict[str, Any]) -> Service:
        self.asked[arguments["what"]] += 1
        await self.may_end.wait()
        if self.fails:
            raise QueryStopped(why="too long")
        return self

    async def read(self) -> bytes:
        return b'{"n": 1}'


def test_readers_who_ask_the_same_at_once_wait_for_one_computation() -> None:
    async def check() -> None:
        service = Service()
        cache = ResultCache(cast(CaseService, service))
        asking = [asyncio.ensure_future(cache.answer("numbers", {"by": ""})) for _ in range(3)]
        other = asyncio.ensure_future(cache.answer("numbers", {"by": "x"}))
        await asyncio.wait(asking, timeout=0)
        asking[0].cancel()
        service.may_end.set()
        assert await asyncio.gather(*asking[1:], other) == [{"n": 1}] * 3
        assert service.asked["numbers"] == 2, "whoever leaves takes the result from nobody"
        assert cache.has("numbers", {"by": ""})
        service.head = "2"
        assert not cache.has("numbers", {"by": ""})

    asyncio.run(check())


def test_a_computation_that_failed_is_tried_again() -> None:
    async def check() -> None:
        service = Service()
        service.fails, cache = True, ResultCache(cast(CaseService, service))
        service.may_end.set()
        for _ in range(2):
            with pytest.raises(QueryStopped):
                await cache.answer("numbers", {})
        assert service.asked["numbers"] == 2

    asyncio.run(check())
