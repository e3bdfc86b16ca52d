"""Axis 4: where, as far as a claim says so.

The place of a stay is the one its claims name: never the town somebody was taken in, never the seat of the force that
took them, and no surer than the custody itself. Two facilities that are certain at once are contested, but for a day of
transfer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from habeas.analysis.custody.answer import NOTHING, CustodyAnswer, answer, named
from habeas.analysis.custody.values import DEAD, LOST, Life, told_places
from habeas.analysis.intervals import LIKELIEST, Certainty, Days, Telling, Weighed, of_row, weigh
from habeas.dates.calendar import NOWHERE

Within = Callable[[str, str], bool]
"""True when the first place is told to be a part of the second."""

ABROAD: Final = frozenset(["swap", "exile"])
NOWHERE_HELD: Final = frozenset(["free", "left", "furlough", "whereabouts-unknown", *DEAD])
"""States in which nobody is at a place of detention that a claim names."""
OWN_PLACE: Final = frozenset(["house-arrest"])
"""States that no stay in another state gives a place for."""
SURE: Final = frozenset([Certainty.CERTAIN, Certainty.CONTESTED, Certainty.ASSUMED])


def within_by(larger: Callable[[str], Iterable[str]]) -> Within:
    """Part of, step by step: `larger` gives the places that contain one. Circles are followed once."""

    def within(inner: str, outer: str) -> bool:
        seen, waiting = {inner}, [inner]
        while waiting:
            for place in larger(waiting.pop()):
                if place == outer:
                    return True
                if place not in seen:
                    seen.add(place)
                    waiting.append(place)
        return False

    return within


def apart(one: str, other: str) -> bool:
    """Nothing is known to be part of anything."""
    return one == other


class Spot(NamedTuple):
    """One place with its answer for the day; whether the stay there began, or ended, on that very day."""

    answer: CustodyAnswer
    state: str
    begins: bool
    ends: bool


def place_on(life: Life, custody: CustodyAnswer, day: date, within: Within = apart) -> CustodyAnswer:
    """The facility, or where none is named the place, of the custody of that day."""
    return Places(life, within).on(custody, day)


class Stop(NamedTuple):
    """A place that a stay or an observation names, its state of custody, the first day it may be of, its evidence."""

    place: str
    state: str
    claims: list[str]
    tellings: list[Telling]
    node: str
    since: date


class Places:
    """The places of one life. What each stop says of a day is worked out once: neighbouring days ask for it too."""

    def __init__(self, life: Life, within: Within = apart) -> None:
        self._life = life
        self._within = within
        self._stops = list(_stops(life))
        self._lost = [hold for hold in life.holds if hold.state == LOST and not hold.undated]
        self._present = {(hold.node, hold.last) for hold in life.holds if hold.undated and not hold.plan}
        self._weighed: dict[tuple[int, date], Weighed] = {}

    def on(self, custody: CustodyAnswer, day: date) -> CustodyAnswer:
        """Where the person is on a day of this custody."""
        if custody.word in LIKELIEST and custody.state not in NOWHERE_HELD:
            found = [self._spot(n, day) for n, stop in enumerate(self._stops) if self._may_be(n, stop, day)]
            same = [spot for spot in found if spot.state == custody.state]
            chosen = _chosen(same if custody.state in OWN_PLACE else same or found, self._within, day)
            return self._denied(self._unknown(_limited(chosen, custody, day), day), day)
        gone = (over for over in self._life.overs if over.last < day and ABROAD & set(over.type.split(", ")))
        if custody.state == "left" and any(gone):
            return answer("abroad", Certainty.ASSUMED, custody.claims, day)
        return NOTHING

    def _may_be(self, number: int, stop: Stop, day: date) -> bool:
        """True where this may be the place: not where nobody knew the whereabouts after the last evidence of it."""
        if stop.since > day:
            return False
        weighed = self._weigh(number, day)
        if weighed.word is not Certainty.ASSUMED or weighed.evidence is None:
            return weighed.word in LIKELIEST
        return not any(weighed.evidence[1] < hold.first <= day for hold in self._lost)

    def _unknown(self, place: CustodyAnswer, day: date) -> CustodyAnswer:
        """A place that is told for certain for a day on which somebody else says that nobody knows the whereabouts."""
        if place.word not in {Certainty.CERTAIN, Certainty.CONTESTED}:
            return place
        lost = [hold.claim for hold in self._lost if not hold.begins and _inside(hold.seen, day)]
        return _contested(place, lost)

    def _denied(self, place: CustodyAnswer, day: date) -> CustodyAnswer:
        """A place of which a claim says that the person was not there, until newer evidence that they were."""
        for denial in self._life.denials:
            here = denial.what == "detention" and denial.facility in place.state.split(" or ")
            newer = any(
                hold.first > denial.last and hold.first <= day and denial.facility in hold.facilities
                for hold in self._life.holds
            )
            if here and denial.since <= day and not newer and place.word in SURE:
                place = _contested(place, [denial.claim])
        return place

    def _weigh(self, number: int, day: date) -> Weighed:
        found = self._weighed.get((number, day))
        if found is None:
            found = weigh(self._stops[number].tellings, day)
            if found.word is Certainty.POSSIBLE and (self._stops[number].node, day) in self._present:
                # told in the present tense, without a day: as sure on the day of saying as on the day after
                found = replace(found, word=Certainty.ASSUMED, evidence=(day, day))
            self._weighed[number, day] = found
        return found

    def _spot(self, number: int, day: date) -> Spot:
        stop, weighed = self._stops[number], self._weigh(number, day)
        claims = [*stop.claims, *weighed.claims]
        against = weighed.against if weighed.word is Certainty.CONTESTED else ()
        claims = [claim for claim in claims if claim not in against] or list(weighed.claims)
        told = answer(stop.place, weighed.word, claims, day, evidence=weighed.evidence, node=stop.node, against=against)
        before = day > date.min and self._weigh(number, day - timedelta(1)).word in SURE
        after = day < date.max and self._weigh(number, day + timedelta(1)).word in LIKELIEST
        return Spot(told, stop.state, begins=not before, ends=not after)


def _stops(life: Life) -> Iterable[Stop]:
    for chain in life.chains:
        for stay, tellings in chain.told:
            for place, claims in told_places(stay).items():
                yield Stop(place, stay.state, claims, tellings, stay.node, date.min)
    for row in life.rest:
        if row.what == "observation" and (row.facility or row.place):
            since = row.at[0] or row.said[0] or date.min
            dated = row if row.at != NOWHERE else row._replace(at=row.said)
            yield Stop(row.facility or row.place, row.code, [row.claim], [of_row(dated)], row.node, since)


def _inside(days: Days, day: date) -> bool:
    """True for the only day of a stretch, and for each but its first and its last.

    On those somebody may have come to know.
    """
    return days[0] == day == days[1] or days[0] < day < days[1]


def _contested(place: CustodyAnswer, against: Iterable[str]) -> CustodyAnswer:
    others = named({*place.against, *against} - {*place.claims})
    contested = replace(place, word=Certainty.CONTESTED, against=others, evidence=NOWHERE, age=None)
    return contested if others else place


def _chosen(found: list[Spot], within: Within, day: date) -> CustodyAnswer:
    """The surest place; of several reported last, the latest; several that are certain at once are contested."""
    if not found:
        return NOTHING
    best = min((spot.answer.word for spot in found), key=LIKELIEST.index)
    spots = [spot for spot in found if spot.answer.word is best]
    if best is Certainty.ASSUMED:
        latest = max((spot.answer.evidence[1] or date.min) for spot in spots)
        spots = [spot for spot in spots if (spot.answer.evidence[1] or date.min) == latest]
    named = [spot for spot in spots if spot.answer.state.startswith("facility:")] or spots
    inner = [s for s in named if not any(_is_part(o.answer.state, s.answer.state, within) for o in named)] or named
    states = sorted({spot.answer.state for spot in inner})
    contested = best is Certainty.CONTESTED or (best is not Certainty.POSSIBLE and _clash(inner))
    word = Certainty.CONTESTED if contested else best
    evidence = next((spot.answer.evidence for spot in inner if spot.answer.evidence != NOWHERE), NOWHERE)
    days = (evidence[0] or date.min, evidence[1]) if evidence[1] else None
    claims, against = _sides(inner, states[0]) if contested else ([c for s in inner for c in s.answer.claims], set())
    if contested and not against:
        word = word if claims[1:] else Certainty.POSSIBLE
        claims, against = claims[:1], set(claims[1:])
    return answer(" or ".join(states), word, claims, day, evidence=days, against=against)


def _sides(spots: list[Spot], state: str) -> tuple[list[str], set[str]]:
    """The claims for the first of several places, or for the only one, and those that say otherwise.

    One stay may have been told of two places: then nobody says otherwise, and its claims are held against each other.
    """
    ours = {claim for spot in spots if spot.answer.state == state for claim in spot.answer.claims}
    others = {claim for spot in spots if spot.answer.state != state for claim in spot.answer.claims}
    others = (others or {claim for spot in spots for claim in spot.answer.against}) - ours
    return sorted(ours), others


def _clash(spots: list[Spot]) -> bool:
    """True when two facilities cannot both be right.

    They differ, and the day is not that of a transfer between them.
    """
    places = [spot for spot in spots if spot.answer.state.startswith("facility:")]
    return any(
        one.answer.state != other.answer.state and not (one.ends and other.begins) and not (one.begins and other.ends)
        for one in places
        for other in places
    )


def _is_part(inner: str, outer: str, within: Within) -> bool:
    return inner != outer and within(inner, outer)


def _limited(place: CustodyAnswer, custody: CustodyAnswer, day: date) -> CustodyAnswer:
    """A place is no surer than the custody itself."""
    if place.word not in LIKELIEST or custody.word is Certainty.CONTESTED:
        return place
    worst = max(place.word, custody.word, key=LIKELIEST.index)
    if worst is place.word:
        return place
    days = (custody.evidence[0] or date.min, custody.evidence[1]) if custody.evidence[1] else None
    return answer(place.state, worst, place.claims, day, evidence=days, against=place.against)
