"""A text, read: the names, the days and the figures in it, and the events of custody that it tells, each with its
speaker, its sentence and its words. The same text gives the same reading. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from habeas.capture.languages import language_of
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import Edtf
from habeas.dates.lexicon import fold
from habeas.drafts.prose.days import DayMention, days_in
from habeas.drafts.prose.events import EventReader, VerbEvent
from habeas.drafts.prose.figures import FigureMention, figures_in
from habeas.drafts.prose.lexicon import LANGUAGES, Lexicon, lexicon_for
from habeas.drafts.prose.masks import Mask, masked
from habeas.drafts.prose.mentions import NameMention, mentions_in, moved
from habeas.drafts.prose.people import KnownNames, known_in, resolved
from habeas.drafts.prose.runs import MentionKind
from habeas.drafts.prose.sentences import BlockKind, Sentence, sentences_of
from habeas.drafts.prose.speakers import Attribution, attributions_in, speakers_of
from habeas.drafts.prose.subjects import FOCUS

RULES: Final = "rules 1"
"""What proposes: the rules of this folder, and their version, to be raised when they read otherwise."""
LOWER: Final = re.compile(r"(?<![^\W\d_])[a-záéíóúñü][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class CustodyEvent:
    """An event of custody that a text tells of one person.

    `speakers`: the nearest to it first; none where the document itself tells it. `start` and `end` are the passage,
    `sentence` the sentence around it.
    """

    kind: str
    person: str
    start: int
    end: int
    sentence: tuple[int, int]
    day: DayMention | None = None
    place: NameMention | None = None
    agent: str = ""
    speakers: tuple[str, ...] = ()
    not_so: bool = False


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure that a text gives, at its place in it, with the sentence around it and its speakers."""

    figure: FigureMention
    start: int
    end: int
    sentence: tuple[int, int]
    speakers: tuple[str, ...] = ()


@dataclass(slots=True)
class TextReading:
    """What was read of a text: its language, every name and day with its place, the events and the figures."""

    language: str
    mentions: list[NameMention] = field(default_factory=list)
    days: list[DayMention] = field(default_factory=list)
    events: list[CustodyEvent] = field(default_factory=list)
    figures: list[ToldFigure] = field(default_factory=list)

    def names(self, kind: MentionKind) -> list[str]:
        """The names of a kind, each once, in the order of the text."""
        return list(dict.fromkeys(each.name for each in self.mentions if each.kind is kind))


@dataclass(slots=True)
class _Talk:
    """Whom the text speaks of: the last one something happened to, the last who said something."""

    person: str = ""
    speaker: str = ""
    block: int = -1
    """The paragraph in which something happened to that person."""


def read_text(text: str, day: str = "", language: str = "", conventions: Conventions = DEFAULTS) -> TextReading:
    """Read a text. `day` is that of the document in EDTF; without one, only days with a year are read."""
    code = language if language in LANGUAGES else language_of(text)
    words = lexicon_for(code)
    reading = TextReading(words.language)
    lower = frozenset(fold(word) for word in LOWER.findall(text))
    sentences = sentences_of(text)
    raw = [mentions_in(sentence, words, lower) for sentence in sentences]
    names = KnownNames()
    names.take([mention for each in raw for mention in each])
    talk, told = _Talk(), None
    for sentence, found in zip(sentences, raw, strict=True):
        here = resolved(found, names)
        here = sorted([*here, *known_in(sentence, names, here)], key=lambda each: each.start)
        days = days_in(sentence.text, day, words.language, conventions, told)
        told = _last(days, told)
        reading.mentions += [moved(each, sentence.start) for each in here]
        reading.days += [
            replace(each, start=each.start + sentence.start, end=each.end + sentence.start) for each in days
        ]
        if sentence.kind is not BlockKind.HEADING:
            _read_sentence(sentence, here, days, words, talk, reading)
    reading.events = _distinct(reading.events)
    return reading


def _last(days: Sequence[DayMention], before: Edtf | None) -> Edtf | None:
    own = [each.edtf for each in days if each.of_clause < 0]
    return own[-1] if own else before


