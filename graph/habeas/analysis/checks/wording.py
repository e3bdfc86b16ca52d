"""What a check finds, before it is put into words: messages by their codes, with values.

A check says *what* it asks (`C01.question`) and with which names, days, numbers and claims. Labels are looked up when
the message is rendered (`rendering`), so a new label changes no finding, and a finding can be kept without its text.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from habeas.analysis.intervals import opened
from habeas.analysis.values import Fate, NumberRange, days_text
from habeas.dates.calendar import Bounds
from habeas.model.findings import Severity, key_of

MOST_DAYS: Final = 6
"""So many days stand in a question; of more only some."""


class MessageValue(NamedTuple):
    """One value of a message: what sort of thing it is (a method of `Renderer`), and what it is made of, as plain
    values."""

    sort: str
    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by its code in the catalogue, with the values that stand in it."""

    code: str
    values: tuple[tuple[str, MessageValue], ...] = ()


def message(code: str, **values: MessageValue | str | int) -> Message:
    """A message; words and whole numbers may be given as they are."""
    told = ((name, value if isinstance(value, MessageValue) else plain(value)) for name, value in values.items())
    return Message(code, tuple(told))


def plain(value: str | int) -> MessageValue:
    """Words that are the same in every language."""
    return MessageValue("plain", (value,))


def name(ref: str) -> MessageValue:
    """What a name is called."""
    return MessageValue("name", (ref,))


def named(ref: str) -> MessageValue:
    """What a name is called, with the name itself."""
    return MessageValue("named", (ref,))


def either(refs: Iterable[str]) -> MessageValue:
    """What several names are called, in their order: `A or B`."""
    return MessageValue("either", tuple(refs))


def people(refs: Iterable[str]) -> MessageValue:
    """What several names are called, in alphabetical order: `Ana Ruiz, Luis Paz`."""
    return MessageValue("people", tuple(sorted(set(refs))))


def between(first: date, last: date) -> MessageValue:
    """Days where the ends of the calendar mean no limit."""
    return days(opened(first, last))


def days(bounds: Bounds) -> MessageValue:
    """`2026-01-08`, `2026-01-08 to 2026-01-11`, `not after 2026-01-11`."""
    return MessageValue("days", tuple(str(day) if day else None for day in bounds))


def some_days(told: Iterable[Bounds], *, most: int = 0) -> MessageValue:
    """Several days: `A or B`; with `most` only some of more than that."""
    pairs = {tuple(str(day) if day else None for day in bounds) for bounds in told}
    return MessageValue("some_days", (most, *sorted(pairs, key=str)))


def span(bounds: Bounds) -> MessageValue:
    """Days as EDTF text."""
    return plain(days_text(bounds))


def listed(claims: Iterable[str]) -> MessageValue:
    """`N052 and N055`, `Y051, Y052 and Y053`."""
    return MessageValue("listed", tuple(sorted(set(claims))))


def number(bounds: NumberRange) -> MessageValue:
    """`41`, `800 to 900`, `at least 80`."""
    return MessageValue("number", bounds)


def numbers(told: Iterable[tuple[NumberRange | None, str]]) -> MessageValue:
    """Numbers with their claims; of many only how many, and the first. None is no number."""
    return MessageValue(
        "numbers", tuple((*(bounds or (None, None)), bounds is not None, claim) for bounds, claim in told)
    )


def length(text: str) -> MessageValue:
    """A length as people say it: `P1Y~` is about 1 year."""
    return MessageValue("length", (text,))


def kind(ref: str) -> MessageValue:
    """The kind of a name, as a word."""
    return MessageValue("kind", (ref.partition(":")[0],))


def word(relation: str) -> MessageValue:
    """What a property is called."""
    return MessageValue("word", (relation,))


def thing(what: Fate) -> MessageValue:
    """What a number counts, in a word."""
    return MessageValue("thing", (what.value,))


def traits(told: Iterable[tuple[str, str]]) -> MessageValue:
    """What two people have in common: `occupation teacher, held at Norte`."""
    return MessageValue("traits", tuple(told))


def criterion(population: str) -> MessageValue:
    """Whom a keeper counts: the criterion of the population, else what it is called."""
    return MessageValue("criterion", (population,))


def several(messages: Iterable[Message], joint: str = "; ") -> MessageValue:
    """Messages in a row."""
    return MessageValue("several", (joint, *messages))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckHit:
    """A finding without its text: the same in every language, and whatever names are called."""

    rule: str
    severity: Severity
    claims: tuple[str, ...]
    question: Message
    why: Message
    about: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    mark: str = ""

    @property
    def key(self) -> str:
        """The key of the finding: the same for the same rule, claims, names and mark."""
        return key_of(self.rule, self.claims, self.about, self.mark)


def hit(
    rule: str,
    severity: Severity,
    claims: Iterable[str],
    question: Message,
    why: Message,
    *,
    about: Iterable[str] = (),
    context: Iterable[str] = (),
    mark: str = "",
) -> CheckHit:
    """What was found, with its claims in order, each once."""
    members = tuple(sorted(set(claims)))
    return CheckHit(
        rule=rule,
        severity=severity,
        claims=members,
        question=question,
        why=why,
        about=tuple(sorted(set(about))),
        context=tuple(sorted(set(context) - set(members))),
        mark=mark,
    )


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
        code, tuple((key, MessageValue(sort, tuple(map(_from_plain, parts)))) for key, (sort, *parts) in values.items())
    )


def _from_plain(part: Any) -> Any:
    if isinstance(part, Mapping):
        return message_from_plain(part["message"])
    return tuple(part) if isinstance(part, list) else part
