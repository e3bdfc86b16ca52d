"""Custody where it is not clear, case by case: doubt_spans, doubt_denials and doubt_forms (decisions 151, 152)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.graph.analysis import doubt_denials, doubt_forms, doubt_spans
from tests.graph.analysis.doubt_told import F, M, N, S, out, seen, stay, taken
from tests.tellings import WHO, rows, status, told

from habeas.analysis.custody.answer import CustodyStatus
from habeas.analysis.custody.course import stretches
from habeas.analysis.custody.life import life_of
from habeas.analysis.intervals import Certainty
from habeas.analysis.people import people
from habeas.model.values import Claim, Ref

CASES = {
    f"{module.__name__.rpartition('_')[2]} {kind.lower()} {title}": case
    for module in (doubt_spans, doubt_denials, doubt_forms)
    for kind, cases in vars(module).items()
    if kind.isupper() and isinstance(cases, dict)
    for title, case in cases.items()
}


def in_short(found: CustodyStatus) -> str:
    """`held certain @ norte certain against out1`."""
    text = f"{found.custody.state or '-'} {found.custody.word.value}"
    for sign, axis in (("@", found.place), ("+", found.restrictions)):
        text += f" {sign} {axis.state.replace('facility:', '')} {axis.word.value}" if axis.state else ""
    return text + (f" against {' '.join(found.custody.against)}" if found.custody.against else "")


@pytest.mark.parametrize("title", CASES)
def test_what_is_answered_where_it_is_not_clear(title: str) -> None:
    claims, answers = CASES[title]
    assert {day: in_short(status(claims, day)) for day in answers} == answers


@pytest.mark.parametrize("title", CASES)
def test_the_order_of_recording_does_not_matter(title: str) -> None:
    claims, answers = CASES[title]
    backwards: list[Claim] = list(reversed(claims))
    assert {day: in_short(status(backwards, day)) for day in answers} == answers


# -- one evidence, several forms (point 4 of decision 152)

FIRST = {"a stay": [stay(began="2025-03-04")], "an arrest": [taken()], "both": [taken(), stay(began="2025-03-04")]}
LAST = {
    "a release": ({}, "left certain"),
    "a furlough": ({"releaseType": "furlough"}, "furlough assumed"),
    "into house arrest": ({"releaseType": "to-house-arrest"}, "house-arrest assumed"),
}


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("last", LAST)
@pytest.mark.parametrize("linked", [True, False], ids=["linked", "apart"])
def test_whatever_form_it_is_told_in_the_answer_is_the_same(first: str, last: str, *, linked: bool) -> None:
    more, after = LAST[last]
    ends = {"ends": "detention:1"} if linked and first != "an arrest" else {}
    claims = [*FIRST[first], out("2025-06-10", **more, **ends)]
    days = ("2025-03-03", "2025-03-04", "2025-05-01", "2025-06-09", "2025-06-10", "2025-06-11", "2026-06-10")
    found = [status(claims, day) for day in days]
    on_the_day = "house-arrest certain" if last == "into house arrest" else "held certain"
    expected = ["- not stated", *["held certain"] * 3, on_the_day, after, after]
    assert [f"{each.custody.state or '-'} {each.custody.word.value}" for each in found] == expected
    assert all(each.held is Certainty.CERTAIN for each in found[1:5])


TWICE = {
    "taken again that day": ([taken("2025-06-10", "2")], "held certain", "held assumed"),
    "and a range by another": ([out("[2025-06-10..2025-06-14]", "2", by="org:radio")], "held certain", "left certain"),
    "and another day by another": ([out("2025-06-14", "2", by="org:radio")], "held certain", "held contested"),
    "and seen free": ([seen("free", "2025-06-11", by=F)], "held certain", "free certain"),
}


@pytest.mark.parametrize("what", TWICE)
@pytest.mark.parametrize("linked", [True, False], ids=["linked", "apart"])
def test_what_is_told_beside_a_release_counts_whether_or_not_it_names_its_stay(what: str, *, linked: bool) -> None:
    more, before, after = TWICE[what]
    ends = {"ends": "detention:1"} if linked else {}
    again = [replace(claim, details=(*claim.details, *_ties(claim, ends))) for claim in more]
    claims = [stay(began="2025-03-04"), out("2025-06-10", **ends), *again]
    found = {day: status(claims, day).custody for day in ("2025-06-09", "2025-06-11")}
    assert [f"{each.state} {each.word.value}" for each in found.values()] == [before, after]


def _ties(claim: Claim, ends: dict[str, str]) -> list[tuple[str, Ref]]:
    return [(name, Ref.parse(value)) for name, value in ends.items()] if claim.relation == "releasedOn" else []


@pytest.mark.parametrize("gap", [0, 1, 2, 30, 100])
def test_seen_held_after_the_end_of_a_stay_was_moved_and_never_let_go(gap: int) -> None:
    day = date(2025, 6, 1) + timedelta(gap)
    claims = [stay(began="2025-01-10", ended="2025-06-01"), seen("held", day.isoformat(), facility=S)]
    for number in range(gap + 40):
        asked = date(2025, 6, 1) + timedelta(number)
        found = status(claims, asked.isoformat()).custody
        assert found.state == "held"
        assert found.word in {Certainty.CERTAIN, Certainty.ASSUMED, Certainty.POSSIBLE}
        assert (found.word is Certainty.POSSIBLE) == (0 < number < gap)


def test_released_ages_and_stays_certain() -> None:
    found = status([stay(began="2025-03-04"), out("2025-06-10")], "2025-07-10").custody
    assert (found.word, found.age, found.sure) == (Certainty.CERTAIN, (30, 30), "certain (evidence 30 days old)")


def test_a_stretch_that_goes_on_has_evidence_as_old_as_on_the_day_asked_for() -> None:
    life = life_of(WHO, people(rows(taken("2025-03-04")))[WHO])
    for until, age in ((date(2025, 3, 10), 6), (date(2026, 3, 4), 365)):
        assert stretches(life, until)[-1].answer.age == (age, age)


def test_a_body_that_refuses_to_acknowledge_leaves_the_whereabouts_unknown() -> None:
    refused = told(WHO, "notAcknowledgedBy", M, on="2025-03-10", by=M, id="refused")
    by_itself = status([taken(), refused], "2025-03-11").custody
    assert (by_itself.state, by_itself.word) == ("whereabouts-unknown", Certainty.CONTESTED)
    assert (by_itself.claims, by_itself.against) == (("taken1",), ("refused",))
    said = told(WHO, "notAcknowledgedBy", M, on="2025-03-10", by=F, id="refused")
    by_others = status([taken(), said], "2025-03-11").custody
    assert (by_others.state, by_others.word) == ("whereabouts-unknown", Certainty.ASSUMED)
    assert status([taken(), said], "2025-03-09").custody.state == "held"
    newer = seen("held", "2025-04-01", facility=N)
    assert status([taken(), said, newer], "2025-04-02").custody.state == "held"


@pytest.mark.parametrize("node", ["1", "2"], ids=["one event", "two events"])
def test_one_stay_told_with_two_dates_is_contested_between_them(node: str) -> None:
    claims = [
        stay(began="2025-01-10", ended="2025-06-01"),
        stay(node, began="2025-01-14", ended="2025-06-04", by=M, id="other"),
    ]
    words = {day: status(claims, day).custody.word.value for day in ("2025-01-12", "2025-03-01", "2025-06-02")}
    assert words == {"2025-01-12": "contested", "2025-03-01": "certain", "2025-06-02": "contested"}
    assert status(claims, "2025-06-05").custody.state == "left"


def test_a_stay_elsewhere_shortly_after_is_a_move_and_contests_nothing() -> None:
    claims = [stay(began="2025-01-10"), stay("2", S, began="2025-01-14", by=M)]
    assert status(claims, "2025-01-12").custody.word is Certainty.ASSUMED
    assert status(claims, "2025-01-14").custody.word is Certainty.CERTAIN


def test_seen_free_on_one_of_the_days_of_an_arrest_does_not_end_it() -> None:
    claims = [taken("[2025-03-04..2025-03-08]"), seen("free", "2025-03-05")]
    assert status(claims, "2025-03-05").custody.state == "free"
    assert status(claims, "2025-03-07").custody.state == "held"


def test_a_denied_release_contests_the_days_between_it_and_a_later_sighting_too() -> None:
    denied = replace(out("2025-06-01", "z", by=F, id="no"), polarity="negative")
    claims = [taken(), out("2025-06-01", by=M), denied, seen("held", "2025-06-05", by=F)]
    found = status(claims, "2025-06-03").custody
    assert (found.state, found.word, found.against) == ("held", Certainty.CONTESTED, ("out1",))
    assert "no" in found.claims
