"""A text as quotes are compared in it: without what printing, copying and keyboards change, and nothing else.

Every sign of the key comes from some characters of the text, so that a place in the one is a place in the other.
Letters stay the letters they are: no capitals are folded, no words left out, no digits touched. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

MARKS: Final = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]")
"""Accents, points and vowel signs that are often left out; a vowel sign that is a letter of its script is none."""
INVISIBLE: Final = frozenset("\u00ad\u0640\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | frozenset(
    map(chr, (*range(0x202A, 0x202F), *range(0x2061, 0x206A)))
)
LIGATURES: Final = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"}
QUOTATION: Final = frozenset("'\"`´‘’‚‛“”„‟‹›«»′″")
HYPHENS: Final = frozenset("-‐‑–")
DASHES: Final = HYPHENS | frozenset("‒—―−")
OPENING: Final = frozenset("'-([{¿¡$€£")
CLOSING: Final = QUOTATION | DASHES | frozenset(")]}%")
STOPS: Final = frozenset(",;:!?.…")
_TOKEN: Final = re.compile(r"[A-Za-z0-9]+|\s+|-{2,}|.", re.DOTALL)
_BROKEN: Final = re.compile(r"[\u00ad\u200b]*(\s+)")


@dataclass(slots=True)
class Folded:
    """The key of a text. Sign `i` comes from the characters `starts[i]` to `ends[i]` of the text.

    `joints` tells before which signs a hyphen was left out, and whether it may be one of hyphenation (`True`) or is
    written within a line (`False`).
    """

    text: str
    key: str = ""
    starts: array[int] = field(default_factory=lambda: array("l"))
    ends: array[int] = field(default_factory=lambda: array("l"))
    joints: dict[int, bool] = field(default_factory=dict)

    def characters(self, i: int) -> str:
        """The characters that sign `i` comes from."""
        return self.text[self.starts[i] : self.ends[i]]

    def between(self, i: int) -> str:
        """What was left out between sign `i` and the next."""
        return self.text[self.ends[i] : self.starts[i + 1]]


class _Folding:
    """The state while a text is folded, from its first character to its last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Folded(text)
        self.signs: list[str] = []
        self.last = ""
        self.at = 0

    def run(self) -> Folded:
        """Fold the whole text."""
        text = self.text
        while self.at < len(text):
            word = next(_TOKEN.finditer(text, self.at))[0]  # any character is a token
            if word[0].isascii() and word[0].isalnum():
                self._put_run(word)
            elif word[0].isspace():
                self._space(word)
            else:
                self._sign(word)
        self.found.key = "".join(self.signs)
        return self.found

    def _put_run(self, word: str) -> None:
        at, stop = self.at, self.at + len(word)
        self.signs.append(word)
        self.found.starts.extend(range(at, stop))
        self.found.ends.extend(range(at + 1, stop + 1))
        self.last, self.at = word[-1], stop

    def _put(self, signs: str, stop: int) -> None:
        """Signs that all come from the characters up to `stop`."""
        for sign in signs:
            self.signs.append(sign)
            self.found.starts.append(self.at)
            self.found.ends.append(stop)
            self.last = sign
        self.at = stop

    def _space(self, run: str) -> None:
        stop = self.at + len(run)
        after = self.text[stop : stop + 2]
        if not self.last or self.last in OPENING or not after or self._hugs(after):
            self.at = stop
        else:
            self._put(" ", stop)

    @staticmethod
    def _hugs(after: str) -> bool:
        """True where a space before these characters means nothing: “word ,” is “word,”, “10 %” is “10%”."""
        first, second = after[0], after[1:]
        return first in CLOSING or (first in STOPS and not second.isalnum())

    def _sign(self, word: str) -> None:
        sign = word[0]
        if MARKS.match(sign) and self.found.ends and self.found.ends[-1] == self.at:
            self.at += 1
            self.found.ends[-1] = self.at
        elif sign in DASHES or sign == "\u00ad":
            self._dash(word)
        elif sign in INVISIBLE:
            self.at += 1
        elif sign in QUOTATION:
            self._put("'", self.at + 1)
        else:
            self._put(_letters(sign), self.at + 1)

    def _dash(self, word: str) -> None:
        """A hyphen within a word is left out and remembered; one at the end of a line takes the line's end with it."""
        stop = self.at + len(word)
        broken = _BROKEN.match(self.text, stop)
        after = broken.end() if broken else stop
        next_sign = self.text[after : after + 1]
        joins = len(word) == 1 and (word in HYPHENS or word == "\u00ad") and next_sign.isalnum()
        if joins and self.text[self.at - 1 : self.at].isalpha() and next_sign.isalpha():
            if broken or word != "\u00ad":
                self.found.joints[len(self.found.starts)] = bool(broken)
            self.at = after
        elif word == "\u00ad":
            self.at = stop
        else:
            self._put("-", stop)
            self.at = after if joins and broken and "\n" in broken[1] else stop


@lru_cache(maxsize=4_096)
def _letters(sign: str) -> str:
    """What a character is compared as: without its accents, a ligature as its letters, wide forms as usual ones."""
    if sign in LIGATURES:
        return LIGATURES[sign]
    if "\ufb00" <= sign <= "\ufdff" or "\ufe70" <= sign <= "\ufefc" or "\uff01" <= sign <= "\uff5e":
        sign = unicodedata.normalize("NFKC", sign)
    if sign == "…":
        return "..."
    return MARKS.sub("", unicodedata.normalize("NFD", sign)) or sign


@lru_cache(maxsize=8)
def folded(text: str) -> Folded:
    """The key of a text, with its places; kept for the texts asked for last."""
    return _Folding(text).run()


def marks_of(characters: str) -> str:
    """The accents on some characters, in their normal order."""
    return "".join(MARKS.findall(unicodedata.normalize("NFD", characters)))


def joints_between(one: Folded, first: int, stop: int) -> Iterator[tuple[int, bool]]:
    """The hyphens left out inside the signs `first` to `stop`, counted from `first`."""
    if one.joints:
        yield from ((i - first, one.joints[i]) for i in range(first + 1, stop) if i in one.joints)
