"""How many are missing from several lists: capture–recapture, with its doubts.

Several lists of the same people overlap; from how much they overlap follows how many are on none, *if* the lists are
independent or their dependence can be modelled, if everybody could have come onto each of them, and if it is known
who is whom. None of this can be seen in the numbers alone, so every answer comes with its warnings, and no answer is
one number.

    Chapman              two lists: the Lincoln–Petersen estimate without its bias (Chapman 1951)
    Chao's lower bound   any lists: not fewer than this, where some are listed more easily than others (Chao 1987)
    log-linear           three to five lists: Poisson regression on the overlaps, some or all pairs of lists dependent
                         (Fienberg 1972, Bishop, Fienberg and Holland 1975); of several, the one with the least BIC
    sample coverage      three lists (Chao and Tsay 1998)

Pure. Held to a published example in tests/graph/analysis/test_missing.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import chain, combinations
from math import exp, log, sqrt
from typing import Any, Final

Z: Final = 1.959963984540054
"""For intervals of 95 %."""
TWO, THREE, MOST_LISTS = 2, 3, 5
FEW_SHARED: Final = 7
"""With fewer people on two lists an estimate is biased (Robson and Regier 1964)."""
STEPS: Final = 100
CLOSE, SMALL, LARGEST = 1e-10, 1e-9, 30.0
ListPattern = tuple[bool, ...]
"""On which of the lists somebody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingEstimate:
    """How many there are in all by one method, with the bounds of its interval of 95 %; `pairs` of lists taken as
    dependent.

    `highest` is None where there is no upper bound.
    """

    method: str
    total: float
    lowest: float
    highest: float | None
    pairs: tuple[tuple[int, int], ...] = ()
    bic: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How many are on which lists: the sizes of the lists, and how many have each pattern."""

    patterns: Mapping[ListPattern, int]

    @property
    def lists(self) -> int:
        """How many lists there are."""
        return len(next(iter(self.patterns), ()))

    @property
    def seen(self) -> int:
        """How many people are on any list."""
        return sum(self.patterns.values())

    def on(self, *lists: int) -> int:
        """How many are on all of these lists."""
        return sum(number for pattern, number in self.patterns.items() if all(pattern[each] for each in lists))

    def times(self, number: int) -> int:
        """How many are on so many lists."""
        return sum(count for pattern, count in self.patterns.items() if sum(pattern) == number)


def overlap_of(lists: Sequence[Iterable[str]]) -> Overlap:
    """Who is on which of several lists."""
    every = [set(one) for one in lists]
    people = sorted(set(chain.from_iterable(every)))
    return Overlap(patterns=dict(Counter(tuple(person in one for one in every) for person in people)))


def estimates(overlap: Overlap) -> tuple[MissingEstimate, ...]:
    """Every estimate that these lists allow; none for fewer than two lists, or lists that share nobody."""
    return tuple(_estimates(overlap)) if overlap.lists >= TWO and overlap.times(1) < overlap.seen else ()


def _estimates(overlap: Overlap) -> Iterator[MissingEstimate]:
    if overlap.lists == TWO:
        yield chapman(overlap, 0, 1)
    if THREE <= overlap.lists <= MOST_LISTS:
        models = list(log_linear(overlap))
        yield models[0]
        best = min(models, key=lambda each: each.bic or 0.0)
        yield from [best] if best is not models[0] else []
    if overlap.lists == THREE:
        yield sample_coverage(overlap)
    yield lower_bound(overlap)


def warnings(overlap: Overlap) -> tuple[str, ...]:
    """What must be said with every estimate from these lists."""
    found = ["independence", "closed", "identity"]
    shared = overlap.seen - overlap.times(1)
    found += ["no-overlap"] if overlap.lists >= TWO and not shared else []
    found += ["small-overlap"] if 0 < shared < FEW_SHARED else []
    found += ["two-lists"] if overlap.lists == TWO else []
    found += ["inside"] if any(overlap.on(one) == overlap.on(one, two) for one, two in _ordered(overlap.lists)) else []
    return tuple(found)


def _ordered(lists: int) -> Iterator[tuple[int, int]]:
    return ((one, two) for one in range(lists) for two in range(lists) if one != two)


# -- two lists


def petersen(overlap: Overlap, one: int, two: int) -> float:
    """Lincoln and Petersen: n1 n2 / m. Endless where the lists share nobody."""
    shared = overlap.on(one, two)
    return overlap.on(one) * overlap.on(two) / shared if shared else float("inf")


def chapman(overlap: Overlap, one: int, two: int) -> MissingEstimate:
    """(n1+1)(n2+1)/(m+1) - 1, with Seber's variance and an interval on the logarithm of those missing."""
    n1, n2, m = overlap.on(one), overlap.on(two), overlap.on(one, two)
    total = (n1 + 1) * (n2 + 1) / (m + 1) - 1
    variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) ** 2 * (m + 2))
    return _with_bounds("chapman", total, variance, n1 + n2 - m)


