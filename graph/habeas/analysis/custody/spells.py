"""Spells of detention as they are reported, how long they lasted, and the course of one life.

Beginnings and ends are shown as every claim tells them: `hull` is what any of them allows, `core` what all of them allow,
where there is such a day. Lengths come from the hull, so they are as wide as the doubt. Nothing is intersected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from habeas.analysis.custody.answer import Answer, named
from habeas.analysis.custody.marks import DEAD, HELD, Chain, Hold, Life, Over, Stay
from habeas.analysis.custody.place import told_places
from habeas.analysis.custody.state import custody_on
from habeas.analysis.evidence import NOWHERE
from habeas.analysis.intervals import FIRST, LAST, LIKELIEST, Word, core, hull, opened
from habeas.dates.edtf import Bounds


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
    """One deprivation of liberty as far as the file connects it. `days` is the least and greatest length; None is no limit.

    `how` it ended: the release type, `dead`, or empty. Arrests that may be its beginning are among its beginnings.
    """

    person: str
    stays: tuple[ToldStay, ...]
    began: End
    ended: End
    how: str
    days: tuple[int, int | None]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days in a row with the same answer. None: no limit before, or up to the day asked for."""

    first: date | None
    last: date
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysHeld:
    """Days in detention up to a day: the certain number, the greatest possible (None: no reported beginning), the assumed ones."""

    certain: int
    most: int | None
    assumed: int


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
    """The ends of each spell. For showing only: a release or death tied to no stay ends the last spell begun by then, if none did before."""
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
    """The spell that an end between two days closes: the last one begun. None where another may have begun since, or none had."""
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


def _spell(
    life: Life, number: int, chain: Chain | None, begun: list[Hold], over: list[Over], until: date
) -> Spell:  # fmt: skip
    """One spell: a chain of stays, or an arrest that no reported detention followed."""
    began, ended = _end(begun), _end(over)
    stays, tellings = (chain.stays, chain.tellings) if chain else ((), ())
    return Spell(
        person=life.person, stays=tuple(_stay(stay, life, number) for stay in stays), began=began, ended=ended,
        how=_how(over), days=_length(began, ended, begun, chain, until),
        claims=named([*(t.claim for t in tellings), *began.claims, *ended.claims]),
    )  # fmt: skip


def _how(over: Iterable[Over]) -> str:
    kinds = sorted({"dead" if each.kind in DEAD else each.type for each in over} - {""})
    return " or ".join(kinds)


def _end(told: Iterable[Hold | Over]) -> End:
    every = list(told)
    bounds = [opened(each.first, each.last) for each in every]
    return End(hull=hull(bounds), core=core(bounds), claims=named(each.claim for each in every))


def _length(began: End, ended: End, begun: list[Hold], chain: Chain | None, until: date) -> tuple[int, int | None]:
    """min = max(0, earliest end - latest beginning), max = latest end - earliest beginning (vocabulary.md 6), from the hull."""
    shown = [t.ended[0] for t in chain.tellings] if chain else [hold.first for hold in begun]
    shown += [row.at[0] for stay in (chain.stays if chain else ()) for row in stay.out if row.at[0]]
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
        node=stay.node, places=tuple(sorted(told_places(stay))), kind=stay.kind,
        began=_told((r.began, r.claim) for r in rows), ended=_told(ended), seen=_told((r.at, r.claim) for r in rows),
        claims=named(row.claim for row in rows),
    )  # fmt: skip


def _told(dates: Iterable[tuple[Bounds, str]]) -> End:
    every = [(bounds, claim) for bounds, claim in dates if bounds != NOWHERE]
    return End(
        hull=hull(bounds for bounds, _ in every),
        core=core([bounds for bounds, _ in every]),
        claims=named(c for _, c in every),
    )


# -- the course of a life


def stretches(life: Life, until: date) -> tuple[Stretch, ...]:
    """The custody answers from the first reported day to the day asked for, with days of one answer taken together."""
    found: list[Stretch] = []
    for first, last in _between(_turns(life, until), until):
        answer = custody_on(life, max(first, date.min + timedelta(1)))
        if found and _same(found[-1].answer, answer):
            found[-1] = Stretch(first=found[-1].first, last=last, answer=found[-1].answer)
        else:
            found.append(Stretch(first=None if first == FIRST else first, last=last, answer=answer))
    return tuple(found)


def _same(one: Answer, other: Answer) -> bool:
    return (one.state, one.word, one.claims, one.against) == (other.state, other.word, other.claims, other.against)


def _turns(life: Life, until: date) -> list[date]:
    """The days on which the answer may change: each bound, and the day after it."""
    days = {day for hold in life.holds for day in (hold.first, hold.last, *hold.seen)}
    days |= {day for over in life.overs for day in (over.first, over.last, *over.seen)}
    days |= {day for chain in life.chains for t in chain.tellings for day in (*t.began, *t.ended, *t.evidence)}
    after = {day + timedelta(1) for day in days if FIRST < day < LAST}
    return sorted(day for day in {FIRST, *days, *after} if day <= until)


def _between(turns: list[date], until: date) -> Iterator[tuple[date, date]]:
    ends = [day - timedelta(1) for day in turns[1:]]
    yield from zip(turns, [*ends, until], strict=True)


def days_held(life: Life, until: date) -> DaysHeld:
    """Days in detention as a range. A day counts as one on which somebody was held some time."""
    certain = assumed = 0
    most: int | None = 0
    for stretch in stretches(life, until):
        if stretch.answer.word not in LIKELIEST or stretch.answer.state not in HELD:
            continue
        if stretch.first is None:
            most = None
            continue
        length = (stretch.last - stretch.first).days + 1
        most = None if most is None else most + length
        certain += length if stretch.answer.word is Word.CERTAIN else 0
        assumed += length if stretch.answer.word is Word.ASSUMED else 0
    return DaysHeld(certain=certain, most=most, assumed=assumed)
