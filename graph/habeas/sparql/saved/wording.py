"""Which saved question a line of words asks, and with which values: by the wordings that questions declare. No model.

A question says in its header how people ask it, in any language, with its parameters in braces and what may be left out
in brackets:

    # ask: who was held [at {facility}] [on {on}]
    # ask@es: quién estaba preso [en {facility}] [el {on}]

Words that mean the same count as one (`asking.toml`). A line is compared with every wording; it is sure only where all
of its words are known, everything named in it has its parameter, and no other reading comes near. Otherwise readings
are proposed. Pure: names and days were found before, by whoever finds them everywhere.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, TypeVar

from habeas.sparql.saved.items import Assigned, Slot, WordItem, assigned
from habeas.sparql.saved.lexicon import LIGHT, STOP, concept_of, folded, merged, near_word
from habeas.sparql.saved.questions import Question

SURE: Final = 0.74
"""So much of the words must agree for a reading that is taken without asking back."""
LIKELY: Final = 0.5
"""And so much for one that is proposed."""
MARGIN: Final = 0.06
"""So much better than any other it must be."""
MOST: Final = 4
"""So many readings are proposed."""
CLOSE: Final = 0.3
"""What fits worse than the best by more than this is not looked at further."""
LIGHT_WEIGHT: Final = 0.3
ORDER_WEIGHT: Final = 0.25
LEFT_OVER: Final = 0.2
LACKING: Final = 0.25
TODAY: Final = 0.12
"""What a wording loses that asks for a day where none is told."""
_OPTION: Final = re.compile(r"\[([^\[\]]*)\]")
_PIECE: Final = re.compile(r"\{([\w\-;]+)\}|([^\s{}]+)")

Part = str | WordItem
"""A word of the line, folded, or something that was found in it."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask a question: the words in order, with slots, and what they come to."""

    question: Question
    pieces: tuple[str | Slot, ...]
    features: frozenset[str]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Where its parameters stand."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Slot))


@dataclass(frozen=True, slots=True)
class WordMatch:
    """A question that the words may ask, how well they fit, and what was found for its parameters."""

    question: Question
    alike: float
    """How much of the words agree."""
    score: float
    """The same, with the order of words and slots."""
    found: Assigned


