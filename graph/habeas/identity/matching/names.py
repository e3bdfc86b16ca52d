"""Names taken apart, and how well two of them match: names of people; names of bodies, prisons and places.

People: titles and particles are taken off. Every word of the shorter name must find its own word in the longer one, in
any order: the same, an initial, written otherwise. What the longer one has besides (a second surname, a middle name)
costs a little. So `J. Torres` and `Jonathan Torres Duque` go together; `Juan Pérez García` and `Juan Pérez López` do
not, nor do two given names.

Bodies and places: what stands in brackets or after a comma is taken as an explanation, not as the name. Rare words
count for more than words that many names of the file share; how rare a word is, the caller says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from habeas.identity.matching.nicknames import FULL
from habeas.identity.matching.phonetics import WORTH, How, NameWord, compare, words
from habeas.identity.matching.proposal import Likeness, MatchReason, reason

# -- words that stand before, within or after names and are no part of them: small letters, without accents


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


MAN: Final = _words_of("mr sr senor don dn herr monsieur sayyid")
WOMAN: Final = _words_of("mrs ms miss sra srta senora senorita dona frau madame mme sayyida")
RANK: Final = _words_of(
    "dr dra doctor doctora lic licenciado licenciada ing prof profesor profesora professor president"
    " presidente presidenta gen general col coronel colonel cap capt capitan captain cmdr comandante sgt"
    " sargento sergeant lt teniente gov governor gobernador gobernadora sen senator senador senadora dip"
    " diputado diputada judge juez jueza fr father padre sister hermana rev imam sheikh shaykh haji abg"
    " abogado abogada"
)
TITLES: Final = MAN | WOMAN | RANK
PARTICLES: Final = _words_of("de del la las los y e da do das dos di du van von der den bin ibn ben bint al el ul")
"""Within names of people."""
GENERATIONS: Final = _words_of("jr junior hijo filho ii iii iv")
SMALL: Final = _words_of("the of for and in at on a an to by de del la las los el y e en a al para por con")
"""Within names of bodies and places."""
ROMAN: Final = _words_of("i ii iii iv v vi vii viii ix x")

# -- people

PARTLY: Final = 0.06
"""What each word costs that only one of the names has, up to three of them."""
ONE_WORD: Final = 0.5
"""The most that a surname or a given name alone is worth, or another short form of a fuller name: it fits many."""
TURNED: Final = 0.03


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart.

    `gender` comes from the title: m, f or nothing. `part`: it is short for another name of the same person.
    """

    text: str
    words: tuple[NameWord, ...]
    gender: str = ""
    generation: str = ""
    part: bool = False


@lru_cache(maxsize=200_000)
def person_name(text: str) -> PersonName:
    """Take a name apart.

    A title counts as one only before the name, a particle nowhere; `Torres, Juan` is Juan Torres.
    """
    last, comma, first = text.partition(",")
    found = list(words(f"{first} {last}" if comma and len(words(first)) < len(words(text)) else text))
    gender = ""
    while len(found) > 1 and found[0].latin in TITLES:
        title = found.pop(0).latin
        gender = gender or ("m" if title in MAN else "f" if title in WOMAN else "")
    generation = found.pop().latin if len(found) > 1 and found[-1].latin in GENERATIONS else ""
    kept = tuple(word for word in found if not _is_particle(word))
    return PersonName(text, kept or tuple(found), gender, generation)


def _is_particle(word: NameWord) -> bool:
    """`y` and `e` join surnames when written small; as capitals they are initials."""
    return word.latin in PARTICLES and not (word.initial and word.written.isupper())


def liken(a: PersonName, b: PersonName) -> Likeness | None:
    """How two names of people match; None when they do not."""
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


# -- bodies, prisons, places

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
