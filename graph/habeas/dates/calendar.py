"""The calendar: steps from one day to another, spans of days as text, and stretches of days as words give them.

Years 0001 to 9999, the Gregorian calendar throughout; a step beyond raises BadDate. A stretch is one day somewhere in
it, or all of it. An end of something that lasts may itself be a stretch ("from late December to 5 January"). EDTF has
no ranges within a period, so such an end is rounded outward to a month, a year or about a year: never narrower than the
words.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from habeas.dates.conventions import Conventions
from habeas.dates.lexicon import MONTHS, WEEKDAYS
from habeas.errors import BadDate, phrase

OPEN: Final = ".."
"""An open end, in EDTF."""
Bounds = tuple[date | None, date | None]
"""A first and a last day; None is no limit."""
NOWHERE: Final[Bounds] = (None, None)
"""No limit on either side: nothing is told."""
MONTHS_A_YEAR: Final = 12
DAYS_A_WEEK: Final = 7


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def days_on(day: date, count: int) -> date:
    """The day that many days later, or earlier when the count is negative."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        raise _beyond(day) from None


def months_on(day: date, count: int) -> date:
    """The same day that many months later, or the last day of a shorter month (31 January, then 28 February)."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + count, MONTHS_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        raise _beyond(day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _beyond(day: date) -> BadDate:
    return BadDate(
        why=phrase("counted from %(day)s this leaves the years 0001 to 9999", day=day.isoformat()),
        next="Check the number, or write the date itself.",
    )


def year_of(text: str) -> int:
    """The year that four digits name. Raises BadDate for 0000."""
    if int(text) < MINYEAR:
        raise BadDate(why=phrase("there is no year %(year)s", year=text), next="Write a year from 0001 to 9999.")
    return int(text)


# -- spans of days as EDTF text


def span_text(earliest: date | None, latest: date | None) -> str:
    """EDTF text of the whole span: `2024-11-01/2026-01-11`, `../2026-01-11`, or the day when both are one."""
    if earliest and earliest == latest:
        return earliest.isoformat()
    return f"{earliest.isoformat() if earliest else OPEN}/{latest.isoformat() if latest else OPEN}"


def choice_text(earliest: date | None, latest: date | None) -> str:
    """EDTF text of ONE day in the span, in whole years or months where they fit: `[2024-10..2024-12]`."""
    if earliest is None and latest is None:
        raise BadDate(why="a day without any limit cannot be written", next="Leave the date out.")
    first, last = _in_units(earliest, latest)
    return first if first == last else f"[{first}{OPEN}{last}]"


def _in_units(earliest: date | None, latest: date | None) -> tuple[str, str]:
    """Both ends as text, cut to months or years when the span is made of whole ones."""
    size = 10
    if earliest and latest and earliest.day == 1 and latest == month_end(latest.year, latest.month):
        size = 4 if (earliest.month, latest.month) == (1, 12) else 7
    return (earliest.isoformat()[:size] if earliest else ""), (latest.isoformat()[:size] if latest else "")


MONTH: Final = "|".join(name.lower() for name in MONTHS["en"])
WEEKDAY: Final = "|".join(name.lower() for name in WEEKDAYS["en"])
SHIFTS: Final = {"antelast": -2, "last": -1, "previous": -1, "this": 0, "that": 0, "next": 1, "following": 1}
_WEEK_STARTS: Final = {"monday": 0, "saturday": 5, "sunday": 6}
_YEAR, _MONTH, _DAY = 4, 7, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What words are read by: the ONE day they count from, what to call it, and whether they look ahead.

    `ahead` for what is announced, predicted, demanded: "on Friday" is then the next Friday, not the latest.
    """

    day: date
    since: str
    conventions: Conventions
    ahead: bool = False

    def on(self, day: date | None, *, ahead: bool = False) -> Given:
        """The same, counted from another day."""
        return self if day is None else replace(self, day=day, since=day.isoformat(), ahead=ahead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The first and the last day of the beginning and of the end; both are the same for one day. None is no limit.

    `days` are the members of a set, where the words name several days: one of them, or with `lasts` all of them.
    """

    begins: Bounds
    ends: Bounds
    how: str
    lasts: bool = False
    about: bool = False
    unsure: bool = False
    days: tuple[Stretch, ...] = ()

    @property
    def first(self) -> date | None:
        """The earliest day it may mean."""
        return self.begins[0]

    @property
    def last(self) -> date | None:
        """The latest day it may mean."""
        return self.ends[1]

    @property
    def text(self) -> str:
        """Its EDTF text."""
        if self.days:
            opening, closing = "{}" if self.lasts else "[]"
            return opening + ",".join(each.text.strip("[]") for each in self.days) + closing
        if self.lasts:
            return f"{self._end(self.begins)}/{self._end(self.ends)}"
        return _marked(choice_text(self.first, self.last), self.mark)

    @property
    def mark(self) -> str:
        """The EDTF mark of what is about right, unsure, or both."""
        return {(True, False): "~", (False, True): "?", (True, True): "%"}.get((self.about, self.unsure), "")

    def _end(self, bounds: Bounds) -> str:
        text = outward(bounds)
        return text if text == OPEN or text.endswith(("~", "X")) else text + self.mark


def one_day(first: date | None, last: date | None, how: str) -> Stretch:
    """One day somewhere from the first to the last."""
    return Stretch(begins=(first, last), ends=(first, last), how=how)


def lasting(begins: Bounds, ends: Bounds, how: str) -> Stretch:
    """Something that lasts from a beginning to an end. Raises BadDate when it ends before it begins."""
    if begins[0] and ends[1] and ends[1] < begins[0]:
        raise BadDate(why="the end lies before the beginning", next="Check both dates in the source.")
    return Stretch(begins=begins, ends=ends, how=how, lasts=True)


def hull_of(found: Iterable[Stretch]) -> Stretch:
    """Every day that one of them may mean."""
    every = list(found)
    first, last = every[0], every[-1]
    if all(each == first for each in every):
        return first
    how = first.how if first.how == last.how else f"{first.how}, or {last.how}"
    about, unsure = any(each.about for each in every), any(each.unsure for each in every)
    begins, ends = _around([each.begins for each in every]), _around([each.ends for each in every])
    if not any(each.lasts for each in every):
        begins = ends = (begins[0], ends[1])
    return Stretch(
        begins=begins, ends=ends, how=how, lasts=any(each.lasts for each in every), about=about, unsure=unsure
    )


def _around(bounds: list[Bounds]) -> Bounds:
    firsts, lasts = [first for first, _ in bounds], [last for _, last in bounds]
    return (
        None if None in firsts else min(day for day in firsts if day),
        None if None in lasts else max(day for day in lasts if day),
    )


def outward(bounds: Bounds, units: int = 1) -> str:
    """One EDTF point that holds all of these days, the narrowest there is; `..` when none does.

    A day, a month or a year, or about one: `units` is how much further "about" reaches.
    """
    first, last = bounds
    if first is None or last is None:
        return OPEN
    text = first.isoformat()
    middle = first + (last - first) // 2
    candidates = (
        (text[:_DAY], first == last),
        (f"{middle.isoformat()}~", (last - first).days <= 2 * units),
        (text[:_MONTH], _months(first) == _months(last)),
        (
            f"{middle.isoformat()[:_MONTH]}~",
            _months(last) - _months(middle) <= units >= _months(middle) - _months(first),
        ),
        (text[:_YEAR], first.year == last.year),
        (f"{middle.year:04}~", last.year - middle.year <= units >= middle.year - first.year),
        (f"{text[:3]}X", first.year // 10 == last.year // 10),
    )
    return next((point for point, holds in candidates if holds), OPEN)


def _months(day: date) -> int:
    return day.year * 12 + day.month


def is_whole(first: date, last: date) -> bool:
    """True for whole months of the calendar."""
    return first.day == 1 and last == month_end(last.year, last.month)


def _marked(text: str, mark: str) -> str:
    """The mark on every date of a text."""
    if not mark or not text.startswith("["):
        return text + mark
    first, _, last = text.strip("[]").partition(OPEN)
    return f"[{first + mark if first else ''}{OPEN}{last + mark if last else ''}]"


def unit_span(given: Given, unit: str, count: int) -> tuple[date, date]:
    """First and last day of the week, month, year or decade that many after the one around the day."""
    if unit == "week":
        back = (given.day.weekday() - _WEEK_STARTS[given.conventions.week_starts]) % DAYS_A_WEEK
        first = days_on(given.day, DAYS_A_WEEK * count - back)
        return first, days_on(first, DAYS_A_WEEK - 1)
    if unit == "month":
        first = months_on(given.day.replace(day=1), count)
        return first, month_end(first.year, first.month)
    size = 1 if unit == "year" else 10
    year = given.day.year // size * size + count * size
    if not MINYEAR <= year <= MAXYEAR - size + 1:
        raise BadDate(why=phrase("this leaves the years 0001 to 9999"), next="Write the date itself.")
    return date(year, 1, 1), date(year + size - 1, 12, 31)


NINETEENS: Final = 30
"""The 30s to the 90s are those of the twentieth century, the 10s and 20s those of this one."""
_LOOK_BACK: Final = 8  # years between two days of 29 February, at most (1896, 1904)


def dated(given: Given, year: str | None, make: Callable[[int], Stretch | None]) -> Stretch | None:
    """In the year that is given; otherwise the latest begun by the day, or with `ahead` the first not over by it."""
    if year:
        return make(year_of(year))
    for each in _years(given):
        found = make(each)
        if (
            found
            and found.first
            and found.last
            and (found.last >= given.day if given.ahead else found.first <= given.day)
        ):
            side = "the first on or after" if given.ahead else "the latest on or before"
            return one_day(found.first, found.last, f"{found.how}, {side} {given.since}")
    return None


def _years(given: Given) -> Iterator[int]:
    around = (
        range(given.day.year - 1, given.day.year + _LOOK_BACK + 1)
        if given.ahead
        else range(given.day.year, given.day.year - _LOOK_BACK - 1, -1)
    )
    return (each for each in around if MINYEAR <= each <= MAXYEAR)


def exact_day(year: int, month: int, number: int) -> Stretch | None:
    """A day of the calendar; None where it does not exist."""
    try:
        day = date(year, month, number)
    except ValueError:
        return None
    return one_day(day, day, f"{number} {MONTHS['en'][month - 1]} {year}")


def no_such_day(day: int, month: int, year: str | None = None) -> BadDate:
    """30 February and the like."""
    name = phrase(MONTHS["en"][month - 1])
    month_of = phrase("%(month)s %(year)s", month=name, year=year) if year else name
    why = phrase("there is no day %(day)s of %(month)s", day=day, month=month_of)
    return BadDate(why=why, next="Correct the day, the month or the year.")
