"""The tables of the side index, and how a change is written to them.

What can change is kept with its history: a row holds from the journal line `since` until before the line `until`, and
a row that still holds has `until` = FOREVER. So the same query answers for the present and for any earlier line of
the journal.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from habeas.analysis.values import Evidence
from habeas.errors import BadFile, Phrase, StoreBroken


@dataclass(frozen=True, slots=True)
class Affected:
    """What a change reaches: ids of claims, names (of people, events, places, documents …) they are about, judged
    pairs, findings, clashes of copies."""

    claims: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()
    decided: frozenset[str] = frozenset()
    clashed: frozenset[str] = frozenset()

    @classmethod
    def together(cls, changes: Sequence[Affected]) -> Affected | None:
        """What several changes reach; None for no change."""
        if not changes[1:]:
            return changes[0] if changes else None
        parts = (frozenset(chain.from_iterable(getattr(each, name) for each in changes)) for name in cls.__slots__)
        return cls(*parts)


FULL: Final = frozenset([sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC])
"""What SQLite says of a disk that takes no more."""
FOREVER: Final = 2**53 - 1
"""The journal line before which a row holds that still holds."""
CONTAINMENT: Final = "containedInPlace"
"""The relation that tells which place is a part of which."""

PLACE: Final = 5
"""Where the journal line of a claim stands among the columns of its row."""

TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS moments (at TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS claims (
    id TEXT NOT NULL, key TEXT NOT NULL, status TEXT NOT NULL, source TEXT NOT NULL, speaker TEXT NOT NULL,
    place INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    sensitivity TEXT NOT NULL, relation TEXT NOT NULL, automatic TEXT NOT NULL,
    since INTEGER NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (id, since)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claims_by_key ON claims (key);
CREATE INDEX IF NOT EXISTS claims_by_source ON claims (source);
CREATE INDEX IF NOT EXISTS claims_by_speaker ON claims (speaker);
CREATE INDEX IF NOT EXISTS claims_by_place ON claims (place);
CREATE INDEX IF NOT EXISTS claims_now ON claims (status) WHERE until = 9007199254740991;
CREATE INDEX IF NOT EXISTS claims_by_relation ON claims (relation, place);
CREATE INDEX IF NOT EXISTS claims_kept_back ON claims (sensitivity) WHERE sensitivity NOT IN ('', 'public');
CREATE TABLE IF NOT EXISTS claim_numbers (status TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS about (ref TEXT, place INTEGER, claim TEXT, PRIMARY KEY (ref, place, claim)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS about_of ON about (claim);
CREATE TABLE IF NOT EXISTS entities (
    ref TEXT NOT NULL, body TEXT NOT NULL, sensitivity TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (ref, since)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entities_kept_back ON entities (sensitivity) WHERE sensitivity NOT IN ('', 'public');
CREATE TABLE IF NOT EXISTS touched (
    subject TEXT, n INTEGER, start INTEGER, stop INTEGER, PRIMARY KEY (subject, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS judgements (
    n INTEGER PRIMARY KEY, told TEXT NOT NULL, back TEXT NOT NULL, until INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS chained (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS decisions (n INTEGER PRIMARY KEY, key TEXT NOT NULL, told TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS decisions_by_key ON decisions (key);
"""

CONTENT: Final = {
    "moments": "at",
    "claims": "id, since",
    "claim_numbers": "status",
    "about": "ref, place, claim",
    "entities": "ref, since",
    "touched": "subject, n",
    "judgements": "n",
    "decisions": "n",
    "chained": "name",
}
"""The tables that are made from the journal, and the order of their rows."""


