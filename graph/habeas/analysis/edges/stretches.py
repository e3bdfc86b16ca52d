"""Stretches of days as they are drawn and written: disjoint, in order, as ISO text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

BETWEEN: Final = "; "
DAY: Final = timedelta(1)


class DrawnSpell(NamedTuple):
    """A stretch of days, both included, as ISO text; an empty end is open."""

    start: str
    end: str


class Past(NamedTuple):
    """A value that held for a stretch of days, both included."""

    value: str
    start: str
    end: str


class ToldPeriod(NamedTuple):
    """One period as claims tell it, such as a stay: the days it is drawn on and those that are certain, as ISO text;
    the words; whether nobody states an end; the claims."""

    start: str
    end: str
    certain_start: str
    certain_end: str
    start_text: str
    end_text: str
    ongoing: bool
    claims: tuple[str, ...]


class EdgeTime(NamedTuple):
    """When an edge is drawn, and how that was told."""

    spells: tuple[DrawnSpell, ...] = ()
    start_texts: tuple[str, ...] = ()
    end_texts: tuple[str, ...] = ()
    precision: str = ""
    ongoing: bool | None = None
    episodes: int = 0
    days_least: int | None = None
    days_most: int | None = None
    certain: tuple[DrawnSpell, ...] = ()
    told: tuple[ToldPeriod, ...] = ()


def disjoint(found: Iterable[tuple[date, date]]) -> tuple[DrawnSpell, ...]:
    """Those that share a day become one: graph programs drop the later of two that meet, and no day counts twice."""
    joined: list[tuple[date, date]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(DrawnSpell(_iso(start, date.min), _iso(end, date.max)) for start, end in joined)


def _iso(day: date, open_: date) -> str:
    return "" if day == open_ else day.isoformat()


def length(found: Iterable[DrawnSpell]) -> int:
    """How many days stretches with both ends have together, each from its first to its last day (decision 150)."""
    return sum((date.fromisoformat(each.end) - date.fromisoformat(each.start)).days for each in found)


def meets(found: Sequence[DrawnSpell], first: date | None, last: date | None) -> bool:
    """True when one of the stretches may hold on some day between two; a line without any stretch is not ruled out."""
    if first is None and last is None:
        return True
    low, high = (first or date.min).isoformat(), (last or date.max).isoformat()
    return not found or any((s.start or "0") <= high and low <= (s.end or "9999-12-31") for s in found)


def spells_text(spells: Iterable[DrawnSpell]) -> str:
    """Stretches of days as one text, in the form of EDTF: `2025-01-07/2026-01-08; 2026-03-01/..`."""
    return "; ".join(f"{spell.start or '..'}/{spell.end or '..'}" for spell in spells)


def joined(texts: Iterable[str]) -> str:
    """Texts as one, each once."""
    found = dict.fromkeys(texts)
    found.pop("", None)
    return BETWEEN.join(found)