def _with_bounds(
    method: str,
    total: float,
    variance: float,
    seen: int,
    pairs: tuple[tuple[int, int], ...] = (),
    bic: float | None = None,
) -> MissingEstimate:  # a log-normal interval of those missing never falls below those who are listed (Chao 1987)
    missing = max(total - seen, 0.0)
    if missing == 0 or variance <= 0:
        return MissingEstimate(method=method, total=total, lowest=total, highest=total, pairs=pairs, bic=bic)
    factor = exp(min(Z * sqrt(log(1 + variance / missing**2)), 700))
    low, high = seen + missing / factor, seen + missing * factor
    return MissingEstimate(method=method, total=total, lowest=low, highest=high, pairs=pairs, bic=bic)


# -- any lists


def lower_bound(overlap: Overlap) -> MissingEstimate:
    """Chao's: those on one list squared, by twice those on two; bias-corrected. There are not fewer, by this."""
    once, twice, t = overlap.times(1), overlap.times(TWO), overlap.lists
    share = (t - 1) / t
    total = overlap.seen + share * once * (once - 1) / (2 * (twice + 1))
    return MissingEstimate(method="lower-bound", total=total, lowest=total, highest=None)


# -- three lists and more


def log_linear(overlap: Overlap) -> Iterator[MissingEstimate]:
    """All models with some pairs of lists dependent: first that of independent lists, last that with all pairs.

    A model that leaves no room for those missing (no person on lists that it needs) is left out.
    """
    pairs = list(combinations(range(overlap.lists), 2))
    for size in range(len(pairs) + 1):
        for chosen in combinations(pairs, size):
            found = _fitted(overlap, chosen)
            if found is not None:
                yield found


def _fitted(overlap: Overlap, pairs: tuple[tuple[int, int], ...]) -> MissingEstimate | None:
    """A Poisson regression of the numbers on the lists, by iterated weighted least squares."""
    np, cells = _numpy(), [cell for cell in _cells(overlap.lists) if any(cell)]
    y = np.array([overlap.patterns.get(cell, 0) for cell in cells], dtype=np.float64)
    x = np.array([[1, *cell, *(cell[a] and cell[b] for a, b in pairs)] for cell in cells], dtype=np.float64)
    mean, beta = y + 0.5, np.zeros(x.shape[1])
    for _ in range(STEPS):
        working = np.log(mean) + (y - mean) / mean
        weighted = x * mean[:, None]
        try:
            fresh = np.linalg.solve(x.T @ weighted, weighted.T @ working)
        except np.linalg.LinAlgError:
            return None
        done, beta = bool(np.max(np.abs(fresh - beta)) < CLOSE), fresh
        mean = np.exp(np.clip(x @ beta, -LARGEST, LARGEST))
        if done:
            break
    if beta[0] > LARGEST or np.min(mean) < SMALL:  # nothing in the lists holds this model up
        return None
    missing, spread = exp(beta[0]), float(np.linalg.inv(x.T @ (x * mean[:, None]))[0, 0])
    bic = _deviance(y, mean) + x.shape[1] * log(overlap.seen)
    variance = missing + missing**2 * spread
    return _with_bounds("log-linear", overlap.seen + missing, variance, overlap.seen, pairs, bic)


def _numpy() -> Any:
    """numpy, which takes a tenth of a second to import: fetched for a model and not before."""
    return import_module("numpy")


def _cells(lists: int) -> Iterator[ListPattern]:
    return (tuple(bool(number >> each & 1) for each in range(lists)) for number in range(2**lists))


def _deviance(y: Any, mean: Any) -> float:
    np, some = _numpy(), y > 0
    return float(2 * (np.sum(y[some] * np.log(y[some] / mean[some])) - np.sum(y - mean)))


def sample_coverage(overlap: Overlap) -> MissingEstimate:
    """Three lists whose dependence is of any kind: by how much of the people the lists cover (Chao and Tsay 1998).

    The one-step estimate, which is the steadier one where the lists cover about half of the people.
    """
    sizes = [overlap.on(each) for each in range(THREE)]
    alone = [_only(overlap, each) for each in range(THREE)]
    coverage = 1 - sum(one / size for one, size in zip(alone, sizes, strict=True) if size) / THREE
    seen = overlap.seen - sum(alone) / THREE
    if coverage <= 0:
        return lower_bound(overlap)
    total = seen / coverage
    for _ in range(TWO):  # first from independent lists, then from how the pairs depend by that
        terms = (
            (overlap.on(a) + overlap.on(b) - overlap.on(a, c) - overlap.on(b, c))
            * (total * overlap.on(a, b) / (sizes[a] * sizes[b]) - 1)
            for a, b, c in ((0, 1, 2), (0, 2, 1), (1, 2, 0))
        )
        total = seen / coverage + sum(terms) / (THREE * coverage)
    return MissingEstimate(method="sample-coverage", total=total, lowest=float(overlap.seen), highest=None)


def _only(overlap: Overlap, place: int) -> int:
    return overlap.patterns.get(tuple(each == place for each in range(overlap.lists)), 0)
