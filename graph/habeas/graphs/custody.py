"""Custody over time as it is drawn: a row of words for each person, and the days of each stay.

Both are read off `analysis.custody`, the one engine: a word is what it answers for those days, and a stay has the
dates it gives. So a drawing may say less than `habeas status` (`uncertain`, or no word at all) and never the
opposite, on any day (tests/agreement/test_graph_history.py, docs/decisions/0100).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from habeas.analysis.custody import Answer, End, Life, Stretch, life_of, people
from habeas.analysis.custody.people import called
from habeas.analysis.custody.stays import ALWAYS, StayDates, course_of, days_out, stay_dates
from habeas.analysis.evidence import Evidence, evidence_of
from habeas.analysis.intervals import FIRST, Word
from habeas.dates import Bounds
from habeas.formats.graph import Past
from habeas.graphs.inputs import Inputs
from habeas.graphs.time import DAY, Period, PeriodEnd, evidence, lasting, period_end
from habeas.model import Claim, Ref, When
from habeas.model.claims import dates_of, node_of

UNCERTAIN: Final = "uncertain"
CONTESTED: Final = "contested"
RELEASED: Final = "released"
BY_THEN: Final = "before it was said"
"""The words for a transfer that nobody dated."""
WORDS: Final[Mapping[str, str]] = {
    "held": "detained",
    "held-incommunicado": "detained incommunicado",
    "whereabouts-unknown": "disappeared",
    "house-arrest": "house arrest",
    "hospital-under-guard": "hospital under guard",
    "left": "custody ended",
    "dead-in-custody": "dead",
}
"""State of custody -> the word shown; `left` by a release is `released`. Other states stand for themselves."""


class _Person(NamedTuple):
    """What is worked out for one person."""

    life: Life
    course: tuple[Stretch, ...]
    out: tuple[Bounds, ...]


class Custody:
    """Everyone's custody, from the claims that stand as facts; each person's is worked out when it is asked for."""

    def __init__(self, inputs: Inputs, claims: Iterable[Claim]) -> None:
        self.inputs = inputs
        self._claims = {claim.id: claim for claim in claims}
        self._people: dict[Ref, _Person] = {}
        self._periods: dict[Ref, dict[str, Period | None]] = {}

    @cached_property
    def _rows(self) -> dict[str, list[Evidence]]:
        same = {str(name): str(one) for name, one in self.inputs.same.items()}
        rows = (row for claim in self._claims.values() for row in evidence_of(claim, self.inputs.conventions))
        return people(called(row, lambda name: same.get(name, name)) for row in rows) if same else people(rows)

    def _person(self, person: Ref) -> _Person | None:
        if person not in self._people and str(person) in self._rows:
            life = life_of(str(person), self._rows[str(person)])
            course = course_of(life)
            self._people[person] = _Person(life, course, tuple(days_out(course)))
        return self._people.get(person)

    def history(self, person: Ref) -> tuple[Past, ...]:
        """The words on one person's custody, oldest first; each holds from its first to its last day, both included."""
        found = self._person(person)
        return tuple(_history(found)) if found else ()

    def has(self, person: Ref, detention: Ref) -> bool:
        """True when the person is told to have been in that stay."""
        return str(detention) in self._stays(person)

    def period(self, person: Ref, detention: Ref) -> Period | None:
        """The days on which a stay of a person is drawn; None when nothing dates it."""
        return self._stays(person)[str(detention)]

    def _stays(self, person: Ref) -> dict[str, Period | None]:
        if person not in self._periods:
            found = self._person(person)
            stays = stay_dates(found.life) if found else ()
            self._periods[person] = {stay.node: self._drawn(stay, found.out) for stay in stays if found}
        return self._periods[person]

    def _drawn(self, stay: StayDates, out: tuple[Bounds, ...]) -> Period | None:
        """A stay by its own dates; where nobody tells its end, without the days on which the person was not in
        custody."""
        began, ended, seen = self._end(stay.began), self._end(stay.ended, stay.node), self._seen(stay)
        if stay.loose.told and _ended_by(stay.loose, out):
            ended = self._end(stay.loose, stay.node)
        drawn = lasting(began, ended, seen if began else seen or self._end(stay.arrest), self._end(stay.following))
        if drawn is None:
            return Period(start=None, end=None, out=out) if out else None
        drawn = _widened(drawn, stay)
        if ended:
            return drawn
        over = drawn.end is None and bool(out) and out[-1][1] is None
        return replace(drawn, out=out, ongoing=not over)

    def _end(self, end: End, ends: str = "") -> PeriodEnd | None:
        """The days of an end, with its words; `ends` is the stay whose end it is."""
        if not end.told:
            return None
        told = period_end(self._whens(end, ends), self.inputs.conventions)
        first, last = end.hull
        return PeriodEnd(first, last, (last, first), told.text if told else BY_THEN, told.precision if told else "")

    def _seen(self, stay: StayDates) -> PeriodEnd | None:
        if not stay.seen.told:
            return None
        whens = [when for claim in stay.seen.claims for when in dates_of(self._claims[claim]).get("asOf", ())]
        told = evidence(whens, self.inputs.conventions)
        return PeriodEnd(*stay.seen.hull, stay.shown, told.text if told else "", told.precision if told else "")

    def _whens(self, end: End, ends: str) -> list[When]:
        """The dates that these claims give for it, as written."""
        return [when for claim in end.claims for when in self._dates(self._claims[claim], ends)]

    def _dates(self, claim: Claim, ends: str) -> tuple[When, ...]:
        node, dates = node_of(claim), dates_of(claim)
        if node is None or node.kind != "detention":
            return dates.get("occurred", ())
        own = str(self.inputs.one(node)) == ends
        names = ("ended",) if own else ("began", "asOf", "ended")
        return next((dates[name] for name in names if name in dates), ())


