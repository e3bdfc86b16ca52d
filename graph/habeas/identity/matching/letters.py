"""One word in two scripts: whether letters of another script may be what somebody wrote in Latin letters.

Arabic and Hebrew leave out short vowels, so a word in them is a pattern that a word in Latin letters fits or not.
Belarusian and Russian write one name by different vowels, and Latin spellings of both by different letters: `slavic`
is what they share. For every other script consonants in rough classes decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final

from habeas.identity.matching.romanize import ARABIC, CYRILLIC, HEBREW, arabic
from habeas.identity.matching.rules import Rules

MOST_WAYS: Final = 16
_TWICE: Final = re.compile(r"(.)\1+")

# -- Arabic and Hebrew

_ANY: Final = "[aeiouy]*"
_CONSONANTS: Final = {
    **{"ب": "bb?|p", "پ": "pp?", "ت": "tt?", "ث": "th|ss?|t", "ج": "dj|dzh|jj?|g", "چ": "tch|ch|tsh|c", "ح": "hh?|kh"},
    **{"خ": "kh|ch|h|j|x|q", "د": "dd?", "ذ": "dh|th|zz?|d", "ر": "rr?", "ز": "zz?|s", "ژ": "zh|j|z", "س": "ss?|c|z"},
    **{"ش": "sch|sh|ch|s|x", "ص": "ss?|c", "ض": "dh|dd?|zz?", "ط": "tt?|th", "ظ": "zz?|dh|d|th", "غ": "gh|g|q|k|r"},
    **{
        "ف": "ff?|ph|v",
        "ق": "gh|qq?|kk?|g|c|ck|j",
        "ك": "kk?|c|ck|q",
        "گ": "gu?|gh|k",
        "ل": "ll?",
        "م": "mm?",
        "ن": "nn?",
    },
    **{"ه": "hh?|t|"},
    **{"ב": "bb?|v|w|bh", "ג": "gg?|j", "ד": "dd?", "ה": "h|", "ו": "v|w|o+|u+|ou|", "ז": "zz?|s", "ח": "ch|kh|h|j"},
    **{"ט": "tt?", "כ": "kh|ch|kk?|c|ck|q", "ך": "kh|ch|kk?|c|ck", "ל": "ll?", "מ": "mm?", "ם": "mm?", "נ": "nn?"},
    **{"ן": "nn?", "ס": "ss?|z|c", "פ": "pp?|f|ph", "ף": "ff?|ph|p|v", "צ": "tz|ts|z|s|cz|c", "ץ": "tz|ts|z|s|cz"},
    **{"ק": "kk?|c|ck|q", "ר": "rr?", "ש": "sch|sh|ss?", "ת": "tt?|th"},
}
_VOWELS: Final = {
    "ا": "[aeo]+h?|",
    "و": "(?:ou|oo|ow|au|aw|ew|eu|[ouwv])[aeiouwvy]*",
    "ي": "(?:ai|ay|ei|ey|ie|ee|ii|iy|[eiyj])[aeiouy]*",
    "ع": "[aeiou]*",
    "ء": "",
    "א": "[aeiou]+|",
    "ע": "[aeiou]+|",
    "י": "(?:[iyje][aeiouy]*)|",
}


@lru_cache(maxsize=100_000)
def _pattern(word: str) -> re.Pattern[str]:
    parts = ["h?" if word.startswith(("ا", "א")) else ""]
    for place, letter in enumerate(word):
        if place == 1 and letter in "وي" and word[0] == "ا":
            continue  # the first two letters are one vowel
        if letter in _VOWELS:
            ways = "[aeiou]+y?" if place == 0 and letter in "اع" else _VOWELS[letter]
            parts.append(f"(?:{ways})")
        else:
            parts.append(f"(?:{_CONSONANTS.get(letter, '')})")
        parts.append(_ANY)
    return re.compile("".join(parts) + "h?")


# -- Slavic languages

_SLAVIC: Final = Rules(
    r"""
