"""Words as pages show them: quotes folded where they are long, captured texts cut where passages begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

SHOWN_CHARACTERS: Final = 420
"""So many characters are shown at once."""


FOLDED_CHARACTERS: Final = 4_000
"""So many more behind a fold; the rest stands in the document and in the claim's own data."""


def cut_at(text: str, ids: Iterable[str]) -> list[str]:
    """A text cut where the ids of claims stand in it; each id is a piece."""
    pattern = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    return [piece for piece in re.split(f"(?<!\\w)({pattern})(?!\\w)", text) if piece] if pattern else [text]


class Quote(NamedTuple):
    """A quote as shown: its beginning, what is folded away, and how many characters are left out."""

    shown: str
    folded: str
    left_out: int


def fold_quote(text: str, *, most: int = FOLDED_CHARACTERS) -> Quote:
    """A quote, cut at a space where it is long."""
    if len(text) <= SHOWN_CHARACTERS:
        return Quote(text, "", 0)
    cut = text.rfind(" ", SHOWN_CHARACTERS // 2, SHOWN_CHARACTERS)
    cut = cut if cut > 0 else SHOWN_CHARACTERS
    return Quote(text[:cut], text[cut : cut + most], max(0, len(text) - cut - most))


class TextPiece(NamedTuple):
    """A piece of the text, and the claims that stand on it."""

    text: str
    claims: tuple[str, ...]
    start: int


def split_by_passages(text: str, spots: Iterable[tuple[int, int, str]]) -> list[TextPiece]:
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
        found.append(TextPiece(text[first:last], tuple(claim for claim, depth in here.items() if depth), first))
    return found


def _by_edge(inside: list[tuple[int, int, str]]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for start, end, claim in inside:
        opens.setdefault(start, []).append(claim)
        closes.setdefault(end, []).append(claim)
    return opens, closes
