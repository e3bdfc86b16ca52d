"""Days as they are drawn: from the first to the last day that the words allow, with the words beside them.

A drawing needs a first and a last day; a witness gives "January" or nothing. So a period is drawn as wide as the
dates allow, an end that nobody stated stays open, and the words as written go along. What is certain is kept apart:
`sure` are the days on which it held whatever the words mean (domain rules: a period has four bounds).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from habeas.dates.calendar import Bounds
from habeas.dates.conventions import Conventions
from habeas.dates.edtf import Edtf
from habeas.model.values import When

DAY = timedelta(1)


class DrawnSpell(NamedTuple):
    """A stretch of days, both included, as ISO text; an empty end is open."""

    start: str
    end: str


class Past(NamedTuple):
    """A value that held for a stretch of days, both included."""

    value: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """One end of a period as told by one or several claims: its first and last possible day, the words, how exact.

    `inner` are the bounds turned inwards: by `inner[0]` it had begun for certain, up to `inner[1]` it had not ended.
    """

    earliest: date | None
    latest: date | None
    inner: Bounds
    text: str
    precision: str


def period_end(whens: Iterable[When], conventions: Conventions) -> PeriodEnd | None:
    """What several claims say of one end, taken together as wide as any of them; None when none of them says
    anything."""
    told, read = _read(whens, conventions)
    if not told:
        return None
    firsts, lasts = [edtf.earliest for edtf in read], [edtf.latest for edtf in read]
    inner = (None if None in lasts else max(filter(None, lasts)), None if None in firsts else min(filter(None, firsts)))
    return _end(told, read, inner)


def evidence(whens: Iterable[When], conventions: Conventions) -> PeriodEnd | None:
    """Days on which something held, as several claims say: a single day somewhere in a range, or a whole period."""
    told, read = _read(whens, conventions)
    begun = [edtf.begins[1] for edtf in read if edtf.begins[1]]
    lasted = [edtf.ends[0] for edtf in read if edtf.ends[0]]
    return _end(told, read, (min(begun, default=None), max(lasted, default=None))) if told else None


def _read(whens: Iterable[When], conventions: Conventions) -> tuple[list[When], list[Edtf]]:
    told = list(dict.fromkeys(whens))
    return told, [when.read(conventions) for when in told]


def _end(told: list[When], read: list[Edtf], inner: Bounds) -> PeriodEnd:
    return PeriodEnd(
        earliest=min((edtf.earliest for edtf in read if edtf.earliest), default=None),
        latest=max((edtf.latest for edtf in read if edtf.latest), default=None),
        inner=inner,
        text=" / ".join(dict.fromkeys(map(_words, told, read))),
        precision=" / ".join(dict.fromkeys(map(_precision, read))),
    )


def _words(when: When, edtf: Edtf) -> str:
    return f"“{when.words}” ({edtf.text})" if when.words else edtf.text


def _precision(edtf: Edtf) -> str:
    unit = "range" if edtf.period or edtf.text.startswith("[") else edtf.precision.value
    return f"about {unit}" if edtf.approximate else unit


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPeriod:
    """A period as it is drawn, and what it rests on.

    `ongoing`: nobody stated an end. `clash`: told to end before it begins. `out`: stretches of days that are left out
    of it, because the file says that it did not hold then.
    """

    start: date | None
    end: date | None
    start_text: str = ""
    end_text: str = ""
    precision: str = ""
    ongoing: bool = False
    clash: bool = False
    sure: tuple[date, date] | None = None
    out: tuple[Bounds, ...] = ()

    @property
    def undated(self) -> bool:
        """True when nothing says on which days to draw it."""
        return self.start is None and self.end is None and not self.out

    @property
    def least(self) -> int | None:
        """The fewest days it can have lasted, from day to day; None while it goes on."""
        if self.ongoing or self.end is None:
            return None
        return (self.sure[1] - self.sure[0]).days if self.sure else 0

    @property
    def most(self) -> int | None:
        """The most days it can have lasted, from day to day; None when an end is open."""
        return (self.end - self.start).days if self.start and self.end else None

    @property
    def contested(self) -> bool:
        """True when what is told of it cannot all be so."""
        return self.clash or not list(_without(self.start or date.min, self.end or date.max, self.out))

    def days(self, ongoing_until: date | None = None) -> list[tuple[date, date]]:
        """The stretches of days it is drawn on, both ends included; an open end is the end of the calendar.

        Where it would be left out altogether it is drawn whole, and contested.
        """
        start = self.start or date.min
        end = self.end or (max(ongoing_until, start) if ongoing_until and self.ongoing else date.max)
        return list(_without(start, end, self.out)) or [(start, end)]


def _without(start: date, end: date, out: Iterable[Bounds]) -> Iterator[tuple[date, date]]:
    for first, last in sorted((first or date.min, last or date.max) for first, last in out):
        if last < start:
            continue
        if first > end:
            break
        if first > start:
            yield start, first - DAY
        if last >= end:
            return
        start = last + DAY
    yield start, end


def lasting(
    began: PeriodEnd | None, ended: PeriodEnd | None, seen: PeriodEnd | None, until: PeriodEnd | None = None
) -> DrawnPeriod | None:
    """A period that goes on until an end is stated. `seen`: days on which it held; `until`: something else that
    limits it."""
    if began is None and ended is None and seen is None:
        return None
    first, last = began or seen, ended or until
    start, end = (first.earliest if first else None), (last.latest if last else None)
    clash = bool(start and end and end < start)
    if clash:
        start, end = end, start
    return DrawnPeriod(
        start=start,
        end=end,
        start_text=_told(began, seen, "as of"),
        end_text=_told(ended, until, "not stated; next"),
        precision=_both(first, last),
        ongoing=ended is None,
        clash=clash,
        sure=None if clash else _sure(began, ended, seen),
    )


def happening(when: PeriodEnd | None) -> DrawnPeriod | None:
    """Something that happened within some days."""
    if when is None:
        return None
    sure = (when.earliest, when.earliest) if when.earliest and when.earliest == when.latest else None
    return DrawnPeriod(
        start=when.earliest,
        end=when.latest,
        start_text=when.text,
        end_text=when.text,
        precision=when.precision,
        sure=sure,
    )


def noted(when: PeriodEnd | None) -> DrawnPeriod | None:
    """A relation that was told as of a day and is not bound to it: no days are drawn, the words are kept."""
    return (
        DrawnPeriod(start=None, end=None, start_text=f"as of {when.text}", precision=when.precision) if when else None
    )


def _told(own: PeriodEnd | None, other: PeriodEnd | None, word: str) -> str:
    if own is not None:
        return own.text
    return f"{word} {other.text}" if other is not None else "not stated"


def _both(first: PeriodEnd | None, last: PeriodEnd | None) -> str:
    return " / ".join(dict.fromkeys(end.precision for end in (first, last) if end and end.precision))


def _sure(began: PeriodEnd | None, ended: PeriodEnd | None, seen: PeriodEnd | None) -> tuple[date, date] | None:
    """From the day by which it had begun for certain to the last day before it can have ended."""
    first = min((end.inner[0] for end in (began, seen) if end and end.inner[0]), default=None)
    last = max((end.inner[1] for end in (ended, seen) if end and end.inner[1]), default=None)
    return (first, last) if first and last and first <= last else None


def spells(periods: Iterable[DrawnPeriod], ongoing_until: date | None = None) -> tuple[DrawnSpell, ...]:
    """Disjoint stretches in order: those that share a day become one, since graph programs drop the later of two
    that meet."""
    found = sorted(days for each in periods if not each.undated for days in each.days(ongoing_until))
    joined: list[tuple[date, date]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(DrawnSpell(_iso(start, date.min), _iso(end, date.max)) for start, end in joined)


def _iso(day: date, open_: date) -> str:
    return "" if day == open_ else day.isoformat()


def meets(found: Sequence[DrawnSpell], first: date | None, last: date | None) -> bool:
    """True when one of the stretches may hold on some day between two; a line without any stretch is not ruled out."""
    if first is None and last is None:
        return True
    low, high = (first or date.min).isoformat(), (last or date.max).isoformat()
    return not found or any((s.start or "0") <= high and low <= (s.end or "9999-12-31") for s in found)
