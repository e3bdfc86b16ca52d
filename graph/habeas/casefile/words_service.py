"""A question in words: names and days in it are found, the rest is compared with the wordings of the saved questions.

Names are found by the one finder of names, days by the one reader of days. Nothing is asked here: a reading says which
question with which values, and whoever asked sees it before it runs. No model; nothing leaves the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from habeas.casefile.open_case import OpenCase
from habeas.drafts.prose.days import DayMention, days_in
from habeas.errors import BadChoice, Phrase, phrase
from habeas.model.values import Ref
from habeas.sparql.saved.items import Side, WordItem
from habeas.sparql.saved.lexicon import LONGEST as LONGEST_LISTED
from habeas.sparql.saved.lexicon import STOP, folded, is_listed
from habeas.sparql.saved.questions import Question
from habeas.sparql.saved.wording import MOST, Part, Wordings, WordMatch, is_sure, wordings_of

LONGEST: Final = 300
MOST_WORDS: Final = 40
LONGEST_NAME: Final = 8
MOST_LOOKED_UP: Final = 200
_TOKEN: Final = re.compile(r"[^\s,;¿?¡!()\"“”«»]+")
_ENDING: Final = re.compile(r"(?:['’]s|[.:'’]+)$")
_MONTHS: Final = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|"
    r"thurs|fri|satur|sun)day)\b"
)
_SIDES: Final[Mapping[str, Side]] = {
    "since": Side.SINCE,
    "from": Side.SINCE,
    "desde": Side.SINCE,
    "partir": Side.SINCE,
    "after": Side.AFTER,
    "despues": Side.AFTER,
    "until": Side.UNTIL,
    "till": Side.UNTIL,
    "by": Side.UNTIL,
    "hasta": Side.UNTIL,
    "before": Side.BEFORE,
    "antes": Side.BEFORE,
}


@dataclass(frozen=True, slots=True)
class WordReading:
    """A saved question with values, as words may be read; `labels` are what its names are called."""

    question: Question
    given: Mapping[str, str]
    labels: Mapping[str, str]
    doubts: tuple[Phrase, ...] = ()

    def command(self) -> str:
        """What to type after `habeas ask CASE` for the same."""
        quoted = (
            f"{name}='{value}'" if re.search(r"[^\w:.-]", value) else f"{name}={value}"
            for name, value in self.given.items()
        )
        return " ".join([self.question.name, *quoted])


@dataclass(frozen=True, slots=True)
class ReadWords:
    """What a line of words may ask, the likeliest first. `sure`: the first may be taken without asking back."""

    text: str
    readings: tuple[WordReading, ...]
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str

    @property
    def folded(self) -> list[str]:
        return folded(self.text)


def read_words(case: OpenCase, questions: tuple[Question, ...], text: str, *, today: str, lang: str) -> ReadWords:
    """Which of these questions a line of words asks. Raises BadChoice for a text that is too long."""
    if len(text) > LONGEST:
        why = phrase("this has more than %(max_length)s characters", max_length=LONGEST)
        raise BadChoice(where="words", why=why, next="Ask one thing at a time.")
    reader = LineReader(case, wordings_of(questions), text, today)
    matches = reader.matches()
    if not matches:
        return ReadWords(text, ())
    readings = [one for match in matches for one in _readings(case, match, lang)][:MOST]
    return ReadWords(text, tuple(readings), is_sure(matches))


def _readings(case: OpenCase, match: WordMatch, lang: str) -> Iterator[WordReading]:
    """One reading, or one for each name that may be meant."""
    name, options = next(iter(match.found.choices.items()), ("", ("",)))
    for option in options:
        given = {**match.found.values, **({name: option} if name else {})}
        labels = {
            key: case.label(Ref.parse(value), lang) for key, value in given.items() if _is_name(match, key, value)
        }
        yield WordReading(match.question, given, labels, match.found.doubts)


def _is_name(match: WordMatch, key: str, value: str) -> bool:
    return any(param.name == key and param.type == "name" for param in match.question.params) and ":" in value


class LineReader:
    """One line: its days, its names, and the words between them."""

    def __init__(self, case: OpenCase, wordings: Wordings, text: str, today: str) -> None:
        self.case, self.wordings, self.text, self.today = case, wordings, text, today
        self.days = self._days()
        self.words = [word for word in _words(text) if not any(_meet(word, day) for day in self.days)][:MOST_WORDS]
        self._looked_up = 0
        self._listed = set(self._listed_words())

    def matches(self) -> list[WordMatch]:
        """What it may ask. A name of known words alone, such as “political prisoners”, may also be just words."""
        names = list(self.names())
        plain = [(word, item) for word, item in names if not self._is_common(word)]
        ways = [names] if len(plain) == len(names) else [names, plain]
        found = [match for way in ways for match in self.wordings.matches(self.parts(way), self.today)]
        return sorted(found, key=lambda match: -match.score)[:MOST]

    def _is_common(self, word: _Word) -> bool:
        """Whether it is of words alone that questions are asked with."""
        known = all(self.wordings.knows(one) for one in word.folded)
        return word in self._listed or (known and ":" not in word.text)

    def _listed_words(self) -> Iterator[_Word]:
        """Words that are known together, such as “head of state”."""
        for at in range(len(self.words)):
            for length in range(2, LONGEST_LISTED + 1):
                some = self.words[at : at + length]
                if is_listed([one for word in some for one in word.folded]):
                    yield from some

    # -- days

    def _days(self) -> list[DayMention]:
        plain = _MONTHS.sub(lambda match: match[0].capitalize(), self.text)
        conventions = self.case.settings.conventions
        read = (days_in(plain, self.today, lang, conventions) for lang in ("en", "es"))
        return max(read, key=lambda days: sum(day.end - day.start for day in days))

    def _side(self, day: DayMention) -> tuple[Side, int]:
        """Which side of a day is meant, and where the words begin that say so."""
        for word in reversed(_words(self.text[: day.start])[-5:]):
            plain = "".join(word.folded)
            if plain in _SIDES:
                return _SIDES[plain], word.start
            if plain not in STOP:
                break
        return Side.ON, day.start

    # -- names

    def names(self) -> Iterator[tuple[_Word, WordItem]]:
        """The names in it that the file has, the longest first."""
        at = 0
        while at < len(self.words):
            length, item = self._longest(at)
            if item is not None:
                yield self._joined(at, length), item
            at += max(length, 1)

    def _longest(self, at: int) -> tuple[int, WordItem | None]:
        for length in range(self._reach(at), 0, -1):
            word = self._joined(at, length)
            if all(one in STOP for one in word.folded) or (length == 1 and self._is_common(word)):
                continue
            self._looked_up += 1
            if self._looked_up <= MOST_LOOKED_UP and self.case.find(word.text):
                return length, WordItem(word.text, refs=self.case.match(word.text).certain)
        return 0, None

    def _reach(self, at: int) -> int:
        """How many words from here follow one another with nothing but space between them."""
        count = 1
        for one, other in zip(self.words[at:], self.words[at + 1 :], strict=False):
            if count == LONGEST_NAME or self.text[one.end : other.start].strip(" "):
                break
            count += 1
        return count

    def _joined(self, at: int, length: int) -> _Word:
        start, end = self.words[at].start, self.words[at + length - 1].end
        return _Word(start, end, self.text[start:end])

    # -- all of it

    def parts(self, names: Sequence[tuple[_Word, WordItem]]) -> list[Part]:
        """Words, names and days in their order; words that nothing knows are put together, with what they may mean."""
        found: list[tuple[int, int, WordItem]] = [(word.start, word.end, item) for word, item in names]
        for day in self.days:
            side, start = self._side(day)
            bounds = (day.edtf.earliest, day.edtf.latest)
            found.append((start, day.end, WordItem(day.words, bounds=bounds, side=side)))
        free = [
            word for word in self.words if not any(start < word.end and word.start < end for start, end, _ in found)
        ]
        parts: list[tuple[int, Part]] = [(start, item) for start, _, item in found]
        for run in self._runs(free):
            parts += self._of_run(run)
        return [part for _, part in sorted(parts, key=lambda pair: pair[0])]

    def _runs(self, free: Sequence[_Word]) -> Iterator[list[_Word]]:
        """Words that nothing knows, with the small ones among them, as one; every other word by itself."""
        run: list[_Word] = []
        for word in free:
            unknown = not self._is_common(word)
            small = bool(run) and all(one in STOP for one in word.folded)
            apart = bool(run) and self.text[run[-1].end : word.start].strip(" ") != ""
            if run and (apart or not (unknown or small)):
                yield run
                run = []
            if unknown or (run and small):
                run.append(word)
            else:
                yield [word]
        if run:
            yield run

    def _of_run(self, run: list[_Word]) -> Iterator[tuple[int, Part]]:
        while len(run) > 1 and self._is_common(run[-1]):
            last = run.pop()
            yield from ((last.start, one) for one in last.folded)
        if self._is_common(run[0]):
            yield from ((run[0].start, one) for one in run[0].folded)
            return
        words = self.text[run[0].start : run[-1].end]
        yield run[0].start, WordItem(words, near=tuple(self._near(words))[:MOST])

    def _near(self, words: str) -> Iterator[Ref]:
        """Names that may be meant: in small letters, only those that have the very words."""
        if words != words.lower():
            yield from self.case.match(words).near
            return
        for hit in self.case.search_names(words, limit=MOST):
            if set(folded(words)) <= set(folded(hit.text)):
                yield Ref.parse(hit.ref)


def _words(text: str) -> list[_Word]:
    found = []
    for match in _TOKEN.finditer(text):
        plain = _ENDING.sub("", match[0])
        if folded(plain):
            found.append(_Word(match.start(), match.start() + len(plain), plain))
    return found


def _meet(word: _Word, day: DayMention) -> bool:
    return word.start < day.end and day.start < word.end
