"""Names in a sentence, by how they are written and what stands around them: people, bodies, facilities, places.

What the words of a run do not tell (`runs`), the words around it do: a title, an age or a word for a role make a
person, a word for places a place, "prison" or "cárcel" in small letters a facility. What is left is a person, less
surely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from habeas.drafts.prose.lexicon import Lexicon, given_names, known_places, shared_words
from habeas.drafts.prose.runs import ARTICLES, MentionKind, Token, kind_of_words, runs_in, tokens_in
from habeas.drafts.prose.sentences import Sentence
from habeas.identity.matching.parts import PARTICLES

ACRONYM: Final = re.compile(r"[A-ZÑ]{2,7}")
CAPITALS: Final = 0.7


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in a text: its place, as it is written there, and what it seems to be. `title` stood before it; `sure`
    where more than two capitals says what it is; `whose` is the whole name of which it is a part."""

    start: int
    end: int
    words: str
    kind: MentionKind
    title: str = ""
    sure: bool = True
    whose: str = ""

    @property
    def name(self) -> str:
        """The whole name."""
        return self.whose or self.words


def mentions_in(sentence: Sentence, words: Lexicon, lower: frozenset[str]) -> list[NameMention]:
    """The names of a sentence, with places in it. `lower` are the words that the text writes in small letters too.

    In a heading whose words all have capitals nothing is found: what it names is looked for with the names of the rest.
    """
    if sentence.title_case:
        return []
    text = sentence.text
    tokens = tokens_in(text)
    found: list[NameMention] = []
    for first, last in runs_in(tokens, words, lower):
        for mention in _of_run(tokens[first:last], tokens, first, words):
            if not any(mention.start < each.end and each.start < mention.end for each in found):
                found.append(mention)
    found.extend(_acronyms(text, tokens, words, found))
    return sorted(found, key=lambda each: each.start)


# -- runs of words with capitals


def _of_run(run: Sequence[Token], tokens: Sequence[Token], first: int, words: Lexicon) -> Iterator[NameMention]:
    skipped = _titles(run, words)
    title, rest = " ".join(token.written for token in run[:skipped]), run[skipped:]
    kind = kind_of_words(run, words) if run else None
    if len(run) == 1 and words.has("single", run[0].plain):
        kind = MentionKind.BODY
    if kind in {MentionKind.BODY, MentionKind.FACILITY} and not (skipped and kind_of_words(rest, words) is None):
        yield from _named_body(run, tokens, kind, words)
        return
    while rest and (rest[0].plain in PARTICLES or not rest[0].capital) and rest[0].plain not in ARTICLES:
        rest = rest[1:]
    if not rest or kind is MentionKind.OTHER:
        return
    yield from _person_or_place(rest, tokens, first + len(run) - len(rest), title, words)


def _titles(run: Sequence[Token], words: Lexicon) -> int:
    """How many words of the run are titles before a name."""
    at = 0
    while at < len(run):
        size = next((n for n in (2, 1) if " ".join(t.plain for t in run[at : at + n]) in words.words["titles"]), 0)
        if not size and at + 1 < len(run) and run[at].plain in words.words["roles"] and run[at + 1].capital:
            size = 1
        if not size:
            break
        at += size
    return at if at < len(run) else 0


def _named_body(
    run: Sequence[Token], tokens: Sequence[Token], kind: MentionKind, words: Lexicon
) -> Iterator[NameMention]:
    while run and not run[-1].capital and not run[-1].written.isdigit():
        run = run[:-1]
    names = [token for token in run if token.capital]
    if not names:
        return
    alone = len(names) == 1 and len(run) == 1
    if alone and not words.has("single", names[0].plain):
        return
    start = run[0].start
    yield NameMention(start, run[-1].end, _spelled(run, tokens), kind)


def _spelled(run: Sequence[Token], tokens: Sequence[Token]) -> str:
    """The words of a run as the text has them."""
    parts: list[str] = []
    for at, token in enumerate(run):
        joined = at and token.start == run[at - 1].end
        owned = run[at - 1].owns if at else False
        parts.append(("" if joined else "’s " if owned else " ") + token.written if at else token.written)
    return "".join(parts)


def _person_or_place(
    run: Sequence[Token], tokens: Sequence[Token], first: int, title: str, words: Lexicon
) -> Iterator[NameMention]:
    names = [token for token in run if token.capital]
    plain = " ".join(token.plain for token in run)
    spelled = _spelled(run, tokens)
    start, end = run[0].start, run[-1].end
    if _is_facility(tokens, first, run, words):
        yield NameMention(start, end, spelled, MentionKind.FACILITY)
        return
    evidence = (
        bool(title)
        or names[0].plain in given_names()
        or _role_before(tokens, first, words)
        or _aged(tokens, first + len(run), words)
    )
    if plain in known_places() or (not title and _is_place(tokens, first, run, words, evidence=evidence)):
        sure = plain in known_places() or names[0].plain in shared_words("place_begins")
        yield NameMention(start, end, spelled, MentionKind.PLACE, sure=sure)
        return
    upper = all(len(token.written) > 1 and token.written.isupper() for token in names)
    if (len(names) == 1 and not (title or (evidence and _aged(tokens, first + len(run), words)))) or (
        upper and not title
    ):
        kind = MentionKind.OTHER
    elif names[0].plain in ARTICLES and not title:
        kind = MentionKind.PLACE
    else:
        kind = MentionKind.PERSON
    yield NameMention(start, end, spelled, kind, title, sure=evidence)


