"""Pictures made on the server: where days stand, which are named, what becomes of numbers without an end, and of texts
with marks.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.casefile.timelines import Scale
from habeas_api.web.components import fold_quote, split_by_passages
from habeas_api.web.drawing import groups_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(DAYS, DAYS, DAYS)
def test_a_later_day_never_stands_before_an_earlier_one(one: date, other: date, third: date) -> None:
    first, middle, last = sorted((one, other, third))
    scale = Scale(first, last)
    assert 0 <= scale.share(first) <= scale.share(middle) <= scale.share(last) <= 100


@given(DAYS, DAYS)
def test_few_marks_are_named_and_all_lie_on_the_line(one: date, other: date) -> None:
    scale = Scale(min(one, other), max(one, other))
    marks = scale.marks()
    assert len(marks) <= 7
    assert all(scale.first <= mark.day <= scale.last for mark in marks)
    assert [mark.day for mark in marks] == sorted({mark.day for mark in marks})


@pytest.mark.parametrize(
    ("first", "last", "exact"),
    [
        (date(2026, 2, 8), date(2026, 2, 15), "day"),
        (date(2025, 1, 8), date(2026, 2, 1), "month"),
        (date(1990, 1, 1), date(2026, 1, 1), "year"),
    ],
)
def test_marks_are_as_exact_as_the_line_is_short(first: date, last: date, exact: str) -> None:
    assert {mark.exact for mark in Scale(first, last).marks()} == {exact}


def test_the_first_and_the_last_day_of_the_calendar_can_be_drawn() -> None:
    assert Scale(date.min, date.max).marks()


# -- numbers


def row(lower: int | None, upper: int | None, thing: str = "held") -> dict[str, Any]:
    return {"lower": lower, "upper": upper, "thing": thing, "kind": "stock"}


def drawn(*rows: dict[str, Any]) -> list[Any]:
    return [one for group in groups_of(rows) for one in group.rows]


def share(text: str) -> float:
    return float(text.rstrip("%"))


def test_a_number_without_an_upper_limit_goes_on_to_the_edge() -> None:
    closed, opened = drawn(row(800, 900), row(801, None))
    assert opened.open_end
    assert share(opened.x) + share(opened.width) > share(closed.x) + share(closed.width)


def test_one_number_is_a_point_and_none_is_nothing() -> None:
    one, none = drawn(row(41, 41), row(None, None))
    assert one.point
    assert not none.numbered


def test_numbers_of_different_things_never_share_a_scale() -> None:
    groups = groups_of([row(1, 2), row(1000, 2000, "died")])
    assert [len(group.rows) for group in groups] == [1, 1]


@given(st.lists(st.tuples(st.none() | st.integers(0, 10**9), st.none() | st.integers(0, 10**9)), max_size=20))
def test_every_range_lies_on_the_line(numbers: list[tuple[int | None, int | None]]) -> None:
    rows = [
        row(min(lower, upper), max(lower, upper)) if lower is not None and upper is not None else row(lower, upper)
        for lower, upper in numbers
    ]
    for one in drawn(*rows):
        assert 0 <= share(one.x) <= share(one.x) + share(one.width) <= 101


# -- texts


TEXTS = st.text(alphabet="ab <&>\r\n\u00e9\U0001f600", max_size=80)
SPOTS = st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90), st.sampled_from(["A", "B", "C"])), max_size=12)


@given(TEXTS, SPOTS)
def test_the_pieces_of_a_text_put_together_are_the_text(text: str, spots: list[tuple[int, int, str]]) -> None:
    assert "".join(piece.text for piece in split_by_passages(text, spots)) == text


@given(TEXTS, SPOTS)
def test_a_letter_is_marked_by_exactly_the_claims_that_stand_on_it(
    text: str, spots: list[tuple[int, int, str]]
) -> None:
    for piece in split_by_passages(text, spots):
        for place in range(piece.start, piece.start + len(piece.text)):
            assert set(piece.claims) == {claim for start, end, claim in spots if start <= place < end}


@given(st.text(max_size=6000))
def test_a_quote_says_how_much_of_it_is_left_out(text: str) -> None:
    cut = fold_quote(text, most=1000)
    assert len(cut.shown) + len(cut.folded) + cut.left_out == len(text)
    assert text.startswith(cut.shown + cut.folded)
