"""Dates as people tell them: what is understood, what is refused and why, and how words count from a day."""

from __future__ import annotations

from datetime import date

import pytest

from habeas.dates import calendar, edtf, format
from habeas.dates.edtf import DateOrder
from habeas.dates.syntax import Precision
from habeas.errors import BadDate


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-01-12", "2026-01-12", "2026-01-12"),
        ("2026-01-12T10:14:00-05:00", "2026-01-12", "2026-01-12"),
        ("2026-01-12T23:59Z", "2026-01-12", "2026-01-12"),
        ("2025~", "2024-01-01", "2026-12-31"),
        ("2025-01~", "2024-12-01", "2025-02-28"),
        ("2026-01-01~", "2025-12-31", "2026-01-02"),
        ("2025?", "2025-01-01", "2025-12-31"),
        ("2025%", "2024-01-01", "2026-12-31"),
        ("0001~", "0001-01-01", "0002-12-31"),
        ("9999-12~", "9999-11-01", "9999-12-31"),
        ("2026-01-08/2026-01-12", "2026-01-08", "2026-01-12"),
        ("2024/2026-01-01", "2024-01-01", "2026-01-01"),
        ("2013~/2026-01-12", "2012-01-01", "2026-01-12"),
        ("../2024", "", "2024-12-31"),
        ("2026-01-08/..", "2026-01-08", ""),
        ("../..", "", ""),
        ("[2026-01-08..2026-01-11]", "2026-01-08", "2026-01-11"),
        ("[2024-05..2025-05]", "2024-05-01", "2025-05-31"),
        ("[2024-10..2026-01-01]", "2024-10-01", "2026-01-01"),
        ("[..2026-01-11]", "", "2026-01-11"),
        ("[2026-01-08..]", "2026-01-08", ""),
        ("[2026-01-08,2025-12,2026-01-03]", "2025-12-01", "2026-01-08"),
        ("[2024,2025-06..2025-07]", "2024-01-01", "2025-07-31"),
        ("2024-01-XX", "2024-01-01", "2024-01-31"),
        ("2024-XX-XX", "2024-01-01", "2024-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("156X-12-25", "1560-12-25", "1569-12-25"),
        ("2024-XX-31", "2024-01-31", "2024-12-31"),
        ("2024-1X", "2024-10-01", "2024-12-31"),
        ("201X~", "2000-01-01", "2029-12-31"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2024-29", "2024-09-01", "2024-11-30"),
        ("2024-33", "2024-01-01", "2024-03-31"),
        ("2024-41", "2024-07-01", "2024-12-31"),
        ("2024-22~", "2024-03-01", "2024-11-30"),
        ("2024/", "2024-01-01", ""),
        ("/2024", "", "2024-12-31"),
        ("2024-21/2025", "2024-03-01", "2025-12-31"),
        ("{2024-01-01..2024-01-05}", "2024-01-01", "2024-01-05"),
        ("{2024-01,2024-06}", "2024-01-01", "2024-06-30"),
        ("{..2024}", "", "2024-12-31"),
        ("2026-01-12T10:14:00", "2026-01-12", "2026-01-12"),
        ("2026-01-08T22:00:00-04:00/2026-01-12", "2026-01-08", "2026-01-12"),
    ],
)
def test_a_date_knows_the_first_and_the_last_day_it_may_mean(text: str, earliest: str, latest: str) -> None:
    read = edtf.parse(text)
    assert (read.earliest, read.latest) == (day(earliest), day(latest))
    assert (read.open_start, read.open_end) == (not earliest, not latest)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("2024-05/2025", ("2024-05-01", "2024-05-31"), ("2025-01-01", "2025-12-31")),
        ("2026-01-08/..", ("2026-01-08", "2026-01-08"), ("2026-01-08", "")),
        ("../2026-01-12", ("", "2026-01-12"), ("2026-01-12", "2026-01-12")),
        ("2025~/2025-06", ("2024-01-01", "2025-06-30"), ("2025-06-01", "2025-06-30")),
        ("2025-06/2025~", ("2025-06-01", "2025-06-30"), ("2025-06-01", "2026-12-31")),
        ("../..", ("", ""), ("", "")),
        ("[2026-01-08..2026-01-11]", ("2026-01-08", "2026-01-11"), ("2026-01-08", "2026-01-11")),
    ],
)
def test_a_period_knows_when_it_may_begin_and_end(text: str, begins: tuple[str, str], ends: tuple[str, str]) -> None:
    read = edtf.parse(text)
    assert read.begins == (day(begins[0]), day(begins[1]))
    assert read.ends == (day(ends[0]), day(ends[1]))
    assert read.period is ("/" in text)


