"""How custody stood over time, person by person, as a row of words for the timeline.

A word holds until the next one: silence changes nothing. Between the first and the last possible day of a change the word
is `uncertain`. This is for drawing; `habeas status` answers for a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from habeas.model import Ref
from habeas.views.episodes import Episode
from habeas.views.events import Event
from habeas.views.graph import Past
from habeas.views.known import Known
from habeas.views.spans import Drawn, Side

UNCERTAIN: Final = "uncertain"
STATES: Final[Mapping[str, str]] = {
    "held": "detained",
    "held-incommunicado": "detained incommunicado",
    "whereabouts-unknown": "disappeared",
    "house-arrest": "house arrest",
    "hospital-under-guard": "hospital under guard",
    "dead-in-custody": "dead",
}
"""State of an observation -> the word shown; other codes stand for themselves."""
ENDS: Final[Mapping[str, tuple[int, str]]] = {"release": (5, "released"), "death": (9, "dead")}


class Turn(NamedTuple):
    """From this day on the word holds; of two on one day the one with the higher rank. `unsure`: it may only be about to hold."""

    day: date
    rank: int
    word: str
    unsure: bool = False


def histories(events: Mapping[Ref, Event], stays: Iterable[Episode], known: Known) -> dict[Ref, tuple[Past, ...]]:
    """The words of everyone about whom there is evidence of custody."""
    turns: dict[Ref, list[Turn]] = {}
    for event in events.values():
        found = list(_turns(event, known))
        for person in event.persons:
            turns.setdefault(person, []).extend(found)
    by_person: dict[Ref, list[Drawn]] = {}
    for stay in stays:
        if stay.drawn and not stay.drawn.undated:
            by_person.setdefault(stay.person, []).append(stay.drawn)
    for person, drawn in by_person.items():
        turns.setdefault(person, []).extend(turn for each in drawn for turn in _of_stay(each, drawn))
    return {person: _row(found) for person, found in sorted(turns.items()) if found}


def _turns(event: Event, known: Known) -> Iterator[Turn]:
    kind = event.ref.kind
    if kind == "arrest":
        yield from _within(event.side("occurred", known), 1, "detained")
    elif kind in ENDS:
        yield from _within(event.side("occurred", known), *ENDS[kind])
    elif kind == "observation":
        for code in event.codes("observedState"):
            yield from _within(event.seen(known), 3, STATES.get(code, code))


def _of_stay(drawn: Drawn, every: Iterable[Drawn]) -> Iterator[Turn]:
    """A stay begins custody; where its end is told and no other stay goes on, custody ended."""
    passing = drawn.end is not None and drawn.start == drawn.end
    yield from _between(drawn.start, drawn.begun or drawn.start, 2 if passing else 6, "detained")
    if drawn.end and not drawn.ongoing and not any(_goes_on(each, drawn.end) for each in every):
        yield Turn(drawn.end, 3 if passing else 0, "custody ended")


def _goes_on(drawn: Drawn, day: date) -> bool:
    return (drawn.start or date.min) <= day and (drawn.end is None or drawn.end > day)


def _within(when: Side | None, rank: int, word: str) -> Iterator[Turn]:
    if when is not None:
        yield from _between(when.earliest, when.latest, rank, word)


def _between(first: date | None, last: date | None, rank: int, word: str) -> Iterator[Turn]:
    """A change on one day out of several: unsure from the first, certain from the last."""
    if first and last and first < last:
        yield Turn(first, rank - 1, word, unsure=True)
    if day := last or first:
        yield Turn(day, rank, word)


def _row(turns: Iterable[Turn]) -> tuple[Past, ...]:
    """The words one after another, touching, without repeats. What may be about to hold changes nothing where it holds already."""
    days: dict[date, str] = {}
    now = ""
    for turn in sorted(turns, key=lambda turn: (turn.day, turn.rank)):
        if not (turn.unsure and turn.word == now):
            now = days[turn.day] = UNCERTAIN if turn.unsure else turn.word
    starts = list(days)
    kept = [day for number, day in enumerate(starts) if not number or days[day] != days[starts[number - 1]]]
    ends = [*(day.isoformat() for day in kept[1:]), ""]
    return tuple(Past(days[day], day.isoformat(), end) for day, end in zip(kept, ends, strict=True))
