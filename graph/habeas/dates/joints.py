"""What joins dates in words: between, from … to, before, since, about, or; a weekday beside a date; a night.

Each joint takes words in the small language of `wording`, reads the dates in them by the reader it is given, and puts
them together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from habeas.dates.calendar import (
    DAYS_A_WEEK,
    MONTH,
    SHIFTS,
    WEEKDAY,
    Given,
    Stretch,
    days_on,
    hull_of,
    is_whole,
    lasting,
    one_day,
    unit_span,
)
from habeas.dates.feasts import HOLIDAYS, MOVABLE
from habeas.dates.lexicon import WEEKDAY_NUMBERS
from habeas.errors import BadDate

_DEICTIC: Final = re.compile(r"\b(today|yesterday|tomorrow|ago|now|(last|this|next) (week|month|year))\b")
_FEW_DAYS: Final = 2
_OF_DAYS: Final = re.compile(
    r"(?:(?:orthodox|western|last|next|this) )*(?:holyweek|easterweekend|lent|carnival)(?: \d{4})?"
)
"""Feasts of several days, each of them certain: it is plain what lies before them and what after."""
_FEAST: Final = f"(?:(?:orthodox|western) )?(?:{'|'.join((*HOLIDAYS, *MOVABLE))})"
_SATURDAY: Final = 5


DateReader = Callable[[str, Given], Stretch | None]
"""Reads words of any kind; what a joint reads the dates by that it joins."""


def _doubted(words: str, given: Given, read: DateReader) -> Stretch | None:
    """About, perhaps: the date with its mark."""
    match = re.fullmatch(r"(about|maybe) (.+)|(.+) (about|maybe)", words)
    if not match:
        return None
    found = read(match[2] or match[3], given)
    if found is None or found.days:
        return None
    if (match[1] or match[4]) == "about":
        return replace(found, about=True, how=f"about {found.how}")
    return replace(found, unsure=True, how=f"perhaps {found.how}")


def _limit(words: str, given: Given, read: DateReader) -> Stretch | None:
    """Since, until, before, after, by and not before a date."""
    match = re.fullmatch(r"(since|until|before|after|following|by|notbefore|past) (.+)", words)
    if not match:
        return None
    which, rest = match.groups()
    found = read(rest, given)
    if found is None or found.days or (found.lasts and which not in ("since", "until")):
        return None
    how = f"{ {'notbefore': 'not before', 'by': 'no later than'}.get(which, which) } {found.how}"
    if which == "since":
        return replace(
            lasting((found.first, found.begins[1]), (None, None), how), about=found.about, unsure=found.unsure
        )
    if which == "until":
        return replace(lasting((None, None), (found.ends[0], found.last), how), about=found.about, unsure=found.unsure)
    first, last = found.first, found.last
    exact = first is not None and last is not None and (_is_one_unit(first, last) or bool(_OF_DAYS.fullmatch(rest)))
    bounds = {
        "before": (None, days_on(first, -1) if exact and first else last),
        "by": (None, last),
        "notbefore": (first, None),
    }.get(which, (days_on(last, 1) if exact and last else first, None))
    return replace(one_day(*bounds, how), about=found.about, unsure=found.unsure) if bounds != (None, None) else None


def _is_one_unit(first: date, last: date) -> bool:
    """One day, month, year or decade of the calendar: it is plain what lies before it and what after."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return first == last or (is_whole(first, last) and (months == 1 or (first.month == 1 and months in (12, 120))))


def _between(words: str, given: Given, read: DateReader) -> Stretch | None:
    """One day between two dates; a period from one to another; the year and the month may be told once."""
    match = re.fullmatch(r"(between) (.+) and (.+)|(?:(?:from|since) )?(.+?) to (.+)", words)
    if not match:
        return None
    between = bool(match[1]) or match[4] in ("early", "mid")
    told = _shared(match[2] or match[4], match[3] or match[5])
    end = read(told[1], given)
    if end is None or end.last is None:
        return None
    start = read(told[0], given if _DEICTIC.search(told[0]) else given.on(end.last))
    if start is None or start.first is None or start.days or end.days:
        return None
    if start.first > end.last:
        raise BadDate(why="the end lies before the beginning", next="Check both dates in the source.")
    whole = lasting(start.begins, end.ends, f"from {start.how} to {end.how}")
    if between:
        whole = one_day(start.first, end.last, f"one day between {start.how} and {end.how}")
    return replace(whole, about=start.about or end.about, unsure=start.unsure or end.unsure)


