"""Claimed against named: how many people the file knows by name to whom the counted thing happened in those days.

Beside 41 claimed stand 2 by name. The names are no sample and no check of the number: whether each of them is on the
keeper's list is not stated, and a list by name is the least of its own population only (vocabulary.md 8, rule 9). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from habeas.analysis.custody import HELD, Life
from habeas.analysis.custody.marks import DEAD
from habeas.analysis.custody.state import custody_on
from habeas.analysis.evidence import NOWHERE
from habeas.analysis.figures.figures import Count, Thing
from habeas.analysis.intervals import LIKELIEST, Word, closed


@dataclass(frozen=True, slots=True, kw_only=True)
class ByName:
    """People known by name: to whom it happened certainly in those days, and possibly."""

    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """`2 by name`, `2 by name, 1 more possibly`."""
        more = f", {len(self.possible)} more possibly" if self.possible else ""
        return f"{len(self.certain)} by name{more}"


def by_name(count: Count, lives: Iterable[Life]) -> ByName | None:
    """The people by name beside a count; None where its words do not tell what is counted, or no days are told."""
    if count.thing is Thing.UNCLEAR or count.days == NOWHERE:
        return None
    first, last = closed(count.days)
    if count.kind == "cumulative" and count.window == NOWHERE:
        first = date.min
    words = {life.person: _word(count.thing, life, first, last) for life in lives}
    return ByName(
        certain=tuple(sorted(person for person, word in words.items() if word is Word.CERTAIN)),
        possible=tuple(
            sorted(person for person, word in words.items() if word in LIKELIEST and word is not Word.CERTAIN)
        ),
    )


def _word(thing: Thing, life: Life, first: date, last: date) -> Word:
    """Whether it happened to this person in those days: certain, possible or not."""
    match thing:
        case Thing.HELD:
            found = custody_on(life, last)
            return found.word if found.state in HELD else Word.NOT
        case Thing.RELEASED:
            days = [(o.first, o.last) for o in life.overs if o.kind == "left" and o.node.startswith("release:")]
        case Thing.DIED:
            days = [(o.first, o.last) for o in life.overs if o.kind in DEAD]
        case _:
            days = [(hold.first, hold.last) for hold in life.holds if hold.begins]
    if any(first <= day and end <= last for day, end in days):
        return Word.CERTAIN
    return Word.POSSIBLE if any(day <= last and first <= end for day, end in days) else Word.NOT