@dataclass(slots=True)
class IndexChange:
    """What one change adds to the index, gathered so that many operations are written at once.

    Tuples end with the number of the journal line, where a row has a history.
    """

    moments: dict[str, int] = field(default_factory=dict)
    claims: list[tuple[Any, ...]] = field(default_factory=list)
    """Rows of the table without `since` and `until` (`contract.ClaimRow`)."""
    statuses: list[tuple[str, str, int]] = field(default_factory=list)
    """(new status, claim id, journal line)"""
    about: list[tuple[str, str, int]] = field(default_factory=list)
    entities: list[tuple[str, dict[str, Any], int]] = field(default_factory=list)
    undescribed: list[tuple[str, int]] = field(default_factory=list)
    names: list[tuple[str, str, str, int]] = field(default_factory=list)
    """(folded, ref, name, journal line)"""
    touched: list[tuple[str, int, int, int]] = field(default_factory=list)
    judgements: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    taken_back: list[tuple[dict[str, str], int, int]] = field(default_factory=list)
    """(when, by whom and why; number of the judgement; journal line)"""
    decisions: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    clashes: list[tuple[str, str, dict[str, Any] | None, int]] = field(default_factory=list)
    """(mark, subject, clash or None for one that is settled, journal line)"""
    chained: dict[str, str] = field(default_factory=dict)
    """What the journal says of files beside it: format, SHA-256 of case.toml, kept documents with their size."""
    evidence: list[Evidence] = field(default_factory=list)
    ended: list[tuple[str, str, int]] = field(default_factory=list)
    """(moment, claim id, journal line) of what was withdrawn or superseded"""

    def is_empty(self) -> bool:
        """True when nothing is to be written but the position."""
        return not (
            self.claims
            or self.statuses
            or self.entities
            or self.undescribed
            or self.judgements
            or self.taken_back
            or self.decisions
            or self.clashes
        )


def reached_by(rows: IndexChange) -> Affected:
    """What a change to the index reaches; the names of ended claims are found in the index."""
    judged = {str(told["body"][side]) for _, told in rows.judgements for side in ("a", "b")}
    return Affected(
        claims=frozenset([*(row[0] for row in rows.claims), *(claim for _, claim, _ in rows.statuses)]),
        names=frozenset(ref for ref, _, _ in rows.about),
        described=frozenset([*(ref for ref, _, _ in rows.entities), *(ref for ref, _ in rows.undescribed)]),
        judged=frozenset([*judged, *(str(back[side]) for back, _, _ in rows.taken_back for side in ("a", "b"))]),
        decided=frozenset(key for _, key, _ in rows.decisions),
        clashed=frozenset(mark for mark, *_ in rows.clashes),
    )


def write(db: sqlite3.Connection, rows: IndexChange) -> None:
    """Put a change into the tables, inside the caller's transaction."""
    db.executemany("INSERT OR REPLACE INTO moments VALUES (?, ?)", rows.moments.items())
    db.executemany("INSERT OR REPLACE INTO chained VALUES (?, ?)", rows.chained.items())
    _write_claims(db, rows)
    _write_entities(db, rows)
    db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?, ?, ?)", rows.touched)
    judged = [(n, packed(told), FOREVER) for n, told in rows.judgements]
    db.executemany("INSERT OR REPLACE INTO judgements VALUES (?, ?, '', ?)", judged)
    back = [(packed({k: it[k] for k in ("at", "by", "reason")}), line, n) for it, n, line in rows.taken_back]
    db.executemany("UPDATE judgements SET back = ?, until = MIN(until, ?) WHERE n = ?", back)
    decisions = [(n, key, packed(it)) for n, key, it in rows.decisions]
    db.executemany("INSERT OR REPLACE INTO decisions VALUES (?, ?, ?)", decisions)


def _write_claims(db: sqlite3.Connection, rows: IndexChange) -> None:
    """Claims with their history, and how many stand in each status."""
    ids = packed(sorted({*(row[0] for row in rows.claims), *(claim for _, claim, _ in rows.statuses)}))
    _count(db, ids, -1)
    _write_history(db, rows)
    _count(db, ids, 1)
    db.execute("DELETE FROM claim_numbers WHERE n = 0")


