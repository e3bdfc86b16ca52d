"""A few of everything are met very often, most hardly ever."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Zipf(Generic[Item]):
    """Picks from a list; the n-th is picked with weight 1 / n ** power."""

    def __init__(self, items: Sequence[Item], rng: Random, *, power: float = 1.0) -> None:
        assert items
        self.items = items
        self._rng = rng
        self._sums = list(accumulate(1 / (n + 1) ** power for n in range(len(items))))

    def pick(self) -> Item:
        """One of the items; the order of calls decides which."""
        return self.items[bisect(self._sums, self._rng.random() * self._sums[-1])]
