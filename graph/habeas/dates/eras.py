"""Rules for years, decades, centuries, seasons and holidays: in 2019, the 1990s, siglo XX, spring 2024, Christmas."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import MINYEAR, date
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
from habeas.dates.calendars import PLAUSIBLE
from habeas.dates.lexicon import HOLIDAYS

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


def holiday(words: str, given: Given) -> Stretch | None:
    """Days that are the same everywhere: New Year, Christmas, 1 May."""
    match = re.fullmatch(r"(?:(?:last|past|this|next) )?([a-z ]+?)(?: (\d{4}))?", words)
    if not match or match[1] not in HOLIDAYS:
        return None
    month, day = HOLIDAYS[match[1]]
    return dated(
        given.on(given.day, ahead=words.startswith("next ") or given.ahead),
        match[2],
        lambda each: exact_day(each, month, day),
    )


RULES: Final = (year, season, holiday)
