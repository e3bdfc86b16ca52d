"""Kept figures: beside each number how many are known by name, the numbers side by side, and what follows from several.

kept_happened     arrests, releases and deaths of everybody, each telling with its days
kept_examples     whom claims place in which population
kept_compared     which numbers are compared with each other, by group;   kept_comparisons: what is said of two
kept_derived      what is left of a whole, what a count grew by

How many are held by name stands in the kept totals of custody (`known_by_name` reads who they are).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from habeas.analysis.figures.compare import MOST_COMPARED, Comparison, comparable, group_of
from habeas.analysis.figures.derived import Derived, each_growth, each_rest, merged
from habeas.analysis.figures.named import MOST_NAMED, ByName, Happened, listed, window_of
from habeas.analysis.intervals import LIKELIEST, Certainty
from habeas.analysis.values import Count, Fate
from habeas.storage.kept.list_places import RANK

TABLES: Final = """
CREATE TABLE IF NOT EXISTS kept_happened (
    thing TEXT NOT NULL, person TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (thing, person, first, last)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_happened_to ON kept_happened (person);
CREATE INDEX IF NOT EXISTS kept_happened_on ON kept_happened (thing, first, last, person);
CREATE TABLE IF NOT EXISTS kept_examples (
    population TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (population, person)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_examples_of ON kept_examples (person);
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
    "kept_examples": ("population, person", "population, person"),
    "kept_compared": ("side, claim", "side, claim"),
    "kept_comparisons": ("one, other, one_at, other_at, body", "one, other"),
    "kept_derived": ("keeper, sort, one_at, other_at, body", "keeper, sort, one_at, other_at"),
}
REST, GROWTH = "rest", "growth"
_encode = msgspec.json.Encoder().encode
_comparison = msgspec.json.Decoder(Comparison).decode
_derived = msgspec.json.Decoder(Derived).decode
_count = msgspec.json.Decoder(Count).decode


def place_of(count: Count) -> str:
    """Where a number stands among others, as text that sorts like `Count.order`."""
    return " ".join(count.order)


def counts_in(
    db: sqlite3.Connection, where: str = "1", values: Sequence[Any] = (), *, limit: int = -1, offset: int = 0
) -> list[Count]:
    """The numbers that fulfil a condition, in their order; or so many of them."""
    sql = f"SELECT body FROM kept_counts WHERE {where} ORDER BY place LIMIT ? OFFSET ?"
    return [_count(body) for (body,) in db.execute(sql, (*values, limit, offset))]


def how_many_counts(db: sqlite3.Connection) -> int:
    """How many numbers there are."""
    return int(db.execute("SELECT COUNT(*) FROM kept_counts").fetchone()[0])


# -- who is known by name


def put_happened(db: sqlite3.Connection, person: str, now: Sequence[Happened]) -> None:
    """Keep what happened to a person."""
    rows = {(thing.value, first.toordinal(), last.toordinal()) for thing, first, last in now}
    before = set(db.execute("SELECT thing, first, last FROM kept_happened WHERE person = ?", (person,)))
    if before == rows:
        return
    sql = "DELETE FROM kept_happened WHERE thing = ? AND person = ? AND first = ? AND last = ?"
    db.executemany(sql, [(thing, person, first, last) for thing, first, last in before - rows])
    sql = "INSERT INTO kept_happened VALUES (?, ?, ?, ?)"
    db.executemany(sql, [(thing, person, first, last) for thing, first, last in rows - before])


def put_examples(db: sqlite3.Connection, person: str, now: Collection[str]) -> None:
    """Keep in which populations claims place a person."""
    before = {name for (name,) in db.execute("SELECT population FROM kept_examples WHERE person = ?", (person,))}
    if before == {*now}:
        return
    sql = "DELETE FROM kept_examples WHERE population = ? AND person = ?"
    db.executemany(sql, [(name, person) for name in before - set(now)])
    db.executemany("INSERT INTO kept_examples VALUES (?, ?)", [(name, person) for name in set(now) - before])


# -- numbers side by side, and what follows from several


def refresh(db: sqlite3.Connection, changed: Sequence[Count]) -> None:
    """Bring everything up to date for numbers that changed, as they were before and as they are now."""
    if not changed:
        return
    for keeper in sorted({count.keeper for count in changed}):
        _derive(db, keeper)
    _compare(db, {count.claim for count in changed}, {count.alike for count in changed})


def refresh_all(db: sqlite3.Connection) -> None:
    """Work everything out from the numbers and from what happened to people."""
    counts = counts_in(db)
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


def comparisons(db: sqlite3.Connection, claims: Iterable[str] | None = None) -> Iterator[Comparison]:
    """Every two numbers that something can be said of, in their order; those whose first is one of `claims`."""
    which = "" if claims is None else "WHERE one IN (SELECT value FROM json_each(?))"
    sql = f"SELECT body FROM kept_comparisons {which} ORDER BY one_at, other_at"
    values = () if claims is None else (json.dumps(list(claims)),)
    return (_comparison(body) for (body,) in db.execute(sql, values))


def derived(db: sqlite3.Connection) -> tuple[Derived, ...]:
    """What follows from several numbers: what is left of wholes, then what counts grew by."""
    sql = "SELECT body FROM kept_derived WHERE sort = ? ORDER BY one_at, other_at"
    left, grown = ([_derived(body) for (body,) in db.execute(sql, (sort,))] for sort in (REST, GROWTH))
    return (*merged(left), *grown)


MEMBERS: Final = "SELECT DISTINCT person FROM kept_examples WHERE population IN (SELECT value FROM json_each(?1))"
HELD: Final = f"""SELECT m.person, p.held = ?3 FROM ({MEMBERS}) m
    CROSS JOIN kept_periods p ON p.person = m.person
    WHERE p.first <= ?2 AND p.last >= ?2 AND p.held IN ({", ".join(str(RANK[word]) for word in LIKELIEST)})
    ORDER BY m.person"""
HAPPENED: Final = f"""SELECT m.person, MAX(h.first >= ?3 AND h.last <= ?4) FROM ({MEMBERS}) m
    CROSS JOIN kept_happened h ON h.person = m.person AND h.thing = ?2
    WHERE h.first <= ?4 AND h.last >= ?3 GROUP BY m.person ORDER BY m.person"""
"""From the members of a population to what is kept of each (hence CROSS JOIN), and never through everybody's days."""


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
