"""The course of a life in custody up to a day: stretches of days with one answer, and how long somebody was held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from habeas.analysis.custody.answer import HELD, CustodyAnswer, at_day
from habeas.analysis.custody.spells import Spell, spells
from habeas.analysis.custody.state import custody_on
from habeas.analysis.custody.values import Life
from habeas.analysis.intervals import FIRST, LAST, Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days in a row with the same answer. None: no limit before, or up to the day asked for."""

    first: date | None
    last: date
    answer: CustodyAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysHeld:
    """The length of custody up to a day: at least, at most (None: no limit before), and how much of it is assumed.

    A length is the difference between two days (decision 150): taken on the 1st and released on the 11th is ten days.
    """

    certain: int
    most: int | None
    assumed: int


def stretches(life: Life, until: date) -> tuple[Stretch, ...]:
    """The custody answers from the first reported day to the day asked for, with days of one answer taken together.

    The evidence of a stretch is as old as it is on the last of its days: of the one that goes on, on the day asked for.
    """
    found: list[Stretch] = []
    for first, last in _between(_turns(life, until), until):
        answer = custody_on(life, max(first, date.min + timedelta(1)))
        if found and _same(found[-1].answer, answer):
            found[-1] = Stretch(first=found[-1].first, last=last, answer=found[-1].answer)
        else:
            found.append(Stretch(first=None if first == FIRST else first, last=last, answer=answer))
    return tuple(replace(each, answer=at_day(each.answer, each.last)) for each in found)


def _same(one: CustodyAnswer, other: CustodyAnswer) -> bool:
    return (one.state, one.word, one.claims, one.against) == (other.state, other.word, other.claims, other.against)


def _turns(life: Life, until: date) -> list[date]:
    """The days on which the answer may change: each bound, and the day after it."""
    days = {day for hold in life.holds for day in (hold.first, hold.last, hold.reach, *hold.seen)}
    days |= {day for over in life.overs for day in (over.first, over.last, over.reach, *over.seen)}
    days |= {day for denial in life.denials for day in (denial.first, denial.last, denial.since)}
    days |= {day for chain in life.chains for t in chain.tellings for day in (*t.began, *t.ended, *t.evidence)}
    after = {day + timedelta(1) for day in days if FIRST < day < LAST}
    return sorted(day for day in {FIRST, *days, *after} if day <= until)


def _between(turns: list[date], until: date) -> Iterator[tuple[date, date]]:
    ends = [day - timedelta(1) for day in turns[1:]]
    yield from zip(turns, [*ends, until], strict=True)


def days_held(life: Life, until: date) -> DaysHeld:
    """How long somebody was held up to a day: the days of their spells, those that lie in several counted once.

    A spell without a beginning gives no limit, unless it lies in another that has one.
    """
    found = [spell for spell in spells(life, until) if spell.began.told]
    least = _union((spell.began.hull[1], spell.days[0]) for spell in found)
    most = _union((spell.began.hull[0], spell.days[1]) for spell in found)
    loose = [spell for spell in spells(life, until) if not spell.began.told and not _inside(spell, found, until)]
    if loose:
        return DaysHeld(certain=least + max(spell.days[0] for spell in loose), most=None, assumed=_assumed(life, until))
    if any(spell.days[1] is None for spell in found):
        return DaysHeld(certain=least, most=None, assumed=_assumed(life, until))
    return DaysHeld(certain=least, most=most, assumed=min(_assumed(life, until), most - least))


def _union(stretches_: Iterable[tuple[date | None, int | None]]) -> int:
    """The days of stretches, each from a day on and so long, every day once."""
    total, reached = 0, date.min
    for first, length in sorted((first, length) for first, length in stretches_ if first and length):
        last = first + timedelta(length)
        total += max(0, (last - max(first, reached)).days)
        reached = max(reached, last)
    return total


def _inside(spell: Spell, others: Iterable[Spell], until: date) -> bool:
    """True when what is seen of a spell without a beginning lies in another spell."""
    seen = [day for stay in spell.stays for end in (stay.seen, stay.ended) for day in end.hull if day] or [until]
    within = ((other.began.hull[0], other.ended.hull[1] or until) for other in others)
    return any(first and first <= min(seen) and max(seen) <= last for first, last in within)


def _assumed(life: Life, until: date) -> int:
    held = (each for each in stretches(life, until) if each.answer.word is Certainty.ASSUMED)
    return sum((each.last - each.first).days + 1 for each in held if each.first and each.answer.state in HELD)