def _role_before(tokens: Sequence[Token], first: int, words: Lexicon) -> bool:
    at = first - 1
    if at >= 0 and tokens[at].written in {",", ":"}:
        at -= 1
    return at >= 0 and (words.has("roles", tokens[at].plain) or words.has("titles", tokens[at].plain))


def _aged(tokens: Sequence[Token], after: int, words: Lexicon) -> bool:
    """Whether an age follows, as it does behind the name of a person: ", 41,", "(34)", ", de 54 años"."""
    part = " ".join(token.written for token in tokens[after : after + 4])
    return bool(re.match(r"(?:, (?:de )?\d{1,2}\b(?! de)|\( ?(?:de )?\d{1,2} ?(?:\)|años)|, (?:who|quien)\b)", part))


def _is_place(tokens: Sequence[Token], first: int, run: Sequence[Token], words: Lexicon, *, evidence: bool) -> bool:
    if not first:
        return False
    before = tokens[first - 1]
    two = f"{tokens[first - 2].plain} {before.plain}" if first > 1 else ""
    located = two in words.words["places_before"] or (
        words.has("places_before", before.plain) and before.plain not in {"to", "of"}
    )
    named = before.plain in {"of", "de"} and first > 1 and words.has("place_words", tokens[first - 2].plain)
    if (named or located) and not evidence:
        return True
    return located and run[0].plain in shared_words("place_begins")


def _is_facility(tokens: Sequence[Token], first: int, run: Sequence[Token], words: Lexicon) -> bool:
    """Whether a word of facilities in small letters stands beside: "Kality prison", "la cárcel de La Loma"."""
    heads = words.words["named_facility"]
    if _held_there(tokens, first, run, words):
        return True
    after = [token.plain for token in tokens[first + len(run) : first + len(run) + 4] if token.plain]
    sizes = [size for size in (2, 1) if " ".join(after[:size]) in heads]
    if words.language == "en" and sizes:
        called = len(after) > sizes[0] and after[sizes[0]] in shared_words("called")
        several = len(run) > 1 or " ".join(after[: sizes[0]]) not in shared_words("everywhere")
        return several and not called and not tokens[first + len(run)].capital
    back = [token.plain for token in tokens[max(0, first - 5) : first] if token.plain]
    while back and back[-1] in {"de", "del", "of", "la", "el", "los", "las", *shared_words("called")}:
        back.pop()
    return any(" ".join(back[-size:]) in heads for size in (1, 2, 3) if len(back) >= size) and (
        words.language == "es" or tokens[first - 1].plain in {"of", *shared_words("called")}
    )


def _held_there(tokens: Sequence[Token], first: int, run: Sequence[Token], words: Lexicon) -> bool:
    """Whether somebody is held in what the run names: "held in Qasr Delan", "recluido en El Mirador"."""
    plain = " ".join(token.plain for token in run)
    if first <= 1 or run[0].plain in shared_words("place_begins") or plain in known_places():
        return False
    at = first - 1
    if tokens[at].plain in {"the", "el", "la"} and at > 1:
        at -= 1
    named = len(run) > 1 or words.language == "es"
    return named and tokens[at].plain in {"in", "at", "en"} and words.has("held_in", tokens[at - 1].plain)


def _acronyms(
    text: str, tokens: Sequence[Token], words: Lexicon, found: Sequence[NameMention]
) -> Iterator[NameMention]:
    """Bodies that are called by letters: NPR. Not where the whole sentence is in capitals."""
    letters = [sign for sign in text if sign.isalpha()]
    if sum(sign.isupper() for sign in letters) > CAPITALS * len(letters):
        return
    for at, token in enumerate(tokens):
        if not ACRONYM.fullmatch(token.written) or token.plain in shared_words("no_body"):
            continue
        beside = [tokens[near].written for near in (at - 1, at + 1) if 0 <= near < len(tokens)]
        if any(len(each) > 1 and each.isupper() for each in beside):
            continue
        covered = any(each.start <= token.start < each.end and each.kind is not MentionKind.OTHER for each in found)
        dateline = at + 1 < len(tokens) and (tokens[at + 1].written in {",", "—", "–", "-"} and not at)
        if not covered and not dateline:
            yield NameMention(token.start, token.end, token.written, MentionKind.BODY, sure=False)


def moved(mention: NameMention, by: int) -> NameMention:
    """The mention at its place in the whole text."""
    return replace(mention, start=mention.start + by, end=mention.end + by)
