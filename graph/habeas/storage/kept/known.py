"""Who is known by name beside a number, read from what is kept: how many, and some of them in the order of names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Final

from habeas.analysis.figures.named import MOST_NAMED, ByName, listed, window_of
from habeas.analysis.intervals import LIKELIEST, Certainty
from habeas.analysis.values import Count, Fate
from habeas.storage.kept.list_places import RANK

MEMBERS: Final = "SELECT DISTINCT person FROM kept_examples WHERE population IN (SELECT value FROM json_each(?1))"
HELD: Final = f"""SELECT m.person, p.held = ?3 FROM ({MEMBERS}) m JOIN kept_periods p ON p.person = m.person
    WHERE p.first <= ?2 AND p.last >= ?2 AND p.held IN ({", ".join(str(RANK[word]) for word in LIKELIEST)})
    ORDER BY m.person"""
HAPPENED: Final = f"""SELECT m.person, MAX(h.first >= ?3 AND h.last <= ?4) FROM ({MEMBERS}) m
    JOIN kept_happened h ON h.person = m.person AND h.thing = ?2
    WHERE h.first <= ?4 AND h.last >= ?3 GROUP BY m.person ORDER BY m.person"""


def known_by_name(
    db: sqlite3.Connection, count: Count, populations: Collection[str], most: int = MOST_NAMED
) -> ByName | None:
    """The people by name beside a number, at most so many of each certainty; None where there is no telling.

    `populations` are the names of its population and of all its parts.
    """
    window = window_of(count)
    if window is None:
        return None
    names, first, last = json.dumps(sorted(populations)), window[0].toordinal(), window[1].toordinal()
    if count.thing is Fate.HELD:
        rows = db.execute(HELD, (names, last, RANK[Certainty.CERTAIN])).fetchall()
    else:
        rows = db.execute(HAPPENED, (names, count.thing.value, first, last)).fetchall()
    certain = [person for person, sure in rows if sure]
    possible = [person for person, sure in rows if not sure]
    return listed(certain[:most], possible[:most], len(certain), len(possible))