def _shared(first: str, last: str) -> tuple[str, str]:
    """The month or the year that is told once for both: "8 to 11 january", "january 8 to 11 2026"."""
    if re.fullmatch(r"(?:nth)?\d{1,2}", first) and (match := re.fullmatch(rf".*?\d{{1,2}} ({MONTH})(.*)", last)):
        return f"{first} {match[1]}{match[2]}", last
    if re.fullmatch("early|mid|late", first) and (match := re.fullmatch(r"(?:early|mid|late) (.+)", last)):
        return f"{first} {match[1]}", last
    match = re.fullmatch(rf"(?:.* )?({MONTH}) (?:nth)?\d{{1,2}}", first)
    if match and (other := re.fullmatch(r"(?:nth)?\d{1,2}( \d{4})?", last)):
        return f"{first}{other[1] or ''}", f"{match[1]} {last}"
    return first, last


def _set(words: str, given: Given, read: DateReader) -> Stretch | None:
    """One of several dates ("8 or 9 January"), or all of them ("8 and 9 January")."""
    for joint in ("or", "and"):
        parts = words.removeprefix("between ").split(f" {joint} ")
        if len(parts) == 1 or (joint == "and" and words.startswith("between")):
            continue
        for index in range(len(parts) - 2, -1, -1):
            parts[index], parts[index + 1] = _shared(parts[index], parts[index + 1])
        found = _members(parts, given, read)
        if not found:
            return None
        first, last = found[0].first, found[-1].last
        whole = one_day(first, last, f" {joint} ".join(each.how for each in found))
        return replace(whole, days=tuple(found), lasts=joint == "and")
    return None


def _members(parts: list[str], given: Given, read: DateReader) -> list[Stretch]:
    found: list[Stretch] = []
    for part in reversed(parts):
        each = read(part, given.on(found[-1].last) if found and not _DEICTIC.search(part) else given)
        if each is None or each.lasts or each.days or each.about or each.first is None or each.last is None:
            return []
        found.append(each)
    return sorted(found, key=lambda each: (each.first or date.min, each.last or date.max))


def _part_of_day(words: str, given: Given, read: DateReader) -> Stretch | None:
    """The morning of a day is that day; the night of a day may reach into the next; overnight does."""
    if match := re.fullmatch(r"(?:early |late )?(?:night|overnight) (.+)", words):
        found = read(match[1].removeprefix("from "), given)
        if found is None or found.days or found.last is None or _longer(found):
            return None
        last = found.last if " to " in words else days_on(found.last, 1)
        return one_day(found.first, last, f"the night of {found.how}")
    match = re.fullmatch(
        r"(?:(?:early |late |mid )?(?:daypart|dawn|morning) |early |late )+(.+)|(.+?)(?: (?:early |late |"
        r"mid )?(?:daypart|dawn|morning|night))+",
        words,
    )
    found = read(match[1] or match[2], given) if match else None
    return found if found and found.first == found.last and not found.days else None


def _longer(found: Stretch, most: int = _FEW_DAYS) -> bool:
    return found.first is None or found.last is None or (found.last - found.first).days > most


def _weekday_beside(words: str, given: Given, read: DateReader) -> Stretch | None:
    """A weekday beside a date; when it is another day's, the date is unsure and the sentence says so."""
    match = re.fullmatch(rf"(?:(?:last|past|this|next) )?({WEEKDAY}) (.+)|(.+) ({WEEKDAY})", words)
    if not match:
        return None
    name, rest = match[1] or match[4], match[2] or match[3]
    found = read(rest, given)
    if found is None or found.first is None or found.first != found.last or found.days:
        return None
    if re.fullmatch(r"nth\d+|\d+", rest) and match[4]:
        return None  # the first Monday, of nobody knows what month; two Fridays
    if found.first.weekday() == WEEKDAY_NUMBERS[name]:
        return found
    how = f"{found.how}, which is a {found.first:%A} and not a {name.title()}"
    return replace(found, unsure=True, how=how)


def _feast_beside(words: str, given: Given, read: DateReader) -> Stretch | None:
    """A feast beside a date; when it is on another day that year, the date is unsure and the sentence says so."""
    match = re.fullmatch(rf"({_FEAST}) (.+)", words) or re.fullmatch(rf"(?P<rest>.+) (?P<name>{_FEAST})", words)
    if not match:
        return None
    name, rest = (match["name"], match["rest"]) if match.re.groupindex else match.groups()
    if re.fullmatch(rf"(?:(?:last|this|next) )?{WEEKDAY}", rest):
        return _weekday_of_feast(rest, read(name, given))
    found = read(rest, given)
    if found is None or found.first is None or found.first != found.last or found.days:
        return None
    feast = read(f"{name} {found.first.year:04}", given)
    if feast and feast.first and feast.last and feast.first <= found.first <= feast.last:
        return found
    return replace(found, unsure=True, how=f"{found.how}, which is another day than the feast beside it")


