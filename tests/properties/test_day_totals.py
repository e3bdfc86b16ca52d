"""Totals by day equal counting, on every day, however the changes fall on months and years."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.storage.kept import day_totals

DAYS = st.dates(date(2023, 11, 1), date(2026, 2, 28)) | st.sampled_from([date.min, date.max])
SPANS = st.lists(st.tuples(st.sampled_from(["a", "b"]), DAYS, DAYS), max_size=12)


@settings(deadline=None)
@given(SPANS, st.lists(DAYS, min_size=1, max_size=6))
def test_the_total_of_a_day_is_how_many_spans_have_it(found: list[tuple[str, date, date]], asked: list[date]) -> None:
    spans = [(key, min(one, other), max(one, other)) for key, one, other in found]
    db = sqlite3.connect(":memory:")
    db.executescript(day_totals.table("totals"))
    changes = day_totals.Changes("totals")
    for span in spans:
        changes.add(*span)
    changes.write(db)
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
