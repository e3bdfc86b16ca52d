"""Which numbers are put side by side: in a small file each with each, in a larger one those of the same thing, kind and days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from habeas.analysis.figures.compare import Comparison, Verdict, compare
from habeas.analysis.figures.figures import Count

MOST_COMPARED: Final = 200
"""So many numbers are compared each with each; of more, only those of the same thing, kind and days, and of these so many."""


def group_of(count: Count, number: int) -> str:
    """The group whose members are compared with a count, in a file with so many numbers."""
    return count.alike if number > MOST_COMPARED else ""


def side_by_side(counts: Sequence[Count]) -> list[Comparison]:
    """Every two numbers that something can be said of, in the order of the numbers."""
    groups: dict[str, list[Count]] = {}
    for count in counts:
        groups.setdefault(group_of(count, len(counts)), []).append(count)
    place = {count.claim: number for number, count in enumerate(counts)}
    found = [each for group in groups.values() for each in _pairs(group[:MOST_COMPARED])]
    return sorted(found, key=lambda each: (place[each.one], place[each.other]))


def _pairs(group: Sequence[Count]) -> Iterator[Comparison]:
    for number, one in enumerate(group):
        yield from comparable(one, group[number + 1 :])


def comparable(one: Count, others: Iterable[Count]) -> Iterator[Comparison]:
    """One number beside others, where something can be said of the two."""
    found = (compare(one, other) for other in others)
    return (each for each in found if each.verdict is not Verdict.NOT_COMPARABLE)
