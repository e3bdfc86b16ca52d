"""Who says what a sentence tells, also where somebody says what somebody said.

Each attribution governs a part of its sentence: what stands behind "X said that", before ", X said", and all of a
sentence with "according to X". What several govern was said by the one nearest to it, through the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from habeas.drafts.prose.lexicon import Lexicon
from habeas.drafts.prose.masks import Mask

LEAST_BEHIND: Final = 12
"""So many characters behind "X said" are what X said; fewer are where and when it was said."""
FARTHEST: Final = 110
FOCUS: Final = "?"
"""A pronoun: who it is, the text before tells."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker (the sign of a name, words for somebody unnamed, or FOCUS), and what they say: from `start` to `end` of
    the mask. `at` is where the words of saying stand, until `until`."""

    speaker: str
    start: int
    end: int
    at: int
    until: int
    tail: bool = False


@dataclass(frozen=True, slots=True)
class _Patterns:
    say: re.Pattern[str]
    according: re.Pattern[str]
    left: re.Pattern[str]
    right: re.Pattern[str]
    that: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(words: _Key) -> _Patterns:
    lexicon = words.lexicon
    part = lexicon.patterns
    group = (
        rf"(?:(?:{part['articles']})\s+)?(?:(?:{part['modifiers']})\s+)*(?:{part['groups']})"
        r"(?:\s+(?:of|for|at|del?|de la|en)\s+(?:the\s+|la\s+|el\s+|los\s+)?[PBFL]\d+)?"
    )
    who = rf"(?:(?P<name>[PB]\d+)|(?P<group>{group})(?:,?\s+(?P<named>P\d+))?|(?P<pronoun>{part['pronouns']}))"
    article = (
        rf"(?:(?:{part['articles']})\s+)?(?:(?:{part['modifiers']})\s+)*(?:(?:{part['titles']}|{part['roles']})\s+)*"
    )
    return _Patterns(
        say=re.compile(rf"\b(?:{part['say']})\b"),
        according=re.compile(rf"\b(?:{part['according']})\s+{article}{who}(?![\w])"),
        left=re.compile(
            rf"(?:{who})(?:'s)?(?P<aside>\s+(?:of|del?|de la|for)\s+(?:the\s+|la\s+|el\s+)?[BFLP]\d+)?"
            rf"(?P<between>,[^\"]{{1,90}},|(?(named),|(?!)))?(?:\s+(?:{BETWEEN}))*\s*$"
        ),
        right=re.compile(
            rf"^\s*(?:(?:{BETWEEN})\s+)*(?:que\s+)?(?:a la prensa\s+|a [BL]\d+\s+)?{article}{who}(?![\w])"
        ),
        that=re.compile(rf"^(?:[^,.;\"]{{0,60}}?\s|\s*){part['that']}\b"),
    )


BETWEEN: Final = (
    "also|then|has|had|have|later|repeatedly|further|again|tambien|ademas|luego|le|les|me|nos|lo|ha|habia|ayer|hoy|"
    "D\\d+|on D\\d+|el D\\d+|por su parte|por telefono"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    lexicon: Lexicon

    def __hash__(self) -> int:
        return hash(self.lexicon.language)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.lexicon.language == self.lexicon.language


def attributions_in(mask: Mask, words: Lexicon) -> list[Attribution]:
    """The attributions of a sentence, in the order of their words."""
    use = _patterns(_Key(words))
    found = [*_according(mask, use), *_said(mask, words, use)]
    return sorted(found, key=lambda each: each.at)


def _according(mask: Mask, use: _Patterns) -> Iterator[Attribution]:
    for match in use.according.finditer(mask.text):
        opening = not mask.text[: match.start()].strip(' "-,')
        start = 0 if opening else _sentence_part(mask.text, match.start())
        yield Attribution(
            _who(match),
            start,
            len(mask.text) if opening else match.start(),
            match.start(),
            match.end(),
            tail=not opening,
        )


def _sentence_part(text: str, at: int) -> int:
    """Where the part of a sentence begins that ends here: behind the last semicolon."""
    return text.rfind(";", 0, at) + 1


def _said(mask: Mask, words: Lexicon, use: _Patterns) -> Iterator[Attribution]:
    text = mask.text
    for verb in use.say.finditer(text):
        if use.according.search(text, max(0, verb.start() - 16), min(len(text), verb.end() + 40)) and re.search(
            r"(?:segun|de acuerdo con)\s+$", text[: verb.start()]
        ):
            continue
        behind = text[verb.end() :]
        left = _nearest(use.left, text, verb.start())
        that = use.that.match(behind)
        right = None if re.match(rf"\s+{words.patterns['that']}\b", behind) and left else use.right.match(behind)
        if _is_aside(text, verb, that, words):
            continue
        if left and not (right and _is_inverted(text, verb, words)):
            yield from _subject_before(text, verb, left, that, behind, words)
        elif right:
            yield from _subject_behind(text, verb, right, that)
        elif words.language == "es" and not left and (that or behind.strip()):
            start = verb.end()
            yield Attribution(
                FOCUS,
                start if that else 0,
                len(text) if that else verb.start(),
                verb.start(),
                verb.end(),
                tail=not that,
            )


def _nearest(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Who stands nearest before a verb; of "P0 of B1", P0."""
    for start in range(end, max(0, end - FARTHEST) - 1, -1):
        if start and (text[start - 1].isalnum() or text[start - 1] == "'"):
            continue
        if found := pattern.match(text, start, end):
            owner = re.search(r"P\d+\s+(?:of|del?|de la|for|from)\s+(?:the\s+|la\s+|el\s+)?$", text[:start])
            return pattern.match(text, owner.start(), end) or found if owner else found
    return None


