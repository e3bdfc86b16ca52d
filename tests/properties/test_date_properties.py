"""What holds for every date, not only for the ones we thought of."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from habeas.dates import calendar, edtf, format, numbers
from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.dates.edtf import DateOrder, Edtf
from habeas.dates.relative import KNOWN_FORMS, relative
from habeas.errors import BadClaim, BadDate

DAYS = st.dates()
MARKS = st.sampled_from(["", "~", "?", "%"])
SIZES = st.sampled_from([4, 7, 10])
POINTS = st.builds(lambda day, size, mark: day.isoformat()[:size] + mark, DAYS, SIZES, MARKS)
ENDS = st.one_of(POINTS, st.just(".."))
PERIODS = st.builds(lambda a, b: f"{a}/{b}", ENDS, ENDS)
RANGES = st.builds(lambda a, b: f"[{a.strip('.')}..{b.strip('.')}]", ENDS, ENDS)
LISTS = st.lists(POINTS, min_size=1, max_size=4).map(lambda members: f"[{','.join(members)}]")
TEXTS = st.one_of(POINTS, PERIODS, RANGES, LISTS)
CONVENTIONS = st.builds(
    Conventions,
    approx_units=st.integers(0, 5),
    week_starts=st.sampled_from(["monday", "saturday", "sunday"]),
    recent_months=st.integers(1, 24),
)
MIDDLE_DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(3000, 1, 1))


def understood(text: str, conventions: Conventions = DEFAULTS) -> Edtf | None:
    try:
        return edtf.parse(text, conventions)
    except BadDate:
        return None


def holds(outer: Edtf, inner: Edtf) -> bool:
    return (outer.earliest or date.min) <= (inner.earliest or date.min) and (inner.latest or date.max) <= (
        outer.latest or date.max
    )


@given(TEXTS, CONVENTIONS)
def test_the_earliest_day_is_never_after_the_latest(text: str, conventions: Conventions) -> None:
    read = understood(text, conventions)
    if read:
        for first, last in ((read.earliest, read.latest), read.begins, read.ends):
            assert first is None or last is None or first <= last
        assert read.begins[0] == read.earliest
        assert read.ends[1] == read.latest
        assert (read.begins[0] or date.min) <= (read.ends[0] or date.min)
        assert (read.begins[1] or date.max) <= (read.ends[1] or date.max)


@given(POINTS)
def test_every_year_month_and_day_of_the_calendar_is_read(text: str) -> None:
    assert understood(text) is not None


@given(TEXTS, CONVENTIONS)
def test_the_text_we_give_out_reads_as_the_same_date(text: str, conventions: Conventions) -> None:
    read = understood(text, conventions)
    assert read is None or edtf.parse(read.text, conventions) == read


@given(st.text(max_size=250))
def test_no_text_does_more_harm_than_a_refusal(text: str) -> None:
    read = understood(text)
    assert read is None or edtf.parse(read.text) == read


@given(st.text(alphabet="0123456789-/.[],~?%TZ+: XY", max_size=40))
def test_no_text_that_looks_like_a_date_does_more_harm_than_a_refusal(text: str) -> None:
    read = understood(text)
    assert read is None or edtf.parse(read.text) == read


@given(DAYS, SIZES, st.integers(0, 3))
def test_about_a_date_contains_the_plain_date(day: date, size: int, units: int) -> None:
    text = day.isoformat()[:size]
    about = edtf.parse(text + "~", Conventions(approx_units=units))
    assert holds(about, edtf.parse(text))
    assert holds(edtf.parse(text + "%"), edtf.parse(text))
    assert edtf.parse(text + "?").earliest == edtf.parse(text).earliest


@given(POINTS, POINTS)
def test_a_range_contains_both_its_ends(a: str, b: str) -> None:
    first, last = edtf.parse(a), edtf.parse(b)
    read = understood(f"[{a}..{b}]")
    if read is None:
        assert edtf.order(first, last) is DateOrder.AFTER
    else:
        assert (read.earliest, read.latest) == (first.earliest, last.latest)
        assert holds(edtf.parse(f"[{a},{b}]"), first)
        assert holds(edtf.parse(f"[{a},{b}]"), last)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_years_and_months_have_as_many_days_as_the_calendar_says(year: int, month: int) -> None:
    whole = edtf.parse(f"{year:04}")
    part = edtf.parse(f"{year:04}-{month:02}")
    assert whole.earliest and whole.latest and part.earliest and part.latest
    assert (whole.latest - whole.earliest).days == (365 if isleap(year) else 364)
    assert part.latest == date.max or (part.latest + timedelta(days=1)).day == 1
    assert (understood(f"{year:04}-02-29") is not None) is isleap(year)
    assert understood(f"{year:04}-{month:02}-{part.latest.day + 1:02}") is None


@given(TEXTS, st.sampled_from(["en", "es", "fr", ""]))
def test_every_date_can_be_put_in_words(text: str, language: str) -> None:
    read = understood(text)
    if read:
        shown = format.in_words(read, language)
        assert shown.strip()
        assert "{" not in shown


@given(DAYS, DAYS)
def test_bounds_written_as_text_come_back(a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    for text in (calendar.span_text(first, last), calendar.choice_text(first, last)):
        read = edtf.parse(text)
        assert (read.earliest, read.latest) == (first, last)


@given(TEXTS, TEXTS)
def test_order_is_the_same_seen_from_the_other_side(a: str, b: str) -> None:
    mirrored = {
        DateOrder.BEFORE: DateOrder.AFTER,
        DateOrder.POSSIBLY_BEFORE: DateOrder.POSSIBLY_AFTER,
        DateOrder.AFTER: DateOrder.BEFORE,
        DateOrder.POSSIBLY_AFTER: DateOrder.POSSIBLY_BEFORE,
    }
    first, last = understood(a), understood(b)
    if first and last:
        there, back = edtf.order(first, last), edtf.order(last, first)
        assert back is mirrored.get(there, there)
        if first.latest and last.earliest:
            assert (there is DateOrder.BEFORE) is (first.latest < last.earliest)


@given(st.lists(TEXTS, max_size=5))
def test_a_hull_contains_every_date_and_lies_around_the_core(texts: list[str]) -> None:
    known = [read for text in texts if (read := understood(text))]
    first, last = edtf.hull(known)
    for read in known:
        assert first is None or (read.earliest is not None and first <= read.earliest)
        assert last is None or (read.latest is not None and read.latest <= last)
    core = edtf.core(known)
    if core and known:
        assert all(holds(read, edtf.parse(calendar.span_text(*core))) for read in known)


@given(st.sampled_from(KNOWN_FORMS), MIDDLE_DAYS, CONVENTIONS)
def test_known_words_are_read_from_every_day(form: str, day: date, conventions: Conventions) -> None:
    answer = relative(form, day, conventions)
    assert edtf.parse(answer.edtf.text, conventions) == answer.edtf
    assert answer.words == form


@given(st.sampled_from(KNOWN_FORMS), MIDDLE_DAYS, st.integers(0, 500), st.integers(0, 500))
def test_words_from_a_range_hold_what_they_mean_from_each_day(form: str, day: date, width: int, step: int) -> None:
    first, last = day, day + timedelta(days=width)
    inner = min(last, first + timedelta(days=step))
    around = relative(form, edtf.parse(calendar.choice_text(first, last))).edtf
    assert holds(around, relative(form, inner).edtf)


@given(st.text(max_size=100), DAYS)
def test_no_words_do_more_harm_than_a_refusal(words: str, day: date) -> None:
    try:
        assert relative(words, day).edtf.text
    except BadDate as refusal:
        assert refusal.next


@given(st.sampled_from(KNOWN_FORMS), DAYS)
def test_words_at_the_ends_of_the_calendar_are_read_or_refused(form: str, day: date) -> None:
    for anchor in (day, date.min, date.max):
        try:
            assert relative(form, anchor).edtf.text
        except BadDate as refusal:
            assert refusal.next


@given(st.text(max_size=100))
def test_no_words_for_numbers_do_more_harm_than_a_refusal(words: str) -> None:
    try:
        low, high = numbers.number_bounds(words)
        assert low is not None and (high is None or 0 <= low <= high)
    except BadClaim as refusal:
        assert refusal.next


@given(st.integers(1, 10**6), st.sampled_from(["about", "nearly", "at least", "at most", "more than", "just"]))
def test_bounds_of_numbers_stand_around_the_number(number: int, words: str) -> None:
    low, high = numbers.number_bounds(f"{words} {number:,}")
    assert low is not None and 0 <= low <= number + 1
    assert high is None or low <= high
    assert high is None or high >= number - 1
