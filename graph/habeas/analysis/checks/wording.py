"""The words of a finding: a message by its code, with values; rendered in the language of whoever reads it.

A check says *what* it asks (`C01.question`) and with which names, days, numbers and claims. Labels are looked up when the
message is rendered, so a new label changes no finding, and a finding can be kept without its text. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from habeas.analysis.checks.messages import MESSAGES, OWN_TRAITS, THINGS, UNITS, WORDS
from habeas.analysis.figures.figures import Thing, days_text
from habeas.analysis.intervals import opened
from habeas.dates.edtf import Bounds
from habeas.vocab import KINDS, PROPERTIES

Range = tuple[int, int | None]
MOST_SHOWN: Final = 4
"""So many numbers stand in a question; of more only how many, and the first."""
MOST_DAYS: Final = 6
"""So many days stand in a question; of more only some."""


class Value(NamedTuple):
    """One value of a message: what sort of thing it is (a method of `Renderer`), and what it is made of, as plain values."""

    sort: str
    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by its code in the catalogue, with the values that stand in it."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()


def message(code: str, **values: Value | str | int) -> Message:
    """A message; words and whole numbers may be given as they are."""
    told = ((name, value if isinstance(value, Value) else plain(value)) for name, value in values.items())
    return Message(code, tuple(told))


def plain(value: str | int) -> Value:
    """Words that are the same in every language."""
    return Value("plain", (value,))


def name(ref: str) -> Value:
    """What a name is called."""
    return Value("name", (ref,))


def named(ref: str) -> Value:
    """What a name is called, with the name itself."""
    return Value("named", (ref,))


def either(refs: Iterable[str]) -> Value:
    """What several names are called, in their order: `A or B`."""
    return Value("either", tuple(refs))


def people(refs: Iterable[str]) -> Value:
    """What several names are called, in alphabetical order: `Ana Ruiz, Luis Paz`."""
    return Value("people", tuple(sorted(set(refs))))


def between(first: date, last: date) -> Value:
    """Days where the ends of the calendar mean no limit."""
    return days(opened(first, last))


def days(bounds: Bounds) -> Value:
    """`2026-01-08`, `2026-01-08 to 2026-01-11`, `not after 2026-01-11`."""
    return Value("days", tuple(str(day) if day else None for day in bounds))


def some_days(told: Iterable[Bounds], *, most: int = 0) -> Value:
    """Several days: `A or B`; with `most` only some of more than that."""
    pairs = {tuple(str(day) if day else None for day in bounds) for bounds in told}
    return Value("some_days", (most, *sorted(pairs, key=str)))


def span(bounds: Bounds) -> Value:
    """Days as EDTF text."""
    return plain(days_text(bounds))


def listed(claims: Iterable[str]) -> Value:
    """`N052 and N055`, `Y051, Y052 and Y053`."""
    return Value("listed", tuple(sorted(set(claims))))


def number(bounds: Range) -> Value:
    """`41`, `800 to 900`, `at least 80`."""
    return Value("number", bounds)


def numbers(told: Iterable[tuple[Range | None, str]]) -> Value:
    """Numbers with their claims; of many only how many, and the first. None is no number."""
    return Value("numbers", tuple((*(bounds or (None, None)), bounds is not None, claim) for bounds, claim in told))


def length(text: str) -> Value:
    """A length as people say it: `P1Y~` is about 1 year."""
    return Value("length", (text,))


def kind(ref: str) -> Value:
    """The kind of a name, as a word."""
    return Value("kind", (ref.partition(":")[0],))


def word(relation: str) -> Value:
    """What a property is called."""
    return Value("word", (relation,))


def thing(what: Thing) -> Value:
    """What a number counts, in a word."""
    return Value("thing", (what.value,))


def traits(told: Iterable[tuple[str, str]]) -> Value:
    """What two people have in common: `occupation teacher, held at Norte`."""
    return Value("traits", tuple(told))


def criterion(population: str) -> Value:
    """Whom a keeper counts: the criterion of the population, else what it is called."""
    return Value("criterion", (population,))


def several(messages: Iterable[Message], joint: str = "; ") -> Value:
    """Messages in a row."""
    return Value("several", (joint, *messages))


@dataclass(frozen=True)
class Renderer:
    """Renders messages in one language. `label` tells what a name is called, `criterion_of` whom a population counts."""

    lang: str
    label: Callable[[str], str]
    criterion_of: Callable[[str], str]

    def text(self, told: Message) -> str:
        """A message in words."""
        values = {key: str(getattr(self, f"_{value.sort}")(*value.parts)) for key, value in told.values}
        return self._say(MESSAGES[told.code], **values)

    def _say(self, texts: tuple[str, str], **values: object) -> str:
        return texts[self.lang == "es"].format(**values)

    def _own(self, code: str, **values: object) -> str:
        return self._say(WORDS[code], **values)

    def _plain(self, value: object) -> object:
        return value

    def _name(self, ref: str) -> str:
        return self.label(ref)

    def _named(self, ref: str) -> str:
        return f"{self.label(ref)} ({ref})"

    def _either(self, *refs: str) -> str:
        return self._own("or").join(map(self.label, refs))

    def _people(self, *refs: str) -> str:
        return ", ".join(sorted(set(map(self.label, refs))))

    def _days(self, first: str | None, last: str | None) -> str:
        if first and first == last:
            return first
        code = {(True, True): "to", (False, True): "until", (True, False): "since"}.get((bool(first), bool(last)))
        return self._own(code or "some day", first=first, last=last)

    def _some_days(self, most: int, *told: tuple[str | None, str | None]) -> str:
        texts, joint = sorted({self._days(*bounds) for bounds in told}), self._own("or")
        if not most or len(texts) <= most:
            return joint.join(texts)
        return self._own("many days", days=joint.join(texts[: most // 2]), last=texts[-1], count=len(texts))

    def _listed(self, *claims: str) -> str:
        return self._own("and").join(filter(None, [", ".join(claims[:-1]), *claims[-1:]]))

    def _number(self, lower: int, upper: int | None) -> str:
        if lower == upper:
            return str(lower)
        return self._own("at least" if upper is None else "range", lower=lower, upper=upper)

    def _numbers(self, *told: tuple[int, int | None, bool, str]) -> str:
        none = self._own("no number")
        texts = [f"{self._number(lower, upper) if given else none} ({claim})" for lower, upper, given, claim in told]
        if len(texts) > MOST_SHOWN:
            return self._own("many numbers", count=len(texts), first=texts[0])
        return self._own("and").join(texts)

    def _length(self, text: str) -> str:
        units = UNITS[self.lang if self.lang in UNITS else "en"]
        found = re.findall(r"(\d+)([YMWD])", text.upper())
        told = self._own("and").join(f"{int(n)} {units[unit][int(n) != 1]}" for n, unit in found)
        told = self._own("about", length=told) if told and text.endswith(("~", "%")) else told
        return (self._own("doubtful", length=told) if text.endswith(("?", "%")) else told) if told else text

    def _kind(self, code: str) -> str:
        return self._say((KINDS[code].label, KINDS[code].label_es)).lower()

    def _word(self, relation: str) -> str:
        known = PROPERTIES.get(relation)
        return self._say((known.label, known.label_es)) if known else relation

    def _thing(self, what: str) -> str:
        return self._say((what, THINGS.get(what, what)))

    def _traits(self, *told: tuple[str, str]) -> str:
        return ", ".join(f"{self._trait(trait)} {self.label(value)}" for trait, value in told)

    def _trait(self, trait: str) -> str:
        return self._say((trait, OWN_TRAITS[trait])) if trait in OWN_TRAITS else self._word(trait)

    def _criterion(self, population: str) -> str:
        return self.criterion_of(population) or self.label(population) or self._own("whom")

    def _several(self, joint: str, *messages: Message) -> str:
        return joint.join(map(self.text, messages))


# -- as plain values


def message_to_plain(told: Message) -> list[Any]:
    """A message as JSON keeps it."""
    return [told.code, {key: [value.sort, *map(_to_plain, value.parts)] for key, value in told.values}]


def _to_plain(part: Any) -> Any:
    if isinstance(part, Message):
        return {"message": message_to_plain(part)}
    return list(part) if isinstance(part, tuple) else part


def message_from_plain(kept: list[Any]) -> Message:
    """The message that was kept."""
    code, values = kept
    return Message(
        code, tuple((key, Value(sort, tuple(map(_from_plain, parts)))) for key, (sort, *parts) in values.items())
    )


def _from_plain(part: Any) -> Any:
    if isinstance(part, Mapping):
        return message_from_plain(part["message"])
    return tuple(part) if isinstance(part, list) else part
