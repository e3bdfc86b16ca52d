"""Runs of words with capitals in a sentence, and what their words say they name.

A run is cut where a possessive, a day or a word between names ends it. A word such as "Ministry" or "cárcel" in it
tells what it is: the first one in Spanish, the last one in English, and of names of the other language as that has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from habeas.dates.lexicon import MONTH_NUMBERS, WEEKDAY_NUMBERS, fold
from habeas.drafts.prose.lexicon import Lexicon, given_names, lexicon_for, shared_words
from habeas.identity.matching.parts import PARTICLES

ABBREVIATED: Final = "Mr|Mrs|Ms|Dr|Dra|Sr|Sra|Srta|Prof|Lic|Ing|Gen|Col|Capt?|Lt|Sgt|Sen|Gov|Rep|Rev|St|Abg|Mons|[A-Z]"
WORD: Final = r"[^\W\d_]+(?:[’'\-‐][^\W\d_]+)*"
TOKEN: Final = re.compile(rf"(?:[A-Z]\.){{2,}}|(?:{ABBREVIATED})\.(?=\s?\w)|{WORD}|\d+|[^\w\s]")
POSSESSIVE: Final = re.compile(r"[’']s?$")
OPENING: Final = frozenset('“"«‘:(—–-*•/¿¡….')
ARTICLES: Final = frozenset(["el", "la", "los", "las"])
SMALL: Final = 3
"""The most small words between two of a name; the most digits of its number."""


class MentionKind(StrEnum):
    """What a name is of."""

    PERSON = "person"
    BODY = "org"
    FACILITY = "facility"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign of a sentence. `plain` is in small letters without accents, and without a possessive ending."""

    written: str
    start: int
    end: int
    plain: str
    capital: bool
    owns: bool


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=256)
def tokens_in(text: str) -> tuple[Token, ...]:
    """The words and signs of a sentence."""
    found: list[Token] = []
    for match in TOKEN.finditer(text):
        written = match[0]
        owns = bool(POSSESSIVE.search(written)) and len(written) > SMALL
        bare = POSSESSIVE.sub("", written) if owns else written
        found.append(Token(bare, match.start(), match.start() + len(bare), _plain(bare), bare[:1].isupper(), owns))
    return tuple(found)


