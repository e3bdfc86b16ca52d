"""Other programs may propose events too. What they propose must quote a passage that is really there, or it is dropped.

A provider is given a text and gives back words: nothing of it is believed. Person, place and speaker must stand in the
text, the quote in exactly one place of it, and days are read from their words by habeas.dates, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from habeas.capture.quotes import Match, locate
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.drafts.prose.days import DayMention, read_day
from habeas.drafts.prose.lexicon import lexicon_for
from habeas.drafts.prose.mentions import NameMention
from habeas.drafts.prose.reader import CustodyEvent, TextReading
from habeas.drafts.prose.runs import MentionKind, kind_of_words, tokens_in
from habeas.drafts.prose.sentences import sentences_of

KINDS: Final = ("arrested", "held", "transferred", "released", "sentenced", "died", "missing", "house-arrest")
"""What may be proposed to have happened."""


@dataclass(frozen=True, slots=True)
class ProposedEvent:
    """An event as a provider tells it, all in words of the text: what happened (one of KINDS), to whom, the passage
    that says so; where, when and who says so may be empty."""

    kind: str
    person: str
    quote: str
    when: str = ""
    place: str = ""
    speaker: str = ""


class DraftProvider(Protocol):
    """What proposes events from a text. `name` says which program, model and version, for the record."""

    @property
    def name(self) -> str:
        """As it stands in `proposed-by`."""
        ...

    def propose(self, text: str, language: str) -> Iterable[ProposedEvent]:
        """The events of a text. Raises BadChoice where the provider cannot be reached."""
        ...


@dataclass(frozen=True, slots=True)
class CheckedEvents:
    """What was left of a provider's proposals, as a reading of the text, and how many were dropped."""

    reading: TextReading
    dropped: int


def checked(
    proposed: Sequence[ProposedEvent], text: str, day: str, rules: TextReading, conventions: Conventions = DEFAULTS
) -> CheckedEvents:
    """The proposals whose words are in the text; `rules` is what the rules read, whose names count here too."""
    kept = [event for each in proposed if (event := _checked(each, text, day, rules.language, conventions))]
    return CheckedEvents(replace(rules, events=kept, figures=[]), len(proposed) - len(kept))


def _checked(one: ProposedEvent, text: str, day: str, language: str, conventions: Conventions) -> CustodyEvent | None:
    place = locate(one.quote, text)
    found = place.passages
    named = all(_stands(words, text) for words in (one.person, one.place, one.speaker) if words)
    if one.kind not in KINDS or not one.person or len(found) != 1 or not named or place.match is Match.SEVERAL:
        return None
    start, end = found[0].start, found[0].end
    return CustodyEvent(
        kind=one.kind,
        person=one.person,
        start=start,
        end=end,
        sentence=_sentence(text, start, end),
        day=_day(one.when, text, (start, end), day, conventions),
        place=_place(one.place, text, language),
        speakers=(one.speaker,) if one.speaker else (),
    )


def _stands(words: str, text: str) -> bool:
    return locate(words, text).match is not Match.MISSING


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    around = [(each.start, each.end) for each in sentences_of(text) if each.start < end and start < each.end]
    return (around[0][0], around[-1][1]) if around else (start, end)


def _day(words: str, text: str, passage: tuple[int, int], day: str, conventions: Conventions) -> DayMention | None:
    """The days, where their words stand in the passage and are read."""
    at = text.find(words, *passage) if words else -1
    read = read_day(words, day, conventions) if at >= 0 else None
    return DayMention(at, at + len(words), words, read, day) if read else None


def _place(words: str, text: str, language: str) -> NameMention | None:
    if not words:
        return None
    at = max(0, text.find(words))
    kind = kind_of_words(tokens_in(words), lexicon_for(language))
    known = kind if kind in {MentionKind.FACILITY, MentionKind.PLACE} else MentionKind.FACILITY
    return NameMention(at, at + len(words), words, known, sure=kind is not None)


def distinct_from(events: Iterable[CustodyEvent], rules: TextReading) -> Iterator[CustodyEvent]:
    """Those that the rules did not find: of another person or kind, or of other words."""
    for event in events:
        same = (each for each in rules.events if (each.kind, each.person) == (event.kind, event.person))
        if not any(each.start < event.end and event.start < each.end for each in same):
            yield event
