"""Claimed against named: how many people the file knows by name to whom the counted thing happened in those days.

Beside 41 claimed stand 2 by name: those whom some claim places in that population, or in a part of it (`exampleOf`).
The names are no sample and no check of the number; a list by name is the least of its own population only
(vocabulary.md 8, rule 9). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from habeas.analysis.custody.answer import HELD
from habeas.analysis.custody.state import custody_on
from habeas.analysis.custody.values import DEAD, Life
from habeas.analysis.intervals import LIKELIEST, Certainty, Days, closed
from habeas.analysis.values import Count, Fate
from habeas.dates.calendar import NOWHERE

MOST_NAMED: Final = 100
"""So many people of each certainty are named beside a number; of more, only how many."""
Happened = tuple[Fate, date, date]
"""What happened to somebody, between which days, by one telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByName:
    """People known by name: to whom it happened certainly in those days, and possibly. `more_…` are not listed but
    counted."""

    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    more_certain: int = 0
    more_possible: int = 0

    @property
    def certainly(self) -> int:
        """To how many it happened certainly."""
        return len(self.certain) + self.more_certain

    @property
    def possibly(self) -> int:
        """To how many it happened possibly."""
        return len(self.possible) + self.more_possible

    @property
    def text(self) -> str:
        """`2 by name`, `2 by name, 1 more possibly`."""
        more = f", {self.possibly} more possibly" if self.possibly else ""
        return f"{self.certainly} by name{more}"


def window_of(count: Count) -> Days | None:
    """The days in which the counted thing happened; None where its words do not tell what, or no days are told."""
    if count.thing is Fate.UNCLEAR or count.days == NOWHERE:
        return None
    first, last = closed(count.days)
    return (date.min, last) if count.kind == "cumulative" and count.window == NOWHERE else (first, last)


def by_name(count: Count, lives: Iterable[Life], members: Collection[str], most: int = MOST_NAMED) -> ByName | None:
    """The people by name beside a count, at most so many of each certainty; None where there is no telling.

    Only `members` are counted: those whom claims place in its population.
    """
    window = window_of(count)
    if window is None:
        return None
    words = {life.person: _word(count.thing, life, window) for life in lives if life.person in members}
    certain = sorted(person for person, word in words.items() if word is Certainty.CERTAIN)
    possible = sorted(p for p, word in words.items() if word in LIKELIEST and word is not Certainty.CERTAIN)
    return listed(certain[:most], possible[:most], len(certain), len(possible))


def listed(certain: Sequence[str], possible: Sequence[str], certainly: int, possibly: int) -> ByName:
    """Some of the people by name, of so many in all."""
    return ByName(
        certain=tuple(certain),
        possible=tuple(possible),
        more_certain=certainly - len(certain),
        more_possible=possibly - len(possible),
    )


def _word(thing: Fate, life: Life, window: Days) -> Certainty:
    """Whether it happened to this person in those days: certain, possible or not."""
    if thing is Fate.HELD:
        found = custody_on(life, window[1])
        return found.word if found.state in HELD else Certainty.NOT
    return happened_in(window, [(first, last) for what, first, last in happened(life) if what is thing])


def parts_of(population: str, wider: Mapping[str, str]) -> set[str]:
    """A population and all that are told to be a part of it; `wider` leads from each to the one it is a part of."""
    found = {population} if population else set[str]()
    while fresh := {part for part, whole in wider.items() if whole in found} - found:
        found |= fresh
    return found


def happened_in(window: Days, days: Iterable[Days]) -> Certainty:
    """Whether something that is told to have happened on these days happened in a window: certain, possible or not."""
    (first, last), every = window, list(days)
    if any(first <= day and end <= last for day, end in every):
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if any(day <= last and first <= end for day, end in every) else Certainty.NOT


def happened(life: Life) -> list[Happened]:
    """The arrests, releases and deaths of one person, each telling with its days; each once, in order."""
    told = [(Fate.ARRESTED, hold.first, hold.last) for hold in life.holds if hold.begins and not hold.plan]
    left = (over for over in life.overs if over.kind == "left" and over.node.startswith("release:") and not over.plan)
    told += [(Fate.RELEASED, over.first, over.last) for over in left]
    told += [(Fate.DIED, over.first, over.last) for over in life.overs if over.kind in DEAD]
    return sorted(set(told))
