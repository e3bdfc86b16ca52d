"""The side index: a small SQLite file beside the store, for what the engine has no index for.

Which claims there are and where their journal lines stand, what each entity was called, which claims are about whom,
names with accents folded. A cache like the store: written on the same path, safe to delete, rebuilt from the journal.
It keeps its own note of the journal position it has reached.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from habeas.analysis.evidence import Evidence
from habeas.errors import StoreBroken
from habeas.storage import evidence_table

Names = str | Sequence[str]
LAYOUT = 5
"""Raised when the tables change; an index of another layout is rebuilt."""

TABLES = (
    """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS claims (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, status TEXT NOT NULL, source TEXT NOT NULL, speaker TEXT NOT NULL,
    place INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claims_by_key ON claims (key);
CREATE INDEX IF NOT EXISTS claims_by_source ON claims (source);
CREATE INDEX IF NOT EXISTS claims_by_speaker ON claims (speaker);
CREATE INDEX IF NOT EXISTS claims_by_place ON claims (place);
CREATE TABLE IF NOT EXISTS about (ref TEXT, claim TEXT, PRIMARY KEY (ref, claim)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entities (ref TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (ref TEXT, folded TEXT, name TEXT, PRIMARY KEY (ref, folded, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS names_by_folded ON names (folded, ref);
CREATE TABLE IF NOT EXISTS touched (subject TEXT, n INTEGER, start INTEGER, stop INTEGER, PRIMARY KEY (subject, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS judgements (n INTEGER PRIMARY KEY, told TEXT NOT NULL, back TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS decisions (n INTEGER PRIMARY KEY, key TEXT NOT NULL, told TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS decisions_by_key ON decisions (key);
"""
    + evidence_table.TABLE
)


CONTENT = {
    "claims": "id",
    "about": "ref, claim",
    "entities": "ref",
    "names": "ref, folded, name",
    "touched": "subject, n",
    "judgements": "n",
    "decisions": "n",
    "evidence": evidence_table.CONTENT,
}
"""The tables that are made from the journal, and the order of their rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim in the index: its status and the place of its record in the journal."""

    id: str
    key: str
    status: str
    source: str
    speaker: str
    place: int
    start: int
    stop: int


@dataclass(slots=True)
class Rows:
    """What one change adds to the index, gathered so that many operations are written at once."""

    claims: list[Row] = field(default_factory=list)
    statuses: list[tuple[str, str]] = field(default_factory=list)
    """(new status, claim id)"""
    about: list[tuple[str, str]] = field(default_factory=list)
    entities: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    names: list[tuple[str, str, str]] = field(default_factory=list)
    touched: list[tuple[str, int, int, int]] = field(default_factory=list)
    judgements: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    taken_back: list[tuple[dict[str, str], int]] = field(default_factory=list)
    """(when, by whom and why, number of the judgement)"""
    decisions: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    ended: list[tuple[str, str, int]] = field(default_factory=list)
    """(moment, claim id, journal line) of what was withdrawn or superseded"""


class Index:
    """The side index of one case. One writer; readers open it read-only."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.settings = ""
        """Digest of the settings the content depends on; an index made under others counts as empty."""

    @classmethod
    def open(cls, path: Path) -> Index:
        """Open for writing, making the file and its tables when they are not there. Raises StoreBroken when it is no index."""
        settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
        with _usable():
            connection = sqlite3.connect(path, isolation_level=None)
            try:
                connection.executescript(settings + TABLES)
            except BaseException:
                connection.close()
                raise
        return cls(connection)

    @classmethod
    def read_only(cls, path: Path) -> Index:
        """Open for reading. Raises StoreBroken when the file is missing."""
        with _usable():
            return cls(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None))

    @classmethod
    def in_memory(cls) -> Index:
        """An index that lives as long as the program."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.executescript(TABLES)
        return cls(connection)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def position(self) -> tuple[int, str]:
        """Number and hash of the last journal line this index holds; (0, "") when empty, or of another layout or other settings."""
        meta = dict(self._rows("SELECT name, value FROM meta"))
        if meta.get("layout") != str(LAYOUT) or meta.get("settings") != self.settings:
            return 0, ""
        return int(meta["n"]), meta["head"]

    def write(self, rows: Rows, *, n: int, head: str) -> None:
        """Put a change and the journal position it reaches into the index, all or nothing."""
        db = self._db
        with _usable():
            db.execute("BEGIN IMMEDIATE")
        try:
            self._write(rows)
            meta = (("layout", str(LAYOUT)), ("settings", self.settings), ("n", str(n)), ("head", head))
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def _write(self, rows: Rows) -> None:
        db = self._db
        claims = [(r.id, r.key, r.status, r.source, r.speaker, r.place, r.start, r.stop) for r in rows.claims]
        db.executemany("INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?)", claims)
        db.executemany("UPDATE claims SET status = ? WHERE id = ?", rows.statuses)
        db.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", rows.about)
        db.executemany("DELETE FROM names WHERE ref = ?", {(ref,) for ref, _ in rows.entities})
        db.executemany(
            "INSERT OR REPLACE INTO entities VALUES (?, ?)", [(ref, _packed(it)) for ref, it in rows.entities]
        )
        db.executemany("INSERT OR IGNORE INTO names (folded, ref, name) VALUES (?, ?, ?)", rows.names)
        db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?, ?, ?)", rows.touched)
        db.executemany(
            "INSERT OR REPLACE INTO judgements VALUES (?, ?, '')", [(n, _packed(it)) for n, it in rows.judgements]
        )
        db.executemany("UPDATE judgements SET back = ? WHERE n = ?", [(_packed(it), n) for it, n in rows.taken_back])
        decisions = [(n, key, _packed(it)) for n, key, it in rows.decisions]
        db.executemany("INSERT OR REPLACE INTO decisions VALUES (?, ?, ?)", decisions)
        evidence_table.put(db, rows.evidence, rows.ended)

    # -- reading

    def _rows(self, sql: str, values: Sequence[str] = ()) -> list[Any]:
        """The rows of an answer. Raises StoreBroken when the file is damaged."""
        with _usable():
            return self._db.execute(sql, values).fetchall()

    def claim(self, claim_id: str) -> Row | None:
        """The claim with that id."""
        return next((Row(*row) for row in self._rows("SELECT * FROM claims WHERE id = ?", (claim_id,))), None)

    def claim_with_key(self, key: str) -> Row | None:
        """The claim that says exactly this."""
        return next((Row(*row) for row in self._rows("SELECT * FROM claims WHERE key = ?", (key,))), None)

    def claims(self, *, about: Names = "", source: Names = "", speaker: Names = "", status: str = "") -> Iterator[Row]:
        """Claims in the order they were recorded; every filter given must hold, for one of its names where it has several."""
        return self.some_claims(-1, 0, about=about, source=source, speaker=speaker, status=status)

    def some_claims(
        self, limit: int, offset: int, *, about: Names = "", source: Names = "", speaker: Names = "", status: str = ""
    ) -> Iterator[Row]:  # fmt: skip
        """The same, so many after the first `offset`."""
        tests: list[tuple[str, Names]] = [
            ("source IN ({})", source),
            ("speaker IN ({})", speaker),
            ("status IN ({})", status),
            ("id IN (SELECT claim FROM about WHERE ref IN ({}))", about),
        ]
        given = [(test, (value,) if isinstance(value, str) else value) for test, value in tests if value]
        where = " AND ".join(test.format(", ".join("?" * len(names))) for test, names in given) or "1"
        sql = f"SELECT * FROM claims WHERE {where} ORDER BY place LIMIT ? OFFSET ?"  # noqa: S608 fixed texts, values are bound
        values = [name for _, names in given for name in names]
        return (Row(*row) for row in self._rows(sql, [*values, str(limit), str(offset)]))

    def latest(self, limit: int) -> list[Row]:
        """The live claims that were recorded last, the last one first."""
        sql = "SELECT * FROM claims WHERE status = 'live' ORDER BY place DESC LIMIT ?"
        return [Row(*row) for row in self._rows(sql, (str(limit),))]

    def claims_of_kind(self, kind: str) -> Iterator[Row]:
        """The live claims that are about anything of a kind, in the order they were recorded."""
        sql = """SELECT * FROM claims WHERE status = 'live' AND id IN
            (SELECT claim FROM about WHERE ref >= ? AND ref < ?) ORDER BY place"""
        return (Row(*row) for row in self._rows(sql, _range(kind)))

    def count(self) -> dict[str, int]:
        """How many claims stand in each status."""
        return dict(self._rows("SELECT status, COUNT(*) FROM claims GROUP BY status"))

    def entity(self, ref: str) -> dict[str, Any] | None:
        """The latest description of an entity or a source, as it stands in the journal."""
        found: dict[str, Any] | None = None
        for (body,) in self._rows("SELECT body FROM entities WHERE ref = ?", (ref,)):
            found = json.loads(body)
        return found

    def entities(self, kind: str = "", limit: int = -1) -> Iterator[dict[str, Any]]:
        """Every description, of one kind or of all, in the order of their names; or so many of them."""
        sql = "SELECT body FROM entities WHERE ref >= ? AND ref < ? ORDER BY ref LIMIT ?"
        rows = self._rows(sql, (*_range(kind), str(limit)))
        return (json.loads(body) for (body,) in rows)

    def named(self, folded: str) -> list[str]:
        """The refs that carry this name, accents and case folded."""
        return [ref for (ref,) in self._rows("SELECT DISTINCT ref FROM names WHERE folded = ? ORDER BY ref", (folded,))]

    def names(self) -> Iterator[tuple[str, str]]:
        """Every (folded name, ref)."""
        return iter(self._rows("SELECT DISTINCT folded, ref FROM names ORDER BY folded, ref"))

    def mentioned(self, ref: str) -> bool:
        """True when some claim is about this ref."""
        return bool(self._rows("SELECT 1 FROM about WHERE ref = ? LIMIT 1", (ref,)))

    def touched(self, subject: str) -> list[tuple[int, int]]:
        """The places in the journal of every operation on a claim, entity or source, oldest first."""
        return self._rows("SELECT start, stop FROM touched WHERE subject = ? ORDER BY n", (subject,))

    def judgements(self) -> Iterator[tuple[int, dict[str, Any], dict[str, str] | None]]:
        """Every judgement: its line in the journal, what it says with time and recorder, and how it was taken back, or None."""
        rows = self._rows("SELECT n, told, back FROM judgements ORDER BY n")
        return ((n, json.loads(told), json.loads(back) if back else None) for n, told, back in rows)

    def decisions(self, key: str = "") -> Iterator[tuple[int, dict[str, Any]]]:
        """Every decision on a finding, or those on one: its line in the journal, and what it says with time and recorder."""
        where, values = ("WHERE key = ?", (key,)) if key else ("", ())
        rows = self._rows(f"SELECT n, told FROM decisions {where} ORDER BY n", values)  # noqa: S608 fixed texts
        return ((n, json.loads(told)) for n, told in rows)

    def evidence(self, known: str = "", kinds: Sequence[str] = ()) -> Iterator[Evidence]:
        """Every evidence row that stands, or stood at a moment, in the order of people; those that name nobody first."""
        with _usable():
            yield from evidence_table.read_all(self._db, known, kinds)

    def evidence_about(self, people: Sequence[str], known: str = "") -> list[Evidence]:
        """The evidence rows of some people, with the nameless ones on their events."""
        with _usable():
            return evidence_table.read_about(self._db, people, known)

    def digest(self) -> str:
        """A SHA-256 of all it holds, equal for equal content."""
        found = hashlib.sha256()
        for table, order in CONTENT.items():
            for row in self._rows(f"SELECT * FROM {table} ORDER BY {order}"):  # noqa: S608 fixed names
                found.update(repr(row).encode("utf-8", "surrogatepass"))
        return found.hexdigest()


@contextmanager
def _usable() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        why = f"the side index cannot be used: {error}"
        advice = "`habeas rebuild CASE` makes it anew from the journal; nothing is lost."
        raise StoreBroken(where="store/index.sqlite", why=why, next=advice) from None


def _packed(plain: dict[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def _range(kind: str) -> tuple[str, str]:
    return (f"{kind}:", f"{kind};") if kind else ("", "\U0010ffff")
