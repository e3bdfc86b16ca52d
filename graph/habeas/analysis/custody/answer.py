"""One answer: a state, how sure it is, and the claims it rests on.

The four answers of a day, and those of every day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from habeas.analysis.intervals import Certainty, age, closed, opened
from habeas.dates.calendar import NOWHERE, Bounds

HELD: Final = frozenset(["held", "held-incommunicado", "whereabouts-unknown", "house-arrest", "hospital-under-guard"])
"""Deprived of liberty (vocabulary.md 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyAnswer:
    """What the file says on one axis for one day.

    `claims` support it; `against` say otherwise; `before` tell an end that a later beginning has overtaken.
    `evidence` is the last day it rests on (itself between two days), `age` how many days old that is, both only where
    it may have changed since: assumed, or left. `parts` are the single answers where an axis has several (two
    charges, three restrictions).
    """

    state: str = ""
    word: Certainty = Certainty.NOT_STATED
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    evidence: Bounds = NOWHERE
    age: tuple[int, int | None] | None = None
    node: str = ""
    parts: tuple[CustodyAnswer, ...] = ()

    @property
    def sure(self) -> str:
        """The word as it is shown: `assumed (evidence 9 days old)`."""
        return f"{self.word} ({aged(self.age)})" if self.age else self.word.value


NOTHING = CustodyAnswer()


def aged(days: tuple[int, int | None]) -> str:
    """The age of evidence in words."""
    least, most = days
    if most is None:
        return f"evidence at least {least} day{'' if least == 1 else 's'} old"
    span = str(least) if least == most else f"{least} to {most}"
    return f"evidence {span} day{'' if span == '1' else 's'} old"


def named(claims: Iterable[str]) -> tuple[str, ...]:
    """Claim ids once each, in order."""
    if not claims:
        return ()
    found = set(claims)
    return tuple(sorted(found)) if len(found) > 1 else tuple(found)


def answer(
    state: str,
    word: Certainty,
    claims: Iterable[str],
    day: date,
    *,
    evidence: tuple[date, date] | None = None,
    against: Iterable[str] = (),
    before: Iterable[str] = (),
    node: str = "",
    aging: bool = False,
) -> CustodyAnswer:
    """An answer with its claims in order; the age of the evidence where it is assumed, or told to be `aging`."""
    old = evidence if aging or word is Certainty.ASSUMED else None
    return CustodyAnswer(
        state=state,
        word=word,
        claims=named(claims),
        against=named(against),
        before=named(before),
        node=node,
        evidence=opened(*old) if old else NOWHERE,
        age=age(old, day),
    )


def joined(parts: Iterable[CustodyAnswer], *, none: CustodyAnswer = NOTHING) -> CustodyAnswer:
    """Several answers of one axis as one: the states in a row, the least sure word."""
    every = tuple(sorted(parts, key=lambda part: (part.state, part.node)))
    if not every:
        return none
    if len(every) == 1:
        return every[0]
    order = list(Certainty)
    worst = max((part.word for part in every), key=order.index)
    return CustodyAnswer(
        state=", ".join(dict.fromkeys(part.state for part in every)),
        word=worst,
        parts=every,
        claims=named(c for part in every for c in part.claims),
        against=named(c for part in every for c in part.against),
        age=max((part.age for part in every if part.age), default=None, key=lambda days: days[0]),
    )


# -- all four axes of a day, and of every day

ANY_AGE = (0, 0)
"""Stands in a period for the age of evidence, which is another on each of its days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyStatus:
    """What the file says of one person on one day. The axes are kept apart: none follows from another."""

    person: str
    on: date
    custody: CustodyAnswer
    legal: CustodyAnswer
    restrictions: CustodyAnswer
    place: CustodyAnswer

    @property
    def held(self) -> Certainty:
        """Deprived of liberty some time on that day: certain, contested, assumed, possible, not, or not stated."""
        if self.custody.state in HELD:
            return self.custody.word
        return (
            Certainty.NOT
            if self.custody.word in {Certainty.CERTAIN, Certainty.ASSUMED, Certainty.CONTESTED}
            else Certainty.NOT_STATED
        )

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that any axis rests on."""
        return named(
            claim for axis in (self.custody, self.legal, self.restrictions, self.place) for claim in axis.claims
        )


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """Days from `first` to `last` with one answer on each axis.

    The age of evidence depends on the day and is left open.
    """

    first: date
    last: date
    custody: CustodyAnswer
    legal: CustodyAnswer
    restrictions: CustodyAnswer
    place: CustodyAnswer

    def on(self, person: str, day: date) -> CustodyStatus:
        """The status of one of its days."""
        return CustodyStatus(
            person=person,
            on=day,
            custody=at_day(self.custody, day),
            legal=at_day(self.legal, day),
            restrictions=at_day(self.restrictions, day),
            place=at_day(self.place, day),
        )


@dataclass(frozen=True, slots=True)
class Timeline:
    """All periods of one person, in order, without a gap from the first to the last day of the calendar."""

    person: str
    periods: tuple[StatusPeriod, ...]

    def at(self, day: date) -> StatusPeriod:
        """The period that has this day."""
        return self.periods[bisect_right(self.periods, day, key=lambda period: period.first) - 1]

    def on(self, day: date) -> CustodyStatus:
        """The status on a day."""
        return self.at(day).on(self.person, day)


def at_day(answer: CustodyAnswer, day: date) -> CustodyAnswer:
    """The answer of a period on one of its days, with the age that its evidence has then."""
    if answer.age is None and not answer.parts:
        return answer
    if answer.parts:
        parts = tuple(at_day(part, day) for part in answer.parts)
        oldest = max((part.age for part in parts if part.age), default=None, key=lambda days: days[0])
        return replace(answer, parts=parts, age=oldest)
    return CustodyAnswer(  # not dataclasses.replace, which takes twice as long: lists ask it for everybody
        state=answer.state,
        word=answer.word,
        claims=answer.claims,
        against=answer.against,
        before=answer.before,
        evidence=answer.evidence,
        age=age(closed(answer.evidence), day),
        node=answer.node,
    )
