"""docs/scale.md says what its script prints, and the arithmetic gives back what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.scale import Size, case_table, cases_table, largest, written

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"


def test_the_tables_of_the_page_are_those_of_the_script() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(case_table([Size(people) for people in (18_000, 100_000, 3_000_000)])) in page
    assert written(cases_table(10_000, 200, 1_000)) in page


def test_the_arithmetic_gives_back_what_was_measured() -> None:
    measured = Size(100_000)
    assert measured.load_gb == pytest.approx(1.98, rel=0.05)
    assert measured.load_hours(grows=True) * 3600 == pytest.approx(195 + 1_010, rel=0.05)
    assert Size(3_000).gigabytes(957) == pytest.approx(0.0251, rel=0.05)


def test_a_case_takes_more_the_larger_it_is_and_one_load_what_its_memory_allows() -> None:
    sizes = [Size(people) for people in (1_000, 18_000, 100_000, 1_000_000)]
    for number in (lambda size: size.load_gb, lambda size: size.load_hours(grows=True)):
        found = [number(size) for size in sizes]
        assert found == sorted(found)
    assert sizes[-1].load_hours(grows=False) < sizes[-1].load_hours(grows=True)
    assert largest(16).load_gb == pytest.approx(16, rel=0.01)
    assert largest(0).people == 0
