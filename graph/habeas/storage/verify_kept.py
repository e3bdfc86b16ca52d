"""Whether the kept answers are what the file gives: some of them worked out again.

A sample of people, described names and claims is drawn anew at each look, so that what one look misses the next may
find. Their answers are worked out from the index into empty tables and compared row by row; the totals of days are
counted again for some days.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from random import Random
from typing import Any, Final

from habeas.analysis.checks.registry import own, run
from habeas.model.followup import rules_text
from habeas.storage.contract import ScopeReader
from habeas.storage.index_tables import Affected, standing
from habeas.storage.kept import custody, day_totals, findings, followup, list_places, listing
from habeas.storage.kept.check_context import StoredContext
from habeas.storage.kept.check_tables import KeptChecks

SAMPLE: Final = 40
"""So many people, names and claims are looked at."""
DAYS: Final = 3
"""On so many days the totals are counted again."""
OF_PEOPLE: Final = ("kept_people", "kept_periods", "kept_at", "kept_ever")


def samples_that_differ(scope: ScopeReader, chance: Random | None = None) -> list[str]:
    """The tables of kept answers in which a sample is not what is worked out again.

    `scope` is of the whole file, now.
    """
    db, chance = scope.index.connection, chance or Random()  # noqa: S311 a sample, no secret
    found = [
        *_custody(db, scope, chance),
        *_totals(db, chance),
        *_listing(db, scope, chance),
        *_findings(db, scope, chance),
        *_followup(db, scope, chance),
    ]
    return sorted(set(found))


def _drawn(db: sqlite3.Connection, sql: str, chance: Random) -> list[str]:
    names = [name for (name,) in db.execute(sql)]
    return sorted(chance.sample(names, min(SAMPLE, len(names))))


def _custody(db: sqlite3.Connection, scope: ScopeReader, chance: Random) -> Iterator[str]:
    """Those drawn are of people who are described, or who are kept: one of the two may have lost somebody."""
    described = "SELECT DISTINCT ref FROM entities WHERE ref >= 'person:' AND ref < 'person;'"
    people = {*_drawn(db, described, chance), *_drawn(db, "SELECT person FROM kept_people", chance)}
    wanted = sorted({scope.cluster(person) for person in people})
    with _empty(custody.TABLES) as again:
        custody.keep(again, scope, wanted)
        for table in OF_PEOPLE:
            if _rows(db, custody.CONTENT, table, "person", wanted) != _rows(
                again, custody.CONTENT, table, "person", wanted
            ):
                yield table


def _totals(db: sqlite3.Connection, chance: Random) -> Iterator[str]:
    edges = [day for (day,) in db.execute("SELECT DISTINCT first FROM kept_periods")]
    for day in chance.sample(sorted(edges), min(DAYS, len(edges))):
        sql = "SELECT place, COUNT(*) FROM kept_periods WHERE first <= ? AND last >= ? GROUP BY place"
        counted = {str(place): n for place, n in db.execute(sql, (day, day))}
        places = (str(place) for place in range(len(list_places.GROUPS) * len(list_places.WORDS)))
        if counted != dict(day_totals.totals(db, "kept_totals", places, date.fromordinal(day))):
            yield "kept_totals"


def _listing(db: sqlite3.Connection, scope: ScopeReader, chance: Random) -> Iterator[str]:
    refs = _drawn(db, "SELECT DISTINCT ref FROM entities", chance)
    with _empty(listing.TABLES) as again:
        listing.refresh(again, scope, Affected(described=frozenset(refs)))
        if _rows(db, listing.CONTENT, "kept_listed", "ref", refs) != _rows(
            again, listing.CONTENT, "kept_listed", "ref", refs
        ):
            yield "kept_listed"
    sizes = {row for row in db.execute("SELECT list, lang, n FROM kept_list_sizes") if row[2]}
    if sizes != set(db.execute("SELECT list, lang, COUNT(*) FROM kept_listed GROUP BY list, lang")):
        yield "kept_list_sizes"


def _findings(db: sqlite3.Connection, scope: ScopeReader, chance: Random) -> Iterator[str]:
    """The keys of some live claims, asked again: whether one finding is shown in the place of another is left out."""
    context = StoredContext(db, scope)
    claims = _drawn(db, f"SELECT id FROM claims WHERE {standing(None)} AND status = 'live'", chance)
    told = [facts for claim in claims if (facts := context.claim(claim))]
    keys = sorted({key for facts in told for key in own(context, facts)})
    owners = sorted({owner for _, owner in keys})
    with _empty(findings.TABLES) as again:
        checks = KeptChecks(again)
        for key in keys:
            checks.put_findings(key, list(run(context, key)))
        before, after = (_finding_rows(one, keys, owners) for one in (db, again))
    if before != after:
        yield "kept_findings"


def _followup(db: sqlite3.Connection, scope: ScopeReader, chance: Random) -> Iterator[str]:
    """Those drawn are of people who are named anywhere, or of whom deadlines are kept; none where these are by rules
    that have changed since."""
    rules = rules_text(scope.index.followup)
    if not rules or followup.rules_in(db) != rules:
        return
    named = "SELECT DISTINCT ref FROM about WHERE ref >= 'person:' AND ref < 'person;'"
    people = {*_drawn(db, named, chance), *_drawn(db, "SELECT DISTINCT person FROM kept_deadlines", chance)}
    wanted = sorted({scope.cluster(person) for person in people})
    with _empty(followup.TABLES) as again:
        followup.keep(again, scope, wanted)
        for table in ("kept_deadlines", "kept_deadline_days"):
            if _rows(db, followup.CONTENT, table, "person", wanted) != _rows(
                again, followup.CONTENT, table, "person", wanted
            ):
                yield table
    for number in range(len(followup.ORDER)):
        sql = "SELECT first FROM kept_deadline_days WHERE stands = ?"
        edges = sorted({day for (day,) in db.execute(sql, (number,))})
        for day in chance.sample(edges, min(DAYS, len(edges))):
            sql = "SELECT COUNT(*) FROM kept_deadline_days WHERE stands = ? AND first <= ? AND last >= ?"
            (counted,) = db.execute(sql, (number, day, day)).fetchone()
            totals = day_totals.totals(db, "kept_deadline_totals", [str(number)], date.fromordinal(day))
            if dict(totals) != {str(number): counted}:
                yield "kept_deadline_totals"


def _finding_rows(
    db: sqlite3.Connection, keys: Iterable[tuple[str, str]], owners: Sequence[str]
) -> set[tuple[Any, ...]]:
    columns = "family, owner, place, seq, key, severity, rule, claims, about, context, question, why"
    wanted = {(str(family), owner) for family, owner in keys}
    sql = f"SELECT {columns} FROM kept_findings WHERE owner = ?"
    return {row for owner in owners for row in db.execute(sql, (owner,)) if (row[0], row[1]) in wanted}


def _rows(
    db: sqlite3.Connection, content: Mapping[str, tuple[str, str]], table: str, column: str, names: Iterable[str]
) -> set[tuple[Any, ...]]:
    sql = f"SELECT {content[table][0]} FROM {table} WHERE {column} = ?"
    return {tuple(row) for name in names for row in db.execute(sql, (name,))}


def _empty(tables: str) -> closing[sqlite3.Connection]:
    """Tables with nothing in them, in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript(tables)
    return closing(db)
