"""Axis 4: where, as far as a claim says so.

The place of a stay is the one its claims name: never the town somebody was taken in, never the seat of the force that
took them, and no surer than the custody itself. Two facilities that are certain at once are contested, but for a day of
transfer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from habeas.analysis.custody.answer import NOTHING, CustodyAnswer, answer
from habeas.analysis.custody.values import Life, Stay
from habeas.analysis.evidence import Evidence
from habeas.analysis.intervals import LIKELIEST, Certainty, Telling, Weighed, of_row, telling, weigh
from habeas.dates.edtf import NOWHERE

Within = Callable[[str, str], bool]
"""True when the first place is told to be a part of the second."""

ABROAD: Final = frozenset(["swap", "exile"])


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
    begins: bool
    ends: bool


def place_on(life: Life, custody: CustodyAnswer, day: date, within: Within = apart) -> CustodyAnswer:
    """The facility, or where none is named the place, of the custody of that day."""
    return Places(life, within).on(custody, day)


class Stop(NamedTuple):
    """A place that a stay or an observation names, from the first day it may be of, with its evidence."""

    place: str
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
        self._weighed: dict[tuple[int, date], Weighed] = {}

    def on(self, custody: CustodyAnswer, day: date) -> CustodyAnswer:
        """Where the person is on a day of this custody."""
        if custody.word in LIKELIEST and custody.state not in {"free", "left", "furlough"}:
            found = [
                self._spot(number, day) for number, stop in enumerate(self._stops) if self._may_be(number, stop, day)
            ]
            return _limited(_chosen(found, self._within, day), custody, day)
        gone = (over for over in self._life.overs if over.last < day and ABROAD & set(over.type.split(", ")))
        if custody.state == "left" and any(gone):
            return answer("abroad", Certainty.ASSUMED, custody.claims, day)
        return NOTHING

    def _may_be(self, number: int, stop: Stop, day: date) -> bool:
        return stop.since <= day and self._weigh(number, day).word in LIKELIEST

    def _weigh(self, number: int, day: date) -> Weighed:
        found = self._weighed.get((number, day))
        if found is None:
            found = self._weighed[number, day] = weigh(self._stops[number].tellings, day)
        return found

    def _spot(self, number: int, day: date) -> Spot:
        stop, weighed = self._stops[number], self._weigh(number, day)
        claims = [*stop.claims, *weighed.claims]
        against = weighed.against if weighed.word is Certainty.CONTESTED else ()
        claims = [claim for claim in claims if claim not in against] or list(weighed.claims)
        told = answer(stop.place, weighed.word, claims, day, evidence=weighed.evidence, node=stop.node, against=against)
        before = day > date.min and self._weigh(number, day - timedelta(1)).word in LIKELIEST
        after = day < date.max and self._weigh(number, day + timedelta(1)).word in LIKELIEST
        return Spot(told, begins=not before, ends=not after)


def _stops(life: Life) -> Iterable[Stop]:
    for chain in life.chains:
        for stay in chain.stays:
            tellings = stay_tellings(stay, chain.stays, chain.tellings)
            for place, claims in told_places(stay).items():
                yield Stop(place, claims, tellings, stay.node, date.min)
    for row in life.rest:
        if row.what == "observation" and (row.facility or row.place):
            yield Stop(row.facility or row.place, [row.claim], [of_row(row)], row.node, row.at[0] or date.min)


def told_places(stay: Stay) -> dict[str, list[str]]:
    """The facility or place each claim names for a stay, with the claims.

    `home` for house arrest where none is named.
    """
    found: dict[str, list[str]] = {}
    for row in stay.rows:
        if row.facility or row.place:
            found.setdefault(row.facility or row.place, []).append(row.claim)
    if not found and stay.kind == "house-arrest":
        found["home"] = [row.claim for row in stay.rows if row.code == "house-arrest"]
    return found


def stay_tellings(stay: Stay, others: Iterable[Stay], whole: Iterable[Telling]) -> list[Telling]:
    """A stay's own bounds; where it has none, those of the stays before and after it and of the chain's end.

    A transfer that nobody dated lies before the day on which it was told.
    """
    every = list(others)
    own = [of_row(row) for row in stay.rows if row.at != NOWHERE or row.began != NOWHERE or row.ended != NOWHERE]
    own += [telling(row.claim, row.said, at=row.at, seen=(row.at[1], row.at[0])) for row in stay.out]
    if not any(t.ends_told for t in own):
        after = [row for other in every for row in other.rows if other.node in stay.onward and row.began != NOWHERE]
        own += [telling(row.claim, row.said, ended=row.began) for row in after]
        own += [t for t in whole if t.ends_told and not t.begins_told] if stay.closes else []
        own += (
            [] if after else [telling(row.claim, row.said, ended=(None, row.said[1])) for row in _onward(stay, every)]
        )
    if not any(t.begins_told for t in own):
        before = [other for other in every if stay.node in other.onward]
        ended = [row for other in before for row in other.rows if row.ended != NOWHERE]
        own += [telling(row.claim, row.said, began=row.ended) for row in ended]
        moved = [] if ended else [row for other in before for row in _onward(other, [stay])]
        own += [telling(row.claim, row.said, began=(None, row.said[1])) for row in moved]
    return own or [telling(row.claim, row.said) for row in stay.rows[:1]]


def _onward(stay: Stay, others: Iterable[Stay]) -> list[Evidence]:
    """The rows that say that this stay continued as one of the others."""
    nodes = {other.node for other in others}
    return [row for row in stay.rows if row.other in nodes]


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
    inner = [s for s in named if not any(_inside(o.answer.state, s.answer.state, within) for o in named)] or named
    states = sorted({spot.answer.state for spot in inner})
    contested = best is Certainty.CONTESTED or (best is not Certainty.POSSIBLE and _clash(inner))
    word = Certainty.CONTESTED if contested else best
    evidence = next((spot.answer.evidence for spot in inner if spot.answer.evidence != NOWHERE), NOWHERE)
    days = (evidence[0] or date.min, evidence[1]) if evidence[1] else None
    claims, against = _sides(inner, states[0]) if contested else ([c for s in inner for c in s.answer.claims], set())
    return answer(" or ".join(states), word, claims, day, evidence=days, against=against)


def _sides(spots: list[Spot], state: str) -> tuple[list[str], set[str]]:
    """The claims for the first of several places, or for the only one, and those that say otherwise."""
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


def _inside(inner: str, outer: str, within: Within) -> bool:
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
