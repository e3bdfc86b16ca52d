"""The words of a running text with their places, for spotting names in it.

Soft hyphens, characters of no width, signs of direction and vowel points are not seen; a hyphen at the end of a line
joins; an apostrophe ends a word (`Ruz’s`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from habeas.identity.matching.phonetics import NameWord, is_cyrillic, name_word
from habeas.identity.matching.romanize import ARABIC, WORD

_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u065f\u0670"
    "\u0591-\u05bd\u05bf-\u05c7ʼʻʹʿʾ`]|[-\u2010]\r?\n[ \t]*"
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\S*@\S+|[#@]\w+", re.IGNORECASE)
_NEAR: Final = re.compile(r"[\s,.*|\\&;\-\u2010-\u2015'’‘\"“”«»()\[\]_/·・+%=?&#:]*")
_ENDED: Final = re.compile(r"[.!?;]\s|[\n\r]\s*[\n\r]|:\s|。|！|？")
_SHORTEST_STEM: Final = 3
_MOST_PREFIXES: Final = 2
_SHORT_ENOUGH: Final = 5
"""A point after a word of so many letters, with a capital, may end an abbreviation."""
_CASE_ENDINGS: Final = re.compile(
    "(?:ого|его|ому|ему|ыми|ими|ами|ями|ага|яга|аму|яму|ові|еві|єві|ой|ою|ей|ею|ай|яй|эй|ым|им|ом|ем|ём|ам|ям|ую|юю"
    "|ая|яя|ий|ый|ій|ы|и|і|ї|а|я|у|ю|е|є|э|о|ь|й)$"
)
_GREEK_ENDINGS: Final = re.compile("(?:ου|ος|ον|ης|ας|ους|ες|η|α|ο|ε|ι|υ)$")
_ARABIC_PREFIX: Final = re.compile("^[وفبكل](?=[\u0621-\u06d3]{3})")
_HEBREW_PREFIX: Final = re.compile("^[ובלהמשכ](?=[\u05d0-\u05ea]{3})")
BEFORE_PLACES: Final = frozenset(["la", "el", "le", "al", "los", "las", "santa", "san"])
"""Before a word with a capital: the name of a place or a thing (La Paz), or of a family, which is spotted by itself."""
FAMILY: Final = frozenset(
    [
        "familia",
        "familias",
        "family",
        "families",
        "famille",
        "familie",
        "familiares",
        "relatives",
        "apellido",
        "surname",
        "hermanos",
        "hermanas",
        "brothers",
        "sisters",
        "esposos",
        "matrimonio",
        "parents",
        "padres",
        "hijos",
        "children",
        "los",
        "las",
        "the",
        "semya",
        "semi",
        "simia",
        "rodyna",
        "semia",
    ]
)


class NameToken(NamedTuple):
    """A word of a text: as written, where, and what stands before it.

    `far`: something ends before it, or stands between, over which no name goes on. `beside`: nothing but spaces of one
    line do. `close`: nothing but an apostrophe. `in_address`: it stands in an address of the web or of mail, or in a
    handle.
    """

    written: str
    start: int
    end: int
    word: NameWord
    far: bool
    beside: bool
    close: bool
    in_address: bool

    @property
    def capital(self) -> bool:
        """True for a word with a capital, and in scripts that have none."""
        return self.written[:1].isupper() or self.written[:1].lower() == self.written[:1].upper()


def tokens_of(text: str) -> list[NameToken]:
    """The words of a text."""
    seen, places = _seen(text)
    addresses = [match.span() for match in _ADDRESS.finditer(seen)]
    return list(_tokens(seen, places, addresses))


def seen_words(text: str) -> list[str]:
    """The words of a text without their places."""
    return WORD.findall(_seen(text)[0])


def _tokens(seen: str, places: Sequence[int], addresses: list[tuple[int, int]]) -> Iterator[NameToken]:
    before, last = 0, ""
    for match in WORD.finditer(seen):
        start, end = match.span()
        gap = seen[before:start]
        word = name_word(match[0])
        if not word.latin:
            continue
        abbreviated = len(last) <= _SHORT_ENOUGH and last[:1].isupper() and not re.search(r"[!?;]|[\n\r]\s*[\n\r]", gap)
        ended = bool(_ENDED.search(gap)) and not (abbreviated and gap.startswith("."))
        in_address = any(first <= start < after for first, after in addresses)
        yield NameToken(
            written=match[0],
            start=places[start],
            end=places[end - 1] + 1,
            word=word,
            far=not last or ended or _NEAR.fullmatch(gap) is None,
            beside=gap.isspace() and "\n" not in gap,
            close=gap in {"'", "’", "‘"},
            in_address=in_address,
        )
        before, last = end, match[0]


def _seen(text: str) -> tuple[str, Sequence[int]]:
    """The text without what is not seen, and the place of each of its characters in the text."""
    if not _UNSEEN.search(text):
        return text, range(len(text))
    hidden = {place for match in _UNSEEN.finditer(text) for place in range(*match.span())}
    kept = [(letter, place) for place, letter in enumerate(text) if place not in hidden]
    return "".join(letter for letter, _ in kept), [place for _, place in kept]


def without_prefixes(written: str) -> tuple[str, ...]:
    """An Arabic or Hebrew word without the words that are written together with it: “and”, “for”, “by”, “and to”."""
    prefix = _ARABIC_PREFIX if ARABIC.match(written) else _HEBREW_PREFIX
    found: list[str] = []
    while len(found) < _MOST_PREFIXES and prefix.match(written):
        written = written[1:]
        found.append(written)
    return tuple(found)


@lru_cache(maxsize=100_000)
def endings_off(word: NameWord) -> str:
    """A word without the ending of its case, where its script tells that its language has cases."""
    plain = unicodedata.normalize("NFC", word.written.casefold()).replace("ё", "е")
    if is_cyrillic(word.written):
        stem = _CASE_ENDINGS.sub("", plain)
        return re.sub("[еоя](?=[^аеиоуыэюя]$)", "", stem) if len(stem) > _SHORTEST_STEM else stem
    if "\u0370" <= plain[:1] <= "\u03ff":
        bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c)).replace("ς", "σ")
        return _GREEK_ENDINGS.sub("", bare.removesuffix("σ") if bare.endswith("σ") else bare)
    return word.latin


def nominatives(written: str) -> tuple[str, ...]:
    """What a word of a Slavic language in Cyrillic may be without the ending of its case: Сергея as Сергей."""
    if not is_cyrillic(written):
        return ()
    stem = _CASE_ENDINGS.sub("", written.lower())
    return (
        tuple(stem + ending for ending in ("", "й", "ь", "а", "я", "ий", "ый", "ай")) if stem != written.lower() else ()
    )


def is_run_on(token: NameToken) -> bool:
    """True for the letter that an apostrophe left: the s of Ruz’s."""
    return token.close
