"""Caches of a server, all of one kind.

What was worked out holds for one version of the case file, and all of it goes when that moves.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")


class Entry(NamedTuple, Generic[V]):
    """A value, and how many bytes it takes."""

    value: V
    size: int


class VersionedCache(Generic[V]):
    """Values of one version.

    When the version moves all of them go; where they take too much, those unused for longest.
    """

    def __init__(self, version: Callable[[], str], *, max_entries: int, max_bytes: int) -> None:
        self.version = version
        self._max_entries, self._max_bytes = max_entries, max_bytes
        self._entries: OrderedDict[str, Entry[V]] = OrderedDict()
        self._bytes = 0
        self._version = ""

    def get(self, key: str) -> Entry[V] | None:
        """The entry of a key, if it is there and still holds."""
        self._drop_outdated()
        found = self._entries.get(key)
        if found is not None:
            self._entries.move_to_end(key)
        return found

    def put(self, key: str, value: V, *, size: int, version: str) -> None:
        """Keep a value that was made from a version, unless the version moved meanwhile. The newest is always kept."""
        self._drop_outdated()
        if version != self._version:
            return
        self._bytes += size - (self._entries[key].size if key in self._entries else 0)
        self._entries[key] = Entry(value, size)
        self._entries.move_to_end(key)
        while len(self._entries) > 1 and (len(self._entries) > self._max_entries or self._bytes > self._max_bytes):
            self._bytes -= self._entries.popitem(last=False)[1].size

    def _drop_outdated(self) -> None:
        if (version := self.version()) != self._version:
            self._version, self._bytes = version, 0
            self._entries.clear()


def version_of(head: str) -> str:
    """What answers depend on besides what was asked: the journal's head, and the day."""
    return f"{head}/{datetime.now(UTC):%F}"