def _ended_by(loose: End, out: Iterable[Bounds]) -> bool:
    """True when the person was not in custody on the day after that end."""
    last = loose.hull[1]
    after = last + DAY if last and last < ALWAYS else None
    return after is not None and any((first or after) <= after <= (last or after) for first, last in out)


def _widened(drawn: Period, stay: StayDates) -> Period:
    """With the days that some claim makes certain, where nothing is told of that end."""
    first, last = stay.certain
    if not stay.began.told and drawn.start and first:
        drawn = replace(drawn, start=min(drawn.start, first))
    if not stay.ended.told and drawn.end and last:
        drawn = replace(drawn, end=max(drawn.end, last))
    return drawn


def _history(found: _Person) -> Iterator[Past]:
    """Days with one word taken together. What may always have been is drawn from the first day that anything is
    told of."""
    told = _first_told(found.life)
    for word, first, last in _runs(found):
        start = first
        if first is None and word == UNCERTAIN:
            start = told
        if word and (start is None or start <= last):
            yield Past(word, start.isoformat() if start else "", "" if last == ALWAYS else last.isoformat())


def _runs(found: _Person) -> list[tuple[str, date | None, date]]:
    runs: list[tuple[str, date | None, date]] = []
    for stretch in found.course:
        word = _word(stretch.answer, found.life)
        if runs and runs[-1][0] == word:
            runs[-1] = (word, runs[-1][1], stretch.last)
        else:
            runs.append((word, stretch.first, stretch.last))
    return runs


def _first_told(life: Life) -> date | None:
    bounds = [(hold.first, hold.last) for hold in life.holds] + [(over.first, over.last) for over in life.overs]
    return min((first if first > FIRST else last for first, last in bounds), default=None)


def _word(answer: Answer, life: Life) -> str:
    """The word for an answer; none where nothing is stated."""
    match answer.word:
        case Word.NOT_STATED | Word.NOT:
            return ""
        case Word.POSSIBLE:
            return UNCERTAIN
        case Word.CONTESTED:
            return CONTESTED
    ends = (over for over in life.overs if over.claim in answer.claims)
    if answer.state == "left" and any(over.node.startswith("release:") for over in ends):
        return RELEASED
    return WORDS.get(answer.state, answer.state)
