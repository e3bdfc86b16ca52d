"""Names of bodies, prisons and places taken apart, and how well two of them match.

What stands in brackets or after a comma is taken as an explanation, not as the name. Rare words count for more than
words that many names of the file share; how rare a word is, the caller says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from habeas.identity.matching.phonetics import WORTH, How, NameWord, compare, words
from habeas.identity.matching.proposal import Likeness, MatchReason, reason

SMALL: Final = frozenset(
    [
        "the",
        "of",
        "for",
        "and",
        "in",
        "at",
        "on",
        "a",
        "an",
        "to",
        "by",
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "y",
        "e",
        "en",
        "a",
        "al",
        "para",
        "por",
        "con",
    ]
)
"""Words within names that tell nothing: small letters, without accents."""
ROMAN: Final = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"])

Weight = Callable[[NameWord], float]
"""How much a word tells: little for one that many names have."""

EXPLAINED: Final = re.compile(r"\s*(?:[(\[]([^)\]]*)[)\]]?|,\s*(.*))\s*$")
SHORTEST_ACRONYM: Final = 2
ACRONYM: Final = 0.8
CONTAINED: Final = (0.5, 0.4)
"""A name whose words all stand in the other: so much for that, and so much of its share of the other's weight."""
LEAST: Final = 0.25
"""Names that share less are not alike at all."""


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name taken apart: its telling words, its numbers (Rodeo II), what explains it."""

    text: str
    words: tuple[NameWord, ...]
    numbers: tuple[str, ...]
    explained: str
    letters: frozenset[str]
    acronym: str


@lru_cache(maxsize=100_000)
def body_name(text: str) -> BodyName:
    """Take a name apart."""
    found = EXPLAINED.search(text)
    core = text[: found.start()] if found and text[: found.start()].strip() else text
    explained = ((found[1] or found[2] or "") if found and core != text else "").strip()
    every = words(core)
    telling = [word for word in every if word.latin not in SMALL]
    numbers = tuple(word.latin for word in telling[1:] if word.latin in ROMAN or word.latin.isdigit())
    kept = tuple(word for word in telling if word.latin not in numbers) or every
    letters = frozenset("".join(word.latin[0] for word in part) for part in (every, telling))
    upper = core.replace(".", "")
    acronym = upper.lower() if upper.isupper() and upper.isalpha() and len(upper) >= SHORTEST_ACRONYM else ""
    return BodyName(text, kept, numbers, explained, letters, acronym)


def liken_bodies(a: BodyName, b: BodyName, weight: Weight) -> Likeness | None:
    """How two names of bodies or places match; None when they do not."""
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if long.acronym in short.letters or short.acronym in long.letters:
        one, other = (a, b) if a.acronym and a.acronym in b.letters else (b, a)
        if len(other.words) > 1:
            return Likeness(ACRONYM, (reason("acronym", one.text, other.text),))
    fits = _fits(short.words, long.words)
    shared = sum(weight(word) * WORTH[how] for word, _, how in fits)
    total = sum(map(weight, long.words)) + sum(weight(w) for w in short.words if w not in {fit[0] for fit in fits})
    share = shared / total if total else 0.0
    if len(fits) == len(short.words) and fits:
        share = share if len(fits) == len(long.words) else CONTAINED[0] + CONTAINED[1] * share
    if share < LEAST:
        return None
    return Likeness(share, _body_reasons(short, long, fits))


Fits = list[tuple[NameWord, NameWord, How]]


def _fits(short: Sequence[NameWord], long: Sequence[NameWord]) -> Fits:
    free = list(long)
    found: Fits = []
    for word in short:
        fit = next(((other, how) for other in free if (how := compare(word, other)) and how is not How.INITIAL), None)
        if fit:
            free.remove(fit[0])
            found.append((word, *fit))
    return found


def _body_reasons(short: BodyName, long: BodyName, fits: Fits) -> tuple[MatchReason, ...]:
    spelled = [
        reason(how.value, one.written, other.written) for one, other, how in fits if how not in {How.SAME, How.ACCENTS}
    ]
    if len(fits) == len(short.words) == len(long.words):
        same = short.text.casefold() == long.text.casefold()
        return tuple(spelled) or (reason("same-name" if same else "fits", short.text, long.text),)
    if len(fits) == len(short.words):
        return (reason("contained", short.text, long.text), *spelled)
    return (reason("shared-words", " ".join(one.written for one, _, _ in fits)), *spelled)
