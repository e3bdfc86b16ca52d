"""Words that need a day to count from: "last week", "between 8 and 11 January", "over five days ago", "fines de 2024".

English and Spanish words are first turned into one small language (`wording`). Rules read dates near a day, by name and
by era (`near`, `ordinal`, `named`, `eras`) and counted units (`offsets`); `joints` reads what joins them. The answer
keeps the words and says in a sentence how they were read, because every reading rests on a convention. When the day
counted from is itself a range, the answer holds every day the words may then mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Final

from habeas.dates import eras, joints, named, near, offsets, ordinal
from habeas.dates.calendar import Given, Stretch, hull_of, lasting
from habeas.dates.calendars import in_gregorian
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import Edtf, parse
from habeas.dates.lexicon import fold
from habeas.dates.wording import normal
from habeas.errors import BadDate, phrase

_FORMS: Final = """
today|yesterday|tomorrow|Saturday|last Saturday|Monday morning|over the weekend|last week|this week|
last month|past month|this month|last year|this year|recent months|past 13 years|in December|8 January|Jan 8|
late 2024|early 2025|mid 2025|late December|early December|five days before|four months later|three weeks ago|
two years after|days later|before|after|since|until|between 8 and 11 January|from December to January|
since January|before 8 January|about 2019|Thursday or Friday|the night of 8 January|first half of January|
over five days ago|a year and two days ago|the 1990s|spring 2024|hoy|ayer|mañana|sábado|el sábado pasado|
el lunes por la mañana|el fin de semana|la semana pasada|esta semana|el mes pasado|el último mes|este mes|
el año pasado|este año|los últimos meses|los últimos 13 años|en diciembre|8 de enero|finales de 2024|
principios de 2025|mediados de 2025|finales de diciembre|cinco días antes|cuatro meses después|hace tres semanas|
días después|antes|después|desde|hasta|entre el 8 y el 11 de enero|del 8 al 11 de enero|desde enero|
antes del 8 de enero|hacia 2019|primera quincena de enero|hace más de cinco días|hace un año y dos días|
los años 90|primavera de 2024
"""
KNOWN_FORMS: Final = tuple(form.strip() for form in _FORMS.split("|"))
"""Words that are proposed to whoever wrote others."""
_FOLDED_FORMS: Final = {fold(form): form for form in KNOWN_FORMS}
_LONGEST: Final = 120
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Relative:
    """A date read from words: the date, the words as written, and a sentence on how they were read."""

    edtf: Edtf
    words: str
    rule: str
    weekday_differs: bool = False
    """True when a weekday stands beside a date that is another day of the week: the date is then uncertain."""


def relative(words: str, anchor: Edtf | date, conventions: Conventions = DEFAULTS, *, ahead: bool = False) -> Relative:
    """Read words, counted from a day. Raises BadDate for unknown words, with the nearest known ones.

    `ahead` for what is announced, predicted or demanded: days without a year or a direction of their own then lie on or
    after the day, otherwise on or before it.
    """
    start = anchor if isinstance(anchor, Edtf) else parse(anchor.isoformat()[:10], conventions)
    plain = normal(in_gregorian(words)) if len(words) <= _LONGEST else ""
    if not plain:
        raise _unknown(words)
    found = _bare_limit(plain, start) or _from_anchor(words, plain, start, conventions, ahead=ahead)
    differs = found.unsure and "maybe" not in plain.split()
    return Relative(parse(found.text, conventions), words, f"'{words}' read as {found.how}", differs)


_BACK: Final = re.compile(r"\bthat(day)?\b")
_LETTER: Final = re.compile(r"[^\W\d_]")


def refers_back(words: str) -> bool:
    """True for words that point at a day told before them: "that same day", "the Friday of that week"."""
    return len(words) <= _LONGEST and bool(_LETTER.search(words)) and bool(_BACK.search(normal(words)))


def _bare_limit(plain: str, anchor: Edtf) -> Stretch | None:
    """ "Since" and "until" without a date: from the anchor on, or up to it."""
    if plain not in ("since", "after", "later", "until", "before", "earlier"):
        return None
    forward = plain in ("since", "after", "later")
    outermost = anchor.earliest if forward else anchor.latest
    if outermost is None:
        raise _unbounded(anchor)
    days = (anchor.earliest or outermost, anchor.latest or outermost)
    if forward:
        return lasting(days, (None, None), f"{plain} {anchor.text}")
    return lasting((None, None), days, f"{plain} {anchor.text}")


def _from_anchor(words: str, plain: str, anchor: Edtf, conventions: Conventions, *, ahead: bool) -> Stretch:
    if anchor.earliest is None or anchor.latest is None:
        raise _unbounded(anchor)
    given = Given(day=anchor.earliest, since=anchor.text, conventions=conventions, ahead=ahead)
    found = [read(plain, each) for each in dict.fromkeys((given, replace(given, day=anchor.latest)))]
    every = [each for each in found if each]
    if len(every) < len(found) or not every:
        raise _unknown(words)
    return hull_of(every)


def read(words: str, given: Given, depth: int = 0) -> Stretch | None:
    """A stretch of days, or None when no rule reads the words."""
    if not words or depth > _DEEPEST:
        return None
    for rule in (*near.RULES, *ordinal.RULES, *named.RULES, *eras.RULES, *offsets.RULES):
        if found := rule(words, given):
            return found
    for joint in joints.JOINTS:
        if found := joint(words, given, partial(read, depth=depth + 1)):
            return found
    return None


def _unbounded(anchor: Edtf) -> BadDate:
    return BadDate(
        why=phrase("words cannot be counted from %(anchor)r, which has an open end", anchor=anchor.text),
        next="Give an anchor with a first and a last day.",
    )


def _unknown(words: str) -> BadDate:
    if not words.strip():
        return BadDate(why="the words are missing", next="Write them, or a date in digits, without 'words'.")
    close = get_close_matches(fold(words[:_LONGEST]), _FOLDED_FORMS, n=3, cutoff=0.4)
    forms = [_FOLDED_FORMS[form] for form in close] or ["last week", "in December", "five days before"]
    shown = ", ".join(f"'{form}'" for form in forms)
    return BadDate(
        why=phrase("%(words)r is not among the words for dates that are understood", words=words[:_LONGEST]),
        next=phrase("Nearest known: %(forms)s. Or write the date in digits, such as 2026-01-12.", forms=shown),
    )
