"""Names of people: titles and particles taken off, and how well two names go together.

Every word of the shorter name must find its own word in the longer one, in any order: the same, an initial, written
otherwise. What the longer one has besides (a second surname, a middle name) costs a little. So `J. Torres` and
`Jonathan Torres Duque` go together; `Juan Pérez García` and `Juan Pérez López` do not, nor do two given names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from habeas.identity.matching.nicknames import FULL
from habeas.identity.matching.phonetics import WORTH, How, Word, compare, words
from habeas.identity.matching.reasons import Likeness, Reason, reason
from habeas.identity.matching.titles import GENERATIONS, MAN, PARTICLES, TITLES, WOMAN

PARTLY: Final = 0.06
"""What each word costs that only one of the names has, up to three of them."""
ONE_WORD: Final = 0.5
"""The most that a surname or a given name alone is worth, or another short form of a fuller name: it fits many."""
TURNED: Final = 0.03


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart. `gender` is what the title tells: m, f or nothing. `part`: it is short for another name of its bearer."""

    text: str
    words: tuple[Word, ...]
    gender: str = ""
    generation: str = ""
    part: bool = False


@lru_cache(maxsize=200_000)
def person_name(text: str) -> PersonName:
    """Take a name apart. A title counts as one only before the name, a particle nowhere; `Torres, Juan` is Juan Torres."""
    last, comma, first = text.partition(",")
    found = list(words(f"{first} {last}" if comma and len(words(first)) < len(words(text)) else text))
    gender = ""
    while len(found) > 1 and found[0].latin in TITLES:
        title = found.pop(0).latin
        gender = gender or ("m" if title in MAN else "f" if title in WOMAN else "")
    generation = found.pop().latin if len(found) > 1 and found[-1].latin in GENERATIONS else ""
    kept = tuple(word for word in found if not _is_particle(word))
    return PersonName(text, kept or tuple(found), gender, generation)


def _is_particle(word: Word) -> bool:
    """`y` and `e` join surnames when written small; as capitals they are initials."""
    return word.latin in PARTICLES and not (word.initial and word.written.isupper())


def liken(a: PersonName, b: PersonName) -> Likeness | None:
    """How two names of people go together; None when they do not."""
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    paired = _paired(short.words, long.words)
    if paired is None:
        return _run_together(a, b)
    ways = [fit.how for fit in paired]
    if all(how is How.INITIAL for how in ways):
        return None
    places = [fit.place for fit in paired]
    left = [word for place, word in enumerate(long.words) if place not in places]
    turned = places != sorted(places)
    worth = sum(WORTH[how] for how in ways) / len(ways) - PARTLY * min(len(left), 3) - (TURNED if turned else 0)
    if a.part or b.part or (len(short.words) == 1 and left):
        shared = " ".join(fit.other.written for fit in paired if not fit.other.initial)
        return Likeness(min(worth, ONE_WORD), (reason("one-word", shared), *_spelled(paired)))
    return Likeness(worth, tuple(_reasons(a, b, paired, left, turned=turned)))


class Fit(NamedTuple):
    """A word of the shorter name, the word it goes with, that word's place in the longer name, and in what way."""

    word: Word
    other: Word
    place: int
    how: How


def _paired(short: Sequence[Word], long: Sequence[Word]) -> list[Fit] | None:
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
    """Names whose words are divided otherwise: 王小明 and Wang Xiaoming or Xiaoming Wang, Abdel Rahman and Abdelrahman."""
    one, many = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(one.words) == len(many.words):
        return None
    joined = "".join(word.latin for word in one.words)
    parts = [word.latin for word in many.words]
    if any("".join(parts[n:] + parts[:n]) == joined for n in range(len(parts))):
        return Likeness(WORTH[How.LETTERS], (reason("divided", a.text, b.text),))
    return None


def _reasons(
    a: PersonName, b: PersonName, paired: Sequence[Fit], left: Sequence[Word], *, turned: bool
) -> list[Reason]:
    found = _spelled(paired)
    if left:
        found.append(reason("left-out", " ".join(word.written for word in left)))
    elif not found:
        accents = any(fit.how is How.ACCENTS for fit in paired)
        found.append(reason("accents" if accents else "same-name", a.text, b.text))
    return [*found, *([reason("turned")] if turned else [])]


def _spelled(paired: Sequence[Fit]) -> list[Reason]:
    return [_reason(fit) for fit in paired if fit.how not in {How.SAME, How.ACCENTS}]


def _reason(fit: Fit) -> Reason:
    turned = fit.other.initial or (fit.how is How.CALLED and fit.other.latin in FULL)
    one, other = (fit.other, fit.word) if turned else (fit.word, fit.other)
    return reason(fit.how.value, one.written, other.written)


def apart(a: PersonName, b: PersonName) -> tuple[str, str] | None:
    """The words by which two names differ, when each has some that the other has not; None when one goes into the other."""
    if liken(a, b) is not None:
        return None
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    free = list(long.words)
    left: list[Word] = []
    for word in short.words:
        fit = next((other for other in free if compare(word, other)), None)
        (left.append(word) if fit is None else free.remove(fit))
    mine, others = (" ".join(word.written for word in side) for side in (left, free))
    return (mine, others) if short is a else (others, mine)
