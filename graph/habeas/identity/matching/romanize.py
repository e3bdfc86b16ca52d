"""Names in small Latin letters: words out of texts of any script, and how each is written in Latin letters.

anyascii has the letters of some hundred scripts. What it cannot know is here: which marks belong to a word, that عبد
الرحمن is one name, that μπ is a b, that ร์ is silent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from habeas.identity.matching.rules import Rules
from habeas.model.text import fold

IDEOGRAPHS: Final = "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af々"
SIGN: Final = re.compile(f"[{IDEOGRAPHS}]")
_MARKED: Final = (
    "\u0300-\u036f\u0483-\u0487\u0780-\u07bf\u0900-\u0963\u0966-\u0df3\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eff"
    "\u0f18-\u0fbc\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
)
"""Letters with the marks that belong to them: of the scripts of India, of Thai, Lao, Tibetan, Burmese, Khmer."""
WORD: Final = re.compile(rf"[{IDEOGRAPHS}]|(?:[^\W_{IDEOGRAPHS}]|[{_MARKED}])+")
"""A word; of scripts that write none between them, a sign."""
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u065f\u0670\u0591-\u05c7'’‘ʼʻʹʿʾ`´′]"
)
"""What stands inside words and is no letter: soft hyphens, joiners, signs of direction, vowel points, apostrophes."""
_ORDINAL: Final = re.compile(r"\.?([ªº])")

ARABIC: Final = re.compile("[\u0600-\u06ff]")
HEBREW: Final = re.compile("[\u0590-\u05ff]")
CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_COMPOSED: Final = re.compile("[\u0400-\u052f\u3040-\u30ff]")
"""Letters whose marks make another letter of them: й, ў, だ."""
_ONE_LETTER: Final = str.maketrans("أإآٱىیېکةۀھؤۇۆۈۋە", "اااايييكهههوووووا")
_ARTICLE: Final = re.compile(r"^(?:و?ال|ל)(?=[\u0600-\u06ff]{2})")
_UYGHUR_VOWEL: Final = re.compile("^(?:ئ|ي\u0654)(?=[اەىېوۇۆۈ])")
_ARTICLE_WITHIN: Final = re.compile("(?<=^عبد)ال(?=..)|(?<=^ابو)ال(?=..)|(?<=..)ال(?=دين$|له$)")
_ARABIC_LETTERS: Final = (
    "ا=a ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع=a غ=gh"
    " ف=f ق=q ك=k ل=l م=m ن=n ه=h و=w ي=y"
    " ء= پ=p چ=ch ژ=zh گ=g"
)
_HEBREW_LETTERS: Final = (
    "א=a ב=b ג=g ד=d ה=h ו=v ז=z ח=h ט=t י=y כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=p ף=f צ=ts ץ=ts ק=k ר=r ש=sh ת=t"
)


def _table(listed: str) -> dict[int, str]:
    pairs = (pair.partition("=") for pair in listed.split())
    return {ord(letter): latin for letter, _, latin in pairs}


_LETTERS: Final = {**_table(_ARABIC_LETTERS), **_table(_HEBREW_LETTERS)}
_GREEK: Final = Rules(
    r"""
^μπ→b μπ→mp ^ντ→d ντ→nt γγ|γκ→ng γξ→nx γχ→nch α[υύ]→av ε[υύ]→ev ο[υύ]→ou τζ→tz [οε][ιί]→i α[ιί]→e [ηήυύ]→i χ→ch
"""
)
_SILENT: Final = re.compile("[\u0e01-\u0e2e][\u0e34-\u0e39]?\u0e4c")
_NASAL: Final = re.compile("[\u0902\u0982\u0a02\u0a70\u0a82\u0b02\u0c02\u0c82\u0d02]")


def surname_first(words: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The ways to take a name apart into a surname and a given name: Kim Cheol Su, Cheol Su Kim, David Kim Cheol Su."""
    yield words[0], words[1:]
    yield words[-1], words[:-1]
    yield from ((words[place], words[place + 1 :]) for place in range(1, len(words) - 1))


def tidy(text: str) -> str:
    """The text with what stands unseen inside words taken out, and Mª as Ma."""
    if text.isascii():
        return text.replace("'", "").replace("`", "")
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return _ORDINAL.sub(lambda found: "a" if found[1] == "ª" else "o", text)


@lru_cache(maxsize=200_000)
def latin(text: str) -> str:
    """The text in small Latin letters without accents."""
    if text.isascii():
        return "".join(c for c in text.lower() if c.isalnum())
    plain = unicodedata.normalize("NFC", text.casefold()) if _COMPOSED.search(text) else _prepared(text)
    return "".join(c for c in anyascii(plain).lower() if c.isalnum())


@lru_cache(maxsize=100_000)
def arabic(word: str) -> str:
    """A word in Arabic letters without articles, each letter in one of its forms: عبدالرحمن as عبدرحمن."""
    plain = fold(_UYGHUR_VOWEL.sub("", word)).translate(_ONE_LETTER)
    return _ARTICLE_WITHIN.sub("", _ARTICLE.sub("", plain))


def _prepared(text: str) -> str:
    """The text with what anyascii does not know in Latin letters."""
    first = text[:1]
    if "\u0600" <= first <= "\u06ff":
        return arabic(text).translate(_LETTERS)
    text = fold(text)
    if "\u0590" <= first <= "\u05ff":
        return text.translate(_LETTERS)
    if "\u0370" <= first <= "\u03ff":
        return _GREEK(text)
    return _SILENT.sub("", _NASAL.sub("n", text)).replace("\u0e4d\u0e32", "\u0e21")
