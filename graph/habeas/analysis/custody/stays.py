"""The dates of each stay, one by one: its own, and those that an arrest, a release or another stay gives it.

For whoever shows stays beside one another (graphs, timelines). What somebody's custody was on a day is `state`'s to
say; these are the tellings behind it, by the same chains and spells. Nothing is intersected: every end is the hull of
what is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from habeas.analysis.custody.answer import named
from habeas.analysis.custody.marks import HELD, Chain, Life, Stay
from habeas.analysis.custody.place import stay_tellings
from habeas.analysis.custody.spells import End, Spell, ToldStay, spells
from habeas.analysis.custody.timeline import Course
from habeas.analysis.evidence import NOWHERE
from habeas.analysis.intervals import FIRST, LAST, Word, hull, opened
from habeas.dates.edtf import Bounds

NOT_TOLD = End()
SAID = frozenset([Word.CERTAIN, Word.ASSUMED, Word.CONTESTED])
"""The words that say more than that something may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StayDates:
    """One stay with its dates, each with the claims that give it.

    began, ended   its own; else what a stay before or after it gives, where one went on as the other (a transfer that
                   nobody dated had been made by the day on which it was told); the release or death that ends it
    seen           the days for which it is told
    shown          by `shown[0]` it had begun for certain, up to `shown[1]` it had not ended, by what was seen of it
    certain        the same by everything that any claim tells of it; no day at all where the first is after the last
    loose          where nothing tells its end: a release or death tied to no stay that may be its end (`spells`)
    arrest         the person's only arrest, where nothing else dates the beginning
    following      the beginning of the next stay: a limit for whoever draws, never a date of this stay
    """

    node: str
    began: End
    ended: End
    seen: End
    shown: Bounds
    certain: Bounds
    loose: End = NOT_TOLD
    arrest: End = NOT_TOLD
    following: End = NOT_TOLD

    @property
    def first(self) -> End:
        """What dates its beginning, the nearest first."""
        return next((end for end in (self.began, self.seen, self.arrest) if end.told), NOT_TOLD)


def stay_dates(life: Life) -> tuple[StayDates, ...]:
    """Every stay of one person, in order of time."""
    every = spells(life, LAST)
    chains = {stay.node: chain for chain in life.chains for stay in chain.stays}
    loose = [spell for spell in every if not spell.stays]
    arrests = {hold.node for hold in life.holds if hold.begins and hold.chain < 0}
    arrest = loose[0] if len(loose) == len(arrests) == 1 else None
    found = [_dates(told, chains[told.node], spell, arrest) for spell in every for told in spell.stays]
    found.sort(key=lambda stay: (_begin(stay), stay.node))
    return tuple(_limited(stay, found[number + 1 :]) for number, stay in enumerate(found))


def _dates(told: ToldStay, chain: Chain, spell: Spell, arrest: Spell | None) -> StayDates:
    stays = {stay.node: stay for stay in chain.stays}
    stay = stays[told.node]
    began = told.began if told.began.told else _came_from(stay, stays)
    ended = told.ended if told.ended.told else _went_on(stay, stays)
    opening = None if began.told or told.seen.told else arrest
    loose = spell.ended if spell.ended.told else opening.ended if opening else NOT_TOLD
    return StayDates(
        node=told.node, began=began, ended=ended, seen=told.seen, shown=_shown(stay), certain=_certain(stay, chain),
        loose=loose if stay.closes and not ended.told else NOT_TOLD, arrest=opening.began if opening else NOT_TOLD,
    )  # fmt: skip


def _came_from(stay: Stay, stays: dict[str, Stay]) -> End:
    """The ends of the stays that went on as this one."""
    rows = [row for other in stays.values() if stay.node in other.onward for row in other.rows if row.ended != NOWHERE]
    return End(hull=hull(row.ended for row in rows), claims=named(row.claim for row in rows))


def _went_on(stay: Stay, stays: dict[str, Stay]) -> End:
    """The beginnings of the stays that it continued as, otherwise the day by which a claim says it had."""
    rows = [row for node in stay.onward for row in stays[node].rows if row.began != NOWHERE]
    if rows:
        return End(hull=hull(row.began for row in rows), claims=named(row.claim for row in rows))
    told = [row for row in stay.rows if row.other in stay.onward]
    return End(hull=hull((None, row.said[1]) for row in told), claims=named(row.claim for row in told))


def _shown(stay: Stay) -> Bounds:
    firsts = [row.seen[0] for row in stay.rows if row.seen[0]]
    lasts = [row.seen[1] for row in stay.rows if row.seen[1]]
    return min(firsts, default=None), max(lasts, default=None)


def _certain(stay: Stay, chain: Chain) -> Bounds:
    tellings = stay_tellings(stay, chain.stays, chain.tellings)
    return opened(min((t.began[1] for t in tellings), default=LAST), max((t.ended[0] for t in tellings), default=FIRST))


def _begin(stay: StayDates) -> date:
    return stay.first.hull[0] or FIRST


def _limited(stay: StayDates, later: Sequence[StayDates]) -> StayDates:
    after = next((other.first for other in later if _begin(other) > _begin(stay)), NOT_TOLD)
    return replace(stay, following=after)


def days_out(course: Course) -> Iterator[Bounds]:
    """The stretches of days on which somebody was not in custody (`Status.held` is not); None is no limit."""
    for first, last, answer in course:
        if answer.word in SAID and answer.state not in HELD:
            yield opened(first, last)