tsch→ch (?<=[aeio])u(?=[^aeiouyj]|$)→v shch|sch|sh|sz|zh→s tch|ch→c kh|gh|g|x→h ts|tz|t(?=[sc])→t dz|dj|dzh→d
[yji]+(?=[aeou])→ (?<=[aeou])[yji]+(?=[^aeiouyj]|$)→ [yji]+→i [aeo]+→a w→v z→s (.)\1+→\1
"""
)
_SURNAME: Final = re.compile(
    r"(?:[oeia]v|[ieao]u|[yi]n|[oea]va|[oea]vaya|[yi]na|sk[iy]+|skij|skaya|skaia|skaja|[iy]ch|[iy]c|[iy]cz|nk[ao]|chuk"
    r"|yuk|iuk|juk|[yi]k|ka|ko|shuk|uta|roz|nik)$"
)
_FEWEST: Final = 3
_AS_IN_SPANISH: Final = Rules("(?<![cs])h→ qu(?=[ei])→k c(?=[ei])→s c(?!h)→k j→h ll→l")


@lru_cache(maxsize=200_000)
def slavic(latin: str, *, cyrillic: bool) -> str:
    """What Russian, Belarusian and Ukrainian spellings of one word share; empty where it may not be such a word."""
    if not cyrillic and not _SURNAME.search(latin):
        return ""
    found = _SLAVIC(latin)
    return found if len(re.sub("[aiu]", "", found)) >= _FEWEST else ""


def _slavic_ways(latin: str) -> set[str]:
    """The same for a word in Latin letters whose c and ch may be read in several ways: Cichanovič lost its accent."""
    ends = {latin, re.sub("c$", "ch", latin)}
    ways = {way for end in ends for way in (end, re.sub("ch(?=.)", "kh", end))}
    ways |= {_AS_IN_SPANISH(way) for way in tuple(ways)}
    ways |= {re.sub("ou", "u", re.sub("(?<=[aeiou])j(?=[aeiou])|^j(?=[aou])", "zh", way)) for way in ways}
    return {_SLAVIC(each) for way in ways for each in (way, re.sub("c(?!h)", "ts", way))}


# -- every other script: consonants in classes


def _ways_of(listed: str) -> dict[str, tuple[str, ...]]:
    pairs = (pair.partition("→") for pair in listed.split())
    return {unit: tuple(ways.split(",")) for unit, _, ways in pairs}


_WAYS: Final = _ways_of(
    r"""
shch→S sch→S sh→S zh→S,J tch→C dzh→J ch→C,,K kh→K, gh→G, ph→F,P th→T dh→D bh→B jh→J ts→S,C tz→S,C ss→S ck→K
x→KS, q→K k→K c→K,S,C g→G,K j→J, z→S,J s→S w→B, v→B, b→B p→P f→F t→T d→D l→L r→R n→N m→M h→
"""
)
_UNITS: Final = re.compile("|".join(_WAYS))
_COARSE_WAYS: Final = (
    *((each, ("",)) for each in ("dj", "dzh", "gh", "j", "h")),
    *((each, ("T",)) for each in ("sh", "zh", "th", "dh", "t", "d", "s", "z")),
    *((each, ("B",)) for each in ("ph", "bh", "b", "p", "f")),
    *((each, ("B", "")) for each in ("v", "w")),
    *((each, ("K",)) for each in ("ck", "k")),
    *((each, ("K", "")) for each in ("kh", "q", "g")),
    *(("ch", ("T", "K", "")), ("c", ("K", "T")), ("x", ("KT", "")), ("m", ("N",)), ("n", ("N",)), ("l", ("L",))),
    ("r", ("R",)),
)
"""Coarser than the ways above, and never finer: candidates are found by it."""
_COARSE_READ: Final = dict(_COARSE_WAYS)
_COARSE_UNITS: Final = re.compile("|".join(sorted(_COARSE_READ, key=len, reverse=True)))


@lru_cache(maxsize=200_000)
def _consonants(latin: str) -> frozenset[str]:
    """The ways to take the consonants of a word."""
    plain = re.sub(r"m(?=[bcdfgjkpstz])", "n", _TWICE.sub(r"\1", latin))
    return frozenset(_TWICE.sub(r"\1", way) for way in _ways([_WAYS[unit] for unit in _UNITS.findall(plain)]))


@lru_cache(maxsize=200_000)
def shared_keys(latin: str) -> tuple[str, ...]:
    """What a word in Latin letters shares with one in other letters; coarser than `letters_alike`."""
    spoken = re.sub(r"(?<=[aeio])u(?=[^aeiouyj]|$)", "v", latin)
    ways = _ways([_COARSE_READ[unit] for unit in _COARSE_UNITS.findall(spoken)])
    return tuple(sorted({_TWICE.sub(r"\1", way) or "-" for way in ways}))


def _ways(units: Sequence[tuple[str, ...]]) -> Iterator[str]:
    return ("".join(way) for way in islice(product(*units), MOST_WAYS))


@lru_cache(maxsize=500_000)
def letters_alike(other: str, romanized: str, latin: str) -> bool:
    """Whether a word in another script (and how it stands in Latin letters) may be a word written in Latin letters."""
    if ARABIC.match(other):
        return _fits(arabic(other), latin)
    if HEBREW.match(other):
        return _fits(other, latin)
    if CYRILLIC.match(other):
        return bool(_slavic_ways(romanized) & _slavic_ways(latin))
    shared = _consonants(romanized) & _consonants(latin)
    return any(len(one) > 1 for one in shared) or (bool(shared) and romanized[-1:] == latin[-1:])


def _fits(word: str, latin: str) -> bool:
    short = re.sub(r"^[ae]l(?=[b-df-hj-np-tv-z]\w{2})", "", latin)
    return any(_pattern(word).fullmatch(one) is not None for one in {latin, short})
