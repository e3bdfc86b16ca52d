"""Custody over time as it is drawn: a row of words for each person, and the days of each stay.

Both are read off `analysis.custody`, the one engine: a word is what it answers for those days, and a stay has the
dates it gives. So a drawing may say less than `habeas status` (`uncertain`, or no word at all) and never the
opposite, on any day (tests/agreement/test_graph_history.py, docs/decisions/0100).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Final

from habeas.analysis.custody.answer import CustodyAnswer
from habeas.analysis.custody.life import life_of
from habeas.analysis.custody.spells import End, StayDates, stay_dates
from habeas.analysis.custody.timeline import CustodyCourse, course_of, days_out
from habeas.analysis.custody.values import Life
from habeas.analysis.edges.edges import Interpretation
from habeas.analysis.edges.periods import DrawnPeriod, PeriodEnd, evidence, lasting, period_end
from habeas.analysis.edges.stretches import DAY, Past
from habeas.analysis.evidence import evidence_of
from habeas.analysis.intervals import FIRST, LAST, Certainty
from habeas.analysis.people import called, people
from habeas.analysis.values import Evidence
from habeas.dates.calendar import Bounds
from habeas.model.claims import ReadClaim
from habeas.model.values import Ref, When

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


NO_LIVES: Final[Mapping[str, Life]] = {}


class Custody:
    """Everyone's custody, from the claims that stand as facts; each person's is worked out when it is asked for.

    `known` gives the course of somebody's custody where it is known already, and `lives` what was put together of
    them; `like` is everyone's custody from more claims, whose answer holds for whoever has the same evidence here.
    """

    def __init__(
        self,
        reading: Interpretation,
        claims: Iterable[ReadClaim],
        known: Callable[[str], CustodyCourse | None] = lambda _: None,
        like: Custody | None = None,
        lives: Mapping[str, Life] = NO_LIVES,
    ) -> None:
        self.reading, self._known, self._like, self._lives = reading, known, like, lives
        self._claims = {read.claim.id: read for read in claims}
        self._people: dict[Ref, PersonCustody | None] = {}

    @cached_property
    def _evidence(self) -> dict[str, Sequence[Evidence]]:
        if self._like is not None:
            told = self._like._evidence
            return {claim: told[claim] for claim in self._claims}
        return {claim: evidence_of(read) for claim, read in self._claims.items()}

    @cached_property
    def _rows(self) -> dict[str, list[Evidence]]:
        same = {str(name): str(one) for name, one in self.reading.same.items()}
        rows = chain.from_iterable(self._evidence.values())
        return people(called(row, lambda name: same.get(name, name)) for row in rows) if same else people(rows)

    def of(self, person: Ref) -> PersonCustody | None:
        """One person's custody; None when nothing is told of it."""
        if person not in self._people:
            self._people[person] = self._custody_of(str(person))
        return self._people[person]

    def _custody_of(self, person: str) -> PersonCustody | None:
        life, course = self._lives.get(person), self._known(person)
        if life is None or course is None:
            rows = self._rows.get(person)
            if not rows:
                return None
            if self._like is not None and self._like._rows.get(person) == rows:
                return self._like.of(Ref.parse(person))
            life = life_of(person, rows)
            course = course or course_of(life, rows)
        return PersonCustody(life, course, self._claims, self.reading)

    def stays_of(self, person: Ref) -> Mapping[str, DrawnPeriod | None]:
        """The days on which each stay of one person is drawn; None when nothing dates it."""
        found = self.of(person)
        return found.stays if found else {}

    def history(self, person: Ref) -> tuple[Past, ...]:
        """The words on one person's custody, oldest first; each holds from its first to its last day, both included."""
        found = self.of(person)
        return found.history if found else ()


