"""How many are missing from several lists, held to a published example.

An outbreak of hepatitis A in a college in Taiwan, 1995, on three lists: Chao, Tsay, Lin, Shau and Chao, "The
applications of capture-recapture models to epidemiological data", Statistics in Medicine 20 (2001), 3123-3157.

Checked on 2026-11-30 against the R package CARE1 1.1.0, which Anne Chao maintains: the seven cells are those of its
data set HAV, and its page gives 271 people on 135, 122 and 126 places; its formulas of the pairs (Petersen) give 336,
378 and 334, and that of its one-step estimate (equation 13 of the article, it says) 507.77, on the way from 407.00 for
independent lists. The log-linear 388 and 1,313 are worked out here, the second in closed form too. The article itself
could not be opened, nor what it says of a later blood test of everybody (545, from memory).
"""

from __future__ import annotations

import random

import pytest

from habeas.analysis.figures.missing import (
    Overlap,
    chapman,
    estimates,
    log_linear,
    lower_bound,
    overlap_of,
    petersen,
    sample_coverage,
    warnings,
)

HEPATITIS = Overlap(
    patterns={
        (True, True, True): 28,
        (True, True, False): 21,
        (True, False, True): 17,
        (False, True, True): 18,
        (True, False, False): 69,
        (False, True, False): 55,
        (False, False, True): 63,
    }
)


def test_the_published_example_is_reproduced() -> None:
    assert (HEPATITIS.seen, [HEPATITIS.on(each) for each in range(3)]) == (271, [135, 122, 126])
    assert [round(petersen(HEPATITIS, *pair)) for pair in ((0, 1), (0, 2), (1, 2))] == [336, 378, 334]
    models = {model.pairs: round(model.total) for model in log_linear(HEPATITIS)}
    assert (models[()], models[(0, 1), (0, 2), (1, 2)]) == (388, 1313)
    assert sample_coverage(HEPATITIS).total == pytest.approx(507.772, abs=0.001)


def test_the_model_with_all_pairs_is_its_closed_form() -> None:
    saturated = list(log_linear(HEPATITIS))[-1]
    assert saturated.total == pytest.approx(271 + 28 * 69 * 55 * 63 / (21 * 17 * 18))
    assert saturated.lowest < 800 and saturated.highest is not None and saturated.highest > 2000


def test_several_methods_stand_beside_one_another_each_with_its_interval() -> None:
    found = estimates(HEPATITIS)
    assert [each.method for each in found] == ["log-linear", "log-linear", "sample-coverage", "lower-bound"]
    for each in found:
        assert 271 <= each.lowest <= each.total <= (each.highest or each.total)


def test_two_lists_are_chapman_and_a_lower_bound() -> None:
    lists = [[f"p{n}" for n in range(40)], [f"p{n}" for n in range(30, 60)]]
    found = {each.method: each for each in estimates(overlap_of(lists))}
    assert found["chapman"].total == pytest.approx(41 * 31 / 11 - 1)
    assert found["chapman"].lowest > 60 and set(found) == {"chapman", "lower-bound"}
    assert found["lower-bound"].highest is None


def test_the_truth_lies_within_the_interval_of_independent_lists() -> None:
    chance = random.Random(11)  # noqa: S311 a made-up crowd
    lists = [[f"p{n}" for n in range(600) if chance.random() < share] for share in (0.4, 0.3, 0.5)]
    first = estimates(overlap_of(lists))[0]
    assert first.pairs == () and first.lowest < 600 < (first.highest or 0)
    four = [*lists, [f"p{n}" for n in range(600) if chance.random() < 0.2]]
    assert all(each.lowest <= 700 for each in estimates(overlap_of(four)))


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ([["a", "b"], ["c"]], "no-overlap"),
        ([["a", "b", "c"], ["c", "d"]], "small-overlap"),
        ([["a", "b", "c"], ["b"]], "inside"),
        ([["a", "b"], ["b", "c"]], "two-lists"),
    ],
)
def test_what_weakens_an_estimate_is_said(lists: list[list[str]], told: str) -> None:
    overlap = overlap_of(lists)
    assert told in warnings(overlap)
    assert {"independence", "closed", "identity"} <= set(warnings(overlap))
    assert (estimates(overlap) == ()) is (told == "no-overlap")


def test_lists_that_are_all_the_same_miss_nobody_and_empty_ones_say_nothing() -> None:
    same = overlap_of([["a", "b"], ["a", "b"]])
    assert {round(each.total) for each in estimates(same)} == {2}
    assert estimates(overlap_of([[], []])) == () and estimates(overlap_of([["a"]])) == ()
    assert chapman(same, 0, 1).total == 2
    assert lower_bound(same).total == 2
