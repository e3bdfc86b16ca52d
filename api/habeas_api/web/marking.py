"""A captured text cut into pieces, so that every passage that a claim stands on can be marked and linked.

The pieces, put together again, are the text, letter for letter: what is counted in it stays true.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Piece(NamedTuple):
    """A piece of the text, and the claims that stand on it."""

    text: str
    claims: tuple[str, ...]
    start: int


def pieces_of(text: str, spots: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """The text cut wherever a passage begins or ends. Passages beyond its end are cut off there."""
    cut = ((max(0, start), min(end, len(text)), claim) for start, end, claim in spots)
    inside = [(start, end, claim) for start, end, claim in cut if start < end]
    edges = sorted({0, len(text), *(edge for start, end, _ in inside for edge in (start, end))})
    opens, closes = _by_edge(inside)
    here: dict[str, int] = {}
    found = []
    for first, last in pairwise(edges):
        for claim in closes.get(first, ()):
            here[claim] -= 1
        for claim in opens.get(first, ()):
            here[claim] = here.get(claim, 0) + 1
        found.append(Piece(text[first:last], tuple(claim for claim, depth in here.items() if depth), first))
    return found


def _by_edge(inside: list[tuple[int, int, str]]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for start, end, claim in inside:
        opens.setdefault(start, []).append(claim)
        closes.setdefault(end, []).append(claim)
    return opens, closes
