"""Words of names: in Latin letters, as they sound, and how alike two of them are.

    latin   any script in small Latin letters without accents: `Евгений` evgeniy, `Núñez` nunez, `محمد` mhmd
    sound   its consonants in rough classes, so that ways to write one name meet: Mohammed, Muhammad, محمد
    word    one word against another: the same, an initial, written otherwise, a short name, nearly, or not

Rough on purpose: what meets here is shown to a person with the reason, and merged by nobody.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from habeas.identity.matching.nicknames import called
from habeas.model.values import fold

_IDEOGRAPHS: Final = "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
WORD: Final = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+")
"""A word; of scripts that write none between them, a sign."""
VOWELS: Final = "aeiouwy"
_FINE: Final = str.maketrans("eyou", "iiuu", "w")
_COARSE: Final = str.maketrans("eiyou", "aaauu", "w")
_ARTICLE: Final = re.compile(r"^ال(?=\w{2})")
_ROUGH: Final = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"^x", "s"),
        (r"x", "ks"),
        (r"s?h?ch|tch|tsh", "C"),
        (r"sh|sz|zh|ts|tz", "s"),
        (r"ph", "f"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"dh|th", "t"),
        (r"[qg]u(?=[ei])", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
    )
)
_SILENT: Final = re.compile(r"(?<=[gq])u(?=[ei])")
_TWICE: Final = re.compile(r"(.)\1+")
_CLASSES: Final = str.maketrans("vpdgqzj", "bbtkksh")
_SILENCED: Final = str.maketrans("", "", VOWELS)
_STARTS: Final = str.maketrans("jxhvkqszyiwo", "gggbcccceeuu")
NEAR: Final = 0.8
"""From this likeness on two words count as nearly the same."""
SHORT: Final = 3
"""Words with fewer consonants must share their vowels closely, to count as one sound."""
SHORTEST_SLIP: Final = 5
"""In shorter words one other letter makes another name."""


class How(StrEnum):
    """How two words match."""

    SAME = "same"
    ACCENTS = "accents"
    SOUND = "sound"
    LETTERS = "letters"
    NEARLY = "nearly"
    CALLED = "called"
    INITIAL = "initial"


WORTH: Final = {
    How.SAME: 1.0,
    How.ACCENTS: 1.0,
    How.SOUND: 0.9,
    How.LETTERS: 0.9,
    How.NEARLY: 0.85,
    How.CALLED: 0.8,
    How.INITIAL: 0.75,
}


class NameWord(NamedTuple):
    """One word of a name: as written, in small Latin letters, as it sounds."""

    written: str
    latin: str
    sound: str

    @property
    def initial(self) -> bool:
        """True for a single letter."""
        return len(self.latin) == 1


def words(text: str) -> tuple[NameWord, ...]:
    """The words of a text."""
    return tuple(word for found in WORD.findall(text.replace("'", "").replace("’", "")) if (word := _word(found)).latin)


@lru_cache(maxsize=200_000)
def _word(written: str) -> NameWord:
    plain = latin(written)
    return NameWord(written, plain, sound(plain))


def latin(text: str) -> str:
    """The text in small Latin letters without accents."""
    return "".join(c for c in anyascii(_ARTICLE.sub("", fold(text))).lower() if c.isalnum())


def sound(plain: str) -> str:
    """The consonants of a word in Latin letters, in rough classes and none twice in a row.

    The word itself where it has none.
    """
    rough = plain
    for pattern, letters in _ROUGH:
        rough = pattern.sub(letters, rough)
    return _TWICE.sub(r"\1", rough.translate(_CLASSES)).translate(_SILENCED) or plain


def key(word: NameWord) -> str:
    """What words that sound alike share, when both are in Latin letters.

    Their consonants and, roughly, their vowels.
    """
    return f"{word.sound}.{vowels(word.latin, _COARSE)}"


def vowels(plain: str, alike: dict[int, int | None] = _FINE) -> str:
    """The vowels of a word, those that are easily confused as one, none twice in a row."""
    heard = _SILENT.sub("", plain)
    return _TWICE.sub(r"\1", "".join(c for c in heard if c in VOWELS).translate(alike))


@lru_cache(maxsize=1_000_000)
def compare(a: NameWord, b: NameWord) -> How | None:
    """How two words may be one; None when they are different words."""
    if is_sign(a) and is_sign(b):
        return How.SAME if a.written == b.written else None
    if a.latin == b.latin:
        return _same(a, b)
    if is_sign(a) or is_sign(b):
        return None
    if a.initial or b.initial:
        return How.INITIAL if a.latin[0] == b.latin[0] else None
    if called(a.latin, b.latin):
        return How.CALLED
    if _two_forms(a.latin, b.latin):
        return None
    if a.sound == b.sound and _heard_alike(a, b):
        return How.SOUND if _one_script(a, b) else How.LETTERS
    return How.NEARLY if _a_slip(a.latin, b.latin) else None


def _a_slip(a: str, b: str) -> bool:
    """One or two letters differ. Slips at the beginning are rare, and Hernández is not Fernández."""
    if min(len(a), len(b)) < SHORTEST_SLIP or a[0].translate(_STARTS) != b[0].translate(_STARTS):
        return False
    return OSA.normalized_similarity(a, b) >= NEAR


def is_sign(word: NameWord) -> bool:
    """True for one sign of a script that writes no spaces: many signs sound alike, so it is itself or another."""
    return len(word.written) == 1 and not is_latin(word.written)


def _same(a: NameWord, b: NameWord) -> How:
    if not _one_script(a, b):
        return How.LETTERS
    return How.SAME if a.written.casefold() == b.written.casefold() else How.ACCENTS


def _heard_alike(a: NameWord, b: NameWord) -> bool:
    """The vowels must agree too, roughly, and well in short words.

    Scripts that write few of them are excused but for the last.
    """
    if _one_script(a, b):
        alike = _COARSE if len(a.sound) >= SHORT else _FINE
        return vowels(a.latin, alike) == vowels(b.latin, alike)
    return len(a.sound) > 1 or vowels(a.latin)[-1:] == vowels(b.latin)[-1:]


def _one_script(a: NameWord, b: NameWord) -> bool:
    return is_latin(a.written) == is_latin(b.written)


@lru_cache(maxsize=200_000)
def is_latin(written: str) -> bool:
    """True for a word in Latin letters."""
    return fold(written).isascii() or anyascii(written).lower() == fold(written)


def _two_forms(a: str, b: str) -> bool:
    """A man's and a woman's name: Mario and María, Daniel and Daniela. One letter apart, and never a slip."""
    short, long = sorted((a, b), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} == {"a", "o"}
    return long == short + "a"
