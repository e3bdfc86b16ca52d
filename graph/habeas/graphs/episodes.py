"""Stays in custody, as far as a drawing needs them: who was held where, from when to when, and by which claims.

From claims on detentions, arrests, releases and deaths: each stay has its own dates; a release or a death that ends it, or the
stay it went on as, gives its end. What limits a stay that nobody dated is used for drawing and named as such, never taken
for its date. Pure, and small on purpose: `habeas.analysis.custody` reckons who was held on a day; its spells can take the place of `episodes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from habeas.graphs.events import Event
from habeas.graphs.inputs import Known
from habeas.graphs.time import Drawn, Side, lasting, side
from habeas.model import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One stay of one person in custody, as drawn. Where and by whom is said by the event of the same name."""

    person: Ref
    detention: Ref
    drawn: Drawn | None


def episodes(events: Mapping[Ref, Event], known: Known) -> tuple[Episode, ...]:
    """Every stay of everyone, sorted by person, first day and name."""
    people: dict[Ref, list[Event]] = {}
    for event in events.values():
        if event.ref.kind == "detention":
            for person in event.persons:
                people.setdefault(person, []).append(event)
    around = _Around(events, known)
    return tuple(episode for person in sorted(people) for episode in around.stays(person, people[person]))


class _Around:
    """What lies around the stays of a person: arrests before, releases and deaths after."""

    def __init__(self, events: Mapping[Ref, Event], known: Known) -> None:
        self.events, self.known = events, known
        self.closing = _closing(events)
        self.arrests = _by_person(events, ("arrest",))
        self.exits = _by_person(events, ("release", "death"))
        self.linked = {exit_.ref for exits in self.closing.values() for exit_ in exits}

    def stays(self, person: Ref, detentions: list[Event]) -> Iterator[Episode]:
        """The stays of one person, in order of time."""
        found = sorted(
            ((self._began(d, person), d) for d in detentions), key=lambda pair: (_first(pair[0]), pair[1].ref)
        )
        for (began, detention), (after, _) in zip(found, [*found[1:], (None, None)], strict=True):
            yield Episode(person=person, detention=detention.ref, drawn=self._drawn(person, detention, began, after))

    def _drawn(self, person: Ref, detention: Event, began: Side | None, after: Side | None) -> Drawn | None:
        own, seen = detention.side("began", self.known), detention.seen(self.known)
        following = after if _first(after) > _first(began) else None
        ended = self._ended(detention) or self._exit(person, began, following)
        return lasting(own, ended, seen or (None if own else began), following)

    def _began(self, detention: Event, person: Ref) -> Side | None:
        """Its own first day, else a day on which it held, else the day of the person's only arrest."""
        own = detention.side("began", self.known) or detention.seen(self.known)
        arrests = self.arrests.get(person, ())
        return own or (arrests[0].side("occurred", self.known) if len(arrests) == 1 else None)

    def _ended(self, detention: Event) -> Side | None:
        whens = [*detention.dates.get("ended", ())]
        for exit_ in self.closing.get(detention.ref, ()):
            whens += exit_.dates.get("occurred", ())
        for ref in detention.has("continuedAs"):
            whens += self.events[ref].dates.get("began", ()) if ref in self.events else ()
        return side(whens, self.known.conventions)

    def _exit(self, person: Ref, began: Side | None, following: Side | None) -> Side | None:
        """The first release or death of the person afterwards and before the next stay, when it is tied to no other stay."""
        free = [
            exit_.side("occurred", self.known) for exit_ in self.exits.get(person, ()) if exit_.ref not in self.linked
        ]
        later = [each for each in free if each and each.latest and each.latest >= _first(began)]
        if following is not None:
            later = [each for each in later if _first(each) <= _first(following)]
        return min(later, key=_first, default=None)


def _first(when: Side | None) -> date:
    return (when.earliest or date.min) if when else date.min


def _by_person(events: Mapping[Ref, Event], kinds: tuple[str, ...]) -> dict[Ref, list[Event]]:
    found: dict[Ref, list[Event]] = {}
    for event in events.values():
        if event.ref.kind in kinds:
            for person in event.persons:
                found.setdefault(person, []).append(event)
    return found


def _closing(events: Mapping[Ref, Event]) -> dict[Ref, list[Event]]:
    """Detention -> the releases and deaths that are said to end it."""
    found: dict[Ref, list[Event]] = {}
    for event in events.values():
        for detention in event.has("ends"):
            found.setdefault(detention, []).append(event)
        for ref in event.has("endedBy"):
            if ref in events:
                found.setdefault(event.ref, []).append(events[ref])
    return found
