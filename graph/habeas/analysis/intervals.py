"""Periods with four bounds, and what they say of a day.

A period began between `began[0]` and `began[1]` and ended between `ended[0]` and `ended[1]`. Where a telling gives no
beginning, it had begun by its first evidence; where it gives no end, it lasted until its last (vocabulary.md 6):

    certainly on D    began[1] <= D <= ended[0]          possibly on D   began[0] <= D <= ended[1]
    certainly not     D < began[0] or D > ended[1]       assumed         not certain, evidence before D, no end told

Bounds of different tellings are never cut to what they share: each is weighed by itself. One makes it certain, and
another certainly not: contested. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from habeas.dates.calendar import NOWHERE, Bounds

FIRST, LAST = date.min, date.max
"""No limit before, no limit after."""
Days = tuple[date, date]
"""A first and a last day.

Where nothing limits them, the ends of the calendar. Empty where the first is after the last.
"""


class Certainty(StrEnum):
    """How sure an answer is. `not` is only said where an end was reported; no report is `not stated`."""

    CERTAIN = "certain"
    CONTESTED = "contested"
    ASSUMED = "assumed"
    POSSIBLE = "possible"
    NOT = "not"
    NOT_STATED = "not stated"

    __hash__ = str.__hash__  # that of Enum is written in Python: sets of words are asked for every day of a life


LIKELIEST = (Certainty.CERTAIN, Certainty.CONTESTED, Certainty.ASSUMED, Certainty.POSSIBLE)
"""The words that say yes, the surest first."""


def closed(bounds: Bounds) -> tuple[date, date]:
    """Bounds with the ends of the calendar where there is no limit."""
    return bounds[0] or FIRST, bounds[1] or LAST


def opened(first: date, last: date) -> Bounds:
    """The other way round."""
    return (None if first == FIRST else first), (None if last == LAST else last)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one claim says of one period. `ends_told` and `begins_told`: whether it gives any limit for them.

    `lasts` are the days from which and until which it shows the period by what it says of it, without the help of the
    one end alone: two tellings may answer each other with these, and never by cutting two tellings of one end to
    their overlap. `evidence` is the last day for which it is evidence, itself between two days.
    """

    claim: str
    began: tuple[date, date]
    ended: tuple[date, date]
    begins_told: bool
    ends_told: bool
    lasts: tuple[date, date]
    evidence: tuple[date, date]

    def word(self, day: date) -> Certainty:
        """What this telling alone says of a day."""
        if day < self.began[0] or day > self.ended[1]:
            return Certainty.NOT
        if self.began[1] <= day <= self.ended[0]:
            return Certainty.CERTAIN
        past = not self.ends_told and self.began[1] < day > self.evidence[1]
        return Certainty.ASSUMED if past else Certainty.POSSIBLE

    def meets(self, first: date, last: date) -> Certainty:
        """What this telling alone says of some time in a span of days: certain, possible or not."""
        if self.began[1] <= last and self.ended[0] >= first and self.began[1] <= self.ended[0]:
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if self.began[0] <= last and self.ended[1] >= first else Certainty.NOT

    def days(self) -> tuple[int, int | None]:
        """How long it lasted: least and greatest number of days; None where nothing limits it."""
        least = max(0, (self.ended[0] - self.began[1]).days) if self.ended[0] > FIRST and self.began[1] < LAST else 0
        limited = self.began[0] > FIRST and self.ended[1] < LAST
        return least, (self.ended[1] - self.began[0]).days if limited else None


def telling(
    claim: str,
    said: Bounds,
    *,
    began: Bounds = NOWHERE,
    ended: Bounds = NOWHERE,
    at: Bounds = NOWHERE,
    seen: Bounds = NOWHERE,
    reach: date | None = None,
) -> Telling:
    """The four bounds of a telling, with the gaps filled from its own evidence.

    `reach` is the day back to which a beginning that nobody told may lie (a convention of the case file).
    """
    begins, ends = began != NOWHERE, ended != NOWHERE
    latest_begin = _least([began[1], ended[1], seen[0]], said[1])
    earliest_end = _most([ended[0], began[0], seen[1]])
    dated = begins or ends or at != NOWHERE or seen != NOWHERE
    last = _most([began[1], at[1], seen[1], ended[1]])
    return Telling(
        claim=claim,
        began=(began[0] or (min(reach, latest_begin) if reach and not begins else FIRST), latest_begin),
        ended=(earliest_end, ended[1] or LAST),
        begins_told=begins,
        ends_told=ends,
        lasts=(_least([began[1], seen[0]], None), _most([ended[0], seen[1]])),
        evidence=(min(earliest_end, last), last if last > FIRST else (said[1] or LAST if dated else LAST)),
    )


def _least(days: Iterable[date | None], otherwise: date | None) -> date:
    return min((day for day in days if day), default=otherwise or LAST)


def _most(days: Iterable[date | None]) -> date:
    return max((day for day in days if day), default=FIRST)


class Dated(Protocol):
    """What a telling is made of: an evidence row."""

    @property
    def claim(self) -> str:
        """Its claim."""

    @property
    def said(self) -> Bounds:
        """When it was said."""

    @property
    def began(self) -> Bounds:
        """When it began."""

    @property
    def ended(self) -> Bounds:
        """When it ended."""

    @property
    def at(self) -> Bounds:
        """The days for which it is told."""

    @property
    def seen(self) -> Bounds:
        """From which and until which day it is certain by this telling alone."""

    @property
    def reach(self) -> Bounds:
        """From which day on it may have been so, where nobody told its beginning."""