class Wordings:
    """Every way to ask these questions."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self.phrasings = [one for question in questions for one in phrasings_of(question)]
        self._vocabulary = frozenset(feature for one in self.phrasings for feature in one.features)
        self._weights = _weights(self.phrasings)

    def knows(self, word: str) -> bool:
        """Whether a word says something in some wording, or nothing in any."""
        return bool(self._feature(word)) or word in STOP

    def _feature(self, word: str) -> str:
        """What a word comes to; empty for one that no wording has, and for small words."""
        if word in STOP:
            return ""
        feature = concept_of(word)
        if feature in self._vocabulary:
            return feature
        near = near_word(word)
        return near if near in self._vocabulary else ""

    def matches(self, line: Sequence[Part], today: str) -> list[WordMatch]:
        """The questions that these parts of a line may ask, the best first, each with its best values."""
        parts = _merged_between(line)
        words = [part for part in parts if isinstance(part, str)]
        items = [part for part in parts if isinstance(part, WordItem)]
        features = {self._feature(word) or (word if word not in STOP else "") for word in words} - {""}
        telling = sum(self._weights.get(one, 0) > LIGHT_WEIGHT for one in features)
        if not telling or sum(item.length for item in items if item.is_strange) > telling:
            return []
        every = [match for one in self.phrasings if (match := self._match(one, features, items, today))]
        best = max((score for score, _, _ in every), default=0.0)
        close = [match for match in every if match[0] >= max(LIKELY, best - CLOSE)]
        told = [_shape(part) for part in parts]
        ranked = [WordMatch(one.question, alike, alike + _in_order(told, one), found) for alike, one, found in close]
        return _distinct(sorted(ranked, key=lambda match: -match.score))

    def _match(
        self, one: Phrasing, features: set[str], items: Sequence[WordItem], today: str
    ) -> tuple[float, Phrasing, Assigned] | None:
        shared = self._weight(features & one.features)
        if not shared:
            return None
        found = assigned(one.question, one.slots, items, today)
        alike = 2 * shared / (self._weight(features) + self._weight(one.features))
        left = sum(max(item.length, 1) for item in found.left)
        no_day = TODAY * any(slot.is_todays for slot in one.slots) * (not any(item.bounds for item in items))
        score = alike - LEFT_OVER * left - LACKING * len(found.lacking) - no_day
        return (score, one, found) if score >= LIKELY else None

    def _weight(self, features: Iterable[str]) -> float:
        heaviest = max(self._weights.values(), default=1)
        return sum(self._weights.get(one, heaviest) for one in features)


@lru_cache(maxsize=8)
def wordings_of(questions: tuple[Question, ...]) -> Wordings:
    """The wordings of these questions, made once."""
    return Wordings(questions)


def is_sure(matches: Sequence[WordMatch]) -> bool:
    """Whether the first reading may be taken without asking back."""
    first, *others = matches
    rivals = [one for one in others if one.found.is_whole or one.question.name != first.question.name]
    clear = all(first.score - other.score >= MARGIN for other in rivals)
    return clear and first.alike >= SURE and first.found.is_whole


def _weights(phrasings: Sequence[Phrasing]) -> Mapping[str, float]:
    """What a word is worth: the more, the fewer questions are asked with it."""
    names = {(one.question.name, feature) for one in phrasings for feature in one.features}
    counted = Counter(feature for _, feature in names)
    many = max(len({one.question.name for one in phrasings}), 1)
    return {
        feature: LIGHT_WEIGHT if feature in LIGHT else 1 + math.log(many / count) / 3
        for feature, count in counted.items()
    }


def _in_order(told: Sequence[str], one: Phrasing) -> float:
    """What the order of words and slots adds: it tells who accuses from who is accused."""
    own = [_shape(piece) for piece in one.pieces]
    return ORDER_WEIGHT * (SequenceMatcher(None, told, own, autojunk=False).ratio() - 1)


def _shape(piece: str | Slot | WordItem) -> str:
    return concept_of(piece) if isinstance(piece, str) else piece.shape


def _distinct(matches: Sequence[WordMatch]) -> list[WordMatch]:
    """Each question with the same values once."""
    seen: dict[object, WordMatch] = {}
    for match in matches:
        seen.setdefault((match.question.name, tuple(sorted(match.found.values.items()))), match)
    return list(seen.values())[:MOST]


# -- the wordings of a question


@lru_cache(maxsize=500)
def phrasings_of(question: Question) -> tuple[Phrasing, ...]:
    """Every way to ask a question: its titles, and the wordings of its header with and without what is optional."""
    texts = [question.title, *(title for _, title in question.titles)]
    wordings = [text for each in question.asks for text in _expanded(each)]
    made = (_phrasing(question, text) for text in (*texts, *wordings))
    return tuple({one.pieces: one for one in made}.values())


def _expanded(text: str) -> Iterator[str]:
    found = _OPTION.search(text)
    if found is None:
        yield text
        return
    before, after = text[: found.start()], text[found.end() :]
    yield from _expanded(before + found[1] + after)
    yield from _expanded(before + after)


def _phrasing(question: Question, text: str) -> Phrasing:
    pieces: list[str | Slot] = []
    for slot, word in _PIECE.findall(text):
        if slot:
            pieces.append(Slot.of(slot, question))
        else:
            pieces.extend(folded(word))
    merged_pieces = _merged_between(pieces)
    words = (piece for piece in merged_pieces if isinstance(piece, str))
    features = frozenset(concept_of(word) for word in words if word not in STOP)
    return Phrasing(question, tuple(merged_pieces), features)


Other = TypeVar("Other", Slot, WordItem)


def _merged_between(pieces: Sequence[str | Other]) -> list[str | Other]:
    """Words that belong together as one, and what stands between them where it is."""
    made: list[str | Other] = []
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
        else:
            made += [*merged(run), piece]
            run = []
    made += merged(run)
    return made
