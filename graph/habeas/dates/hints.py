"""Why a text is not a date, and what to write instead.

People bring dates in the forms of their own country. Where a form can mean one day only we name that
spelling, where it can mean two we name both and choose neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import reduce
from typing import Final

from habeas.dates.calendar_tables import PLAUSIBLE, is_far, may_be
from habeas.dates.lexicon import MONTHS
from habeas.errors import BadDate, Phrase, phrase

FORMS: Final = (
    "Write a year, month or day (2026, 2026-01, 2026-01-12), a period that lasts (2026-01-08/2026-01-12), "
    "or one day in a range ([2026-01-08..2026-01-12])."
)
_DAY_FORM: Final = "Write year, month and day in digits, such as 2026-01-12."
Hint = tuple[str, str]
_TOO_EARLY: Final[Hint] = (
    "years before 0001 are not kept, because the days of this calendar begin with year 0001",
    "Write a year from 0001 to 9999, or put the date into the note.",
)
_SEASONS: Final = range(21, 42)
_MONTHS_A_YEAR: Final = 12


def explain(text: str) -> BadDate:
    """The error for a text in none of our forms: the first hint that fits, or the list of forms."""
    for pattern, hint in _HINTS:
        match = re.search(pattern, text)
        if match:
            why, following = hint(match)
            return BadDate(why=_of(text, why), next=following)
    return BadDate(why=phrase("%(text)r is not a date in a form we read", text=text), next=FORMS)


def _of(text: str, why: str) -> Phrase:
    return phrase("%(text)r: %(why)s", text=text, why=why if isinstance(why, Phrase) else phrase(why))


def no_such_year(text: str) -> BadDate:
    """Years before 0001."""
    return BadDate(why=_of(text, _TOO_EARLY[0]), next=_TOO_EARLY[1])


def no_such_month(text: str, year: int, month: int) -> BadDate:
    """Month 13, month 00, and a season with a day."""
    if month in _SEASONS:
        return BadDate(
            why=_of(text, phrase("%(season)s is a season, and a season has no days", season=month)),
            next=phrase(
                "Write %(season)s, or the months you mean, such as %(months)s.",
                season=f"{year:04}-{month}",
                months=f"[{year:04}-03..{year:04}-05]",
            ),
        )
    return BadDate(
        why=_of(text, phrase("month %(month)02d does not exist", month=month)),
        next="Write a month from 01 to 12, or only the year.",
    )


def no_such_day(text: str, year: int, month: int, length: int) -> BadDate:
    """30 February and the like."""
    name = phrase(MONTHS["en"][month - 1])
    why = phrase("%(month)s %(year)s has %(length)s days", month=name, year=year, length=length)
    then = phrase(
        "Write a day from 01 to %(length)s, or only the month: %(month)s.", length=length, month=f"{year:04}-{month:02}"
    )
    return BadDate(why=_of(text, why), next=then)


def no_such_moment(text: str, detail: str) -> BadDate:
    """25 o'clock and the like."""
    return BadDate(why=_of(text, phrase("there is no such moment (%(detail)s)", detail=detail)), next=FORMS)


def empty() -> BadDate:
    """No text at all."""
    return BadDate(
        why="the date is empty",
        next="Write a year, month or day (2026, 2026-01, 2026-01-12), or leave it out if none is known.",
    )


def too_long(length: int) -> BadDate:
    """A text that no date fills."""
    return BadDate(why=phrase("a text of %(length)s characters is too long for a date", length=length), next=FORMS)


def unlimited(text: str) -> BadDate:
    """A choice among all days."""
    return BadDate(
        why=phrase("%(text)r leaves every day possible", text=text), next="Leave the date out, or give it one limit."
    )


def backwards(text: str, swapped: str) -> BadDate:
    """A range whose end is certainly before its beginning."""
    return BadDate(
        why=phrase("%(text)r ends before it begins", text=text),
        next=phrase("Write the earlier date first: %(swapped)s, or correct one of them.", swapped=swapped),
    )