@pytest.mark.parametrize(
    ("text", "precision", "approximate", "uncertain"),
    [
        ("2026", Precision.YEAR, False, False),
        ("2026-01~", Precision.MONTH, True, False),
        ("2026-01-12?", Precision.DAY, False, True),
        ("[2024%..2025]", Precision.YEAR, True, True),
        ("2013~/2026-01-12", Precision.MIXED, True, False),
        ("../2026-01", Precision.MONTH, False, False),
        ("../..", Precision.MIXED, False, False),
    ],
)
def test_a_date_says_how_exactly_it_was_told(text: str, precision: str, approximate: bool, uncertain: bool) -> None:
    read = edtf.parse(text)
    assert (read.precision, read.approximate, read.uncertain) == (precision, approximate, uncertain)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        (" 2026-01-12 ", "2026-01-12"),
        ("2024 / 2025", "2024/2025"),
        ("[ 2024 .. 2025 ]", "[2024..2025]"),
        ("2025?~", "2025%"),
        ("2025~?", "2025%"),
        ("2026\u201101\u201112", "2026-01-12"),
        ("2026\u221201", "2026-01"),
        ("[2024]", "2024"),
        ("[2024..2024]", "2024"),
        ("[2026-01-10, 2026-01-08, 2026-01-10]", "[2026-01-08,2026-01-10]"),
        ("2026-01-12T10:14:00-05:00", "2026-01-12T10:14:00-05:00"),
        ("2026-01-08/2026-01-08", "2026-01-08/2026-01-08"),
    ],
)
def test_equal_dates_get_one_text(written: str, canonical: str) -> None:
    assert edtf.parse(written).text == canonical


