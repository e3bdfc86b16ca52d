"""What happened to somebody in custody: the verb that tells it, to whom, when and where; never what is denied to have
happened, demanded, feared or ordered.

The person of a passive or of a verb without an object stands before it, of an active verb behind it; a relative pronoun
means the name before it, and a pronoun, or nothing, whom the text spoke of last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from habeas.drafts.prose.lexicon import EventWords, Lexicon
from habeas.drafts.prose.masks import Mask
from habeas.drafts.prose.subjects import NEAR, SubjectReader

OPENING: Final = 4
HELD, TRANSFERRED, RELEASED = "held", "transferred", "released"
LASTING: Final = {
    "en": re.compile(r"(?:remains?|is|are|is being|still|remained)\s+(?:still\s+)?$"),
    "es": re.compile(
        r"(?:esta|estan|sigue|siguen|permanece\w*|continua\w*|encuentra\w*|mantienen?|estaba|estuvo)\s+(?:\w+\s+)?$"
    ),
}
AGENT: Final = re.compile(
    r"\b(?:by|por)\s+(?:\w+\s+(?:of|de|del|from)\s+)?(?:the\s+|la\s+|el\s+)?"
    r"(?:(?:agentes|funcionarios) del? (?:la )?)?(B\d+)"
)
SOFT: Final = r"(?:\s+(?:also|be|ser|have|not|no|a|la|soon|\w+ly))*\s*$"
"""What may stand between a word such as "will" and the verb."""
SAID_THEN: Final = re.compile(r"\s*(?:(?:on|el|in a statement|to B\d+|a la prensa)\s*)*")


@dataclass(frozen=True, slots=True)
class VerbEvent:
    """An event of a sentence: its kind; the signs of those it happened to (FOCUS for whom the text spoke of last), of
    its day and its place; the verb's place in the mask. `not_so` where the words deny it."""

    kind: str
    people: tuple[str, ...]
    at: int
    until: int
    day: str = ""
    place: str = ""
    agent: str = ""
    not_so: bool = False


