"""The roster: everybody in the file, and how custody stands with each on one day.

What lists, the first page and `/api/status` are made of. In a view that nothing narrows it is read from what is kept,
page by page; in any other it is worked out from the evidence that counts. Both give the same rows in one order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, Final, Protocol

from habeas.analysis.custody.answer import CustodyStatus
from habeas.analysis.custody.timeline import status_of
from habeas.analysis.intervals import Certainty
from habeas.casefile.custody_service import as_plain, labels, named
from habeas.casefile.results import RosterRow, StatusRow
from habeas.model.text import fold
from habeas.settings import LANGUAGES
from habeas.sparql.gc import relaxed_gc
from habeas.storage.custody_evidence import parts_of_places, people_in
from habeas.storage.kept.custody import described, name_of, places_told
from habeas.storage.kept.list_places import GROUPS, WORDS, group_of, held_word_of, place_of
from habeas.storage.kept.people import SILENT, KeptPeople, ListedPerson
from habeas.storage.scope import Scope

__all__ = ["GROUPS", "WORDS", "Roster", "RosterPage", "RosterRow", "WorkedOut", "is_kept", "roster_of"]
SHOWN_CLAIMS: Final = 5
AXES: Final = ("custody", "legal", "restrictions", "place")
EVERYBODY: Final = tuple(range(len(GROUPS) * len(WORDS)))


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Some rows of a list, and how many the whole list has."""

    rows: list[RosterRow]
    total: int


class RosterSource(Protocol):
    """Where a roster takes its people from: KeptPeople, or WorkedOut."""

    @property
    def totals(self) -> Mapping[int, int]: ...

    def page(self, places: Sequence[int], *, limit: int, offset: int = 0) -> Iterator[ListedPerson]: ...
    def by_certainty(self, words: Sequence[Certainty], *, limit: int, offset: int = 0) -> Iterator[ListedPerson]: ...
    def in_order(self, people: Iterable[str], places: Collection[int]) -> list[str]: ...
    def of(self, people: Iterable[str]) -> Iterator[ListedPerson]: ...
    def named(self, folded: str) -> list[str]: ...
    def held_at(self, facilities: Iterable[str]) -> list[str]: ...
    def ever_at(self, facilities: Iterable[str]) -> list[str]: ...
    def first_at(self, facilities: Iterable[str], limit: int, *, now: bool) -> tuple[list[str], int]: ...
    def places_ever(self, people: Iterable[str]) -> Mapping[str, tuple[str, ...]]: ...
    def totals_at(self, facilities: Iterable[str]) -> dict[str, dict[Certainty, int]]: ...


