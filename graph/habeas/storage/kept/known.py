"""Who is known by name beside a number, read from what is kept: how many, and some of them in the order of names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from habeas.analysis.figures.figures import Count, Fate
from habeas.analysis.figures.named import MOST_NAMED, ByName, listed, window_of
from habeas.analysis.intervals import LIKELIEST, Certainty
from habeas.storage.kept import day_totals
from habeas.storage.kept.figures import CERTAINLY, MAYBE
from habeas.storage.kept.list_places import RANK, place_of

FEW: Final = 5_000
"""So many people are found by their days and put in order; of more, everybody is looked at in order until enough are found."""
FEW_HELD: Final = 300
CERTAIN: Final = (Certainty.CERTAIN,)
OTHERS: Final = tuple(word for word in LIKELIEST if word is not Certainty.CERTAIN)


def known_by_name(db: sqlite3.Connection, count: Count, most: int = MOST_NAMED) -> ByName | None:
    """The people by name beside a number, at most so many of each certainty; None where there is no telling."""
    window = window_of(count)
    if window is None:
        return None
    if count.thing is Fate.HELD:
        sure, unsure = (_held(db, words, window[1], most) for words in (CERTAIN, OTHERS))
        return listed(sure[0], unsure[0], sure[1], unsure[1])
    sql = "SELECT certain, possible FROM kept_figures WHERE claim = ?"
    certain, possible = db.execute(sql, (count.claim,)).fetchone() or (0, 0)
    given = count.thing.value, window[0].toordinal(), window[1].toordinal()
    surely = _told(db, CERTAINLY, given, certain, most)
    maybe = f"{MAYBE} AND person NOT IN (SELECT person FROM kept_happened WHERE {CERTAINLY})"
    return listed(surely, _told(db, maybe, given, possible, most), certain, possible)


def _told(db: sqlite3.Connection, where: str, given: Sequence[Any], total: int, most: int) -> list[str]:
    """The first people of whom it is told."""
    if not total or not most:
        return []
    index = "INDEXED BY kept_happened_on" if total <= FEW else ""
    sql = f"SELECT DISTINCT person FROM kept_happened {index} WHERE {where} ORDER BY person LIMIT ?4"
    return [person for (person,) in db.execute(sql, (*given, most))]


def _held(db: sqlite3.Connection, words: Sequence[Certainty], day: date, most: int) -> tuple[list[str], int]:
    """The first people held on a day with one of these certainties, and how many there are."""
    keys = [str(place_of("held", word)) for word in words]
    total = sum(n for _, n in day_totals.totals(db, "kept_totals", keys, day))
    if not total or not most:
        return [], total
    on = day.toordinal()
    if total <= FEW_HELD:
        places = [int(key) for key in keys]
        sql = """SELECT p.person FROM kept_days d JOIN kept_periods p ON p.id = d.id
            WHERE d.first <= ?1 AND d.last >= ?1 AND d.place >= ?2 AND d.place <= ?3 ORDER BY p.person LIMIT ?4"""
        return [person for (person,) in db.execute(sql, (on, min(places), max(places), most))], total
    sql = """SELECT person FROM kept_periods INDEXED BY kept_periods_held_of
        WHERE held = ?1 AND first <= ?2 AND last >= ?2 ORDER BY person LIMIT ?3"""
    found = (person for word in words for (person,) in db.execute(sql, (RANK[word], on, most)))
    return sorted(found)[:most], total
