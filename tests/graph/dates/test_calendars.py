"""Dates of other calendars are read where their calendar is told, and asked about where it is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.dates.calendar_tables import CALENDARS, may_be
from habeas.dates.calendars import in_gregorian
from habeas.dates.edtf import parse
from habeas.dates.relative import relative
from habeas.errors import BadDate

SAID = date(2026, 1, 14)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("20 Dey 1404", "2026-01-10"),
        ("Dey 20, 1404", "2026-01-10"),
        ("۲۰ دی ۱۴۰۴", "2026-01-10"),
        ("1404-10-20 Solar Hijri", "2026-01-10"),
        ("1404/10/20 (SH)", "2026-01-10"),
        ("20 Jadi 1404", "2026-01-10"),
        ("Dey 1404", "[2025-12-22..2026-01-20]"),
        ("15 Ramadan 1447", "[2026-03-03..2026-03-05]"),
        ("١٥ رمضان ١٤٤٧", "[2026-03-03..2026-03-05]"),
        ("15 de Ramadán de 1447", "[2026-03-03..2026-03-05]"),
        ("1447-09-15 AH", "[2026-03-03..2026-03-05]"),
        ("1 Rabi' al-Awwal 1447", "[2025-08-23..2025-08-25]"),
        ("1 Muharram 1300 AH", "[1882-11-11..1882-11-13]"),
        ("4 Tir 1404", "2025-06-25"),
        ("4 Tir 2018", "2026-01-12"),
        ("23 ሐምሌ 2017", "2025-07-30"),
        ("12 มกราคม 2569", "2026-01-12"),
        ("12 January 2569 BE", "2026-01-12"),
        ("12 de enero de 2569", "2026-01-12"),
        ("since 20 Dey 1404", "2026-01-10/.."),
        ("before 20 Dey 1404", "[..2026-01-09]"),
        ("about 20 Dey 1404", "2026-01-10~"),
        ("between 10 and 20 Dey 1404", "[2025-12-31..2026-01-10]"),
        ("Saturday, 20 Dey 1404", "2026-01-10"),
        ("20 October 1404", "1404-10-20"),
        ("15 Nisan 5785", "[2025-04-12..2025-04-13]"),
        ("14 Adar II 5784", "[2024-03-23..2024-03-24]"),
        ("14 Adar 5785", "[2025-03-13..2025-03-14]"),
        ("20 Dey", "2026-01-10"),
        ("since 10 Dey", "2025-12-31/.."),
        ("15 Ramadan", "[2025-03-14..2025-03-16]"),
        ("15 Ramadan 2024", "[2024-03-24..2024-03-26]"),
        ("Eid al-Adha", "[2025-06-05..2025-06-07]"),
        ("Nowruz 2025", "2025-03-21"),
        ("Yom Kippur", "[2025-10-01..2025-10-02]"),
        ("29 Tahsas", "2026-01-07"),
    ],
)
def test_a_date_of_another_calendar_is_the_day_that_it_is(words: str, text: str) -> None:
    assert relative(words, SAID).edtf.text == text


@pytest.mark.parametrize(
    "words",
    [
        "1404-10-20",
        "1404/10/20",
        "in 1404",
        "۱۴۰۴/۱۰/۲۰",
        "30 Esfand 1404",
        "5 Tir",
        "3 Farvardin 99",
        "15 Adar II 5785",
        "10, 12 Dey 1404",
        "14 Pagume 2017",
    ],
)
def test_what_may_be_of_several_calendars_or_of_none_is_not_read(words: str) -> None:
    with pytest.raises(BadDate):
        relative(words, SAID)


def test_digits_that_may_be_of_another_calendar_name_the_days_that_they_would_be() -> None:
    assert dict(may_be(1404, 10, 20)) == {"Solar Hijri": date(2026, 1, 10), "Islamic": date(1984, 7, 19)}
    assert dict(may_be(2569, 1, 12)) == {"Buddhist": date(2026, 1, 12)}
    with pytest.raises(BadDate) as caught:
        parse("1404/10/20")
    assert "2026-01-10 if that is Solar Hijri" in caught.value.next
    assert "Write 1404" not in caught.value.next


@pytest.mark.parametrize(
    "words", ["8 de enero", "12 January 2026", "last week", "hace dos días", "the 8th of May 2018"]
)
def test_words_of_our_own_calendar_are_left_as_they_are(words: str) -> None:
    assert in_gregorian(words) == words


@settings(deadline=None)
@given(st.sampled_from(CALENDARS), st.integers(1, 12), st.integers(1, 29), st.integers(0, 99))
def test_days_of_another_calendar_follow_each_other(calendar: object, month: int, day: int, offset: int) -> None:
    assert isinstance(calendar, type(CALENDARS[0]))
    year = calendar.years.start + 100 + offset if calendar.name != "Ethiopian" else 1950 + offset
    try:
        first, last = calendar.days(year, month, day)
        following, _ = calendar.days(year, month, day + 1)
    except ValueError:
        return
    assert (last - first).days == sum(calendar.slack)
    assert (following - first).days == 1


@given(st.text(max_size=60))
def test_no_text_does_more_harm_than_being_left_as_it_is(text: str) -> None:
    assert isinstance(in_gregorian(text), str)
