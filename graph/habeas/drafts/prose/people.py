"""Which mentions of a text are of one person: "Torres", "Mr. Torres" and "Jonathan Torres Duque"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from habeas.dates.lexicon import fold
from habeas.drafts.prose.mentions import NameMention
from habeas.drafts.prose.runs import MentionKind, tokens_in
from habeas.drafts.prose.sentences import Sentence
from habeas.identity.matching.parts import MAN, PARTICLES, WOMAN

SHORTEST: Final = 3
NAMES: Final = frozenset([MentionKind.PERSON, MentionKind.BODY, MentionKind.FACILITY])


@dataclass(slots=True)
class KnownNames:
    """The names that a text tells in full, and what parts of them mean."""

    kinds: dict[str, MentionKind] = field(default_factory=dict)
    _surnames: dict[str, list[str]] = field(default_factory=dict)

    def take(self, mentions: Sequence[NameMention]) -> None:
        """Take in the full names, in the order of the text; what a name is, most of its mentions say."""
        votes: dict[str, Counter[MentionKind]] = {}
        for mention in mentions:
            if mention.kind is not MentionKind.OTHER:
                votes.setdefault(fold(mention.words), Counter())[mention.kind] += 2 if mention.sure else 1
        for mention in mentions:
            plain = fold(mention.words)
            if plain not in votes or plain in self.kinds:
                continue
            self.kinds[plain] = votes[plain].most_common(1)[0][0]
            if self.kinds[plain] is MentionKind.PERSON:
                self._take_person(mention.words)

    def _take_person(self, name: str) -> None:
        words = _name_words(name)
        for word in words[1:]:
            if len(word) >= SHORTEST:
                self._surnames.setdefault(word, []).append(name)

    def person(self, words: str, title: str = "") -> str:
        """The whole name of the person that a surname, or several, means; empty where none does."""
        parts = _name_words(words)
        found = self._surnames.get(parts[0], []) if parts else []
        fitting = [name for name in found if set(parts) <= set(_name_words(name)[1:])] if len(parts) < MOST else []
        titled = {fold(part) for part in title.split()}
        if titled & (MAN | WOMAN) and len(set(fitting)) > 1:
            woman = bool(titled & WOMAN)
            fitting = [name for name in fitting if _name_words(name)[0].endswith("a") == woman] or fitting
        return fitting[0] if fitting else ""


MOST: Final = 4


def _name_words(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in PARTICLES]


def resolved(mentions: Sequence[NameMention], names: KnownNames) -> list[NameMention]:
    """The mentions with the whole name of each; single words that are no part of a name are left out."""
    found: list[NameMention] = []
    for mention in mentions:
        kind = names.kinds.get(fold(mention.words), mention.kind)
        whose = ""
        if kind in {MentionKind.PERSON, MentionKind.OTHER, MentionKind.PLACE}:
            short = len(_name_words(mention.words)) == 1 or kind is MentionKind.OTHER or _is_part(mention.words, names)
            whose = names.person(mention.words, mention.title) if short else ""
            if whose and kind is not MentionKind.PERSON and kind is MentionKind.PLACE and mention.sure:
                whose = ""
            if whose:
                kind = MentionKind.PERSON
        if kind is not MentionKind.OTHER:
            found.append(replace(mention, kind=kind, whose=whose if whose != mention.words else ""))
    return found


def _is_part(words: str, names: KnownNames) -> bool:
    return names.kinds.get(fold(words)) is None or bool(names.person(words))


def known_in(sentence: Sentence, names: KnownNames, found: Sequence[NameMention]) -> Iterator[NameMention]:
    """Names of the rest of the text in a heading, and single words of them in any sentence."""
    taken = [(each.start, each.end) for each in found]
    if sentence.title_case:
        for plain, kind in names.kinds.items():
            if kind in NAMES and len(plain.split()) > 1:
                pattern = r"\W+".join(map(re.escape, plain.split()))
                folded = _same_length(sentence.text)
                for match in re.finditer(rf"\b{pattern}\b", folded):
                    if not _covered(match.span(), taken):
                        taken.append(match.span())
                        yield NameMention(*match.span(), sentence.text[slice(*match.span())], kind)
    for token in tokens_in(sentence.text):
        if token.capital and len(token.plain) >= SHORTEST and not _covered((token.start, token.end), taken):
            whose = names.person(token.written)
            if whose:
                yield NameMention(token.start, token.end, token.written, MentionKind.PERSON, whose=whose)


def _covered(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _same_length(text: str) -> str:
    """Small letters without accents, each at its place."""
    return "".join((fold(sign) or sign)[:1] if sign.isalpha() else sign for sign in text)
