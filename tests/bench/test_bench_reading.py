"""Assisted reading finds enough in the articles of the bench, and reads no duration as a day."""

from functools import cache

import pytest
from bench.articles import KINDS, Scores, articles, scored

LEAST = {
    "persons": (95, 90),
    "bodies and facilities": (85, 85),
    "dates": (97, 97),
    "custody events": (75, 85),
    "speakers": (85, 85),
    "facilities of events": (75, 75),
}
"""Percent found, percent right."""


@cache
def scores(*, held_out: bool) -> Scores:
    return scored(one for one in articles() if one.held_out is held_out)


@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_enough_is_found_and_right(kind: str, *, held_out: bool) -> None:
    score = scores(held_out=held_out).of[kind]
    assert score.expected >= 10
    assert 100 * score.found >= LEAST[kind][0] * score.expected, score.lost
    assert 100 * score.found >= LEAST[kind][1] * score.proposed, score.wrong


@pytest.mark.parametrize("held_out", [False, True])
def test_no_duration_age_or_number_of_a_case_is_read_as_a_day(*, held_out: bool) -> None:
    assert scores(held_out=held_out).not_days == []
