"""Words that differ by one typing error: a letter too many, too few, a wrong one, or two neighbours swapped.

Two words are one error apart when leaving at most one letter out of each can make them equal (or nearly: `within_one`
has the last word). So every word is kept under itself and under itself with each letter left out; a look-up of as many
keys finds all candidates, however many words there are.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

SHORTEST: Final = 4
"""Shorter words are not corrected: one letter of three is another word."""
LONGEST: Final = 32


def keys(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters."""
    yield word
    if SHORTEST <= len(word) <= LONGEST:
        yield from {word[:place] + word[place + 1 :] for place in range(len(word))}


def within_one(one: str, other: str) -> bool:
    """True when at most one typing error turns the one into the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest, longer = one[start:], other[start:]
    if len(one) < len(other):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[:2][::-1] and rest[2:] == longer[2:])
