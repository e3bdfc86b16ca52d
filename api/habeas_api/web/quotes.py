"""Quotes on a page: short ones whole, long ones folded, and never more than a page can hold."""

from __future__ import annotations

from typing import Final, NamedTuple

OPEN: Final = 420
"""So many characters are shown at once."""
FOLDED: Final = 4_000
"""So many more behind a fold; the rest stands in the document and in the claim's own data."""


class Quote(NamedTuple):
    """A quote as shown: its beginning, what is folded away, and how many characters are left out."""

    shown: str
    folded: str
    left_out: int


def quote_of(text: str, *, most: int = FOLDED) -> Quote:
    """A quote, cut at a space where it is long."""
    if len(text) <= OPEN:
        return Quote(text, "", 0)
    cut = text.rfind(" ", OPEN // 2, OPEN)
    cut = cut if cut > 0 else OPEN
    return Quote(text[:cut], text[cut : cut + most], max(0, len(text) - cut - most))