def _weekday_of_feast(weekday: str, found: Stretch | None) -> Stretch | None:
    """The Monday of Holy Week; of a feast of one day, only its own weekday."""
    if found is None or found.first is None or found.last is None:
        return None
    first, name = found.first, weekday.rsplit(maxsplit=1)[-1]
    days = [days_on(first, step) for step in range((found.last - first).days + 1)]
    every = [day for day in days if day.weekday() == WEEKDAY_NUMBERS[name]]
    return one_day(every[0], every[-1], f"the {name.title()} of {found.how}") if every else None


def _whole(words: str, given: Given, read: DateReader) -> Stretch | None:
    """Throughout 2024, durante todo el mes: all of it, up to the day where it is not over."""
    if not (match := re.fullmatch(r"whole (.+)", words)):
        return None
    running = re.fullmatch("day|week|month|year|decade", match[1])
    if match[1] == "day":
        return read("thatday", given)
    found = read(f"this {match[1]}" if running else match[1], given)
    if found is None or found.first is None or found.last is None or found.days:
        return None
    if found.lasts or found.first == found.last:
        return found
    if "night" in match[1]:
        return found
    if found.about or not (is_whole(found.first, found.last) or "week" in match[1]):
        return None
    last = min(found.last, given.day) if running and not given.ahead else found.last
    whole = lasting((found.first, found.first), (last, last), f"all of {found.how}")
    return replace(whole, unsure=found.unsure)


def _counted_from(words: str, given: Given, read: DateReader) -> Stretch | None:
    """Two days after 8 January, the week before Christmas: counted from the date that follows."""
    match = re.fullmatch(
        rf"(.*?(?:day|week|weekend|month|year|{WEEKDAY})s?) (before|after|following|earlier|later) (.+)", words
    )
    if not match:
        return None
    start = read(match[3], given)
    if start is None or start.first is None or start.last is None or start.days or start.lasts:
        return None
    ends = [read(f"{match[1]} {match[2]}", given.on(day)) for day in (start.first, start.last)]
    every = [each for each in ends if each]
    return hull_of(every) if len(every) == len(ends) else None


def _week_of(words: str, given: Given, read: DateReader) -> Stretch | None:
    """The week or the weekend that a date is in; a weekday of last week."""
    if match := re.fullmatch(rf"({WEEKDAY}) (last|this|that|next|previous|following|antelast) week", words):
        first, _ = unit_span(given, "week", SHIFTS[match[2]])
        day = days_on(first, (WEEKDAY_NUMBERS[match[1]] - first.weekday()) % DAYS_A_WEEK)
        return one_day(day, day, f"the {match[1].title()} of that week")
    match = re.fullmatch(r"(week|weekend) (.+)", words)
    found = read(match[2], given) if match else None
    if match is None or found is None or found.first is None or found.last is None:
        return None
    if found.first != found.last:
        return (
            one_day(found.first, found.last, f"the {match[1]} {found.how}") if not _longer(found, DAYS_A_WEEK) else None
        )
    first, last = unit_span(given.on(found.first), "week", 0)
    if match[1] == "weekend":
        first = days_on(found.first, -((found.first.weekday() - _SATURDAY) % DAYS_A_WEEK))
        last = days_on(first, 1)
    return one_day(first, last, f"the {match[1]} of {found.how}") if found.first <= last else None


def _of_a_shifted_unit(words: str, given: Given, read: DateReader) -> Stretch | None:
    """January last year, the 8th of last month, the end of this year: the unit named by its number."""
    match = re.fullmatch(r"(.+?) (last|this|next|that|previous|following) (year|month)", words)
    if not match:
        return None
    first, _ = unit_span(given, match[3], SHIFTS[match[2]])
    unit = f"{first.year:04}" if match[3] == "year" else f"{first:%B} {first.year:04}".lower()
    return read(f"{match[1]} {unit}", given)


JOINTS: Final = (
    _whole,
    _doubted,
    _limit,
    _part_of_day,
    _week_of,
    _between,
    _of_a_shifted_unit,
    _counted_from,
    _weekday_beside,
    _feast_beside,
    _set,
)
