"""Words that count from a day, and words for numbers: every relative date of the two articles, and their kin."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from habeas.dates import edtf, numbers
from habeas.dates.relative import KNOWN_FORMS, relative
from habeas.errors import BadClaim, BadDate
from habeas.model.config import read_conventions

NPR = "2026-01-12"  # a Monday
NYT = "2026-01-01"  # a Thursday


def read(words: str, anchor: str = NPR, **changes: object) -> str:
    return relative(words, edtf.parse(anchor), read_conventions(changes)).edtf.text


@pytest.mark.parametrize(
    ("words", "anchor", "text"),
    [
        ("Monday morning", NPR, "2026-01-12"),
        ("Monday", NPR, "2026-01-12"),
        ("Saturday", NPR, "2026-01-10"),
        ("over the weekend", NPR, "[2026-01-10..2026-01-11]"),
        ("last week", NPR, "[2026-01-05..2026-01-11]"),
        ("Jan. 8", NPR, "2026-01-08"),
        ("five days before", "2026-01-08", "2026-01-03"),
        ("in December", NPR, "2025-12"),
        ("past 13 years", NPR, "2013/2026-01-12"),
        ("days after", "2024-07-28", "[2024-07-29..2024-08-07]"),
        ("four months later", "2024", "[2024-05..2025-05]"),
        ("four months later", "2024-07-28", "[2024-11..2024-12]"),
        ("in 2019", NPR, "2019"),
        ("Thursday morning", NYT, "2026-01-01"),
        ("late December", NYT, "[2025-12-20..2025-12-31]"),
        ("past month", NYT, "2025-12-01/2026-01-01"),
        ("late 2024", NYT, "[2024-10..2024-12]"),
        ("last year", NYT, "2025"),
        ("recent months", NYT, "2025-07/2026-01-01"),
        ("November", NYT, "2025-11"),
    ],
)
def test_the_relative_dates_of_the_two_articles_resolve(words: str, anchor: str, text: str) -> None:
    assert read(words, anchor) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("today", "2026-01-12"),
        ("this morning", "2026-01-12"),
        ("yesterday evening", "2026-01-11"),
        ("the day before yesterday", "2026-01-10"),
        ("tomorrow", "2026-01-13"),
        ("last night", "[2026-01-11..2026-01-12]"),
        ("on Saturday", "2026-01-10"),
        ("late Saturday", "2026-01-10"),
        ("last Monday", "2026-01-05"),
        ("next Monday", "2026-01-19"),
        ("last weekend", "[2026-01-10..2026-01-11]"),
        ("this week", "[2026-01-12..2026-01-18]"),
        ("next week", "[2026-01-19..2026-01-25]"),
        ("this month", "2026-01"),
        ("last month", "2025-12"),
        ("this year", "2026"),
        ("past week", "2026-01-05/2026-01-12"),
        ("past month", "2025-12-12/2026-01-12"),
        ("last six months", "2025-07/2026-01-12"),
        ("in the past ten days", "2026-01-02/2026-01-12"),
        ("last December", "2025-12"),
        ("December 2024", "2024-12"),
        ("8 January", "2026-01-08"),
        ("January 20", "2025-01-20"),
        ("January 8th, 2024", "2024-01-08"),
        ("Feb 29", "2024-02-29"),
        ("early 2025", "[2025-01..2025-03]"),
        ("mid-2025", "[2025-04..2025-09]"),
        ("early December", "[2025-12-01..2025-12-10]"),
        ("mid December", "[2025-12-11..2025-12-20]"),
        ("late February 2024", "[2024-02-20..2024-02-29]"),
        ("early last month", "[2025-12-01..2025-12-10]"),
        ("late last year", "[2025-10..2025-12]"),
        ("late January", "[2025-01-20..2025-01-31]"),
        ("3 days later", "2026-01-15"),
        ("the day after", "2026-01-13"),
        ("a week ago", "[2025-12-30..2026-01-07]"),
        ("two weeks later", "[2026-01-24..2026-02-01]"),
        ("two months ago", "[2025-10..2025-11]"),
        ("two years ago", "[2023-01..2024-02]"),
        ("days before", "[2026-01-02..2026-01-11]"),
        ("before", "../2026-01-12"),
        ("until", "../2026-01-12"),
        ("after", "2026-01-12/.."),
        ("since", "2026-01-12/.."),
    ],
)
def test_words_count_from_the_day_they_are_given(words: str, text: str) -> None:
    assert read(words) == text


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("hoy", "today"),
        ("ayer por la tarde", "yesterday"),
        ("anteayer", "the day before yesterday"),
        ("antes de ayer", "the day before yesterday"),
        ("mañana", "tomorrow"),
        ("pasado mañana", "the day after tomorrow"),
        ("anoche", "last night"),
        ("el sábado", "Saturday"),
        ("EL SABADO PASADO", "last Saturday"),
        ("el lunes por la mañana", "Monday morning"),
        ("el fin de semana", "the weekend"),
        ("el fin de semana pasado", "last weekend"),
        ("la semana pasada", "last week"),
        ("esta semana", "this week"),
        ("la próxima semana", "next week"),
        ("el mes pasado", "last month"),
        ("el último mes", "past month"),
        ("el año pasado", "last year"),
        ("en los últimos 13 años", "past 13 years"),
        ("en los últimos meses", "recent months"),
        ("meses recientes", "recent months"),
        ("en diciembre", "December"),
        ("diciembre pasado", "last December"),
        ("8 de enero", "8 January"),
        ("8 de enero de 2024", "8 January 2024"),
        ("a finales de 2024", "late 2024"),
        ("fines de diciembre", "late December"),
        ("principios de este año", "early this year"),
        ("mediados del mes pasado", "mid last month"),
        ("cinco días antes", "five days before"),
        ("cuatro meses después", "four months later"),
        ("dos meses más tarde", "two months later"),
        ("hace tres semanas", "three weeks ago"),
        ("hace un año", "a year ago"),
        ("dentro de 3 días", "3 days later"),
        ("al día siguiente", "the following day"),
        ("el día anterior", "the day before"),
        ("días después", "days later"),
        ("antes", "before"),
        ("después", "after"),
        ("desde", "since"),
        ("hasta", "until"),
    ],
)
def test_spanish_words_mean_what_the_english_ones_mean(spanish: str, english: str) -> None:
    assert read(spanish) == read(english)


@pytest.mark.parametrize(
    ("words", "anchor", "text"),
    [
        ("last week", "[2026-01-08..2026-01-12]", "[2025-12-29..2026-01-11]"),
        ("five days before", "[2026-01-08..2026-01-11]", "[2026-01-03..2026-01-06]"),
        ("last month", "2025", "[2024-12..2025-11]"),
        ("in December", "2024", "[2023-12..2024-12]"),
        ("recent months", "[2026-01-08..2026-02-12]", "2025-07~/2026-01~"),
        ("since", "[2026-01-08..2026-01-11]", "2026-01/.."),
        ("until", "[2026-01-08..2026-01-11]", "../2026-01"),
        ("since", "2025~", "2025~/.."),
        ("until", "2026-01-12T10:14:00-05:00", "../2026-01-12"),
        ("until", "../2026-01", "../2026-01-31"),
    ],
)
def test_an_anchor_of_many_days_gives_every_day_the_words_may_mean(words: str, anchor: str, text: str) -> None:
    assert read(words, anchor) == text


def test_conventions_decide_how_words_are_read() -> None:
    assert read("last week", week_starts="sunday") == "[2026-01-04..2026-01-10]"
    assert read("late December", late_month=[21, 31]) == "[2025-12-21..2025-12-31]"
    assert read("early 2025", early_year=[1, 4]) == "[2025-01..2025-04]"
    assert read("recent months", recent_months=3) == "2025-10/2026-01-12"
    assert read("days later", few_days=[2, 5]) == "[2026-01-14..2026-01-17]"


def test_the_answer_keeps_the_words_and_tells_how_they_were_read() -> None:
    answer = relative("last week", date(2026, 1, 12))
    assert answer.words == "last week"
    assert answer.rule == "'last week' read as Monday to Sunday before 2026-01-12"
    assert not answer.edtf.period


def test_the_anchor_may_be_a_moment() -> None:
    moment = datetime(2026, 1, 12, 23, 30, tzinfo=UTC)
    assert relative("yesterday", moment).edtf.text == "2026-01-11"


@pytest.mark.parametrize(
    ("words", "anchor", "why", "following"),
    [
        ("last saterday", NPR, "not among the words for dates", "'last Saturday'"),
        ("la semanas passada", NPR, "not among the words for dates", "'la semana pasada'"),
        ("qqqq", NPR, "not among the words for dates", "'last week'"),
        ("", NPR, "the words are missing", "a date in digits"),
        ("03/04/2026", NPR, "not among the words for dates", "2026-01-12"),
        ("in 3 days", NPR, "not among the words for dates", "'"),
        ("weeks on end", NPR, "not among the words for dates", "'"),
        ("-5 days later", NPR, "not among the words for dates", "'"),
        ("late 2024?", NPR, "not among the words for dates", "'late 2024'"),
        ("today" + " " * 80 + "or not", NPR, "not among the words for dates", "'"),
        ("February 30", NPR, "no day 30 of February", "Correct"),
        ("29 February 2025", NPR, "no day 29 of February 2025", "Correct"),
        ("in 0000", NPR, "no year 0000", "0001"),
        ("past 5000 years", NPR, "leaves the years 0001 to 9999", "Check the number"),
        ("9999 years later", NPR, "leaves the years 0001 to 9999", "Check the number"),
        ("9999 weeks ago", "0001", "leaves the years 0001 to 9999", "Check the number"),
        ("last week", "../2026-01-12", "cannot be counted from '../2026-01-12'", "a first and a last day"),
        ("since", "[..2026-01-12]", "open end", "anchor"),
    ],
)
def test_words_that_cannot_be_read_are_refused(words: str, anchor: str, why: str, following: str) -> None:
    with pytest.raises(BadDate) as caught:
        read(words, anchor)
    assert why in caught.value.why
    assert following in caught.value.next


@pytest.mark.parametrize("form", KNOWN_FORMS)
def test_every_form_we_offer_as_known_is_read(form: str) -> None:
    assert relative(form, date(2026, 1, 12)).rule.startswith(f"'{form}' read as ")


@pytest.mark.parametrize(
    ("words", "lower", "upper"),
    [
        ("41", 41, 41),
        ("just 41", 41, 41),
        ("one", 1, 1),
        ("1,200", 1200, 1200),
        ("1.200.000", 1200000, 1200000),
        ("at least 80", 80, None),
        ("por lo menos doce", 12, None),
        ("more than 800", 801, None),
        ("más de 800", 801, None),
        ("800 to 900", 800, 900),
        ("800-900", 800, 900),
        ("between 800 and 900", 800, 900),
        ("entre 800 y 900", 800, 900),
        ("nearly 200", 180, 199),
        ("casi 200", 180, 199),
        ("nearly 41", 36, 40),
        ("about 50", 45, 55),
        ("some 50", 45, 55),
        ("unos 41", 36, 46),
        ("up to 50", 0, 50),
        ("fewer than 50", 0, 49),
        ("some", 1, None),
        ("several", 3, None),
        ("varios", 3, None),
        ("decenas", 20, None),
        ("dozens", 24, None),
        ("Hundreds", 200, None),
        ("cientos", 200, None),
        ("thousands", 2000, None),
    ],
)
def test_words_for_numbers_give_the_least_and_the_greatest(words: str, lower: int, upper: int | None) -> None:
    assert numbers.number_bounds(words) == (lower, upper)


def test_conventions_decide_what_loose_numbers_mean() -> None:
    loose = read_conventions({"dozens": 36, "nearly_percent": 80, "about_percent": 20})
    assert numbers.number_bounds("dozens", loose) == (36, None)
    assert numbers.number_bounds("nearly 200", loose) == (160, 199)
    assert numbers.number_bounds("about 50", loose) == (40, 60)


UNKNOWN = ("", "vast majority", "80%", "80+", "~80", "-5", "41.5", "800 900", "1,2000", "at least many", "9" * 90, "²")


@pytest.mark.parametrize("words", UNKNOWN)
def test_words_for_numbers_that_are_not_known_are_refused(words: str) -> None:
    with pytest.raises(BadClaim) as caught:
        numbers.number_bounds(words)
    assert "'at least 80'" in caught.value.next


def test_a_range_of_numbers_that_runs_backwards_is_refused() -> None:
    with pytest.raises(BadClaim, match="no number fits"):
        numbers.number_bounds("900 to 800")
