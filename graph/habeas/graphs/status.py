"""How custody stood over time, person by person, as a row of words for the timeline.

A word holds until the next one: silence changes nothing. Between the first and the last possible day of a change the word
is `uncertain`. This is for drawing; `habeas status` answers for a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from habeas.formats.graph import Past
from habeas.graphs.episodes import Episode
from habeas.graphs.events import Event
from habeas.graphs.inputs import Known
from habeas.graphs.time import Drawn, Side
from habeas.model import Ref

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


class Change(NamedTuple):
    """A word that begins to hold on one day out of several: may hold from `first`, holds for certain from `last`.

    Of two words of one day the one with the higher rank stands. `opens`: it is the beginning of custody.
    """

    first: date
    last: date
    rank: int
    word: str
    opens: bool = False


class Turn(NamedTuple):
    """From this day on the word holds, or with `unsure` may hold."""

    day: date
    rank: int
    word: str
    unsure: bool = False


def histories(events: Mapping[Ref, Event], stays: Iterable[Episode], known: Known) -> dict[Ref, tuple[Past, ...]]:
    """The words of everyone about whom there is evidence of custody."""
    changes: dict[Ref, list[Change]] = {}
    for event in events.values():
        found = list(_of_event(event, known))
        for person in event.persons:
            changes.setdefault(person, []).extend(found)
    by_person: dict[Ref, list[Drawn]] = {}
    for stay in stays:
        if stay.drawn and not stay.drawn.undated:
            by_person.setdefault(stay.person, []).append(stay.drawn)
    for person, drawn in by_person.items():
        changes.setdefault(person, []).extend(change for each in drawn for change in _of_stay(each, drawn))
    return {person: _row(_turns(found)) for person, found in sorted(changes.items()) if found}


def _of_event(event: Event, known: Known) -> Iterator[Change]:
    kind = event.ref.kind
    if kind == "arrest":
        yield from _within(event.side("occurred", known), 1, "detained", opens=True)
    elif kind in ENDS:
        yield from _within(event.side("occurred", known), *ENDS[kind])
    elif kind == "observation":
        for code in event.codes("observedState"):
            yield from _within(event.seen(known), 3, STATES.get(code, code))


def _of_stay(drawn: Drawn, every: Iterable[Drawn]) -> Iterator[Change]:
    """A stay begins custody; where its end is told and no other stay goes on, custody ended."""
    passing = drawn.end is not None and drawn.start == drawn.end
    if drawn.start:
        yield Change(
            drawn.start, max(drawn.begun or drawn.start, drawn.start), 2 if passing else 6, "detained", opens=True
        )
    if drawn.end and not drawn.ongoing and not any(_goes_on(each, drawn.end) for each in every):
        yield Change(drawn.end, drawn.end, 3 if passing else 0, "custody ended")


def _goes_on(drawn: Drawn, day: date) -> bool:
    return (drawn.start or date.min) <= day and (drawn.end is None or drawn.end > day)


def _within(when: Side | None, rank: int, word: str, *, opens: bool = False) -> Iterator[Change]:
    if when is not None and (day := when.latest or when.earliest):
        yield Change(when.earliest or day, day, rank, word, opens)


def _turns(changes: Iterable[Change]) -> Iterator[Turn]:
    """What begins in a range of days is unsure first. Where custody may have ended within the range, it never becomes sure."""
    found = list(changes)
    ends = [change.last for change in found if not change.opens]
    for first, last, rank, word, opens in found:
        if first < last:
            yield Turn(first, rank - 1, word, unsure=True)
        if not (opens and first < last and any(first <= end <= last for end in ends)):
            yield Turn(last, rank, word)


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
