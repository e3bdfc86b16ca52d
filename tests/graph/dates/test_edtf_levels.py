"""EDTF beyond plain dates: sets, unspecified digits, seasons; moments where the case lies."""

from __future__ import annotations

from datetime import date

import pytest

from habeas.dates import edtf, format
from habeas.dates.conventions import Conventions
from habeas.dates.edtf import DateOrder


def test_a_set_of_days_that_follow_each_other_lasts_and_one_with_gaps_does_not() -> None:
    assert edtf.parse("{2026-01-08,2026-01-09}").period
    assert edtf.parse("{2026-01-08..2026-01-11}").period
    assert not edtf.parse("{2026-01-08,2026-01-10}").period
    assert not edtf.parse("[2026-01-08..2026-01-11]").period


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("2024-01-XX", "2024-01"), ("2024-XX-XX", "2024"), ("2024/", "2024/.."), ("{2025,2024}", "{2024,2025}")],
)
def test_equal_dates_have_one_text(text: str, canonical: str) -> None:
    assert edtf.parse(text).text == canonical


def test_a_moment_counts_on_the_day_that_it_was_where_the_case_lies() -> None:
    caracas = Conventions(time_zone="America/Caracas")
    assert edtf.parse("2026-01-12T02:00:00Z", caracas).earliest == date(2026, 1, 11)
    assert edtf.parse("2026-01-12T02:00:00Z").earliest == date(2026, 1, 12)
    assert edtf.parse("2026-01-12T02:00:00", caracas).earliest == date(2026, 1, 12)
    assert edtf.parse("2026-01-12", caracas).earliest == date(2026, 1, 12)


def test_moments_are_put_in_order_by_their_zones() -> None:
    early, late = edtf.parse("2026-01-12T23:30:00+03:00"), edtf.parse("2026-01-12T21:00:00Z")
    assert edtf.order(early, late) is DateOrder.BEFORE
    assert edtf.order(late, early) is DateOrder.AFTER
    assert edtf.order(late, edtf.parse("2026-01-12")) is DateOrder.SAME_DAY


def test_seasons_are_those_of_the_hemisphere_of_the_case() -> None:
    south = Conventions(hemisphere="south")
    assert edtf.parse("2024-22", south).earliest == date(2024, 12, 1)
    assert edtf.parse("2024-26", south).earliest == date(2024, 6, 1)


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("201X", "some day in the 2010s", "algún día de la década de 2010"),
        ("20XX", "some day in the years from 2000 on", "algún día de los años desde 2000"),
        ("2024-21", "some day in spring 2024", "algún día de la primavera de 2024"),
        ("2024-34", "some day in quarter 2 of 2024", "algún día del trimestre 2 de 2024"),
        ("{2026-01-08,2026-01-10}", "8 January 2026 and 10 January 2026", "8 de enero de 2026 y 10 de enero de 2026"),
        ("{2026-01-08..2026-01-11}", "from 8 to 11 January 2026", "desde el 8 hasta el 11 de enero de 2026"),
    ],
)
def test_seasons_decades_and_sets_are_put_in_words(text: str, english: str, spanish: str) -> None:
    assert format.in_words(edtf.parse(text)) == english
    assert format.in_words(edtf.parse(text), "es") == spanish
