"""What a sentence names: names of the file, days, and what its words come to. For comparing sentences with claims."""

from __future__ import annotations

from dataclasses import dataclass

from habeas.casefile.open_case import OpenCase
from habeas.casefile.words_service import LONGEST, LineReader
from habeas.dates.calendar import Bounds
from habeas.model.values import Ref
from habeas.sparql.saved.items import WordItem
from habeas.sparql.saved.lexicon import LIGHT, STOP, concept_of, folded, merged
from habeas.sparql.saved.questions import Question
from habeas.sparql.saved.wording import wordings_of

NO_DAY = "2000-01-01"
"""From what “yesterday” counts in a sentence without a day of its own."""


@dataclass(frozen=True, slots=True)
class NamedIn:
    """What a sentence names: names of this file, days, what its words come to, and names that the file lacks."""

    names: tuple[Ref, ...]
    days: tuple[Bounds, ...]
    day_words: tuple[str, ...]
    concepts: frozenset[str]
    unknown: tuple[str, ...]


def named_in(case: OpenCase, questions: tuple[Question, ...], sentence: str) -> NamedIn:
    """What a sentence names, found as for a question; of one that is too long, its beginning.

    A word with a capital that nothing knows, but the first, is a name that the file does not have.
    """
    reader = LineReader(case, wordings_of(questions), sentence[:LONGEST], case.known[:10] or NO_DAY)
    parts = reader.parts(list(reader.names()))
    items = [part for part in parts if isinstance(part, WordItem)]
    strange = [item.words for item in items if not (item.refs or item.bounds)]
    words = [word for item in strange for word in folded(item)]
    words += merged([part for part in parts if isinstance(part, str)])
    return NamedIn(
        names=tuple(item.refs[0] for item in items if item.refs),
        days=tuple(item.bounds for item in items if item.bounds),
        day_words=tuple(day.words for day in reader.days),
        concepts=frozenset(concept_of(word) for word in words if word not in STOP) - LIGHT,
        unknown=tuple(item for item in strange if _looks_like_a_name(item, sentence)),
    )


def concepts_in(text: str) -> frozenset[str]:
    """What the words of a text come to, names and all."""
    return frozenset(concept_of(word) for word in merged(folded(text)) if word not in STOP)


def _looks_like_a_name(words: str, sentence: str) -> bool:
    """Whether a word has a capital that does not only begin the sentence."""
    telling = [word for word in words.split() if word.lower() not in STOP]
    capitals = sum(word[:1].isupper() for word in telling)
    return capitals > int(sentence.lstrip(' ¿¡"“«').startswith(words))