def _is_aside(text: str, verb: re.Match[str], that: re.Match[str] | None, words: Lexicon) -> bool:
    """Whether a word of saying tells of writing for somebody, or stands in a relative clause without what was said."""
    if re.match(r"\s+(?:for|to|about|sobre|para)\b", text[verb.end() :]):
        return True
    relative = re.search(rf"\b(?:{words.patterns['relative']})\s+(?:\w+\s+)?$", text[: verb.start()][-24:])
    return (
        bool(relative)
        and not that
        and not (words.language == "es" and re.search(r",\s+quien\s+$", text[: verb.start()]))
    )


def _is_inverted(text: str, verb: re.Match[str], words: Lexicon) -> bool:
    """Whether the subject stands behind the verb: after a comma or a quotation mark."""
    before = text[: verb.start()].rstrip()
    return before.endswith((",", '"')) or not before


def _subject_before(
    text: str, verb: re.Match[str], left: re.Match[str], that: re.Match[str] | None, behind: str, words: Lexicon
) -> Iterator[Attribution]:
    speaker = _who(left)
    told = re.match(r"\s+(?:the\s+)?(?:[PB]\d+|reporters|journalists|la prensa|a [PB]\d+)\b", behind)
    rest = behind[told.end() :] if told else behind
    clause = rest.strip(' ."')
    said_of = left.start()
    governs_behind = (
        bool(that)
        or (
            len(clause) >= LEAST_BEHIND
            and words.language == "en"
            and not re.match(r"\s*(?:,|in a |by |on social|during|at a|\.)", rest)
        )
        or (len(clause) >= LEAST_BEHIND and words.language == "es" and bool(re.match(r'\s*(?::|,? ?")', rest)))
    )
    if governs_behind:
        yield Attribution(speaker, verb.end(), len(text), said_of, verb.end())
    else:
        yield Attribution(speaker, _sentence_part(text, verb.start()), said_of, said_of, verb.end(), tail=True)


def _subject_behind(
    text: str, verb: re.Match[str], right: re.Match[str], that: re.Match[str] | None
) -> Iterator[Attribution]:
    until = verb.end() + right.end()
    following = re.match(r"(?:,[^\"]{1,80},)?(?:\s+[^,.;\"]{0,40}?)?\s*\b(?:que|that)\b", text[until:])
    opening = not text[: verb.start()].strip(' "')
    if following or (that and opening):
        start = until + (following.end() if following else 0)
        yield Attribution(_who(right), start, len(text), verb.start(), start)
    else:
        yield Attribution(_who(right), _sentence_part(text, verb.start()), verb.start(), verb.start(), until, tail=True)


def _who(match: re.Match[str]) -> str:
    found = match.groupdict()
    if found.get("named"):
        return found["named"] or ""
    if found.get("name"):
        return found["name"] or ""
    return (found.get("group") or "").strip() or FOCUS


def speakers_of(at: int, attributions: Sequence[Attribution]) -> list[str]:
    """Who says what stands at a place of the mask: the nearest first, then those through whom it came."""
    governing = [each for each in attributions if each.start <= at < each.end and not each.at <= at < each.until]
    ahead = sorted((each for each in governing if not each.tail), key=lambda each: -each.start)
    behind = sorted((each for each in governing if each.tail), key=lambda each: each.at)
    return list(dict.fromkeys(each.speaker for each in (*ahead, *behind)))
