"""What answers are worked out from, as plain scalars: a telling as evidence, and a number as somebody gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from habeas.dates.calendar import NOWHERE, Bounds


class Evidence(NamedTuple):
    """One telling. `at` is the day of an event, or the day for which a state is told; `seen` the days from and
    until which the state is certain by this telling alone; `reach` the day from which it may have held where nothing
    tells its beginning; `other` the node it is tied to (a stay that it ends or
    goes on as; a post; a body).

    Bounds are (first possible day, last possible day); None is no limit. `n` is the journal line that recorded the
    claim, `ended_at` when it was withdrawn or superseded, empty while it is live.
    """

    person: str
    node: str
    claim: str
    n: int
    part: int
    what: str
    code: str
    facility: str
    place: str
    agent: str
    other: str
    began: Bounds
    ended: Bounds
    at: Bounds
    seen: Bounds
    reach: Bounds
    said: Bounds
    speaker: str
    source: str
    sensitivity: str
    recorded_at: str
    ended_at: str

    def told(self, name: str) -> bool:
        """True when the telling gives any limit for `began`, `ended` or `at`."""
        return bool(getattr(self, name) != NOWHERE)


NEGATED: Final = frozenset(["detention", "arrest", "release", "death", "observation"])
"""What a claim may say is not so."""


def certainly_said(row: Evidence, day: date) -> bool:
    """True when it had certainly been said by the end of that day."""
    return row.said[1] is not None and row.said[1] <= day


NumberRange = tuple[int, int | None]
"""Least and greatest number; None above is open."""


class Fate(StrEnum):
    """What befell those who are counted, as the words of the count and its population have it."""

    RELEASED = "released"
    DIED = "died"
    ARRESTED = "arrested"
    HELD = "held"
    UNCLEAR = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One number as one claim tells it. `at` is the day it holds for, `window` the days counted over; each empty when
    not stated.

    `origin` is the speaker; `keeper` keeps the list. `where` and `who` are the places and groups of people that its
    words tell (`populations`). `whole` is the count it is told to be a share of, `wider` are the populations that its
    own is told to be a part of.
    """

    claim: str
    node: str
    words: str
    lower: int | None
    upper: int | None
    population: str
    keeper: str
    kind: str
    thing: Fate
    at: Bounds
    window: Bounds
    whole: str
    wider: frozenset[str]
    where: frozenset[str] = frozenset()
    who: frozenset[str] = frozenset()
    origin: str
    source: str
    said: Bounds

    @property
    def bounds(self) -> NumberRange:
        """Least and greatest; nothing is less than none."""
        return self.lower or 0, self.upper

    @property
    def days(self) -> Bounds:
        """The days counted over; for a number held or counted up to a day, that day."""
        return self.window if self.window != NOWHERE else self.at

    @property
    def order(self) -> tuple[str, str, str]:
        """Where it stands among others: by the days it was counted over."""
        return str(self.days[1] or ""), str(self.days[0] or ""), self.claim

    @property
    def alike(self) -> str:
        """What numbers of the same thing, kind and days have in common."""
        return "|".join((self.thing.value, self.kind, *(str(day or "") for day in self.days)))

    @property
    def numbered(self) -> bool:
        """True when any bound is told."""
        return self.lower is not None or self.upper is not None

    @property
    def text(self) -> str:
        """`41`, `800 to 900`, `at least 80`, `no number`."""
        return range_text(self.bounds) if self.numbered else "no number"


def range_text(bounds: NumberRange) -> str:
    """A range of numbers in words."""
    lower, upper = bounds
    if upper is None:
        return f"at least {lower}"
    return str(lower) if lower == upper else f"{lower} to {upper}"


def days_text(days: Bounds) -> str:
    """Days as EDTF text; `not stated` where no limit is told."""
    first, last = days
    if first == last:
        return str(first) if first else "not stated"
    return f"{first or '..'}/{last or '..'}"