def runs_in(tokens: Sequence[Token], words: Lexicon, lower: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The runs, as the first token and the one behind the last: words with capitals, and small words between them.

    The first word of a sentence counts as one of a name only where the text does not write it in small letters too
    (`lower`).
    """
    at = 0
    while at < len(tokens):
        if not _begins(tokens, at, words, lower):
            at += 1
            continue
        last = at + 1
        while last < len(tokens) and not tokens[last - 1].owns and (step := _next(tokens, at, last, words)):
            last += step
        if last < len(tokens) and tokens[last - 1].owns and _is_office(tokens[last]):
            last += 1
        yield at, last
        at = last


def _is_office(token: Token) -> bool:
    return token.capital and token.plain in shared_words("office")


def _begins(tokens: Sequence[Token], at: int, words: Lexicon, lower: frozenset[str]) -> bool:
    token = tokens[at]
    if not token.capital or not token.plain or _is_day(token.plain):
        return False
    opened = at == 0 or tokens[at - 1].written in OPENING
    follows = at + 1 < len(tokens) and tokens[at + 1].capital
    if words.has("articles", token.plain) or words.has("pronouns", token.plain):
        return token.plain in ARTICLES and follows and not opened
    if not opened:
        return True
    if words.has("opening", token.plain):
        return False
    known = token.plain in lower and token.plain not in given_names()
    return not (known and not _tells(token.plain, words)) or (known and words.has("titles", token.plain))


def _tells(plain: str, words: Lexicon) -> bool:
    """Whether a word says by itself what a name with it is."""
    return words.has("single", plain) or any(
        kind is not MentionKind.OTHER for kind, _ in _kinds_of(plain, words.language)
    )


def _is_day(plain: str) -> bool:
    return plain in WEEKDAY_NUMBERS or (plain in MONTH_NUMBERS and len(plain) > SMALL)


def _next(tokens: Sequence[Token], first: int, at: int, words: Lexicon) -> int:
    """How many tokens the run goes on by: a word with a capital, or small words and one."""
    token, before = tokens[at], tokens[at - 1]
    if token.start - before.end > 1 and token.capital and before.written == ",":
        return 0
    if token.written.isdigit() or token.plain in {"no", "n"}:
        return _number(tokens, first, at, words)
    if token.capital and token.plain and not _is_day(token.plain):
        return 1
    small, step = shared_words(f"joining_{words.language}"), at
    while step < len(tokens) and step - at < SMALL and _is_joining(tokens[step].plain, small, words):
        if not tokens[step].plain or (tokens[step].plain in {"y", "e"} and not _abstract(tokens, step)):
            return 0
        step += 1
    if step == at and words.has("and", token.plain) and _abstract(tokens, at):
        step += 1
    joined = step > at and step < len(tokens) and tokens[step].capital and not _is_day(tokens[step].plain)
    if not joined or tokens[step].start - tokens[step - 1].end > 1:
        return 0
    english = words.language == "en" and tokens[at].plain in {"of", "for", "to", "the", "and"}
    if (english or _headed(tokens[step:], words)) and not _headed(tokens[first:at], words):
        return 0
    if step == at + 1 and words.language == "es" and tokens[at].plain in ARTICLES and _headed(tokens[step:], words):
        return 0
    return step - at + 1


def _is_joining(plain: str, small: frozenset[str], words: Lexicon) -> bool:
    return plain in small or (plain in PARTICLES and plain != ("al" if words.language == "es" else ""))


def _abstract(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].capital and tokens[at + 1].plain in shared_words("abstract")


def _number(tokens: Sequence[Token], first: int, at: int, words: Lexicon) -> int:
    """A number belongs to the name of a facility: Penal Colony No. 7."""
    if tokens[at].written.isdigit():
        return (
            1
            if len(tokens[at].written) <= SMALL and kind_of_words(tokens[first:at], words) is MentionKind.FACILITY
            else 0
        )
    digits = next((step for step in (1, 2) if at + step < len(tokens) and tokens[at + step].written.isdigit()), 0)
    return digits + 1 if digits and kind_of_words(tokens[first:at], words) is MentionKind.FACILITY else 0


def _headed(tokens: Sequence[Token], words: Lexicon) -> bool:
    here = [token.plain for token in tokens[:4] if token.capital] if tokens and tokens[0].capital else []
    return kind_of_words(tokens, words) is not None or any(_tells(each, words) for each in here[:1])


# -- what a run is


def kind_of_words(tokens: Sequence[Token], words: Lexicon) -> MentionKind | None:
    """What a word of the run says it is: the first such word in Spanish, the last in English."""
    plain = [token.plain for token in tokens]
    heads: list[tuple[int, int, MentionKind, bool]] = []
    for at in range(len(plain)):
        for size in (4, 3, 2, 1):
            if at + size <= len(plain) and tokens[at].capital:
                part = " ".join(plain[at : at + size])
                heads += [(at, size, kind, first) for kind, first in _kinds_of(part, words.language)]
    named = plain[0] in given_names() and len(plain) < SMALL and not any(each[0] == 0 for each in heads)
    heads = [each for each in heads if not (named and (each[3] or plain[-1] in shared_words("surnames")))]
    if not heads:
        return None
    joint = next(
        (at for at, each in enumerate(plain) if each in {"of", "for", "de", "del", "para", "por", "to"}), len(plain)
    )
    first = [each for each in heads if each[3]]
    if first:
        return min(first, key=lambda each: (each[0], -each[1]))[2]
    head = [each for each in heads if each[0] < joint] or heads
    return max(head, key=lambda each: (each[0] + each[1], each[1]))[2]


HEADS: Final = ((MentionKind.FACILITY, "facilities"), (MentionKind.BODY, "bodies"), (MentionKind.OTHER, "others"))


@lru_cache(maxsize=20_000)
def _kinds_of(part: str, language: str) -> tuple[tuple[MentionKind, bool], ...]:
    """What a word, or several, says of a name in a text of this language; names of the other language have their own
    words. With each, whether it stands first in a name, as in Spanish."""
    own = lexicon_for(language)
    found = [(kind, language == "es") for kind, name in HEADS if part in own.words[name]]
    if found or part in shared_words("ambiguous") or part in given_names():
        return tuple(found)
    other = lexicon_for("en" if language == "es" else "es")
    return tuple((kind, language == "en") for kind, name in HEADS[:2] if part in other.words[name])
