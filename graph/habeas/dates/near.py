"""Rules for days near a day: yesterday, Saturday, the weekend, last week, earlier this month.

A rule takes words in the small language of `wording` and what they are read by. It answers a stretch of days, or None
when the words are not its own. Dates by name are in `named`, counted units in `offsets`, what joins them in `joints`.
"""

from __future__ import annotations

import re
from typing import Final

from habeas.dates.calendar import DAYS_A_WEEK, SHIFTS, WEEKDAY, Given, Stretch, days_on, lasting, one_day, unit_span
from habeas.dates.lexicon import WEEKDAY_NUMBERS

_SHIFT: Final = "|".join(SHIFTS)
_PLACES: Final = {-2: "two before", -1: "before", 0: "around", 1: "after"}
_SATURDAY: Final = 5
_FIXED: Final = {
    "now": (0, 0, "the day of {}"),
    "today": (0, 0, "the day of {}"),
    "thatday": (0, 0, "the day of {}"),
    "yesterday": (-1, -1, "the day before {}"),
    "tomorrow": (1, 1, "the day after {}"),
    "daybeforeyesterday": (-2, -2, "two days before {}"),
    "dayaftertomorrow": (2, 2, "two days after {}"),
    "lastnight": (-1, 0, "the night into {}"),
    "nightbeforelast": (-2, -1, "the night into the day before {}"),
    "night thatday": (0, 1, "the night of {}"),
}


def fixed(words: str, given: Given) -> Stretch | None:
    """Today, yesterday, tomorrow, last night."""
    if words not in _FIXED:
        return None
    first, last, how = _FIXED[words]
    return one_day(days_on(given.day, first), days_on(given.day, last), how.format(given.since))


def weekday(words: str, given: Given) -> Stretch | None:
    """The nearest such weekday on or before the day; with "last" strictly before, with "next" strictly after."""
    match = re.fullmatch(
        rf"(?:(last|past|previous|next|following|this|that|early|late) )?({WEEKDAY})(?: (before) last)?|"
        rf"({WEEKDAY}) (before|earlier|after|later)",
        words,
    )
    if not match:
        return None
    which, name, earlier = match[1], match[2] or match[4], match[3]
    if match[5]:
        which = "last" if match[5] in ("before", "earlier") else "next"
    back = (given.day.weekday() - WEEKDAY_NUMBERS[name]) % DAYS_A_WEEK
    if which in ("next", "following"):
        steps, place = DAYS_A_WEEK - back, "after"
    elif which in ("last", "past", "previous") or earlier:
        steps, place = -(back or DAYS_A_WEEK) - (DAYS_A_WEEK if earlier else 0), "before"
    elif given.ahead:
        steps, place = -back % DAYS_A_WEEK, "on or after"
    else:
        steps, place = -back, "on or before"
    day = days_on(given.day, steps)
    return one_day(day, day, f"the {name.title()} {place} {given.since}")


def counted_weekdays(words: str, given: Given) -> Stretch | None:
    """Two Fridays ago, three Mondays later: so many such weekdays from the day, the day itself not counted."""
    match = re.fullmatch(rf"(?:(\d{{1,2}}) )?({WEEKDAY}|weekend) (ago|back|before|earlier|later|after)", words)
    if not match or match[1] == "0":
        return None
    count, name = int(match[1] or 1), match[2]
    number = WEEKDAY_NUMBERS["saturday" if name == "weekend" else name]
    if match[3] in ("later", "after"):
        steps, place = (number - given.day.weekday() - 1) % DAYS_A_WEEK + 1 + DAYS_A_WEEK * (count - 1), "after"
    else:
        steps, place = -((given.day.weekday() - number - 1) % DAYS_A_WEEK + 1 + DAYS_A_WEEK * (count - 1)), "before"
    if name == "weekend" and place == "before" and given.day.weekday() > _SATURDAY:
        steps -= DAYS_A_WEEK  # on a Sunday the weekend is not over
    first = days_on(given.day, steps)
    last = days_on(first, 1) if name == "weekend" else first
    return one_day(first, last, f"the {f'{count}. ' if count > 1 else ''}{name.title()} {place} {given.since}")


def weekend(words: str, given: Given) -> Stretch | None:
    """One day of the weekend that began on or before the day; "last weekend" is over by then."""
    match = re.fullmatch(r"(?:(last|past|previous|this|that|next|following) )?weekend", words)
    if not match:
        return None
    back = (given.day.weekday() - _SATURDAY) % DAYS_A_WEEK
    over = match[1] in ("last", "previous")
    steps = -back - (DAYS_A_WEEK if over and back <= 1 else 0)
    if match[1] in ("next", "following") or (given.ahead and not over and back > 1):
        steps = DAYS_A_WEEK - back
    saturday = days_on(given.day, steps)
    place = "over before" if over else "begun on or before" if steps <= 0 else "after"
    return one_day(saturday, days_on(saturday, 1), f"Saturday or Sunday of the weekend {place} {given.since}")


def calendar_unit(words: str, given: Given) -> Stretch | None:
    """Last, this or next week, month, quarter, year or decade: whole ones of the calendar."""
    match = re.fullmatch(
        rf"(?:({_SHIFT}) )?(week|month|year|decade)( (?:before|after|later|earlier)(?: last)?)?", words
    )
    if not match or not (match[1] or match[3]) or (match[1] and match[3] and match[3] != " before last"):
        return None
    side = (match[3] or "").strip()
    count = SHIFTS[match[1]] if match[1] else {"after": 1, "later": 1, "before last": -2}.get(side, -1)
    if side == "before last":
        count = -2
    first, last = unit_span(given, match[2], count)
    if match[2] == "week":
        names = f"{first:%A} to {last:%A} "
        return one_day(first, last, f"{names}{_PLACES[count]} {given.since}")
    return one_day(first, last, f"the calendar {match[2]} {_PLACES[count]} that of {given.since}")


def part_of_unit(words: str, given: Given) -> Stretch | None:
    """Early, mid or late this, last or next week; earlier and later in what is not over."""
    if match := re.fullmatch(rf"(early|mid|late) ({_SHIFT}) week", words):
        first, last = unit_span(given, "week", SHIFTS[match[2]])
        begin, end = {"early": (0, 2), "mid": (2, 4), "late": (4, 6)}[match[1]]
        return one_day(days_on(first, begin), days_on(first, end), f"{match[1]} in the week from {first} to {last}")
    if match := re.fullmatch(r"(earlier|later) this (week|month|year)", words):
        first, last = unit_span(given, match[2], 0)
        span = (first, given.day) if match[1] == "earlier" else (given.day, last)
        return one_day(*span, f"{match[1]} in the {match[2]} of {given.since}")
    if words == "thisyearsofar":
        first, _ = unit_span(given, "year", 0)
        return lasting((first, first), (given.day, given.day), f"the year until {given.since}")
    return None


RULES: Final = (fixed, weekday, counted_weekdays, weekend, calendar_unit, part_of_unit)
