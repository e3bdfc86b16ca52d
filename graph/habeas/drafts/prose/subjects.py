"""To whom it happened: the name before a passive or a verb without an object, or behind an active one.

A relative pronoun means the name before it; a pronoun, a word for a relative, or nothing at all, whom the text spoke of
last. A name in another role is passed over: behind a preposition, as an owner, or who says it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from habeas.drafts.prose.lexicon import EventWords, Lexicon
from habeas.drafts.prose.masks import Mask

FARTHEST: Final = 160
NEAR: Final = 26
FOCUS: Final = "?"
"""Whom the text spoke of last."""
PREPOSITIONS: Final = {
    "en": "(?:of|to|with|by|for|from|against|than|about|like|between|with)",
    "es": "(?:a|con|por|para|de|del|contra|sobre|segun|entre|al)",
}
HOUSE_ARREST: Final = "house-arrest"
LEFT_OUT: Final = "ya|tambien|luego|has|had|and"
JOINED: Final = re.compile(
    r"(?:,\s*(?:de\s+)?\d+(?:\s+anos)?)?\s*(?:,\s*(?:and\s+|y\s+)?|\s+(?:and|y|e)\s+(?:a\s+)?)(P\d+)(?!'s)"
)
OBJECT: Final = re.compile(
    r"\s+(?:a\s+|al\s+|a la\s+)?(?:(?:the|his|her|el|la|su|D\d+|el D\d+|on D\d+)\s+)*"
    r"(?:(?!by |of |from |to |with |por |con )[a-z-]+,?\s+){0,3}?P\d+"
)
BEHIND: Final = re.compile(
    r"(?:\s+(?:D\d+|el D\d+|en [FL]\d+|on D\d+))*\s*:?\s+(?:(?:el|la|los|las|su|the)\s+)?(?:[a-z]+\s+){0,3}?(P\d+)"
)
ASIDE: Final = re.compile(r"(?:\s*,[^,]{0,60},|\s*,[^,]{0,30},[^,]{0,30},|\s*,)?\s*(?:[a-z]+(?:ly|mente)\s+|ya\s+)?")


@dataclass(frozen=True, slots=True)
class SubjectReader:
    """Finds the people of verbs in one masked sentence. `spoken` are the parts in which words of saying stand."""

    mask: Mask
    words: Lexicon
    spoken: Sequence[tuple[int, int]] = ()

    def people(self, use: EventWords, start: int, end: int) -> tuple[str, ...]:
        """The signs of those to whom it happened; FOCUS for whom the text spoke of last; none where nobody is told."""
        if use.form == "noun":
            return self._of_noun(start, end)
        if use.form == "active":
            return self._objects(start, end)
        before = self._subjects(use, start)
        if before:
            return before
        if use.form in {"passive", "own", "passive_at"} and (behind := self._behind(end)):
            return behind
        return (FOCUS,) if self._spoken_of(use, start) else ()

    def _of_noun(self, start: int, end: int) -> tuple[str, ...]:
        text = self.mask.text
        if match := re.match(r"(?:s)?\s+(?:of|de|del)\s+(?:[a-z]+\s+){0,3}?(P\d+)", text[end : end + 60]):
            return self._group(end + match.end(1), match[1])
        if match := re.search(r"(P\d+)'s\s+(?:\w+\s+)?$", text[max(0, start - 30) : start]):
            return (match[1],)
        return ()

    def _objects(self, start: int, end: int) -> tuple[str, ...]:
        if not self.is_active(start, end):
            return self._fronted(start)
        if self.words.language == "en" and re.match(r"\s+(?:him|her|them)\b", self.mask.text[end:]):
            return (FOCUS,)
        match = self.mask.signs("P", end, end + 70)
        return self._group(match[0].end(), match[0][0]) if match else ()

    def _fronted(self, start: int) -> tuple[str, ...]:
        """The object of an active verb before it: "a P0, lo detuvieron"; "P0, a quien … arrestaron"; or a pronoun."""
        before = self.mask.text[:start]
        if self.words.language != "es":
            return ()
        if match := re.search(r"(P\d+),?(?:[^,]{0,40},)?\s+a\s+quien(?:es)?\b[^,]*$", before):
            return (match[1],)
        clitic = re.search(r"\b(lo|la|los|las|le|les)\s+(?:habian?\s+|han?\s+)?$", before)
        if not clitic:
            return ()
        if match := re.match(r"(?:a|al|a la)\s+(?:\w+\s+){0,2}?(P\d+)", before):
            return (match[1],)
        return (FOCUS,)

    def _group(self, end: int, first: str) -> tuple[str, ...]:
        """A name with those that are joined to it: "P0, P1 and P2"."""
        found = [first]
        while match := JOINED.match(self.mask.text, end):
            found.append(match[1])
            end = match.end()
        return tuple(found)

    def _subjects(self, use: EventWords, start: int) -> tuple[str, ...]:
        low = self._boundary(start)
        text = self.mask.text
        if relative := re.search(
            rf"(P\d+)(?:\s*,[^,]{{0,60}})?\s*,?\s+(?:{self.words.patterns['relative']})\s+[^,]{{0,60}}$",
            text[low:start],
        ):
            return (relative[1],)
        signs = self.mask.signs("P", low, start)
        fitting = [sign for sign in signs if not self._is_aside(sign)]
        if not fitting:
            return ()
        last = fitting[-1]
        first = fitting[0]
        if not self._has_verb(use, start, last.end()):
            return ()
        joined = self._group(first.end(), first[0])
        if last[0] in joined and len(joined) > 1:
            return joined
        return (self._main(fitting, start),)

    def _has_verb(self, use: EventWords, start: int, after: int) -> bool:
        """Whether a participle is said of the name before it: a verb such as "was" stands between, or little else."""
        if use.form not in {"passive", "passive_at"} or use.kind == HOUSE_ARREST:
            return True
        between = self.mask.text[after:start]
        if re.search(rf"\b(?:{self.words.patterns['be']})\s+(?:[a-z]+\s+){{0,3}}$", between):
            return True
        return bool(ASIDE.fullmatch(between))

    def _main(self, fitting: Sequence[re.Match[str]], start: int) -> str:
        """Which of several names before a verb is its subject: the first, unless a clause of its own stands between."""
        text = self.mask.text
        for sign in reversed(fitting):
            between = text[sign.end() : start]
            if re.fullmatch(r"(?:\s*,?\s*(?:de\s+)?\d*\s*(?:anos\s*)?,?)?\s*(?:[a-z']+\s+){0,5}", between):
                return sign[0]
        return fitting[0][0]

    def _boundary(self, start: int) -> int:
        """Where the clause of a verb begins: behind words of saying, or a semicolon."""
        low = self.mask.text.rfind(";", 0, start) + 1
        for _, until in self.spoken:
            if until <= start:
                low = max(low, until)
        return max(low, start - FARTHEST)

    def _is_aside(self, sign: re.Match[str]) -> bool:
        """Whether a name before a verb has another role: behind a preposition, as an owner, in words of saying."""
        text = self.mask.text
        if any(first <= sign.start() < until for first, until in self.spoken):
            return True
        before, after = text[max(0, sign.start() - 40) : sign.start()], text[sign.end() : sign.end() + 2]
        if after == "'s":
            return True
        prepositions = PREPOSITIONS[self.words.language]
        return bool(
            re.search(rf"\b{prepositions}\s+(?:(?:the|his|her|el|la|su|un|una)\s+)?(?:[a-z-]+\s+){{0,2}}$", before)
        ) and not (re.match(r"a\s", text) and sign.start() < NEAR)

    def _behind(self, end: int) -> tuple[str, ...]:
        """The subject behind the verb, as in Spanish ("fue detenido P0") or behind a colon ("released: P0")."""
        behind = self.mask.text[end : end + 60]
        match = BEHIND.match(behind)
        if match and (self.words.language == "es" or ":" in match[0]):
            return self._group(end + match.end(1), match[1])
        return ()

    def _spoken_of(self, use: EventWords, start: int) -> bool:
        """Whether the subject is a pronoun, a word for a relative, or left out, as Spanish does."""
        text = self.mask.text
        low = max(0, text.rfind(";", 0, start))
        before = text[max(low, start - 60) : start]
        words = self.words
        if re.search(r"\b(?:he|she|el|ella)\s+(?:\w+\s+){0,3}$", before):
            return True
        if re.search(rf"\b(?:his|her|su|sus|their)\s+(?:{words.patterns['kin']})\s+(?:\w+\s+){{0,3}}$", before):
            return True
        left_out = re.search(
            rf"(?:^|[.,;\"]\s*|\b(?:y|que|where|and)\s+)(?:(?:{LEFT_OUT})\s+)*(?:(?:{words.patterns['be']})\s+)+$",
            before,
        )
        own = use.form == "own" and re.search(r"(?:^|[.;\"]\s*|\b(?:y|que)\s+)$", before)
        return bool(left_out or own) and (words.language == "es" or "where" in before or " and " in before)

    def is_active(self, start: int, end: int) -> bool:
        """Whether an object stands behind a verb that may be active or passive."""
        behind = self.mask.text[end : end + 60]
        if self.words.language == "en":
            left = self.mask.text[max(0, start - NEAR) : start]
            if re.search(rf"\b(?:{self.words.patterns['be']})\s+(?:\w+\s+)?$", left):
                return False
            if re.match(r"\s+(?:him|her|them)\b(?!\s+[a-z]+\s+(?:of|in)\b)", behind):
                return True
        return bool(OBJECT.match(behind))