def which_calendar(year: int, month: int, day: int) -> Hint:
    """A year that a document of our time does not mean: the calendars that it may be of, each with its day."""
    words = f"{{words: {year}-{month:02}-{day:02} Solar Hijri}}"
    why = phrase("the year %(year)s is of another calendar, or not meant", year=year)
    told = [phrase("%(day)s if that is %(calendar)s", day=on, calendar=name) for name, on in may_be(year, month, day)]
    if not told:
        return why, phrase("Write the day of our calendar, or say which calendar it is of: %(words)s.", words=words)
    days = reduce(lambda one, more: phrase("%(one)s, %(more)s", one=one, more=more), told)
    return why, phrase("Write %(days)s, or say which calendar it is of: %(words)s.", days=days, words=words)


def ask_calendar(day: date) -> BadDate:
    """A well-formed date of a year that nobody means without saying so."""
    why, following = which_calendar(day.year, day.month, day.day)
    return BadDate(why=_of(day.isoformat(), why), next=following)


def _spelled(year: str, month: str, day: str) -> Phrase | None:
    """ "2026-01-12 (12 January 2026)", or None when there is no such day."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    if is_far(found):
        return None
    name = phrase(MONTHS["en"][found.month - 1])
    return phrase(
        "%(date)s (%(day)s %(month)s %(year)s)", date=found.isoformat(), day=found.day, month=name, year=found.year
    )


def _day_or_month_first(match: re.Match[str]) -> Hint:
    first, _, second, year = match.groups()
    if int(year) not in PLAUSIBLE:
        return which_calendar(int(year), int(second), int(first))
    readings = [found for found in (_spelled(year, second, first), _spelled(year, first, second)) if found]
    if not readings:
        return "there is no such day, whichever number is the month", _DAY_FORM
    if len(set(readings)) == 1:
        return "the year comes first", _write(readings[0])
    return (
        "day and month cannot be told apart",
        phrase("Write %(one)s or %(other)s.", one=readings[0], other=readings[1]),
    )


def _short_year(_: re.Match[str]) -> Hint:
    return "the year has two digits, and day, month and year cannot be told apart", _DAY_FORM


def _unpadded(match: re.Match[str]) -> Hint:
    year, _, month, day = match.groups()
    if int(year) not in PLAUSIBLE:
        return which_calendar(int(year), int(month), int(day))
    found = _spelled(year, month, day)
    if not found:
        return "there is no such day", _DAY_FORM
    return "month and day have two digits each, joined by '-'", _write(found)


def _unpadded_month(match: re.Match[str]) -> Hint:
    year, month = match.groups()
    return "a month has two digits", _write(f"{year}-{int(month):02}")


def _month_first(match: re.Match[str]) -> Hint:
    month, year = match.groups()
    return "the year comes first", _write(f"{year}-{int(month):02}")


def _run_together(match: re.Match[str]) -> Hint:
    year, month, day = match.groups()
    if int(year) not in PLAUSIBLE:
        return which_calendar(int(year), int(month), int(day or 1))
    found = _spelled(year, month, day or "1")
    if not found:
        return "the parts of a date are joined by '-'", _DAY_FORM
    return "the parts of a date are joined by '-'", _write(found if day else f"{year}-{month}")


def _year_and_two_digits(match: re.Match[str]) -> Hint:
    year, two = match.groups()
    second = year[:2] + two
    why = phrase("%(two)r may be a month or a second year", two=two)
    month = phrase("%(month)s for the month", month=f"{year}-{two}")
    years = phrase("%(years)s for a period of years", years=f"{year}/{second}")
    is_month = 1 <= int(two) <= _MONTHS_A_YEAR
    if is_month and second > year:
        return why, phrase("Write %(one)s or %(other)s.", one=month, other=years)
    return why, _write(month if is_month else years) if is_month or second > year else _DAY_FORM


def _two_years(match: re.Match[str]) -> Hint:
    first, last = match.groups()
    return (
        "two years are joined by '-'",
        phrase(
            "Write %(period)s if it lasted, %(choice)s for one day in there.",
            period=f"{first}/{last}",
            choice=f"[{first}..{last}]",
        ),
    )


def _no_brackets(match: re.Match[str]) -> Hint:
    first, last = match.groups()
    return (
        "a range with '..' is written in brackets",
        phrase(
            "Write %(choice)s for one day in there, or %(period)s if it lasted.",
            choice=f"[{first}..{last}]",
            period=f"{first or '..'}/{last or '..'}",
        ),
    )


def _no_such_time(match: re.Match[str]) -> Hint:
    return (
        "the time of day is not in a form we read",
        phrase(
            "Write %(day)s alone, or the time with its zone: %(moment)s.",
            day=match.group(1),
            moment=f"{match.group(1)}T10:14:00-05:00",
        ),
    )


def _words(match: re.Match[str]) -> Hint:
    return (
        "words are not read as a date by themselves",
        phrase(
            "Write digits, such as 2026-01-12, or name the day they count from: %(example)s.",
            example=f"{{words: {match.string}, from: 2026-01-12}}",
        ),
    )


def _open_digits(match: re.Match[str]) -> Hint:
    written = match.group().replace("x", "X").replace("u", "X")
    if written != match.group():
        return "an unspecified digit is a capital X", _write(written)
    return "no day has these digits", "Write 201X for some day of the 2010s, 2024-01-XX for some day of January."


def _write(text: str) -> Phrase:
    return phrase("Write %(text)s.", text=text)


def _fixed(why: str, following: str) -> Callable[[re.Match[str]], Hint]:
    return lambda _: (why, following)


_HINTS: Final[tuple[tuple[str, Callable[[re.Match[str]], Hint]], ...]] = (
    (r"^([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})$", _day_or_month_first),
    (r"^[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}$", _short_year),
    (r"^([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})$", _unpadded),
    (r"^([0-9]{4})-([1-9])$", _unpadded_month),
    (r"^(0?[1-9]|1[0-2])[/.-]([0-9]{4})$", _month_first),
    (r"^([0-9]{4})([0-9]{2})([0-9]{2})?$", _run_together),
    (r"^([0-9]{4})/([0-9]{2})$", _year_and_two_digits),
    (r"^([0-9]{4})-([0-9]{4})$", _two_years),
    (r"^-[0-9]", _fixed(*_TOO_EARLY)),
    (r"^Y?[0-9]{5,}", _fixed("years after 9999 are not kept", "Write a year from 0001 to 9999.")),
    (r"^[0-9]{1,3}[~?%]?$", _fixed("a year has four digits", "Write it in full, such as 2026 or 0987.")),
    (r"[–—]", _fixed("a long dash may mean 'to' or '-'", "Write '-' in a date and '/' or '..' for 'to'.")),
    (r"\.\.\.|…", _fixed("a range has two dots", "Write [2026-01-08..2026-01-12].")),
    (r"^([^\[\]/,]*)\.\.([^\[\]/,]*)$", _no_brackets),
    (r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{1,2}:", _no_such_time),
    (r"^[0-9Xxu]{4}(-[0-9Xxu]{2}){0,2}$", _open_digits),
    (r"^\[[^\]]*$|^[^\[]*\]$", _fixed("a bracket is missing", "Write [2026-01-08..2026-01-12].")),
    (r"^\{[^}]*$|^[^{]*\}$", _fixed("a brace is missing", "Write {2026-01-08,2026-01-12}.")),
    (
        r"^\{.*[/\[{]|^\[.*[{]",
        _fixed("sets cannot hold periods or further sets", "Write {2026-01-08,2026-01-10..2026-01-12}."),
    ),
    (r"/.*/", _fixed("a period has two ends, a beginning and an end", FORMS)),
    (r"\[.*/|/.*\[", _fixed("a period and a choice cannot be mixed", "Give 'began' and 'ended' each a date.")),
    (r"[~?%].*[0-9]{2}[~?%]?$", _fixed("a mark (~ ? %) goes at the end", "Write 2026-01~, not 2026~-01.")),
    (r"[^\W\d_]{3,}", _words),
)