@pytest.mark.parametrize(
    ("text", "why", "following"),
    [
        ("", "the date is empty", "2026-01-12"),
        ("2025-13", "month 13 does not exist", "01 to 12"),
        ("2025-00", "month 00 does not exist", "01 to 12"),
        ("2025-02-30", "February 2025 has 28 days", "01 to 28, or only the month: 2025-02"),
        ("2024-02-30", "February 2024 has 29 days", "01 to 29"),
        ("1900-02-29", "February 1900 has 28 days", "01 to 28"),
        ("2025-06-00", "June 2025 has 30 days", "2025-06"),
        ("2026-01/2026-02-31", "February 2026 has 28 days", "2026-02"),
        ("2024-21-05", "a season has no days", "[2024-03..2024-05]"),
        ("0000", "years before 0001 are not kept", "0001 to 9999"),
        ("-0044", "years before 0001 are not kept", "note"),
        ("12026", "years after 9999", "0001 to 9999"),
        ("87", "a year has four digits", "in full"),
        ("2026-01-12/2026-01-08", "ends before it begins", "2026-01-08/2026-01-12"),
        ("[2026-02..2026-01]", "ends before it begins", "[2026-01..2026-02]"),
        ("12/01/2026", "day and month cannot be told apart", "2026-01-12 (12 January 2026) or 2026-12-01"),
        ("12.01.2026", "day and month cannot be told apart", "2026-12-01 (1 December 2026)"),
        ("25/12/2026", "the year comes first", "Write 2026-12-25 (25 December 2026)."),
        ("05/05/2026", "the year comes first", "Write 2026-05-05"),
        ("31/31/2026", "there is no such day", "2026-01-12"),
        ("12/01/26", "the year has two digits", "2026-01-12"),
        ("2026-1-5", "two digits each", "2026-01-05"),
        ("2026/01/12", "joined by '-'", "2026-01-12"),
        ("2026-5", "a month has two digits", "2026-05"),
        ("01/2026", "the year comes first", "2026-01"),
        ("20260112", "joined by '-'", "2026-01-12 (12 January 2026)"),
        ("202601", "joined by '-'", "Write 2026-01."),
        ("2026/01", "may be a month or a second year", "Write 2026-01 for the month."),
        ("2010/12", "may be a month or a second year", "2010-12 for the month or 2010/2012"),
        ("2024-2025", "two years are joined", "2024/2025 if it lasted, [2024..2025]"),
        ("2024..2025", "written in brackets", "[2024..2025] for one day"),
        ("..2025", "written in brackets", "[..2025]"),
        ("2026–01–12", "a long dash", "'-'"),
        ("[2024...2025]", "two dots", "[2026-01-08..2026-01-12]"),
        ("[2024..2025", "a bracket is missing", "["),
        ("{2024,2025", "a brace is missing", "{2026-01-08,2026-01-12}"),
        ("2026-XX-32", "digits", "201X"),
        ("2024/2025/2026", "two ends", "2026-01-08/2026-01-12"),
        ("[2024..2025]/2026", "cannot be mixed", "'began' and 'ended'"),
        ("[..]", "every day possible", "Leave the date out"),
        ("2026~-01", "goes at the end", "2026-01~"),
        ("201x", "a capital X", "Write 201X."),
        ("2026-02-3X-01", "is not a date", "2026-01-12"),
        ("2026-01-12 10:14", "time of day", "-05:00"),
        ("2026-01-12T25:14:00Z", "no such moment", "2026-01-12"),
        ("2026-01-12T10:14:00+15:00", "time of day", "2026-01-12 alone"),
        ("Jan 12", "words are not read", "{words: Jan 12, from: 2026-01-12}"),
        ("P1Y~", "is not a date in a form we read", "2026-01-12"),
        ("٢٠٢٦", "is not a date in a form we read", "2026-01-12"),
        ("2" * 500, "500 characters", "2026-01-12"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason_and_the_way_out(text: str, why: str, following: str) -> None:
    with pytest.raises(BadDate) as caught:
        edtf.parse(text)
    assert why in caught.value.why
    assert following in caught.value.next
    assert len(text) > 200 or not text or text in caught.value.why  # a long text is not repeated at the reader


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2026-01-01", "2026-01-03", DateOrder.BEFORE),
        ("2026-01-08", "[2026-01-08..2026-01-11]", DateOrder.POSSIBLY_BEFORE),
        ("2026-01-10", "[2026-01-08..2026-01-11]", DateOrder.UNCLEAR),
        ("2026-01-10", "2026-01-10", DateOrder.SAME_DAY),
        ("[2026-01-08..2026-01-11]", "2026-01-08", DateOrder.POSSIBLY_AFTER),
        ("2026-01-12", "../2026-01-11", DateOrder.AFTER),
        ("2026", "2026", DateOrder.UNCLEAR),
        ("[..0001-01-01]", "0001-01-01", DateOrder.POSSIBLY_BEFORE),
    ],
)
def test_order_is_certain_only_when_no_day_speaks_against_it(a: str, b: str, expected: DateOrder) -> None:
    assert edtf.order(edtf.parse(a), edtf.parse(b)) is expected


def test_a_hull_holds_all_dates_and_a_core_what_all_allow() -> None:
    last_week, announced = edtf.parse("[2026-01-05..2026-01-11]"), edtf.parse("2026-01-08/..")
    assert edtf.hull([last_week, announced]) == (date(2026, 1, 5), None)
    assert edtf.core([last_week, announced]) == (date(2026, 1, 8), date(2026, 1, 11))
    assert edtf.core([edtf.parse("2024"), edtf.parse("2025")]) is None
    assert edtf.hull([]) == (None, None)


@pytest.mark.parametrize(
    ("earliest", "latest", "lasting", "one_day"),
    [
        ("2024-11-01", "2026-01-11", "2024-11-01/2026-01-11", "[2024-11-01..2026-01-11]"),
        ("", "2026-01-11", "../2026-01-11", "[..2026-01-11]"),
        ("2026-01-11", "", "2026-01-11/..", "[2026-01-11..]"),
        ("2026-01-11", "2026-01-11", "2026-01-11", "2026-01-11"),
        ("2025-12-01", "2025-12-31", "2025-12-01/2025-12-31", "2025-12"),
        ("2024-10-01", "2024-12-31", "2024-10-01/2024-12-31", "[2024-10..2024-12]"),
        ("2024-01-01", "2025-12-31", "2024-01-01/2025-12-31", "[2024..2025]"),
    ],
)
def test_bounds_are_written_as_a_span_or_as_one_day(earliest: str, latest: str, lasting: str, one_day: str) -> None:
    assert calendar.span_text(day(earliest), day(latest)) == lasting
    assert calendar.choice_text(day(earliest), day(latest)) == one_day


def test_a_day_without_any_limit_is_not_written() -> None:
    assert calendar.span_text(None, None) == "../.."
    with pytest.raises(BadDate, match="without any limit"):
        calendar.choice_text(None, None)


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("2026-01-08", "8 January 2026", "8 de enero de 2026"),
        ("2025-12", "some day in December 2025", "algún día de diciembre de 2025"),
        ("2025", "some day in 2025", "algún día de 2025"),
        ("2025~", "about 2025", "alrededor de 2025"),
        ("2024-08-01~", "about 1 August 2024", "alrededor del 1 de agosto de 2024"),
        ("2025-12?", "some day in December 2025 (uncertain)", "algún día de diciembre de 2025 (dudoso)"),
        ("2025%", "about 2025 (uncertain)", "alrededor de 2025 (dudoso)"),
        (
            "[2026-01-08..2026-01-11]",
            "one day between 8 and 11 January 2026",
            "un día entre el 8 y el 11 de enero de 2026",
        ),
        (
            "[2025-11-20..2025-12-03]",
            "one day between 20 November and 3 December 2025",
            "un día entre el 20 de noviembre y el 3 de diciembre de 2025",
        ),
        ("[2024-10..2024-12]", "one day between October and December 2024", "un día entre octubre y diciembre de 2024"),
        ("[2024..2025]", "one day between 2024 and 2025", "un día entre 2024 y 2025"),
        ("[..2026-01-11]", "some day up to 11 January 2026", "algún día hasta el 11 de enero de 2026"),
        ("[2026-01-11..]", "some day from 11 January 2026 on", "algún día desde el 11 de enero de 2026"),
        ("[2026-01-08,2026-01-10]", "8 January 2026 or 10 January 2026", "8 de enero de 2026 o 10 de enero de 2026"),
        ("2026-01-08/2026-01-12", "from 8 to 12 January 2026", "desde el 8 hasta el 12 de enero de 2026"),
        (
            "2013~/2026-01-12",
            "from about 2013 to 12 January 2026",
            "desde alrededor de 2013 hasta el 12 de enero de 2026",
        ),
        ("2026-01-08/..", "from 8 January 2026, end not stated", "desde el 8 de enero de 2026, final no indicado"),
        (
            "../2026-01-12",
            "until 12 January 2026, beginning not stated",
            "hasta el 12 de enero de 2026, comienzo no indicado",
        ),
        ("../..", "beginning and end not stated", "comienzo y final no indicados"),
        ("2026-01-12T10:14:00-05:00", "12 January 2026, 10:14:00-05:00", "12 de enero de 2026, 10:14:00-05:00"),
    ],
)
def test_a_reader_sees_words_no_more_exact_than_the_date(text: str, english: str, spanish: str) -> None:
    read = edtf.parse(text)
    assert format.in_words(read) == english
    assert format.in_words(read, "es-VE") == spanish
    assert format.in_words(read, "fr") == english
