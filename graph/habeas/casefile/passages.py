"""Where words stand in a captured text: spaces, line ends and kinds of quotation marks may differ from what is typed."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 20_000
"""Longer quotes are looked for as they are."""
QUOTES: Final = {mark: f"[{marks}]" for marks in ("'’‘", '"“”«»') for mark in marks}


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """The first place of the words in the text, in characters; None when they stand nowhere."""
    found = text.find(quote)
    if found >= 0:
        return found, found + len(quote)
    words = quote.split()
    if not words or len(quote) > LONGEST:
        return None
    loose = re.search(r"\s+".join("".join(QUOTES.get(c, re.escape(c)) for c in word) for word in words), text)
    return loose.span() if loose else None
