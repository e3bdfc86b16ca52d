"""Rules for years, decades, centuries, seasons and holidays: in 2019, the 1990s, siglo XX, spring 2024, Christmas."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import MINYEAR, date
from functools import partial
from typing import Final

from habeas.dates.calendar import (
    NINETEENS,
    Given,
    Stretch,
    dated,
    days_on,
    exact_day,
    hull_of,
    month_end,
    months_on,
    one_day,
    year_of,
)
from habeas.dates.calendar_tables import CALENDARS, PLAUSIBLE, near_day
from habeas.dates.feasts import HOLIDAYS, MOVABLE, movable_feast

_SEASON: Final = "spring|summer|autumn|winter"
_DECEMBER: Final = 12


def year(words: str, given: Given) -> Stretch | None:
    """A year, a decade or a century by itself: "in 2019", "the 1990s", "años 90", "siglo XX"."""
    if re.fullmatch(r"(?:year )?\d{4}", words):
        number = year_of(words[-4:])
        if number not in PLAUSIBLE:
            return None
        return one_day(date(number, 1, 1), date(number, 12, 31), f"some day of the year {number}")
    if match := re.fullmatch(r"century (\d{1,2}|[ivx]+)|(\d{1,2}) century", words):
        number = _ROMAN.get(match[1] or "", 0) or int(match[2] or (match[1] if match[1].isdigit() else 0))
        first = (number - 1) * 100 + 1
        return one_day(date(first, 1, 1), date(first + 99, 12, 31), f"century {number}") if first in PLAUSIBLE else None
    match = re.fullmatch(r"(?:decade )?(\d{3}0)s|decade (\d{3}0)|(?:years|decade|decade years) (\d0)|(\d0)s", words)
    if not match:
        return None
    short = match[3] or match[4]
    first = year_of(match[1] or match[2] or (f"19{short}" if int(short) >= NINETEENS else f"20{short}"))
    return one_day(date(first, 1, 1), date(first + 9, 12, 31), f"one day from {first} to {first + 9}")


_ROMAN: Final = {"xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21}


def season(words: str, given: Given) -> Stretch | None:
    """Spring, summer, autumn or winter of a year, where the case lies (convention `hemisphere`)."""
    match = re.fullmatch(
        rf"(?:(last|past|this|next|early|mid|late) )?({_SEASON})(?: (\d{{4}})(?: to (\d{{2,4}}))?)?", words
    )
    if not match:
        return None
    which, name, year, second = match.groups()
    if second and (name != "winter" or int(second) % 100 != (int(year) + 1) % 100):
        return None
    number = ("spring", "summer", "autumn", "winter").index(name)
    if given.conventions.hemisphere == "south":
        number = (number + 2) % 4
    begins = 3 + number * 3

    def make(of: int) -> Stretch:
        first = date(of, begins, 1)
        end = months_on(first, 2)
        return one_day(first, month_end(end.year, end.month), f"{name} {of}")

    if year and not second and begins == _DECEMBER and int(year) > MINYEAR:
        either = (make(int(year) - 1), make(int(year)))
        return replace(hull_of(either), days=either, how=f"the {name} that ends or begins in {year}")

    if which in ("last", "past", "next"):
        ahead = which == "next"
        found = dated(given.on(given.day, ahead=ahead), None, make)
        return (
            found
            if (found and (found.last or given.day) < given.day) or ahead
            else dated(given.on(days_on(found.first, -1) if found and found.first else None), None, make)
        )
    return dated(given, year, make)


def other_calendar(words: str, given: Given) -> Stretch | None:
    """15 Ramadan, Nowruz, Eid al-Fitr 2025: without its own year, the latest begun by the day, or the next."""
    match = re.fullmatch(
        rf"(?:({_NEAR}) )?(?:nth(\d\d?) day )?(?:month )?othercalendar(\d+)n(\d\d)n(\d\d)"
        rf"(?: (\d{{4}}))?(?: ({_NEAR}))?",
        words,
    )
    if not match:
        return None
    near, nth, index, month, day, year = match[1] or match[7], match[2], *map(int, match.group(3, 4, 5)), match[6]
    if (nth and day) or (year and int(year) not in PLAUSIBLE):
        return None
    day = day or int(nth or 0)
    around = date(year_of(year), 7, 1) if year else given.day
    spans = near_day(index, month, day, around)
    if year:
        spans = [span for span in spans if around.year in (span[0].year, span[1].year)]
        how = f"the days in {year} of a date of the {CALENDARS[index].name} calendar"
        return hull_of([one_day(*span, how) for span in spans]) if spans else None
    ahead = near in ("next", "following") or (given.ahead and near not in ("last", "past", "previous"))
    spans = [span for span in spans if (span[1] >= given.day if ahead else span[0] <= given.day)]
    side = "the first on or after" if ahead else "the latest on or before"
    how = f"a date of the {CALENDARS[index].name} calendar, {side} {given.since}"
    return one_day(*(spans[0] if ahead else spans[-1]), how) if spans else None


def holiday(words: str, given: Given) -> Stretch | None:
    """A feast by its name: the same day everywhere (New Year, 1 May), or moving with Easter (Holy Week)."""
    match = re.fullmatch(rf"(?:({_NEAR}) )?(?:(orthodox|western) )?([a-z ]+?)(?: (\d{{4}}))?(?: ({_NEAR}))?", words)
    if not match:
        return None
    near, church, name, year = match[1] or match[5], match[2], match[3], match[4]
    fixed = HOLIDAYS.get(f"{church} {name}") or HOLIDAYS.get(name if church != "orthodox" else "")
    make: Callable[[int], Stretch | None]
    if fixed:
        make = partial(exact_day, month=fixed[0], number=fixed[1])
    elif name in MOVABLE:
        make = partial(_movable, name=name, church=church or given.conventions.easter)
    else:
        return None
    ahead = near in ("next", "following") or (given.ahead and near not in ("last", "past", "previous"))
    return dated(given.on(given.day, ahead=ahead), year, make)


_NEAR: Final = "last|past|previous|this|next|following"


def _movable(year: int, name: str, church: str) -> Stretch:
    first, last = movable_feast(name, year, church)
    days = f"{first.day} {first:%B} {year}" if first == last else f"one day from {first} to {last}"
    return one_day(first, last, f"{days}, by the {church.title()} date of Easter")


RULES: Final = (year, season, holiday, other_calendar)
