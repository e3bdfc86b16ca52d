"""Where words and numbers end: “released” is not in “unreleased”, nor “3 May” in “23 May”. Pure."""

from __future__ import annotations

import re
from typing import Final

from habeas.capture.folded import INVISIBLE, marks_of


def is_cut(text: str, place: int) -> bool:
    """True where a place lies within a word or a number: “released” is not in “unreleased”, nor “3 May” in “23 May”."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if _is_inner(before) and _is_inner(after) and not (_has_no_spaces(before) or _has_no_spaces(after)):
        return True
    near = text[max(0, place - 12) : place], text[place : place + 12]
    if _BREAK_BEFORE.search(near[0]) and after.isalpha():
        return True
    if _BREAK_AFTER.match(near[1]) and before.isalpha():
        return True
    return bool(_DIGITS_BEFORE.search(near[0]) and after.isdigit()) or bool(
        _DIGITS_AFTER.match(near[1]) and before.isdigit()
    )


_BREAK_BEFORE: Final = re.compile(r"[^\W\d_][-‐\u00ad]\s*\n\s*\Z")
_BREAK_AFTER: Final = re.compile(r"[-‐\u00ad]\s*\n\s*[^\W\d_]")
_DIGITS_BEFORE: Final = re.compile(r"\d(?:[.,:/'’\u00a0\u202f\u2009-]|-\s*\n\s*)\Z")
_DIGITS_AFTER: Final = re.compile(r"(?:[.,:/'’\u00a0\u202f\u2009-]|-\s*\n\s*)\d")


def _is_inner(sign: str) -> bool:
    return sign.isalnum() or sign in INVISIBLE or bool(marks_of(sign))


def _has_no_spaces(sign: str) -> bool:
    """True for a letter of a script that is written without spaces between words."""
    return (
        "\u0e00" <= sign <= "\u0eff" or "\u1000" <= sign <= "\u109f" or "\u1780" <= sign <= "\u17ff" or sign >= "\u2e80"
    )