class PersonCustody:
    """One person's custody as it is drawn, from a life, its course, and the claims behind them."""

    def __init__(
        self, life: Life, course: CustodyCourse, claims: Mapping[str, ReadClaim], reading: Interpretation
    ) -> None:
        self._life, self._course, self._claims, self._reading = life, course, claims, reading

    @cached_property
    def history(self) -> tuple[Past, ...]:
        """The words, oldest first."""
        return tuple(_history(self._life, self._course))

    @cached_property
    def stays(self) -> dict[str, DrawnPeriod | None]:
        """The days on which each stay is drawn; None when nothing dates it."""
        out = tuple(days_out(self._course))
        return {stay.node: self._drawn(stay, out) for stay in stay_dates(self._life)}

    def _drawn(self, stay: StayDates, out: tuple[Bounds, ...]) -> DrawnPeriod | None:
        """A stay by its own dates; where nobody tells its end, without the days on which the person was not in
        custody."""
        began, ended, seen = self._end(stay.began), self._end(stay.ended, stay.node), self._seen(stay)
        if stay.loose.told and _ended_by(stay.loose, out):
            ended = self._end(stay.loose, stay.node)
        drawn = lasting(began, ended, seen if began else seen or self._end(stay.arrest), self._end(stay.following))
        if drawn is None:
            return DrawnPeriod(start=None, end=None, out=out) if out else None
        drawn = _widened(drawn, stay)
        if ended:
            return drawn
        over = drawn.end is None and bool(out) and out[-1][1] is None
        return replace(drawn, out=out, ongoing=not over)

    def _end(self, end: End, ends: str = "") -> PeriodEnd | None:
        """The days of an end, with its words; `ends` is the stay whose end it is."""
        if not end.told:
            return None
        told = period_end(self._whens(end, ends), self._reading.conventions)
        first, last = end.hull
        return PeriodEnd(first, last, (last, first), told.text if told else BY_THEN, told.precision if told else "")

    def _seen(self, stay: StayDates) -> PeriodEnd | None:
        if not stay.seen.told:
            return None
        whens = [when for claim in stay.seen.claims for when in self._claims[claim].dates.get("asOf", ())]
        told = evidence(whens, self._reading.conventions)
        return PeriodEnd(*stay.seen.hull, stay.shown, told.text if told else "", told.precision if told else "")

    def _whens(self, end: End, ends: str) -> list[When]:
        """The dates that these claims give for it, as written."""
        return [when for claim in end.claims for when in self._dates(self._claims[claim], ends)]

    def _dates(self, read: ReadClaim, ends: str) -> tuple[When, ...]:
        node, dates = read.node, read.dates
        if node is None or node.kind != "detention":
            return dates.get("occurred", ())
        own = str(self._reading.one(node)) == ends
        names = ("ended",) if own else ("began", "asOf", "ended")
        return next((dates[name] for name in names if name in dates), ())


def _ended_by(loose: End, out: Iterable[Bounds]) -> bool:
    """True when the person was not in custody on the day after that end."""
    last = loose.hull[1]
    after = last + DAY if last and last < LAST else None
    return after is not None and any((first or after) <= after <= (last or after) for first, last in out)


def _widened(drawn: DrawnPeriod, stay: StayDates) -> DrawnPeriod:
    """With the days that some claim makes certain, where nothing is told of that end."""
    first, last = stay.certain
    if not stay.began.told and drawn.start and first:
        drawn = replace(drawn, start=min(drawn.start, first))
    if not stay.ended.told and drawn.end and last:
        drawn = replace(drawn, end=max(drawn.end, last))
    return drawn


def _history(life: Life, course: CustodyCourse) -> Iterator[Past]:
    """Days with one word taken together. What may always have been is drawn from the first day anything is told of."""
    told = _first_told(life)
    for word, first, last in _runs(life, course):
        start = told if word == UNCERTAIN and first == FIRST else first
        if word and (start is None or start <= last):
            end = "" if last == LAST else last.isoformat()
            yield Past(word, start.isoformat() if start and start > FIRST else "", end)


def _runs(life: Life, course: CustodyCourse) -> list[tuple[str, date, date]]:
    runs: list[tuple[str, date, date]] = []
    for first, last, answer in course:
        word = _word(answer, life)
        if runs and runs[-1][0] == word:
            runs[-1] = (word, runs[-1][1], last)
        else:
            runs.append((word, first, last))
    return runs


def _first_told(life: Life) -> date | None:
    bounds = [(hold.first, hold.last) for hold in life.holds] + [(over.first, over.last) for over in life.overs]
    return min((first if first > FIRST else last for first, last in bounds), default=None)


def _word(answer: CustodyAnswer, life: Life) -> str:
    """The word for an answer; none where nothing is stated."""
    match answer.word:
        case Certainty.NOT_STATED | Certainty.NOT:
            return ""
        case Certainty.POSSIBLE:
            return UNCERTAIN
        case Certainty.CONTESTED:
            return CONTESTED
    ends = (over for over in life.overs if over.claim in answer.claims)
    if answer.state == "left" and any(over.node.startswith("release:") for over in ends):
        return RELEASED
    return WORDS.get(answer.state, answer.state)
