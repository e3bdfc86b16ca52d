"""What words come to when somebody asks: words that mean the same are one concept, small words are nothing. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from habeas.identity.matching.typos import within_one
from habeas.model.text import fold

_WORD: Final = re.compile(r"[^\W_]+")
LONGEST: Final = 3
"""So many words at most are listed as one."""
_CORRECTED: Final = 5
"""Shorter words are not corrected."""


@dataclass(frozen=True, slots=True)
class AskingWords:
    """The words of `asking.toml`."""

    whole: dict[str, str]
    begun: dict[str, str]
    light: frozenset[str]
    stop: frozenset[str]


@cache
def _words() -> AskingWords:
    raw = tomllib.loads((files(__package__) / "asking.toml").read_text(encoding="utf-8"))
    whole: dict[str, str] = {}
    begun: dict[str, str] = {}
    for concept, listed in {**raw["concepts"], **raw["light"]}.items():
        for word in listed.split():
            (begun if word.endswith("*") else whole)[word.rstrip("*")] = concept
    return AskingWords(whole, begun, frozenset(raw["light"]), frozenset(raw["stop"].split()))


LIGHT: Final = _words().light
STOP: Final = _words().stop


def folded(text: str) -> list[str]:
    """The words of a text without accents, in small letters."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=5_000)
def concept_of(word: str) -> str:
    """The concept of a word, or the word itself in the singular."""
    words = _words()
    if word in words.whole:
        return words.whole[word]
    for length in range(len(word), 2, -1):
        if word[:length] in words.begun:
            return words.begun[word[:length]]
    return word[:-1] if len(word) > _CORRECTED and word.endswith("s") else word


@lru_cache(maxsize=1_000)
def near_word(word: str) -> str:
    """The concept of a word that is one typing error away; empty for none, or for words of several concepts."""
    if len(word) < _CORRECTED:
        return ""
    words = _words()
    found = {concept for one, concept in words.whole.items() if len(one) >= _CORRECTED and within_one(word, one)}
    found |= {
        concept for one, concept in words.begun.items() if len(one) > _CORRECTED and within_one(word[: len(one)], one)
    }
    return found.pop() if len(found) == 1 else ""


def is_listed(words: Sequence[str]) -> bool:
    """Whether these words together are one that is listed."""
    return len(words) > 1 and "-".join(words) in _words().whole


def merged(words: Sequence[str]) -> list[str]:
    """Words that are listed together as one: how many, not stated."""
    whole = _words().whole
    made: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            joined = "-".join(words[at : at + length])
            if length == 1 or joined in whole:
                made.append(joined)
                at += length
                break
    return made
