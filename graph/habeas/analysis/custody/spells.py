"""Spells of detention as they are reported, how long they lasted, and the dates of each stay.

Beginnings and ends are shown as every claim tells them: `hull` is what any of them allows, `core` what all of them
allow, where there is such a day. Lengths come from the hull, so they are as wide as the doubt. Nothing is
intersected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from habeas.analysis.custody.answer import named
from habeas.analysis.custody.values import DEAD, Chain, Hold, Life, Over, Stay, stay_tellings, told_places
from habeas.analysis.intervals import FIRST, LAST, core, hull, opened
from habeas.dates.calendar import NOWHERE, Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a period as several claims give it."""

    hull: Bounds = NOWHERE
    core: Bounds | None = None
    claims: tuple[str, ...] = ()

    @property
    def told(self) -> bool:
        """True when any claim gives a limit."""
        return self.hull != NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStay:
    """One detention: where, in which kind of custody, between which days. No place: not stated."""

    node: str
    places: tuple[str, ...]
    kind: str
    began: End
    ended: End
    seen: End
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One deprivation of liberty as far as the file connects it. `days` is the least and greatest length; None is
    no limit.

    `how` it ended: the release type, `dead`, or empty. Arrests that may be its beginning are among its beginnings.
    """

    person: str
    stays: tuple[ToldStay, ...]
    began: End
    ended: End
    how: str
    days: tuple[int, int | None]
    claims: tuple[str, ...]


def spells(life: Life, until: date) -> tuple[Spell, ...]:
    """The spells of one person that may have begun by that day, in order of time."""
    arrests, chains = _arrests(life), list[Chain | None](life.chains)
    begun = []
    for number, chain in enumerate(life.chains):
        own = [node for node, holds in arrests.items() if _may_open(holds, chain)]
        begun.append([hold for hold in life.holds if hold.chain == number and hold.begins])
        begun[-1] += [hold for node in own for hold in arrests[node]]
        arrests = {node: holds for node, holds in arrests.items() if node not in own}
    begun += arrests.values()
    chains += [None] * len(arrests)
    ended = _ends(life, begun)
    found = [_spell(life, n, chains[n], begun[n], ended[n], until) for n in range(len(begun))]
    shown = (spell for spell in found if (spell.began.hull[0] or FIRST) <= until)
    return tuple(sorted(shown, key=lambda spell: (spell.began.hull[1] or LAST, spell.claims)))


def _ends(life: Life, begun: list[list[Hold]]) -> list[list[Over]]:
    """The ends of each spell.

    For showing only: a release or death tied to no stay ends the last spell begun by then, if none did before.
    """
    ended = [[over for over in life.overs if number in over.chains] for number in range(len(begun))]
    loose: dict[str, list[Over]] = {}
    for over in life.overs:
        if not over.chains and over.node.startswith(("release:", "death:")) and over.kind != "furlough":
            loose.setdefault(over.node, []).append(over)
    for overs in sorted(loose.values(), key=lambda overs: min((over.first, over.last) for over in overs)):
        first = min(over.first for over in overs)
        number = _begun_before(begun, first, max(over.last for over in overs))
        if number is not None and not any(over.last < first for over in ended[number]):
            ended[number] += overs
    return ended


def _begun_before(begun: list[list[Hold]], first: date, last: date) -> int | None:
    """The spell that an end between two days closes.

    The last one begun. None where another may have begun since, or none had.
    """
    days = [(min(h.first for h in holds), max(h.last for h in holds), n) for n, holds in enumerate(begun) if holds]
    surely = [(begin, n) for begin, end, n in days if end < first]
    maybe = [(begin, n) for begin, end, n in days if begin <= last <= end or first <= begin <= last]
    taken_again = first == last and all(begin == last for begin, _ in maybe)
    if surely and (not maybe or taken_again):
        return max(surely)[1]
    return maybe[0][1] if len(maybe) == 1 and not surely else None


def _arrests(life: Life) -> dict[str, list[Hold]]:
    found: dict[str, list[Hold]] = {}
    for hold in life.holds:
        if hold.begins and hold.chain < 0:
            found.setdefault(hold.node, []).append(hold)
    return found


def _may_open(arrest: Iterable[Hold], chain: Chain) -> bool:
    """For showing only: an arrest that may be the day on which this chain began."""
    told = [t for t in chain.tellings if t.begins_told]
    return any(t.began[0] <= hold.last and hold.first <= t.began[1] for hold in arrest for t in told)


def _spell(life: Life, number: int, chain: Chain | None, begun: list[Hold], over: list[Over], until: date) -> Spell:
    """One spell: a chain of stays, or an arrest that no reported detention followed."""
    began, ended = _end(begun), _end(over)
    stays, tellings = (chain.stays, chain.tellings) if chain else ((), ())
    return Spell(
        person=life.person,
        stays=tuple(_stay(stay, life, number) for stay in stays),
        began=began,
        ended=ended,
        how=_how(over),
        days=_length(began, ended, [*_shown_until(life, chain, begun)], chain, until),
        claims=named([*(t.claim for t in tellings), *began.claims, *ended.claims]),
    )


def _how(over: Iterable[Over]) -> str:
    kinds = sorted({"dead" if each.kind in DEAD else each.type for each in over} - {""})
    return " or ".join(kinds)


def _end(told: Iterable[Hold | Over]) -> End:
    every = list(told)
    bounds = [opened(each.first, each.last) for each in every]
    return End(hull=hull(bounds), core=core(bounds), claims=named(each.claim for each in every))


def _shown_until(life: Life, chain: Chain | None, begun: list[Hold]) -> Iterator[date]:
    """The days up to which a spell is shown to have lasted by its stays and by later sightings."""
    yield from (t.ended[0] for t in chain.tellings) if chain else (hold.first for hold in begun)
    yield from (row.at[0] for stay in (chain.stays if chain else ()) for row in stay.out if row.at[0])
    start = max((hold.last for hold in begun), default=LAST)
    overs = [over for over in life.overs if not over.plan and over.last >= start]
    later = [hold for hold in life.holds if hold.begins and not hold.plan and hold not in begun and hold.last > start]
    for hold in life.holds:
        if not hold.begins and not hold.undated and hold.first >= start:
            between = (*(over.first for over in overs), *(other.first for other in later))
            yield from () if any(day < hold.last for day in between) else (hold.first,)


def _length(began: End, ended: End, shown: list[date], chain: Chain | None, until: date) -> tuple[int, int | None]:
    """min = max(0, earliest end - latest beginning), max = latest end - earliest beginning (vocabulary.md 6)."""
    first_end = ended.hull[0] if ended.told else max(shown, default=FIRST)
    latest_begin = began.hull[1] or min((t.began[1] for t in chain.tellings), default=LAST) if chain else began.hull[1]
    least = max(0, (min(first_end or FIRST, until) - latest_begin).days) if latest_begin else 0
    last = min(ended.hull[1] or until, until) if ended.told else until
    return least, (last - began.hull[0]).days if began.hull[0] else None


def _stay(stay: Stay, life: Life, number: int) -> ToldStay:
    rows = stay.rows
    ends = [over for over in life.overs if number in over.chains] if stay.closes else []
    ended = [(r.ended, r.claim) for r in rows] + [
        (opened(o.first, o.last), o.claim) for o in ends if o.node != stay.node
    ]
    return ToldStay(
        node=stay.node,
        places=tuple(sorted(told_places(stay))),
        kind=stay.kind,
        began=_told((r.began, r.claim) for r in rows),
        ended=_told(ended),
        seen=_told((r.at, r.claim) for r in rows),
        claims=named(row.claim for row in rows),
    )


def _told(dates: Iterable[tuple[Bounds, str]]) -> End:
    every = [(bounds, claim) for bounds, claim in dates if bounds != NOWHERE]
    return End(
        hull=hull(bounds for bounds, _ in every),
        core=core([bounds for bounds, _ in every]),
        claims=named(c for _, c in every),
    )


NOT_TOLD = End()


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
        node=told.node,
        began=began,
        ended=ended,
        seen=told.seen,
        shown=_shown(stay),
        certain=_certain(stay, chain),
        loose=loose if stay.closes and not ended.told else NOT_TOLD,
        arrest=opening.began if opening else NOT_TOLD,
    )


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
