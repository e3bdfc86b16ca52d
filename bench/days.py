"""Days of the made-up world, and how people tell them.

A day is an ordinal (`date.toordinal`). What is told of it is EDTF text of mixed precision that always
covers the true day, so that two tellings of one event agree unless the generator means them to differ.
"""

from datetime import date
from random import Random

FIRST = date(2019, 1, 1).toordinal()
LAST = date(2026, 6, 30).toordinal()
_ORIGIN = date(1999, 12, 31).toordinal()
_ISO = tuple(date.fromordinal(day).isoformat() for day in range(_ORIGIN, LAST + 1))

Words = dict[str, str]
Told = str | Words


def iso(day: int) -> str:
    return _ISO[day - _ORIGIN]


def spread(rng: Random, day: int, latest: int) -> str:
    """One day in a range, "[2026-01-08..2026-01-11]", never reaching past the day it is told on."""
    low, high = day - int(rng.random() * 6), min(day + int(rng.random() * 6), max(latest, day))
    return f"[{iso(low)}..{iso(high)}]" if low < high else iso(day)


def months(rng: Random, day: int, latest: int) -> str:
    low, high = day - int(rng.random() * 70), min(day + int(rng.random() * 70), max(latest, day))
    return f"[{iso(low)[:7]}..{iso(high)[:7]}]" if iso(low)[:7] < iso(high)[:7] else iso(day)[:7]


def told(rng: Random, day: int, latest: int) -> str:
    """A point in time as a source gives it: mostly the day, often less."""
    roll, exact = rng.random(), iso(day)
    if roll < 0.64:
        return exact
    if roll < 0.80:
        return spread(rng, day, latest)
    for limit, text in ((0.88, exact[:7]), (0.91, exact + "~"), (0.94, exact[:7] + "~"), (0.96, exact[:4])):
        if roll < limit:
            return text
    return exact[:7] + "?" if roll < 0.975 else months(rng, day, latest)


def told_start(rng: Random, day: int, latest: int) -> str:
    """A beginning: now and then only "not later than"."""
    return f"../{iso(day)}" if rng.random() < 0.03 else told(rng, day, latest)


def told_end(rng: Random, day: int, latest: int) -> str:
    """An end: now and then only "not earlier than"."""
    return f"{iso(day)}/.." if rng.random() < 0.03 else told(rng, day, latest)


def words_for(day: int, said: int) -> Words | None:
    """Relative words for a day that the speaker would reach with them, hung on the day of speaking."""
    monday = said - (said - 1) % 7
    if said - day == 1:
        words = "yesterday"
    elif monday - 7 <= day < monday:
        words = "last week"
    elif _month(said) - _month(day) == 1:
        words = "last month"
    else:
        return None
    return {"words": words, "from": iso(said)}


def _month(day: int) -> int:
    moment = date.fromordinal(day)
    return moment.year * 12 + moment.month
