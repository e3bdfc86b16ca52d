"""The day arithmetic of periods with four bounds, exactly as the rules have it (domain/vocabulary.md 6)."""

from __future__ import annotations

from datetime import date

import pytest

from habeas.analysis.intervals import Certainty, Telling, age, core, hull, telling, weigh
from habeas.dates.calendar import Bounds

SAID: Bounds = (date(2027, 1, 1), date(2027, 1, 1))


def d(text: str) -> date:
    return date.fromisoformat(text)


def bounds(text: str) -> Bounds:
    """`2025-01-01..2025-01-31`, either side empty for no limit."""
    first, _, last = text.partition("..")
    return (d(first) if first else None, d(last) if last else None) if ".." in text else (d(text), d(text))


def period(began: str = "", ended: str = "", at: str = "", claim: str = "A") -> Telling:
    told = {name: bounds(text) for name, text in (("began", began), ("ended", ended), ("at", at)) if text}
    if at:
        told["seen"] = (told["at"][1], told["at"][0])
    return telling(claim, SAID, **told)


MARQUEZ = period("2024-11-01..2025-03-31", "2026-01-08..2026-01-11")


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2024-10-31", Certainty.NOT),
        ("2024-11-01", Certainty.POSSIBLE),
        ("2025-03-30", Certainty.POSSIBLE),
        ("2025-03-31", Certainty.CERTAIN),
        ("2026-01-08", Certainty.CERTAIN),
        ("2026-01-09", Certainty.POSSIBLE),
        ("2026-01-11", Certainty.POSSIBLE),
        ("2026-01-12", Certainty.NOT),
    ],
)
def test_a_day_is_certain_between_the_inner_bounds_and_possible_between_the_outer_ones(
    day: str, word: Certainty
) -> None:
    assert MARQUEZ.word(d(day)) is word


def test_a_beginning_alone_is_certain_on_its_day_and_assumed_from_then_on() -> None:
    taken = period("2026-01-03")
    assert [taken.word(d(day)) for day in ("2026-01-02", "2026-01-03", "2026-01-04", "2036-01-04")] == [
        Certainty.NOT,
        Certainty.CERTAIN,
        Certainty.ASSUMED,
        Certainty.ASSUMED,
    ]


def test_a_vague_beginning_alone_is_possible_until_it_is_over_and_assumed_after() -> None:
    december = period("2025-12-01..2025-12-31")
    assert [december.word(d(day)) for day in ("2025-12-15", "2025-12-31", "2026-01-01")] == [
        Certainty.POSSIBLE,
        Certainty.POSSIBLE,
        Certainty.ASSUMED,
    ]


def test_an_observation_says_nothing_of_a_beginning_so_all_days_before_are_possible() -> None:
    seen = period(at="2026-01-08..2026-01-12")
    assert [seen.word(d(day)) for day in ("1999-01-01", "2026-01-10", "2026-01-12", "2026-01-13")] == [
        Certainty.POSSIBLE,
        Certainty.POSSIBLE,
        Certainty.POSSIBLE,
        Certainty.ASSUMED,
    ]


def test_a_told_end_without_a_day_after_it_leaves_nothing_assumed() -> None:
    not_before = period("2025-01-01", "2026-01-08..")
    assert not_before.word(d("2026-01-20")) is Certainty.POSSIBLE


def test_what_gives_no_date_at_all_is_possible_and_never_assumed() -> None:
    assert {period().word(d(day)) for day in ("1999-01-01", "2030-01-01")} == {Certainty.POSSIBLE}


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [
        ("2024-01-01", "2024-10-31", Certainty.NOT),
        ("2024-01-01", "2025-01-01", Certainty.POSSIBLE),
        ("2024-01-01", "2025-03-31", Certainty.CERTAIN),
        ("2026-01-08", "2026-12-31", Certainty.CERTAIN),
        ("2026-01-09", "2026-12-31", Certainty.POSSIBLE),
        ("2026-01-12", "2026-12-31", Certainty.NOT),
    ],
)
def test_a_span_of_days_is_met_certainly_possibly_or_not(first: str, last: str, word: Certainty) -> None:
    assert MARQUEZ.meets(d(first), d(last)) is word


def test_the_length_runs_from_the_inner_to_the_outer_bounds() -> None:
    assert MARQUEZ.days() == (283, 436)
    assert period("2026-01-03").days() == (0, None)
    assert period("2019-01-01..2019-12-31", "2019-01-01..2019-12-31").days() == (0, 364)


def test_one_claim_tells_the_beginning_and_another_the_end() -> None:
    both = [period("2025-12-01..2025-12-31", claim="A"), period(ended="2026-01-10", claim="B")]
    assert weigh(both, d("2026-01-05")).word is Certainty.CERTAIN
    assert weigh(both, d("2026-01-11")).word is Certainty.NOT


def test_bounds_of_two_claims_on_one_beginning_are_not_cut_to_what_they_share() -> None:
    both = [period("2025-01-04..2025-01-05", claim="A"), period("2025-01-05..2025-01-06", claim="B")]
    assert weigh(both, d("2025-01-05")).word is Certainty.POSSIBLE


def test_two_whole_tellings_are_not_mixed_into_a_third() -> None:
    both = [period("2025-01-01", "2025-01-05", claim="A"), period("2025-01-10", "2025-01-20", claim="B")]
    assert weigh(both, d("2025-01-07")).word is not Certainty.CERTAIN


def test_certain_by_one_and_certainly_not_by_another_is_contested() -> None:
    both = [period("2024-12-09", "2025-02-01", claim="A"), period("2024-12-11", "2025-02-01", claim="B")]
    found = weigh(both, d("2024-12-10"))
    assert (found.word, found.claims, found.against) == (Certainty.CONTESTED, ("A",), ("B",))


def test_hull_is_what_any_allows_and_core_what_all_allow() -> None:
    told = [bounds("2024-12-01..2024-12-20"), bounds("2024-12-10..2025-01-05")]
    assert hull(told) == bounds("2024-12-01..2025-01-05")
    assert core(told) == bounds("2024-12-10..2024-12-20")
    assert core([bounds("2024-12-01"), bounds("2024-12-03")]) is None
    assert hull([bounds("2024-12-01.."), bounds("2024-12-10")]) == bounds("2024-12-01..")


def test_the_age_of_evidence_is_a_range_when_its_day_is() -> None:
    assert age((d("2026-01-03"), d("2026-01-03")), d("2026-01-12")) == (9, 9)
    assert age((d("2026-01-08"), d("2026-01-11")), d("2026-01-12")) == (1, 4)
    assert age((date.min, d("2026-01-11")), d("2026-01-12")) == (1, None)
    assert age(None, d("2026-01-12")) is None
