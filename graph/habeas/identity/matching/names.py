"""Names of people taken apart, and how well two of them match.

Titles and particles are taken off. Every word of the shorter name must find its own word in the longer one, in any
order: the same, an initial, written otherwise. What the longer one has besides (a second surname, a middle name) costs
a little. So `J. Torres` and `Jonathan Torres Duque` go together; `Juan Pérez García` and `Juan Pérez López` do not, nor
do two given names. A text that names several people, or somebody by their relative, is no name of one person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from habeas.identity.matching.nicknames import FULL
from habeas.identity.matching.parts import as_parts, speaks_of_others
from habeas.identity.matching.phonetics import WORTH, How, NameWord, compare, is_sign, name_word
from habeas.identity.matching.proposal import Likeness, MatchReason, reason
from habeas.identity.matching.signs import runs

PARTLY: Final = 0.06
"""What each word costs that only one of the names has, up to three of them."""
ONE_WORD: Final = 0.5
"""The most that a surname or a given name alone is worth, or another short form of a fuller name: it fits many."""
TURNED: Final = 0.03
MOST_MERGED: Final = 5


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart.

    `gender` comes from the title: m, f or nothing. `part`: it is short for another name of the same person. `others`:
    it speaks of several people, or of somebody else's relative. `runs`: spellings of a whole name in signs.
    """

    text: str
    words: tuple[NameWord, ...]
    gender: str = ""
    generation: str = ""
    part: bool = False
    others: bool = False
    runs: frozenset[str] = frozenset()

    @property
    def in_signs(self) -> bool:
        """True for a name written in signs alone."""
        return all(map(is_sign, self.words))


@lru_cache(maxsize=200_000)
def person_name(text: str) -> PersonName:
    """Take a name apart.

    A title counts as one only before the name, a particle nowhere; `Torres, Juan` is Juan Torres.
    """
    parts = as_parts(text)
    others = speaks_of_others(text)
    written = tuple(word.written for word in parts.words)
    return PersonName(text, parts.words, parts.gender, parts.generation, others=others, runs=runs(written))


def spellings_in(text: str) -> tuple[str, ...]:
    """The names that stand in one text: `Kim Chol Su (김철수)` is two spellings."""
    found = re.fullmatch(r"\s*(.+?)\s*[(（\[]([^)）\]]+)[)）\]]\s*", text)
    if found is None or found[1].isascii() == found[2].isascii():
        return (text,)
    return found[1], found[2]


def liken(a: PersonName, b: PersonName) -> Likeness | None:
    """How two names of people match; None when they do not."""
    if a.others or b.others:
        return None
    if a.runs & b.runs and not (a.in_signs and b.in_signs):
        return Likeness(WORTH[How.LETTERS], (reason("letters", a.text, b.text),))
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    best: list[Fit] | None = None
    for whole in merged(long.words, len(short.words)):
        paired = _paired(short.words, whole)
        if paired is not None:
            best = paired
            break
    if best is None:
        return _run_together(a, b)
    return _likeness(a, b, best, whole)


def _likeness(a: PersonName, b: PersonName, paired: list[Fit], whole: Sequence[NameWord]) -> Likeness | None:
    ways = [fit.how for fit in paired]
    if all(how is How.INITIAL for how in ways):
        return None
    places = [fit.place for fit in paired]
    left = [word for place, word in enumerate(whole) if place not in places]
    turned = places != sorted(places)
    if turned and all(is_sign(fit.word) for fit in paired):
        return None
    worth = sum(WORTH[how] for how in ways) / len(ways) - PARTLY * min(len(left), 3) - (TURNED if turned else 0)
    if a.part or b.part or (len(paired) == 1 and left):
        shared = " ".join(fit.other.written for fit in paired if not fit.other.initial)
        return Likeness(min(worth, ONE_WORD), (reason("one-word", shared), *_spelled(paired)))
    return Likeness(worth, tuple(_reasons(a, b, paired, left, turned=turned)))


def merged(words: Sequence[NameWord], fewest: int) -> Iterator[tuple[NameWord, ...]]:
    """The words, and the same with two neighbours written together: Mohammad Reza for محمدرضا."""
    yield tuple(words)
    if fewest < len(words) <= MOST_MERGED and not any(map(is_sign, words)):
        for place in range(len(words) - 1):
            one, other = words[place], words[place + 1]
            if not (one.initial or other.initial):
                joined = name_word(f"{one.written}{other.written}", one.latin + other.latin)
                yield (*words[:place], joined, *words[place + 2 :])


class Fit(NamedTuple):
    """A word of the shorter name, the word it matches, that word's place in the longer name, and how they match."""

    word: NameWord
    other: NameWord
    place: int
    how: How


def _paired(short: Sequence[NameWord], long: Sequence[NameWord]) -> list[Fit] | None:
    """Each word of the shorter name with its own word of the longer one; initials choose last."""
    free = dict(enumerate(long))
    found: dict[int, Fit] = {}
    for n in sorted(range(len(short)), key=lambda n: short[n].initial):
        fits = [Fit(short[n], other, place, how) for place, other in free.items() if (how := compare(short[n], other))]
        if not fits:
            return None
        found[n] = max(fits, key=lambda fit: (WORTH[fit.how], -fit.place))
        del free[found[n].place]
    return [found[n] for n in range(len(short))]


def _run_together(a: PersonName, b: PersonName) -> Likeness | None:
    """Names whose words are divided differently.

    王小明 and Wang Xiaoming or Xiaoming Wang, Abdel Rahman and Abdelrahman.
    """
    one, many = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(one.words) == len(many.words):
        return None
    joined = "".join(word.latin for word in one.words)
    parts = [word.latin for word in many.words]
    if any("".join(parts[n:] + parts[:n]) == joined for n in range(len(parts))):
        return Likeness(WORTH[How.LETTERS], (reason("divided", a.text, b.text),))
    return None


def _reasons(
    a: PersonName, b: PersonName, paired: Sequence[Fit], left: Sequence[NameWord], *, turned: bool
) -> list[MatchReason]:
    found = _spelled(paired)
    if left:
        found.append(reason("left-out", " ".join(word.written for word in left)))
    elif not found:
        accents = any(fit.how is How.ACCENTS for fit in paired)
        found.append(reason("accents" if accents else "same-name", a.text, b.text))
    return [*found, *([reason("turned")] if turned else [])]


def _spelled(paired: Sequence[Fit]) -> list[MatchReason]:
    return [_reason(fit) for fit in paired if fit.how not in {How.SAME, How.ACCENTS}]


def _reason(fit: Fit) -> MatchReason:
    turned = fit.other.initial or (fit.how is How.CALLED and fit.other.latin in FULL)
    one, other = (fit.other, fit.word) if turned else (fit.word, fit.other)
    return reason(fit.how.value, one.written, other.written)


def apart(a: PersonName, b: PersonName) -> tuple[str, str] | None:
    """The words by which two names differ, when each has some that the other lacks.

    None when one contains the other.
    """
    if liken(a, b) is not None:
        return None
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    free = list(long.words)
    left: list[NameWord] = []
    for word in short.words:
        fit = next((other for other in free if compare(word, other)), None)
        (left.append(word) if fit is None else free.remove(fit))
    mine, others = (" ".join(word.written for word in side) for side in (left, free))
    return (mine, others) if short is a else (others, mine)
