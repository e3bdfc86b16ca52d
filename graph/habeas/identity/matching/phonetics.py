"""Words of names: how they sound, and how alike two of them are.

    sound   consonants in rough classes, so that ways to write one name meet: Mohammed, Muhammad, محمد
    keys    what two words share when they may be one: candidates are found by it
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

from habeas.identity.matching.chinese import one_sign
from habeas.identity.matching.equivalents import name_number
from habeas.identity.matching.letters import letters_alike, shared_keys, slavic
from habeas.identity.matching.nicknames import called
from habeas.identity.matching.romanize import ARABIC, CYRILLIC, HEBREW, SIGN, WORD, latin, tidy
from habeas.identity.matching.rules import Rules
from habeas.model.text import fold

VOWELS: Final = "aeiouwy"
_FINE: Final = str.maketrans("eyou", "iiuu", "w")
_COARSE: Final = str.maketrans("eiyou", "aaauu", "w")
_ROUGH: Final = Rules(
    r"""
^[xj](?=[aeiou])→h x→ks s?h?ch|tch|tsh→C sh|sz|zh|ts|tz→s ph→f kh→h gh→g dh|th→t [qg]u(?=[ei])→k c(?=[eiy])→s
c→k
"""
)
_SILENT: Final = re.compile(r"(?<=[gq])u(?=[ei])")
_TWICE: Final = re.compile(r"(.)\1+")
_CLASSES: Final = str.maketrans("vpdgqzj", "bbtkksh")
_SILENCED: Final = str.maketrans("", "", VOWELS)
_STARTS: Final = str.maketrans("jxhvkqszyiwo", "gggbcccceeuu")
_GERMANIC: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_UMLAUT: Final = re.compile("[äöüøåæ]", re.IGNORECASE)
_ARABIC_ARTICLE: Final = re.compile(r"^[ae]l(?=[b-df-hj-np-tv-z]\w{3})")
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
    """One word of a name: as written, in small Latin letters, as it sounds; and with the particles before it."""

    written: str
    latin: str
    sound: str
    glued: str = ""

    @property
    def initial(self) -> bool:
        """True for a single letter."""
        return len(self.latin) == 1


def words(text: str) -> tuple[NameWord, ...]:
    """The words of a text."""
    return tuple(word for found in WORD.findall(tidy(text)) if (word := name_word(found)).latin)


@lru_cache(maxsize=200_000)
def name_word(written: str, plain: str = "") -> NameWord:
    """A word of a name; `plain` is how it stands in Latin letters, where that is not for its letters to say."""
    plain = plain or latin(written)
    return NameWord(written, plain, sound(plain))


def sound(plain: str) -> str:
    """The consonants of a word in Latin letters, in rough classes and none twice in a row.

    The word itself where it has none.
    """
    rough = _ROUGH(plain)
    return _TWICE.sub(r"\1", rough.translate(_CLASSES)).translate(_SILENCED) or plain


def key(word: NameWord) -> str:
    """What words that sound alike share, when both are in Latin letters.

    Their consonants and, roughly, their vowels.
    """
    return f"{word.sound}.{vowels(word.latin, _COARSE)}"


@lru_cache(maxsize=200_000)
def keys(word: NameWord) -> tuple[str, ...]:
    """All that words of one script share when they may be one."""
    found = [key(word)]
    if number := name_number(word.latin):
        found.append(f"={number}")
    if shape := slavic(word.latin, cyrillic=is_cyrillic(word.written)):
        found.append(f"+{shape}")
    found += [key(name_word(other)) for other in _other_forms(word)]
    return tuple(dict.fromkeys(found))


def bare_keys(word: NameWord) -> tuple[str, ...]:
    """All that words of two scripts share when they may be one."""
    number = name_number(word.latin)
    return (*shared_keys(word.latin), *((f"={number}",) if number else ()))


def _other_forms(word: NameWord) -> tuple[str, ...]:
    """The same without an Arabic article, with its umlauts written out, with its particles."""
    found = [word.glued] if word.glued else []
    if _UMLAUT.search(word.written):
        found.append(latin(word.written.lower().translate(_GERMANIC)))
    if _ARABIC_ARTICLE.match(word.latin):
        found.append(word.latin[2:])
    short = re.sub(r"(?<=[aou])e(?!$)", "", word.latin)
    return (*found, short) if short != word.latin and len(short) >= SHORTEST_SLIP else tuple(found)


def vowels(plain: str, alike: dict[int, int | None] = _FINE) -> str:
    """The vowels of a word, those that are easily confused as one, none twice in a row."""
    heard = _SILENT.sub("", plain)
    return _TWICE.sub(r"\1", "".join(c for c in heard if c in VOWELS).translate(alike))


@lru_cache(maxsize=1_000_000)
def compare(a: NameWord, b: NameWord) -> How | None:
    """How two words may be one; None when they are different words."""
    if is_sign(a) or is_sign(b):
        return _of_signs(a, b)
    if a.latin == b.latin:
        return _same(a, b)
    if a.initial or b.initial:
        return How.INITIAL if a.latin[0] == b.latin[0] else None
    one, other = name_number(a.latin), name_number(b.latin)
    if one and one == other:
        return How.SOUND if _one_script(a, b) else How.LETTERS
    if called(a.latin, b.latin):
        return How.CALLED
    return None if (one and other) or _two_forms(a.latin, b.latin) else _spelled_otherwise(a, b)


def _spelled_otherwise(a: NameWord, b: NameWord) -> How | None:
    if not _one_script(a, b):
        other, ours = (b, a) if is_latin(a.written) else (a, b)
        return How.LETTERS if letters_alike(other.written, other.latin, ours.latin) else None
    if _is_abjad(a) and _is_abjad(b):
        return None
    if (a.sound == b.sound and _heard_alike(a, b)) or _other_form_alike(a, b):
        return How.SOUND
    return How.NEARLY if _a_slip(a.latin, b.latin) else None


def _of_signs(a: NameWord, b: NameWord) -> How | None:
    if is_sign(a) and is_sign(b):
        return How.SAME if one_sign(a.written, b.written) else None
    return How.LETTERS if a.latin == b.latin and not (a.initial or b.initial) else None


def _other_form_alike(a: NameWord, b: NameWord) -> bool:
    """The same but for an umlaut written out, an article, particles, or what Russian and Belarusian spell otherwise."""
    one, other = {a.latin, *_other_forms(a)}, {b.latin, *_other_forms(b)}
    if one & other:
        return True
    shape = slavic(a.latin, cyrillic=is_cyrillic(a.written))
    return bool(shape) and shape == slavic(b.latin, cyrillic=is_cyrillic(b.written))


def _a_slip(a: str, b: str) -> bool:
    """One or two letters differ. Slips at the beginning are rare, and Hernández is not Fernández."""
    if min(len(a), len(b)) < SHORTEST_SLIP or a[0].translate(_STARTS) != b[0].translate(_STARTS):
        return False
    return OSA.normalized_similarity(a, b) >= NEAR


def is_sign(word: NameWord) -> bool:
    """True for one sign of a script that writes no spaces: many signs sound alike, so it is itself or another."""
    return len(word.written) == 1 and SIGN.match(word.written) is not None


def _same(a: NameWord, b: NameWord) -> How:
    if not _one_script(a, b):
        return How.LETTERS
    return How.SAME if a.written.casefold() == b.written.casefold() else How.ACCENTS


def _heard_alike(a: NameWord, b: NameWord) -> bool:
    """The vowels must agree too, roughly, and well in short words."""
    alike = _COARSE if len(a.sound) >= SHORT else _FINE
    return vowels(a.latin, alike) == vowels(b.latin, alike)


def _one_script(a: NameWord, b: NameWord) -> bool:
    return is_latin(a.written) == is_latin(b.written)


def _is_abjad(word: NameWord) -> bool:
    """In a script that writes few vowels: what sounds alike there is as a rule another name."""
    return bool(ARABIC.match(word.written) or HEBREW.match(word.written))


def is_cyrillic(written: str) -> bool:
    """True for a word in Cyrillic letters."""
    return bool(CYRILLIC.match(written))


@lru_cache(maxsize=200_000)
def is_latin(written: str) -> bool:
    """True for a word in Latin letters."""
    return fold(written).isascii() or anyascii(written).lower() == fold(written)


def _two_forms(a: str, b: str) -> bool:
    """A man's and a woman's name: Mario and María, Daniel and Daniela. One letter apart, and never a slip."""
    short, long = sorted((a, b), key=len)
    if short[:-1].endswith("k"):  # Lukashenko and Lukashenka are one
        return False
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} == {"a", "o"}
    return long in (short + "a", short + "o") or (short.endswith("a") and long == short[:-1] + "aya")
