"""Text inside XML: only characters that XML 1.0 may hold, with the five special ones and line ends written as references."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from habeas.model.text import cleaned

_REFERENCES: Final = str.maketrans({
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
})  # fmt: skip
_SHORT: Final = 256


def is_plain(text: str) -> bool:
    """True when nothing in the text has to be escaped, taken out or composed. May be False without need, never True without right."""
    special = "&" in text or "<" in text or ">" in text or '"' in text or not text.isprintable()
    return not special and (text.isascii() or unicodedata.is_normalized("NFC", text))


def escaped(text: str) -> str:
    """The text for an attribute or an element."""
    if is_plain(text):
        return text
    return _kept(text) if len(text) < _SHORT else _escape(text)


def _escape(text: str) -> str:
    return cleaned(text).translate(_REFERENCES)


_kept = lru_cache(maxsize=20_000)(_escape)
