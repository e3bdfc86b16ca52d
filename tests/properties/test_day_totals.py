"""Totals by day equal counting, on every day, however the changes fall on months and years."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.storage.kept import day_totals

DAYS = st.dates(date(2023, 11, 1), date(2026, 2, 28)) | st.sampled_from([date.min, date.max])
SPANS = st.lists(st.tuples(st.sampled_from(["a", "b"]), DAYS, DAYS), max_size=12)


def kept(spans: list[tuple[str, date, date]]) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(day_totals.table("totals"))
    changes = day_totals.Changes("totals")
    for span in spans:
        changes.add(*span)
    changes.write(db)
    return db


@settings(deadline=None)
@given(SPANS, st.lists(DAYS, min_size=1, max_size=6))
def test_the_total_of_a_day_is_how_many_spans_have_it(found: list[tuple[str, date, date]], asked: list[date]) -> None:
    spans = [(key, min(one, other), max(one, other)) for key, one, other in found]
    db = kept(spans)
    days = [*asked, *(last + timedelta(1) for _, _, last in spans if last < date.max)]
    for day in days:
        counted = {key: sum(k == key and first <= day <= last for k, first, last in spans) for key in ("a", "b")}
        assert dict(day_totals.totals(db, "totals", ["a", "b"], day)) == {k: n for k, n in counted.items() if n}
    undone = day_totals.Changes("totals")
    for span in spans:
        undone.add(*span, -1)
    undone.write(db)
    assert not db.execute("SELECT COUNT(*) FROM totals").fetchone()[0]
    db.close()


@settings(deadline=None)
@given(SPANS, DAYS | st.none(), DAYS, st.sampled_from([1, 4, 100]))
def test_totals_over_time_are_those_of_each_day(
    found: list[tuple[str, date, date]], first: date | None, last: date, most: int
) -> None:
    db = kept([(key, min(one, other), max(one, other)) for key, one, other in found])
    course = day_totals.course(db, "totals", ["a", "b"], first, last, most=most)
    starts = [day for day, _ in course.rows]
    ends = [day - timedelta(1) for day in starts[1:]] + [last]
    assert starts == sorted(set(starts)) and starts[0] <= last
    assert course.exact == "year" or len(course.rows) <= most + 2
    for start, end, (_, numbers) in zip(starts, ends, course.rows, strict=True):
        for day in {start, end} if course.exact == "day" else {end}:
            told = dict(day_totals.totals(db, "totals", ["a", "b"], day))
            assert numbers == (told.get("a", 0), told.get("b", 0)), (course, day)
    db.close()
