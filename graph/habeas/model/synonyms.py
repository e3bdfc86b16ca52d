"""Words of the vocabulary by what they mean: “convicted”, “condenado” and “prison term” all lead to `sentencedTo`.

A word is compared with the name of each relation and detail, its labels in both languages, and the other words that
the ontology gives for it. Endings do not matter; small words do not count. Spelling alone never makes two words alike:
`sentencedTo` is not `subjectedTo`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile
from typing import Final

from habeas.model.text import fold
from habeas.vocab import KINDS, PROPERTIES, Property

_HUMPS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD: Final = re.compile(r"\w+")
_ENGLISH: Final = "a an the of on in at by to from for with and or is was be as that it"
_SPANISH: Final = "el la los las un una de del en por para con y o al a su sus que se es fue lo"
_SMALL: Final = frozenset(f"{_ENGLISH} {_SPANISH}".split(" "))
_SHORTEST_STEM: Final = 4
_STEM_SHARE: Final = 0.6
_LEAST_SCORE: Final = 0.5
_OF_THE_EVENT: Final = 0.8


def words_of(text: str) -> tuple[str, ...]:
    """The words that carry meaning, folded: `sentencedTo` and “sentenced to” both give `sentenced`."""
    split = [fold(word) for word in _WORD.findall(_HUMPS.sub(" ", text).replace("-", " "))]
    return tuple(word for word in split if word not in _SMALL)


def alike(one: str, other: str) -> bool:
    """True for two forms of one word: `convicted` and `conviction`, `condenado` and `condena`."""
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return one == other or (stem >= _SHORTEST_STEM and stem >= _STEM_SHARE * max(len(one), len(other)))


def phrases_of(prop: Property) -> Iterator[str]:
    """Everything that a relation or detail is called."""
    yield from (prop.name, prop.label, prop.label_es, *prop.also)


def meant_by(word: str, among: Iterable[str] = ()) -> list[str]:
    """The relations and details that a word may mean, the nearest first; only those `among`, where any are given."""
    wanted, allowed = words_of(word), frozenset(among)
    if not wanted:
        return []
    scores = {
        name: max(weight * _score(wanted, phrase) for phrase, weight in phrases) for name, phrases in _phrases().items()
    }
    found = [name for name, score in scores.items() if score >= _LEAST_SCORE and (not allowed or name in allowed)]
    return sorted(found, key=lambda name: (-scores[name], not PROPERTIES[name].is_relation, *_rank(name)))


def called(word: str, among: Iterable[str]) -> list[str]:
    """The relations and details, among these, that are called just so, by any of their names."""
    wanted = words_of(word)
    told = _phrases()
    return sorted((name for name in set(among) & told.keys() if (wanted, 1.0) in told[name]), key=_rank)


def _rank(name: str) -> tuple[int, str]:
    """Among equals, what is called by the most words goes first: it is what an event is mostly told by."""
    return -len(PROPERTIES[name].also), name


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], float], ...]]:
    """What each relation and detail is called, and with less weight what the event is called that it makes."""
    usable = [prop for prop in PROPERTIES.values() if prop.is_relation or prop.is_detail]
    told = {prop.name: {words_of(text): 1.0 for text in phrases_of(prop)} for prop in usable}
    for prop in usable:
        kind = KINDS[prop.makes] if prop.makes else None
        for text in (kind.label, kind.label_es, *kind.also) if kind else ():
            told[prop.name].setdefault(words_of(text), _OF_THE_EVENT)
    return {name: tuple((phrase, weight) for phrase, weight in found.items() if phrase) for name, found in told.items()}


def _score(wanted: tuple[str, ...], phrase: tuple[str, ...]) -> float:
    """How much of what is wanted the phrase has; among those that have as much, the phrase with less beside it."""
    hits = [word for word in wanted if any(alike(word, other) for other in phrase)]
    exact = sum(word in phrase for word in hits)
    told = sum(any(alike(word, other) for word in hits) for other in phrase)
    return len(hits) / len(wanted) * (0.6 + 0.3 * told / len(phrase) + 0.1 * exact / len(wanted))