def _count(db: sqlite3.Connection, ids: str, sign: int) -> None:
    """Add these claims to the number of their status, or with -1 take them out of it."""
    db.execute(
        f"""INSERT INTO claim_numbers SELECT status, ?2 * COUNT(*) FROM claims
        WHERE id IN (SELECT value FROM json_each(?1)) AND +until = {FOREVER} GROUP BY +status
        ON CONFLICT (status) DO UPDATE SET n = n + excluded.n""",
        (ids, sign),
    )


def _write_history(db: sqlite3.Connection, rows: IndexChange) -> None:
    ended = [(line, claim) for _, claim, line in rows.statuses]
    opened = [(row[PLACE], row[0]) for row in rows.claims]
    db.executemany(f"UPDATE claims SET until = ?1 WHERE id = ?2 AND until = {FOREVER} AND since < ?1", ended + opened)
    fresh = [(*row, row[PLACE], FOREVER) for row in rows.claims]
    db.executemany("INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", fresh)
    db.executemany(
        """INSERT OR REPLACE INTO claims
        SELECT id, key, ?1, source, speaker, place, start, stop, sensitivity, relation, automatic, ?3, ?4
        FROM claims WHERE id = ?2 AND until = ?3""",
        [(status, claim, line, FOREVER) for status, claim, line in rows.statuses],
    )
    db.executemany("INSERT OR IGNORE INTO about (ref, claim, place) VALUES (?, ?, ?)", rows.about)


def _write_entities(db: sqlite3.Connection, rows: IndexChange) -> None:
    described = [(line, ref) for ref, _, line in rows.entities] + [(line, ref) for ref, line in rows.undescribed]
    for table in ("entities", "names"):
        db.executemany(f"UPDATE {table} SET until = ?1 WHERE ref = ?2 AND until = {FOREVER} AND since < ?1", described)
    bodies = [(ref, packed(it), it.get("sensitivity", ""), line, FOREVER) for ref, it, line in rows.entities]
    db.executemany("INSERT OR REPLACE INTO entities VALUES (?, ?, ?, ?, ?)", bodies)


def standing(n: int | None, since: str = "since") -> str:
    """The SQL condition for rows that hold: now, or after line `n` of the journal."""
    return f"until = {FOREVER}" if n is None else f"{since} <= {int(n)} AND until > {int(n)}"


@contextmanager
def usable() -> Iterator[None]:
    """Raises StoreBroken in the place of an error of SQLite, which a mistake of the program is not: that flies."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) in FULL:
            why = f"the disk did not take the side index ({error})"
            raise BadFile(where="store/index.sqlite", why=why, next="Make room on the disk.") from None
        why = f"the side index cannot be used: {error}"
        advice = Phrase(
            "Rebuilding the case from the journal mends it; nothing is lost.",
            "`habeas rebuild CASE` rebuilds it from the journal; nothing is lost.",
        )
        raise StoreBroken(where="store/index.sqlite", why=why, next=advice) from None


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; inside another one, a part of that, which fails with it. What SQLite does not understand of
    a change to our tables is a mistake of the program."""
    with usable():
        inner = db.in_transaction
        if not inner:
            db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except sqlite3.OperationalError as error:
            db.rollback()
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
                raise sqlite3.ProgrammingError(str(error)) from error
            raise
        except BaseException:
            db.rollback()
            raise
        if not inner:
            db.execute("COMMIT")


def digest(db: sqlite3.Connection, content: Mapping[str, str]) -> str:
    """A SHA-256 of some tables, each with the order of its rows; equal for equal content."""
    found = hashlib.sha256()
    for table, order in content.items():
        for row in db.execute(f"SELECT * FROM {table} ORDER BY {order}"):
            found.update(repr(row).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def kind_range(kind: str) -> tuple[str, str]:
    """Between which texts the names of a kind lie; all names without a kind."""
    return (f"{kind}:", f"{kind};") if kind else ("", "\U0010ffff")


def packed(plain: Iterable[Any]) -> str:
    """A plain value as compact JSON text with its keys in order."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def layout_of(extra: str) -> str:
    """What marks an index of these tables and some extra ones; one with other tables is rebuilt from the journal."""
    return hashlib.sha256(extra.encode()).hexdigest()[:16]
