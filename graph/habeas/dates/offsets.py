"""Rules that count units of time from a day: past 13 years, recent months, five days before, a year and two days ago.

A count of days is exact. Weeks, months and years have slack: that many have passed and one more has not, or the next is
nearly full. What hedges the count (over, nearly, at least, about) moves its bounds and never falls away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor
from typing import Final

from habeas.dates.calendar import (
    DAYS_A_WEEK,
    MONTHS_A_YEAR,
    Given,
    Stretch,
    days_on,
    is_whole,
    lasting,
    month_end,
    months_on,
    one_day,
)

DAYS: Final = {"day": 1, "week": DAYS_A_WEEK, "fortnight": 2 * DAYS_A_WEEK}
MONTHS: Final = {"month": 1, "year": MONTHS_A_YEAR, "decade": 10 * MONTHS_A_YEAR}
_SOON: Final = 2
"""Days by which "a week ago" may fall short of a week."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of units, and how near a day is that lies so many of them away."""

    count: float
    unit: str

    def __str__(self) -> str:
        number = f"{self.count:g}"
        return f"{number} {self.unit}" if self.count == 1 else f"{number} {self.unit}s"

    def away(self, day: date, sign: int) -> date:
        """The day that lies exactly so many units later (+1) or earlier (-1), a half of one rounded to days."""
        whole, half = int(self.count), self.count % 1
        if self.unit in MONTHS:
            months = self.count * MONTHS[self.unit]
            return days_on(months_on(day, sign * int(months)), sign * (15 if months % 1 else 0))
        if self.unit in DAYS:
            return days_on(day, sign * (whole * DAYS[self.unit] + int(half * DAYS[self.unit] + 0.5)))
        return days_on(day, sign * int(self.count // (24 if self.unit == "hour" else 1440)))

    def reach(self, day: date, sign: int) -> tuple[date, date]:
        """The nearest and the farthest day that may be meant by so many units."""
        exact = self.away(day, sign)
        if self.unit == "day":
            return exact, exact
        if self.unit in ("hour", "minute"):
            return exact, (days_on(exact, sign) if self.count % 24 or self.unit == "minute" else exact)
        if self.unit in DAYS:
            short = _SOON if self.count >= 1 else 1
            size = DAYS_A_WEEK if self.count % 1 == 0 else 4
            return days_on(exact, -sign * short), days_on(exact, sign * (size - 1))
        step = MONTHS[self.unit] if self.count % 1 == 0 else max(1, MONTHS[self.unit] // 4)
        if self.unit == "month" and self.count % 1:
            exact = days_on(exact, -sign * 10)
        slack = 0 if self.unit == "month" else max(1, MONTHS[self.unit] // MONTHS_A_YEAR)
        near = months_on(exact, -sign * slack)
        far = days_on(months_on(day, sign * (int(self.count * MONTHS[self.unit]) + step)), -sign)
        return near, far


_UNITS: Final = "minute|hour|day|week|fortnight|month|year|decade"
_NUMBER: Final = r"(\d{1,4}(?:\.5)?|0\.5)"
_ONE: Final = rf"(?:{_NUMBER} )?({_UNITS})(s?)"
_SIDE: Final = r"(later|after|before|earlier|ago|back|following|previous)"
_HEDGE: Final = r"(morethan|lessthan|atleast|atmost|nearly|about|few|couple)"
_LATER: Final = frozenset(("later", "after", "following"))
_WEEKS_IN_DAYS: Final = {8: 7, 15: 14}
"""Eight and fifteen days, counted with both ends: a week and two weeks, as Spanish says them."""


def past(words: str, given: Given) -> Stretch | None:
    """A period up to the day. "Past month" begins on a day; "past 13 years" on some day of a year."""
    match = re.fullmatch(
        rf"(?:lessthan )?(?:past|last|previous) (?:(few|couple|recent|\d{{1,4}}) )?(?:past )?({_UNITS})(s?)", words
    )
    if not match:
        match = re.fullmatch(rf"(?:past )?(\d{{1,4}}) (?:past|last) ({_UNITS})(s)", words)
    if not match or not (match[1] or words.startswith("past") or match[3]):
        return None
    if (not match[1] and match[3]) or match[1] in ("few", "recent"):
        return _recent(given, match[2])
    if match[1] == "couple":
        return _up_to(given, Amount(2, match[2]))
    return _up_to(given, Amount(int(match[1] or 1), match[2]), rounded=bool(match[1]) and match[1] != "1")


def coming(words: str, given: Given) -> Stretch | None:
    """One day of what follows: the coming days, the next two weeks, within the next 48 hours."""
    match = re.fullmatch(rf"(?:lessthan )?(?:next|following) (?:(few|\d{{1,3}}) )?({_UNITS})s", words) or re.fullmatch(
        rf"(?:lessthan )?(\d{{1,3}}) (?:next|following) ({_UNITS})s", words
    )
    if not match:
        return None
    count, unit = match[1], match[2]
    if count in (None, "few"):
        if unit not in ("day", "week", "month", "year"):
            return None
        count = getattr(given.conventions, f"recent_{unit}s")
    last = Amount(int(count), unit).away(given.day, 1)
    return one_day(given.day, last, f"one day in the {Amount(int(count), unit)} from {given.since}")


def recent(words: str, given: Given) -> Stretch | None:
    """Recent months: a period that begins a number of months ago, by convention."""
    match = re.fullmatch(r"(?:recent|these|this) (day|week|month|year)s|(day|week|month|year)s recent", words)
    return _recent(given, match[1] or match[2]) if match else None


def _recent(given: Given, unit: str) -> Stretch | None:
    if unit not in ("day", "week", "month", "year"):
        return None
    return _up_to(given, Amount(getattr(given.conventions, f"recent_{unit}s"), unit), rounded=unit in MONTHS)


def _up_to(given: Given, amount: Amount, *, rounded: bool = False) -> Stretch:
    first, last = (amount.away(given.day, -1),) * 2
    if rounded and amount.unit in MONTHS:
        month = amount.unit == "month"
        first = first.replace(day=1) if month else first.replace(month=1, day=1)
        last = month_end(last.year, last.month if month else MONTHS_A_YEAR)
    how = f"a period from {amount} before {given.since} to {given.since}"
    return lasting((first, last), (given.day, given.day), how)


def offset(words: str, given: Given) -> Stretch | None:
    """A number of units later or earlier, hedged or not; ranges of numbers; several units together."""
    match = re.fullmatch(rf"(?:{_HEDGE} )*(.+?) {_SIDE}(?: about)?", words)
    if not match:
        return _future(words, given)
    hedges = re.findall(rf"\b{_HEDGE}\b", words)
    told = re.sub(rf"\b{_HEDGE}\b", "", match[2]).strip()
    sign = 1 if match[3] in _LATER else -1
    return _counted(re.sub(" +", " ", told), hedges, given, sign)


def _future(words: str, given: Given) -> Stretch | None:
    """ "In three days", "within two weeks", of what lies ahead."""
    match = re.fullmatch(
        rf"(?:ahead (?:{_HEDGE} )*|lessthan )({_ONE}|{_NUMBER} (?:to|or) {_NUMBER} (?:{_UNITS})s?)", words
    )
    if not match or not given.ahead:
        return None
    return _counted(re.sub(rf"\bahead |\b{_HEDGE} ", "", words), re.findall(rf"\b{_HEDGE}\b", words), given, 1)


def _counted(told: str, hedges: list[str], given: Given, sign: int) -> Stretch | None:
    if match := re.fullmatch(rf"{_NUMBER} (?:to|or|and) {_NUMBER} ({_UNITS})s?", told):
        return _between(given, Amount(float(match[1]), match[3]), Amount(float(match[2]), match[3]), sign)
    parts = [re.fullmatch(_ONE, part) for part in told.split(" and ")]
    if not all(parts):
        return None
    units = [(part[1], part[2], part[3]) for part in parts if part]
    if len(units) > 1:
        return _together(units, hedges, given, sign)
    number, unit, plural = units[0]
    if number is None and (plural or "few" in hedges or "couple" in hedges):
        return _few(unit, hedges, given, sign)
    count = float(number or 1)
    if unit == "day" and count in _WEEKS_IN_DAYS:
        amount = Amount(_WEEKS_IN_DAYS[int(count)] / DAYS_A_WEEK, "week") if not hedges else Amount(count, unit)
    else:
        amount = Amount(count, unit)
    return _hedged(amount, hedges, given, sign)


def _few(unit: str, hedges: list[str], given: Given, sign: int) -> Stretch | None:
    """Days without a number, by convention; a couple is two or three."""
    if unit in ("hour", "minute"):
        return _side(given, sign, days_on(given.day, 0), days_on(given.day, sign), f"some {unit}s")
    low, high = (2, 3) if "couple" in hedges else getattr(given.conventions, f"few_{unit}s", (2, 9))
    return _between(given, Amount(low, unit), Amount(high, unit), sign)


def _between(given: Given, low: Amount, high: Amount, sign: int) -> Stretch:
    near, _ = low.reach(given.day, sign)
    _, far = high.reach(given.day, sign)
    return _side(given, sign, near, far, f"{low.count:g} to {high}", by_month=high.unit in MONTHS)


def _together(units: list[tuple[str | None, str, str]], hedges: list[str], given: Given, sign: int) -> Stretch | None:
    """A year and two days: exact to the smallest unit that is told."""
    day = given.day
    for number, unit, _ in units[:-1]:
        day = Amount(float(number or 1), unit).away(day, sign)
    number, unit, _ = units[-1]
    found = _hedged(Amount(float(number or 1), unit), hedges, given.on(day), sign)
    return found and replace(found, how=f"{found.how}, counted with {len(units)} units from {given.since}")


_Bounds = Callable[[Amount, date, int], tuple[date | None, date | None]]


def _over(amount: Amount, day: date, sign: int) -> tuple[date | None, date | None]:
    return amount.away(day, sign), None


def _under(amount: Amount, day: date, sign: int) -> tuple[date | None, date | None]:
    return day, amount.away(day, sign)


def _about(amount: Amount, day: date, sign: int) -> tuple[date | None, date | None]:
    """One unit more or less of what is counted, at least a tenth of it."""
    if amount.unit not in DAYS and amount.unit not in MONTHS:
        return days_on(day, 0), days_on(amount.away(day, sign), sign)
    less = max(0.0, amount.count - max(1, floor(amount.count / 10)))
    more = amount.count + max(1, ceil(amount.count / 10))
    near = Amount(less, amount.unit).away(day, sign)
    return near, Amount(more, amount.unit).away(day, sign)


_HEDGED: Final[dict[str, _Bounds]] = {
    "morethan": _over,
    "atleast": _over,
    "lessthan": _under,
    "atmost": _under,
    "about": _about,
}


def _hedged(amount: Amount, hedges: list[str], given: Given, sign: int) -> Stretch | None:
    if not hedges:
        near, far = amount.reach(given.day, sign)
        return _side(given, sign, near, far, str(amount), by_month=amount.unit in MONTHS)
    if len(hedges) > 1:
        return None
    hedge = hedges[0]
    if hedge == "nearly":
        return _nearly(amount, given, sign)
    if hedge not in _HEDGED:
        return None
    near_day, far_day = _HEDGED[hedge](amount, given.day, sign)
    named = {"morethan": "more than", "atleast": "at least", "lessthan": "less than", "atmost": "at most"}.get(
        hedge, hedge
    )
    return _side(given, sign, near_day, far_day, f"{named} {amount}")


def _nearly(amount: Amount, given: Given, sign: int) -> Stretch:
    """A little less: by convention at least so many percent of it, and at least one smaller unit less."""
    far = amount.away(given.day, sign)
    days = abs((far - given.day).days)
    near = days_on(given.day, sign * min(days * given.conventions.nearly_percent // 100, max(0, days - 1)))
    return _side(given, sign, near, far, f"nearly {amount}")


def _side(
    given: Given, sign: int, near: date | None, far: date | None, what: str, *, by_month: bool = False
) -> Stretch:
    """The days between, in the order of the calendar; whole months where months or years are counted."""
    first, last = (near, far) if sign > 0 else (far, near)
    if by_month and first and last and not is_whole(first, last):
        first, last = first.replace(day=1), month_end(last.year, last.month)
    return one_day(first, last, f"{what} {'after' if sign > 0 else 'before'} {given.since}")


RULES: Final = (past, coming, recent, offset)
