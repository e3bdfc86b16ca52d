"""Kept disclosure: which names and which claims the public may not see, as the file marks them today.

kept_withheld_names    marked names, under no claim; and events, under the claims that tie them to one
kept_withheld_claims   the claims that the public may not see, live or not
kept_withheld_changes  the claims for which the last change turned that: other areas bring up to date what rests on them

`model.disclosure` is the rule. A claim that is not marked counts as public; else this is not read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

from habeas.model.disclosure import above, events_about
from habeas.model.values import Ref
from habeas.storage.audience import claims_naming, computed_policy, computed_withheld, withheld_among, withheld_names
from habeas.storage.contract import ScopeReader
from habeas.storage.index_tables import FOREVER, Affected

TABLES: Final = """
CREATE TABLE IF NOT EXISTS kept_withheld_names (
    ref TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (ref, claim)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_withheld_names_of ON kept_withheld_names (claim);
CREATE TABLE IF NOT EXISTS kept_withheld_claims (claim TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_withheld_changes (claim TEXT PRIMARY KEY) WITHOUT ROWID;
"""
CONTENT: Final = {
    "kept_withheld_names": ("ref, claim", "ref, claim"),
    "kept_withheld_claims": ("claim", "claim"),
}


def refresh(db: sqlite3.Connection, scope: ScopeReader, touched: Affected | None) -> None:
    """Bring up to date what the public may not see; with None, from nothing."""
    db.execute("DELETE FROM kept_withheld_changes")
    if touched is None:
        for table in CONTENT:
            db.execute(f"DELETE FROM {table}")
        policy = computed_policy(scope.views)
        names = withheld_names(scope.index)
        db.executemany("INSERT INTO kept_withheld_names VALUES (?, '')", [(str(ref),) for ref in names])
        _tie(db, scope, _claims_about(db, map(str, names)))
        found = computed_withheld(scope.views, policy)
        db.executemany("INSERT INTO kept_withheld_claims VALUES (?)", [(claim,) for claim in found])
        return
    turned = _turned(db, scope) if touched.described or touched.judged else set[str]()
    changed = turned | _tie(db, scope, {*touched.claims, *_claims_about(db, turned)})
    documents = [name for name in touched.described if name.startswith("doc:")]
    told = {claim for name in documents for (claim,) in db.execute("SELECT id FROM claims WHERE source = ?", (name,))}
    _decide(db, scope, {*touched.claims, *told, *claims_naming(scope.index, changed)})


def count_withheld(db: sqlite3.Connection) -> int:
    """How many live claims the public may not see."""
    sql = f"""SELECT COUNT(*) FROM kept_withheld_claims w CROSS JOIN claims c ON c.id = w.claim
        WHERE +c.until = {FOREVER} AND +c.status = 'live'"""
    return int(db.execute(sql).fetchone()[0])


def _turned(db: sqlite3.Connection, scope: ScopeReader) -> set[str]:
    """Put the marked names into the table; the names that are marked now and were not, or the other way round."""
    before = {ref for (ref,) in db.execute("SELECT ref FROM kept_withheld_names WHERE claim = ''")}
    now = set(map(str, withheld_names(scope.index)))
    db.executemany("DELETE FROM kept_withheld_names WHERE ref = ? AND claim = ''", [(ref,) for ref in before - now])
    db.executemany("INSERT INTO kept_withheld_names VALUES (?, '')", [(ref,) for ref in now - before])
    return before ^ now


def _tie(db: sqlite3.Connection, scope: ScopeReader, claims: Iterable[str]) -> set[str]:
    """Put the events that these claims tie to somebody withheld into the table; the events of which that changed."""
    every = list(claims)
    rows = [(str(event), claim) for claim in every for event in _events(db, scope, claim)]
    sql = "SELECT ref FROM kept_withheld_names WHERE claim = ?"
    refs = {ref for ref, _ in rows} | {ref for claim in every for (ref,) in db.execute(sql, (claim,))}
    before = {ref for ref in refs if _withheld(db, ref)}
    db.executemany("DELETE FROM kept_withheld_names WHERE claim = ?", [(claim,) for claim in every])
    db.executemany("INSERT OR IGNORE INTO kept_withheld_names VALUES (?, ?)", rows)
    return {ref for ref in refs if _withheld(db, ref) != (ref in before)}


def _events(db: sqlite3.Connection, scope: ScopeReader, claim: str) -> Iterator[Ref]:
    """The events that a claim, live or not, ties to somebody withheld."""
    sql = """SELECT DISTINCT a.ref FROM about a JOIN kept_withheld_names w ON w.ref = a.ref AND w.claim = ''
        WHERE a.claim = ?"""
    names = frozenset(Ref.parse(ref) for (ref,) in db.execute(sql, (claim,)))
    found = scope.views.claim(claim) if names else None
    return events_about(found[0], names) if found else iter(())


def _withheld(db: sqlite3.Connection, ref: str) -> bool:
    return db.execute("SELECT 1 FROM kept_withheld_names WHERE ref = ? LIMIT 1", (ref,)).fetchone() is not None


def _claims_about(db: sqlite3.Connection, names: Iterable[str]) -> set[str]:
    sql = "SELECT DISTINCT claim FROM about WHERE ref = ?"
    return {claim for name in names for (claim,) in db.execute(sql, (name,))}


def _decide(db: sqlite3.Connection, scope: ScopeReader, claims: Iterable[str]) -> None:
    """Say of each of these claims whether the public may see it."""
    for claim in claims:
        before = bool(withheld_among(db, [claim]))
        now = _is_withheld(db, scope, claim)
        if before != now:
            db.execute("INSERT OR IGNORE INTO kept_withheld_changes VALUES (?)", (claim,))
            gone = "DELETE FROM kept_withheld_claims WHERE claim = ?"
            change = "INSERT INTO kept_withheld_claims VALUES (?)" if now else gone
            db.execute(change, (claim,))


def _is_withheld(db: sqlite3.Connection, scope: ScopeReader, claim: str) -> bool:
    if (row := scope.index.claim(claim)) is None:
        return False
    publisher = (scope.index.entity(row.source) or {}).get("publisher", "")
    if row.sensitivity in above("public") or any(_withheld(db, ref) for ref in (row.speaker, row.source, publisher)):
        return True
    sql = "SELECT 1 FROM about a JOIN kept_withheld_names w ON w.ref = a.ref WHERE a.claim = ? LIMIT 1"
    return db.execute(sql, (claim,)).fetchone() is not None
