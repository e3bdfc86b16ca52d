"""How many there are on any day, without counting them: sums of changes, day by day, with those of months and years
beside them.

Whoever is in a group from one day to another adds one change at the first day and takes it back after the last. The
total on a day is the sum of all changes up to it: of the years before, the months before in that year, and the days
in that month. So it takes the same few hundred rows to read however large the case is.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

DAY, MONTH, YEAR = 0, 1, 2


def table(name: str) -> str:
    """The SQL of a table of totals."""
    return f"""
CREATE TABLE IF NOT EXISTS {name} (
    key TEXT NOT NULL, level INTEGER NOT NULL, bucket INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (key, level, bucket)) WITHOUT ROWID;
"""


COLUMNS: Final = ("key, level, bucket, n", "key, level, bucket")


class Changes:
    """Changes to a table of totals, gathered so that each row is written once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: Counter[tuple[str, int, int]] = Counter()

    def add(self, key: str, first: date, last: date, n: int = 1) -> None:
        """One more (or with n = -1, one less) under a key from the first to the last day."""
        self._at(key, first, n)
        if last < date.max:
            self._at(key, last + timedelta(1), -n)

    def _at(self, key: str, day: date, n: int) -> None:
        month = day.year * 12 + day.month - 1
        for level, bucket in ((DAY, day.toordinal()), (MONTH, month), (YEAR, day.year)):
            self._found[key, level, bucket] += n

    def write(self, db: sqlite3.Connection) -> None:
        """Put the changes into the table; rows that come to nothing go."""
        rows = [(*key, n) for key, n in self._found.items() if n]
        db.executemany(
            f"""INSERT INTO {self._name} VALUES (?, ?, ?, ?)
            ON CONFLICT (key, level, bucket) DO UPDATE SET n = n + excluded.n""",
            rows,
        )
        db.executemany(
            f"DELETE FROM {self._name} WHERE key = ? AND level = ? AND bucket = ? AND n = 0", [row[:3] for row in rows]
        )


def totals(db: sqlite3.Connection, name: str, keys: Iterable[str], day: date) -> Iterator[tuple[str, int]]:
    """How many there are on a day under each key; a key with nobody is left out."""
    first_of_month = day.replace(day=1)
    ranges: Sequence[int] = (
        *(YEAR, 0, day.year - 1),
        *(MONTH, day.year * 12, day.year * 12 + day.month - 2),
        *(DAY, first_of_month.toordinal(), day.toordinal()),
    )
    part = f"SELECT n FROM {name} WHERE key = ?1 AND level = ?{{}} AND bucket BETWEEN ?{{}} AND ?{{}}"
    parts = (part.format(at, at + 1, at + 2) for at in (2, 5, 8))  # one OR of three would read every row of the key
    sql = f"SELECT SUM(n) FROM ({' UNION ALL '.join(parts)})"
    for key in keys:
        (found,) = db.execute(sql, (key, *ranges)).fetchone()
        if found:
            yield key, found


# -- over time


class TotalCourse(NamedTuple):
    """The totals of several keys over time. `rows`: from each of these days on, the total of each key, until the next
    row. By `month` or `year` (`exact`) a row is what its last day came to, or the last day asked for.
    """

    exact: str
    rows: tuple[tuple[date, tuple[int, ...]], ...]


def course(
    db: sqlite3.Connection, name: str, keys: Sequence[str], first: date | None, last: date, *, most: int
) -> TotalCourse:
    """The totals from a day, or from the first day on which any changes, to another: day by day where there are at most
    so many days of change, else by month, else by year. It reads rows of changes, never those who are counted.
    """
    begin = min(first or _first_change(db, name, keys), last)
    for level in (DAY, MONTH, YEAR):
        found = _changes(db, name, keys, level, begin, last, most)
        if len(found) <= most or level == YEAR:
            break
    start = _begin(level, _bucket(level, begin))
    before = dict(totals(db, name, keys, start - timedelta(1))) if start > date.min else {}
    running, rows = [before.get(key, 0) for key in keys], []
    for bucket in sorted({_bucket(level, begin), *found}):
        running = [old + change for old, change in zip(running, found.get(bucket, [0] * len(keys)), strict=True)]
        rows.append((_begin(level, bucket), tuple(running)))
    if level != DAY:  # of the last month or year only the days until the last
        at_end = dict(totals(db, name, keys, last))
        rows = [row for row in rows if row[0] < _begin(level, _bucket(level, last))]
        rows.append((_begin(level, _bucket(level, last)), tuple(at_end.get(key, 0) for key in keys)))
    return TotalCourse(("day", "month", "year")[level], tuple(rows))


def _first_change(db: sqlite3.Connection, name: str, keys: Iterable[str]) -> date:
    """The first day on which any total changes, but for what has no beginning; the last of the calendar for none."""
    sql = f"SELECT MIN(bucket) FROM {name} WHERE key = ? AND level = {DAY} AND bucket > ?"
    found = (db.execute(sql, (key, date.min.toordinal())).fetchone()[0] for key in keys)
    return date.fromordinal(min((day for day in found if day is not None), default=date.max.toordinal()))


def _changes(
    db: sqlite3.Connection, name: str, keys: Sequence[str], level: int, first: date, last: date, most: int
) -> dict[int, list[int]]:
    """The changes of each key in each bucket; where they are too many, only so many that this is seen."""
    sql = f"SELECT bucket, n FROM {name} WHERE key = ? AND level = ? AND bucket BETWEEN ? AND ? LIMIT ?"
    limit = -1 if level == YEAR else most + 1
    found: defaultdict[int, list[int]] = defaultdict(lambda: [0] * len(keys))
    for place, key in enumerate(keys):
        for bucket, n in db.execute(sql, (key, level, _bucket(level, first), _bucket(level, last), limit)):
            found[bucket][place] = n
    return found


def _bucket(level: int, day: date) -> int:
    return (day.toordinal(), day.year * 12 + day.month - 1, day.year)[level]


def _begin(level: int, bucket: int) -> date:
    if level == DAY:
        return date.fromordinal(bucket)
    return date(bucket // 12, bucket % 12 + 1, 1) if level == MONTH else date(bucket, 1, 1)
