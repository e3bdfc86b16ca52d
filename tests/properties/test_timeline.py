"""A timeline answers on every day what `status_of` answers, whatever is told."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from tests.histories import HISTORIES
from tests.properties.lives_made import SPAN, START, doubtful_files, files
from tests.tellings import WHO, rows

from habeas.analysis.custody.contested import contested_pairs
from habeas.analysis.custody.timeline import status_of, timeline
from habeas.analysis.intervals import FIRST, LAST, Certainty
from habeas.analysis.people import people
from habeas.analysis.values import Evidence
from habeas.model.values import Claim

AROUND = [START + timedelta(number) for number in range(-5, SPAN + 8)]


def _agrees(own: list[Evidence], days: list[date]) -> None:
    found = timeline(WHO, own)
    for day in (FIRST, *days, LAST):
        assert found.on(day) == status_of(WHO, own, day), day


@settings(deadline=None)
@given(files)
def test_a_timeline_answers_on_every_day_what_status_answers(file: list[Claim]) -> None:
    _agrees(people(rows(*file)).get(WHO, []), AROUND)


@settings(deadline=None)
@given(doubtful_files)
def test_a_timeline_answers_every_day_of_what_is_denied_planned_or_undated(file: list[Claim]) -> None:
    _agrees(people(rows(*file)).get(WHO, []), AROUND)


@settings(deadline=None)
@given(doubtful_files)
def test_a_day_is_contested_exactly_when_two_sides_of_a_pair_have_it(file: list[Claim]) -> None:
    line = timeline(WHO, people(rows(*file)).get(WHO, []))
    found = contested_pairs(line)
    assert all(pair.claims and pair.against and not {*pair.claims} & {*pair.against} for pair in found)
    for period in line.periods:
        for axis in ("custody", "place"):
            has = any(pair.axis == axis and pair.first <= period.first <= pair.last for pair in found)
            assert has == (getattr(period, axis).word is Certainty.CONTESTED)


def test_a_timeline_answers_on_every_day_of_every_awkward_history_what_status_answers() -> None:
    for history in HISTORIES:
        own = people(rows(*history.claims)).get(WHO, [])
        days = [row.said[1] for row in own if row.said[1]] + [date.fromisoformat(day) for day in history.days]
        first = min(days) - timedelta(800)
        _agrees(own, [first + timedelta(number) for number in range(1700)])


def test_the_periods_of_a_timeline_follow_each_other_without_a_gap() -> None:
    for history in HISTORIES:
        found = timeline(WHO, people(rows(*history.claims)).get(WHO, [])).periods
        assert (found[0].first, found[-1].last) == (FIRST, LAST)
        assert all(one.last + timedelta(1) == other.first for one, other in pairwise(found))
