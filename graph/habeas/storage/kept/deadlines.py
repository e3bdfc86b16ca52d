"""Reading kept deadlines: how many stand how on a day, and pages of them, without looking at every one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from habeas.analysis.followup import Deadline, Due
from habeas.model.followup import FollowupRule
from habeas.storage.kept import day_totals
from habeas.storage.kept.followup import ORDER, unpacked

FEW: Final = 2_000
"""So many that stand so on a day are looked up by day and sorted; of more, the list is read until the page is full."""
_OWN: Final = "d.due, d.person, d.rule, d.node"
DueRow = tuple[int, str, str, str]
"""The last day on which it is due, person, rule, event."""


class KeptDeadlines:
    """What is due on one day, from what is kept."""

    def __init__(self, db: sqlite3.Connection, rules: Iterable[FollowupRule], on: date) -> None:
        self._db, self._day, self._on = db, on, on.toordinal()
        self._rules: Mapping[str, FollowupRule] = {rule.name: rule for rule in rules}
        found = dict(day_totals.totals(db, "kept_deadline_totals", map(str, range(len(ORDER))), on))
        self.totals = {due: found.get(str(number), 0) for number, due in enumerate(ORDER)}
        """How many stand how on the day."""

    def page(self, stands: Sequence[Due], *, limit: int, offset: int = 0) -> list[Deadline]:
        """So many of those that stand so, after the first `offset`, the earliest first."""
        rows = sorted(row for due in stands for row in self._first(due, limit + offset))
        return list(self._read(rows[offset : offset + limit]))

    def ahead(self, limit: int) -> list[Deadline]:
        """Those whose last day has not passed, the earliest first."""
        rows = sorted(row for due in ORDER for row in self._first(due, limit, f" AND d.due >= {self._on}"))
        return list(self._read(rows[:limit]))

    def passed(self, limit: int) -> list[Deadline]:
        """Those whose last day has passed, the latest first."""
        rows = (row for due in ORDER for row in self._first(due, limit, f" AND d.due < {self._on}", " DESC"))
        return list(self._read(sorted(rows, key=lambda row: (-row[0], *row[1:]))[:limit]))

    def of(self, people: Iterable[str]) -> list[Deadline]:
        """What is due of some people, the earliest first."""
        sql = f"SELECT {_OWN} FROM kept_deadline_days d WHERE d.person = ? AND d.first <= ? AND d.last >= ?"
        rows = (row for person in people for row in self._db.execute(sql, (person, self._on, self._on)))
        return list(self._read(sorted(rows)))

    def _first(self, due: Due, limit: int, test: str = "", order: str = "") -> Iterator[DueRow]:
        stands = ORDER.index(due)
        if not self.totals[due]:
            return iter(())
        if self.totals[due] > FEW:
            where = f"FROM kept_deadline_days d WHERE d.stands = {stands} AND d.first <= ?1 AND d.last >= ?1"
        else:
            where = f"""FROM kept_deadline_tree t CROSS JOIN kept_deadline_days d ON d.id = t.id
                WHERE t.first <= ?1 AND t.last >= ?1 AND t.stands = {stands}"""
        sql = f"SELECT {_OWN} {where}{test} ORDER BY d.due{order}, d.person, d.rule, d.node LIMIT ?2"
        return iter(self._db.execute(sql, (self._on, limit)))

    def _read(self, rows: Iterable[DueRow]) -> Iterator[Deadline]:
        sql = "SELECT body FROM kept_deadlines WHERE person = ? AND rule = ? AND node = ?"
        for _, person, rule, node in rows:
            (body,) = self._db.execute(sql, (person, rule, node)).fetchone()
            told = unpacked(person, self._rules[rule], node, body).on(self._day)
            if told is not None:
                yield told
