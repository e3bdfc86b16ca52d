"""Withheld names taken out of texts that leave. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Final
from urllib.parse import unquote

from habeas.model.rulings import NO_RULINGS, Rulings
from habeas.model.text import clean, fold

MARK: Final = "[withheld]"
WORD: Final = re.compile(r"\w+")
SHORTEST: Final = 3
"""Names shorter than this are not looked for inside other texts: they are everywhere."""
_CODED: Final = re.compile(r"\S*%[0-9A-Fa-f]{2}\S*")

Spans = Sequence[tuple[int, int]]
Spot = Callable[[str], Spans]
"""Further parts of a text that name somebody withheld: in another spelling, order or script."""


class TextMasker:
    """Makes every text fit to leave: takes out withheld names, and characters that no file can hold, which are counted.

    Accents and case make no difference to a withheld name; `spot` finds its other spellings. A name that something
    visible has too is left: it is theirs. Each text is counted once, however often it is written.

    `doubt` finds words that may name somebody withheld. What was decided on them holds (`rulings`); with `cover` the
    others are taken out too, and in any case they are in `doubts`, each with its text.
    """

    def __init__(
        self,
        withheld: Iterable[str] = (),
        visible: Iterable[str] = (),
        spot: Spot | None = None,
        *,
        doubt: Spot | None = None,
        rulings: Rulings = NO_RULINGS,
        cover: bool = False,
    ) -> None:
        kept = {fold(name) for name in visible}
        every = {_letters(clean(name)[0])[0]: clean(name)[0] for name in withheld if fold(name) not in kept}
        names = {letters: name for letters, name in every.items() if len(letters) >= SHORTEST}
        words = sorted(map(re.escape, names), key=lambda w: (-len(w), w))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") if words else None
        self._first = frozenset(
            WORD.findall(_bare(name))[:1][0] if WORD.search(name) else "" for name in names.values()
        )
        """The first words of the names: a text with none of them has none of the names as they are written."""
        self._spot, self._doubt = spot, doubt
        self._rulings, self._cover = rulings, cover
        self.doubts: dict[tuple[str, str], None] = {}
        """Words that nobody decided on, each with the text that it stands in."""
        self._done: dict[str, str] = {}
        self.removed = 0

    def mask(self, text: str) -> str:
        """The text as it may leave."""
        if self._pattern is None and self._spot is None and text.isascii() and text.isprintable():
            return text
        found = self._done.get(text)
        if found is None:
            fit, removed = clean(text)
            self.removed += removed
            found = self._done[text] = self._masked(fit)
        return found

    def _masked(self, text: str) -> str:
        if "%" in text and (self._pattern or self._spot):
            text = _CODED.sub(self._decoded, text)
        spotted = list(self._spot(text)) if self._spot else []
        parts, done = [], 0
        spotted += self._exact(text)
        spotted += self._doubtful(text, spotted)
        for start, end in sorted(spotted, key=lambda span: (span[0], -span[1])):
            if start >= done:
                parts.append(text[done:start] + MARK)
            done = max(done, end)
        return "".join([*parts, text[done:]])

    def _doubtful(self, text: str, sure: Spans) -> Spans:
        """The doubtful words that are taken out of a text."""
        taken = []
        for start, end in self._doubt(text) if self._doubt else ():
            word = text[start:end]
            if not any(first < end and start < last for first, last in sure):
                theirs = self._rulings.of(word, text)
                if theirs is None:
                    self.doubts[word, text] = None
                if self._cover if theirs is None else theirs:
                    taken.append((start, end))
        return taken

    def _decoded(self, match: re.Match[str]) -> str:
        """An address whose letters are written as %C3%A9 as it is read, when it names somebody withheld."""
        plain = unquote(match[0])
        while (further := unquote(plain)) != plain:  # coded more than once; nothing is left that could be decoded
            plain = further
        masked = self._masked(plain)
        return masked if masked != plain else match[0]

    def _exact(self, text: str) -> Spans:
        """Where names stand as they are written, but for accents and case."""
        if self._pattern is None:
            return []
        if "" not in self._first and self._first.isdisjoint(WORD.findall(_bare(text))):
            return []
        letters, places = _letters(text)
        return [(places[match.start()], places[match.end()]) for match in self._pattern.finditer(letters)]


def _bare(text: str) -> str:
    """The text without accents and case, its letters taken apart."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _letters(text: str) -> tuple[str, list[int]]:
    """The text without accents and case, and for each of its letters, and for its end, the place in the text."""
    found = [(letter, place) for place, sign in enumerate(text) for letter in fold(sign)]
    return "".join(letter for letter, _ in found), [*(place for _, place in found), len(text)]