def _read_sentence(
    sentence: Sentence,
    names: Sequence[NameMention],
    days: Sequence[DayMention],
    words: Lexicon,
    talk: _Talk,
    reading: TextReading,
) -> None:
    mask = masked(sentence.text, names, days)
    attributions = attributions_in(mask, words)
    spoken = [(each.at, each.until) for each in attributions]
    people = [mention.name for sign, mention in mask.names.items() if sign[0] == "P"]
    events = EventReader(mask, words, spoken).read()
    for event in events:
        speakers = list(filter(None, (_speaker(who, mask, talk) for who in speakers_of(event.at, attributions))))
        for who in event.people:
            person = mask.names[who].name if who != FOCUS else _spoken_of(event, sentence, mask, speakers, people, talk)
            if person:
                reading.events.append(_told(event, person, speakers, sentence, mask, who))
                talk.person, talk.block = person, sentence.block
    reading.figures += _figures(sentence, words, mask, attributions, talk)
    talk.speaker = next((_speaker(each.speaker, mask, talk) for each in reversed(attributions)), talk.speaker)
    if not events and people:
        said = {_speaker(each.speaker, mask, talk) for each in attributions}
        talk.person = next((name for name in people if name not in said), talk.person or people[0])


def _figures(
    sentence: Sentence, words: Lexicon, mask: Mask, attributions: Sequence[Attribution], talk: _Talk
) -> Iterator[ToldFigure]:
    for figure in figures_in(sentence.text, words):
        speakers = [_speaker(who, mask, talk) for who in speakers_of(mask.masked_place(figure.start), attributions)]
        place = (sentence.start + figure.start, sentence.start + figure.end)
        yield ToldFigure(figure, *place, (sentence.start, sentence.end), tuple(filter(None, speakers)))


def _spoken_of(
    event: VerbEvent, sentence: Sentence, mask: Mask, speakers: Sequence[str], people: Sequence[str], talk: _Talk
) -> str:
    """Whom a pronoun means: the speaker of a new paragraph who is named in the sentence, else the last spoken of."""
    pronoun = re.search(r"\b(he|she|el|ella)\s+(?:\w+\s+){0,3}$", mask.text[: event.at][-40:])
    if pronoun and speakers and speakers[0] in people and talk.block != sentence.block:
        woman = speakers[0].split()[0].endswith("a")
        if not (woman and pronoun[1] in {"he", "el"}):
            return speakers[0]
    return talk.person


def _speaker(who: str, mask: Mask, talk: _Talk) -> str:
    if who == "?":
        return talk.speaker or talk.person
    return mask.names[who].name if who in mask.names else _named(who, mask)


def _named(words: str, mask: Mask) -> str:
    """Words for somebody unnamed, with the names in them."""
    return re.sub(r"[PBFL]\d+", lambda sign: mask.names[sign[0]].name, words)


def _told(
    event: VerbEvent, person: str, speakers: Sequence[str], sentence: Sentence, mask: Mask, who: str
) -> CustodyEvent:
    """The event with its passage: from the first to the last of its words."""
    parts = [(mask.place(event.at), mask.place(event.until))]
    for sign in (who, event.day, event.place):
        mention = mask.names.get(sign) or mask.days.get(sign)
        if mention:
            parts.append((mention.start, mention.end))
    return CustodyEvent(
        kind=event.kind,
        person=person,
        start=sentence.start + min(start for start, _ in parts),
        end=sentence.start + max(end for _, end in parts),
        sentence=(sentence.start, sentence.end),
        day=mask.days.get(event.day),
        place=mask.names.get(event.place),
        agent=mask.names[event.agent].name if event.agent else "",
        speakers=tuple(speakers),
        not_so=event.not_so,
    )


def _distinct(events: Sequence[CustodyEvent]) -> list[CustodyEvent]:
    """Each event of one sentence and person once."""
    found: dict[tuple[str, str, tuple[int, int]], CustodyEvent] = {}
    for event in events:
        found.setdefault((event.kind, event.person, event.sentence), event)
    return list(found.values())
