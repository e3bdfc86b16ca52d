"""Conventions are data of a case: they come back from their mapping, and a wrong one is refused with its name."""

from __future__ import annotations

from datetime import date

import pytest

from habeas.dates import edtf
from habeas.dates.format import describe
from habeas.errors import BadConvention
from habeas.model.config import read_conventions


def test_conventions_are_data_and_come_back_from_their_mapping() -> None:
    changed = read_conventions({"late_month": [21, 31], "week_starts": "Sunday", "approx_units": 2})
    assert read_conventions(changed.as_mapping()) == changed
    assert edtf.parse("2025~", changed).earliest == date(2023, 1, 1)
    described = dict(describe(changed))
    assert described.keys() == changed.as_mapping().keys()
    assert described["late_month"].startswith("'Late' in a month is day 21")
    assert described["late_year"] == "'Late' in a year is October to December."


@pytest.mark.parametrize(
    ("mapping", "why", "following"),
    [
        ({"late_months": [20, 31]}, "no convention called 'late_months'", "late_month?"),
        ({"zzz": 1}, "no convention called 'zzz'", "Known are: early_month"),
        ({"dozens": "24"}, "dozens cannot be '24'", "a whole number"),
        ({"dozens": True}, "dozens cannot be True", "without it the value is 24"),
        ({"nearly_percent": 101}, "nearly_percent cannot be 101", "from 1 to 100"),
        ({"late_month": [31, 20]}, "late_month cannot be [31, 20]", "the smaller first"),
        ({"late_year": [10, 13]}, "late_year cannot be", "from 1 to 12"),
        ({"late_year": 10}, "late_year cannot be 10", "two whole numbers"),
        ({"week_starts": "friday"}, "week_starts cannot be 'friday'", "monday, sunday, saturday"),
    ],
)
def test_a_convention_we_do_not_know_or_cannot_use_is_refused(
    mapping: dict[str, object], why: str, following: str
) -> None:
    with pytest.raises(BadConvention) as caught:
        read_conventions(mapping)
    assert why in caught.value.why
    assert following in caught.value.next