class Roster:
    """Everybody in a view of the case on one day."""

    def __init__(self, view: Scope, on: date, people: RosterSource) -> None:
        self.on = on
        self._view, self._people = view, people
        self._described: dict[str, Mapping[str, Any]] = {}
        self._labels = {lang: labels(view.index, lang, self._describe) for lang in LANGUAGES}

    def _describe(self, name: str) -> Mapping[str, Any] | None:
        return self._described.get(name) or self._view.index.entity(name)

    def totals(self) -> dict[str, dict[str, int]]:
        """How many are in each group, by certainty and in `all`."""
        found = {group: {**dict.fromkeys(map(str, WORDS[:4]), 0), "all": 0} for group in GROUPS}
        for place, n in self._people.totals.items():
            group, word = GROUPS[place // len(WORDS)], WORDS[place % len(WORDS)]
            found[group][word.value] = found[group].get(word.value, 0) + n
            found[group]["all"] += n
        return found

    def held_at(self, facilities: Iterable[str]) -> dict[str, dict[str, int]]:
        """How many are held at each of these on the day, by certainty."""
        found = self._people.totals_at(map(self._view.cluster, facilities))
        return {facility: {word.value: n for word, n in words.items()} for facility, words in found.items()}

    def page(
        self, *, group: str = "", word: str = "", name: str = "", at: Iterable[str] = (), limit: int, offset: int = 0
    ) -> RosterPage:
        """A page of everybody: of one group, with one certainty, with these letters in the name, ever told to have
        been at a place.
        """
        places = [
            place
            for place in EVERYBODY
            if group in {"", GROUPS[place // len(WORDS)]} and word in {"", WORDS[place % len(WORDS)].value}
        ]
        chosen = self._chosen(name, list(at))
        if chosen is None:
            total = sum(self._people.totals.get(place, 0) for place in places)
            return RosterPage(self._shown(self._people.page(places, limit=limit, offset=offset)), total)
        return self._part(chosen, set(places), limit, offset)

    def _chosen(self, name: str, at: list[str]) -> set[str] | None:
        """The people that a name and places leave; None where neither is asked for."""
        chosen = set(self._people.named(fold(name))) if name else None
        if at:
            names = list(map(self._view.cluster, at))
            there = {*self._people.held_at(names), *self._people.ever_at(names)}
            chosen = there if chosen is None else chosen & there
        return chosen

    def now_at(self, facilities: Iterable[str], *, limit: int) -> RosterPage:
        """Who is held at one of these places on the day, as far as anything says so."""
        return self._first_at(facilities, limit, now=True)

    def ever_at(self, facilities: Iterable[str], *, limit: int) -> RosterPage:
        """Who is said to have been held at one of these places at any time, but is not on the day; by name."""
        return self._first_at(facilities, limit, now=False)

    def _first_at(self, facilities: Iterable[str], limit: int, *, now: bool) -> RosterPage:
        names = list(dict.fromkeys(map(self._view.cluster, facilities)))
        people, total = self._people.first_at(names, limit, now=now)
        return RosterPage(self._rows(people), total)

    def _part(self, people: Iterable[str], places: Collection[int], limit: int, offset: int) -> RosterPage:
        """A part of some people in the order of lists: only the answers of those on the page are read."""
        order = self._people.in_order(people, places)
        return RosterPage(self._rows(order[offset : offset + limit]), len(order))

    def _rows(self, people: Sequence[str]) -> list[RosterRow]:
        found = {one.person: one for one in self._people.of(people)}
        return self._shown(found[person] for person in people)

    def _shown(self, found: Iterable[ListedPerson]) -> list[RosterRow]:
        """People as lists show them; what they and their places are called is looked up at once."""
        every = list(found)
        ever = self._people.places_ever(one.person for one in every)
        names = {one.person for one in every}.union(*(places_of(one.status) for one in every if one.status))
        new = [name for name in names if ":" in name and name not in self._described]
        self._described |= self._view.index.descriptions(new)
        return [self._row(one, ever.get(one.person, ())) for one in every]

    def _row(self, found: ListedPerson, ever: tuple[str, ...]) -> RosterRow:
        name = {lang: self._label(lang, found.person) for lang in LANGUAGES}
        if found.status is None:
            nowhere = dict.fromkeys(LANGUAGES, "")
            return RosterRow(found.person, name, "silent", "", Certainty.NOT_STATED.value, None, (), nowhere, (), (), 0)
        custody, places = found.status.custody, places_of(found.status)
        return RosterRow(
            person=found.person,
            name=name,
            group=found.group,
            state=custody.state,
            word=custody.word.value,
            age=custody.age,
            places=places,
            where={lang: " / ".join(map(label, places)) for lang, label in self._labels.items()},
            ever=ever,
            claims=custody.claims[:SHOWN_CLAIMS],
            against=len(custody.against),
        )

    def _label(self, lang: str, person: str) -> str:
        label = self._labels[lang](person)
        return person.partition(":")[2] if label == person else label

    def statuses(
        self, *, words: Sequence[Certainty] = WORDS, limit: int, offset: int = 0, lang: str = "en"
    ) -> list[StatusRow]:
        """Everybody of whom custody is told, on all four axes; the surest held first, then by name."""
        label = self._labels.get(lang) or labels(self._view.index, lang)
        found = self._people.by_certainty(words, limit=limit, offset=offset)
        return [named(one.status, label, name=self._name(one.person, one.name, lang)) for one in found if one.status]

    @relaxed_gc()
    def plain_statuses(self, lang: str = "en") -> list[dict[str, Any]]:
        """The same of everybody as one JSON list has it (`custody_service.as_plain`), which is read at once."""
        if not isinstance(self._people, KeptPeople):
            return [as_plain(row) for row in self.statuses(limit=2**31, lang=lang)]
        label = self._labels.get(lang) or labels(self._view.index, lang)
        where = cache(lambda state: " or ".join(map(label, state.split(" or "))) if state else "")
        return [
            {
                "person": person,
                "on": self.on,
                **dict(zip(AXES, axes, strict=True)),
                "name": self._name(person, name, lang) or label(person),
                "where": where(axes[3]["state"]),
                "held": held,
                "claims": sorted({claim for axis in axes for claim in axis["claims"]}),
            }
            for person, name, held, axes in self._people.plain_by_certainty()
        ]

    def _name(self, person: str, listed: str, lang: str) -> str:
        """The name in lists, where it is the one asked for; empty where it has to be looked up."""
        return listed if lang == "en" and listed != person.partition(":")[2] else ""

    def told(self) -> int:
        """About how many people anything is reported on custody."""
        return sum(n for place, n in self._people.totals.items() if place != SILENT)


def is_kept(view: Scope) -> bool:
    """True for a view that nothing narrows: what is kept answers for it."""
    return view.as_of.is_plain and view.index.n is None and not view.index.kept_is_behind()


def roster_of(view: Scope, on: date) -> Roster:
    """The roster of a view on a day: from what is kept where nothing narrows the view."""
    if is_kept(view):
        return Roster(view, on, KeptPeople(view.index.connection, on))
    return Roster(view, on, WorkedOut(view, on))


def places_of(status: CustodyStatus) -> tuple[str, ...]:
    """Where somebody is on the day, as far as anything says so."""
    return tuple(status.place.state.split(" or ")) if status.place.state else ()


def _in_order(one: ListedPerson) -> tuple[int, str, str]:
    return one.place, one.name, one.person


class WorkedOut:
    """Everybody in a view on a day, worked out from the evidence that counts."""

    def __init__(self, view: Scope, on: date) -> None:
        within = parts_of_places(view)
        self._ever: dict[str, tuple[str, ...]] = {}
        self._at: dict[str, tuple[str, ...]] = {}
        found = []
        for person, rows in people_in(view):
            status = status_of(person, rows, on, within)
            group = group_of(status.custody.state, status.custody.word)
            found.append(ListedPerson(person, name_of(view, person), place_of(group, status.custody.word), status))
            self._ever[person] = places_told(rows)
            self._at[person] = places_of(status) if group == "held" else ()
        found += [ListedPerson(*one, SILENT, None) for one in described(view, None) if one[0] not in self._ever]
        self._all = sorted({one.person: one for one in found}.values(), key=_in_order)
        self.totals: Mapping[int, int] = Counter(one.place for one in self._all)

    def page(self, places: Sequence[int], *, limit: int, offset: int = 0) -> Iterator[ListedPerson]:
        """As KeptPeople.page."""
        wanted = set(places)
        return islice((one for one in self._all if one.place in wanted), offset, offset + limit)

    def by_certainty(self, words: Sequence[Certainty], *, limit: int, offset: int = 0) -> Iterator[ListedPerson]:
        """As KeptPeople.by_certainty."""
        told = (one for one in self._all if one.place != SILENT and held_word_of(one.place) in words)
        order = sorted(told, key=lambda one: (WORDS.index(held_word_of(one.place)), one.name, one.person))
        return islice(order, offset, offset + limit)

    def in_order(self, people: Iterable[str], places: Collection[int]) -> list[str]:
        """As KeptPeople.in_order."""
        wanted = set(people)
        return [one.person for one in self._all if one.person in wanted and one.place in places]

    def of(self, people: Iterable[str]) -> Iterator[ListedPerson]:
        """As KeptPeople.of."""
        wanted = set(people)
        return (one for one in self._all if one.person in wanted)

    def named(self, folded: str) -> list[str]:
        """As KeptPeople.named."""
        return [one.person for one in self._all if folded in fold(one.name)]

    def held_at(self, facilities: Iterable[str]) -> list[str]:
        """As KeptPeople.held_at."""
        wanted = set(facilities)
        return [person for person, places in self._at.items() if wanted.intersection(places)]

    def ever_at(self, facilities: Iterable[str]) -> list[str]:
        """As KeptPeople.ever_at."""
        wanted = set(facilities)
        return [person for person, places in self._ever.items() if wanted.intersection(places)]

    def first_at(self, facilities: Iterable[str], limit: int, *, now: bool) -> tuple[list[str], int]:
        """As KeptPeople.first_at."""
        here = set(self.held_at(names := list(facilities)))
        chosen = list(self.of(here if now else set(self.ever_at(names)) - here))
        found = [one.person for one in (chosen if now else sorted(chosen, key=lambda one: (one.name, one.person)))]
        return found[:limit], len(found)

    def places_ever(self, people: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """As KeptPeople.places_ever."""
        return {person: self._ever.get(person, ()) for person in people}

    def totals_at(self, facilities: Iterable[str]) -> dict[str, dict[Certainty, int]]:
        """As KeptPeople.totals_at."""
        wanted = set(facilities)
        found: dict[str, dict[Certainty, int]] = {}
        for one in self._all:
            for at in wanted.intersection(self._at.get(one.person, ())):
                words = found.setdefault(at, {})
                words[one.word] = words.get(one.word, 0) + 1
        return found