@lru_cache(maxsize=1_000)  # each day of a life asks for the same few
def of_row(row: Dated, *, begins: bool = True, ends: bool = True) -> Telling:
    """The telling of an evidence row; without `begins` or `ends` that date is only evidence that it held then."""
    seen = [row.seen]
    seen += [(row.began[1], row.began[0])] if row.began != NOWHERE and not begins else []
    seen += [(row.ended[1], row.ended[0])] if row.ended != NOWHERE and not ends else []
    firsts, lasts = [s[0] for s in seen if s[0]], [s[1] for s in seen if s[1]]
    return telling(
        row.claim,
        row.said,
        began=row.began if begins else NOWHERE,
        ended=row.ended if ends else NOWHERE,
        at=row.at if begins and ends else _hull([row.at, row.began, row.ended]),
        seen=(min(firsts, default=None), max(lasts, default=None)),
        reach=row.reach[0],
    )


def _hull(bounds: Iterable[Bounds]) -> Bounds:
    told = [each for each in bounds if each != NOWHERE]
    firsts, lasts = [first for first, _ in told], [last for _, last in told]
    return (
        None if None in firsts else min((day for day in firsts if day), default=None),
        None if None in lasts else max((day for day in lasts if day), default=None),
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """What several tellings of one period say of a day: the word, the claims for it, the claims against it."""

    word: Certainty
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    evidence: tuple[date, date] | None = None


def weigh(tellings: Sequence[Telling], day: date) -> Weighed:
    """Set logic over claims (vocabulary.md 6). A telling without an end is answered by the end that another gives."""
    usable, over, early = _sides(tellings, day)
    claims = tuple([t.claim for t in usable])
    against = tuple([t.claim for t in (*over, *early)]) if over or early else ()
    if certain_on(tellings, day):
        return Weighed(Certainty.CONTESTED if against else Certainty.CERTAIN, claims or against, against, (day, day))
    begun = any(t.began[1] <= day for t in usable)
    before = [t.evidence for t in usable if t.evidence[1] < day]
    last = max(before, key=lambda days: (days[1], days[0]), default=None)
    if _clash(usable, over, early, day):
        return Weighed(Certainty.CONTESTED, claims, against, last)
    if _ruled_out(usable, over, early):
        return Weighed(Certainty.NOT if over else Certainty.NOT_STATED, tuple(t.claim for t in over))
    past = begun and last is not None and not any(t.ends_told for t in tellings)
    return Weighed(Certainty.ASSUMED if past else Certainty.POSSIBLE, claims, against, last if past else None)


def _sides(tellings: Iterable[Telling], day: date) -> tuple[list[Telling], list[Telling], list[Telling]]:
    """The tellings that allow the day, those by which it was over before, and those by which it had not begun."""
    usable: list[Telling] = []
    over: list[Telling] = []
    early: list[Telling] = []
    for telling in tellings:
        if telling.ended[1] < day:
            over.append(telling)
        elif telling.began[0] <= day:
            usable.append(telling)
        if day < telling.began[0] and telling.begins_told:
            early.append(telling)
    return usable, over, early


def certain_on(tellings: Iterable[Telling], day: date) -> bool:
    """True when one telling makes the day certain, or one shows that it had begun and another that it lasted.

    What the same claims tell of its other end does not matter here: where that rules the day out, the day is contested.
    """
    begun = lasted = False
    for telling in tellings:
        if telling.began[1] <= day <= telling.ended[0]:
            return True
        begun = begun or telling.lasts[0] <= day
        lasted = lasted or day <= telling.lasts[1]
    return begun and lasted


def _clash(usable: Sequence[Telling], over: Sequence[Telling], early: Sequence[Telling], day: date) -> bool:
    """True when one telling has evidence after the end that another gives, or before its beginning."""
    if over:
        ended = max(t.ended[1] for t in over)
        if any(ended < t.evidence[0] <= day for t in usable):
            return True
    return bool(early) and any(FIRST < t.evidence[1] <= day for t in usable)


def _ruled_out(usable: list[Telling], over: list[Telling], early: list[Telling]) -> bool:
    """True when every telling of an end, or every telling of a beginning, rules the day out."""
    ended = bool(over) and not any(t.ends_told for t in usable)
    unbegun = bool(early) and not any(t.begins_told for t in usable)
    return not usable or ended or unbegun


def age(evidence: tuple[date, date] | None, day: date) -> tuple[int, int | None] | None:
    """How many days old the last evidence is: least and greatest."""
    if evidence is None:
        return None
    first, last = evidence
    return max(0, (day - last).days), None if first == FIRST else (day - first).days


def hull(bounds: Iterable[Bounds]) -> Bounds:
    """All days that any of several tellings of one date allows."""
    return _hull(bounds)


def core(bounds: Iterable[Bounds]) -> Bounds | None:
    """The days that all of them allow; None when there are none, or nothing is reported."""
    told = [each for each in bounds if each != NOWHERE]
    first = _most(each[0] for each in told)
    last = _least((each[1] for each in told), None)
    return opened(first, last) if told and first <= last else None
