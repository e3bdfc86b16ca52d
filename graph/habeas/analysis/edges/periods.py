"""Days as they are drawn: from the first to the last day that the words allow, with the words beside them.

A drawing needs a first and a last day; a witness gives "January" or nothing. So a period is drawn as wide as the
dates allow, an end that nobody stated stays open, and the words as written go along. What is certain is kept apart:
`sure` are the days on which it held whatever the words mean (domain rules: a period has four bounds).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from habeas.analysis.edges.stretches import DAY, DrawnSpell, EdgeTime, ToldPeriod, disjoint, joined, length
from habeas.dates.calendar import Bounds
from habeas.dates.conventions import Conventions
from habeas.dates.edtf import Edtf
from habeas.model.values import When


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

    def certain(self, ongoing_until: date | None = None) -> list[tuple[date, date]]:
        """The stretches of these days on which it held whatever the dates mean; none where it cannot all be so."""
        if self.sure is None or self.contested:
            return []
        first, last = self.sure
        every = [(max(start, first), min(end, last)) for start, end in self.days(ongoing_until)]
        return [(start, end) for start, end in every if start <= end]


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
    """Disjoint stretches in order, as wide as the dates allow."""
    return disjoint(days for each in periods if not each.undated for days in each.days(ongoing_until))


def certain_spells(periods: Iterable[DrawnPeriod], ongoing_until: date | None = None) -> tuple[DrawnSpell, ...]:
    """Disjoint stretches in order that are certain; each lies within one of `spells`."""
    return disjoint(days for each in periods for days in each.certain(ongoing_until))


def told_period(period: DrawnPeriod, claims: Iterable[str], ongoing_until: date | None = None) -> ToldPeriod:
    """A period on its own, with its claims."""
    drawn, certain = spells((period,), ongoing_until), certain_spells((period,), ongoing_until)
    return ToldPeriod(
        start=drawn[0].start if drawn else "",
        end=drawn[-1].end if drawn else "",
        certain_start=certain[0].start if certain else "",
        certain_end=certain[-1].end if certain else "",
        start_text=period.start_text,
        end_text=period.end_text,
        ongoing=period.ongoing,
        claims=tuple(claims),
    )


def edge_time(told: Mapping[DrawnPeriod, Iterable[str]], until: date | None) -> EdgeTime:
    """All periods of a line together, each with its claims; a day on which two of them lie counts once."""
    if not told:
        return EdgeTime()
    periods = list(told)
    found, certain = spells(periods, until), certain_spells(periods, until)
    return EdgeTime(
        spells=found,
        start_texts=tuple(dict.fromkeys(each.start_text for each in periods if each.start_text)),
        end_texts=tuple(dict.fromkeys(each.end_text for each in periods if each.end_text)),
        precision=joined(each.precision for each in periods),
        ongoing=any(each.ongoing for each in periods),
        episodes=len(periods),
        days_least=None if any(each.least is None for each in periods) else length(certain),
        days_most=None if any(each.most is None for each in periods) else length(found),
        certain=certain,
        told=tuple(told_period(period, sorted(claims), until) for period, claims in told.items()),
    )