@dataclass(frozen=True, slots=True)
class EventReader:
    """Reads the events of one masked sentence. `spoken` are parts in which words of saying stand: no day is of them."""

    mask: Mask
    words: Lexicon
    spoken: Sequence[tuple[int, int]] = ()

    @property
    def subjects(self) -> SubjectReader:
        """Who finds the people."""
        return SubjectReader(self.mask, self.words, self.spoken)

    def read(self) -> list[VerbEvent]:
        """The events in the order of their verbs."""
        if not self.words.any_event.search(self.mask.text):
            return []
        hits = self._hits()
        found: list[VerbEvent] = []
        for number, (use, start, end) in enumerate(hits):
            low = hits[number - 1][2] if number else 0
            high = hits[number + 1][1] if number + 1 < len(hits) else len(self.mask.text)
            event = self._event(use, start, end, (low, high))
            if event:
                found.append(event)
        return found

    def _hits(self) -> list[tuple[EventWords, int, int]]:
        """The words that tell events, each place once, the longest of those that begin together."""
        found: list[tuple[EventWords, int, int]] = []
        for use in self.words.events:
            found += [(use, *match.span()) for match in use.pattern.finditer(self.mask.text)]
        found.sort(key=lambda hit: (hit[1], hit[1] - hit[2]))
        kept: list[tuple[EventWords, int, int]] = []
        for hit in found:
            twin = kept and hit[1] < kept[-1][2]
            if not twin:
                kept.append(hit)
            elif kept and hit[1:] == kept[-1][1:] and self._prefers(hit[0], kept[-1]):
                kept[-1] = hit
        return kept

    def _prefers(self, use: EventWords, before: tuple[EventWords, int, int]) -> bool:
        """Which of two readings of the same words: a state where the words before or behind tell one, an active verb
        where its object stands behind."""
        _, start, end = before
        if use.form == "active":
            return self.subjects.is_active(start, end)
        if use.form == "passive_at":
            return self._is_state(start, end)
        return False

    def _is_state(self, start: int, end: int) -> bool:
        left, right = self.mask.text[max(0, start - NEAR) : start], self.mask.text[end : end + NEAR]
        lasting = bool(LASTING[self.words.language].search(left))
        there = self.words.language == "es" or re.match(r"\s+(?:at|in|inside|without|by|since)\b", right)
        return lasting and bool(there)

    # -- one event

    def _event(self, use: EventWords, start: int, end: int, room: tuple[int, int]) -> VerbEvent | None:
        if self._is_unreal(start, use):
            return None
        people = self.subjects.people(use, start, end)
        if not people:
            return None
        kind = use.kind
        day = self._day(start, end, room)
        place = self._place(kind, start, end, room)
        if kind == HELD and use.form == "passive_at" and not place:
            return None
        return VerbEvent(kind, people, start, end, day, place, self._agent(end, room), self._is_denied(start))

    def _clause(self, start: int) -> str:
        """The words of the clause before a verb."""
        text = self.mask.text[max(0, start - 70) : start]
        return re.split(r"[;:]|,\s+(?:and|but|y|pero)\s", text)[-1]

    def _is_denied(self, start: int) -> bool:
        words = self._clause(start)[-40:]
        return bool(re.search(rf"(?:\b(?:{self.words.patterns['not']})\b|n't\b)(?:\s+\w+){{0,3}}\s*$", words))

    def _is_unreal(self, start: int, use: EventWords) -> bool:
        words = self._clause(start)[-46:]
        if re.search(r"\b(?:among|first|last|latest|only one)\b.{0,20}\bto be\s*$", words):
            return False
        if re.search(r"(?<!to )\bbe\s*$", words):
            return True
        unreal, denied = self.words.patterns["unreal"], self.words.patterns["not"]
        if use.form == "noun":
            return bool(re.search(rf"\b(?:{unreal}|{denied})\b[^,]*$", words))
        return bool(re.search(rf"\b(?:{unreal}){SOFT}", words))

    # -- when, where, by whom

    def _day(self, start: int, end: int, room: tuple[int, int]) -> str:
        """The days nearest to a verb that belong to no other verb, those behind it first."""
        for sign in self.mask.signs("D", end, room[1]):
            between = self.mask.text[end : sign.start()]
            apart = ";" in between or re.search(r",\s+(?:and|y)\s+(?:[PB]\d+|\w+)\s", between)
            if not apart and self._is_of(sign, end):
                return sign[0]
        before = [sign for sign in self.mask.signs("D", room[0], start) if self._is_of(sign, start)]
        return before[-1][0] if before else ""

    def _is_of(self, sign: re.Match[str], at: int) -> bool:
        return not self._is_spoken(sign.start()) and not self._other_clause(sign[0], at)

    def _other_clause(self, sign: str, at: int) -> bool:
        """Whether days are told by their distance from a clause that is not that of this verb."""
        day = self.mask.days[sign]
        return day.of_clause >= 0 and not 0 <= self.mask.place(at) - day.of_clause < NEAR * 3

    def _is_spoken(self, at: int) -> bool:
        """Whether days are those on which something was said: just behind or before words of saying."""
        for first, until in self.spoken:
            if first <= at < until:
                return True
            gap = self.mask.text[until:at] if at >= until else re.sub(r"^D\d+", "", self.mask.text[at:first])
            opens = at < first and at <= OPENING and re.fullmatch(r",\s*", gap)
            if opens or SAID_THEN.fullmatch(gap):
                return True
        return False

    def _place(self, kind: str, start: int, end: int, room: tuple[int, int]) -> str:
        """The facility of a verb, else the town: behind it, and of what does not last before it, too."""
        signs = self.mask.signs("F", end, room[1])
        if not signs and kind != HELD:
            signs = self.mask.signs("F", room[0], start)[-1:]
        use = self.words.patterns
        if kind in {TRANSFERRED, RELEASED}:
            way = use["into"] if kind == TRANSFERRED else use["out"]
            heading = [
                s for s in signs if self._stands_behind(s, rf"(?:{way})\s+(?:the\s+|el\s+|la\s+)?(?:[a-z]+\s+)?")
            ]
            signs = heading or (signs if kind == RELEASED else [])
        where = (
            rf"(?:{use['at']}|{use['out']}|{use['into']})\s+(?:(?:the|el|la|un|una|a|an|los)\s+)?(?:[a-z]+\s+){{0,2}}"
        )
        found = [s for s in signs if self._stands_behind(s, where)] or (signs if kind == RELEASED else [])
        if found:
            return found[0][0]
        towns = self.mask.signs("L", end, room[1])
        return next((s[0] for s in towns if self._stands_behind(s, r"(?:in|at|near|en)\s+")), "")

    def _stands_behind(self, sign: re.Match[str], words: str) -> bool:
        return bool(re.search(rf"\b{words}$", self.mask.text[max(0, sign.start() - 34) : sign.start()]))

    def _agent(self, end: int, room: tuple[int, int]) -> str:
        match = AGENT.search(self.mask.text, end, room[1])
        return match[1] if match else ""
