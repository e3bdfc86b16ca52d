"""The words of a language by which its texts are read: data of this folder, small letters, without accents."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from habeas.dates.lexicon import fold

LANGUAGES: Final = ("en", "es")
ASIDE: Final = frozenset(["events"])
EVENT_FORMS: Final = ("passive", "passive_at", "active", "own", "noun")


@dataclass(frozen=True, slots=True)
class EventWords:
    """How an event of custody is told: as patterns for participles, finite verbs, verbs without an object, nouns."""

    kind: str
    form: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language. `words` are sets by what they are for, `patterns` the same as alternatives of an
    expression; `events` in the order in which they are looked for."""

    language: str
    words: Mapping[str, frozenset[str]]
    patterns: Mapping[str, str]
    events: tuple[EventWords, ...]
    any_event: re.Pattern[str]

    def has(self, kind: str, word: str) -> bool:
        """Whether the word, in small letters without accents, is one of these."""
        return word in self.words[kind]


@lru_cache(maxsize=8)
def lexicon_for(language: str) -> Lexicon:
    """The words of a language; of English for one that is not among them."""
    code = language if language in LANGUAGES else LANGUAGES[0]
    raw: dict[str, Any] = tomllib.loads(_text(f"words.{code}.toml"))
    listed = {name: _entries(text) for name, text in raw.items() if name not in ASIDE}
    events = tuple(_events(raw["events"]))
    return Lexicon(
        language=code,
        words={name: frozenset(entries) for name, entries in listed.items()},
        patterns={name: alternatives(entries) for name, entries in listed.items()},
        events=events,
        any_event=re.compile("|".join(each.pattern.pattern for each in events)),
    )


def _text(name: str) -> str:
    return (files("habeas.drafts.prose") / name).read_text("utf-8")


def _entries(text: str) -> list[str]:
    found = (entry.strip() for entry in re.split(r"[|\n]", text))
    return [fold(entry) if not re.search(r"[\[?]", entry) else entry for entry in found if entry]


def alternatives(entries: Iterable[str]) -> str:
    """The entries as one expression, the longest first."""
    return "|".join(sorted(set(entries), key=lambda entry: (-len(entry), entry)))


def _events(raw: Mapping[str, Mapping[str, str]]) -> Iterable[EventWords]:
    for form in EVENT_FORMS:
        for kind, forms in raw.items():
            entries = _entries(forms.get(form, ""))
            if entries:
                yield EventWords(kind, form, re.compile(rf"\b(?:{alternatives(entries)})\b"))


@lru_cache(maxsize=32)
def shared_words(kind: str) -> frozenset[str]:
    """Words of both languages that tell something about a name."""
    return frozenset(_entries(str(tomllib.loads(_text("words.any.toml"))[kind])))


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names that are frequent in news."""
    lines = _text("names.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def known_places() -> frozenset[str]:
    """Places of several words."""
    lines = [line for line in _text("places.txt").splitlines() if not line.startswith("#")]
    return frozenset(fold(name) for line in lines for name in line.split("|"))
