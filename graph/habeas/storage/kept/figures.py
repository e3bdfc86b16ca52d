"""Kept figures: beside each number how many are known by name, the numbers side by side, and what follows from several.

kept_happened     arrests, releases and deaths of everybody, each telling with its days
kept_figures      numbers whose words tell what happened and when: how many it is told of by name, certainly and possibly
kept_compared     which numbers are compared with each other, by group;   kept_comparisons: what is said of two
kept_derived      what is left of a whole, what a count grew by

How many are held by name stands in the kept totals of custody.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from habeas.analysis.figures.compare import MOST_COMPARED, Comparison, comparable, group_of
from habeas.analysis.figures.derived import Derived, each_growth, each_rest, merged
from habeas.analysis.figures.figures import Count, Fate
from habeas.analysis.figures.named import Happened, happened_in, window_of
from habeas.analysis.intervals import Certainty

TABLES: Final = """
CREATE TABLE IF NOT EXISTS kept_happened (
    thing TEXT NOT NULL, person TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (thing, person, first, last)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_happened_to ON kept_happened (person);
CREATE INDEX IF NOT EXISTS kept_happened_on ON kept_happened (thing, first, last, person);
CREATE TABLE IF NOT EXISTS kept_figures (
    claim TEXT PRIMARY KEY, thing TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    certain INTEGER NOT NULL, possible INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_figures_of ON kept_figures (thing, first, last);
CREATE TABLE IF NOT EXISTS kept_compared (
    side TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (side, claim)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_comparisons (
    one TEXT NOT NULL, other TEXT NOT NULL, one_at TEXT NOT NULL, other_at TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_comparisons_with ON kept_comparisons (other);
CREATE TABLE IF NOT EXISTS kept_derived (
    keeper TEXT NOT NULL, sort TEXT NOT NULL, one_at TEXT NOT NULL, other_at TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (keeper, sort, one_at, other_at)) WITHOUT ROWID;
"""
CONTENT: Final = {
    "kept_happened": ("thing, person, first, last", "thing, person, first, last"),
    "kept_figures": ("claim, thing, first, last, certain, possible", "claim"),
    "kept_compared": ("side, claim", "side, claim"),
    "kept_comparisons": ("one, other, one_at, other_at, body", "one, other"),
    "kept_derived": ("keeper, sort, one_at, other_at, body", "keeper, sort, one_at, other_at"),
}
REST, GROWTH = "rest", "growth"
_encode = msgspec.json.Encoder().encode
_comparison = msgspec.json.Decoder(Comparison).decode
_derived = msgspec.json.Decoder(Derived).decode
_count = msgspec.json.Decoder(Count).decode
_VALUES: Final = "(SELECT value FROM json_each(?))"


def place_of(count: Count) -> str:
    """Where a number stands among others, as text that sorts like `Count.order`."""
    return " ".join(count.order)


def counts_in(db: sqlite3.Connection, where: str = "1", values: Sequence[Any] = ()) -> list[Count]:
    """The numbers that fulfil a condition, in their order."""
    return [
        _count(body) for (body,) in db.execute(f"SELECT body FROM kept_counts WHERE {where} ORDER BY place", values)
    ]


# -- who is known by name


def put_happened(db: sqlite3.Connection, person: str, now: Sequence[Happened], *, counted: bool = True) -> None:
    """Keep what happened to a person, and with `counted` how many each number is told of by name."""
    rows = {(thing.value, first.toordinal(), last.toordinal()) for thing, first, last in now}
    before = set(db.execute("SELECT thing, first, last FROM kept_happened WHERE person = ?", (person,)))
    if rows == before:
        return
    gone, new = before - rows, rows - before
    sql = "DELETE FROM kept_happened WHERE thing = ? AND person = ? AND first = ? AND last = ?"
    db.executemany(sql, [(thing, person, first, last) for thing, first, last in gone])
    sql = "INSERT INTO kept_happened VALUES (?, ?, ?, ?)"
    db.executemany(sql, [(thing, person, first, last) for thing, first, last in new])
    for thing in {thing for thing, *_ in gone | new} if counted else ():
        spans = [[(first, last) for what, first, last in every if what == thing] for every in (before, rows)]
        _count_again(db, thing, *spans)


DayRange = tuple[int, int]


def _count_again(db: sqlite3.Connection, thing: str, before: list[DayRange], now: list[DayRange]) -> None:
    """Change the totals of the numbers whose days what happened to one person may meet, before or now."""
    first, last = min(first for first, _ in before + now), max(last for _, last in before + now)
    sql = "SELECT claim, first, last FROM kept_figures WHERE thing = ? AND first <= ? AND last >= ?"
    for claim, *window in db.execute(sql, (thing, last, first)).fetchall():
        was, is_now = (_happened(window, spans) for spans in (before, now))
        if was is not is_now:
            certain = (is_now is Certainty.CERTAIN) - (was is Certainty.CERTAIN)
            possible = (is_now is Certainty.POSSIBLE) - (was is Certainty.POSSIBLE)
            change = "UPDATE kept_figures SET certain = certain + ?, possible = possible + ? WHERE claim = ?"
            db.execute(change, (certain, possible, claim))


def _happened(window: Sequence[int], spans: Iterable[DayRange]) -> Certainty:
    first, last = (date.fromordinal(day) for day in window)
    return happened_in((first, last), [(date.fromordinal(a), date.fromordinal(b)) for a, b in spans])


def _put_figures(db: sqlite3.Connection, before: Iterable[str], counts: Iterable[Count]) -> None:
    db.executemany("DELETE FROM kept_figures WHERE claim = ?", [(claim,) for claim in before])
    for count in counts:
        window = window_of(count)
        if window is not None:
            days = window[0].toordinal(), window[1].toordinal()
            certain, possible = (0, 0) if count.thing is Fate.HELD else _totals(db, count.thing, *days)
            row = (count.claim, count.thing.value, *days, certain, possible)
            db.execute("INSERT INTO kept_figures VALUES (?, ?, ?, ?, ?, ?)", row)


CERTAINLY: Final = "thing = ?1 AND first >= ?2 AND last <= ?3"
MAYBE: Final = "thing = ?1 AND first <= ?3 AND last >= ?2"


def _totals(db: sqlite3.Connection, thing: Fate, first: int, last: int) -> tuple[int, int]:
    """To how many people something happened between two days, certainly and possibly."""
    sql = "SELECT COUNT(DISTINCT person) FROM kept_happened INDEXED BY kept_happened_on WHERE "
    (certain,) = db.execute(sql + CERTAINLY, (thing.value, first, last)).fetchone()
    (every,) = db.execute(sql + MAYBE, (thing.value, first, last)).fetchone()
    return certain, every - certain


# -- numbers side by side, and what follows from several


def refresh(db: sqlite3.Connection, changed: Sequence[Count]) -> None:
    """Bring everything up to date for numbers that changed, as they were before and as they are now."""
    if not changed:
        return
    claims = json.dumps(sorted({count.claim for count in changed}))
    now = counts_in(db, f"claim IN {_VALUES}", (claims,))
    _put_figures(db, {count.claim for count in changed}, now)
    for keeper in sorted({count.keeper for count in changed}):
        _derive(db, keeper)
    _compare(db, {count.claim for count in changed}, {count.alike for count in changed})


def refresh_all(db: sqlite3.Connection) -> None:
    """Work everything out from the numbers and from what happened to people."""
    counts = counts_in(db)
    _put_figures(db, (), counts)
    for keeper in sorted({count.keeper for count in counts}):
        _derive(db, keeper)
    _compare(db, {count.claim for count in counts}, {count.alike for count in counts})


def _derive(db: sqlite3.Connection, keeper: str) -> None:
    counts = counts_in(db, "keeper = ?", (keeper,))
    db.execute("DELETE FROM kept_derived WHERE keeper = ?", (keeper,))
    for sort, found in ((REST, each_rest(counts)), (GROWTH, each_growth(counts))):
        rows = [(keeper, sort, place_of(one), place_of(other), _encode(derived)) for one, other, derived in found]
        db.executemany("INSERT INTO kept_derived VALUES (?, ?, ?, ?, ?)", rows)


def _compare(db: sqlite3.Connection, changed: set[str], alike: set[str]) -> None:
    """Put the changed numbers beside those they are compared with. A file that has grown too large, or small again,
    is compared anew."""
    (number,) = db.execute("SELECT COUNT(*) FROM kept_counts").fetchone()
    small = number <= MOST_COMPARED
    sides = {""} if small else alike
    if db.execute("SELECT 1 FROM kept_compared WHERE (side = '') <> ? LIMIT 1", (small,)).fetchone():
        db.execute("DELETE FROM kept_compared")
        db.execute("DELETE FROM kept_comparisons")
        sides = {group_of(count, number) for count in counts_in(db)}
    _part(db, changed)
    for side in sorted(sides):
        _compare_side(db, side, changed)


def _part(db: sqlite3.Connection, claims: Iterable[str]) -> None:
    """Forget what some numbers were compared with."""
    db.executemany("DELETE FROM kept_comparisons WHERE one = ?1 OR other = ?1", [(claim,) for claim in claims])


def _compare_side(db: sqlite3.Connection, side: str, changed: set[str]) -> None:
    where, values = ("alike = ?", (side,)) if side else ("1", ())
    members = counts_in(
        db, f"claim IN (SELECT claim FROM kept_counts WHERE {where} ORDER BY place LIMIT {MOST_COMPARED})", values
    )
    claims = {count.claim for count in members}
    before = {claim for (claim,) in db.execute("SELECT claim FROM kept_compared WHERE side = ?", (side,))}
    fresh = claims - (before - changed)
    _part(db, before - claims - changed)
    db.executemany(
        "DELETE FROM kept_compared WHERE side = ? AND claim = ?", [(side, claim) for claim in before - claims]
    )
    db.executemany("INSERT OR IGNORE INTO kept_compared VALUES (?, ?)", [(side, claim) for claim in fresh])
    place = {count.claim: place_of(count) for count in members}
    for number, one in enumerate(members):
        others = [o for o in members[number + 1 :] if one.claim in fresh or o.claim in fresh]
        rows = [(c.one, c.other, place[c.one], place[c.other], _encode(c)) for c in comparable(one, others)]
        db.executemany("INSERT INTO kept_comparisons VALUES (?, ?, ?, ?, ?)", rows)


# -- reading


def comparisons(db: sqlite3.Connection) -> Iterator[Comparison]:
    """Every two numbers that something can be said of, in the order of the numbers."""
    return (_comparison(body) for (body,) in db.execute("SELECT body FROM kept_comparisons ORDER BY one_at, other_at"))


def derived(db: sqlite3.Connection) -> tuple[Derived, ...]:
    """What follows from several numbers: what is left of wholes, then what counts grew by."""
    sql = "SELECT body FROM kept_derived WHERE sort = ? ORDER BY one_at, other_at"
    left, grown = ([_derived(body) for (body,) in db.execute(sql, (sort,))] for sort in (REST, GROWTH))
    return (*merged(left), *grown)
