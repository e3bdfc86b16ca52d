"""Deadlines by rules, of dates with doubt: ranges, how they stand on a day, and what ends them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from habeas.analysis.followup import Answer, Due, Occurrence, courses, deadlines, shifted
from habeas.dates.calendar import Bounds
from habeas.model.followup import FollowupRule

ARREST = FollowupRule(name="judge", title="A judge", after="arrest", until=("hearing",), source="A law", days=2)
REMEDY = FollowupRule(name="answer", title="An answer", after="remedy", until=("answered",), source="A law", days=60)


def days_of(first: str, last: str = "") -> Bounds:
    return date.fromisoformat(first) if first else None, date.fromisoformat(last or first)


def an_event(kind: str, first: str, last: str = "", *, answered: Bounds | None = None) -> Occurrence:
    answer = Answer(days=answered, claims=("c1",)) if answered else None
    node, days = f"{kind}:{first}", days_of(first, last)
    return Occurrence(person="person:a", node=node, kind=kind, days=days, claims=(kind,), answer=answer)


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        ("2026-01-05", Due.NOT_YET),
        ("2026-01-12", Due.NOT_YET),
        ("2026-01-13", Due.POSSIBLY),
        ("2026-01-17", Due.POSSIBLY),
        ("2026-01-18", Due.OVERDUE),
    ],
)
def test_a_beginning_with_doubt_is_due_in_a_range(day: str, stands: Due) -> None:
    begun = an_event("arrest", "2026-01-05" if day == "2026-01-05" else "2026-01-10", "2026-01-15")
    [found] = deadlines([ARREST], [begun], date.fromisoformat(day))
    assert (found.stands, found.due[1]) == (stands, date(2026, 1, 17))


def test_what_had_not_begun_by_the_day_is_not_due() -> None:
    assert deadlines([ARREST], [an_event("arrest", "2026-01-10")], date(2026, 1, 9)) == []


def test_an_end_ends_it_when_it_is_certainly_later_and_was_by_the_day() -> None:
    every = [an_event("arrest", "2026-01-10"), an_event("hearing", "2026-01-11")]
    assert deadlines([ARREST], every, date(2026, 2, 1)) == []
    [before] = deadlines([ARREST], every, date(2026, 1, 10))
    assert before.stands is Due.NOT_YET and not before.maybe


def test_an_end_that_may_have_been_earlier_leaves_doubt_and_is_named() -> None:
    every = [an_event("arrest", "2026-01-10", "2026-01-20"), an_event("hearing", "2026-01-15")]
    [found] = deadlines([ARREST], every, date(2026, 2, 1))
    assert (found.stands, found.maybe) == (Due.POSSIBLY, ("hearing",))


def test_somebody_elses_hearing_ends_nothing() -> None:
    other = Occurrence(
        person="person:b", node="hearing:b", kind="hearing", days=(date(2026, 1, 11), date(2026, 1, 11)), claims=()
    )
    [found] = deadlines([ARREST], [an_event("arrest", "2026-01-10"), other], date(2026, 2, 1))
    assert found.stands is Due.OVERDUE


def test_an_answer_ends_a_rule_about_a_remedy_from_its_day_on() -> None:
    open_ = an_event("remedy", "2026-01-10")
    answered = an_event("remedy", "2026-01-10", answered=days_of("2026-03-20"))
    assert len(deadlines([REMEDY], [open_], date(2026, 4, 1))) == 1
    assert deadlines([REMEDY], [answered], date(2026, 3, 20)) == []
    for day in (date(2026, 1, 10), date(2026, 3, 19)):
        assert deadlines([REMEDY], [answered], day) == deadlines([REMEDY], [open_], day), day
    [before] = deadlines([REMEDY], [answered], date(2026, 3, 19))
    assert before.stands is Due.OVERDUE


@pytest.mark.parametrize("first", ["2026-03-10", ""])
def test_an_answer_on_one_of_several_days_leaves_doubt_on_these(first: str) -> None:
    remedy = an_event("remedy", "2026-01-01", answered=days_of(first, "2026-03-20"))
    [before] = deadlines([REMEDY], [remedy], date(2026, 3, 9))
    assert (before.stands, before.maybe) == ((Due.OVERDUE, ()) if first else (Due.POSSIBLY, ("c1",)))
    [within] = deadlines([REMEDY], [remedy], date(2026, 3, 15))
    assert (within.stands, within.maybe) == (Due.POSSIBLY, ("c1",))
    assert deadlines([REMEDY], [remedy], date(2026, 3, 20)) == []


def test_an_answer_ends_no_rule_that_does_not_ask_for_one() -> None:
    rule = FollowupRule(name="r", title="t", after="remedy", until=("release",), source="s", days=1)
    remedy = an_event("remedy", "2026-01-10", answered=days_of("2026-01-11"))
    assert len(deadlines([rule], [remedy], date(2026, 2, 1))) == 1


@pytest.mark.parametrize(
    ("begun", "ends"),
    [
        (("2026-01-10", "2026-01-15"), ()),
        (("2026-01-10", ""), (("2026-02-01", "2026-02-09"), ("2026-01-11", ""))),
        (("2026-01-10", "2026-01-20"), (("2026-01-15", ""),)),
        (("", "2026-01-20"), (("2026-01-15", "2026-03-01"),)),
    ],
)
def test_its_stretches_tell_how_it_stands_on_every_day(
    begun: tuple[str, str], ends: tuple[tuple[str, str], ...]
) -> None:
    every = [an_event("arrest", *begun), *(an_event("hearing", *end) for end in ends)]
    [course] = courses([ARREST], every)
    stretches = list(course.stretches())
    for number in range(100):
        day = date(2026, 1, 1) + timedelta(number)
        told = course.on(day)
        within = [stands for first, last, stands in stretches if first <= day <= last]
        assert within == ([told.stands] if told else []), day


def test_a_beginning_without_a_last_day_is_never_certainly_overdue() -> None:
    days: Bounds = (date(2020, 1, 1), None)
    one = Occurrence(person="person:a", node="arrest:a", kind="arrest", days=days, claims=("c",))
    [found] = deadlines([ARREST], [one], date(2026, 1, 1))
    assert (found.due[1], found.stands) == (None, Due.POSSIBLY)


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [("2026-01-31", 1, "2026-02-28"), ("2027-08-31", 6, "2028-02-29"), ("2026-05-15", 8, "2027-01-15")],
)
def test_months_are_of_the_calendar_and_end_on_their_last_day(day: str, months: int, due: str) -> None:
    rule = FollowupRule(name="r", title="t", after="arrest", until=("release",), source="s", months=months)
    assert shifted(rule, date.fromisoformat(day)) == date.fromisoformat(due)


def test_what_is_beyond_the_calendar_has_no_day() -> None:
    assert shifted(ARREST, date.max) is None
